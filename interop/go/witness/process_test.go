package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startWitness runs the witness as a process of its own and returns its URL.
func startWitness(t *testing.T, args ...string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "RUN_AS_WITNESS=1")
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	must(t, err)
	if !strings.HasPrefix(line, "listening on http://127.0.0.1:") {
		t.Fatalf("first line is %q", line)
	}
	return cmd, strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
}

func makeKey(t *testing.T, name, path string) string {
	t.Helper()
	var out bytes.Buffer
	if code := run(context.Background(), []string{"-genkey", name, path}, &out, io.Discard); code != 0 {
		t.Fatalf("-genkey ended with %d", code)
	}
	return strings.TrimSpace(out.String())
}

func TestAKilledWitnessKeepsItsSize(t *testing.T) {
	l := newFakeLog(t)
	folder := t.TempDir()
	key := filepath.Join(folder, "key")
	makeKey(t, "south.example/witness", key)
	args := []string{"-key", key, "-state", filepath.Join(folder, "state"), "-log", l.signer.String()}
	for i := int64(0); i < 5; i++ {
		old, size := i*10, i*10+10
		process, url := startWitness(t, args...)
		if old > 0 {
			if got := send(t, "POST", url+"/add-checkpoint", l.body(0, 64)); got.status != 409 || got.body != fmt.Sprintf("%d\n", old) {
				t.Fatalf("after a kill at size %d: %+v", old, got)
			}
			fork := fmt.Sprintf("old %d\n%s\n%s", old, l.proof(l.forked, old, 64), l.checkpoint(l.forked, 64))
			if got := send(t, "POST", url+"/add-checkpoint", fork); got.status != 422 {
				t.Fatalf("after a kill at size %d a fork gets %+v", old, got)
			}
			if got := send(t, "GET", url+monitorPath(), ""); got.status != 200 || !strings.HasPrefix(got.body, fmt.Sprintf("%s\n%d\n", origin, old)) {
				t.Fatalf("after a kill at size %d monitors get %+v", old, got)
			}
		}
		if got := send(t, "POST", url+"/add-checkpoint", l.body(old, size)); got.status != 200 {
			t.Fatalf("%d to %d: %+v", old, size, got)
		}
		must(t, process.Process.Kill())
		process.Wait()
		// What a kill in the middle of a save leaves behind must not count.
		must(t, os.WriteFile(filepath.Join(folder, "state", originHash(origin)+".checkpoint.new"), []byte("half a check"), 0o600))
	}
}

func TestOneStateServesOneWitness(t *testing.T) {
	l := newFakeLog(t)
	folder := t.TempDir()
	key := filepath.Join(folder, "key")
	makeKey(t, "south.example/witness", key)
	args := []string{"-key", key, "-state", folder, "-log", l.signer.String()}
	startWitness(t, args...)
	var stderr bytes.Buffer
	if code := run(context.Background(), args, io.Discard, &stderr); code != 1 || !strings.Contains(stderr.String(), "in use by another witness") {
		t.Fatalf("the second witness ended with %d: %s", code, stderr.String())
	}
}

func TestKeysAreMadeOnceAndReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	vkey := makeKey(t, "south.example/witness", path)
	signer, err := loadKey(path)
	must(t, err)
	if signer.String() != vkey {
		t.Fatalf("made %s, read %s", vkey, signer)
	}
	before, err := os.ReadFile(path)
	must(t, err)
	if code := run(context.Background(), []string{"-genkey", "south.example/witness", path}, io.Discard, io.Discard); code == 0 {
		t.Fatal("a second -genkey overwrote the key")
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Fatal("the key file has changed")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info.Mode(), err)
	}
}
