package c2sp

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// MaxSize bounds the tree sizes these programs work with. The tree arithmetic of x/mod works in
// int64 and does not end for sizes near 2^62, and a hostile log may sign any number it likes.
const MaxSize = 1 << 60

// EmptyRoot is the root of the tree without leaves: the hash of the empty string (RFC 6962 §2.1).
var EmptyRoot = tlog.Hash(sha256.Sum256(nil))

// Checkpoint is the text of a tlog-checkpoint note, for example
//
//	log.example/ceasefire
//	300
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
// Extension is empty, or whole lines that follow the root.
type Checkpoint struct {
	Origin    string
	Size      int64
	Root      tlog.Hash
	Extension string
}

// Tree is the checkpoint as x/mod wants it.
func (c Checkpoint) Tree() tlog.Tree { return tlog.Tree{N: c.Size, Hash: c.Root} }

// Text is the inverse of ParseCheckpoint.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n%s", c.Origin, c.Size, c.Root, c.Extension)
}

// ParseCheckpoint reads the text of a note, without its signatures.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.SplitAfterN(text, "\n", 4)
	if len(lines) < 4 {
		return Checkpoint{}, errors.New("a checkpoint has three lines: origin, size, root")
	}
	origin := strings.TrimSuffix(lines[0], "\n")
	if origin == "" {
		return Checkpoint{}, errors.New("the origin line is empty")
	}
	size, err := ParseSize(strings.TrimSuffix(lines[1], "\n"))
	if err != nil {
		return Checkpoint{}, err
	}
	root, err := ParseHash(strings.TrimSuffix(lines[2], "\n"))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("root: %w", err)
	}
	extension := lines[3]
	if extension != "" {
		if !strings.HasSuffix(extension, "\n") || extension[0] == '\n' || strings.Contains(extension, "\n\n") {
			return Checkpoint{}, errors.New("an extension line is empty or not ended")
		}
	}
	return Checkpoint{Origin: origin, Size: size, Root: root, Extension: extension}, nil
}

// ParseSize reads a decimal number that has exactly one spelling.
func ParseSize(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%q is not a decimal number without leading zeros", s)
	}
	if n > MaxSize {
		return 0, fmt.Errorf("%s is more than the largest size accepted here, %d", s, int64(MaxSize))
	}
	return n, nil
}

// ParseHash reads one base64 SHA-256 hash. Of the many spellings that lenient decoders let pass
// (line breaks, stray bits in the last character) it takes only the canonical one.
func ParseHash(s string) (tlog.Hash, error) {
	var h tlog.Hash
	raw, err := decodeBase64(s)
	if err != nil || len(raw) != tlog.HashSize {
		return h, fmt.Errorf("%q is not the base64 of 32 bytes", s)
	}
	copy(h[:], raw)
	return h, nil
}

func decodeBase64(s string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	if base64.StdEncoding.EncodeToString(raw) != s {
		return nil, errors.New("base64 is not canonical")
	}
	return raw, nil
}
