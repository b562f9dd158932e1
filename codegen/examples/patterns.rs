//! Patterns, where a vendor has many interfaces: which are callbacks, and which are made at all.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .callback("*Events")
        .filter("ILamp?vents")
        .out_dir(folder.path("out"))
        .compile()?;
    // `ILamp` isn't needed, and is left out.
    folder.show("out/lamp.rs", &["pub trait LampEvents", "pub struct "])
}
