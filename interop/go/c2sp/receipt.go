package c2sp

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const receiptHeader = "c2sp.org/tlog-proof@v1"

// maxProof is the number of hashes in the longest proof of a tree that fits 63 bits.
const maxProof = 63

// Receipt is a tlog-proof: one entry's place in a tree, and the signed checkpoint of that tree.
// Extra is not authenticated by anything.
type Receipt struct {
	Extra      []byte
	Index      int64
	Proof      tlog.RecordProof
	Checkpoint []byte
}

// ParseReceipt reads a tlog-proof; it checks neither the proof nor the signatures.
func ParseReceipt(data []byte) (Receipt, error) {
	var r Receipt
	head, checkpoint, ok := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || lines[0] != receiptHeader {
		return r, fmt.Errorf("a receipt begins with the line %s and has an empty line before the checkpoint", receiptHeader)
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra, err := decodeBase64(strings.TrimPrefix(lines[0], "extra "))
		if err != nil {
			return r, errors.New("the extra line of the receipt is not base64")
		}
		r.Extra, lines = extra, lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return r, errors.New("the receipt has no index line")
	}
	index, err := ParseSize(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return r, fmt.Errorf("index of the receipt: %w", err)
	}
	if r.Proof, err = ParseHashes(lines[1:]); err != nil {
		return r, fmt.Errorf("proof of the receipt: %w", err)
	}
	r.Index, r.Checkpoint = index, []byte(checkpoint)
	return r, nil
}

// Format is the inverse of ParseReceipt.
func (r Receipt) Format() []byte {
	var b strings.Builder
	b.WriteString(receiptHeader + "\n")
	if r.Extra != nil {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(r.Extra) + "\n")
	}
	fmt.Fprintf(&b, "index %d\n", r.Index)
	for _, h := range r.Proof {
		b.WriteString(h.String() + "\n")
	}
	b.WriteString("\n")
	b.Write(r.Checkpoint)
	return []byte(b.String())
}

// ParseHashes reads the lines of a Merkle proof.
func ParseHashes(lines []string) ([]tlog.Hash, error) {
	if len(lines) > maxProof {
		return nil, fmt.Errorf("%d hashes are more than the %d a proof can have", len(lines), maxProof)
	}
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		h, err := ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes[i] = h
	}
	return hashes, nil
}
