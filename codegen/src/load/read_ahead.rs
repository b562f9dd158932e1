//! Reading ahead: other threads preprocess and parse the input files while the compilation reads
//! them in order.
//!
//! Each file is read in a fork of the session. The fork is merged when it is the file's turn, so
//! the outcome doesn't depend on which thread was quick.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use super::merge::merge;
use crate::malloc::use_large_pieces;
use crate::parallel::PROCESSORS;
use crate::parse::ast::{Declaration, Name, SyntaxTree};
use crate::parse::parse;
use crate::preprocess::{PredefinedMacros, preprocess_behind};
use crate::relocate::{Relocate, Relocation};
use crate::session::Session;
use crate::source::{File, Reached};
use crate::token::TokenStream;

/// The most threads beside the first. More would have nothing to do, since one thread merges all
/// that they read.
const MAX_HELPERS: usize = 7;

/// From this many bytes of IDL on, parsing takes longer than indexing all metadata.
const MIN_LARGE: u64 = 256 * 1024;

/// The input files, each at one of the stages.
pub(crate) struct ReadAhead<'p> {
    paths: &'p [PathBuf],
    /// How many bytes the files have together.
    bytes: u64,
    numbers: HashMap<&'p OsStr, usize>,
    /// The macros that are defined before a file is read.
    predefined: PredefinedMacros,
    /// The state before a file is read in a fork; none where nothing is read ahead.
    start: Option<Start>,
    stages: Mutex<Stages>,
    /// Wakes the thread that waits, when a file is done.
    done: Condvar,
}

/// The state before a file is read in a fork.
struct Start {
    /// The fork, which has read the predefined macros.
    session: Session,
    predefined: PredefinedMacros,
    /// The thread that makes items of all files.
    resolves: ThreadId,
}

impl Start {
    /// Returns none where the session can't be forked.
    fn new(session: &Session) -> Option<Self> {
        let mut session = session.fork()?;
        let predefined = PredefinedMacros::read(&mut session);
        Some(Self {
            session,
            predefined,
            resolves: thread::current().id(),
        })
    }

    /// Returns the file at `path`; none if it can't be read.
    fn read(&self, path: &Path) -> Option<Forked> {
        let mut session = self.session.clone();
        let file = session.loader.open(path).ok()?;
        let mut parsed = parsed(&mut session, |session| {
            preprocess_behind(&self.predefined, session, &file, Reached::Named)
        });
        if thread::current().id() != self.resolves {
            leave_to_another_thread(&mut parsed.syntax.declarations);
        }
        Some(Forked { session, parsed })
    }
}

struct Stages {
    all: Vec<Stage>,
    /// The files that no thread has started, the largest last. The largest is started first, since
    /// a file that takes long must not be left to the end.
    waiting: Vec<usize>,
}

enum Stage {
    /// No thread has started the file.
    Waiting,
    /// A thread is reading the file.
    Running,
    /// The file is done; none if it can't be read.
    Done(Option<Box<Forked>>),
    /// The compilation has asked for the file.
    Taken,
}

/// A file that was read.
pub(crate) struct Parsed {
    pub(crate) syntax: SyntaxTree,
    /// The imports in the syntax. Their names and places are the session's.
    pub(crate) imports: Vec<Name>,
    /// The relocation that the syntax still needs, if it was parsed in a fork.
    pub(crate) relocation: Option<Relocation>,
}

/// A file that was read in a fork of the session.
struct Forked {
    session: Session,
    parsed: Parsed,
}

