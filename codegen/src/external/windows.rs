//! The versions of the `windows` crate that bindings can be made for.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use super::External;
use super::list::{self, Entry};
use crate::diagnostics::Problem;

/// A version of the `windows` crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowsVersion {
    /// The part of the version that Cargo holds to be incompatible with others.
    name: &'static str,
    /// The packed list of the types.
    list: &'static [u8],
}

/// All supported versions.
const VERSIONS: &[WindowsVersion] = &[WindowsVersion {
    name: "0.62",
    list: include_bytes!("windows_0_62.bin"),
}];

impl WindowsVersion {
    /// Returns the types of this version by name.
    pub(super) fn entries(self) -> HashMap<String, Vec<Entry>> {
        list::entries(self.list)
    }

    /// Returns the type of this name.
    pub(super) fn external(self, name: &str, entry: &Entry) -> External {
        let module = &entry.module;
        let of_module = module.replace("::", "_");
        let features = entry.features.iter().cloned().chain([of_module]);
        External {
            path: format!("windows::{module}::{name}"),
            namespace: Some(format!("Windows.{}", module.replace("::", "."))),
            is_dropped: entry.is_dropped,
            features: features.collect(),
            vtable_features: BTreeSet::from_iter(entry.vtable_features.iter().cloned()),
        }
    }
}

impl fmt::Display for WindowsVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl FromStr for WindowsVersion {
    type Err = Problem;

    /// Finds the version of this name. A third number may follow: `0.62.2`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let is_it = |version: &&Self| {
            let rest = text.strip_prefix(version.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let found = VERSIONS.iter().find(is_it).copied();
        found.ok_or_else(|| Problem::WindowsVersion {
            version: text.into(),
            supported: VERSIONS
                .iter()
                .map(|it| it.name)
                .collect::<Vec<_>>()
                .join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_may_have_a_third_number() {
        for text in ["0.62", "0.62.2"] {
            assert_eq!(text.parse::<WindowsVersion>().unwrap().to_string(), "0.62");
        }
        for text in ["0.6", "0.620", "", "1"] {
            assert!(text.parse::<WindowsVersion>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_type_has_the_path_and_the_features_of_its_module() {
        let version: WindowsVersion = "0.62".parse().unwrap();
        let entries = version.entries();
        let variant = version.external("VARIANT", &entries["VARIANT"][0]);
        assert_eq!(variant.path, "windows::Win32::System::Variant::VARIANT");
        assert_eq!(
            variant.namespace.as_deref(),
            Some("Windows.Win32.System.Variant")
        );
        assert!(variant.is_dropped);
        let features: Vec<&str> = variant.features.iter().map(String::as_str).collect();
        assert_eq!(
            features,
            [
                "Win32_System_Com",
                "Win32_System_Ole",
                "Win32_System_Variant"
            ]
        );
    }
}
