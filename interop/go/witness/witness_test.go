package main

import (
	"strings"
	"testing"
	"time"

	c2sp "../c2sp"
)

func TestCosignsFirstGrownAndRepeatedCheckpoints(t *testing.T) {
	l := newFakeLog(t)
	server, w := inProcess(t, newStore(t))
	if got := send(t, "GET", server.URL+monitorPath(), ""); got.status != 404 {
		t.Fatalf("before the first cosignature: %+v", got)
	}
	var before time.Time
	for _, step := range []struct{ old, size int64 }{{0, 0}, {0, 0}, {0, 1}, {1, 5}, {5, 5}, {5, 64}, {64, 64}} {
		got := send(t, "POST", server.URL+"/add-checkpoint", l.body(step.old, step.size))
		if got.status != 200 {
			t.Fatalf("%d to %d: %+v", step.old, step.size, got)
		}
		cosigned, n, err := c2sp.OpenCheckpoint([]byte(l.checkpoint(l.honest, step.size)+got.body), &w.signer.Verifier)
		must(t, err)
		at, err := c2sp.CosignedAt(n.Sigs[0])
		must(t, err)
		if cosigned.Size != step.size || at.Before(before) || at.Unix() <= 0 {
			t.Fatalf("%d to %d: cosigned size %d at %v", step.old, step.size, cosigned.Size, at)
		}
		before = at
		served := send(t, "GET", server.URL+monitorPath(), "")
		_, both, err := c2sp.OpenCheckpoint([]byte(served.body), &l.signer.Verifier, &w.signer.Verifier)
		must(t, err)
		if served.status != 200 || len(both.Sigs) != 2 || !strings.HasSuffix(served.body, got.body) {
			t.Fatalf("monitors get %+v", served)
		}
	}
}

func TestLeavesOutSignaturesItDoesNotKnow(t *testing.T) {
	l := newFakeLog(t)
	server, _ := inProcess(t, newStore(t))
	stranger := testSigner(t, "stranger.example", c2sp.LogKey)
	body := "old 0\n\n" + sign(t, l.text(l.honest, 5), stranger, l.signer)
	if got := send(t, "POST", server.URL+"/add-checkpoint", body); got.status != 200 {
		t.Fatalf("%+v", got)
	}
	if got := send(t, "GET", server.URL+monitorPath(), ""); strings.Contains(got.body, "stranger") {
		t.Fatalf("%+v", got)
	}
}

func TestTimeDoesNotGoBack(t *testing.T) {
	l := newFakeLog(t)
	server, w := inProcess(t, newStore(t))
	noon := time.Date(2026, time.May, 4, 12, 0, 0, 0, time.UTC)
	for i, clock := range []time.Time{noon, noon.Add(-time.Hour), time.Unix(0, 0)} {
		w.now = func() time.Time { return clock }
		old, size := int64(i*10), int64(i*10+10)
		got := send(t, "POST", server.URL+"/add-checkpoint", l.body(old, size))
		_, n, err := c2sp.OpenCheckpoint([]byte(l.checkpoint(l.honest, size)+got.body), &w.signer.Verifier)
		must(t, err)
		if at, err := c2sp.CosignedAt(n.Sigs[0]); err != nil || !at.Equal(noon) {
			t.Fatalf("clock %v: cosigned at %v, %v", clock, at, err)
		}
	}
}
