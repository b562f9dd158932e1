#!/usr/bin/env bash
# Measures comidl against what else one could take, in one run, and prints the table that
# docs/performance.md holds. `bash tests/bench.sh [PART]...`,
# with the parts generators, corpus, callbacks, crates, dependencies, guide, rebuild, bindings and dispatch.
# On Debian and Ubuntu, as root, it first installs what is missing of the tools that it needs.
set -euo pipefail
cd "$(dirname "$0")/.."

# program or folder | package
needs='
valgrind | valgrind
widl | wine64-tools
/usr/include/wine/wine/windows | libwine-dev
wine | wine
/usr/lib/wine/wine64 | wine64
x86_64-w64-mingw32-gcc | gcc-mingw-w64-x86-64
/usr/bin/cargo | cargo-web
/usr/lib/rustlib/src/rust/library | rust-web-src
'

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

packages=()
while IFS='|' read -r brings package; do
  [ -n "${package// /}" ] || continue
  is_there "${brings// /}" || packages+=("${package// /}")
done <<<"$needs"
if [ ${#packages[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  printf 'bench: installing %s\n' "${packages[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}"
fi

# What measures needs no optimisation, what is measured is built for release by it.
cargo bench --profile dev -p comidl-tests --bench peers -- "$@"
