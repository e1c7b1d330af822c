package c2sp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// TileHeight is the height of a tile in tlog-tiles: 256 hashes wide.
const TileHeight = 8

// TileWidth is the number of hashes in a full tile, and of entries in a full bundle.
const TileWidth = 1 << TileHeight

// entriesLevel is what x/mod calls the level of the records themselves.
const entriesLevel = -1

// BadFileError says that a file of the log is missing, or is not what its path promises.
type BadFileError struct {
	Path    string
	Problem string
}

func (e *BadFileError) Error() string { return e.Path + " " + e.Problem }

func badFile(t tlog.Tile, format string, args ...any) error {
	return &BadFileError{TilePath(t), fmt.Sprintf(format, args...)}
}

// TilePath maps a tile to its path in tlog-tiles: x/mod names the height, which is fixed there.
func TilePath(t tlog.Tile) string {
	path := "tile/" + strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", TileHeight))
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// BundleTile names the bundle n of a log of the given size.
func BundleTile(n, size int64) tlog.Tile {
	width := size - n*TileWidth
	if width > TileWidth {
		width = TileWidth
	}
	return tlog.Tile{H: TileHeight, L: entriesLevel, N: n, W: int(width)}
}

// Folder reads a log from a folder in the layout of tlog-tiles. What it returns is not to be
// believed: see AuthenticatedLog.
type Folder struct{ Path string }

// ReadTile reads a hash tile, exactly as wide as asked for.
func (f *Folder) ReadTile(t tlog.Tile) ([]byte, error) {
	data, read, err := f.readFile(t)
	if err != nil {
		return nil, err
	}
	if len(data) != read.W*tlog.HashSize {
		return nil, badFile(read, "has the wrong width: expected %d bytes found %d", read.W*tlog.HashSize, len(data))
	}
	return data[:t.W*tlog.HashSize], nil
}

// ReadBundle reads the entries of a bundle, which are uint16 lengths and bytes in turn.
func (f *Folder) ReadBundle(t tlog.Tile) ([][]byte, error) {
	data, read, err := f.readFile(t)
	if err != nil {
		return nil, err
	}
	entries := make([][]byte, 0, read.W)
	for len(entries) < read.W {
		index := read.N*TileWidth + int64(len(entries))
		if len(data) < 2 {
			return nil, badFile(read, "ends before entry %d", index)
		}
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			return nil, badFile(read, "cuts off entry %d: expected %d bytes found %d", index, length, len(data)-2)
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) > 0 {
		return nil, badFile(read, "has %d bytes after its last entry", len(data))
	}
	return entries[:t.W], nil
}

// readFile reads the file of a tile, or of the full tile that has taken the place of a partial one,
// and says which of the two it found.
func (f *Folder) readFile(t tlog.Tile) ([]byte, tlog.Tile, error) {
	full := t
	full.W = TileWidth
	for _, candidate := range []tlog.Tile{t, full} {
		data, err := os.ReadFile(filepath.Join(f.Path, filepath.FromSlash(TilePath(candidate))))
		if err == nil {
			return data, candidate, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, t, err
		}
	}
	return nil, t, badFile(t, "is missing")
}

// FormatBundle is the inverse of ReadBundle.
func FormatBundle(entries [][]byte) ([]byte, error) {
	var data []byte
	for _, entry := range entries {
		if len(entry) > 1<<16-1 {
			return nil, fmt.Errorf("an entry of %d bytes is longer than 65535", len(entry))
		}
		data = append(data, byte(len(entry)>>8), byte(len(entry)))
		data = append(data, entry...)
	}
	return data, nil
}
