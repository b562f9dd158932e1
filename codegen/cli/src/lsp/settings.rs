//! The settings that an editor passes: as `initializationOptions`, or later as the configuration.

use std::path::{Path, PathBuf, absolute};

use comidl_codegen::internal::compile::{Options, macro_name};
use comidl_codegen::internal::layout::Target;
use serde::Deserialize;
use serde_json::Value;

/// The settings. Relative paths are in the first folder of the workspace.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Settings {
    /// The folders to search for imports and includes. Without any, the folders around a file are
    /// searched.
    include: Vec<PathBuf>,
    /// Macros, each `NAME` or `NAME=VALUE`.
    define: Vec<String>,
    /// Metadata files that come before the built-in metadata.
    winmd: Vec<PathBuf>,
    /// The definitions that may differ from metadata.
    allow_drift: Vec<String>,
    /// Whether the IDL may name files by absolute paths.
    allow_outside: bool,
    /// The target whose macros the IDL has.
    target: Option<String>,
}

/// The names that each `include` folder may have where the settings name none.
const INCLUDE: &str = "include";

impl Settings {
    /// Reads the settings. They may be the value itself, or its member `comidl`.
    ///
    /// # Errors
    ///
    /// What is wrong, for the user.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let value = value.get("comidl").unwrap_or(value);
        if value.is_null() {
            return Ok(Self::default());
        }
        let settings = Self::deserialize(value).map_err(|error| error.to_string())?;
        for define in &settings.define {
            let (name, _) = macro_parts(define);
            macro_name(name).map_err(|problem| problem.message())?;
        }
        settings.target()?;
        Ok(settings)
    }

    fn target(&self) -> Result<Target, String> {
        match &self.target {
            None => Ok(Target::default()),
            Some(target) => {
                let parsed = target.parse::<Target>();
                parsed.map_err(|error| format!("target: {error}"))
            }
        }
    }

    /// Returns the options to compile the files at `paths`. `workspace` has the workspace's folders.
    pub(super) fn options(&self, paths: Vec<PathBuf>, workspace: &[PathBuf]) -> Options {
        let within = |path: &PathBuf| match workspace.first() {
            Some(folder) => folder.join(path),
            None => absolute(path).unwrap_or_else(|_| path.clone()),
        };
        let include = if self.include.is_empty() {
            let folders = paths.iter().filter_map(|path| path.parent());
            let mut around: Vec<_> = folders.flat_map(|it| around(it, workspace)).collect();
            let mut met = std::collections::HashSet::new();
            around.retain(|folder| met.insert(folder.clone()));
            around
        } else {
            self.include.iter().map(within).collect()
        };
        let defines = self.define.iter().map(|define| macro_parts(define));
        Options {
            idl: paths,
            include,
            defines: defines
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            winmd: self.winmd.iter().map(within).collect(),
            allow_drift: self.allow_drift.clone(),
            allow_outside: self.allow_outside,
            target: self.target().unwrap_or_default(),
            ..Options::default()
        }
    }
}

/// Returns the folders to search for what a file in `folder` imports, the nearest first: the folders
/// around it up to the workspace's, and the folder `include` in each. A file of no workspace has those of its
/// own folder and the one around that.
fn around(folder: &Path, workspace: &[PathBuf]) -> Vec<PathBuf> {
    let top = workspace.iter().find(|top| folder.starts_with(top));
    let ancestors: Vec<&Path> = match top {
        Some(top) => folder
            .ancestors()
            .take_while(|it| it.starts_with(top))
            .collect(),
        None => folder.ancestors().take(2).collect(),
    };
    let folders = ancestors.into_iter().enumerate();
    let folders = folders.flat_map(|(distance, folder)| {
        // The file's own folder is always searched, and a folder of no workspace is the user's alone.
        let itself = (distance > 0 && top.is_some()).then(|| folder.to_owned());
        itself.into_iter().chain([folder.join(INCLUDE)])
    });
    folders.filter(|folder| folder.is_dir()).collect()
}

/// Returns the name and the value of `NAME=VALUE`. Without a value, it is 1.
fn macro_parts(define: &str) -> (&str, &str) {
    define.split_once('=').unwrap_or((define, "1"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_the_value_or_its_member_comidl() {
        for value in [
            json!({ "include": ["sdk"], "define": ["A=2", "B"] }),
            json!({ "comidl": { "include": ["sdk"], "define": ["A=2", "B"] } }),
        ] {
            let settings = Settings::read(&value).unwrap();
            let options = settings.options(vec!["/w/a.idl".into()], &["/w".into()]);
            assert_eq!(options.include, [PathBuf::from("/w/sdk")]);
            let defines = options.defines.iter();
            let defines: Vec<_> = defines.map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(defines, [("A", "2"), ("B", "1")]);
        }
    }

    #[test]
    fn a_setting_that_is_unknown_or_wrong_is_told() {
        for value in [
            json!({ "includes": ["sdk"] }),
            json!({ "include": "sdk" }),
            json!({ "define": ["1A"] }),
            json!({ "target": "pdp11" }),
        ] {
            assert!(Settings::read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn without_folders_those_around_a_file_up_to_the_workspaces_are_searched() {
        let top = tempfile::tempdir().unwrap();
        let path = |name: &str| top.path().join(name);
        for folder in ["w/include", "w/a/b", "w/a/include", "include"] {
            std::fs::create_dir_all(path(folder)).unwrap();
        }
        let folders = |workspace: &[PathBuf]| around(&path("w/a/b"), workspace);
        assert_eq!(
            folders(&[path("w")]),
            ["w/a", "w/a/include", "w", "w/include"].map(path)
        );
        assert_eq!(folders(&[]), ["w/a/include"].map(path));
    }
}
