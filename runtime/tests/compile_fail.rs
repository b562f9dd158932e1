//! What isn't a callback doesn't compile, and the message says why, at the user's own words.

#![cfg(not(windows))]

#[test]
fn what_is_not_a_callback_is_refused_with_a_reason() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
