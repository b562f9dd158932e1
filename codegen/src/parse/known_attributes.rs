//! The attributes that MIDL knows: where each may stand and what stands in its parentheses.
//!
//! Source of the facts: the MIDL language reference, and the attributes that real IDL uses.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::keyword;
use crate::similar::similar_within;
use crate::symbol::Symbol;

/// Where an attribute list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `interface`, `dispinterface`, `delegate`.
    Interface,
    /// `coclass`, `runtimeclass`, `apicontract`.
    Coclass,
    /// An interface in a coclass's body.
    CoclassMember,
    /// `library`.
    Library,
    /// `module`.
    Module,
    /// `namespace`.
    Namespace,
    /// `typedef`, `struct`, `union`, `enum`.
    Type,
    /// A field of a struct, an arm of a union.
    Field,
    /// A method or function.
    Method,
    /// A property of a dispinterface.
    Property,
    /// A parameter.
    Parameter,
    /// A constant.
    Constant,
    /// A value of an enumeration.
    Enumerator,
}

impl Place {
    /// As a message says it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Interface => "an interface",
            Self::Coclass => "a class",
            Self::CoclassMember => "a class's interface",
            Self::Library => "a library",
            Self::Module => "a module",
            Self::Namespace => "a namespace",
            Self::Type => "a type",
            Self::Field => "a field",
            Self::Method => "a method",
            Self::Property => "a property",
            Self::Parameter => "a parameter",
            Self::Constant => "a constant",
            Self::Enumerator => "an enumeration's value",
        }
    }

    fn letter(self) -> u8 {
        match self {
            Self::Interface => b'i',
            Self::Coclass => b'c',
            Self::CoclassMember => b'b',
            Self::Library => b'l',
            Self::Module => b'm',
            Self::Namespace => b'n',
            Self::Type => b't',
            Self::Field => b'f',
            Self::Method => b'x',
            Self::Property => b'y',
            Self::Parameter => b'p',
            Self::Constant => b'k',
            Self::Enumerator => b'e',
        }
    }
}

/// What stands in an attribute's parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// A uuid.
    Uuid,
    /// Expressions, this many at least; one may be left out between commas.
    Expressions(usize),
    /// Expressions, or no parentheses at all.
    Optional,
    /// A type.
    Type,
    /// `major.minor`.
    Version,
    /// Anything that means nothing here.
    Anything,
}

/// An attribute that MIDL knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    name: &'static str,
    /// The letters of the places where it may stand.
    places: &'static str,
    pub(super) takes: Takes,
}

impl Known {
    pub(super) fn allowed(&self, place: Place) -> bool {
        self.places.as_bytes().contains(&place.letter())
    }

    /// The places where it may stand, as a message says them.
    pub(super) fn places(&self) -> String {
        let all = [
            Place::Interface,
            Place::Coclass,
            Place::CoclassMember,
            Place::Library,
            Place::Module,
            Place::Namespace,
            Place::Type,
            Place::Field,
            Place::Method,
            Place::Property,
            Place::Parameter,
            Place::Constant,
            Place::Enumerator,
        ];
        let texts: Vec<&str> = all
            .into_iter()
            .filter(|place| self.allowed(*place))
            .map(Place::text)
            .collect();
        match &texts[..] {
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
            [] => String::new(),
        }
    }
}

/// The attribute called `name`, if MIDL has one.
pub(super) fn known(name: &str) -> Option<&'static Known> {
    // Asked for in every file, so not by comparing names.
    static BY_NAME: LazyLock<FxHashMap<&str, &Known>> =
        LazyLock::new(|| ATTRIBUTES.iter().map(|known| (known.name, known)).collect());
    BY_NAME.get(name).copied()
}

/// The attributes of the symbols that are fixed: most that there are in real IDL.
pub(super) static FIXED: LazyLock<Vec<Option<&'static Known>>> = LazyLock::new(|| {
    let fixed = (0..keyword::FIXED as u32).map(Symbol::at);
    fixed.map(|it| known(keyword::text(it)?)).collect()
});

