//! An interface of Windows with its methods in another order: an error that shows both vtables, which a build script
//! can let through.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, Outcome};

const MISTAKEN: &str = r#"import "ocidl.idl";

[object, uuid(b196b284-bab4-101a-b69c-00aa00341d07)]
interface IConnectionPointContainer : IUnknown
{
    HRESULT FindConnectionPoint([in] REFIID riid, [out] IConnectionPoint **point);
    HRESULT EnumConnectionPoints([out] IEnumConnectionPoints **points);
}
"#;

fn main() -> Outcome {
    let folder = Folder::with(&[("mistaken.idl", MISTAKEN)])?;
    let builder = Builder::new()
        .idl(folder.path("mistaken.idl"))
        .out_dir(folder.path("out"));
    match builder.clone().compile() {
        Ok(()) => return Err("the order of the methods isn't seen".into()),
        Err(failed) => println!("{failed}"),
    }
    builder.allow_drift("IConnectionPointContainer").compile()?;
    println!("let through, it is compiled");
    Ok(())
}
