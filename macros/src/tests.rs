//! The expansions of the attributes, as snapshots.

use super::*;

const EVENTS: &str = "NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR }";

/// Returns the expansion of the second half as formatted Rust, for a trait with a chain of so many
/// interfaces.
fn expansion_of(interfaces: usize, events: &str, item: &str) -> String {
    let input = format!(
        "{{{interfaces} {events}}} {{bits_callback}} {{::comidl::bits::BitsCallback}} {{{item}}} {{}} {{}}"
    );
    let expanded = expand(&syn::parse_str(&input).unwrap());
    prettyplease::unparse(&syn::parse2(expanded).unwrap())
}

fn expansion(item: &str) -> String {
    expansion_of(2, EVENTS, item)
}

#[test]
fn an_attribute_forwards_its_item_to_the_macro_of_its_trait() {
    let attribute = Attribute::of_any_trait("vendor::LampEvents".parse().unwrap());
    let expanded = forward(attribute, &"struct Lamp;".parse().unwrap());
    insta::assert_snapshot!(prettyplease::unparse(&syn::parse2(expanded).unwrap()));
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
            fn job_transferred(&self, job: &Job) -> Result<()> { job.complete()?; Ok(()) }
            #[cfg(windows)]
            #[inline]
            fn job_error(&self, job: &Job, error: &JobError) -> Result<()> { job.cancel()?; Ok(()) }
        }"
    ));
}

#[test]
fn an_impl_of_a_trait_without_events_is_refused() {
    insta::assert_snapshot!(expansion_of(1, "", "impl DownloadCallback for Progress {}"));
}
