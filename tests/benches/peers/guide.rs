//! From an empty folder to a program with a callback: the package of `docs/guide.md` against the same by
//! windows-bindgen and windows-implement.

use std::fs;

use comidl_tests::{Package, blocks, root};

use crate::dependencies::from_scratch;
use crate::measure::in_turns;
use crate::table::Row;

const ROUNDS: usize = 2;

pub(crate) fn rows() -> Vec<Row> {
    let page = fs::read_to_string(root().join("docs/guide.md")).expect("the page is there");
    let file = |path: &str| file_of(&page, path);
    let (idl, limits) = (file("idl/lamp.idl"), file("idl/limits.h"));
    let (codegen, runtime) = (root().join("codegen"), root().join("runtime"));
    let manifest = file("Cargo.toml")
        .replace(
            "version = \"0.1\", default",
            &format!("path = {runtime:?}, default"),
        )
        .replace(
            "comidl-codegen = \"0.1\"",
            &format!("comidl-codegen = {{ path = {codegen:?} }}"),
        );
    let manifest = manifest + "\n[workspace]\n";
    let ours = [
        ("Cargo.toml", manifest.as_str()),
        ("idl/lamp.idl", &idl),
        ("idl/limits.h", &limits),
        ("build.rs", &file("build.rs")),
        ("src/main.rs", &file("src/main.rs")),
    ];
    let ours = Package::new("guide-comidl", &ours);
    let theirs = [
        ("Cargo.toml", THEIR_MANIFEST),
        ("build.rs", THEIR_SCRIPT),
        ("src/main.rs", THEIR_MAIN),
    ];
    let theirs = Package::new("guide-bindgen", &theirs);
    // Whoever has windows-bindgen alone needs the metadata from somewhere.
    let metadata = comidl_codegen::Builder::new()
        .idl(ours.folder().join("idl/lamp.idl"))
        .filter("ILamp")
        .filter("ILampEvents")
        .out_dir(theirs.folder())
        .emit_winmd(theirs.folder().join("lamp.winmd"))
        .compile();
    metadata.expect("the metadata is made");
    let runs = in_turns(ROUNDS, || from_scratch(&ours), || from_scratch(&theirs));
    let what = "the package of the guide, its first `cargo build`";
    let peer = "windows-bindgen of a winmd, `#[implement]`";
    vec![Row::times(what, &runs, peer).at_most(1.0)]
}

/// Returns the file of this path as a reader of the page has it at the end: a later block replaces an earlier one.
fn file_of(page: &str, path: &str) -> String {
    let mut blocks = blocks(page).into_iter().rev();
    let block = blocks.find(|it| it.fence.get(1) == Some(&path));
    block.expect("the page has it").lines.join("\n") + "\n"
}

const THEIR_MANIFEST: &str = r#"
[package]
name = "guide-bindgen"
version = "0.0.0"
edition = "2024"

[dependencies]
windows-core = "0.100"
windows-link = "0.100"

[build-dependencies]
windows-bindgen = "0.100"

[workspace]
"#;

const THEIR_SCRIPT: &str = r#"
fn main() {
    println!("cargo:rerun-if-changed=lamp.winmd");
    let out = format!("{}/lamp.rs", std::env::var("OUT_DIR").expect("cargo names a folder"));
    windows_bindgen::bindgen([
        "--in", "lamp.winmd", "default", "--out", &out, "--flat", "--implement", "--filter", "lamp.ILamp",
        "lamp.ILampEvents",
    ]);
}
"#;

const THEIR_MAIN: &str = r#"
#[allow(warnings)]
mod lamp {
    include!(concat!(env!("OUT_DIR"), "/lamp.rs"));
}

use lamp::{Colour, ILampEvents, ILampEvents_Impl};
use windows_core::{BOOL, PCWSTR, Result, implement, w};

#[implement(ILampEvents)]
struct Printer;

impl ILampEvents_Impl for Printer_Impl {
    fn Switched(&self, on: BOOL, colour: *const Colour) -> Result<()> {
        println!("switched {}", if on.as_bool() { "on" } else { "off" });
        if let Some(Colour { red, green, blue }) = unsafe { colour.as_ref() } {
            println!("colour {red} {green} {blue}");
        }
        Ok(())
    }

    fn Measured(&self, count: u32, watts: *const f64) -> Result<()> {
        let watts = unsafe { std::slice::from_raw_parts(watts, count as usize) };
        println!("{} watts in all", watts.iter().sum::<f64>());
        Ok(())
    }

    fn MaySleep(&self, reason: &PCWSTR) -> Result<BOOL> {
        // `windows-strings` finds the end of a string with the C library, whose wide characters have 32 bits
        // outside of Windows.
        println!("sleep, because of {:?}?", reason.as_ptr());
        Ok(true.into())
    }
}

fn main() -> Result<()> {
    let events = ILampEvents::from(Printer);
    let white = Colour { red: 255, green: 255, blue: 255 };
    unsafe {
        events.Switched(true, Some(&white)).ok()?;
        events.Measured(&[4.0, 3.5]).ok()?;
        assert!(events.MaySleep(w!("silence"))?.as_bool());
    }
    Ok(())
}
"#;
