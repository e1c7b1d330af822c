package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxBody leaves room for a proof of 63 lines and a checkpoint with many long signatures.
const maxBody = 256 << 10

// handler answers add-checkpoint and the monitors' GET; it writes one line per refusal to log.
func (w *witness) handler(log io.Writer) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/add-checkpoint", func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			rw.Header().Set("Allow", http.MethodPost)
			http.Error(rw, "add-checkpoint takes POST", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
		if err != nil {
			var tooLarge *http.MaxBytesError
			if errors.As(err, &tooLarge) {
				http.Error(rw, fmt.Sprintf("the body is longer than %d bytes", maxBody), http.StatusRequestEntityTooLarge)
			} else {
				http.Error(rw, "the body did not arrive whole", http.StatusBadRequest)
			}
			return
		}
		line, err := w.addCheckpoint(body)
		if err != nil {
			fmt.Fprintf(log, "refused: %v\n", err)
			refuse(rw, err)
			return
		}
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(rw, line)
	})
	mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		hash := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/"), "/checkpoint")
		msg := w.latestOf(hash)
		if msg == nil || r.URL.Path != "/"+hash+"/checkpoint" {
			http.Error(rw, "no checkpoint cosigned here", http.StatusNotFound)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			rw.Header().Set("Allow", "GET, HEAD")
			http.Error(rw, "checkpoint takes GET", http.StatusMethodNotAllowed)
			return
		}
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		rw.Header().Set("Cache-Control", "no-cache")
		rw.Write(msg)
	})
	return mux
}

// refuse turns a refusal into its row of the table; what is no refusal is a fault of this machine,
// whose details stay in its log.
func refuse(rw http.ResponseWriter, err error) {
	var conflict *conflictError
	switch {
	case errors.As(err, &conflict):
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", conflict.size)
	case errors.Is(err, errMalformed), errors.Is(err, errOldTooLarge):
		http.Error(rw, err.Error(), http.StatusBadRequest)
	case errors.Is(err, errUnknownLog):
		http.Error(rw, err.Error(), http.StatusNotFound)
	case errors.Is(err, errSignature):
		http.Error(rw, err.Error(), http.StatusForbidden)
	case errors.Is(err, errProof):
		http.Error(rw, err.Error(), http.StatusUnprocessableEntity)
	default:
		http.Error(rw, "this witness cannot save its state", http.StatusInternalServerError)
	}
}
