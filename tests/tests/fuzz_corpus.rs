//! What the fuzzer began with, and what it has found. `tests/fuzz` has the fuzzer; this test calls the
//! same functions with the inputs that are saved there.

use std::fs;

use comidl_tests::fuzz::TARGETS;
use comidl_tests::root;

#[test]
fn no_saved_input_of_the_fuzzer_breaks_a_promise() {
    for (name, target) in TARGETS {
        let folder = root().join("tests/fuzz/corpus").join(name);
        let entries = fs::read_dir(folder).expect("a corpus");
        let mut count = 0;
        for entry in entries.flatten() {
            target(&fs::read(entry.path()).expect("an input"));
            count += 1;
        }
        assert!(count > 0, "the corpus of {name} is empty");
    }
}
