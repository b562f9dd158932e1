//! Of a large set of events a program wants a few: the others get defaults.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .callback("ILampEvents")
        .default_methods("ILampEvents::M*")
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show("out/lamp.rs", &["-> ::comidl::Result", "E_NOTIMPL"])
}
