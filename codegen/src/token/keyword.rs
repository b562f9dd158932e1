//! The words that IDL's grammar knows, as symbols whose positions in every interner are fixed.
//!
//! None is reserved: the place of a word tells whether it is a keyword, and real IDL has parameters
//! called `version` and fields called `string`.

use super::{Punct, Symbol};

/// How many symbols have a fixed position: the empty text, words, operators.
pub(crate) const FIXED: usize = 1 + ALL.len() + Punct::ALL.len();

/// Returns the symbol of an operator or bracket. These stand behind the words.
pub(crate) const fn punct(punct: Punct) -> Symbol {
    Symbol::at((ALL.len() + 1 + punct as usize) as u32)
}

/// Returns the text of a symbol that is a keyword.
pub(crate) fn text(symbol: Symbol) -> Option<&'static str> {
    ALL.get(symbol.index().checked_sub(1)?).copied()
}

/// Whether `symbol` may be a keyword. Nearly all words aren't.
pub(crate) fn may_be(symbol: Symbol) -> bool {
    symbol.index() <= ALL.len()
}

/// Whether `symbol` is the name that MIDL 3 has for a type, and MIDL before it hasn't.
pub(crate) fn is_midl3_type(symbol: Symbol) -> bool {
    MIDL3_TYPES.contains(&symbol)
}

