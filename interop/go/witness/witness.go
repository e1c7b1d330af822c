package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	c2sp "../c2sp"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Refusals of add-checkpoint, one for each row of the table in tlog-witness.
var (
	errMalformed   = errors.New("malformed request")
	errUnknownLog  = errors.New("unknown log origin")
	errSignature   = errors.New("no valid signature by a trusted key of this log")
	errOldTooLarge = errors.New("old size is larger than the size of the checkpoint")
	errProof       = errors.New("the checkpoint does not continue the one cosigned before")
)

// conflictError says that the old size is not that of the latest cosigned checkpoint.
type conflictError struct{ size int64 }

func (e *conflictError) Error() string {
	return fmt.Sprintf("the latest cosigned size is %d", e.size)
}

// witness knows nothing of HTTP. Its logs do not change once it serves.
type witness struct {
	signer *c2sp.Signer
	store  persistence
	logs   map[string]*watchedLog // by origin
	now    func() time.Time
}

// persistence keeps the latest cosigned checkpoint of each origin: store, or a failing one in tests.
type persistence interface {
	load(origin string) ([]byte, error)
	save(origin string, msg []byte) error
}

// watchedLog is one log and the latest checkpoint cosigned for it. mu is held from the comparison of
// sizes until the new checkpoint is on the disk, so that no two requests pass on the same old size.
type watchedLog struct {
	origin string
	keys   []*c2sp.Verifier

	mu        sync.Mutex
	latest    c2sp.Checkpoint // size zero and empty root before the first
	cosigned  []byte          // the note as served to monitors; nil before the first
	at        time.Time       // of the latest cosignature
	uncertain bool            // a save failed: the disk may hold either checkpoint
}

func newWitness(signer *c2sp.Signer, store persistence) *witness {
	return &witness{signer: signer, store: store, logs: map[string]*watchedLog{}, now: time.Now}
}

// trust adds a key of a log; several keys of one name are keys of one log.
func (w *witness) trust(key *c2sp.Verifier) {
	log := w.logs[key.Name()]
	if log == nil {
		log = &watchedLog{origin: key.Name(), latest: c2sp.Checkpoint{Origin: key.Name(), Root: c2sp.EmptyRoot}}
		w.logs[key.Name()] = log
	}
	log.keys = append(log.keys, key)
}

// load reads the saved checkpoints of all logs. A saved checkpoint that does not verify stops the
// witness: starting from nothing instead would let the log rewrite its past.
func (w *witness) load() error {
	for _, log := range w.logs {
		if err := w.reload(log); err != nil {
			return err
		}
	}
	return nil
}

func (w *witness) reload(log *watchedLog) error {
	msg, err := w.store.load(log.origin)
	if err != nil || msg == nil {
		return err
	}
	latest, _, err := c2sp.OpenCheckpoint(msg, log.keys...)
	if err == nil && latest.Origin != log.origin {
		err = fmt.Errorf("its origin is %s", latest.Origin)
	}
	if err != nil {
		return fmt.Errorf("the saved checkpoint of %s does not hold: %w: restore it from a copy that monitors have, do not delete it", log.origin, err)
	}
	_, n, err := c2sp.OpenCheckpoint(msg, &w.signer.Verifier)
	if err != nil {
		return fmt.Errorf("the saved checkpoint of %s is not cosigned by %s: %w: start with the key that belongs to this state", log.origin, w.signer.ID(), err)
	}
	at, err := c2sp.CosignedAt(n.Sigs[0])
	if err != nil {
		return err
	}
	log.latest, log.cosigned, log.at = latest, msg, at
	return nil
}

// request is the body of add-checkpoint, taken apart.
type request struct {
	old   int64
	proof tlog.TreeProof
	msg   []byte
}

