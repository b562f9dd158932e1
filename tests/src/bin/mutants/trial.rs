//! Compiling mutants, in the process that `watched` watches.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::{fs, thread};

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_codegen::internal::diagnostics::{Severity, render_json};
use comidl_tests::{WINE_IDL, outcome};
use tempfile::TempDir;

use crate::mutation::{Kind, Mutant, Tokens};
use crate::{bytes, mutants};

/// The stack that Windows gives a program's first thread, which is the least of all systems.
const STACK: usize = 1 << 20;

/// One mutant in so many is made into all outputs, if it is right as it is.
const EMITTED: usize = 8;

/// In hundredths of a second of a processor: what takes longer hangs, for who waits.
const MAX_TIME: u64 = 100;

/// A slow machine may take longer, but no longer than so many times what it takes for the file itself.
const MAX_TIMES: u64 = 2;

/// The message of the panic that was caught last.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Tries the mutants of `file` from the one numbered `from`: a line with the name of each before it
/// is tried, and one with the outcome behind it.
pub(crate) fn file(file: &str, of_each: usize, from: usize) -> ExitCode {
    on_a_small_stack(|| {
        let text = bytes(file);
        let tokens = Tokens::of(&text);
        let trial = Trial::new(file, &text);
        let mutants = mutants(file, &tokens, of_each);
        for (index, mutant) in mutants.into_iter().enumerate().skip(from) {
            println!("{mutant}");
            let answer = trial.run(&tokens.text_of(mutant), index % EMITTED == 0);
            println!("{}", answer.0);
        }
    })
}

/// Tries one mutant again.
pub(crate) fn one(file: &str, kind: &str, place: usize) -> ExitCode {
    let kind = Kind::of_name(kind).unwrap_or_else(|| panic!("there is no kind {kind}"));
    on_a_small_stack(|| {
        let text = bytes(file);
        let mutant = Tokens::of(&text).text_of(Mutant { kind, place });
        println!("{}", String::from_utf8_lossy(&mutant));
        let (answer, said) = Trial::new(file, &text).run(&mutant, true);
        println!("{said}\n{answer}");
    })
}

fn on_a_small_stack(work: impl FnOnce() + Send) -> ExitCode {
    panic::set_hook(Box::new(|info| {
        *PANIC.lock().expect("no one panics with it") = info.to_string().replace('\n', " ");
    }));
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, work).expect("a thread");
        match thread.join() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => {
                eprintln!("{}", PANIC.lock().expect("no one panics with it"));
                ExitCode::FAILURE
            }
        }
    })
}

/// A file whose mutants are compiled, where only it is: what it imports is in Wine's folder.
struct Trial {
    _folder: TempDir,
    options: Options,
    /// In hundredths of a second.
    max_time: u64,
}

impl Trial {
    /// Of `file`, whose own text is `text`.
    fn new(file: &str, text: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the mutant");
        let options = Options {
            idl: vec![folder.path().join(file)],
            include: vec![WINE_IDL.into()],
            // Wine's files ask whether it is `widl` that reads them.
            defines: vec![("__WIDL__".into(), "1".into())],
            ..Options::default()
        };
        let mut trial = Self {
            _folder: folder,
            options,
            max_time: u64::MAX,
        };
        let (_, took) = trial.timed(text, true);
        trial.max_time = MAX_TIME.max(MAX_TIMES * took);
        trial
    }

    /// Compiles a mutant. Returns the outcome in one line (`well`, `refused` or the fault of comidl), and
    /// the messages to the user.
    fn run(&self, text: &[u8], emit: bool) -> (String, String) {
        match self.timed(text, emit) {
            (Err(_), _) => {
                let said = PANIC.lock().expect("no one panics with it").clone();
                (format!("it panics: {said}"), String::new())
            }
            (Ok((_, said)), took) if took > self.max_time => (format!("it takes {took}0 ms"), said),
            (Ok(compiled), _) => compiled,
        }
    }

    /// Compiles a text, and returns how many hundredths of a second of a processor that took.
    fn timed(&self, text: &[u8], emit: bool) -> (thread::Result<(String, String)>, u64) {
        fs::write(&self.options.idl[0], text).expect("the text can be written");
        let start = processor_time();
        let compiled = panic::catch_unwind(AssertUnwindSafe(|| self.compile(emit)));
        (compiled, processor_time() - start)
    }

    fn compile(&self, emit: bool) -> (String, String) {
        // Nothing is verified here: a mutant that differs from metadata is emitted too.
        let unverified = emit.then(|| {
            let mut compilation = Compilation::read(self.options.clone());
            let forms = [Form::Rust, Form::Winmd, Form::Rdl, Form::Json];
            _ = compilation.emit(&forms, Path::new(""));
            compilation
        });
        match unverified {
            Some(compilation) if compilation.failed() => answer(&compilation),
            _ => answer(&Resolved::read(self.options.clone()).verify().0),
        }
    }
}

/// Returns the outcome of the mutant that was compiled, and the messages to the user.
fn answer(compilation: &Compilation) -> (String, String) {
    let session = &compilation.session;
    _ = render_json(&session.diagnostics, &session.sources);
    let said = outcome(compilation);
    let errors = session.diagnostics.iter();
    let errors: Vec<_> = errors
        .filter(|it| it.problem.severity() == Severity::Error)
        .collect();
    let nowhere = errors
        .iter()
        .find(|it| session.sources.place(it.span).is_none());
    let answer = match nowhere {
        Some(error) => format!("its error has no place: {}", error.problem.message()),
        None if errors.is_empty() => "well".to_owned(),
        None => "refused".to_owned(),
    };
    (answer, said)
}

/// Returns how long this thread has run on a processor, in hundredths of a second. A clock would also
/// count the time of other programs.
fn processor_time() -> u64 {
    let stat = fs::read_to_string("/proc/thread-self/stat").expect("Linux's account of the thread");
    // Behind the name, which is in parentheses, `utime` and `stime` are the twelfth and thirteenth.
    let (_, fields) = stat.rsplit_once(')').expect("a name");
    let fields = fields.split_whitespace().skip(11).take(2);
    fields.map(|it| it.parse::<u64>().expect("a number")).sum()
}
