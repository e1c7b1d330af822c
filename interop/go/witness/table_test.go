package main

import (
	"crypto/sha256"
	"strings"
	"testing"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/tlog"
)

func TestEveryRowOfTheTable(t *testing.T) {
	l := newFakeLog(t)
	server, _ := inProcess(t, newStore(t))
	if got := send(t, "POST", server.URL+"/add-checkpoint", l.body(0, 10)); got.status != 200 {
		t.Fatalf("%+v", got)
	}
	latest := send(t, "GET", server.URL+monitorPath(), "")

	p, f := l.proof(l.honest, 10, 20), l.checkpoint(l.honest, 20)
	other := testSigner(t, "other.example/log", c2sp.LogKey)
	twenty := l.text(l.honest, 20)
	falseLine := strings.SplitAfter(l.checkpoint(l.forked, 20), "\n")[4]
	hash := l.proof(l.honest, 1, 2)
	emptyRoot := c2sp.Checkpoint{Origin: origin, Size: 0, Root: tlog.Hash{1}}.Text()
	seed := sha256.Sum256([]byte("not the key of the log"))
	impostor, err := c2sp.NewSigner(origin, c2sp.LogKey, seed[:])
	must(t, err)

	rows := []struct {
		name   string
		body   string
		status int
	}{
		{"an empty body", "", 400},
		{"no old line", p + "\n" + f, 400},
		{"a leading zero in old", "old 010\n" + p + "\n" + f, 400},
		{"a sign in old", "old +10\n" + p + "\n" + f, 400},
		{"old and nothing else", "old 10\n", 400},
		{"a proof line that is not base64", "old 10\n*" + p[1:] + "\n" + f, 400},
		{"a proof line that is too short", "old 10\nAAAA\n\n" + f, 400},
		{"a proof line with stray bits", "old 10\n" + strings.Repeat("A", 42) + "B=\n\n" + f, 400},
		{"a carriage return after a proof line", "old 10\n" + strings.Replace(p, "\n", "\r\n", 1) + "\n" + f, 400},
		{"64 proof lines", "old 10\n" + strings.Repeat(hash, 64) + "\n" + f, 400},
		{"no checkpoint", "old 10\n" + p + "\n", 400},
		{"a checkpoint without signatures", "old 10\n" + p + "\n" + twenty, 400},
		{"a leading zero in the size", "old 10\n" + p + "\n" + sign(t, strings.Replace(twenty, "\n20\n", "\n020\n", 1), l.signer), 400},
		{"a size that the tree arithmetic cannot hold", "old 10\n\n" + sign(t, strings.Replace(twenty, "\n20\n", "\n4611686018427387905\n", 1), l.signer), 400},
		{"a checkpoint without a root", "old 10\n\n" + sign(t, origin+"\n20\n", l.signer), 400},
		{"an unknown origin", "old 0\n\n" + sign(t, strings.Replace(twenty, origin, "other.example/log", 1), other), 404},
		{"an unknown origin signed by a known key", "old 0\n\n" + sign(t, strings.Replace(twenty, origin, "other.example/log", 1), l.signer), 404},
		{"no signature by the log", "old 10\n" + p + "\n" + sign(t, twenty, other), 403},
		{"a signature under the log's name by another key", "old 10\n" + p + "\n" + sign(t, twenty, impostor), 403},
		{"the log's signature of another text", "old 10\n" + p + "\n" + twenty + "\n" + falseLine, 403},
		{"a false signature behind a true one of the same key", "old 10\n" + p + "\n" + f + falseLine, 403},
		{"a size edited after signing", "old 10\n" + p + "\n" + strings.Replace(f, "\n20\n", "\n21\n", 1), 403},
		{"old larger than the checkpoint", "old 21\n" + p + "\n" + f, 400},
		{"an old size that is behind", l.body(5, 20), 409},
		{"an old size of zero", l.body(0, 20), 409},
		{"an old size that is ahead", l.body(15, 20), 409},
		{"a root that is not the empty tree's", "old 0\n\n" + sign(t, emptyRoot, l.signer), 409},
		{"no proof", "old 10\n\n" + f, 422},
		{"a proof that is cut short", "old 10\n" + p[45:] + "\n" + f, 422},
		{"a proof with one hash more", "old 10\n" + p + hash + "\n" + f, 422},
		{"the proof of another pair", "old 10\n" + l.proof(l.honest, 11, 20) + "\n" + f, 422},
		{"rewritten history", "old 10\n" + l.proof(l.forked, 10, 20) + "\n" + l.checkpoint(l.forked, 20), 422},
		{"another root of the same size", "old 10\n\n" + l.checkpoint(l.forked, 10), 422},
		{"a proof between equal sizes", "old 10\n" + hash + "\n" + l.checkpoint(l.honest, 10), 422},

		{"unknown origin before old larger", "old 21\n\n" + sign(t, strings.Replace(twenty, origin, "other.example/log", 1), other), 404},
		{"false signature before old larger", "old 21\n\n" + sign(t, twenty, impostor), 403},
		{"false signature before conflict", "old 5\n\n" + sign(t, twenty, impostor), 403},
		{"old larger before conflict", "old 64\n\n" + f, 400},
		{"conflict before a wrong proof", "old 5\n" + hash + "\n" + f, 409},
	}
	for _, row := range rows {
		got := send(t, "POST", server.URL+"/add-checkpoint", row.body)
		if got.status != row.status {
			t.Errorf("%s: want %d, got %+v", row.name, row.status, got)
		}
		if row.status == 409 && (got.body != "10\n" || got.contentType != "text/x.tlog.size") {
			t.Errorf("%s: %+v", row.name, got)
		}
		if strings.Contains(got.body, "—") {
			t.Errorf("%s: a refusal carries a signature: %+v", row.name, got)
		}
		if now := send(t, "GET", server.URL+monitorPath(), ""); now != latest {
			t.Fatalf("%s: the cosigned checkpoint has changed to %+v", row.name, now)
		}
	}
}

