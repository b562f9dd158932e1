//! A crate with many callbacks, made by comidl's attribute and by windows-implement's.

use std::fmt::Write;
use std::path::PathBuf;

use comidl_tests::{Package, target};

use crate::measure::{Run, in_turns};
use crate::table::Row;

const ROUNDS: usize = 3;
const CALLBACKS: usize = 200;
const PEER: &str = "200 `#[implement]` structs";

pub(crate) fn rows() -> Vec<Row> {
    let ours = Crate::new("callbacks-comidl", OUR_HEAD, OUR_CALLBACK);
    let theirs = Crate::new("callbacks-implement", THEIR_HEAD, THEIR_CALLBACK);
    let compare = |what: &str, arguments: &[&str]| {
        let runs = in_turns(ROUNDS, || ours.cold(arguments), || theirs.cold(arguments));
        Row::times(what, &runs, PEER).at_most(1.0)
    };
    let check = compare(
        "`cargo check` of 200 `#[bits_callback]` structs",
        &["check"],
    );
    let build = compare("… release build", &["build", "--release"]);
    let sizes = [&ours, &theirs].map(|it| it.binary() as f64 / 1e3);
    let size = Row::numbers("… release binary", sizes, "kB", PEER).at_most(1.0);
    vec![check, build, size]
}

struct Crate {
    name: &'static str,
    package: Package,
}

impl Crate {
    fn new(name: &'static str, head: &str, callback: &str) -> Self {
        let runtime = comidl_tests::root().join("runtime");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ncomidl = {{ path = {runtime:?} }}\nwindows-core = \"0.100\"\n\n\
             [workspace]\n"
        );
        let mut main = head.to_owned();
        let mut made = String::new();
        for index in 0..CALLBACKS {
            main += &callback.replace("NUMBER", &index.to_string());
            _ = writeln!(made, "        Callback{index}::default().into(),");
        }
        _ = write!(
            main,
            "\nfn main() {{\n    let all: Vec<IBackgroundCopyCallback3> = vec![\n{made}    ];\n    \
             println!(\"{{:?}}\", std::hint::black_box(all));\n}}\n"
        );
        let files = [
            ("Cargo.toml", manifest.as_str()),
            ("src/main.rs", main.as_str()),
        ];
        let package = Package::new(name, &files);
        Self { name, package }
    }

    /// Runs cargo when all dependencies are built and nothing of the crate itself is.
    fn cold(&self, arguments: &[&str]) -> Run {
        for profile in ["dev", "release"] {
            let arguments = ["clean", "--profile", profile, "-p", self.name];
            _ = self.package.cargo(&arguments).well();
        }
        Run::of(&mut self.package.command(arguments))
    }

    /// Returns the size of the program in bytes.
    fn binary(&self) -> u64 {
        let path: PathBuf = target().join("release").join(self.name);
        path.metadata().expect("it was built").len()
    }
}

const OUR_HEAD: &str = "\
use std::sync::atomic::{AtomicU64, Ordering};

use comidl::bindings::IBackgroundCopyCallback3;
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError};
use comidl::{Result, bits_callback};
";

const OUR_CALLBACK: &str = "
#[bits_callback]
#[derive(Default)]
struct CallbackNUMBER {
    events: AtomicU64,
}

impl BitsCallback for CallbackNUMBER {
    fn job_transferred(&self, _: &Job) -> Result<()> {
        self.events.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        self.events.fetch_add(2, Ordering::Relaxed);
        Ok(())
    }
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.events.fetch_add(NUMBER, Ordering::Relaxed);
        Ok(())
    }
    fn file_transferred(&self, _: &Job, _: &File) -> Result<()> {
        self.events.fetch_add(4, Ordering::Relaxed);
        Ok(())
    }
    fn file_ranges_transferred(&self, _: &Job, _: &File, ranges: &[FileRange]) -> Result<()> {
        self.events.fetch_add(ranges.len() as u64, Ordering::Relaxed);
        Ok(())
    }
}
";

const THEIR_HEAD: &str = "\
use std::sync::atomic::{AtomicU64, Ordering};

use comidl::bindings::{
    BG_FILE_RANGE, IBackgroundCopyCallback_Impl, IBackgroundCopyCallback2_Impl,
    IBackgroundCopyCallback3, IBackgroundCopyCallback3_Impl, IBackgroundCopyError,
    IBackgroundCopyFile, IBackgroundCopyJob,
};
use windows_core::{Ref, Result, implement};
";

const THEIR_CALLBACK: &str = "
#[implement(IBackgroundCopyCallback3)]
#[derive(Default)]
struct CallbackNUMBER {
    events: AtomicU64,
}

impl IBackgroundCopyCallback_Impl for CallbackNUMBER_Impl {
    fn JobTransferred(&self, _: Ref<IBackgroundCopyJob>) -> Result<()> {
        self.events.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
    fn JobError(&self, _: Ref<IBackgroundCopyJob>, _: Ref<IBackgroundCopyError>) -> Result<()> {
        self.events.fetch_add(2, Ordering::Relaxed);
        Ok(())
    }
    fn JobModification(&self, _: Ref<IBackgroundCopyJob>, _: u32) -> Result<()> {
        self.events.fetch_add(NUMBER, Ordering::Relaxed);
        Ok(())
    }
}

impl IBackgroundCopyCallback2_Impl for CallbackNUMBER_Impl {
    fn FileTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
    ) -> Result<()> {
        self.events.fetch_add(4, Ordering::Relaxed);
        Ok(())
    }
}

impl IBackgroundCopyCallback3_Impl for CallbackNUMBER_Impl {
    fn FileRangesTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
        count: u32,
        _: *const BG_FILE_RANGE,
    ) -> Result<()> {
        self.events.fetch_add(u64::from(count), Ordering::Relaxed);
        Ok(())
    }
}
";
