//! The table of MIDL's attributes: where each may stand and what its parentheses hold.
//!
//! The sources are the MIDL language reference and the attributes that real IDL uses.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::AttributePlace;
use crate::similar::similar_within;
use crate::token::{Symbol, keyword};

/// The arguments that an attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// A uuid.
    Uuid,
    /// At least this many expressions. One may be left out between commas.
    Expressions(usize),
    /// Expressions, or no parentheses at all.
    Optional,
    /// A type.
    Type,
    /// `major.minor`.
    Version,
    /// Numbers, texts and names, or else anything, which has no meaning then.
    Values,
    /// Anything. It has no meaning here.
    Anything,
}

/// An attribute of MIDL.
#[derive(Clone, Copy, Debug)]
pub(in crate::parse) struct AttributeEntry {
    name: &'static str,
    /// The letters of the places where the attribute may stand.
    places: &'static str,
    pub(super) takes: Takes,
}

impl AttributeEntry {
    /// Whether the attribute may stand at `place`.
    pub(super) fn is_allowed(&self, place: AttributePlace) -> bool {
        self.places.as_bytes().contains(&place.letter())
    }

    /// Whether the attribute says what a call passes, or in which slot it lands. At a place where
    /// nothing reads it, the bindings have another method than the author means.
    pub(super) fn decides_calls(&self) -> bool {
        matches!(
            self.name,
            "call_as" | "in" | "out" | "propget" | "propput" | "propputref" | "retval"
        )
    }

    /// Returns the places where the attribute may stand, as a message lists them.
    pub(super) fn places(&self) -> String {
        let texts: Vec<&str> = AttributePlace::ALL
            .into_iter()
            .filter(|place| self.is_allowed(*place))
            .map(AttributePlace::text)
            .collect();
        match &texts[..] {
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
            [] => String::new(),
        }
    }
}

/// Returns the attribute called `name`, if MIDL has one.
pub(super) fn find(name: &str) -> Option<&'static AttributeEntry> {
    // Every file looks names up, so they are hashed and not compared.
    static BY_NAME: LazyLock<FxHashMap<&str, &AttributeEntry>> =
        LazyLock::new(|| ATTRIBUTES.iter().map(|entry| (entry.name, entry)).collect());
    BY_NAME.get(name).copied()
}

/// The attributes of the fixed symbols, by their positions. Nearly all attributes in real IDL are
/// among them.
pub(super) static OF_FIXED_SYMBOLS: LazyLock<Vec<Option<&'static AttributeEntry>>> =
    LazyLock::new(|| {
        let fixed = (0..keyword::FIXED as u32).map(Symbol::at);
        fixed.map(|symbol| find(keyword::text(symbol)?)).collect()
    });

/// Returns the attributes that may stand at `place`, by name, each with whether it takes arguments.
pub fn allowed_at(place: AttributePlace) -> impl Iterator<Item = (&'static str, bool)> {
    let allowed = ATTRIBUTES.iter().filter(move |it| it.is_allowed(place));
    allowed.map(|entry| (entry.name, entry.takes != Nothing))
}

/// Returns the places where the attribute `name` may stand, as a message lists them, and whether it takes
/// arguments. Returns none if MIDL has no such attribute.
pub fn described(name: &str) -> Option<(String, bool)> {
    find(name).map(|entry| (entry.places(), entry.takes != Nothing))
}

/// Returns the attribute that `name` most likely misspells.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let names = ATTRIBUTES.iter().map(|entry| entry.name);
    similar_within(&name, names, |known| usize::min(2, known.len() - 1))
}

const fn entry(name: &'static str, places: &'static str, takes: Takes) -> AttributeEntry {
    AttributeEntry {
        name,
        places,
        takes,
    }
}

use Takes::{Anything, Expressions, Nothing, Optional, Type, Uuid, Values, Version};
use entry as a;

