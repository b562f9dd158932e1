//! What an attribute costs each time that what it is on is compiled: `cargo bench -p comidl-macros`.
//!
//! A crate of macros exports nothing but them, and they only run within the compiler; so the modules
//! that do the work on a struct are compiled into this program as well.

#[allow(dead_code, reason = "some is for other items than structs")]
#[path = "../src/facts.rs"]
mod facts;
#[path = "../src/structure.rs"]
mod structure;

use divan::Bencher;
use facts::Call;
use proc_macro2::TokenStream;
use syn::ItemStruct;

/// What the second half of `#[bits_callback]` is given.
const CALL: &str = "
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
";

fn main() {
    divan::main();
}

fn parsed(tokens: TokenStream) -> (Call, ItemStruct) {
    let call: Call = syn::parse2(tokens).expect("it is a call");
    let item = syn::parse2(call.item.clone()).expect("it is a struct");
    (call, item)
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let tokens: TokenStream = CALL.parse().expect("it is Rust");
    bencher
        .with_inputs(|| tokens.clone())
        .bench_local_values(parsed);
}

#[divan::bench]
fn expand_a_struct(bencher: Bencher<'_, '_>) {
    let (call, item) = parsed(CALL.parse().expect("it is Rust"));
    bencher.bench_local(|| structure::expand(&call.kind, &item).expect("it can be a callback"));
}
