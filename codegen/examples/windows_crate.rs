//! Bindings for a program that has the `windows` crate: Windows' own types come from there.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, Outcome};

const LAMP: &str = r#"import "objidl.idl";

[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d33)]
interface ILampStore : IUnknown { HRESULT Save([in] IStream *to); }
"#;

fn main() -> Outcome {
    let folder = Folder::with(&[("store.idl", LAMP)])?;
    Builder::new()
        .idl(folder.path("store.idl"))
        .windows("0.62")
        .out_dir(folder.path("out"))
        .compile()?;
    // The head of the file names the features of `windows` that it needs.
    folder.show("out/store.rs", &["//", "IStream"])
}
