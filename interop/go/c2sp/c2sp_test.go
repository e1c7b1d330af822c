package c2sp

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The example of the signed-note specification.
const (
	exampleKey  = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
	exampleNote = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

func TestTheExampleOfSignedNoteVerifies(t *testing.T) {
	key, err := ParseVerifier(exampleKey, LogKey)
	must(t, err)
	n, err := note.Open([]byte(exampleNote), note.VerifierList(key))
	must(t, err)
	if n.Text != "This is an example message.\n" {
		t.Fatalf("text %q", n.Text)
	}
	if _, err := note.Open([]byte(strings.Replace(exampleNote, "This", "That", 1)), note.VerifierList(key)); err == nil {
		t.Fatal("an edited text verifies")
	}
}

func TestVkeysHaveOneSpelling(t *testing.T) {
	for name, vkey := range map[string]string{
		"empty":                "",
		"no key":               "example.com/foo+530d903a",
		"another ID":           strings.Replace(exampleKey, "530d903a", "530d903b", 1),
		"capital hex":          strings.Replace(exampleKey, "530d903a", "530D903A", 1),
		"short hex":            strings.Replace(exampleKey, "530d903a", "30d903a", 1),
		"another name":         strings.Replace(exampleKey, "foo", "bar", 1),
		"a space in the name":  strings.Replace(exampleKey, "foo", "f oo", 1),
		"no name":              strings.TrimPrefix(exampleKey, "example.com/foo"),
		"padding that is gone": exampleKey + "=",
		"a line break":         exampleKey[:50] + "\n" + exampleKey[50:],
		"the other kind":       strings.Replace(exampleKey, "+Aek", "+BOk", 1),
	} {
		if _, err := ParseVerifier(vkey, LogKey); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := ParseVerifier(exampleKey, CosignerKey); err == nil {
		t.Error("a log's key was taken for a cosigner's")
	}
}

func TestACosignatureHoldsForItsTimeOnly(t *testing.T) {
	signer, err := NewSigner("north.example/witness", CosignerKey, make([]byte, 32))
	must(t, err)
	at := time.Date(2026, time.May, 4, 21, 3, 10, 0, time.UTC)
	signer.Now = func() time.Time { return at }
	text := []byte("log.example/ceasefire\n0\n" + EmptyRoot.String() + "\n")
	sig, err := signer.Sign(text)
	must(t, err)
	if len(sig) != 72 || !signer.Verify(text, sig) {
		t.Fatal("own cosignature does not verify")
	}
	for i := range sig {
		sig[i] ^= 1
		if signer.Verify(text, sig) {
			t.Fatalf("a flipped bit in byte %d of the cosignature goes unnoticed", i)
		}
		sig[i] ^= 1
	}
	if signer.Verify(append(text, "more\n"...), sig) || signer.Verify(text, sig[:71]) || signer.Verify(text, append(sig, 0)) {
		t.Fatal("a cosignature of other bytes verifies")
	}
}

func TestPrivateKeysAreReadBack(t *testing.T) {
	signer, err := NewSigner("north.example/witness", CosignerKey, bytes.Repeat([]byte{7}, 32))
	must(t, err)
	back, err := ParseSigner(signer.Secret(), CosignerKey)
	must(t, err)
	if back.String() != signer.String() {
		t.Fatalf("wrote %s, read %s", signer, back)
	}
	for _, skey := range []string{"", signer.String(), signer.Secret() + "\n", strings.Replace(signer.Secret(), "north", "south", 1)} {
		if _, err := ParseSigner(skey, CosignerKey); err == nil {
			t.Errorf("%q: accepted", skey)
		}
	}
	if _, err := ParseSigner(signer.Secret(), LogKey); err == nil {
		t.Error("a cosigner's private key was taken for a log's")
	}
}

func TestCheckpointsHaveOneSpelling(t *testing.T) {
	root := EmptyRoot.String()
	for _, text := range []string{
		"log.example/ceasefire\n0\n" + root + "\n",
		"log.example/ceasefire\n1152921504606846976\n" + root + "\n",
		"a name with spaces\n7\n" + root + "\nextension\nand another\n",
	} {
		c, err := ParseCheckpoint(text)
		must(t, err)
		if c.Text() != text {
			t.Errorf("read %q, wrote %q", text, c.Text())
		}
	}
	for _, text := range []string{
		"", "\n", "o\n1\n", "o\n1\n" + root, "\n1\n" + root + "\n",
		"o\n01\n" + root + "\n", "o\n+1\n" + root + "\n", "o\n-1\n" + root + "\n", "o\n 1\n" + root + "\n",
		"o\n\n" + root + "\n", "o\n1e3\n" + root + "\n", "o\n0x1\n" + root + "\n",
		"o\n1152921504606846977\n" + root + "\n", "o\n18446744073709551616\n" + root + "\n",
		"o\n1\n" + root[:43] + "\n", "o\n1\n" + root + "=\n", "o\n1\n" + root[:42] + "V=\n", "o\n1\n" + root[:20] + "\r" + root[20:] + "\n",
		"o\n1\n" + root + "\n\n", "o\n1\n" + root + "\nx", "o\n1\n" + root + "\nx\n\ny\n",
	} {
		if c, err := ParseCheckpoint(text); err == nil {
			t.Errorf("%q: accepted as %+v", text, c)
		}
	}
}

func TestTilePathsFollowTlogTiles(t *testing.T) {
	for _, row := range []struct {
		tile tlog.Tile
		path string
	}{
		{tlog.Tile{H: 8, L: 0, N: 0, W: 256}, "tile/0/000"},
		{tlog.Tile{H: 8, L: 1, N: 0, W: 17}, "tile/1/000.p/17"},
		{tlog.Tile{H: 8, L: 63, N: 1234067, W: 256}, "tile/63/x001/x234/067"},
		{tlog.Tile{H: 8, L: -1, N: 1234067, W: 1}, "tile/entries/x001/x234/067.p/1"},
	} {
		if got := TilePath(row.tile); got != row.path {
			t.Errorf("want %s, got %s", row.path, got)
		}
	}
}

func TestReadCheckpointRefusesAMalformedNote(t *testing.T) {
	signer, err := NewSigner("log.example/ceasefire", LogKey, make([]byte, 32))
	must(t, err)
	text := "log.example/ceasefire\n0\n" + EmptyRoot.String() + "\n"
	good, err := note.Sign(&note.Note{Text: text}, signer)
	must(t, err)
	if _, _, err := OpenCheckpoint(good, &signer.Verifier); err != nil {
		t.Fatal(err)
	}
	line := string(good[len(text)+1:])
	for name, msg := range map[string]string{
		"no signature":           text + "\n",
		"no blank line":          text + line,
		"no final newline":       strings.TrimSuffix(string(good), "\n"),
		"a control character":    text[:3] + "\t" + text[3:] + "\n" + line,
		"invalid UTF-8":          "\xff" + string(good),
		"a hyphen for the dash":  text + "\n" + strings.Replace(line, "—", "-", 1),
		"two spaces":             text + "\n" + strings.Replace(line, "— ", "—  ", 1),
		"base64 without padding": text + "\n" + strings.Replace(line, "=", "", -1),
		"a second blank line":    string(good) + "\n" + line,
		"101 signatures":         text + "\n" + manyLines(101),
	} {
		if _, _, err := OpenCheckpoint([]byte(msg), &signer.Verifier); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := OpenCheckpoint([]byte(text+"\n"+manyLines(16)+line), &signer.Verifier); err != nil {
		t.Errorf("16 unknown signatures before the log's: %v", err)
	}
}

func manyLines(n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		fmt.Fprintf(&b, "— witness-%d.example AAAAAAAA\n", i)
	}
	return b.String()
}

func TestReceiptsAreReadBack(t *testing.T) {
	checkpoint := []byte("o\n1\n" + EmptyRoot.String() + "\n\n— o AAAAAAAA\n")
	for _, r := range []Receipt{
		{Index: 0, Checkpoint: checkpoint},
		{Index: 7, Proof: tlog.RecordProof{EmptyRoot, {1}}, Checkpoint: checkpoint},
		{Index: 7, Extra: []byte("more"), Proof: tlog.RecordProof{{2}}, Checkpoint: checkpoint},
	} {
		back, err := ParseReceipt(r.Format())
		must(t, err)
		if !bytes.Equal(back.Format(), r.Format()) || !bytes.Equal(back.Checkpoint, checkpoint) || len(back.Proof) != len(r.Proof) {
			t.Errorf("wrote %+v, read %+v", r, back)
		}
	}
	hash := EmptyRoot.String() + "\n"
	for name, text := range map[string]string{
		"another version":      "c2sp.org/tlog-proof@v2\nindex 0\n\n",
		"no index":             receiptHeader + "\n\n",
		"a leading zero":       receiptHeader + "\nindex 00\n\n",
		"extra after index":    receiptHeader + "\nindex 0\nextra AAAA\n\n",
		"extra not base64":     receiptHeader + "\nextra *\nindex 0\n\n",
		"a hash too short":     receiptHeader + "\nindex 0\nAAAA\n\n",
		"64 hashes":            receiptHeader + "\nindex 0\n" + strings.Repeat(hash, 64) + "\n",
		"no blank line at all": receiptHeader + "\nindex 0\n" + hash,
	} {
		if _, err := ParseReceipt([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestBundlesAreReadBackOrNamed(t *testing.T) {
	entries := [][]byte{[]byte("{}"), {}, bytes.Repeat([]byte("x"), 65535)}
	data, err := FormatBundle(entries)
	must(t, err)
	tile := BundleTile(0, 3)
	for _, row := range []struct {
		name, problem string
		data          []byte
	}{
		{"as written", "", data},
		{"a byte short", "cuts off entry 2: expected 65535 bytes found 65534", data[:len(data)-1]},
		{"an entry short", "ends before entry 2", data[:6]},
		{"half a length", "ends before entry 1", data[:5]},
		{"a byte more", "has 1 bytes after its last entry", append(data[:len(data):len(data)], 0)},
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, TilePath(tile))
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, row.data, 0o644))
		back, err := (&Folder{folder}).ReadBundle(tile)
		if row.problem == "" {
			must(t, err)
			if len(back) != 3 || !bytes.Equal(back[2], entries[2]) {
				t.Errorf("%s: read %d entries", row.name, len(back))
			}
		} else if err == nil || err.Error() != "tile/entries/000.p/3 "+row.problem {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	if _, err := FormatBundle([][]byte{make([]byte, 65536)}); err == nil {
		t.Error("an entry of 65536 bytes was written")
	}
}
