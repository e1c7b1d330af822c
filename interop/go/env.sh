# Sourced by build.sh and test.sh: where Debian keeps the sources, and a plain word when it does not.
GOPATH=/usr/share/gocode
if ! command -v go >/dev/null 2>&1 || [ ! -d "$GOPATH/src/golang.org/x/mod/sumdb/tlog" ]; then
  echo "interop/go: Go or golang.org/x/mod is missing: apt-get install -y golang-go golang-golang-x-mod-dev" >&2
  exit 2
fi
unset GOFLAGS
GO111MODULE=off
CGO_ENABLED=0
export GOPATH GO111MODULE CGO_ENABLED
