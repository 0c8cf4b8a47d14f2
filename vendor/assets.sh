#!/bin/sh
# Fetch the third-party bundles anew, unmodified, and check them against SHA256SUMS (`make assets`).
# Needs npm, which asks whichever registry it is set up for.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { # package version
  (cd "$work" && npm pack --silent "$1@$2" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
}
fetch @dagrejs/dagre 3.1.3
cp "$work/package/dist/dagre.min.js" dagre.min.js
cp "$work/package/LICENSE" dagre.LICENSE
sha256sum --check SHA256SUMS
