package samplelog

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// vectors is the committed log; its README.md says how it is written anew.
const vectors = "../../../testdata/vectors/go-log"

func files(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == "README.md" || entry.Name() == ".gitattributes" {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		found[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheCommittedLogIsWhatThisWriterWrites(t *testing.T) {
	folder := t.TempDir()
	if err := Write(folder, 300, 270, 3, "1"); err != nil {
		t.Fatal(err)
	}
	written, committed := files(t, folder), files(t, vectors)
	if len(written) == 0 || len(written) != len(committed) {
		t.Fatalf("wrote %d files, %d are committed", len(written), len(committed))
	}
	for name, data := range written {
		if !bytes.Equal(data, committed[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestALogIsNotOverwritten(t *testing.T) {
	folder := t.TempDir()
	if err := Write(folder, 3, 1, 0, "1"); err != nil {
		t.Fatal(err)
	}
	if err := Write(folder, 4, 1, 0, "1"); err == nil {
		t.Fatal("a second log was written over the first")
	}
}

func TestAnotherSeedHasOtherKeys(t *testing.T) {
	one, err := Signers(3, "1")
	if err != nil {
		t.Fatal(err)
	}
	two, err := Signers(3, "2")
	if err != nil {
		t.Fatal(err)
	}
	for i := range one {
		if one[i].SameKey(&two[i].Verifier) {
			t.Errorf("%s has one key for both seeds", one[i].Name())
		}
	}
}
