//! Enumerations as integers, as types, and as types that print their names.

mod lamps;

use comidl_codegen::{Builder, Enums};
use lamps::{Folder, LAMP, Outcome};

fn main() -> Outcome {
    for enums in [Enums::Alias, Enums::Newtype, Enums::Open] {
        let folder = Folder::with(&[("lamp.idl", LAMP)])?;
        Builder::new()
            .idl(folder.path("lamp.idl"))
            .enums(enums)
            .out_dir(folder.path("out"))
            .compile()?;
        println!("{enums:?}:");
        folder.show(
            "out/lamp.rs",
            &["LampMode ", "LampMode(", "const LAMP_MODE"],
        )?;
    }
    Ok(())
}
