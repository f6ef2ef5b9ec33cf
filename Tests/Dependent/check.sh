#!/usr/bin/env bash
# Another package uses the library as it would be released: by a git address and a version, under which the
# package manager takes no unsafe flags. Builds and runs `Sources/Dependent/main.swift`.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone --quiet --bare . "$scratch/rlvmr.git"
git -C "$scratch/rlvmr.git" tag --force 1.0.0 HEAD >/dev/null
cp -r Tests/Dependent "$scratch/package"
sed -i "s|ADDRESS|file://$scratch/rlvmr.git|" "$scratch/package/Package.swift"
cd "$scratch/package"
swift build -c release
said=$(.build/release/Dependent)
echo "$said"
# Four rollouts and an update that is a number.
[ "$(grep -c ' steps, of which ' <<<"$said")" = 4 ] && grep -q '^gradient norm [0-9.e-]*$' <<<"$said" || {
  echo "the library did not train an iteration" >&2
  exit 1
}
