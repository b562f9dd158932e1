//! Files of which it is known that they will be needed, preprocessed by other threads meanwhile.
//!
//! Each is preprocessed in a session of its own, which the compilation's takes in when it is the
//! file's turn. So what comes out doesn't depend on who was how quick.

use std::collections::HashMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::preprocess;
use crate::session::Session;
use crate::source::{File, Reached};
use crate::token::Token;

/// More threads than this have nothing to do: parsing isn't done by them.
const MOST_HELPERS: usize = 7;

/// The files, each at one of these stages.
pub(crate) struct Ahead<'p> {
    paths: &'p [PathBuf],
    numbers: HashMap<&'p Path, usize>,
    /// What the files' sessions are made like; none where nothing is done ahead.
    like: Option<Session>,
    stages: Mutex<Stages>,
    /// A file is done.
    done: Condvar,
}

struct Stages {
    all: Vec<Stage>,
    /// Those that may be waiting still, the largest last. It is begun with first: one that takes
    /// long must not be left to the end.
    left: Vec<usize>,
}

enum Stage {
    /// No one has begun with it.
    Waiting,
    /// A thread is about it.
    Running,
    /// It is done; none if it can't be read.
    Done(Option<Box<Row>>),
    /// It was asked for.
    Taken,
}

/// A file's tokens, in a session of their own.
struct Row {
    session: Session,
    tokens: Vec<Token>,
}

impl<'p> Ahead<'p> {
    /// Nothing is done yet.
    pub(crate) fn new(session: &Session, paths: &'p [PathBuf]) -> Self {
        let numbers = paths.iter().enumerate();
        let are_many = paths.len() > 1;
        Self {
            paths,
            numbers: numbers.map(|(number, path)| (&**path, number)).collect(),
            like: are_many.then(|| session.apart()).flatten(),
            stages: Mutex::new(Stages {
                all: paths.iter().map(|_| Stage::Waiting).collect(),
                left: if are_many { by_size(paths) } else { vec![] },
            }),
            done: Condvar::new(),
        }
    }

