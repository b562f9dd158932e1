//! The text that defines MIDL's macros and those that the user passes in.

use std::fmt::Write as _;

/// The macros that MIDL 8.01 defines for every file.
const MIDL: &[(&str, &str)] = &[("__midl", "801"), ("_WIN32", "1")];

/// The name under which places in the text are shown.
pub(super) const PATH: &str = "<command line>";

/// Returns the text. Each file of a session reads it first.
pub(super) fn text(defines: &[(String, String)]) -> String {
    let is_overridden = |name: &str| defines.iter().any(|(defined, _)| defined == name);
    let mut text = String::new();
    for (name, value) in MIDL.iter().filter(|(name, _)| !is_overridden(name)) {
        let _ = writeln!(text, "#define {name} {value}");
    }
    for (name, value) in defines {
        let line = format!("#define {name} {value}").replace(['\n', '\r'], " ");
        let _ = writeln!(text, "{line}");
    }
    text
}
