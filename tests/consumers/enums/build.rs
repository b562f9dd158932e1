use std::error::Error;
use std::path::PathBuf;

use comidl_codegen::{Builder, Enums};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo:rerun-if-changed=idl");
    for (name, enums) in [
        ("alias", Enums::Alias),
        ("newtype", Enums::Newtype),
        ("open", Enums::Open),
    ] {
        // Bindings have the name of their IDL.
        let idl = folder.join(format!("{name}.idl"));
        std::fs::copy("idl/lamp.idl", &idl)?;
        Builder::new()
            .idl(idl)
            .callback("ILamp*")
            .contract("idl/lamp.webidl")
            .enums(enums)
            .compile()?;
    }
    Ok(())
}
