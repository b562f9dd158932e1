//! Wine's IDL files with something wrong in each: a token left out, doubled, in another's place, an
//! attribute renamed, the rest missing. The program `mutants` makes and tries them.

use std::process::Command;

use comidl_tests::{CORPUS, Package, Said, shown};

/// As many as are to be tried at the least.
const MUTANTS: usize = 20_000;

#[test]
fn whatever_is_wrong_in_a_file_is_said_in_its_place_and_in_time() {
    if !CORPUS.or_left_out("mutants: whatever_is_wrong_in_a_file*") {
        return;
    }
    // Many times faster than the tests' own build.
    let program = Package::workspace().release("comidl-tests", "mutants");
    let said = Said::of(&mut Command::new(program)).well();
    shown("mutants of Wine's files", said.stdout.trim_end());
    let count = said.stdout.split(' ').next().and_then(|it| it.parse().ok());
    assert!(count.is_some_and(|it: usize| it >= MUTANTS), "{count:?}");
}
