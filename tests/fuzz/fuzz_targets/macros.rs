#![no_main]

#[path = "../../../macros/src/callback_trait.rs"]
mod callback_trait;
#[path = "../../../macros/src/condition.rs"]
mod condition;
#[path = "../../../macros/src/expand.rs"]
mod expand;
#[path = "../../../macros/src/implementation.rs"]
mod implementation;
#[path = "../../../macros/src/structure.rs"]
mod structure;

use callback_trait::ExpandInput;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(text) = std::str::from_utf8(input)
        && let Ok(input) = syn::parse_str::<ExpandInput>(text)
        && input.next.is_none()
    {
        syn::parse2::<syn::File>(expand::expand(&input)).expect("the expansion is Rust");
    }
});
