package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// verify runs every check that the options ask for. A check that fails is in the report; an error
// means that the checks could not be made.
func verify(opts options, stdout, stderr io.Writer) (*report, error) {
	out := &report{out: stdout}
	var head *c2sp.Checkpoint
	var hashes tlog.HashReader
	if opts.folder != "" {
		msg, err := os.ReadFile(filepath.Join(opts.folder, "checkpoint"))
		if err != nil {
			return nil, fmt.Errorf("%s is not the folder of a log: %w", opts.folder, err)
		}
		// Whatever an unsigned checkpoint claims is nobody's claim: stop here.
		if head = checkSignatures(out, "", msg, opts); head == nil {
			return out, nil
		}
		folder := &c2sp.Folder{Path: opts.folder}
		hashes = c2sp.NewAuthenticatedLog(*head, folder)
		start := time.Now()
		if err := checkLeaves(out, *head, folder, hashes); err != nil {
			return nil, err
		}
		seconds := time.Since(start).Seconds()
		fmt.Fprintf(stderr, "%d entries in %.2f s, %.0f entries/s\n", head.Size, seconds, float64(head.Size)/seconds)
		if err := checkInclusion(out, *head, folder, hashes, opts.inclusion); err != nil {
			return nil, err
		}
	}
	if opts.old != "" {
		if err := checkOld(out, *head, hashes, opts); err != nil {
			return nil, err
		}
	}
	if opts.proof != "" {
		if err := checkReceipt(out, head, hashes, opts); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// checkSignatures reports the log's signature, the checkpoint, and each cosigner. It returns nil when
// the log has not signed. What names the checkpoint, when it is not the folder's own.
func checkSignatures(out *report, what string, msg []byte, opts options) *c2sp.Checkpoint {
	head, _, err := c2sp.OpenCheckpoint(msg, opts.log)
	if err != nil {
		out.fail("%slog signature by %s: %s", what, opts.log.ID(), signatureProblem(err))
		return nil
	}
	if head.Origin != opts.log.Name() {
		out.fail("%sorigin: expected %s found %s", what, opts.log.Name(), head.Origin)
		return nil
	}
	out.ok("%slog signature by %s", what, opts.log.ID())
	if head.Size == 0 && head.Root != c2sp.EmptyRoot {
		out.fail("%sroot of an empty log: expected %s found %s", what, c2sp.EmptyRoot, head.Root)
		return nil
	}
	out.ok("%scheckpoint size %d root %s", what, head.Size, head.Root)
	signed := 0
	for _, key := range opts.cosigners {
		_, n, err := c2sp.OpenCheckpoint(msg, key)
		var absent *note.UnverifiedNoteError
		switch {
		case errors.As(err, &absent) && opts.require < len(opts.cosigners):
			out.note("%snot cosigned by %s", what, key.ID())
		case err != nil:
			out.fail("%scosignature by %s: %s", what, key.ID(), signatureProblem(err))
		default:
			at, err := c2sp.CosignedAt(n.Sigs[0])
			if err != nil {
				out.fail("%scosignature by %s: %v", what, key.ID(), err)
				continue
			}
			signed++
			out.ok("%scosigned by %s at %s", what, key.ID(), at.Format(time.RFC3339))
		}
	}
	if signed < opts.require {
		out.fail("%scosigners: expected %d of %d found %d", what, opts.require, len(opts.cosigners), signed)
	} else if len(opts.cosigners) > 0 {
		out.ok("%scosigners %d of %d, %d required", what, signed, len(opts.cosigners), opts.require)
	}
	return &head
}

func signatureProblem(err error) string {
	var absent *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &absent):
		return "missing: this key has not signed the checkpoint"
	case errors.As(err, &invalid):
		return "invalid signature: the text is not what this key signed"
	}
	return err.Error()
}

func checkInclusion(out *report, head c2sp.Checkpoint, folder *c2sp.Folder, hashes tlog.HashReader, indexes []int64) error {
	if indexes == nil {
		indexes = spread(head.Size)
	}
	for _, index := range indexes {
		if index >= head.Size {
			out.fail("inclusion %d: the log has only %d entries", index, head.Size)
			continue
		}
		entries, err := folder.ReadBundle(c2sp.BundleTile(index/c2sp.TileWidth, head.Size))
		if err == nil {
			var proof tlog.RecordProof
			if proof, err = tlog.ProveRecord(head.Size, index, hashes); err == nil {
				leaf := tlog.RecordHash(entries[index%c2sp.TileWidth])
				if err = tlog.CheckRecord(proof, head.Size, head.Root, index, leaf); err == nil {
					out.ok("inclusion %d, %d hashes", index, len(proof))
					continue
				}
			}
		}
		if isIO(err) {
			return err
		}
		out.fail("inclusion %d: %v", index, err)
	}
	return nil
}

