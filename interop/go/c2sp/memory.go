package c2sp

import "golang.org/x/mod/sumdb/tlog"

// Memory is a tree whose hashes all lie in memory, in the storage order of x/mod.
// It is a tlog.HashReader.
type Memory struct {
	size   int64
	hashes []tlog.Hash
}

// Size is the number of leaves.
func (m *Memory) Size() int64 { return m.size }

// Append adds one leaf.
func (m *Memory) Append(leaf []byte) error { return m.AppendHash(tlog.RecordHash(leaf)) }

// AppendHash adds a leaf of which only the hash is known.
func (m *Memory) AppendHash(leaf tlog.Hash) error {
	added, err := tlog.StoredHashesForRecordHash(m.size, leaf, m)
	if err != nil {
		return err
	}
	m.hashes = append(m.hashes, added...)
	m.size++
	return nil
}

// ReadHashes returns the hashes at the storage indexes.
func (m *Memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = m.hashes[at]
	}
	return out, nil
}

// Root is the root of the first size leaves.
func (m *Memory) Root(size int64) (tlog.Hash, error) {
	if size == 0 {
		return EmptyRoot, nil
	}
	return tlog.TreeHash(size, m)
}
