package main

import (
	"io"
	"path/filepath"
	"testing"
)

func TestWrongUsage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "log")
	for _, args := range [][]string{
		{}, {"-out", out, "-n", "0"}, {"-out", out, "-cosigners", "-1"}, {"-out", out, "-n", "5", "-old", "6"}, {"-out", out, "more"}, {"-nonsense"},
	} {
		if code := run(args, io.Discard); code != 2 {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	if code := run([]string{"-out", out, "-n", "1", "-cosigners", "5"}, io.Discard); code != 0 {
		t.Errorf("the smallest log: exit %d", code)
	}
	if code := run([]string{"-out", out, "-n", "1"}, io.Discard); code != 1 {
		t.Errorf("the same folder again: exit %d", code)
	}
}
