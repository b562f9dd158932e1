//! Files of which it is known that they will be needed, preprocessed and parsed by other threads
//! meanwhile.
//!
//! Each is read in a session of its own, which the compilation's takes in when it is the
//! file's turn. So what comes out doesn't depend on who was how quick.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::transfer::Transfer;
use crate::malloc::in_large_pieces;
use crate::parallel::PROCESSORS;
use crate::parse::ast::{self, Declaration, Name};
use crate::parse::parse;
use crate::preprocess::preprocess;
use crate::session::{Moved, Session};
use crate::source::{File, Reached};

/// More threads than this have nothing to do: what they read is taken in by one.
const MOST_HELPERS: usize = 7;

/// As much IDL takes longer to understand than all metadata to index.
const LARGE: u64 = 256 * 1024;

/// The files, each at one of these stages.
pub(crate) struct ReadAhead<'p> {
    paths: &'p [PathBuf],
    /// How many bytes they have together.
    bytes: u64,
    numbers: HashMap<&'p OsStr, usize>,
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
    Done(Option<Box<Apart>>),
    /// It was asked for.
    Taken,
}

/// A file that was read.
pub(crate) struct Parsed {
    pub(crate) syntax: ast::SyntaxTree,
    /// What it imports.
    pub(crate) imports: Vec<Name>,
    /// What the names and places in the syntax have to become still, where it was read in another
    /// session.
    pub(crate) moved: Option<Moved>,
}

/// A file that was read in a session of its own.
struct Apart {
    session: Session,
    parsed: Parsed,
}

impl<'p> ReadAhead<'p> {
    /// Nothing is done yet.
    pub(crate) fn new(session: &Session, paths: &'p [PathBuf]) -> Self {
        let numbers = paths.iter().enumerate();
        let are_many = paths.len() > 1;
        let (left, bytes) = if are_many {
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
            like: are_many.then(|| session.apart()).flatten(),
            stages: Mutex::new(Stages {
                all: paths.iter().map(|_| Stage::Waiting).collect(),
                left,
            }),
            done: Condvar::new(),
        }
    }

    /// Starts threads that read the files, as many as are of use. The first that finds none left
    /// does what is to be done `then`, unless the files are small.
    pub(crate) fn start<'scope>(
        &'scope self,
        scope: &'scope thread::Scope<'scope, '_>,
        then: impl FnOnce() + Send + 'scope,
    ) {
        if self.like.is_none() {
            return;
        }
        let is_large = self.bytes >= LARGE;
        if is_large {
            in_large_pieces();
        }
        let then = Arc::new(Mutex::new(is_large.then_some(then)));
        let helpers = (*PROCESSORS - 1)
            .min(self.paths.len() - 1)
            .min(MOST_HELPERS);
        for _ in 0..helpers {
            let then = Arc::clone(&then);
            let work = move || {
                if is_large {
                    in_large_pieces();
                }
                while self.help() {}
                let then = then.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(then) = then {
                    then();
                }
            };
            // Without a thread, whoever asks for a file does the work.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                return;
            }
        }
    }

    /// Reads `file`, which was `reached` so, if no other thread did.
    pub(crate) fn read(&self, session: &mut Session, file: &Arc<File>, reached: Reached) -> Parsed {
        let apart = self
            .numbers
            .get(file.path().as_os_str())
            .and_then(|it| self.take(*it));
        if let Some(apart) = apart
            && let Some(moved) = session.take_in(apart.session, reached)
        {
            let mut parsed = apart.parsed;
            parsed.imports.transfer(&moved);
            parsed.moved = Some(moved);
            return parsed;
        }
        read(session, file, reached)
    }

    /// What a thread made of a file; none if none has begun with it, or it can't be read.
    fn take(&self, number: usize) -> Option<Box<Apart>> {
        let mut stages = self.stages();
        loop {
            match std::mem::replace(&mut stages.all[number], Stage::Taken) {
                Stage::Done(apart) => return apart,
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

    /// Reads the next file that no one has begun with; whether there was one.
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
            apart: None,
        };
        if let Some(mut session) = self.like.as_ref().and_then(Session::apart)
            && let Ok(file) = session.loader.open(&self.paths[number])
        {
            let parsed = read(&mut session, &file, Reached::Named);
            running.apart = Some(Box::new(Apart { session, parsed }));
        }
        true
    }

    fn stages(&self) -> MutexGuard<'_, Stages> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(session: &mut Session, file: &Arc<File>, reached: Reached) -> Parsed {
    let row = preprocess(session, file, reached);
    let syntax = parse(row, &mut session.names, &mut session.diagnostics);
    let mut imports = Vec::new();
    imported(&syntax.declarations, &mut imports);
    Parsed {
        syntax,
        imports,
        moved: None,
    }
}

