//! A contract says what IDL can't: which methods may be left out, which parameters mean nothing, and what null means.
//! It takes the feature `contracts`.

mod lamps;

use comidl_codegen::Builder;
use lamps::{Folder, LAMP, Outcome};

const CONTRACT: &str = "/// What happens to lamps.
[Implements=ILampEvents]
callback interface LampEvents {
  /// It is on or off. The colour is left out.
  undefined switched(boolean on);
  [Optional] undefined measured(sequence<double> watts);
  boolean maySleep(DOMString? reason);
};
";

fn main() -> Outcome {
    let folder = Folder::with(&[("lamp.idl", LAMP), ("lamp.webidl", CONTRACT)])?;
    Builder::new()
        .idl(folder.path("lamp.idl"))
        .contract(folder.path("lamp.webidl"))
        .out_dir(folder.path("out"))
        .compile()?;
    folder.show(
        "out/lamp.rs",
        &["pub trait LampEvents", "-> ::comidl::Result"],
    )
}
