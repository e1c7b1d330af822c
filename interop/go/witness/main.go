// Command armistice-witness-go is a witness as tlog-witness describes it: it cosigns the checkpoints
// of the logs it knows, each only if it continues the one cosigned before.
package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	c2sp "../c2sp"
)

const usage = `usage: armistice-witness-go -key <file> -state <folder> -log <vkey> [-log <vkey>]... [-listen 127.0.0.1:0]
       armistice-witness-go -genkey <name> <file>

Cosigns checkpoints over HTTP: POST /add-checkpoint, GET /<hex sha256 of origin>/checkpoint.
-genkey writes a new private key to a file that must not exist yet, and prints the vkey to give away.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

type vkeys []string

func (v *vkeys) String() string     { return strings.Join(*v, " ") }
func (v *vkeys) Set(s string) error { *v = append(*v, s); return nil }

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var logs vkeys
	flags := flag.NewFlagSet("armistice-witness-go", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage); flags.PrintDefaults() }
	listen := flags.String("listen", "127.0.0.1:0", "`address` to listen on; port 0 takes a free one")
	keyFile := flags.String("key", "", "`file` with the private key, as -genkey writes it")
	state := flags.String("state", "", "`folder` for the latest cosigned checkpoint of each log")
	genkey := flags.String("genkey", "", "make a key with this `name` and write it to the file named last")
	flags.Var(&logs, "log", "`vkey` of a log (type 0x01), its name being the origin; may be repeated")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	var err error
	switch {
	case *genkey != "" && flags.NArg() == 1:
		err = generateKey(*genkey, flags.Arg(0), stdout)
	case *genkey != "" || flags.NArg() > 0 || *keyFile == "" || *state == "" || len(logs) == 0:
		flags.Usage()
		return 2
	default:
		err = serve(ctx, *listen, *keyFile, *state, logs, stdout, stderr)
	}
	if err != nil {
		fmt.Fprintf(stderr, "armistice-witness-go: %v\n", err)
		return 1
	}
	return 0
}

// generateKey never overwrites: a witness that loses its key loses its voice.
func generateKey(name, path string, stdout io.Writer) error {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return err
	}
	signer, err := c2sp.NewSigner(name, c2sp.CosignerKey, seed)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.WriteString(signer.Secret() + "\n"); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		_, err = fmt.Fprintln(stdout, signer.String())
	}
	return err
}

func loadKey(path string) (*c2sp.Signer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	signer, err := c2sp.ParseSigner(strings.TrimSuffix(string(data), "\n"), c2sp.CosignerKey)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return signer, nil
}

func serve(ctx context.Context, listen, keyFile, state string, logs []string, stdout, stderr io.Writer) error {
	signer, err := loadKey(keyFile)
	if err != nil {
		return err
	}
	store, err := openStore(state)
	if err != nil {
		return err
	}
	defer store.close()
	w := newWitness(signer, store)
	for _, vkey := range logs {
		key, err := c2sp.ParseVerifier(vkey, c2sp.LogKey)
		if err != nil {
			return fmt.Errorf("-log: %w", err)
		}
		w.trust(key)
	}
	if err := w.load(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: w.handler(stderr), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		<-ctx.Done()
		deadline, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Shutdown(deadline)
	}()
	fmt.Fprintf(stderr, "witness %s\n", signer)
	fmt.Fprintf(stdout, "listening on http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-answered
	return nil
}
