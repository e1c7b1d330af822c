package c2sp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// ErrMalformed says that the bytes are not a signed checkpoint at all, whoever signed it.
var ErrMalformed = errors.New("not a signed checkpoint")

// ReadCheckpoint reads a signed checkpoint without believing it: no signature is checked.
func ReadCheckpoint(msg []byte) (Checkpoint, error) {
	_, err := note.Open(msg, nil)
	var unverified *note.UnverifiedNoteError
	if !errors.As(err, &unverified) {
		return Checkpoint{}, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	for _, sig := range unverified.Note.UnverifiedSigs {
		if _, err := decodeBase64(sig.Base64); err != nil {
			return Checkpoint{}, fmt.Errorf("%w: signature of %s: %v", ErrMalformed, sig.Name, err)
		}
	}
	c, err := ParseCheckpoint(unverified.Note.Text)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	return c, nil
}

// OpenCheckpoint reads a signed checkpoint that at least one of the keys has signed. The note holds
// the signatures of these keys only. Errors: ErrMalformed, *note.UnverifiedNoteError when none of
// the keys signed, *note.InvalidSignatureError when a line names one of them and does not verify.
func OpenCheckpoint(msg []byte, keys ...*Verifier) (Checkpoint, *note.Note, error) {
	c, err := ReadCheckpoint(msg)
	if err != nil {
		return c, nil, err
	}
	known := make([]note.Verifier, len(keys))
	for i, key := range keys {
		known[i] = key
	}
	n, err := note.Open(msg, note.VerifierList(known...))
	if err != nil {
		return c, nil, err
	}
	n.UnverifiedSigs = nil
	// note.Open looks at the first signature of a key only; a second, false one must not hide behind it.
	for _, line := range signatureLines(msg) {
		for _, key := range keys {
			if line.name == key.Name() && line.id == key.KeyHash() && !key.Verify([]byte(n.Text), line.sig) {
				return c, nil, &note.InvalidSignatureError{Name: line.name, Hash: line.id}
			}
		}
	}
	return c, n, nil
}

// CosignedAt returns the time that a cosignature line carries.
func CosignedAt(sig note.Signature) (time.Time, error) {
	raw, err := decodeBase64(sig.Base64)
	if err != nil || len(raw) < 12 {
		return time.Time{}, fmt.Errorf("signature of %s carries no time", sig.Name)
	}
	return time.Unix(int64(binary.BigEndian.Uint64(raw[4:12])), 0).UTC(), nil
}

type signatureLine struct {
	name string
	id   uint32
	sig  []byte
}

// signatureLines takes apart the signatures of a note that note.Open has found well-formed.
func signatureLines(msg []byte) []signatureLine {
	text := string(msg)
	block := text[strings.LastIndex(text, "\n\n")+2:]
	var lines []signatureLine
	for _, line := range strings.Split(strings.TrimSuffix(block, "\n"), "\n") {
		fields := strings.SplitN(line, " ", 3)
		raw, err := decodeBase64(fields[2])
		if err == nil && len(raw) > 4 {
			lines = append(lines, signatureLine{fields[1], binary.BigEndian.Uint32(raw), raw[4:]})
		}
	}
	return lines
}
