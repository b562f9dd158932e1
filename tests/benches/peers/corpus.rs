//! `comidl check` over Wine's IDL against `widl`: on all processors and on one, in time and in memory, with twice
//! the input and with an error in each file.

use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_tests::{Package, Program, Said, WINE_IDL, widl, wine_files_that_are_whole};
use tempfile::TempDir;

use crate::measure::{Run, in_turns};
use crate::table::Row;

/// A run of ours is so short beside one of `widl` that a few are easily all disturbed.
const ROUNDS: usize = 12;

/// The memory that the check shall take at most, in MB. No other program does the same work.
const MEMORY_WANTED: f64 = 55.0;

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
    let peak = [runs[0].peak() as f64 / 1e6, MEMORY_WANTED];
    vec![
        Row::times(what, &runs, "`widl -h` on each")
            .at_most(1.0 / 30.0)
            .noted(&note),
        corpus.on_one_processor(&once),
        Row::numbers("… peak memory", peak, "MB", "what is wanted").at_most(1.0),
        corpus.linear(&once),
        corpus.with_errors(),
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

    /// Both where there is one processor only.
    fn on_one_processor(&self, once: &Program) -> Row {
        let on_one = |command: Command| {
            let mut pinned = Command::new("taskset");
            pinned.args(["-c", "0"]).arg(command.get_program());
            pinned.args(command.get_args());
            pinned
        };
        let widl = || {
            let runs = self.files.iter();
            let runs = runs.map(|file| Run::of(&mut on_one(self.widl_of(file))));
            runs.reduce(Run::then).expect("there are files")
        };
        let runs = in_turns(
            ROUNDS / 2,
            || Run::in_any_case(&mut on_one(once.command())).0,
            widl,
        );
        Row::times("… on one processor", &runs, "`widl -h` on each").at_most(1.0 / 30.0)
    }

    /// Copies in a folder of their own, which import each other. Each is changed.
    fn copies(&self, folder: &str, change: impl Fn(usize, &mut Vec<u8>)) -> Vec<PathBuf> {
        let copies = self.folder.path().join(folder);
        std::fs::create_dir(&copies).expect("a folder");
        let entries = std::fs::read_dir(WINE_IDL).expect("a folder");
        let paths = entries.map(|entry| entry.expect("a file").path());
        for (number, path) in paths.filter(|path| path.is_file()).enumerate() {
            let name = path.file_name().expect("a name");
            let mut text = std::fs::read(&path).expect("a file");
            change(number, &mut text);
            std::fs::write(copies.join(name), text).expect("a copy");
        }
        let copied = self.files.iter().map(|file| {
            let name = file.file_name().expect("a name");
            copies.join(name)
        });
        copied.collect()
    }

    /// A name in each file that nothing defines, and that resembles one of Windows'.
    fn with_errors(&self) -> Row {
        let whole = self.check(&self.copies("whole", |_, _| {}));
        let wrong = self.check(&self.copies("wrong", |number, text| {
            let wrong = format!("\ntypedef UNSIGNED{number} unknown_of_file{number};\n");
            text.extend_from_slice(wrong.as_bytes());
        }));
        let runs = in_turns(
            ROUNDS,
            || Run::in_any_case(&mut wrong.command()).0,
            || Run::in_any_case(&mut whole.command()).0,
        );
        Row::times("… with an error in each file", &runs, "itself, without").at_most(1.2)
    }

    /// Twice the files.
    fn linear(&self, once: &Program) -> Row {
        let copied = self.copies("copies", |_, _| {});
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