macro_rules! keywords {
    ($($name:ident $text:literal)*; $($passed:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
        enum Position { EMPTY, $($name),* }

        /// All keywords, in the order of their positions, which start at 1.
        pub(crate) const ALL: &[&str] = &[$($text,)* $($passed),*];

        $(pub(crate) const $name: Symbol = Symbol::at(Position::$name as u32);)*

        // The position before the first is that of the empty text.
        const _: () = assert!(Position::EMPTY as u32 == 0);
    };
}

keywords! {
    IMPORT "import" IMPORTLIB "importlib" CPP_QUOTE "cpp_quote" MIDL_PRAGMA "midl_pragma"
    DECLARE_GUID "declare_guid"
    INTERFACE "interface" DISPINTERFACE "dispinterface" PROPERTIES "properties" METHODS "methods"
    COCLASS "coclass" LIBRARY "library" MODULE "module" NAMESPACE "namespace"
    RUNTIMECLASS "runtimeclass" APICONTRACT "apicontract" DELEGATE "delegate" DECLARE "declare"
    REQUIRES "requires" ATTRIBUTE "attribute"
    TYPEDEF "typedef" STRUCT "struct" UNION "union" ENUM "enum" SWITCH "switch" CASE "case"
    DEFAULT "default" CONST "const" VOLATILE "volatile" STATIC "static" EXTERN "extern"
    INLINE "inline" INLINE_ "__inline" INLINE__ "_inline" REGISTER "register"
    VOID "void" BOOLEAN "boolean" BYTE "byte" CHAR "char" SHORT "short" INT "int" LONG "long"
    SMALL "small" HYPER "hyper" FLOAT "float" DOUBLE "double" SIGNED "signed" UNSIGNED "unsigned"
    INT8 "__int8" INT16 "__int16" INT32 "__int32" INT64 "__int64" INT3264 "__int3264"
    INT8_ "_int8" INT16_ "_int16" INT32_ "_int32" INT64_ "_int64"
    WCHAR_T "wchar_t" HANDLE_T "handle_t" ERROR_STATUS_T "error_status_t" SAFEARRAY "SAFEARRAY"
    PIPE "pipe"
    SIZEOF "sizeof" TRUE "TRUE" FALSE "FALSE" TRUE_ "true" FALSE_ "false" NULL "NULL"
    STDCALL "__stdcall" STDCALL_ "_stdcall" STDCALL__ "stdcall" CDECL "__cdecl" CDECL_ "_cdecl"
    CDECL__ "cdecl" CDECL___ "CDECL" FASTCALL "__fastcall" FASTCALL_ "_fastcall" PASCAL_ "__pascal"
    PASCAL__ "_pascal" PASCAL "pascal" PASCAL___ "PASCAL" THISCALL "__thiscall" WINAPI "WINAPI" APIENTRY "APIENTRY"
    CALLBACK "CALLBACK" STDMETHODCALLTYPE "STDMETHODCALLTYPE" STDAPICALLTYPE "STDAPICALLTYPE"
    WINAPIV "WINAPIV" STDMETHODVCALLTYPE "STDMETHODVCALLTYPE"
    STDAPIVCALLTYPE "STDAPIVCALLTYPE" NTAPI "NTAPI"
    DECLSPEC "__declspec" UNALIGNED "__unaligned" UNALIGNED_ "UNALIGNED" W64 "__w64"
    PTR32 "__ptr32" PTR64 "__ptr64" FAR "far" FAR_ "__far" FAR__ "_far" FAR___ "FAR"
    NEAR "near" NEAR_ "__near" NEAR__ "NEAR" NEAR___ "_near" HUGE "huge" HUGE_ "__huge"
    HUGE__ "_huge" RPC_FAR "__RPC_FAR" RESTRICT "__restrict" RESTRICT_ "restrict" SPTR "__sptr"
    UPTR "__uptr" EXPORT "__export" EXPORT_ "_export" LOADDS "__loadds" LOADDS_ "_loadds"
    SAVEREGS "__saveregs" VECTORCALL "__vectorcall" FORTRAN "__fortran"
    VIRTUAL "virtual" THROW "throw" NOEXCEPT "noexcept" OVERRIDE "override" FINAL "final"
    PURE "PURE"
    ALIGN "align"
    // Attributes that the parser or the resolver asks for by name.
    UUID "uuid" ASYNC_UUID "async_uuid" OBJECT "object" LOCAL "local" CALL_AS "call_as"
    PROPGET "propget" PROPPUT "propput" PROPPUTREF "propputref" EVENTADD "eventadd"
    EVENTREMOVE "eventremove" ID "id" IN "in" OUT "out" RETVAL "retval" OPTIONAL "optional"
    LCID "lcid" REF "ref" UNIQUE "unique" PTR "ptr" STRING "string" SIZE_IS "size_is"
    MAX_IS "max_is" LENGTH_IS "length_is" LAST_IS "last_is" IID_IS "iid_is"
    DEFAULTVALUE "defaultvalue"
    V1_ENUM "v1_enum" VERSION "version" HELPSTRING "helpstring" SOURCE "source"
    DLLNAME "dllname" ENTRY "entry" ODL "odl" DUAL "dual"
    READONLY "readonly"
    FLAGS "flags" ACTIVATABLE "activatable" COMPOSABLE "composable"
    // Types of MIDL 3.
    MIDL3_BOOLEAN "Boolean" MIDL3_STRING "String" MIDL3_OBJECT "Object" MIDL3_SINGLE "Single"
    MIDL3_DOUBLE "Double" MIDL3_UINT8 "UInt8" MIDL3_INT16 "Int16" MIDL3_UINT16 "UInt16"
    MIDL3_INT32 "Int32" MIDL3_UINT32 "UInt32" MIDL3_INT64 "Int64" MIDL3_UINT64 "UInt64"
    MIDL3_CHAR "Char" MIDL3_CHAR16 "Char16" MIDL3_GUID "Guid"
    // The preprocessor's.
    DEFINED "defined" VARIABLE_ARGUMENTS "__VA_ARGS__"
    ;
    // Attributes that are passed on as they are, over and over.
    "bindable" "displaybind" "hidden" "restricted" "oleautomation"
}

/// The types of MIDL 3.
const MIDL3_TYPES: &[Symbol] = &[
    MIDL3_BOOLEAN,
    MIDL3_STRING,
    MIDL3_OBJECT,
    MIDL3_SINGLE,
    MIDL3_DOUBLE,
    MIDL3_UINT8,
    MIDL3_INT16,
    MIDL3_UINT16,
    MIDL3_INT32,
    MIDL3_UINT32,
    MIDL3_INT64,
    MIDL3_UINT64,
    MIDL3_CHAR,
    MIDL3_CHAR16,
    MIDL3_GUID,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Interner;

    #[test]
    fn every_keyword_has_its_fixed_symbol_in_a_new_interner() {
        let names = Interner::default();
        assert_eq!(names.text(IMPORT), "import");
        assert_eq!(names.text(READONLY), "readonly");
        for operator in Punct::ALL {
            assert_eq!(names.text(punct(*operator)), operator.text());
        }
        assert_eq!(names.len(), FIXED, "no keyword is listed twice");
    }

    #[test]
    fn a_keyword_has_its_text_without_an_interner() {
        let mut names = Interner::default();
        assert_eq!(text(READONLY), Some("readonly"));
        assert_eq!(text(names.intern("bindable")), Some("bindable"));
        assert_eq!(text(names.intern("Lamp")), None);
        assert_eq!(text(Symbol::EMPTY), None);
    }
}
