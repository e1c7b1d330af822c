package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// TestMain lets the test binary stand in for the witness, so that tests can kill it.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_AS_WITNESS") == "1" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

const origin = "log.example/ceasefire"

// treeSize is that of the histories of a fakeLog; they part at leaf forkAt.
const (
	treeSize = 64
	forkAt   = 3
)

// fakeLog has two histories and signs whatever it is told to.
type fakeLog struct {
	t      *testing.T
	signer *c2sp.Signer
	honest *c2sp.Memory
	forked *c2sp.Memory
}

func testSigner(t *testing.T, name string, kind byte) *c2sp.Signer {
	t.Helper()
	seed := sha256.Sum256([]byte(fmt.Sprintf("%s %d", name, kind)))
	s, err := c2sp.NewSigner(name, kind, seed[:])
	must(t, err)
	return s
}

func newFakeLog(t *testing.T) *fakeLog {
	t.Helper()
	l := &fakeLog{t, testSigner(t, origin, c2sp.LogKey), &c2sp.Memory{}, &c2sp.Memory{}}
	for i := 0; i < treeSize; i++ {
		must(t, l.honest.Append([]byte(fmt.Sprintf(`{"n":%d}`, i))))
		leaf := fmt.Sprintf(`{"n":%d}`, i)
		if i >= forkAt {
			leaf = fmt.Sprintf(`{"n":%d,"rewritten":true}`, i)
		}
		must(t, l.forked.Append([]byte(leaf)))
	}
	return l
}

func (l *fakeLog) text(tree *c2sp.Memory, size int64) string {
	root, err := tree.Root(size)
	must(l.t, err)
	return c2sp.Checkpoint{Origin: origin, Size: size, Root: root}.Text()
}

func sign(t *testing.T, text string, signers ...note.Signer) string {
	t.Helper()
	msg, err := note.Sign(&note.Note{Text: text}, signers...)
	must(t, err)
	return string(msg)
}

func (l *fakeLog) checkpoint(tree *c2sp.Memory, size int64) string {
	l.t.Helper()
	return sign(l.t, l.text(tree, size), l.signer)
}

func (l *fakeLog) proof(tree *c2sp.Memory, old, size int64) string {
	l.t.Helper()
	if old == 0 {
		return ""
	}
	hashes, err := tlog.ProveTree(size, old, tree)
	must(l.t, err)
	var b strings.Builder
	for _, h := range hashes {
		b.WriteString(h.String() + "\n")
	}
	return b.String()
}

// body is a correct request from one size of the honest history to another.
func (l *fakeLog) body(old, size int64) string {
	l.t.Helper()
	return fmt.Sprintf("old %d\n%s\n%s", old, l.proof(l.honest, old, size), l.checkpoint(l.honest, size))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

type answer struct {
	status      int
	contentType string
	body        string
}

func send(t *testing.T, method, url, body string) answer {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	must(t, err)
	return answer{res.StatusCode, res.Header.Get("Content-Type"), string(got)}
}

func monitorPath() string { return "/" + originHash(origin) + "/checkpoint" }

// inProcess serves a witness over the store; its clock can be set.
func inProcess(t *testing.T, p persistence) (*httptest.Server, *witness) {
	t.Helper()
	w := newWitness(testSigner(t, "south.example/witness", c2sp.CosignerKey), p)
	w.trust(&testSigner(t, origin, c2sp.LogKey).Verifier)
	must(t, w.load())
	server := httptest.NewServer(w.handler(io.Discard))
	t.Cleanup(server.Close)
	return server, w
}

func newStore(t *testing.T) *store {
	t.Helper()
	s, err := openStore(t.TempDir())
	must(t, err)
	t.Cleanup(s.close)
	return s
}
