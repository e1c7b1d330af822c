// Command armistice-verify-go checks a transparency log in a folder, knowing nothing of the program
// that wrote it but the published formats.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	c2sp "../c2sp"
)

const usage = `usage: armistice-verify-go -log <vkey> [-cosigner <vkey>]... [-require N] [-old <checkpoint>]
         [-inclusion i,j,k] [-proof <file.tlog-proof> -leaf <file>] [<folder>]

Prints one line for each check. Exit: 0 all hold, 1 a check failed, 2 wrong usage or unreadable files.
The folder may be left out when a receipt is to be checked on its own.
`

// options are what the command line asks for, parsed.
type options struct {
	log       *c2sp.Verifier
	cosigners []*c2sp.Verifier
	require   int
	old       string
	inclusion []int64 // nil: six indexes spread over the log
	proof     string
	leaf      string
	folder    string
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	opts, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		var out *report
		if out, err = verify(opts, stdout, stderr); err == nil {
			return out.exitCode()
		}
	}
	fmt.Fprintf(stderr, "armistice-verify-go: %v\n", err)
	return 2
}

type vkeys []string

func (v *vkeys) String() string     { return strings.Join(*v, " ") }
func (v *vkeys) Set(s string) error { *v = append(*v, s); return nil }

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var opts options
	var cosigners vkeys
	flags := flag.NewFlagSet("armistice-verify-go", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage); flags.PrintDefaults() }
	log := flags.String("log", "", "`vkey` of the log (type 0x01); its name is the origin expected")
	flags.Var(&cosigners, "cosigner", "`vkey` of a cosigner (type 0x04); may be repeated")
	flags.IntVar(&opts.require, "require", -1, "how many of the cosigners must have signed (default all)")
	flags.StringVar(&opts.old, "old", "", "`file` with an older checkpoint of this log, or <size>:<base64 root>")
	inclusion := flags.String("inclusion", "", "`indexes` to prove, by commas (default six spread over the log)")
	flags.StringVar(&opts.proof, "proof", "", "`file` with a receipt (.tlog-proof)")
	flags.StringVar(&opts.leaf, "leaf", "", "`file` with the exact bytes of the entry of the receipt")
	if err := flags.Parse(args); err != nil {
		return opts, err
	}
	if err := opts.setKeys(*log, cosigners); err != nil {
		return opts, err
	}
	if *inclusion != "" {
		for _, s := range strings.Split(*inclusion, ",") {
			index, err := c2sp.ParseSize(s)
			if err != nil {
				return opts, fmt.Errorf("-inclusion: %w", err)
			}
			opts.inclusion = append(opts.inclusion, index)
		}
	}
	opts.folder = flags.Arg(0)
	switch {
	case flags.NArg() > 1:
		return opts, fmt.Errorf("one folder at most, found %d arguments: options come before the folder", flags.NArg())
	case (opts.proof == "") != (opts.leaf == ""):
		return opts, errors.New("-proof and -leaf belong together: a receipt says nothing about bytes it does not see")
	case opts.folder == "" && opts.proof == "":
		return opts, errors.New("nothing to check: name the folder of a log")
	case opts.folder == "" && (opts.old != "" || opts.inclusion != nil):
		return opts, errors.New("-old and -inclusion need the folder of a log")
	}
	return opts, nil
}

func (opts *options) setKeys(log string, cosigners []string) error {
	if log == "" {
		return errors.New("-log is missing: without the key of the log nothing can be checked")
	}
	var err error
	if opts.log, err = c2sp.ParseVerifier(log, c2sp.LogKey); err != nil {
		return fmt.Errorf("-log: %w", err)
	}
	for _, vkey := range cosigners {
		key, err := c2sp.ParseVerifier(vkey, c2sp.CosignerKey)
		if err != nil {
			return fmt.Errorf("-cosigner: %w", err)
		}
		// The Ed25519 cosignature does not name its signer, so one key under two names would count twice.
		for _, other := range append([]*c2sp.Verifier{opts.log}, opts.cosigners...) {
			if key.SameKey(other) {
				return fmt.Errorf("-cosigner: %s and %s are the same key", other.Name(), key.Name())
			}
		}
		opts.cosigners = append(opts.cosigners, key)
	}
	if opts.require < 0 {
		opts.require = len(cosigners)
	}
	if opts.require > len(cosigners) {
		return errors.New("-require asks for " + strconv.Itoa(opts.require) + " cosigners, but only " + strconv.Itoa(len(cosigners)) + " are given")
	}
	return nil
}
