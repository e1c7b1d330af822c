// Package samplelog writes small logs, the same bytes for the same seed.
package samplelog

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Origin is that of every sample log.
const Origin = "log.example/ceasefire"

// firstTime is when the older checkpoint is signed; the newer one follows an hour later.
var firstTime = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// Write writes a log of n entries {"n":<i>}; see WriteEntries.
func Write(out string, n, old int64, cosigners int, seed string) error {
	entries := make([][]byte, n)
	for i := range entries {
		entries[i] = []byte(fmt.Sprintf(`{"n":%d}`, i))
	}
	return WriteEntries(out, entries, old, cosigners, seed)
}

// WriteEntries writes a log into a folder that holds none yet: checkpoint and tiles, old-checkpoint of
// the older size, keys.json, and receipts of the first and the last entry with the bytes of these
// entries. The keys of the log and of its cosigners come from the seed.
func WriteEntries(out string, entries [][]byte, old int64, cosigners int, seed string) error {
	for _, name := range []string{"checkpoint", "tile"} {
		if _, err := os.Lstat(filepath.Join(out, name)); err == nil {
			return fmt.Errorf("%s holds a log already: name another folder, or remove its checkpoint and tile", out)
		}
	}
	signers, err := Signers(cosigners, seed)
	if err != nil {
		return err
	}
	w := &writer{out, &c2sp.Memory{}, entries}
	for _, entry := range entries {
		if err := w.tree.Append(entry); err != nil {
			return err
		}
	}
	n := w.tree.Size()
	if err := w.tiles(n); err != nil {
		return err
	}
	// tlog-tiles wants the partial tiles of every published size, unless the full tile is there.
	if err := w.tiles(old); err != nil {
		return err
	}
	if err := w.keys(signers); err != nil {
		return err
	}
	before, err := w.checkpoint(old, firstTime, signers)
	if err != nil {
		return err
	}
	if err := w.file("old-checkpoint", before); err != nil {
		return err
	}
	head, err := w.checkpoint(n, firstTime.Add(time.Hour), signers)
	if err != nil {
		return err
	}
	for _, index := range []int64{0, n - 1} {
		if err := w.receipt(index, n, head); err != nil {
			return err
		}
	}
	return w.file("checkpoint", head)
}

// Signers derives the log's key, and after it the cosigners', from the seed.
func Signers(cosigners int, seed string) ([]*c2sp.Signer, error) {
	names := []string{Origin, "north.example/witness", "south.example/witness", "monitor.example/witness"}
	var signers []*c2sp.Signer
	for i := 0; i <= cosigners; i++ {
		name, kind := fmt.Sprintf("cosigner-%d.example/witness", i), byte(c2sp.CosignerKey)
		if i < len(names) {
			name = names[i]
		}
		if i == 0 {
			kind = c2sp.LogKey
		}
		secret := sha256.Sum256([]byte("armistice test log\n" + seed + "\n" + name))
		s, err := c2sp.NewSigner(name, kind, secret[:])
		if err != nil {
			return nil, err
		}
		signers = append(signers, s)
	}
	return signers, nil
}

// writer writes the files of one log, whose tree and entries it has in memory.
type writer struct {
	out     string
	tree    *c2sp.Memory
	entries [][]byte
}

func (w *writer) file(path string, data []byte) error {
	full := filepath.Join(w.out, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, data, 0o644)
}

// tiles writes all tiles and bundles of the tree of the given size that are not there yet.
func (w *writer) tiles(size int64) error {
	for level := 0; size>>(c2sp.TileHeight*level) > 0; level++ {
		width := size >> (c2sp.TileHeight * level)
		for n := int64(0); n*c2sp.TileWidth < width; n++ {
			tile := c2sp.BundleTile(n, width)
			tile.L = level
			if w.replaced(tile) {
				continue
			}
			data, err := tlog.ReadTileData(tile, w.tree)
			if err != nil {
				return err
			}
			if err := w.file(c2sp.TilePath(tile), data); err != nil {
				return err
			}
			if level > 0 {
				continue
			}
			first := n * c2sp.TileWidth
			if data, err = c2sp.FormatBundle(w.entries[first : first+int64(tile.W)]); err != nil {
				return err
			}
			if err := w.file(c2sp.TilePath(c2sp.BundleTile(n, size)), data); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaced reports whether a partial tile has its full tile already.
func (w *writer) replaced(tile tlog.Tile) bool {
	tile.W = c2sp.TileWidth
	_, err := os.Stat(filepath.Join(w.out, filepath.FromSlash(c2sp.TilePath(tile))))
	return err == nil
}

// keys writes keys.json: the origin, the log's vkey, and the vkeys of the cosigners.
func (w *writer) keys(signers []*c2sp.Signer) error {
	keys := struct {
		Origin    string   `json:"origin"`
		Log       string   `json:"log"`
		Cosigners []string `json:"cosigners"`
	}{Origin, signers[0].String(), []string{}}
	for _, s := range signers[1:] {
		keys.Cosigners = append(keys.Cosigners, s.String())
	}
	data, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return err
	}
	return w.file("keys.json", append(data, '\n'))
}

// checkpoint signs the tree of the given size; the cosigners follow one second after another.
func (w *writer) checkpoint(size int64, at time.Time, signers []*c2sp.Signer) ([]byte, error) {
	root, err := w.tree.Root(size)
	if err != nil {
		return nil, err
	}
	all := make([]note.Signer, len(signers))
	for i, s := range signers {
		signedAt := at.Add(time.Duration(i) * time.Second)
		s.Now = func() time.Time { return signedAt }
		all[i] = s
	}
	text := c2sp.Checkpoint{Origin: Origin, Size: size, Root: root}.Text()
	return note.Sign(&note.Note{Text: text}, all...)
}

// receipt writes the tlog-proof of one entry, and its exact bytes beside it.
func (w *writer) receipt(index, size int64, head []byte) error {
	proof, err := tlog.ProveRecord(size, index, w.tree)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("receipt-%d", index)
	if err := w.file(name+".leaf", w.entries[index]); err != nil {
		return err
	}
	receipt := c2sp.Receipt{Index: index, Proof: proof, Checkpoint: head}
	return w.file(name+".tlog-proof", receipt.Format())
}
