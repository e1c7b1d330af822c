package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	c2sp "../c2sp"
	samplelog "../samplelog"
	"golang.org/x/mod/sumdb/tlog"
)

func TestAcceptsLogsOfEveryShape(t *testing.T) {
	for _, n := range []int64{1, 2, 3, 255, 256, 257, 4096, 65535, 65536, 65537} {
		s := newSample(t, n, (n+1)/2)
		s.accepts(fmt.Sprintf("ok   leaves %d\n", n), "-old", s.path("old-checkpoint"), "-inclusion", fmt.Sprint(n-1))
	}
}

func TestAcceptsSeventyThousandEntriesWithFourSignatures(t *testing.T) {
	s := newSample(t, 70000, 12345)
	code, out := s.verify("-old", s.path("old-checkpoint"), "-proof", s.path("receipt-69999.tlog-proof"), "-leaf", s.path("receipt-69999.leaf"))
	if code != 0 || strings.Count(out, "\nok   inclusion") != 6 || strings.Count(out, "\nok   cosigned by") != 3 ||
		!strings.Contains(out, "ok   consistency 12345->70000, 18 hashes\n") || !strings.Contains(out, "ok   leaves 70000\n") {
		t.Fatalf("exit %d\n%s", code, out)
	}
	s.edit("tile/entries/100", func(data []byte) []byte { data[1000] ^= 1; return data })
	s.refuses("FAIL entry 25676 does not match its leaf hash: expected ")
	s.replace("checkpoint", "\n70000\n", "\n69999\n")
	s.refuses("FAIL log signature by log.example/ceasefire+25cd8147: invalid signature")
}

func TestSignatures(t *testing.T) {
	s := newSample(t, 300, 100)
	stranger, err := samplelog.Signers(3, "2")
	must(t, err)
	north, monitor := s.keys[3], s.keys[7]

	s.keys[7] = stranger[3].String()
	s.refuses("FAIL cosignature by monitor.example/witness+")
	s.refuses("FAIL cosigners: expected 3 of 3 found 2")
	s.accepts("note not cosigned by monitor.example/witness+", "-require", "2")
	s.keys[7] = monitor

	s.keys[1] = stranger[0].String()
	s.refuses("missing: this key has not signed the checkpoint")
	s.keys = newSample(t, 1, 1).keys

	s.edit("checkpoint", func(b []byte) []byte {
		return bytes.Replace(b, []byte("— north.example/witness gzKRlAAAAABp"), []byte("— north.example/witness gzKRlAAAAABq"), 1)
	})
	s.refuses("FAIL cosignature by " + strings.Join(strings.Split(north, "+")[:2], "+") + ": invalid signature")
	// A known key that does not verify spoils the checkpoint even where it is not required.
	s.refuses("invalid signature", "-require", "1")
}

func TestAnotherOriginUnderTheSameKeyIsRefused(t *testing.T) {
	s := newSample(t, 3, 1)
	signers, err := samplelog.Signers(0, "1")
	must(t, err)
	text := "other.example/log\n0\n" + c2sp.EmptyRoot.String() + "\n"
	must(t, os.WriteFile(s.path("checkpoint"), signNote(t, text, signers[0]), 0o644))
	s.keys = s.keys[:2]
	s.refuses("FAIL origin: expected log.example/ceasefire found other.example/log")
}

func TestTheEmptyLog(t *testing.T) {
	s := newSample(t, 1, 1)
	signers, err := samplelog.Signers(0, "1")
	must(t, err)
	s.keys = s.keys[:2]
	must(t, os.RemoveAll(s.path("tile")))
	must(t, os.WriteFile(s.path("checkpoint"), signNote(t, samplelog.Origin+"\n0\n"+c2sp.EmptyRoot.String()+"\n", signers[0]), 0o644))
	s.accepts("ok   leaves 0\n", "-old", "0:"+c2sp.EmptyRoot.String())
	must(t, os.WriteFile(s.path("checkpoint"), signNote(t, samplelog.Origin+"\n0\n"+tlog.Hash{}.String()+"\n", signers[0]), 0o644))
	s.refuses("FAIL root of an empty log: expected ")
}

