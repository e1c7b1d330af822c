package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	samplelog "../samplelog"
	"golang.org/x/mod/sumdb/tlog"
)

func TestEveryFlippedByteIsFound(t *testing.T) {
	s := newSample(t, 300, 270)
	for _, name := range []string{"tile/entries/000", "tile/entries/001.p/44", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"} {
		data, err := os.ReadFile(s.path(name))
		must(t, err)
		for at := 0; at < len(data); at += 31 {
			data[at] ^= 0x10
			must(t, os.WriteFile(s.path(name), data, 0o644))
			if code, out := s.verify(); code != 1 || !strings.Contains(out, name) && !strings.Contains(out, "FAIL entry ") {
				t.Fatalf("byte %d of %s: exit %d\n%s", at, name, code, out)
			}
			data[at] ^= 0x10
		}
		must(t, os.WriteFile(s.path(name), data, 0o644))
	}
	s.accepts("ok   leaves 300\n")
}

func TestNamesTheEntryOrTheTileThatIsWrong(t *testing.T) {
	for name, row := range map[string]struct {
		damage func(*sample)
		want   string
	}{
		"an entry swapped for another": {
			func(s *sample) { s.replace("tile/entries/001.p/44", `{"n":299}`, `{"n":298}`) },
			"FAIL entry 299 does not match its leaf hash: expected ",
		},
		"two entries that have changed places": {
			func(s *sample) {
				s.replace("tile/entries/000", "{\"n\":20}\x00\x08{\"n\":21}", "{\"n\":21}\x00\x08{\"n\":20}")
			},
			"FAIL entry 21 does not match its leaf hash: expected ",
		},
		"a leaf hash": {
			func(s *sample) { s.edit("tile/0/000", func(b []byte) []byte { b[32*7] ^= 1; return b }) },
			"FAIL entry 7 and its leaf hash in tile/0/000 differ: expected ",
		},
		"a hash above the leaves": {
			func(s *sample) { s.edit("tile/1/000.p/1", func(b []byte) []byte { b[0] ^= 1; return b }) },
			"FAIL tile/1/000.p/1 differs from the entries below it at hash 0: expected ",
		},
		"an entry together with its leaf hash in a partial tile": {
			func(s *sample) {
				s.replace("tile/entries/001.p/44", `{"n":299}`, `{"n":298}`)
				hash := tlog.RecordHash([]byte(`{"n":298}`))
				s.edit("tile/0/001.p/44", func(b []byte) []byte { return append(b[:43*32], hash[:]...) })
			},
			"FAIL the partial tiles do not make up the root: expected ",
		},
		// A verifier on tlog.TileHashReader of x/mod 0.7.0 accepts this forgery.
		"an entry together with its leaf hash in a full tile": {
			func(s *sample) {
				s.replace("tile/entries/000", `{"n":200}`, `{"n":201}`)
				hash := tlog.RecordHash([]byte(`{"n":201}`))
				s.edit("tile/0/000", func(b []byte) []byte { copy(b[200*32:], hash[:]); return b })
			},
			"FAIL tile/0/000 does not hash to what tile/1/000.p/1 says of it",
		},
		"a tile that is too narrow": {
			func(s *sample) { s.edit("tile/0/001.p/44", func(b []byte) []byte { return b[:43*32] }) },
			"FAIL tile/0/001.p/44 has the wrong width: expected 1408 bytes found 1376",
		},
		"a tile that is too wide": {
			func(s *sample) { s.edit("tile/0/000", func(b []byte) []byte { return append(b, make([]byte, 32)...) }) },
			"FAIL tile/0/000 has the wrong width: expected 8192 bytes found 8224",
		},
		"a tile that is gone": {
			func(s *sample) { must(s.t, os.Remove(s.path("tile/1/000.p/1"))) },
			"FAIL tile/1/000.p/1 is missing",
		},
		"a bundle with an entry too few": {
			func(s *sample) { s.edit("tile/entries/001.p/44", func(b []byte) []byte { return b[:len(b)-11] }) },
			"FAIL tile/entries/001.p/44 ends before entry 299",
		},
		"a bundle with an entry too many": {
			func(s *sample) {
				s.edit("tile/entries/000", func(b []byte) []byte { return append(b, 0, 2, '{', '}') })
			},
			"FAIL tile/entries/000 has 4 bytes after its last entry",
		},
		"a bundle that is gone": {
			func(s *sample) { must(s.t, os.Remove(s.path("tile/entries/000"))) },
			"FAIL tile/entries/000 is missing",
		},
	} {
		s := newSample(t, 300, 100)
		row.damage(s)
		t.Log(name)
		s.refuses(row.want)
	}
}

func TestManyFailuresAreCounted(t *testing.T) {
	s := newSample(t, 300, 100)
	s.edit("tile/entries/000", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`{"n":1`), []byte(`{"n":2`)) })
	s.refuses("FAIL 101 more entries or bundles that do not hold\n")
}

func TestReadsTheFullTileWhereThePartialOneIsGone(t *testing.T) {
	s := newSample(t, 600, 300)
	if _, err := os.Stat(s.path("tile/0/001.p/44")); err == nil {
		t.Fatal("the sample keeps the partial tile: this test would prove nothing")
	}
	old, err := os.ReadFile(s.path("old-checkpoint"))
	must(t, err)
	must(t, os.WriteFile(s.path("checkpoint"), old, 0o644))
	s.accepts("ok   leaves 300\n")
	s.edit("tile/0/001", func(b []byte) []byte { return b[:44*32] })
	s.refuses("FAIL tile/0/001 has the wrong width: expected 8192 bytes found 1408")
}

func TestEntriesThatAreNotObjects(t *testing.T) {
	for _, entry := range []string{"", "7", "[]", `{"n":1`, `{"n":1}{}`, `{"n":01}`} {
		s := newSample(t, 3, 1)
		s.folder = t.TempDir()
		must(t, samplelog.WriteEntries(s.folder, [][]byte{[]byte("{}"), []byte(entry)}, 1, 3, "1"))
		s.refuses("FAIL entry 1 is not a JSON object")
	}
}
