//! A struct that isn't a callback doesn't compile. The message says why, at the user's own text.

#![cfg(not(windows))]

#[test]
fn what_is_not_a_callback_is_refused_with_a_reason() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
