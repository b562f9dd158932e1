//! Rust bindings of an IDL file: what a build script does, with a folder of its own in the place of cargo's.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show("out/lamp.rs", &["pub struct ", "pub unsafe fn "])
}
