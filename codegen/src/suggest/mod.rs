//! Explains errors about unknown names by the files within reach that nobody imports. One of them
//! may define the name. Or one includes the file with the error, which is then only a part of it.
//!
//! The step follows `resolve`, and reads files only where there is such an error.

mod nearby_file;

use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::session::Session;
use crate::source::{Reached, Span};
use nearby_file::{NearbyFile, read};

/// For how many unknown names files are searched. The first ones show a user with more of them what
/// is wrong.
const MAX_NAMES: usize = 10;

/// How many of the files that define a name are shown.
const MAX_FILES_SHOWN: usize = 3;

/// Adds notes about the files within reach to each error about an unknown name.
pub(crate) fn explain(session: &mut Session) {
    let mut search = Search::default();
    let mut diagnostics = std::mem::take(&mut session.diagnostics);
    diagnostics.annotate(|diagnostic| match &diagnostic.problem {
        Problem::UnknownType { name }
        | Problem::UnknownConstant { name }
        | Problem::BaseIsUndefined { name } => search.notes(session, name, diagnostic.span),
        _ => Vec::new(),
    });
    session.diagnostics = diagnostics;
}

/// The state of the search for all errors.
#[derive(Default)]
struct Search {
    /// How many names were searched.
    names: usize,
    /// The folder of the last file with an error, and the files within its reach.
    within_reach: Option<(PathBuf, Vec<NearbyFile>)>,
}

impl Search {
    /// Returns notes about the unknown `name` at `span`.
    fn notes(&mut self, session: &mut Session, name: &str, span: Span) -> Vec<String> {
        self.names += 1;
        let sources = &session.sources;
        let Some(inclusion) = sources.inclusion(sources.outermost(span)) else {
            return Vec::new();
        };
        if self.names > MAX_NAMES || name.is_empty() {
            return Vec::new();
        }
        let path = inclusion.file.path().to_owned();
        let is_input = inclusion.reached == Reached::Named;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let files = match self.within_reach.take() {
            Some((last_folder, files)) if last_folder == folder => files,
            _ => read(session.loader.within_reach(&folder)),
        };
        let own_name = path.file_name().unwrap_or_default().to_string_lossy();
        let others = || files.iter().filter(|file| *file.name() != *own_name);
        let mut notes: Vec<String> = others()
            // A file that uses this one can't be imported by it.
            .filter(|file| file.may_define(name) && !file.uses(&own_name))
            .filter(|file| file.defines(name, &session.defines))
            .take(MAX_FILES_SHOWN)
            .map(|file| format!("`{0}` defines it: `import \"{0}\";`", file.name()))
            .collect();
        let is_compiled = |file: &&NearbyFile| session.loader.opened().contains(&file.path);
        let mut users = others().filter(|file| file.uses(&own_name));
        if is_input && let Some(user) = users.find(|file| !is_compiled(file)) {
            notes.push(format!(
                "`{own_name}` is a part of `{}`, which includes or imports it: compile that instead",
                user.name()
            ));
        }
        self.within_reach = Some((folder, files));
        notes
    }
}