func TestRowsOfTheEmptyTree(t *testing.T) {
	l := newFakeLog(t)
	server, _ := inProcess(t, newStore(t))
	wrong := c2sp.Checkpoint{Origin: origin, Size: 0, Root: tlog.Hash{}}.Text()
	rows := []struct {
		name   string
		body   string
		status int
	}{
		{"size zero with another root", "old 0\n\n" + sign(t, wrong, l.signer), 422},
		{"a proof from size zero", "old 0\n" + l.proof(l.honest, 1, 2) + "\n" + l.checkpoint(l.honest, 2), 422},
		{"an old size before any", l.body(1, 2), 409},
		{"size zero", l.body(0, 0), 200},
		{"size zero with another root, after the right one", "old 0\n\n" + sign(t, wrong, l.signer), 422},
	}
	for _, row := range rows {
		got := send(t, "POST", server.URL+"/add-checkpoint", row.body)
		if got.status != row.status || row.status == 409 && got.body != "0\n" {
			t.Errorf("%s: want %d, got %+v", row.name, row.status, got)
		}
	}
}

func TestOtherMethodsPathsAndLongBodies(t *testing.T) {
	l := newFakeLog(t)
	server, _ := inProcess(t, newStore(t))
	send(t, "POST", server.URL+"/add-checkpoint", l.body(0, 10))
	for _, row := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/add-checkpoint", "", 405},
		{"POST", monitorPath(), "", 405},
		{"GET", "/" + originHash("other.example/log") + "/checkpoint", "", 404},
		{"GET", "/" + strings.ToUpper(originHash(origin)) + "/checkpoint", "", 404},
		{"GET", "/" + originHash(origin), "", 404},
		{"GET", "/", "", 404},
		{"POST", "/add-checkpoint", strings.Repeat("A", maxBody+1), 413},
	} {
		if got := send(t, row.method, server.URL+row.path, row.body); got.status != row.status {
			t.Errorf("%s %s: want %d, got %+v", row.method, row.path, row.status, got)
		}
	}
}