    /// Starts threads that preprocess the files, as many as are of use.
    pub(crate) fn start<'scope>(&'scope self, scope: &'scope thread::Scope<'scope, '_>) {
        if self.like.is_none() {
            return;
        }
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let helpers = (processors - 1).min(self.paths.len() - 1).min(MOST_HELPERS);
        for _ in 0..helpers {
            let work = || while self.help() {};
            // Without a thread, whoever asks for a file does the work.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                return;
            }
        }
    }

    /// The tokens of `file`, as [`preprocess`] has them.
    pub(crate) fn preprocess(
        &self,
        session: &mut Session,
        file: &Arc<File>,
        reached: Reached,
    ) -> Vec<Token> {
        let row = self.numbers.get(file.path()).and_then(|it| self.take(*it));
        if let Some(row) = row {
            let mut tokens = row.tokens;
            if session.take_in(row.session, &mut tokens, reached) {
                return tokens;
            }
        }
        preprocess(session, file, reached)
    }

    /// What a thread made of a file; none if none has begun with it, or it can't be read.
    fn take(&self, number: usize) -> Option<Box<Row>> {
        let mut stages = self.stages();
        loop {
            match std::mem::replace(&mut stages.all[number], Stage::Taken) {
                Stage::Done(row) => return row,
                Stage::Waiting | Stage::Taken => return None,
                Stage::Running => {}
            }
            stages.all[number] = Stage::Running;
            drop(stages);
            let helped = self.help();
            stages = self.stages();
            if !helped && matches!(stages.all[number], Stage::Running) {
                let woken = self.done.wait(stages);
                stages = woken.unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Preprocesses the next file that no one has begun with; whether there was one.
    fn help(&self) -> bool {
        let mut stages = self.stages();
        let number = loop {
            match stages.left.pop() {
                Some(number) if matches!(stages.all[number], Stage::Waiting) => break number,
                Some(_) => {}
                None => return false,
            }
        };
        stages.all[number] = Stage::Running;
        drop(stages);
        let mut running = Running {
            ahead: self,
            number,
            row: None,
        };
        if let Some(mut session) = self.like.as_ref().and_then(Session::apart)
            && let Ok(file) = session.loader.open(&self.paths[number])
        {
            let tokens = preprocess(&mut session, &file, Reached::Named);
            running.row = Some(Box::new(Row { session, tokens }));
        }
        true
    }

    fn stages(&self) -> MutexGuard<'_, Stages> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The numbers of the files at `paths`, the largest last. What can't be read has no size.
fn by_size(paths: &[PathBuf]) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..paths.len()).rev().collect();
    numbers.sort_by_cached_key(|it| fs::metadata(&paths[*it]).map_or(0, |it| it.len()));
    numbers
}

/// A file that a thread is about. However that ends, no one waits for it any longer.
struct Running<'a, 'p> {
    ahead: &'a Ahead<'p>,
    number: usize,
    row: Option<Box<Row>>,
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        self.ahead.stages().all[self.number] = Stage::Done(self.row.take());
        self.ahead.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::diagnostics::render;
    use crate::source::Span;

    const FILES: &[(&str, &str)] = &[
        ("first.idl", "#define A(x) x + x + X\nA(2) \"te\\x41\" 'c"),
        (
            "second.idl",
            "#include \"second.h\"\nB(A) __LINE__ __FILE__ §\n#include \"none.h\"\n#pragma pack(1)\n",
        ),
        (
            "second.h",
            "#define B(x) [x] X\n#define B(x) <x> X\nB(_WIN32) B\n",
        ),
        ("third.idl", "#if 1\nB __midl"),
    ];

    /// All that there is to know when the files were read.
    #[derive(Debug, PartialEq)]
    struct Outcome {
        tokens: Vec<Token>,
        /// The macro calls out of which each token came, and how its file was reached.
        ways: Vec<(Vec<Span>, Vec<Reached>)>,
        names: Vec<String>,
        said: String,
    }

    /// Reads the files in their order, all but the first by an import.
    fn after(read: fn(&Ahead<'_>, &mut Session, &Arc<File>, Reached) -> Vec<Token>) -> Outcome {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (name, text) in FILES {
            fs::write(path(name), text).unwrap();
        }
        let defines = vec![
            ("X".to_owned(), "y".to_owned()),
            ("1".to_owned(), String::new()),
        ];
        let mut session = Session::new(vec![], defines);
        let paths = ["first.idl", "second.idl", "third.idl"].map(path);
        let ahead = Ahead::new(&session, &paths);
        let mut tokens = Vec::new();
        let mut reached = Reached::Named;
        for path in &paths {
            let file = session.loader.open(path).unwrap();
            let row = read(&ahead, &mut session, &file, reached);
            reached = Reached::Imported(row[0].span);
            tokens.extend(row);
        }
        let sources = &session.sources;
        let way = |it: &Token| {
            let calls: Vec<Span> = sources.expansions(it.span).map(|it| it.call).collect();
            (calls, sources.reached(it.span).collect())
        };
        // Each run has a folder of its own.
        let folder = folder.path().display().to_string();
        let names = session.names.texts().map(|it| it.replace(&folder, ""));
        Outcome {
            ways: tokens.iter().map(way).collect(),
            names: names.collect(),
            said: render(&session.diagnostics, sources, false).replace(&folder, ""),
            tokens,
        }
    }

    #[test]
    fn what_was_preprocessed_ahead_is_as_if_it_had_been_in_its_turn() {
        let in_turn = after(|_, session, file, reached| preprocess(session, file, reached));
        let ahead = after(|ahead, session, file, reached| {
            while ahead.help() {}
            ahead.preprocess(session, file, reached)
        });
        let not_yet =
            after(|ahead, session, file, reached| ahead.preprocess(session, file, reached));
        assert_eq!(ahead, in_turn);
        assert_eq!(not_yet, in_turn);
        for code in ["E0102", "E0203", "E0204", "E0206", "E0207", "W0201"] {
            assert!(in_turn.said.contains(code), "{code}: {}", in_turn.said);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_to_who_asks_for_it() {
        let paths = ["nowhere.idl".into(), "elsewhere.idl".into()];
        let session = Session::new(vec![], vec![]);
        let ahead = Ahead::new(&session, &paths);
        while ahead.help() {}
        assert!(ahead.take(0).is_none());
        assert!(session.loader.opened().is_empty());
    }

    #[test]
    fn who_asks_for_a_file_that_a_thread_is_about_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..40)
            .map(|number| folder.path().join(format!("{number}.idl")))
            .collect();
        for path in &paths {
            fs::write(path, "#define A(x) x x\nA(A(A(A(A(A(1))))))\n".repeat(20)).unwrap();
        }
        let mut session = Session::new(vec![], vec![]);
        let ahead = Ahead::new(&session, &paths);
        thread::scope(|scope| {
            scope.spawn(|| while ahead.help() {});
            for path in &paths {
                let file = session.loader.open(path).unwrap();
                let tokens = ahead.preprocess(&mut session, &file, Reached::Named);
                assert_eq!(tokens.len(), 64 * 20 + 1);
            }
        });
    }
}
