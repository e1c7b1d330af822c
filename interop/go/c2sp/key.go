package c2sp

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Signature types of the signed-note specification that these programs know.
const (
	LogKey      = 0x01 // Ed25519 over the text of the note
	CosignerKey = 0x04 // Ed25519 over "cosignature/v1", a time and the text
)

// Verifier is a public key with a name: what a vkey says. It is a note.Verifier.
type Verifier struct {
	name string
	kind byte
	key  ed25519.PublicKey
}

// ParseVerifier reads a vkey of the given kind, "<name>+<8 hex>+<base64 of type and key>".
func ParseVerifier(vkey string, kind byte) (*Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 || !validName(parts[0]) {
		return nil, fmt.Errorf("%q is not a vkey: want <name>+<8 hex digits>+<base64>", vkey)
	}
	raw, err := decodeBase64(parts[2])
	if err != nil || len(raw) == 0 {
		return nil, fmt.Errorf("vkey of %s: the key is not base64", parts[0])
	}
	if raw[0] != kind {
		return nil, fmt.Errorf("vkey of %s has type 0x%02x, want 0x%02x", parts[0], raw[0], kind)
	}
	if len(raw) != 1+ed25519.PublicKeySize {
		return nil, fmt.Errorf("vkey of %s holds %d bytes of key, want %d", parts[0], len(raw)-1, ed25519.PublicKeySize)
	}
	v := &Verifier{parts[0], kind, raw[1:]}
	if v.String() != vkey {
		return nil, fmt.Errorf("vkey of %s: key ID %s does not belong to this name and key, want %08x", v.name, parts[1], v.KeyHash())
	}
	return v, nil
}

// Name returns the name that signature lines of this key carry.
func (v *Verifier) Name() string { return v.name }

// KeyHash returns the key ID: the first four bytes of SHA-256(name, newline, type, key).
func (v *Verifier) KeyHash() uint32 {
	sum := sha256.Sum256([]byte(v.name + "\n" + string(rune(v.kind)) + string(v.key)))
	return binary.BigEndian.Uint32(sum[:4])
}

// ID is the short form for people: name and key ID.
func (v *Verifier) ID() string { return fmt.Sprintf("%s+%08x", v.name, v.KeyHash()) }

// SameKey reports whether two names share one public key, which must not count as two voices.
func (v *Verifier) SameKey(other *Verifier) bool { return v.key.Equal(other.key) }

// String returns the vkey.
func (v *Verifier) String() string {
	return v.ID() + "+" + base64.StdEncoding.EncodeToString(append([]byte{v.kind}, v.key...))
}

// Verify reports whether sig, without its key ID, is this key's signature of the text of a note.
func (v *Verifier) Verify(text, sig []byte) bool {
	if v.kind == LogKey {
		return ed25519.Verify(v.key, text, sig)
	}
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	return seconds < 1<<63 && ed25519.Verify(v.key, cosigned(seconds, text), sig[8:])
}

func cosigned(seconds uint64, text []byte) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", seconds)), text...)
}

// Signer is a private key with a name. It is a note.Signer; a cosigner's uses Now for its time.
type Signer struct {
	Verifier
	private ed25519.PrivateKey
	Now     func() time.Time
}

// NewSigner makes the signer of the given kind from an Ed25519 seed of 32 bytes.
func NewSigner(name string, kind byte, seed []byte) (*Signer, error) {
	if !validName(name) {
		return nil, fmt.Errorf("%q cannot name a key: no spaces, no plus, not empty", name)
	}
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("seed of %s holds %d bytes, want %d", name, len(seed), ed25519.SeedSize)
	}
	private := ed25519.NewKeyFromSeed(seed)
	public := private.Public().(ed25519.PublicKey)
	return &Signer{Verifier{name, kind, public}, private, time.Now}, nil
}

// ParseSigner reads "PRIVATE+KEY+<name>+<8 hex>+<base64 of type and seed>", the form of private keys
// in x/mod, here also for cosigners.
func ParseSigner(skey string, kind byte) (*Signer, error) {
	parts := strings.SplitN(skey, "+", 5)
	if len(parts) != 5 || parts[0] != "PRIVATE" || parts[1] != "KEY" {
		return nil, errors.New("a private key reads PRIVATE+KEY+<name>+<8 hex digits>+<base64>")
	}
	raw, err := decodeBase64(parts[4])
	if err != nil || len(raw) == 0 || raw[0] != kind {
		return nil, fmt.Errorf("private key of %s is not base64 of type 0x%02x and a seed", parts[2], kind)
	}
	s, err := NewSigner(parts[2], kind, raw[1:])
	if err != nil {
		return nil, err
	}
	if s.Secret() != skey {
		return nil, fmt.Errorf("private key of %s: key ID %s does not belong to this name and key", parts[2], parts[3])
	}
	return s, nil
}

// Secret is the inverse of ParseSigner.
func (s *Signer) Secret() string {
	seed := append([]byte{s.kind}, s.private.Seed()...)
	return "PRIVATE+KEY+" + s.ID() + "+" + base64.StdEncoding.EncodeToString(seed)
}

// Sign signs the text of a note.
func (s *Signer) Sign(text []byte) ([]byte, error) {
	if s.kind == LogKey {
		return ed25519.Sign(s.private, text), nil
	}
	seconds := s.Now().Unix()
	if seconds <= 0 {
		return nil, errors.New("the clock stands before 1970: a cosignature needs a time")
	}
	sig := make([]byte, 8, 8+ed25519.SignatureSize)
	binary.BigEndian.PutUint64(sig, uint64(seconds))
	return append(sig, ed25519.Sign(s.private, cosigned(uint64(seconds), text))...), nil
}

func validName(name string) bool {
	return name != "" && utf8.ValidString(name) && strings.IndexFunc(name, unicode.IsSpace) < 0 && !strings.Contains(name, "+")
}
