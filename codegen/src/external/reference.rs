//! Another crate of bindings, as the user names it.

use std::path::PathBuf;
use std::str::FromStr;

use crate::diagnostics::Problem;

/// A crate, or a module of the user's own, that has types of the bindings already:
/// `CRATE=PATH[:WINMD]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The crate as Rust knows it, or `crate`.
    name: String,
    /// The module in the crate that has the types, which may be the crate itself.
    module: Option<String>,
    /// The metadata that the crate is made of.
    pub(super) winmd: Option<PathBuf>,
}

impl Reference {
    /// Returns the path of a type.
    pub(super) fn path_of(&self, name: &str) -> String {
        let crate_name = &self.name;
        match &self.module {
            Some(module) => format!("{crate_name}::{module}::{name}"),
            None => format!("{crate_name}::{name}"),
        }
    }
}

impl FromStr for Reference {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let malformed = || Problem::MalformedReference { text: text.into() };
        let (name, rest) = text.split_once('=').ok_or_else(malformed)?;
        let (module, winmd) = match winmd_colon(rest) {
            Some(colon) => (&rest[..colon], Some(PathBuf::from(&rest[colon + 1..]))),
            None => (rest, None),
        };
        // Cargo's name of a package may have hyphens, Rust's has none.
        let name = name.replace('-', "_");
        let is_path = module.is_empty() || module.split("::").all(is_identifier);
        let is_empty = winmd
            .as_ref()
            .is_some_and(|winmd| winmd.as_os_str().is_empty());
        if !is_identifier(&name) || !is_path || is_empty {
            return Err(malformed());
        }
        Ok(Self {
            name,
            module: (!module.is_empty()).then(|| module.into()),
            winmd,
        })
    }
}

/// Returns the place of the first colon that is no part of `::`.
fn winmd_colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_colon = |at: usize| bytes.get(at) == Some(&b':');
    let mut at = 0;
    while at < bytes.len() {
        if is_colon(at) && is_colon(at + 1) {
            at += 2;
        } else if is_colon(at) {
            return Some(at);
        } else {
            at += 1;
        }
    }
    None
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(text: &str) -> (String, Option<PathBuf>) {
        let reference: Reference = text.parse().unwrap();
        (reference.path_of("ILamp"), reference.winmd)
    }

    #[test]
    fn a_reference_names_a_crate_a_module_and_a_winmd() {
        let winmd = |path: &str| Some(PathBuf::from(path));
        assert_eq!(
            reference("lamp-sys=Vendor::Lamps:lamp.winmd"),
            ("lamp_sys::Vendor::Lamps::ILamp".into(), winmd("lamp.winmd"))
        );
        assert_eq!(
            reference(r"lamps=:C:\lamp.winmd"),
            ("lamps::ILamp".into(), winmd(r"C:\lamp.winmd"))
        );
        assert_eq!(
            reference("crate=lamps"),
            ("crate::lamps::ILamp".into(), None)
        );
        assert_eq!(reference("lamps="), ("lamps::ILamp".into(), None));
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in [
            "", "lamps", "=lamps", "a b=c", "a=b c", "a=b:", "a=::b", "a=1",
        ] {
            assert!(text.parse::<Reference>().is_err(), "{text}");
        }
    }
}
