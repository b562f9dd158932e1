//! A winmd beside the bindings, for other languages, and for the bindings of another file that refers to it.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

const ROOM: &str = r#"import "lamp.idl";

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d32)]
interface IRoom : IUnknown { HRESULT Lamp([out, retval] ILamp **lamp); }
"#;

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP), ("room.idl", ROOM)])?;
    let winmd = folder.path("out/lamp.winmd");
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .namespace("Vendor.Lamps")
        .emit_winmd(&winmd)
        .out_dir(folder.path("out"))
        .compile()?;
    println!(
        "the metadata has {} bytes",
        std::fs::metadata(&winmd)?.len()
    );
    Builder::new()
        .idl(folder.path("room.idl"))
        .reference(format!("crate=lamp:{}", winmd.display()))
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show("out/room.rs", &["crate::lamp::ILamp"])
}
