//! The Rust bindings are what rustc takes without a warning, and what a program can use: each
//! test emits bindings, puts them into a crate that depends on `windows-core` and `windows-link`
//! alone, and builds and runs it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_codegen::internal::compile::{self, Compilation, Form};
use comidl_codegen::internal::docs::Docs;
use comidl_codegen::internal::emit::rust::{Options, bindings};
use comidl_codegen::internal::metadata::Metadata;
use comidl_codegen::internal::model::{ItemId, Model, Origin};
use comidl_codegen::internal::session::Session;

/// The bindings of what Windows' metadata has under these names.
fn bindings_from_metadata(names: &[&str]) -> String {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut model = Model::default();
    let mut known: HashMap<String, ItemId> = HashMap::new();
    for name in names {
        let id = known
            .get(*name)
            .copied()
            .or_else(|| metadata.import(name, &mut model, &mut known))
            .unwrap();
        model.item_mut(id).origin = Origin::Named;
    }
    let options = Options {
        sources: vec!["sample.idl".into()],
        implemented: known.into_values().collect(),
        ..Options::default()
    };
    let session = Session::new(Vec::new(), Vec::new());
    let docs = Docs::new(&session.sources, Vec::new());
    bindings(&model, &docs, &options).unwrap()
}

/// Builds and runs a crate of `main` (which may `include!("bindings.rs")`) and the bindings.
/// Warnings are errors.
fn run(name: &str, bindings: &str, main: &str) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let dir = home.join(name);
    fs::create_dir_all(dir.join("src")).unwrap();
    write(
        dir.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nwindows-core = \"0.100\"\nwindows-link = \"0.100\"\n\n[workspace]\n"
        ),
    );
    write(dir.join("src/bindings.rs"), bindings);
    write(dir.join("src/main.rs"), main);
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&dir)
        .env("CARGO_TARGET_DIR", home.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        dir.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Writes a file unless it says that already, so that cargo sees no change where there is none.
fn write(path: PathBuf, text: &str) {
    if fs::read_to_string(&path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}

/// Returns the interfaces of BITS that Delivery Optimization has, with everything that they need.
const BITS: &[&str] = &[
    "IBackgroundCopyManager",
    "IBackgroundCopyCallback3",
    "IBackgroundCopyJob5",
    "IBackgroundCopyFile5",
    "IBackgroundCopyError",
    "IEnumUnknown",
    "VARIANT",
];

#[test]
fn each_method_lands_in_its_slot() {
    let bindings = bindings_from_metadata(BITS);
    run(
        "bits",
        &bindings,
        r#"
#![deny(warnings)]
#![deny(clippy::all)]
mod bindings;
mod included {
    include!("bindings.rs");
}

use std::sync::Mutex;
use windows_core::{GUID, Interface, Ref, Result, implement};
use bindings::*;

#[implement(IBackgroundCopyCallback3)]
#[derive(Default)]
struct Callback(Mutex<Vec<(&'static str, u32)>>);

impl Callback {
    fn called(&self, name: &'static str, value: u32) -> Result<()> {
        self.0.lock().unwrap().push((name, value));
        Ok(())
    }
}

impl IBackgroundCopyCallback_Impl for Callback_Impl {
    fn JobTransferred(&self, job: Ref<IBackgroundCopyJob>) -> Result<()> {
        assert!(job.is_null());
        self.called("JobTransferred", 0)
    }
    fn JobError(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyError>,
    ) -> Result<()> {
        Err(windows_core::HRESULT(0x80004001_u32 as i32).into())
    }
    fn JobModification(&self, _: Ref<IBackgroundCopyJob>, reserved: u32) -> Result<()> {
        self.called("JobModification", reserved)
    }
}

impl IBackgroundCopyCallback2_Impl for Callback_Impl {
    fn FileTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
    ) -> Result<()> {
        self.called("FileTransferred", 0)
    }
}

impl IBackgroundCopyCallback3_Impl for Callback_Impl {
    fn FileRangesTransferred(
        &self,
        _: Ref<IBackgroundCopyJob>,
        _: Ref<IBackgroundCopyFile>,
        count: u32,
        ranges: *const BG_FILE_RANGE,
    ) -> Result<()> {
        let ranges = unsafe { std::slice::from_raw_parts(ranges, count as usize) };
        self.called("FileRangesTransferred", ranges[1].Length as u32)
    }
}

fn main() {
    assert_eq!(
        IBackgroundCopyCallback::IID,
        GUID::from_u128(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22)
    );
    let object = windows_core::ComObject::new(Callback::default());
    let callback: IBackgroundCopyCallback3 = object.to_interface();
    assert!(callback.cast::<IBackgroundCopyCallback>().is_ok());
    assert!(callback.cast::<IBackgroundCopyCallback2>().is_ok());
    assert!(callback.cast::<IBackgroundCopyJob>().is_err());
    let none: Option<&IBackgroundCopyJob> = None;
    unsafe {
        assert!(callback.JobModification(none, 7).is_ok());
        assert!(callback.JobTransferred(none).is_ok());
        assert!(callback.JobError(none, Option::<&IBackgroundCopyError>::None).is_err());
        assert!(callback.FileTransferred(none, Option::<&IBackgroundCopyFile>::None).is_ok());
        let ranges = [BG_FILE_RANGE::default(), BG_FILE_RANGE { InitialOffset: 1, Length: 9 }];
        let _ = callback.FileRangesTransferred(
            none,
            Option::<&IBackgroundCopyFile>::None,
            2,
            ranges.as_ptr(),
        );
        // The same through the raw vtable: slots 0 to 2 are IUnknown's.
        let raw = callback.as_raw();
        let vtable = *(raw as *const *const *const ());
        let modified: unsafe extern "system" fn(
            *mut core::ffi::c_void,
            *mut core::ffi::c_void,
            u32,
        ) -> i32 = core::mem::transmute(*vtable.add(5));
        assert_eq!(modified(raw, core::ptr::null_mut(), 8), 0);
    }
    assert_eq!(
        *object.0.lock().unwrap(),
        [
            ("JobModification", 7),
            ("JobTransferred", 0),
            ("FileTransferred", 0),
            ("FileRangesTransferred", 9),
            ("JobModification", 8),
        ]
    );
    let variant = VARIANT::default();
    assert_eq!(unsafe { variant.Anonymous.Anonymous.vt }, 0);
    assert_eq!(included::IEnumUnknown::IID, IEnumUnknown::IID);
}
"#,
    );
}

/// `windows-core` has `BSTR` for Windows alone, so that no method has one here.
#[test]
fn what_windows_bindgen_makes_of_the_winmd_compiles() {
    const IDL: &str = r#"
        import "objidl.idl";
        typedef enum Kind { KIND_OFF, KIND_ON = 4 } Kind;
        typedef struct Colour { BYTE red; void *next; } Colour;
        [object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d30)]
        interface ILamp : IUnknown { HRESULT Dim([in] Kind kind, [in] const Colour *it, [in] IStream *to); }
    "#;
    let folder = tempfile::tempdir().unwrap();
    let idl = folder.path().join("lamp.idl");
    fs::write(&idl, IDL).unwrap();
    for (name, arguments) in [
        ("bindgen_default", &["--flat"][..]),
        ("bindgen_sys", &["--flat", "--sys"]),
    ] {
        let mut compilation = Compilation::read(compile::Options {
            idl: vec![idl.clone()],
            windows_bindgen: arguments.iter().map(ToString::to_string).collect(),
            ..compile::Options::default()
        });
        let outputs = compilation.emit(&[Form::WindowsBindgen], Path::new(""));
        let bindings = String::from_utf8(outputs[0].bytes.clone()).unwrap();
        let main = "#![allow(dead_code, non_snake_case, non_camel_case_types, clippy::all)]
            include!(\"bindings.rs\");
            fn main() { assert_eq!(size_of::<Colour>(), 2 * size_of::<usize>()); }";
        run(name, &bindings, main);
    }
}

#[test]
fn no_slot_is_a_bare_usize() {
    let bindings = bindings_from_metadata(BITS);
    let mut slots = 0;
    let mut in_vtable = false;
    for line in bindings.lines() {
        if line.ends_with("_Vtbl {") && line.contains("pub struct ") {
            in_vtable = true;
        } else if line.trim() == "}" {
            in_vtable = false;
        } else if in_vtable && line.contains("unsafe extern") {
            slots += 1;
        }
        assert!(!(in_vtable && line.contains(": usize")), "{line}");
    }
    assert!(slots > 100, "only {slots} slots");
}

/// `cargo fmt` leaves bindings alone that a program has checked in.
#[test]
fn rustfmt_leaves_bindings_as_they_are() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("laid_out.rs");
    write(file.clone(), &bindings_from_metadata(BITS));
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--color", "never"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
