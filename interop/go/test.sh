#!/bin/sh
# Runs the tests of the Go programs; arguments go to `go test`.
set -eu
cd "$(dirname "$0")"
. ./env.sh
go vet ./...
go test "$@" ./...