/// The imports among `declarations`, wherever they stand.
fn imported(declarations: &[Declaration], to: &mut Vec<Name>) {
    for declaration in declarations {
        match declaration {
            Declaration::Import(names) => to.extend(names),
            Declaration::Interface(it) => imported(&it.body, to),
            Declaration::Library(it) => imported(&it.body, to),
            Declaration::Module(it) => imported(&it.body, to),
            Declaration::Namespace(_, body) => imported(body, to),
            _ => {}
        }
    }
}

/// The numbers of the files at `paths`, the largest last, and how many bytes they have together.
/// What can't be read twice, as a pipe can't, isn't among them.
fn by_size(paths: &[PathBuf]) -> (Vec<usize>, u64) {
    let size = |path: &PathBuf| Some(fs::metadata(path).ok()?).filter(|it| it.is_file());
    let sizes = paths.iter().map(|path| size(path).map(|it| it.len()));
    let mut sizes: Vec<(usize, u64)> = sizes
        .enumerate()
        .filter_map(|(number, size)| Some((number, size?)))
        .rev()
        .collect();
    sizes.sort_by_key(|(_, size)| *size);
    let bytes = sizes
        .iter()
        .fold(0, |sum: u64, (_, size)| sum.saturating_add(*size));
    (sizes.into_iter().map(|(number, _)| number).collect(), bytes)
}

/// A file that a thread is about. However that ends, no one waits for it any longer.
struct Running<'a, 'p> {
    ahead: &'a ReadAhead<'p>,
    number: usize,
    apart: Option<Box<Apart>>,
}

impl Drop for Running<'_, '_> {
    fn drop(&mut self) {
        self.ahead.stages().all[self.number] = Stage::Done(self.apart.take());
        self.ahead.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::render;

    use crate::source::{ExpansionId, Span};

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_twice_is_left_to_its_turn() {
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

    /// All that there is to know when the files were read.
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
        let ahead = ReadAhead::new(&session, &paths);
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
        if let Some(moved) = &parsed.moved {
            parsed.syntax.declarations.transfer(moved);
        }
        parsed
    }

    #[test]
    fn what_was_read_ahead_is_as_if_it_had_been_in_its_turn() {
        let in_turn = after(|_, session, file, reached| read(session, file, reached));
        let ahead = after(|ahead, session, file, reached| {
            while ahead.help() {}
            through(ahead, session, file, reached)
        });
        let not_yet = after(through);
        assert_eq!(ahead, in_turn);
        assert_eq!(not_yet, in_turn);
        for code in [
            "E0102", "E0203", "E0204", "E0206", "E0207", "E0301", "W0201",
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
    fn a_file_that_cannot_be_read_is_left_to_who_asks_for_it() {
        let paths = ["nowhere.idl".into(), "elsewhere.idl".into()];
        let session = Session::new(vec![], vec![]);
        let ahead = ReadAhead::new(&session, &paths);
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
            fs::write(
                path,
                "#define A(x) x x\nA(A(A(A(A(A(int a;))))))\n".repeat(20),
            )
            .unwrap();
        }
        let mut session = Session::new(vec![], vec![]);
        let ahead = ReadAhead::new(&session, &paths);
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
