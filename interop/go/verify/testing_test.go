package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	samplelog "../samplelog"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sample is a log in a folder of its own.
type sample struct {
	t      *testing.T
	folder string
	keys   []string // options that name the log's key and its three cosigners'
}

func newSample(t *testing.T, n, old int64) *sample {
	t.Helper()
	s := &sample{t, t.TempDir(), nil}
	must(t, samplelog.Write(s.folder, n, old, 3, "1"))
	signers, err := samplelog.Signers(3, "1")
	must(t, err)
	s.keys = []string{"-log", signers[0].String()}
	for _, signer := range signers[1:] {
		s.keys = append(s.keys, "-cosigner", signer.String())
	}
	return s
}

func (s *sample) path(name string) string { return filepath.Join(s.folder, name) }

func (s *sample) edit(name string, edit func([]byte) []byte) {
	s.t.Helper()
	data, err := os.ReadFile(s.path(name))
	must(s.t, err)
	must(s.t, os.WriteFile(s.path(name), edit(data), 0o644))
}

func (s *sample) replace(name, old, new string) {
	s.t.Helper()
	s.edit(name, func(data []byte) []byte {
		if !bytes.Contains(data, []byte(old)) {
			s.t.Fatalf("%s has no %q", name, old)
		}
		return bytes.Replace(data, []byte(old), []byte(new), 1)
	})
}

// verify runs the program over the folder and returns its exit code and what it printed.
func (s *sample) verify(options ...string) (int, string) {
	args := append(append(append([]string{}, s.keys...), options...), s.folder)
	return s.run(args...)
}

func (s *sample) run(args ...string) (int, string) {
	var out bytes.Buffer
	code := run(args, &out, io.Discard)
	if code == 0 && strings.Contains(out.String(), "FAIL") || code == 1 && !strings.Contains(out.String(), "FAIL") {
		s.t.Fatalf("exit %d does not go with\n%s", code, &out)
	}
	return code, out.String()
}

func (s *sample) refuses(want string, options ...string) {
	s.t.Helper()
	if code, out := s.verify(options...); code != 1 || !strings.Contains(out, want) {
		s.t.Errorf("want exit 1 and %q, got %d and\n%s", want, code, out)
	}
}

func (s *sample) accepts(want string, options ...string) {
	s.t.Helper()
	if code, out := s.verify(options...); code != 0 || !strings.Contains(out, want) {
		s.t.Errorf("want exit 0 and %q, got %d and\n%s", want, code, out)
	}
}
