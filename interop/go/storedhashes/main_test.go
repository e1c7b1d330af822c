package main

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
)

func measured(t *testing.T, args ...string) result {
	t.Helper()
	var out bytes.Buffer
	if code := run(args, &out, io.Discard); code != 0 || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
		t.Fatalf("exit %d, printed %q", code, &out)
	}
	var res result
	if err := json.Unmarshal(out.Bytes(), &res); err != nil {
		t.Fatal(err)
	}
	return res
}

func TestPrintsOneLineOfJSON(t *testing.T) {
	res := measured(t, "-n", "3000", "-size", "100")
	if res.Leaves != 3000 || res.Seconds <= 0 || res.LeavesPerSecond <= 0 {
		t.Fatalf("%+v", res)
	}
	if again := measured(t, "-n", "3000", "-size", "100"); again.Root != res.Root || res.Root == "" {
		t.Fatalf("one seed, two trees: %s and %s", res.Root, again.Root)
	}
	if other := measured(t, "-n", "3000", "-size", "100", "-seed", "2"); other.Root == res.Root {
		t.Fatal("two seeds, one tree")
	}
	if hashed := measured(t, "-n", "3000", "-size", "100", "-hash"); hashed.Root != "" {
		t.Fatalf("-hash built a tree: %+v", hashed)
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{{"-n", "0"}, {"-size", "0"}, {"-size", "65536"}, {"more"}, {"-nonsense"}} {
		if code := run(args, io.Discard, io.Discard); code != 2 {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