func parseRequest(body []byte) (request, error) {
	head, msg, ok := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || !strings.HasPrefix(lines[0], "old ") {
		return request{}, errors.New("want a line \"old <size>\", proof lines, an empty line and a checkpoint")
	}
	old, err := c2sp.ParseSize(strings.TrimPrefix(lines[0], "old "))
	if err != nil {
		return request{}, err
	}
	proof, err := c2sp.ParseHashes(lines[1:])
	return request{old, proof, []byte(msg)}, err
}

// addCheckpoint makes the checks in the order in which tlog-witness gives them and returns the
// cosignature line.
func (w *witness) addCheckpoint(body []byte) (string, error) {
	req, err := parseRequest(body)
	if err != nil {
		return "", fmt.Errorf("%w: %v", errMalformed, err)
	}
	claimed, err := c2sp.ReadCheckpoint(req.msg)
	if err != nil {
		return "", fmt.Errorf("%w: %v", errMalformed, err)
	}
	log := w.logs[claimed.Origin]
	if log == nil {
		return "", errUnknownLog
	}
	next, signed, err := c2sp.OpenCheckpoint(req.msg, log.keys...)
	if err != nil {
		return "", fmt.Errorf("%w: %v", errSignature, err)
	}
	if req.old > next.Size {
		return "", errOldTooLarge
	}
	log.mu.Lock()
	defer log.mu.Unlock()
	if err := w.settle(log); err != nil {
		return "", err
	}
	if req.old != log.latest.Size {
		return "", &conflictError{log.latest.Size}
	}
	if err := checkContinues(log.latest, next, req.proof); err != nil {
		return "", fmt.Errorf("%w: %v", errProof, err)
	}
	return w.cosign(log, next, signed)
}

// checkContinues reports why the tree of latest is not proved to be the beginning of next's.
func checkContinues(latest, next c2sp.Checkpoint, proof tlog.TreeProof) error {
	if next.Size == 0 && next.Root != c2sp.EmptyRoot {
		return errors.New("size zero with a root that is not that of the empty tree")
	}
	if latest.Size == 0 {
		if len(proof) > 0 {
			return errors.New("a proof from size zero must be empty")
		}
		return nil
	}
	if latest.Size == next.Size && latest.Root != next.Root {
		return fmt.Errorf("two roots of size %d: cosigned %s, now %s", next.Size, latest.Root, next.Root)
	}
	if err := tlog.CheckTree(proof, next.Size, next.Root, latest.Size, latest.Root); err != nil {
		return fmt.Errorf("proof from size %d root %s to size %d root %s: %v", latest.Size, latest.Root, next.Size, next.Root, err)
	}
	return nil
}

// cosign signs and saves; log.mu is held. The signature leaves only after the disk has it.
func (w *witness) cosign(log *watchedLog, next c2sp.Checkpoint, signed *note.Note) (string, error) {
	// A cosignature says "the largest I have seen by then", so its time never goes back with the clock.
	at := w.now()
	if at.Before(log.at) {
		at = log.at
	}
	signer := *w.signer
	signer.Now = func() time.Time { return at }
	msg, err := note.Sign(signed, &signer)
	if err != nil {
		return "", err
	}
	if err := w.store.save(log.origin, msg); err != nil {
		log.uncertain = true
		return "", err
	}
	log.latest, log.cosigned, log.at = next, msg, at
	lines := strings.SplitAfter(string(msg), "\n")
	return lines[len(lines)-2], nil
}

// settle finds out, after a save that failed, what the disk holds, and makes that durable before
// anything is compared with it. log.mu is held.
func (w *witness) settle(log *watchedLog) error {
	if !log.uncertain {
		return nil
	}
	if err := w.reload(log); err != nil {
		return err
	}
	if log.cosigned != nil {
		if err := w.store.save(log.origin, log.cosigned); err != nil {
			return err
		}
	}
	log.uncertain = false
	return nil
}

// latestOf returns the note last cosigned for the origin with this hash, nil if there is none.
func (w *witness) latestOf(hash string) []byte {
	for origin, log := range w.logs {
		if originHash(origin) == hash {
			log.mu.Lock()
			defer log.mu.Unlock()
			return log.cosigned
		}
	}
	return nil
}
