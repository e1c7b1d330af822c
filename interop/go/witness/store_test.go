package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/tlog"
)

// slowStore holds the gap between comparing and saving open for as long as a slow disk would.
type slowStore struct{ *store }

func (s slowStore) save(origin string, msg []byte) error {
	time.Sleep(5 * time.Millisecond)
	return s.store.save(origin, msg)
}

func TestOneOfFiftyWinsPerSize(t *testing.T) {
	l := newFakeLog(t)
	server, _ := inProcess(t, slowStore{newStore(t)})
	old := int64(0)
	for round := 0; round < 4; round++ {
		type outcome struct {
			size int64
			got  answer
		}
		outcomes := make([]outcome, 50)
		bodies := make([]string, len(outcomes))
		for i := range outcomes {
			outcomes[i].size = old + 1 + int64(i%10)
			bodies[i] = l.body(old, outcomes[i].size)
		}
		var all sync.WaitGroup
		for i := range outcomes {
			all.Add(1)
			go func(i int) {
				defer all.Done()
				res, err := http.Post(server.URL+"/add-checkpoint", "text/plain", strings.NewReader(bodies[i]))
				if err != nil {
					t.Error(err)
					return
				}
				defer res.Body.Close()
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Error(err)
				}
				outcomes[i].got = answer{res.StatusCode, "", string(body)}
			}(i)
		}
		all.Wait()
		won := int64(0)
		for _, o := range outcomes {
			if o.got.status == 200 {
				if won != 0 {
					t.Fatalf("from size %d both %d and %d were cosigned", old, won, o.size)
				}
				won = o.size
			}
		}
		if won == 0 {
			t.Fatalf("from size %d nothing was cosigned", old)
		}
		for _, o := range outcomes {
			if o.got.status != 200 && (o.got.status != 409 || o.got.body != fmt.Sprintf("%d\n", won)) {
				t.Fatalf("from size %d: %+v", old, o)
			}
		}
		old = won
	}
}

// brokenStore fails one save, before or after the checkpoint is on the disk.
type brokenStore struct {
	*store
	before, after bool
}

func (b *brokenStore) save(origin string, msg []byte) error {
	if b.before {
		return errors.New("no space left on device")
	}
	err := b.store.save(origin, msg)
	if b.after {
		return errors.New("input/output error")
	}
	return err
}

func TestASaveThatFails(t *testing.T) {
	for _, row := range []struct {
		name          string
		before, after bool
		size          int64 // recorded afterwards
	}{
		{"refused", true, false, 10},
		{"stored but reported as failed", false, true, 20},
	} {
		t.Run(row.name, func(t *testing.T) {
			l := newFakeLog(t)
			broken := &brokenStore{store: newStore(t)}
			server, _ := inProcess(t, broken)
			send(t, "POST", server.URL+"/add-checkpoint", l.body(0, 10))
			broken.before, broken.after = row.before, row.after
			got := send(t, "POST", server.URL+"/add-checkpoint", l.body(10, 20))
			if got.status != 500 || strings.Contains(got.body, "—") {
				t.Fatalf("%+v", got)
			}
			if got := send(t, "POST", server.URL+"/add-checkpoint", l.body(10, 20)); got.status != 500 {
				t.Fatalf("still broken: %+v", got)
			}
			broken.before, broken.after = false, false
			// Ask with a size that is certainly wrong to learn the recorded one.
			if got := send(t, "POST", server.URL+"/add-checkpoint", l.body(1, 64)); got.status != 409 || got.body != fmt.Sprintf("%d\n", row.size) {
				t.Fatalf("%+v", got)
			}
			fork := fmt.Sprintf("old %d\n%s\n%s", row.size, l.proof(l.forked, row.size, 30), l.checkpoint(l.forked, 30))
			if got := send(t, "POST", server.URL+"/add-checkpoint", fork); got.status != 422 {
				t.Fatalf("%+v", got)
			}
			if got := send(t, "POST", server.URL+"/add-checkpoint", l.body(row.size, 64)); got.status != 200 {
				t.Fatalf("%+v", got)
			}
		})
	}
}

func TestASavedCheckpointThatDoesNotHoldStopsTheWitness(t *testing.T) {
	l := newFakeLog(t)
	s := newStore(t)
	server, w := inProcess(t, s)
	send(t, "POST", server.URL+"/add-checkpoint", l.body(0, 10))
	saved, err := s.load(origin)
	must(t, err)
	withoutOurs := l.checkpoint(l.honest, 10)
	for name, msg := range map[string]string{
		"empty":             "",
		"cut off":           string(saved[:len(saved)-1]),
		"a size edited":     strings.Replace(string(saved), "\n10\n", "\n9\n", 1),
		"not cosigned":      withoutOurs,
		"not by this log":   sign(t, "other.example/log\n10\n"+tlog.Hash{}.String()+"\n", testSigner(t, "other.example/log", c2sp.LogKey)),
		"of another origin": sign(t, strings.Replace(l.text(l.honest, 10), origin, "other.example/log", 1), l.signer, w.signer),
	} {
		must(t, s.save(origin, []byte(msg)))
		if err := w.load(); err == nil {
			t.Errorf("%s: the witness would start", name)
		}
	}
	must(t, s.save(origin, saved))
	must(t, w.load())
}