/// The known attribute that `name` is most likely a misspelling of.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let names = ATTRIBUTES.iter().map(|known| known.name);
    similar_within(&name, names, |known| usize::min(2, known.len() - 1))
}

const fn known_attribute(name: &'static str, places: &'static str, takes: Takes) -> Known {
    Known {
        name,
        places,
        takes,
    }
}

use Takes::{Anything, Expressions, Nothing, Optional, Type, Uuid, Version};
use known_attribute as a;

/// Sorted by name.
#[rustfmt::skip]
const ATTRIBUTES: &[Known] = &[
    a("activatable", "c", Expressions(1)),
    a("aggregatable", "c", Nothing),
    a("agile", "c", Nothing),
    a("allocate", "tpf", Expressions(1)),
    a("allowforweb", "ic", Nothing),
    a("annotation", "tfpxyi", Expressions(1)),
    a("appobject", "c", Nothing),
    a("async", "ix", Nothing),
    a("async_uuid", "i", Uuid),
    a("attributename", "i", Anything),
    a("attributeusage", "i", Anything),
    a("auto_handle", "i", Nothing),
    a("bindable", "xy", Nothing),
    a("broadcast", "x", Nothing),
    a("byte_count", "p", Anything),
    a("call_as", "x", Expressions(1)),
    a("callback", "x", Nothing),
    a("case", "f", Expressions(1)),
    a("code", "xi", Nothing),
    a("comm_status", "xp", Nothing),
    a("composable", "c", Expressions(1)),
    a("constructor", "x", Nothing),
    a("context_handle", "tpx", Nothing),
    a("context_handle_noserialize", "tpx", Nothing),
    a("context_handle_serialize", "tpx", Nothing),
    a("contract", "icbtxyenfp", Expressions(1)),
    a("contractversion", "c", Expressions(1)),
    a("control", "cl", Nothing),
    a("cs_char", "t", Anything),
    a("cs_drtag", "p", Nothing),
    a("cs_rtag", "p", Nothing),
    a("cs_stag", "p", Nothing),
    a("cs_tag_rtn", "x", Anything),
    a("custom", "icblmtfxypke", Anything),
    a("decode", "itx", Nothing),
    a("default", "cbfxi", Optional),
    a("default_interface", "c", Nothing),
    a("default_overload", "x", Nothing),
    a("defaultbind", "xy", Nothing),
    a("defaultcollelem", "xy", Nothing),
    a("defaultvalue", "p", Expressions(1)),
    a("defaultvtable", "b", Nothing),
    a("defaultvtbl", "b", Nothing),
    a("deprecated", "icbtxyef", Anything),
    a("disable_consistency_check", "i", Nothing),
    a("displaybind", "xy", Nothing),
    a("dllname", "m", Expressions(1)),
    a("dual", "i", Nothing),
    a("dualstringsafe", "i", Nothing),
    a("enable_allocate", "x", Nothing),
    a("encode", "itx", Nothing),
    a("endpoint", "i", Expressions(1)),
    a("entry", "x", Expressions(1)),
    a("enum_class", "t", Nothing),
    a("eventadd", "x", Nothing),
    a("eventremove", "x", Nothing),
    a("exclusiveto", "i", Expressions(1)),
    a("experimental", "icbtxyef", Nothing),
    a("explicit_handle", "ix", Nothing),
    a("fault_status", "xp", Nothing),
    a("first_is", "pf", Expressions(1)),
    a("flags", "t", Nothing),
    a("force_allocate", "x", Optional),
    a("gc_no_gc", "x", Nothing),
    a("handle", "tp", Nothing),
    a("helpcontext", "icblmtxyfek", Expressions(1)),
    a("helpfile", "l", Expressions(1)),
    a("helpstring", "icblmtxyfeknp", Expressions(1)),
    a("helpstringcontext", "icblmtxyfek", Expressions(1)),
    a("helpstringdll", "l", Expressions(1)),
    a("hidden", "icblmtxyfek", Nothing),
    a("id", "xykl", Expressions(1)),
    a("idempotent", "x", Nothing),
    a("ignore", "tfp", Nothing),
    a("iid_is", "pf", Expressions(1)),
    a("immediatebind", "xy", Nothing),
    a("implicit_handle", "i", Anything),
    a("in", "p", Nothing),
    a("input_sync", "ix", Nothing),
    a("last_is", "pf", Expressions(1)),
    a("lcid", "pl", Optional),
    a("length_is", "pftx", Expressions(1)),
    a("licensed", "c", Nothing),
    a("local", "ix", Nothing),
    a("marker", "i", Nothing),
    a("marshaling_behavior", "c", Anything),
    a("max_is", "pftx", Expressions(1)),
    a("maybe", "x", Nothing),
    a("message", "x", Nothing),
    a("min_is", "pftx", Expressions(1)),
    a("ms_union", "itf", Nothing),
    a("muse", "cix", Nothing),
    a("no_injected_text", "i", Nothing),
    a("nocode", "xi", Nothing),
    a("nonbrowsable", "xy", Nothing),
    a("noncreatable", "c", Nothing),
    a("nonextensible", "i", Nothing),
    a("noproxy", "i", Nothing),
    a("notify", "x", Nothing),
    a("notify_flag", "x", Nothing),
    a("object", "i", Nothing),
    a("odl", "itb", Nothing),
    a("oleautomation", "i", Nothing),
    a("optimize", "xi", Expressions(1)),
    a("optional", "p", Nothing),
    a("out", "p", Nothing),
    a("overload", "x", Expressions(1)),
    a("overridable", "b", Nothing),
    a("partial_ignore", "p", Nothing),
    a("pointer_default", "i", Expressions(1)),
    a("predeclid", "icx", Nothing),
    a("private_char_16", "t", Nothing),
    a("progid", "c", Expressions(1)),
    a("propget", "xp", Nothing),
    a("propput", "xp", Nothing),
    a("propputref", "xp", Nothing),
    a("protected", "ib", Nothing),
    a("proxy", "ix", Nothing),
    a("ptr", "tfxyp", Nothing),
    a("public", "tic", Nothing),
    a("range", "tpf", Expressions(2)),
    a("readonly", "xy", Nothing),
    a("ref", "tfxyp", Nothing),
    a("replaceable", "xy", Nothing),
    a("represent_as", "t", Type),
    a("requestedit", "xy", Nothing),
    a("restricted", "icblmxyt", Nothing),
    a("retval", "p", Nothing),
    a("size_is", "pftx", Expressions(1)),
    a("source", "bcxy", Nothing),
    a("static", "cx", Anything),
    a("strict_context_handle", "it", Nothing),
    a("string", "tfxyp", Nothing),
    a("switch_is", "fp", Expressions(1)),
    a("switch_type", "tf", Type),
    a("system_handle", "pft", Anything),
    a("threading", "c", Expressions(1)),
    a("transmit_as", "t", Type),
    a("type_strict_context_handle", "it", Nothing),
    a("uidefault", "xyi", Nothing),
    a("unique", "tfxyp", Nothing),
    a("usage", "i", Anything),
    a("user_marshal", "t", Type),
    a("usesgetlasterror", "x", Nothing),
    a("uuid", "iclmtxyb", Uuid),
    a("v1_enum", "t", Nothing),
    a("v1_struct", "t", Nothing),
    a("vararg", "x", Nothing),
    a("version", "iclmt", Version),
    a("vi_progid", "c", Expressions(1)),
    a("webhosthidden", "ic", Nothing),
    a("wire_marshal", "t", Type),
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
    fn a_misspelt_attribute_has_its_neighbour() {
        assert_eq!(similar("size_si"), Some("size_is"));
        assert_eq!(similar("Retval"), Some("retval"));
        assert_eq!(similar("entirely_else"), None);
    }
}
