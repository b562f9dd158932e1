//! A file within reach of one with an error, and what it has to do with unknown names.

use std::path::{Path, PathBuf};

use super::scan::{Mention, Scanned, scan};
use crate::parallel::in_parts;
use crate::parse::parse;
use crate::preprocess::preprocess;
use crate::resolve::are_defined;
use crate::session::Session;
use crate::source::Reached;

/// How many files are read.
const MAX_FILES: usize = 2000;

/// How large each of them may be, in bytes.
const MAX_SIZE: u64 = 4 << 20;

/// How large they may be together, in bytes.
const MAX_SIZE_OF_ALL: u64 = 16 << 20;

/// How many files a thread reads at a time.
const FILES_PER_PART: usize = 32;

/// How many bytes of files are parsed in all.
const MAX_PARSED: u64 = 256 << 10;

/// How many bytes such a file may include.
const MAX_INCLUDED: usize = 1 << 20;

/// How many bytes a token of a parsed file counts as.
const BYTES_PER_TOKEN: u64 = 4;

/// A file that may define unknown names.
pub(super) struct NearbyFile {
    pub(super) path: PathBuf,
    size: u64,
    /// The files that it includes or imports, in small letters.
    uses: Vec<String>,
    /// Whether it imports what it needs, so that it is no part of another file.
    pub(super) imports: bool,
    /// The names that it may define.
    names: Vec<Candidate>,
}

/// A name that a file may define.
struct Candidate {
    name: String,
    mention: Mention,
    /// Whether the parsed file defines it, once that is known.
    is_defined: Option<bool>,
}

/// How much may still be parsed.
pub(super) struct ParseBudget(u64);

impl Default for ParseBudget {
    fn default() -> Self {
        Self(MAX_PARSED)
    }
}

impl NearbyFile {
    /// Returns its name, as an import would give it.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Returns whether the file itself defines a type or a value called `name`. A definition in a
    /// file that it includes doesn't count. Once nothing more may be parsed, only the plainest
    /// definitions are found.
    pub(super) fn defines(
        &mut self,
        name: &str,
        defines: &[(String, String)],
        budget: &mut ParseBudget,
    ) -> bool {
        let Some(number) = self.names.iter().position(|it| it.name == name) else {
            return false;
        };
        if self.names[number].is_defined.is_none() && self.size <= budget.0 {
            let cost = self.parse(defines);
            budget.0 = budget.0.saturating_sub(cost);
        }
        let candidate = &self.names[number];
        candidate
            .is_defined
            .unwrap_or(candidate.mention == Mention::Definition)
    }

    /// Finds out which of the names the file defines. Returns how many bytes that took, with those of the
    /// files that it includes and of what its macros make.
    fn parse(&mut self, defines: &[(String, String)]) -> u64 {
        let include = self.path.parent().map(Path::to_owned);
        let mut session = Session::new(include.into_iter().collect(), defines.to_vec());
        session.loader.confine([self.path.as_path()].into_iter());
        session.max_included = MAX_INCLUDED;
        let opened = session.loader.open(&self.path);
        let mut cost = self.size;
        let syntax = opened.map(|file| {
            let tokens = preprocess(&mut session, &file, Reached::Named);
            cost = cost.max(BYTES_PER_TOKEN * tokens.unfolded().count() as u64);
            parse(tokens, &mut session.names, &mut session.diagnostics)
        });
        let names: Vec<&str> = self.names.iter().map(|it| &*it.name).collect();
        let defined = match syntax {
            Ok(syntax) => are_defined(&mut session, syntax, &names),
            Err(_) => vec![false; names.len()],
        };
        for (candidate, is_defined) in self.names.iter_mut().zip(defined) {
            candidate.is_defined = Some(is_defined);
        }
        cost.max(session.sources.bytes())
    }

    /// Returns whether one of its lines includes or imports the file called `file`.
    pub(super) fn uses(&self, file: &str) -> bool {
        self.uses.iter().any(|name| name.eq_ignore_ascii_case(file))
    }
}

/// Reads the files that are not too large, and looks for `names` in them. A pipe, or anything else
/// that isn't a file, is never opened, because a read of it might wait forever.
pub(super) fn read(paths: Vec<PathBuf>, names: &[&str]) -> Vec<NearbyFile> {
    let mut size_of_all = 0;
    let paths = paths.into_iter().take(MAX_FILES);
    let files = paths.filter_map(|path| {
        let metadata = std::fs::metadata(&path).ok()?;
        let size = metadata.len();
        if !metadata.is_file() || size > MAX_SIZE || size_of_all + size > MAX_SIZE_OF_ALL {
            return None;
        }
        size_of_all += size;
        Some((path, size))
    });
    let files: Vec<(PathBuf, u64)> = files.collect();
    let parts = in_parts(files.chunks(FILES_PER_PART), |part| {
        let read = part.iter().filter_map(|(path, size)| {
            let text = std::fs::read(path).ok()?;
            Some(nearby_file(path, *size, scan(&text, names), names))
        });
        read.collect::<Vec<_>>()
    });
    parts.into_iter().flatten().collect()
}

fn nearby_file(path: &Path, size: u64, scanned: Scanned, names: &[&str]) -> NearbyFile {
    let candidates = scanned.mentioned.into_iter();
    let candidates = candidates.map(|(number, mention)| Candidate {
        name: names[number].to_owned(),
        mention,
        is_defined: None,
    });
    NearbyFile {
        path: path.to_owned(),
        size,
        uses: scanned.uses,
        imports: scanned.imports,
        names: candidates.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("folder.idl")).unwrap();
        std::fs::write(path("lamp.idl"), "interface ILamp;").unwrap();
        let large = std::fs::File::create(path("large.idl")).unwrap();
        large.set_len(MAX_SIZE + 1).unwrap();
        let names = ["folder.idl", "lamp.idl", "large.idl", "absent.idl"];
        let read = read(names.map(path).into(), &["ILamp"]);
        let read: Vec<String> = read.iter().map(NearbyFile::name).collect();
        assert_eq!(read, ["lamp.idl"]);
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_parsed_and_its_plain_definitions_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lamp.idl");
        let text =
            "interface ILamp;\nenum Shade { Red };\n#if 0\nstruct Bulb { long watts; };\n#endif";
        std::fs::write(&path, text).unwrap();
        let names = ["ILamp", "Shade", "Red", "Bulb"];
        let defined = |mut budget| {
            let mut files = read(vec![path.clone()], &names);
            names.map(|name| files[0].defines(name, &[], &mut budget))
        };
        assert_eq!(defined(ParseBudget::default()), [false, true, true, false]);
        assert_eq!(defined(ParseBudget(10)), [false, true, false, true]);
    }

    #[test]
    fn a_use_is_of_just_that_file_whatever_the_case_of_its_letters() {
        let file = |text: &str| nearby_file(Path::new(""), 0, scan(text.as_bytes(), &[]), &[]);
        assert!(file("#include <Vendor\\LAMP.idl>").uses("Lamp.IDL"));
        assert!(!file("#include \"oldlamp.idl\"").uses("lamp.idl"));
    }
}
