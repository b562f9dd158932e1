//! What may be null: the IDL says it of some parameters, and the build script of others.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .callback("ILampEvents")
        .nullable("ILampEvents::MaySleep.reason")
        .non_null("ILampEvents::Switched.colour")
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show("out/lamp.rs", &["-> ::comidl::Result"])
}
