package c2sp

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// AuthenticatedLog is the tree of a signed checkpoint, read from tiles of which none is believed
// before it is proved to belong to the root. It is a tlog.HashReader.
//
// tlog.TileHashReader would do the same, but before x/mod 0.40.0 it leaves some tiles unchecked
// (CVE-2026-56865), and Debian 12 ships 0.7.0.
type AuthenticatedLog struct {
	tree   tlog.Tree
	folder *Folder
	edge   bool // the right edge has been checked against the root
	high   map[tlog.Tile][]byte
	last   tlog.Tile // the level-0 tile read last, and its data
	data   []byte
}

// NewAuthenticatedLog reads the tree of the checkpoint, which the caller has found signed.
func NewAuthenticatedLog(head Checkpoint, folder *Folder) *AuthenticatedLog {
	return &AuthenticatedLog{tree: head.Tree(), folder: folder, high: map[tlog.Tile][]byte{}}
}

// ReadHashes returns the hashes at the storage indexes. A tile that does not belong to the root
// gives a *BadFileError.
func (l *AuthenticatedLog) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if at < 0 || at >= tlog.StoredHashCount(l.tree.N) {
			return nil, fmt.Errorf("there is no hash %d in a tree of %d", at, l.tree.N)
		}
		tile := l.widest(tlog.TileForIndex(TileHeight, at))
		data, err := l.tile(tile)
		if err != nil {
			return nil, err
		}
		if hashes[i], err = tlog.HashFromTile(tile, data, at); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// widest is the tile as wide as the tree fills it.
func (l *AuthenticatedLog) widest(tile tlog.Tile) tlog.Tile {
	level := tile.L
	tile = BundleTile(tile.N, l.tree.N>>(TileHeight*level))
	tile.L = level
	return tile
}

// tile returns the data of a tile after checking it: a partial one lies on the right edge, which
// makes up the root; a full one has its hash in the tile above.
func (l *AuthenticatedLog) tile(tile tlog.Tile) ([]byte, error) {
	if tile == l.last {
		return l.data, nil
	}
	if data, ok := l.high[tile]; ok {
		return data, nil
	}
	if err := l.checkEdge(); err != nil {
		return nil, err
	}
	data, err := l.folder.ReadTile(tile)
	if err != nil {
		return nil, err
	}
	if tile.W == TileWidth {
		parent := l.widest(tlog.Tile{H: TileHeight, L: tile.L + 1, N: tile.N / TileWidth})
		above, err := l.tile(parent)
		if err != nil {
			return nil, err
		}
		at := int(tile.N%TileWidth) * tlog.HashSize
		if hash := hashOfFullTile(data); string(hash[:]) != string(above[at:at+tlog.HashSize]) {
			return nil, badFile(tile, "does not hash to what %s says of it", TilePath(parent))
		}
	}
	if tile.L == 0 {
		l.last, l.data = tile, data
	} else {
		l.high[tile] = data
	}
	return data, nil
}

// checkEdge computes the root from the partial tiles. All their hashes enter it, so a right root
// proves them all.
func (l *AuthenticatedLog) checkEdge() error {
	if l.edge {
		return nil
	}
	root, err := tlog.TreeHash(l.tree.N, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			tile := l.widest(tlog.TileForIndex(TileHeight, at))
			data, err := l.folder.ReadTile(tile)
			if err != nil {
				return nil, err
			}
			if hashes[i], err = tlog.HashFromTile(tile, data, at); err != nil {
				return nil, err
			}
		}
		return hashes, nil
	}))
	if err != nil {
		return err
	}
	if root != l.tree.Hash {
		return &BadFileError{"the partial tiles", fmt.Sprintf("do not make up the root: expected %s found %s", l.tree.Hash, root)}
	}
	l.edge = true
	return nil
}

func hashOfFullTile(data []byte) tlog.Hash {
	row := make([]tlog.Hash, TileWidth)
	for i := range row {
		copy(row[i][:], data[i*tlog.HashSize:])
	}
	for len(row) > 1 {
		for i := 0; i < len(row)/2; i++ {
			row[i] = tlog.NodeHash(row[2*i], row[2*i+1])
		}
		row = row[:len(row)/2]
	}
	return row[0]
}
