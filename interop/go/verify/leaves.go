package main

import (
	"bytes"
	"encoding/json"
	"errors"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/tlog"
)

// checkLeaves walks the whole log: each tile is authenticated against the root, each entry hashed
// and compared with its leaf hash in the authenticated level-0 tile.
func checkLeaves(out *report, head c2sp.Checkpoint, folder *c2sp.Folder, hashes tlog.HashReader) error {
	failures := &few{report: out, kind: "entries or bundles that do not hold"}
	for n := int64(0); n*c2sp.TileWidth < head.Size; n++ {
		bundle := c2sp.BundleTile(n, head.Size)
		indexes := make([]int64, bundle.W)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, n*c2sp.TileWidth+int64(i))
		}
		expected, err := hashes.ReadHashes(indexes)
		if isIO(err) {
			return err
		}
		if err != nil {
			// Whoever has to act needs to know what is wrong everywhere, not only where it shows first.
			failures.close()
			out.fail("%v", err)
			return locate(out, head, folder, err)
		}
		if err := checkBundle(failures, bundle, folder, expected); err != nil {
			return err
		}
	}
	failures.close()
	if failures.count == 0 {
		out.ok("leaves %d", head.Size)
	}
	return nil
}

func checkBundle(failures *few, bundle tlog.Tile, folder *c2sp.Folder, expected []tlog.Hash) error {
	entries, err := folder.ReadBundle(bundle)
	if isIO(err) {
		return err
	}
	if err != nil {
		failures.fail("%v", err)
		return nil
	}
	for i, entry := range entries {
		index := bundle.N*c2sp.TileWidth + int64(i)
		if found := tlog.RecordHash(entry); found != expected[i] {
			failures.fail("entry %d does not match its leaf hash: expected %s found %s", index, expected[i], found)
		} else if !isObject(entry) {
			failures.fail("entry %d is not a JSON object", index)
		}
	}
	return nil
}

func isObject(entry []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(entry, " \t\r\n"), []byte("{")) && json.Valid(entry)
}

// locate is asked when a tile does not belong to the root. It builds the tree again from the entries
// alone and names each tile that says something else. What is known is reported already.
func locate(out *report, head c2sp.Checkpoint, folder *c2sp.Folder, known error) error {
	tree := &c2sp.Memory{}
	for tree.Size() < head.Size {
		entries, err := folder.ReadBundle(c2sp.BundleTile(tree.Size()/c2sp.TileWidth, head.Size))
		if isIO(err) {
			return err
		}
		if err != nil {
			if err.Error() != known.Error() {
				out.fail("%v", err)
			}
			return nil
		}
		for _, entry := range entries {
			if err := tree.Append(entry); err != nil {
				return err
			}
		}
	}
	root, err := tree.Root(head.Size)
	if err != nil {
		return err
	}
	if root != head.Root {
		out.fail("entries: expected root %s found %s: the %d entries are not those that were signed", head.Root, root, head.Size)
	}
	return compareTiles(out, head, folder, tree, known)
}

// compareTiles names each tile that differs from the tree of the entries.
func compareTiles(out *report, head c2sp.Checkpoint, folder *c2sp.Folder, tree tlog.HashReader, known error) error {
	failures := &few{report: out, kind: "tiles that do not hold"}
	defer failures.close()
	for level := 0; head.Size>>(c2sp.TileHeight*level) > 0; level++ {
		width := head.Size >> (c2sp.TileHeight * level)
		for n := int64(0); n*c2sp.TileWidth < width; n++ {
			tile := c2sp.BundleTile(n, width)
			tile.L = level
			found, err := folder.ReadTile(tile)
			if isIO(err) {
				return err
			}
			var bad *c2sp.BadFileError
			if errors.As(err, &bad) {
				if bad.Error() != known.Error() {
					failures.fail("%v", bad)
				}
				continue
			}
			expected, err := tlog.ReadTileData(tile, tree)
			if err != nil {
				return err
			}
			reportDifference(failures, tile, expected, found)
		}
	}
	return nil
}

func reportDifference(failures *few, tile tlog.Tile, expected, found []byte) {
	for i := 0; i < tile.W; i++ {
		var want, have tlog.Hash
		copy(want[:], expected[i*tlog.HashSize:])
		copy(have[:], found[i*tlog.HashSize:])
		if want == have {
			continue
		}
		index := tile.N*c2sp.TileWidth + int64(i)
		if tile.L == 0 {
			failures.fail("entry %d and its leaf hash in %s differ: expected %s found %s", index, c2sp.TilePath(tile), want, have)
		} else {
			failures.fail("%s differs from the entries below it at hash %d: expected %s found %s", c2sp.TilePath(tile), i, want, have)
		}
	}
}
