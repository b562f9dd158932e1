//! `comidl check` over Wine's IDL against `widl`, and whether twice the input takes twice the time.

use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_tests::{Package, Program, Said, WINE_IDL, widl, wine_files_that_are_whole};
use tempfile::TempDir;

use crate::measure::{Run, in_turns};
use crate::table::Row;

/// A run of ours is so short beside one of `widl` that a few are easily all disturbed.
const ROUNDS: usize = 12;

pub(crate) fn rows() -> Vec<Row> {
    let corpus = Corpus::new();
    let once = corpus.check(&corpus.files);
    let note = corpus.what_is_said(&once);
    let runs = in_turns(
        ROUNDS,
        // A difference from Windows' metadata is an error, so the command fails when all is well.
        || Run::in_any_case(&mut once.command()).0,
        || corpus.widl(),
    );
    let what = format!(
        "`comidl check` over {} files of libwine-dev",
        corpus.files.len()
    );
    vec![
        Row::times(what, &runs, "`widl -h` on each")
            .at_most(1.0 / 30.0)
            .noted(&note),
        corpus.linear(&once),
    ]
}

struct Corpus {
    comidl: PathBuf,
    /// The files that `widl` accepts.
    files: Vec<PathBuf>,
    /// The folder for files that `widl` writes, and for copies.
    folder: TempDir,
}

impl Corpus {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self {
            comidl: Package::workspace().release("comidl-cli", "comidl"),
            files: wine_files_that_are_whole(folder.path()),
            folder,
        }
    }

    fn widl_of(&self, file: &Path) -> Command {
        widl(file, &self.folder.path().join("out.h"))
    }

    fn widl(&self) -> Run {
        let runs = self
            .files
            .iter()
            .map(|file| Run::of(&mut self.widl_of(file)));
        runs.reduce(Run::then).expect("there are files")
    }

    /// Wine's files ask whether it is `widl` that reads them.
    fn check(&self, files: &[PathBuf]) -> Program {
        let arguments = ["check", "-D", "__WIDL__"].map(PathBuf::from);
        Program::new(&self.comidl, arguments.iter().chain(files))
    }

    /// Twice the files: copies in a folder of their own, which import each other.
    fn linear(&self, once: &Program) -> Row {
        let copies = self.folder.path().join("copies");
        std::fs::create_dir(&copies).expect("a folder");
        for entry in std::fs::read_dir(WINE_IDL).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_file() {
                let name = path.file_name().expect("a name");
                std::fs::copy(&path, copies.join(name)).expect("a copy");
            }
        }
        let copied = self.files.iter().map(|file| {
            let name = file.file_name().expect("a name");
            copies.join(name)
        });
        let twice: Vec<PathBuf> = self.files.iter().cloned().chain(copied).collect();
        let twice = self.check(&twice);
        let runs = in_turns(
            2 * ROUNDS,
            || Run::in_any_case(&mut twice.command()).0,
            || {
                let once = || Run::in_any_case(&mut once.command()).0;
                once().then(once())
            },
        );
        Row::times(
            "… with as many again, against twice",
            &runs,
            "itself, two times",
        )
        .at_most(1.1)
    }

    /// Why the time isn't that of the whole work, if anything went wrong before it was done.
    fn what_is_said(&self, check: &Program) -> String {
        let said = Said::of(&mut check.command()).stderr;
        // IDL0700 and after: what differs from Windows' metadata.
        let wrong = said
            .lines()
            .filter(|line| line.starts_with("error[") && !line.starts_with("error[IDL07"));
        match wrong.count() {
            0 => String::new(),
            count => format!("{count} errors before verification, which was left out"),
        }
    }
}
