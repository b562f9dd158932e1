//! The expansions of the attributes, as snapshots.

use super::*;

const EVENTS: &str = "NOTIFY { job_transferred: JOB_TRANSFERRED, job_error: JOB_ERROR }";

/// Returns the expansion of the second half as formatted Rust, for a trait with a chain of so many
/// interfaces of the bindings.
fn expansion_of(interfaces: usize, events: &str, item: &str) -> String {
    let input = format!(
        "{{{interfaces} + 0 {events}}} {{bits_callback}} {{::comidl::bits::BitsCallback}} {{{item}}} {{}} {{}}"
    );
    formatted(&input)
}

fn formatted(input: &str) -> String {
    let expanded = expand(&syn::parse_str(input).unwrap());
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

#[test]
fn an_interface_of_another_crate_gets_its_conversion_from_the_attribute() {
    let input = "{1 + 1} {callback} {LampEvents} {struct Lamp;} {} {}";
    insta::assert_snapshot!(formatted(input));
}

#[test]
fn an_object_of_several_traits_says_which_interfaces_it_has() {
    let input =
        "{2 + 0} {callback} {SwitchEvents} {struct Lamp<T: Clone>(T);} {{{1 + 1} {LampEvents}}} {}";
    insta::assert_snapshot!(formatted(input));
}

#[test]
fn a_chain_has_as_many_interfaces_as_idl_allows_at_most() {
    let input = |interfaces: &str| {
        let input =
            format!("{{{interfaces} + 0}} {{bits_callback}} {{Trait}} {{struct Lamp;}} {{}} {{}}");
        syn::parse_str::<ExpandInput>(&input).map(|_| ())
    };
    assert!(input("100").is_ok());
    for too_many in ["101", "18446744073709551615", "99999999999999999999999"] {
        assert!(input(too_many).is_err(), "{too_many}");
    }
}

#[test]
fn parameters_under_conditions_are_six_at_most() {
    let expanded = |count: usize| {
        let parameters: String = (0..count).map(|it| format!("#[cfg(a)] T{it},")).collect();
        let item = syn::parse_str(&format!("struct Lamp<{parameters}>;")).unwrap();
        let input = "{1 + 0} {bits_callback} {Trait} {struct Lamp;} {} {}";
        let input: ExpandInput = syn::parse_str(input).unwrap();
        structure::expand(&input.traits, input.is_local, &item).map(|_| ())
    };
    assert!(expanded(6).is_ok());
    assert!(expanded(7).is_err());
}

#[test]
fn no_saved_input_of_the_fuzzer_makes_a_panic() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fuzz/corpus/macros");
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(input) = syn::parse_str::<ExpandInput>(&text) {
            syn::parse2::<syn::File>(expand(&input)).unwrap();
        }
    }
}
