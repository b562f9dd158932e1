use std::path::PathBuf;

use comidl_codegen::{Builder, Failed};

fn main() -> Result<(), Failed> {
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let winmd = folder.join("lamp.winmd");
    Builder::new()
        .idl("idl/lamp.idl")
        .callback("ILamp")
        .non_null("*")
        .emit_winmd(&winmd)
        .compile()?;
    Builder::new()
        .idl("idl/room.idl")
        .callback("I*")
        .non_null("*")
        .reference(format!("crate=lamp:{}", winmd.display()))
        .compile()
}
