//! A trait for an interface through which the program is called back.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .callback("ILampEvents")
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show(
        "out/lamp.rs",
        &["pub trait LampEvents", "-> ::comidl::Result"],
    )
}
