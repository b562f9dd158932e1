//! The memory that comidl takes for a large file. A count of bytes doesn't depend on the machine's
//! load, nor on how its allocator asks for pages, so this is a test.

use std::path::Path;

use comidl_tests::{CORPUS, Package, Program, VALGRIND, WINE_IDL, wine_drift};

/// The limit, in millions of bytes: an eighth more than the compiler took when the limit was set.
const CHECK_OF_MSHTML: f64 = 27.9 * 1.125;

#[test]
fn checking_mshtml_takes_no_more_memory_than_it_did() {
    let needed = [CORPUS, VALGRIND];
    if !needed
        .iter()
        .all(|tool| tool.or_left_out("memory: comidl check"))
    {
        return;
    }
    let file = Path::new(WINE_IDL).join("mshtml.idl");
    let drift = wine_drift("mshtml.idl");
    let allowed = drift.iter().flat_map(|name| ["--allow-drift", name]);
    let arguments = ["check", "-D", "__WIDL__"].into_iter().chain(allowed);
    let check = Program::new(
        Package::workspace().release("comidl-cli", "comidl"),
        arguments.map(Into::into).chain([file.into_os_string()]),
    );
    let millions = check.peak_heap() as f64 / 1e6;
    assert!(
        millions <= CHECK_OF_MSHTML,
        "{millions:.1} million bytes at once"
    );
}
