package main

import (
	"fmt"
	"io"
)

// shownPerKind bounds how many failures of one kind are printed; the rest are counted.
const shownPerKind = 10

// report prints one line per check and remembers whether any failed.
type report struct {
	out    io.Writer
	failed int
}

func (r *report) ok(format string, args ...any)   { r.line("ok  ", format, args) }
func (r *report) note(format string, args ...any) { r.line("note", format, args) }

func (r *report) fail(format string, args ...any) {
	r.failed++
	r.line("FAIL", format, args)
}

func (r *report) line(word, format string, args []any) {
	fmt.Fprintf(r.out, word+" "+format+"\n", args...)
}

func (r *report) exitCode() int {
	if r.failed > 0 {
		return 1
	}
	return 0
}

// few prints the first failures of a kind and then how many more there were.
type few struct {
	report *report
	kind   string
	count  int
}

func (f *few) fail(format string, args ...any) {
	f.count++
	if f.count <= shownPerKind {
		f.report.fail(format, args...)
	}
}

func (f *few) close() {
	if more := f.count - shownPerKind; more > 0 {
		f.report.fail("%d more %s", more, f.kind)
	}
}
