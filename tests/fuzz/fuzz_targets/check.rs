#![no_main]

use comidl_tests::fuzz::TARGETS;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let target = TARGETS.iter().find(|(name, _)| *name == "check");
    target.expect("a target").1(input);
});