impl<'p> ReadAhead<'p> {
    /// Prepares for reading the files at `paths`; reads none yet.
    pub(crate) fn new(session: &mut Session, paths: &'p [PathBuf]) -> Self {
        let numbers = paths.iter().enumerate();
        let are_many = paths.len() > 1;
        let (waiting, bytes) = if are_many {
            by_size(paths)
        } else {
            (vec![], 0)
        };
        Self {
            paths,
            bytes,
            numbers: numbers
                .map(|(number, path)| (path.as_os_str(), number))
                .collect(),
            predefined: PredefinedMacros::read(session),
            start: are_many.then(|| Start::new(session)).flatten(),
            stages: Mutex::new(Stages {
                all: paths.iter().map(|_| Stage::Waiting).collect(),
                waiting,
            }),
            done: Condvar::new(),
        }
    }

    /// Starts as many threads as are of use, which read the files. Where the files are large, the
    /// first thread that finds none left calls `afterwards`.
    pub(crate) fn start<'scope>(
        &'scope self,
        scope: &'scope thread::Scope<'scope, '_>,
        afterwards: impl FnOnce() + Send + 'scope,
    ) {
        if self.start.is_none() {
            return;
        }
        let are_large = self.bytes >= MIN_LARGE;
        if are_large {
            use_large_pieces();
        }
        let afterwards = Arc::new(Mutex::new(are_large.then_some(afterwards)));
        let helpers = (*PROCESSORS - 1).min(self.paths.len() - 1).min(MAX_HELPERS);
        for _ in 0..helpers {
            let afterwards = Arc::clone(&afterwards);
            let work = move || {
                if are_large {
                    use_large_pieces();
                }
                while self.help() {}
                // The lock isn't held during the call.
                let afterwards = {
                    let mut waiting = afterwards.lock().unwrap_or_else(PoisonError::into_inner);
                    waiting.take()
                };
                if let Some(afterwards) = afterwards {
                    afterwards();
                }
            };
            // Without a thread, whoever asks for a file reads it.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                return;
            }
        }
    }

    /// Returns `file`, which was `reached` so. Reads it, unless another thread did.
    pub(crate) fn read(&self, session: &mut Session, file: &Arc<File>, reached: Reached) -> Parsed {
        let forked = self
            .numbers
            .get(file.path().as_os_str())
            .and_then(|number| self.take(*number));
        if let Some(forked) = forked
            && let Some(relocation) = merge(session, forked.session, reached)
        {
            let mut parsed = forked.parsed;
            parsed.imports.relocate(&relocation);
            parsed.relocation = Some(relocation);
            return parsed;
        }
        parsed(session, |session| {
            preprocess_behind(&self.predefined, session, file, reached)
        })
    }

    /// Returns a file that a thread has started, and waits until it is done. Returns none if no
    /// thread has started it, or if it can't be read.
    fn take(&self, number: usize) -> Option<Box<Forked>> {
        let mut stages = self.stages();
        loop {
            match std::mem::replace(&mut stages.all[number], Stage::Taken) {
                Stage::Done(forked) => return forked,
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

    /// Reads the next file that no thread has started. Returns whether there was one.
    fn help(&self) -> bool {
        let mut stages = self.stages();
        let number = loop {
            match stages.waiting.pop() {
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
            forked: None,
        };
        let start = self.start.as_ref();
        let forked = start.and_then(|start| start.read(&self.paths[number]));
        running.forked = forked.map(Box::new);
        true
    }

    fn stages(&self) -> MutexGuard<'_, Stages> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns a file that `preprocess` gives the tokens of.
fn parsed(session: &mut Session, preprocess: impl FnOnce(&mut Session) -> TokenStream) -> Parsed {
    let before = session.diagnostics.mark();
    let stream = preprocess(session);
    let syntax = parse(stream, &mut session.names, &mut session.diagnostics);
    session.diagnostics.keep_other_language(&before);
    let mut imports = Vec::new();
    imported(&syntax.declarations, &mut imports);
    Parsed {
        syntax,
        imports,
        relocation: None,
    }
}

/// Adds the imports among `declarations`, wherever they stand, to `imports`.
fn imported(declarations: &[Declaration], imports: &mut Vec<Name>) {
    for declaration in declarations {
        match declaration {
            Declaration::Import(names) => imports.extend(names),
            Declaration::Interface(interface) => imported(interface.body.kept(), imports),
            Declaration::Library(library) => imported(&library.body, imports),
            Declaration::Module(module) => imported(&module.body, imports),
            Declaration::Namespace(namespace) => imported(&namespace.body, imports),
            _ => {}
        }
    }
}

/// Notes that another thread makes the items of these declarations.
fn leave_to_another_thread(declarations: &mut [Declaration]) {
    for declaration in declarations {
        match declaration {
            Declaration::Interface(interface) => interface.body.leave_to_another_thread(),
            Declaration::Dispinterface(dispinterface) => {
                dispinterface.properties.leave_to_another_thread();
                dispinterface.methods.leave_to_another_thread();
            }
            Declaration::Library(library) => leave_to_another_thread(&mut library.body),
            Declaration::Namespace(namespace) => leave_to_another_thread(&mut namespace.body),
            _ => {}
        }
    }
}

/// Returns the numbers of the files at `paths`, the largest last, and how many bytes they have
/// together. Leaves out what can't be read twice, as a pipe.
fn by_size(paths: &[PathBuf]) -> (Vec<usize>, u64) {
    let size = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        metadata.is_file().then_some(metadata.len())
    };
    let mut sizes: Vec<(usize, u64)> = paths
        .iter()
        .enumerate()
        .filter_map(|(number, path)| Some((number, size(path)?)))
        .rev()
        .collect();
    sizes.sort_by_key(|(_, size)| *size);
    let bytes = sizes
        .iter()
        .fold(0, |sum: u64, (_, size)| sum.saturating_add(*size));
    (sizes.into_iter().map(|(number, _)| number).collect(), bytes)
}

/// A file that a thread is reading. Marks the file as done however the reading ends, so that no
/// thread waits for ever.
struct Running<'a, 'p> {
    ahead: &'a ReadAhead<'p>,
    number: usize,
    forked: Option<Box<Forked>>,
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        self.ahead.stages().all[self.number] = Stage::Done(self.forked.take());
        self.ahead.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::diagnostics::render;
    use crate::preprocess::preprocess;

    use crate::source::{ExpansionId, Span};

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_read_twice_is_not_read_ahead() {
        let folder = tempfile::tempdir().unwrap();
        let [small, large] = ["small.idl", "large.idl"].map(|name| folder.path().join(name));
        fs::write(&small, "x").unwrap();
        fs::write(&large, "xyz").unwrap();
        let paths = [
            large,
            "/dev/null".into(),
            folder.path().join("nowhere"),
            small,
        ];
        assert_eq!(by_size(&paths), (vec![3, 0], 4));
    }

    /// Files in which each kind of syntax occurs, and problems of each stage that reads them.
    const FILES: &[(&str, &str)] = &[
        (
            "first.idl",
            "#define A(x) x + x + X\nconst int a = A(2), b = A(A(0x3));\nconst char *c = \"te\\x41\"; 'c",
        ),
        (
            "second.idl",
            "#include \"second.h\"\nB(A) __LINE__ __FILE__ §\n#include \"none.h\"\n#pragma pack(1)\nB(B B;",
        ),
        (
            "second.h",
            "#define B(x) [x] X\n#define B(x) <x> X\nB(_WIN32) B\n",
        ),
        (
            "third.idl",
            r##"#define MEMBER(kind) [kind] HRESULT
            import "first.idl", "nowhere.idl";
            cpp_quote("#define QUOTED(a) (a + 1)")
            enum tagE { ONE = ~X + (2 ? sizeof(int) : sizeof ONE), TWO = (long) ONE, THREE = 'c', LAST = TRUE };
            typedef struct __declspec(align(16)) tagS {
                [switch_type(long), switch_is(kind)] union { [case(ONE, TWO)] long l; [default] ; } u;
                union switch (enum tagE kind) of { case THREE: int *i; } v;
                __declspec(align(8)) SAFEARRAY(VARIANT) array;
                int bits: QUOTED(3), fixed[2][], (*function)(struct tagS *this, ...);
                wchar_t range[1 .. LAST + 1], name[sizeof(wchar_t) * v.i[0]];
            } S, *PS;
            interface IForward;
            [object, uuid(00000000-0000-0000-0000-000000000001), pointer_default(unique), helpstring("\x41")]
            interface IThird : IUnknown {
                MEMBER(id(X + X)) First([in, size_is(, n), defaultvalue(L"x")] interface IForward **p, [in] long n);
                import "first.idl";
            };
            [uuid(00000000-0000-0000-0000-000000000002), version(1.2)]
            library Third {
                importlib("stdole2.tlb");
                dispinterface DEvents {
                    properties: [id(1)] long size;
                    methods: MEMBER(id(2)) Changed(BSTR name);
                };
                dispinterface DOther { interface IThird; };
                coclass CForward;
                coclass Third { [default] interface IThird; [source] dispinterface DEvents; };
                module Functions { [entry("f")] void f(int a); };
            };
            namespace Outer.Inner {
                apicontract Contract;
                declare_guid(GUID_Ahead, 00000001-0002-0003-0004-000000000005);
                declare { interface Outer.IList<int>; }
                [contract(Outer.Inner.Contract, 1.0)]
                interface IList<T> : IInspectable requires IOne, ITwo<T> { HRESULT At([out, retval] T *it); }
                [uuid(00000000-0000-0000-0000-000000000003)]
                delegate HRESULT Handler<T>([in] Outer.IList<Outer.Inner.Handler<T>> *list);
                runtimeclass Class { [default] interface Outer.IList<int>; }
            }
            "##,
        ),
        ("fourth.idl", "#if 1\ntypedef int B __midl"),
    ];

    /// All that the session knows after the files were read.
    #[derive(Debug, PartialEq)]
    struct Outcome {
        syntax: Vec<String>,
        /// How the text at each position was reached, and the macro calls of each expansion.
        reached: Vec<Vec<Reached>>,
        calls: Vec<Vec<Span>>,
        names: Vec<String>,
        said: String,
    }

    type Read = fn(&ReadAhead<'_>, &mut Session, &Arc<File>, Reached) -> Parsed;

    /// Reads the files in their order, all but the first by an import.
    fn after(read: Read) -> Outcome {
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
        let paths = ["first.idl", "second.idl", "third.idl", "fourth.idl"].map(path);
        let ahead = ReadAhead::new(&mut session, &paths);
        let mut reached = Reached::Named;
        let syntax = paths.iter().map(|path| {
            let file = session.loader.open(path).unwrap();
            let parsed = read(&ahead, &mut session, &file, reached);
            let lo = session.sources.end() - 2;
            reached = Reached::Imported(Span {
                lo,
                hi: lo + 1,
                expansion: ExpansionId::NONE,
            });
            format!("{:#?} {:#?}", parsed.syntax, parsed.imports)
        });
        let syntax = syntax.collect();
        let sources = &session.sources;
        let place = |lo, expansion| Span {
            lo,
            hi: lo,
            expansion: ExpansionId(expansion),
        };
        let reached = (1..sources.end()).map(|lo| sources.reached(place(lo, 0)).collect());
        let calls = (1..=sources.expanded() as u32).map(|expansion| {
            let calls = sources.expansions(place(1, expansion));
            calls.map(|it| it.call).collect()
        });
        // Each run has a folder of its own.
        let folder = folder.path().display().to_string();
        let names = session.names.texts().map(|it| it.replace(&folder, ""));
        Outcome {
            syntax,
            reached: reached.collect(),
            calls: calls.collect(),
            names: names.collect(),
            said: render(&session.diagnostics, sources, false).replace(&folder, ""),
        }
    }

    /// Reads a file as the compilation does.
    fn through(
        ahead: &ReadAhead<'_>,
        session: &mut Session,
        file: &Arc<File>,
        reached: Reached,
    ) -> Parsed {
        let mut parsed = ahead.read(session, file, reached);
        if let Some(relocation) = &parsed.relocation {
            parsed.syntax.declarations.relocate(relocation);
            parsed.syntax.custom_attributes.relocate(relocation);
        }
        parsed
    }

    #[test]
    fn a_file_that_was_read_ahead_is_as_if_it_had_been_read_in_its_turn() {
        let in_turn = after(|_, session, file, reached| {
            parsed(session, |session| preprocess(session, file, reached))
        });
        let ahead = after(|ahead, session, file, reached| {
            while ahead.help() {}
            through(ahead, session, file, reached)
        });
        let not_yet = after(through);
        assert_eq!(ahead, in_turn);
        assert_eq!(not_yet, in_turn);
        for code in [
            "IDL0102", "IDL0203", "IDL0204", "IDL0206", "IDL0207", "IDL0301", "IDL1201",
        ] {
            assert!(in_turn.said.contains(code), "{code}: {}", in_turn.said);
        }
        for syntax in [
            "Importlib",
            "CppQuote",
            "Dispinterface",
            "InterfaceForward",
            "CoclassForward",
            "Module",
            "Apicontract",
            "DeclareGuid",
            "Namespace",
            "Declare",
            "Delegate",
            "Coclass",
            "is_runtime: true",
            "Conditional",
            "Cast",
            "SizeOf(",
            "SizeOfValue",
            "Character",
            "Member",
            "Index",
            "Call",
            "Known",
            "WideString",
            "Switch",
            "SafeArray",
            "Qualified",
            "Range",
            "Type(",
            "Missing",
            "Group",
            "Unary",
        ] {
            assert!(in_turn.syntax.concat().contains(syntax), "{syntax}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_to_the_compilation() {
        let paths = ["nowhere.idl".into(), "elsewhere.idl".into()];
        let mut session = Session::new(vec![], vec![]);
        let ahead = ReadAhead::new(&mut session, &paths);
        while ahead.help() {}
        assert!(ahead.take(0).is_none());
        assert!(session.loader.opened().is_empty());
    }

    #[test]
    fn members_that_another_thread_has_parsed_stay_in_the_syntax() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.idl", "b.idl"].map(|name| folder.path().join(name));
        for path in &paths {
            fs::write(path, "interface I { void F(); }").unwrap();
        }
        let mut session = Session::new(vec![], vec![]);
        let ahead = ReadAhead::new(&mut session, &paths);
        thread::scope(|scope| {
            scope.spawn(|| ahead.help());
        });
        while ahead.help() {}
        let stay = paths.each_ref().map(|path| {
            let file = session.loader.open(path).unwrap();
            let parsed = ahead.read(&mut session, &file, Reached::Named);
            match &parsed.syntax.declarations[..] {
                [Declaration::Interface(it)] => matches!(it.body.take(), Cow::Borrowed([_])),
                other => panic!("{other:?}"),
            }
        });
        // The other thread has read the first.
        assert_eq!(stay, [true, false]);
    }

    #[test]
    fn a_file_that_a_thread_is_reading_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..40)
            .map(|number| folder.path().join(format!("{number}.idl")))
            .collect();
        for path in &paths {
            fs::write(
                path,
                "#define A(x) x x\nA(A(A(A(A(A(int a;))))))\n".repeat(20),
            )
            .unwrap();
        }
        let mut session = Session::new(vec![], vec![]);
        let ahead = ReadAhead::new(&mut session, &paths);
        thread::scope(|scope| {
            scope.spawn(|| while ahead.help() {});
            for path in &paths {
                let file = session.loader.open(path).unwrap();
                let parsed = ahead.read(&mut session, &file, Reached::Named);
                assert_eq!(parsed.syntax.declarations.len(), 64 * 20);
            }
        });
    }
}
