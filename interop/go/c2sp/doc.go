// Package c2sp reads and writes the formats that a log and those who check it share, as their
// specifications give them: signed-note, tlog-checkpoint, tlog-cosignature (Ed25519), tlog-tiles and
// tlog-proof. Trees and proofs come from golang.org/x/mod/sumdb/tlog.
package c2sp
