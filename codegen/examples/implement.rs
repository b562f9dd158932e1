//! The trait for windows-rs' `#[implement]`, of an interface that the program implements without the runtime.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .implement("ILamp")
        .out_dir(folder.path("out"))
        .compile()?;
    // `ILampEvents` is only called, and has none.
    folder.show("out/lamp.rs", &["pub trait "])
}