func TestConsistency(t *testing.T) {
	s := newSample(t, 300, 100)
	other := newSample(t, 500, 400)
	lie := tlog.RecordHash([]byte("lie")).String()
	s.accepts("ok   consistency 100->300, 8 hashes", "-old", s.path("old-checkpoint"))
	s.accepts("ok   consistency 300->300, 0 hashes", "-old", s.path("checkpoint"))
	s.accepts("ok   consistency 0->300, 0 hashes", "-old", "0:"+c2sp.EmptyRoot.String())
	s.refuses("FAIL consistency 100->300: the first 100 entries are not what they were: expected root "+lie, "-old", "100:"+lie)
	s.refuses("FAIL consistency 300->300: the first 300 entries are not what they were", "-old", "300:"+lie)
	s.refuses("FAIL consistency 0->300", "-old", "0:"+lie)
	s.refuses("FAIL consistency 400->300: the log is shorter than it was: 100 entries are gone", "-old", other.path("old-checkpoint"))

	head := filepath.Join(t.TempDir(), "head")
	must(t, os.WriteFile(head, []byte("100:"+lie+"\n"), 0o644))
	s.refuses("FAIL consistency 100->300", "-old", head)
	s.replace("old-checkpoint", "\n100\n", "\n101\n")
	s.refuses("FAIL older checkpoint: log signature by log.example/ceasefire+25cd8147: invalid signature", "-old", s.path("old-checkpoint"))
}

func TestReceipts(t *testing.T) {
	s := newSample(t, 300, 100)
	proof, leaf := s.path("receipt-0.tlog-proof"), s.path("receipt-0.leaf")
	alone := append(append([]string{}, s.keys...), "-proof", proof, "-leaf", leaf)
	if code, out := s.run(alone...); code != 0 || !strings.Contains(out, "ok   receipt: entry 0 is in the tree of size 300") {
		t.Errorf("without a folder: exit %d\n%s", code, out)
	}
	s.refuses("FAIL receipt: entry 0 with hash ", "-proof", proof, "-leaf", s.path("receipt-299.leaf"))

	// A later log must still contain what the receipt promised.
	grown := newSample(t, 500, 100)
	grown.accepts("ok   receipt: consistency 300->500", "-proof", proof, "-leaf", leaf)
	shrunk := newSample(t, 200, 100)
	shrunk.refuses("FAIL receipt: consistency 300->200: the log is shorter than it was", "-proof", proof, "-leaf", leaf)

	s.replace("receipt-0.tlog-proof", "index 0\n", "index 1\n")
	s.refuses("FAIL receipt: entry 1 with hash ", "-proof", proof, "-leaf", leaf)
	s.replace("receipt-0.tlog-proof", "index 1\n", "index 01\n")
	s.refuses("FAIL receipt: index of the receipt", "-proof", proof, "-leaf", leaf)
}

func TestInclusionOutsideTheLog(t *testing.T) {
	s := newSample(t, 300, 100)
	s.refuses("FAIL inclusion 300: the log has only 300 entries", "-inclusion", "5,300")
	s.accepts("ok   inclusion 299, 5 hashes", "-inclusion", "299")
}

func TestWrongUsageIsNoVerdict(t *testing.T) {
	s := newSample(t, 3, 1)
	signers, err := samplelog.Signers(1, "1")
	must(t, err)
	for name, args := range map[string][]string{
		"no key":                   {s.folder},
		"no folder":                s.keys,
		"two folders":              append(s.keys[:2:2], s.folder, s.folder),
		"a cosigner as the log":    {"-log", s.keys[3], s.folder},
		"the log as a cosigner":    {"-log", s.keys[1], "-cosigner", s.keys[1], s.folder},
		"one cosigner twice":       {"-log", s.keys[1], "-cosigner", s.keys[3], "-cosigner", s.keys[3], s.folder},
		"one key under two names":  {"-log", s.keys[1], "-cosigner", s.keys[3], "-cosigner", renamed(t, signers[1]), s.folder},
		"more required than given": {"-log", s.keys[1], "-require", "1", s.folder},
		"a receipt without leaf":   {"-log", s.keys[1], "-proof", s.path("receipt-0.tlog-proof"), s.folder},
		"an index in words":        {"-log", s.keys[1], "-inclusion", "one", s.folder},
		"a folder without a log":   {"-log", s.keys[1], t.TempDir()},
		"an older one not there":   {"-log", s.keys[1], "-old", s.path("nowhere"), s.folder},
		"an older one, no folder":  {"-log", s.keys[1], "-old", "0:x", "-proof", s.path("receipt-0.tlog-proof"), "-leaf", s.path("receipt-0.leaf")},
		"an unknown option":        {"-nonsense", s.folder},
	} {
		if code, out := s.run(args...); code != 2 {
			t.Errorf("%s: exit %d\n%s", name, code, out)
		}
	}
}
