package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// store keeps the latest cosigned checkpoint of each log as a file of its own, named by the hash of
// the origin. A file appears whole or not at all, and is on the disk when save returns.
type store struct {
	folder string
	lock   *os.File
}

// openStore takes the folder for this process alone: two witnesses over one state could each cosign
// a different tree. The lock goes with the process, also when it is killed.
func openStore(folder string) (*store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return nil, fmt.Errorf("%s is in use by another witness: stop that one, or give this one its own folder", folder)
	}
	return &store{folder, lock}, nil
}

func (s *store) close() { s.lock.Close() }

func originHash(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return hex.EncodeToString(sum[:])
}

func (s *store) path(origin string) string {
	return filepath.Join(s.folder, originHash(origin)+".checkpoint")
}

// load returns the saved checkpoint, or nil when there has never been one.
func (s *store) load(origin string) ([]byte, error) {
	msg, err := os.ReadFile(s.path(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return msg, err
}

// save writes beside, syncs, renames and syncs the folder. After an error the file holds either the
// old checkpoint or the new one: load again to know which.
func (s *store) save(origin string, msg []byte) error {
	temporary := s.path(origin) + ".new"
	if err := writeSynced(temporary, msg); err != nil {
		return err
	}
	if err := os.Rename(temporary, s.path(origin)); err != nil {
		return err
	}
	return syncFolder(s.folder)
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