/// Sorted by name.
#[rustfmt::skip]
const ATTRIBUTES: &[AttributeEntry] = &[
    a("activatable", "c", Expressions(1)),
    a("aggregatable", "ci", Nothing),
    a("agile", "c", Nothing),
    a("allocate", "tpfx", Expressions(1)),
    a("allowforweb", "ic", Nothing),
    a("allowmultiple", "i", Nothing),
    a("annotation", "icblmntfxypke", Expressions(1)),
    a("appobject", "ci", Nothing),
    a("async", "ix", Nothing),
    a("async_uuid", "i", Uuid),
    a("attributename", "i", Values),
    a("attributeusage", "i", Values),
    a("auto_handle", "i", Nothing),
    a("bindable", "xyc", Nothing),
    a("broadcast", "x", Nothing),
    a("byte_count", "p", Anything),
    a("call_as", "x", Expressions(1)),
    a("callback", "xt", Nothing),
    a("case", "f", Expressions(1)),
    a("code", "xi", Nothing),
    a("comm_status", "xp", Nothing),
    a("composable", "c", Expressions(1)),
    a("constructor", "x", Nothing),
    a("constructor_name", "ci", Expressions(1)),
    a("context_handle", "tpx", Nothing),
    a("context_handle_noserialize", "tpx", Nothing),
    a("context_handle_serialize", "tpx", Nothing),
    a("contract", "icblmntfxypke", Expressions(1)),
    a("contractversion", "c", Expressions(1)),
    a("control", "cli", Nothing),
    a("cs_char", "t", Anything),
    a("cs_drtag", "p", Nothing),
    a("cs_rtag", "p", Nothing),
    a("cs_stag", "p", Nothing),
    a("cs_tag_rtn", "x", Anything),
    a("custom", "icblmntfxypke", Anything),
    a("decode", "itx", Nothing),
    a("default", "cbfxiy", Optional),
    a("default_interface", "c", Nothing),
    a("default_overload", "x", Nothing),
    a("defaultbind", "xy", Nothing),
    a("defaultcollelem", "xy", Nothing),
    a("defaultvalue", "pf", Expressions(1)),
    a("defaultvtable", "b", Nothing),
    a("defaultvtbl", "b", Nothing),
    a("deprecated", "icblmntfxypke", Optional),
    a("disable_consistency_check", "icblmntfxypke", Nothing),
    a("displaybind", "xy", Nothing),
    a("dllname", "m", Expressions(1)),
    a("dual", "i", Nothing),
    a("dual_api_partition", "c", Optional),
    a("dualstringsafe", "i", Nothing),
    a("enable_allocate", "xi", Nothing),
    a("encode", "itx", Nothing),
    a("endpoint", "i", Expressions(1)),
    a("entry", "x", Expressions(1)),
    a("enum_class", "t", Nothing),
    a("eventadd", "x", Nothing),
    a("eventremove", "x", Nothing),
    a("exclusiveto", "i", Expressions(1)),
    a("experimental", "icblmntfxypke", Nothing),
    a("explicit_handle", "ix", Nothing),
    a("fast_abi", "c", Optional),
    a("fault_status", "xp", Nothing),
    a("feature", "icblmntfxypke", Anything),
    a("first_is", "pftx", Expressions(1)),
    a("flags", "t", Nothing),
    a("force_allocate", "x", Optional),
    a("from_contract", "icblmntfxypke", Expressions(1)),
    a("gc_no_gc", "x", Nothing),
    a("gc_pressure", "c", Optional),
    a("handle", "tpx", Nothing),
    a("hasvariant", "ix", Nothing),
    a("helpcontext", "icblmntfxypke", Expressions(1)),
    a("helpfile", "l", Expressions(1)),
    a("helpstring", "icblmntfxypke", Expressions(1)),
    a("helpstringcontext", "icblmntfxypke", Expressions(1)),
    a("helpstringdll", "l", Expressions(1)),
    a("hidden", "icblmntfxypke", Nothing),
    a("id", "xykle", Expressions(1)),
    a("idempotent", "x", Nothing),
    a("ignore", "tfpx", Nothing),
    a("iid_is", "pfx", Expressions(1)),
    a("immediatebind", "xy", Nothing),
    a("implicit_handle", "i", Anything),
    a("in", "p", Nothing),
    a("input_sync", "ix", Nothing),
    a("interface_name", "ci", Expressions(1)),
    a("internal", "icblmntfxypke", Nothing),
    a("last_is", "pftx", Expressions(1)),
    a("lcid", "plx", Optional),
    a("length_is", "pftx", Expressions(1)),
    a("lengthis", "pfx", Expressions(1)),
    a("licensed", "ci", Nothing),
    a("local", "ixt", Nothing),
    a("marker", "i", Nothing),
    a("marshaling_behavior", "c", Optional),
    a("max_is", "pftx", Expressions(1)),
    a("maybe", "x", Nothing),
    a("message", "x", Nothing),
    a("method_name", "x", Expressions(1)),
    a("min_is", "pftx", Expressions(1)),
    a("ms_union", "itf", Nothing),
    a("muse", "cix", Nothing),
    a("no_injected_text", "i", Nothing),
    a("nocode", "xi", Nothing),
    a("noexcept", "x", Nothing),
    a("noexception", "x", Nothing),
    a("nonbrowsable", "xyicf", Nothing),
    a("noncreatable", "ci", Nothing),
    a("nonextensible", "ic", Nothing),
    a("noproxy", "i", Nothing),
    a("notify", "x", Nothing),
    a("notify_flag", "x", Nothing),
    a("object", "i", Nothing),
    a("obsolete", "icblmntfxypke", Anything),
    a("odl", "itb", Nothing),
    a("oleautomation", "it", Nothing),
    a("optimize", "xi", Expressions(1)),
    a("optional", "p", Nothing),
    a("out", "p", Nothing),
    a("overload", "x", Expressions(1)),
    a("overridable", "b", Nothing),
    a("partial_ignore", "p", Nothing),
    a("pointer_default", "il", Expressions(1)),
    a("predeclid", "icx", Nothing),
    a("private_char_16", "t", Nothing),
    a("progid", "c", Expressions(1)),
    a("propget", "xyp", Nothing),
    a("propput", "xyp", Nothing),
    a("propputref", "xyp", Nothing),
    a("protected", "ib", Nothing),
    a("proxy", "ix", Nothing),
    a("ptr", "tfxypk", Nothing),
    a("public", "ticmxyk", Nothing),
    a("range", "tpfx", Expressions(2)),
    a("readonly", "xyf", Nothing),
    a("ref", "tfxypk", Nothing),
    a("remote_async", "xi", Nothing),
    a("replaceable", "xy", Nothing),
    a("represent_as", "tp", Type),
    a("requestedit", "xy", Nothing),
    a("restricted", "icblmntfxypke", Nothing),
    a("retval", "p", Nothing),
    a("size_is", "pftx", Expressions(1)),
    a("source", "bcxyi", Nothing),
    a("static", "cx", Optional),
    a("static_name", "ci", Expressions(1)),
    a("strict_context_handle", "it", Nothing),
    a("string", "tfxypk", Nothing),
    a("switch_is", "fpt", Expressions(1)),
    a("switch_type", "tfp", Type),
    a("system_handle", "pft", Anything),
    a("threading", "c", Expressions(1)),
    a("transmit_as", "tp", Type),
    a("type_strict_context_handle", "it", Nothing),
    a("uidefault", "xyi", Nothing),
    a("unique", "tfxypk", Nothing),
    a("usage", "i", Anything),
    a("user_marshal", "tp", Type),
    a("usesgetlasterror", "xm", Nothing),
    a("uuid", "icblmtxyk", Uuid),
    a("v1_enum", "tf", Nothing),
    a("v1_struct", "t", Nothing),
    a("vararg", "x", Nothing),
    a("variant", "pfxt", Nothing),
    a("version", "icblmt", Version),
    a("vi_progid", "c", Expressions(1)),
    a("webhosthidden", "ict", Nothing),
    a("wire_marshal", "tp", Type),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_no_name_twice() {
        assert!(
            ATTRIBUTES
                .windows(2)
                .all(|pair| pair[0].name < pair[1].name)
        );
    }

    #[test]
    fn a_misspelt_attribute_has_the_one_of_a_similar_name() {
        assert_eq!(similar("size_si"), Some("size_is"));
        assert_eq!(similar("Retval"), Some("retval"));
        assert_eq!(similar("entirely_else"), None);
    }
}
