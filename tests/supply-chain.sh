#!/usr/bin/env bash
# Checks what the packages are made of and how they reach their users, one part by its name:
#
#   bash tests/supply-chain.sh dependencies
#
# A part whose tool or database can't be had is left out, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

# What users get, each after those that it depends on.
packages='comidl-macros comidl comidl-codegen comidl-cli'

# All that the lock file names, so that the rest needs no network.
cargo fetch --quiet --locked

say() { printf 'supply chain: %s\n' "$*" >&2; }

# Whether the tools are there. Those that the user has go first.
have() {
  local python=$PWD/target/tests/tools
  PATH=$PATH:$python/bin
  if ! command -v "$1" >/dev/null; then
    { python3 -m venv "$python" && "$python/bin/pip" install -q --require-hashes -r tests/tools.txt; } || true
  fi
  command -v "$1" >/dev/null || { say "without $1, left out: $2"; return 1; }
}

# Licenses, sources and duplicates, as `deny.toml` has them, and what is known against a version.
dependencies() {
  have cargo-deny 'licenses, sources, duplicates and advisories of dependencies' || return 0
  cargo deny --locked --offline check licenses sources bans
  if cargo deny fetch db 2>/dev/null; then
    cargo deny --locked check advisories
  else
    say 'without the database of RustSec, left out: advisories'
  fi
}

# Each package builds from the files that it is published with, and from nothing else of the repository. In an empty
# folder, so do the examples, and they run.
packaged() {
  local target folder package path example patches=()
  # Cargo keeps the packages that it unpacks by the path of this folder, and takes old ones where it was used before.
  target=$(mktemp -d)
  cargo package --target-dir "$target" --locked --offline --allow-dirty --quiet $(printf -- '-p %s ' $packages)
  folder=$(mktemp -d)
  for package in $packages; do
    cp -r "$target/package/$package"-[0-9]*[0-9] "$folder/$package"
    patches+=(--config "patch.crates-io.$package.path='$folder/$package'")
  done
  for path in "$folder"/*/examples/*.rs; do
    example=$(basename "$path" .rs)
    CARGO_TARGET_DIR=target/packaged cargo run --quiet --offline "${patches[@]}" --all-features \
      --manifest-path "${path%/examples/*}/Cargo.toml" --example "$example" >/dev/null ||
      { say "the example $example of a package fails"; rm -rf "$folder" "$target"; return 1; }
  done
  rm -rf "$folder" "$target"
}

# Each package compiles with the oldest versions that its manifest allows, in a copy of the repository.
minimal_versions() {
  have cargo-hack 'the oldest versions of dependencies' || return 0
  local copy=target/tests/minimal-versions
  rm -rf "$copy"
  mkdir -p "$copy"
  git ls-files -z --cached --others --exclude-standard codegen macros runtime LICENSE\* README.md |
    tar --null --files-from=- --create | tar --extract --directory "$copy"
  sed 's|^members = .*|members = ["codegen", "codegen/cli", "macros", "runtime"]|; /^exclude = /d; s|"codegen/xtask", ||' \
    Cargo.toml >"$copy/Cargo.toml"
  (
    cd "$copy"
    # What only tests need may ask for newer ones.
    cargo hack --remove-dev-deps --workspace
    # The option isn't stable, and a stable toolchain takes it like this.
    RUSTC_BOOTSTRAP=1 cargo update --quiet -Zdirect-minimal-versions
    CARGO_TARGET_DIR=../../minimal-versions cargo check --quiet --workspace --all-features
  )
}

# The packages compile with the Rust that they declare.
rust_version() {
  local declared
  declared=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
  case $(rustc --version) in
    "rustc $declared."*) say "all other checks are those of Rust $declared, which is the declared version" ;;
    *)
      if cargo "+$declared" --version >/dev/null 2>&1; then
        CARGO_TARGET_DIR=target/rust-version cargo "+$declared" check --quiet --locked --workspace
      else
        say "without Rust $declared, left out: the declared version of Rust"
      fi
      ;;
  esac
}

# Each set of features compiles without a warning.
features() {
  have cargo-hack 'sets of features' || return 0
  cargo hack clippy --quiet --locked --offline --feature-powerset --exclude-features default \
    $(printf -- '-p %s ' $packages) -- -D warnings
}

# The documentation is built as docs.rs builds it.
docs() {
  local package features
  for package in $packages; do
    features=$(docs_rs_features "$package")
    RUSTC_BOOTSTRAP=1 RUSTDOCFLAGS='-D warnings --cfg docsrs' \
      cargo doc --quiet --locked --offline --no-deps -p "$package" $features
  done
}

# The flags of features in the package's section for docs.rs.
docs_rs_features() {
  cargo metadata --no-deps --offline --format-version 1 | python3 -c '
import json, sys
package = next(it for it in json.load(sys.stdin)["packages"] if it["name"] == sys.argv[1])
docs = ((package["metadata"] or {}).get("docs") or {}).get("rs") or {}
print("--all-features" if docs.get("all-features") else "")
print(*("--features " + it for it in docs.get("features", [])))
' "$1"
}

# Nothing that was released is broken.
semver() {
  if [ -z "$(git tag)" ]; then
    say 'no release to compare with, left out: cargo semver-checks'
  else
    cargo semver-checks --baseline-rev "$(git describe --tags --abbrev=0)"
  fi
}

"${1//-/_}"
