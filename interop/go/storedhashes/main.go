// Command armistice-storedhashes-go measures how fast x/mod appends leaves to a tree in memory, as
// the yardstick for other implementations on the same machine.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"os"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// chunkBytes is how much input is made ready at a time: more than any cache holds, so that leaves
// come from memory as they would in a log, and little enough for a small machine.
const chunkBytes = 64 << 20

type result struct {
	Leaves          int     `json:"leaves"`
	Seconds         float64 `json:"seconds"`
	LeavesPerSecond float64 `json:"leavesPerSecond"`
	Root            string  `json:"root,omitempty"`
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("armistice-storedhashes-go", flag.ContinueOnError)
	flags.SetOutput(stderr)
	n := flags.Int("n", 200000, "number of leaves")
	size := flags.Int("size", 1024, "bytes in a leaf")
	seed := flags.Int64("seed", 1, "seed of the leaves' bytes")
	hashOnly := flags.Bool("hash", false, "hash the leaves only, without a tree")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *n < 1 || *size < 1 || *size > 65535 || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "usage: armistice-storedhashes-go [-n 200000] [-size 1024, at most 65535] [-seed 1] [-hash]")
		return 2
	}
	res, err := measure(*n, *size, *seed, *hashOnly)
	if err == nil {
		err = json.NewEncoder(stdout).Encode(res)
	}
	if err != nil {
		fmt.Fprintf(stderr, "armistice-storedhashes-go: %v\n", err)
		return 1
	}
	return 0
}

// measure times the hashing only; making the leaves is outside the clock.
func measure(n, size int, seed int64, hashOnly bool) (result, error) {
	random := rand.New(rand.NewSource(seed))
	perChunk := chunkBytes / size
	if perChunk > n {
		perChunk = n
	}
	chunk := make([]byte, perChunk*size)
	stored := make([]tlog.Hash, 0, tlog.StoredHashCount(int64(n)))
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			hashes[i] = stored[at]
		}
		return hashes, nil
	})
	var spent time.Duration
	for done := 0; done < n; {
		count := perChunk
		if count > n-done {
			count = n - done
		}
		random.Read(chunk[:count*size])
		start := time.Now()
		for i := 0; i < count; i++ {
			leaf := chunk[i*size : (i+1)*size]
			if hashOnly {
				stored = append(stored, tlog.RecordHash(leaf))
				continue
			}
			hashes, err := tlog.StoredHashes(int64(done+i), leaf, reader)
			if err != nil {
				return result{}, err
			}
			stored = append(stored, hashes...)
		}
		spent += time.Since(start)
		done += count
	}
	res := result{Leaves: n, Seconds: spent.Seconds(), LeavesPerSecond: float64(n) / spent.Seconds()}
	if !hashOnly {
		root, err := tlog.TreeHash(int64(n), reader)
		if err != nil {
			return result{}, err
		}
		res.Root = root.String()
	}
	return res, nil
}
