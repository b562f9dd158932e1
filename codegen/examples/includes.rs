//! An IDL in several files: folders to look into, and macros that decide what is compiled.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, Outcome};

const LAMP: &str = r#"import "units.idl";
#include "limits.h"
#if LAMP_VERSION >= 2
const ULONG LEVELS = MAX_LEVEL + 1;
#endif
typedef struct Lamp { WATTS watts; } Lamp;
"#;

fn main() -> Outcome {
    let folder = Folder::with(&[
        ("idl/lamp.idl", LAMP),
        ("sdk/units.idl", "typedef double WATTS;\n"),
        ("sdk/Limits.h", "#define MAX_LEVEL 100\n"),
    ])?;
    Builder::new()
        .idl(folder.path("idl/lamp.idl"))
        .include(folder.path("sdk"))
        .define("LAMP_VERSION", "2")
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show("out/lamp.rs", &["pub const ", "pub struct ", "pub type "])
}
