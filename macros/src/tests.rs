//! What the attributes make of items, as snapshots.

use super::*;

/// The expansion as formatted Rust.
fn expansion(item: &str) -> String {
    expansion_of(&kind::BITS, item)
}

fn expansion_of(kind: &Kind, item: &str) -> String {
    let expanded = expand(kind, TokenStream::new(), item.parse().unwrap());
    prettyplease::unparse(&syn::parse2(expanded).unwrap())
}

#[test]
fn a_named_struct_gets_conversions_and_a_check_of_each_field() {
    insta::assert_snapshot!(expansion(
        "/// Tells how far it is.
        #[derive(Debug)]
        pub(crate) struct Progress {
            /// Where to.
            events: Sender<u64>,
            name: String,
        }"
    ));
}

#[test]
fn a_unit_struct_has_nothing_to_check() {
    insta::assert_snapshot!(expansion("struct r#type;"));
}

#[test]
fn a_generic_struct_keeps_its_bounds() {
    insta::assert_snapshot!(expansion(
        "struct Logger<W: Write + ?Sized, const N: usize = 4>(Mutex<[u8; N]>, W::Output, Box<W>)
        where
            W::Output: Send;"
    ));
}

#[test]
fn an_impl_gets_the_flags_of_its_methods() {
    insta::assert_snapshot!(expansion(
        "impl<T: Send + Sync + 'static> BitsCallback for Finisher<T> {
            fn job_transferred(&self, job: &Job) -> Result<()> { job.complete() }
            #[cfg(windows)]
            #[inline]
            fn job_error(&self, job: &Job, error: &JobError) -> Result<()> { job.cancel() }
        }"
    ));
}

#[test]
fn a_callback_of_downloads_gets_its_own_conversions() {
    insta::assert_snapshot!(expansion_of(
        &kind::DOWNLOAD,
        "pub struct Progress(Sender<u64>);"
    ));
}
