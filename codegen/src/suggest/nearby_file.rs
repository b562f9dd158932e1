//! A file within reach of one with an error, and what it has to do with an unknown name.

use std::path::{Path, PathBuf};

use crate::parse::parse;
use crate::preprocess::preprocess;
use crate::resolve::is_defined;
use crate::session::Session;
use crate::source::Reached;

/// How many files are read.
const MAX_FILES: usize = 2000;

/// How large each of them may be, in bytes.
const MAX_SIZE: u64 = 4 << 20;

/// A file that may define an unknown name.
pub(super) struct NearbyFile {
    pub(super) path: PathBuf,
    text: String,
}

impl NearbyFile {
    /// Returns its name, as an import would give it.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Returns whether `name` is a word of its text in the place of a definition's name: before a
    /// `;`, for example. It is fast, and rules out nearly all files.
    pub(super) fn may_define(&self, name: &str) -> bool {
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        self.text.match_indices(name).any(|(start, _)| {
            let (before, behind) = (&self.text[..start], &self.text[start + name.len()..]);
            !before.ends_with(is_word)
                && behind
                    .trim_start()
                    .starts_with(['{', ':', ',', ';', '[', ')', '<', '=', '}'])
                && !behind.starts_with(is_word)
        })
    }

    /// Returns whether the file itself defines a type or a value called `name`. A definition in a
    /// file that it includes doesn't count.
    pub(super) fn defines(&self, name: &str, defines: &[(String, String)]) -> bool {
        let include = self.path.parent().map(Path::to_owned);
        let mut session = Session::new(include.into_iter().collect(), defines.to_vec());
        let Ok(file) = session.loader.open(&self.path) else {
            return false;
        };
        let row = preprocess(&mut session, &file, Reached::Named);
        let syntax = parse(row, &mut session.names, &mut session.diagnostics);
        is_defined(&mut session, syntax, name)
    }

    /// Returns whether one of its lines includes or imports the file called `file`.
    pub(super) fn uses(&self, file: &str) -> bool {
        self.text.lines().any(|line| {
            let line = line.trim_start();
            let mut words = line.split(['"', '<', '>']);
            let directive = words.next().unwrap_or_default().replace([' ', '\t'], "");
            let is_file = |word: &str| {
                let last = word.rsplit(['/', '\\']).next();
                last.is_some_and(|name| name.eq_ignore_ascii_case(file))
            };
            matches!(&*directive, "#include" | "import") && words.any(is_file)
        })
    }
}

/// Reads the files that are not too large. A pipe, or anything else that isn't a file, is never
/// opened, because a read of it might wait forever.
pub(super) fn read(paths: Vec<PathBuf>) -> Vec<NearbyFile> {
    let paths = paths.into_iter().take(MAX_FILES);
    let read = paths.filter_map(|path| {
        let metadata = std::fs::metadata(&path).ok()?;
        if !metadata.is_file() || metadata.len() > MAX_SIZE {
            return None;
        }
        let bytes = std::fs::read(&path).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(NearbyFile { path, text })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearby_file(text: &str) -> NearbyFile {
        NearbyFile {
            path: PathBuf::new(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_definition_is_a_word_with_what_can_stand_behind_it() {
        let may_define = |text| nearby_file(text).may_define("Lamp");
        assert!(may_define("struct Lamp { long watts; };"));
        assert!(may_define("typedef struct Shade Lamp, *Lamps;"));
        assert!(may_define(
            "HRESULT Switch(Lamp *lamp); interface Lamp\n : IUnknown"
        ));
        assert!(may_define("typedef void (*Lamp)(long);"));
        assert!(!may_define("HRESULT Switch(Lamp *lamp);"));
        assert!(!may_define(
            "struct OldLamp { long watts; }; typedef long LampWatts;"
        ));
    }

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("folder.idl")).unwrap();
        std::fs::write(path("lamp.idl"), "interface ILamp;").unwrap();
        let large = std::fs::File::create(path("large.idl")).unwrap();
        large.set_len(MAX_SIZE + 1).unwrap();
        let names = ["folder.idl", "lamp.idl", "large.idl", "absent.idl"];
        let read = read(names.map(path).into());
        let read: Vec<String> = read.iter().map(NearbyFile::name).collect();
        assert_eq!(read, ["lamp.idl"]);
    }

    #[test]
    fn a_use_is_a_directive_or_an_import_of_just_that_file() {
        let uses = |text| nearby_file(text).uses("lamp.idl");
        assert!(uses("#include \"lamp.idl\""));
        assert!(uses("x\n # include <Vendor\\Lamp.idl>"));
        assert!(uses("  import \"unknwn.idl\", \"lamp.idl\";"));
        assert!(!uses("#include \"oldlamp.idl\""));
        assert!(!uses("// see \"lamp.idl\""));
    }
}
