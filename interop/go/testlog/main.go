// Command armistice-testlog-go writes a small log, the same bytes for the same seed, as test data by
// another hand.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	samplelog "../samplelog"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("armistice-testlog-go", flag.ContinueOnError)
	flags.SetOutput(stderr)
	n := flags.Int64("n", 300, "number of entries")
	cosigners := flags.Int("cosigners", 3, "number of cosigners")
	old := flags.Int64("old", 0, "size of the older checkpoint (default a third of n)")
	seed := flags.String("seed", "1", "`text` from which all keys are derived")
	out := flags.String("out", "", "`folder` to write, which must not hold a log yet")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *old == 0 {
		*old = (*n + 2) / 3
	}
	if *n < 1 || *cosigners < 0 || *old < 1 || *old > *n || *out == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "usage: armistice-testlog-go -out <folder> [-n 300] [-old 100, at least 1 and at most n] [-cosigners 3] [-seed text]")
		return 2
	}
	if err := samplelog.Write(*out, *n, *old, *cosigners, *seed); err != nil {
		fmt.Fprintf(stderr, "armistice-testlog-go: %v\n", err)
		return 1
	}
	return 0
}
