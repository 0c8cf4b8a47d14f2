#!/bin/sh
# Fetch the third-party bundles anew, unmodified, and check them against SHA256SUMS (`make assets`).
# Needs npm, which asks whichever registry it is set up for.  What does not fit its digest is not taken.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { # package version, then pairs: file in the package, file here
  package=$1 version=$2
  shift 2
  echo "$package@$version"
  rm -rf "$work/package"
  (cd "$work" && npm pack --silent "$package@$version" >/dev/null && tar -xzf ./*.tgz && rm ./*.tgz)
  while [ $# -gt 0 ]; do
    mkdir -p "$work/new/$(dirname "$2")"
    cp "$work/package/$1" "$work/new/$2"
    shift 2
  done
}
fetch @dagrejs/dagre 3.1.3 \
  dist/dagre.min.js dagre.min.js \
  LICENSE dagre.LICENSE
fetch @triply/yasgui 4.2.28 \
  build/yasgui.min.js yasgui/yasgui.min.js \
  build/yasgui.min.css yasgui/yasgui.min.css \
  build/yasgui.min.js.LICENSE.txt yasgui/yasgui.min.js.LICENSE.txt \
  LICENSE.txt yasgui/LICENSE.txt
fetch @expo-google-fonts/noto-sans 0.4.2 \
  400Regular/NotoSans_400Regular.ttf noto/NotoSans-Regular.ttf \
  700Bold/NotoSans_700Bold.ttf noto/NotoSans-Bold.ttf \
  LICENSE_FONT noto/OFL.txt
(cd "$work/new" && sha256sum --check --quiet "$here/SHA256SUMS")
cp -R "$work/new/." .
echo "vendor: $(wc -l <SHA256SUMS) files checked"
