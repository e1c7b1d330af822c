#!/bin/sh
# Builds the Go programs into interop/go/bin from Debian's packages alone: no network, no modules.
set -eu
cd "$(dirname "$0")"
. ./env.sh
mkdir -p bin
for program in verify witness storedhashes testlog; do
  # Renamed into place, so that a test never runs a program that is half written.
  go build -trimpath -o "bin/.$program.$$" "./$program"
  mv -f "bin/.$program.$$" "bin/armistice-$program-go"
done
