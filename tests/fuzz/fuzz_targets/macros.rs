#![no_main]

#[path = "../../../macros/src/callback_trait.rs"]
mod callback_trait;
#[path = "../../../macros/src/condition.rs"]
mod condition;
#[path = "../../../macros/src/structure.rs"]
mod structure;

use callback_trait::ExpandInput;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(text) = std::str::from_utf8(input)
        && let Ok(input) = syn::parse_str::<ExpandInput>(text)
        && let Ok(item) = syn::parse2(input.item.clone())
        && let Ok(made) = structure::expand(&input.callback_trait, &item)
    {
        syn::parse2::<syn::File>(made).expect("the expansion is Rust");
    }
});
