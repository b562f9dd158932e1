//! The time that an attribute takes each time its item is compiled: `cargo bench -p comidl-macros`.
//!
//! A crate of macros exports nothing but macros, and macros run within the compiler alone. So this
//! program compiles the modules that do the work on a struct as well.

#[allow(dead_code, reason = "some items are for attributes on an `impl`")]
#[path = "../src/callback_trait.rs"]
mod callback_trait;
#[path = "../src/condition.rs"]
mod condition;
#[path = "../src/structure.rs"]
mod structure;

use callback_trait::ExpandInput;
use divan::Bencher;
use proc_macro2::TokenStream;
use syn::ItemStruct;

/// The input of the second half of `#[bits_callback]`.
const INPUT: &str = "
    {3 NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR }}
    {bits_callback} {::comidl::bits::BitsCallback}
    {
        pub struct Progress<T: Clone> where T: Send {
            events: std::sync::mpsc::Sender<Event<T>>,
            names: std::collections::HashMap<String, Vec<u8>>,
            count: std::sync::atomic::AtomicU64,
            #[cfg(windows)]
            handle: Option<Handle>,
        }
    }
    {} {}
";

fn main() {
    divan::main();
}

fn parsed(tokens: TokenStream) -> (ExpandInput, ItemStruct) {
    let input: ExpandInput = syn::parse2(tokens).expect("it is an input");
    let item = syn::parse2(input.item.clone()).expect("it is a struct");
    (input, item)
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let tokens: TokenStream = INPUT.parse().expect("it is Rust");
    bencher
        .with_inputs(|| tokens.clone())
        .bench_local_values(parsed);
}

#[divan::bench]
fn expand_a_struct(bencher: Bencher<'_, '_>) {
    let (input, item) = parsed(INPUT.parse().expect("it is Rust"));
    bencher.bench_local(|| {
        structure::expand(&input.traits, false, &item).expect("it can be a callback")
    });
}