// spread picks six indexes: both ends with their neighbours, a third and the middle.
func spread(size int64) []int64 {
	var picked []int64
	last := int64(-1)
	for _, index := range []int64{0, 1, size / 3, size / 2, size - 2, size - 1} {
		if index > last && index < size {
			picked, last = append(picked, index), index
		}
	}
	return picked
}

// checkOld proves that an older checkpoint's tree is the beginning of this one.
func checkOld(out *report, head c2sp.Checkpoint, hashes tlog.HashReader, opts options) error {
	old, ok, err := parseTreeHead(opts.old)
	if err == nil && !ok {
		var msg []byte
		if msg, err = os.ReadFile(opts.old); err != nil {
			return fmt.Errorf("-old: %w", err)
		}
		if old, ok, err = parseTreeHead(strings.TrimSuffix(string(msg), "\n")); err == nil && !ok {
			checkpoint, _, err := c2sp.OpenCheckpoint(msg, opts.log)
			if err != nil {
				out.fail("older checkpoint: log signature by %s: %s", opts.log.ID(), signatureProblem(err))
				return nil
			}
			if checkpoint.Origin != head.Origin {
				out.fail("older checkpoint: origin: expected %s found %s", head.Origin, checkpoint.Origin)
				return nil
			}
			out.ok("older checkpoint: log signature by %s", opts.log.ID())
			old = checkpoint.Tree()
		}
	}
	if err != nil {
		return fmt.Errorf("-old: %w", err)
	}
	return checkConsistency(out, "consistency", old, head, hashes)
}

// checkConsistency reports whether the tree old is the beginning of the tree of head.
func checkConsistency(out *report, what string, old tlog.Tree, head c2sp.Checkpoint, hashes tlog.HashReader) error {
	if old.N > head.Size {
		out.fail("%s %d->%d: the log is shorter than it was: %d entries are gone", what, old.N, head.Size, old.N-head.Size)
		return nil
	}
	now, length := c2sp.EmptyRoot, 0
	if old.N > 0 {
		proof, err := tlog.ProveTree(head.Size, old.N, hashes)
		if err == nil {
			length = len(proof)
			if err = tlog.CheckTree(proof, head.Size, head.Root, old.N, old.Hash); err == nil {
				now = old.Hash
			} else {
				now, err = tlog.TreeHash(old.N, hashes)
			}
		}
		if isIO(err) {
			return err
		}
		if err != nil {
			out.fail("%s %d->%d: %v", what, old.N, head.Size, err)
			return nil
		}
	}
	if now != old.Hash {
		out.fail("%s %d->%d: the first %d entries are not what they were: expected root %s found %s", what, old.N, head.Size, old.N, old.Hash, now)
		return nil
	}
	out.ok("%s %d->%d, %d hashes", what, old.N, head.Size, length)
	return nil
}

// parseTreeHead reads "<size>:<base64 root>"; ok is false when s is something else altogether.
func parseTreeHead(s string) (tree tlog.Tree, ok bool, err error) {
	size, root, found := strings.Cut(s, ":")
	if !found || size == "" || strings.Trim(size, "0123456789") != "" {
		return tree, false, nil
	}
	if tree.N, err = c2sp.ParseSize(size); err != nil {
		return tree, false, err
	}
	tree.Hash, err = c2sp.ParseHash(root)
	return tree, true, err
}

// checkReceipt checks a tlog-proof against the bytes of its entry, and the checkpoint inside it
// against the log in the folder, if there is one.
func checkReceipt(out *report, head *c2sp.Checkpoint, hashes tlog.HashReader, opts options) error {
	leaf, err := os.ReadFile(opts.leaf)
	if err != nil {
		return fmt.Errorf("-leaf: %w", err)
	}
	data, err := os.ReadFile(opts.proof)
	if err != nil {
		return fmt.Errorf("-proof: %w", err)
	}
	receipt, err := c2sp.ParseReceipt(data)
	if err != nil {
		out.fail("receipt: %v", err)
		return nil
	}
	tree := checkSignatures(out, "receipt: ", receipt.Checkpoint, opts)
	if tree == nil {
		return nil
	}
	if err := tlog.CheckRecord(receipt.Proof, tree.Size, tree.Root, receipt.Index, tlog.RecordHash(leaf)); err != nil {
		out.fail("receipt: entry %d with hash %s is not proved to be in the tree of size %d", receipt.Index, tlog.RecordHash(leaf), tree.Size)
		return nil
	}
	out.ok("receipt: entry %d is in the tree of size %d", receipt.Index, tree.Size)
	if head == nil {
		return nil
	}
	return checkConsistency(out, "receipt: consistency", tree.Tree(), *head, hashes)
}

// isIO tells a file that cannot be read from one that is missing or wrong, which is a finding.
func isIO(err error) bool {
	var path *os.PathError
	return errors.As(err, &path)
}
