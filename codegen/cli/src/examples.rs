//! The examples below the help of each command. A test runs them as they stand.

pub(crate) const COMIDL: &str = "\
Examples:
  comidl new --from lamp.idl lamps      a crate that is called back, ready to run
  comidl check lamp.idl                 is the IDL right, and what does it define?
  comidl build lamp.idl --out-dir out   Rust bindings and a winmd

`comidl help COMMAND` has more of each. NO_COLOR=1 turns colours off, which are for terminals alone.";

pub(crate) const BUILD: &str = "\
Examples:
  comidl build lamp.idl --out-dir out
  comidl build lamp.idl --out-dir out --emit rust --callback ILampEvents
  comidl build lamp.idl --out-dir - --emit winmd > lamp.winmd
  cat lamp.idl | comidl build - --out-dir - > lamp.rs";

pub(crate) const CHECK: &str = "\
Examples:
  comidl check lamp.idl
  comidl check lamp.idl -I include -D LAMP_VERSION=2
  comidl check lamp.idl --quiet --message-format json";

pub(crate) const DOC: &str = "\
Examples:
  comidl doc lamp.idl --out site
  comidl doc lamp.idl --out - > lamp.html";

pub(crate) const INSPECT: &str = "\
Examples:
  comidl inspect lamp.idl
  comidl inspect lamp.idl --format json > lamp.json
  comidl inspect lamp.idl --format dot > lamp.dot
  comidl inspect lamp.idl --origin IUnknown";

pub(crate) const LSP: &str = "\
Examples:
  comidl lsp
  comidl lsp --stdio

An editor runs this. `docs/editors.md` has the lines that tell an editor so, and the options that it may pass.";

pub(crate) const NEW: &str = "\
Examples:
  comidl new --from lamp.idl lamps
  comidl new --from lamp.idl -I include --callback ILampEvents lamps-again";

pub(crate) const EXPLAIN: &str = "\
Examples:
  comidl explain IDL0705
  comidl explain";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  comidl completions bash > comidl.bash
  comidl completions zsh > _comidl";

pub(crate) const MAN: &str = "\
Examples:
  comidl man > comidl.1
  comidl man build > comidl-build.1";
