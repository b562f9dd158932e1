//! The Rust of an IDL file against what windows-bindgen makes of the same metadata: how long rustc takes for
//! it, and how large it becomes.
//!
//! Both are compiled for Windows: `windows-core` has `BSTR` there alone, which windows-bindgen's bindings
//! need.

use std::fs;
use std::path::{Path, PathBuf};

use comidl_tests::{Package, Said, WINE_IDL, WindowsTarget, root};

use crate::measure::{Run, in_turns};
use crate::table::Row;

const PEER: &str = "windows-bindgen, of our winmd";
const TARGET: WindowsTarget = WindowsTarget::X86_64;

/// A file whose bindings are measured.
struct File {
    idl: PathBuf,
    /// What may differ from metadata.
    drift: &'static [&'static str],
    /// How often each is compiled: the shorter that takes, the more easily a run is disturbed.
    rounds: usize,
}

/// What the bindings have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// What a program needs that calls the interfaces: comidl's default.
    ToCall,
    /// The traits and vtables for `#[implement]` of all interfaces as well: windows-bindgen's default.
    ToImplement,
}

impl Extent {
    const ALL: [Self; 2] = [Self::ToCall, Self::ToImplement];

    /// Returns the patterns of what comidl's bindings are to implement.
    fn implemented(self) -> &'static [&'static str] {
        match self {
            Self::ToCall => &[],
            Self::ToImplement => &["*"],
        }
    }

    /// Returns the arguments that make windows-bindgen's bindings have the same.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            // Without the option it implements all, and with it what has the name: nothing.
            Self::ToCall => &["--flat", "--implement", "nothing.INothing"],
            Self::ToImplement => &["--flat"],
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::ToCall => "",
            Self::ToImplement => ", all to implement",
        }
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let wine = Path::new(WINE_IDL);
    let files = [
        File {
            idl: root().join("idl/DeliveryOptimization.idl"),
            drift: &[],
            rounds: 9,
        },
        File {
            idl: wine.join("shobjidl.idl"),
            drift: &[],
            rounds: 7,
        },
        File {
            idl: wine.join("mshtml.idl"),
            // Wine has one uuid for two interfaces.
            drift: &["IWebBrowserPriv2IE9"],
            rounds: 3,
        },
    ];
    let rows_of = |file: &File| {
        let extents = Extent::ALL.iter();
        let rows = extents.flat_map(|extent| rows_of(file, *extent));
        rows.collect::<Vec<_>>()
    };
    files.iter().flat_map(rows_of).collect()
}

fn rows_of(File { idl, drift, rounds }: &File, extent: Extent) -> [Row; 3] {
    let folder = tempfile::tempdir().expect("a folder");
    let builder = comidl_codegen::Builder::new()
        .idl(idl)
        .define("__WIDL__", "1")
        .out_dir(folder.path())
        .windows_bindgen(extent.arguments().iter().copied());
    let drift = drift.iter().copied();
    let builder = drift.fold(builder, comidl_codegen::Builder::allow_drift);
    let implemented = extent.implemented().iter().copied();
    let builder = implemented.fold(builder, comidl_codegen::Builder::implement);
    builder.compile().expect("the bindings are made");
    let stem = idl.file_stem().expect("a name").to_string_lossy();
    let library = |maker: &str, extension: &str| {
        let name = format!("bindings-{}-{maker}", stem.to_lowercase());
        let bindings = folder.path().join(format!("{stem}.{extension}"));
        Library::new(name, &bindings)
    };
    let (ours, theirs) = (library("comidl", "rs"), library("bindgen", "bindgen.rs"));
    let compare = |what: String, arguments: &[&str]| {
        let runs = in_turns(*rounds, || ours.cold(arguments), || theirs.cold(arguments));
        Row::times(what, &runs, PEER).at_most(0.8)
    };
    let check = compare(
        format!(
            "`cargo check` of the bindings of `{stem}.idl`{}",
            extent.what()
        ),
        &["check"],
    );
    let build = compare("… release build".into(), &["build", "--release"]);
    let sizes = [&ours, &theirs].map(|it| it.size() as f64 / 1e3);
    let size = Row::numbers("… release library", sizes, "kB", PEER).at_most(0.8);
    [check, build, size]
}

/// A library that has bindings and nothing else.
struct Library {
    name: String,
    package: Package,
}

impl Library {
    fn new(name: String, bindings: &Path) -> Self {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nwindows-core = \"0.100\"\nwindows-link = \"0.100\"\n\n[workspace]\n"
        );
        let bindings = fs::read_to_string(bindings).expect("the bindings are there");
        // windows-bindgen derives `Eq` for a typedef of `f64`.
        let bindings = bindings.replace(
            "PartialEq, Eq, Default)]\npub struct DATE(",
            "PartialEq, Default)]\npub struct DATE(",
        );
        let files = [
            ("Cargo.toml", manifest.as_str()),
            ("src/lib.rs", "#![allow(warnings)]\npub mod bindings;\n"),
            ("src/bindings.rs", bindings.as_str()),
        ];
        let package = Package::new(&name, &files);
        Self { name, package }
    }

    /// Runs cargo when all dependencies are built and nothing of the library itself is.
    fn cold(&self, arguments: &[&str]) -> Run {
        for profile in ["dev", "release"] {
            let clean = ["clean", "--profile", profile, "-p", &self.name];
            _ = Said::of(TARGET.cargo(&clean).current_dir(self.package.folder())).well();
        }
        Run::of(TARGET.cargo(arguments).current_dir(self.package.folder()))
    }

    /// Returns the size of the compiled library in bytes.
    fn size(&self) -> u64 {
        let file = format!("lib{}.rlib", self.name.replace('-', "_"));
        let profiles = TARGET.folder().with_file_name("release");
        let path: PathBuf = profiles.join(file);
        path.metadata().expect("it was built").len()
    }
}
