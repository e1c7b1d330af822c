package main

import (
	"encoding/base64"
	"strings"
	"testing"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/note"
)

func signNote(t *testing.T, text string, signer *c2sp.Signer) []byte {
	t.Helper()
	msg, err := note.Sign(&note.Note{Text: text}, signer)
	must(t, err)
	return msg
}

// renamed is the vkey of the same cosigner key under another name.
func renamed(t *testing.T, signer *c2sp.Signer) string {
	t.Helper()
	secret := strings.SplitN(signer.Secret(), "+", 5)[4]
	raw, err := base64.StdEncoding.DecodeString(secret)
	must(t, err)
	other, err := c2sp.NewSigner("another-name.example", c2sp.CosignerKey, raw[1:])
	must(t, err)
	return other.String()
}
