//! Wine's IDL: files that others wrote, for another compiler, read with no Windows SDK and held
//! against Windows' metadata. What really differs is listed in `facts/wine-drift.txt`, with why.

use std::path::Path;

use comidl_codegen::compile::{Compilation, Form, Options};
use comidl_tests::{CORPUS, WINE_IDL, outcome, wine_drift};

/// Reads and verifies `file`, with what is listed let through, and makes all that `build` makes.
fn is_read_and_built(file: &str) {
    if !CORPUS.or_left_out(&format!("wine: {file}")) {
        return;
    }
    let mut compilation = Compilation::read(Options {
        idl: vec![Path::new(WINE_IDL).join(file)],
        allow_drift: wine_drift(file),
        ..Options::default()
    });
    let verified = compilation.verify();
    assert!(!compilation.failed(), "{}", outcome(&compilation));
    // One that is allowed and isn't there any more: the list may only shrink.
    let said = outcome(&compilation);
    assert!(!said.contains("[W0702]"), "{said}");
    assert!(verified.interfaces > 0, "{file}: nothing was verified");

    let outputs = compilation.emit(&[Form::Rust, Form::Winmd, Form::Rdl], Path::new(""));
    assert!(!compilation.failed(), "{}", outcome(&compilation));
    assert_eq!(outputs.len(), 3);
    assert!(outputs.iter().all(|output| !output.bytes.is_empty()));
    println!(
        "{file}: {} interfaces, {} slots, {} records, {} enumerations verified; {} drifts let through",
        verified.interfaces, verified.slots, verified.records, verified.enums, verified.drifts
    );
}

macro_rules! files {
    ($($name:ident $file:literal,)*) => {
        $(#[test] fn $name() { is_read_and_built($file); })*
    };
}

files! {
    bits_is_read_and_built "bits.idl",
    bits1_5_is_read_and_built "bits1_5.idl",
    bits2_0_is_read_and_built "bits2_0.idl",
    bits2_5_is_read_and_built "bits2_5.idl",
    bits3_0_is_read_and_built "bits3_0.idl",
    bits5_0_is_read_and_built "bits5_0.idl",
    unknwn_is_read_and_built "unknwn.idl",
    oaidl_is_read_and_built "oaidl.idl",
    objidl_is_read_and_built "objidl.idl",
    propsys_is_read_and_built "propsys.idl",
    msxml_is_read_and_built "msxml.idl",
    dxgi_is_read_and_built "dxgi.idl",
    mmdeviceapi_is_read_and_built "mmdeviceapi.idl",
}
