//! Turns names of C into names of RDL.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The names of RDL's own types, which stand for these in every namespace.
const BUILT_IN: &[&str] = &[
    "Char16", "Object", "String", "bool", "f32", "f64", "i16", "i32", "i64", "i8", "isize", "u16",
    "u32", "u64", "u8", "usize", "void",
];

/// Returns whether RDL has a type of its own with this name.
pub(super) fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name)
}

/// Returns whether RDL takes the name as it is.
pub(super) fn is_plain(name: &str) -> bool {
    ident(name).to_string() == name
}

/// Returns `name` with `_` for each character that can't be in an identifier.
pub(super) fn identifier(name: &str) -> String {
    let mut identifier: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if identifier.is_empty() || identifier.starts_with(|c: char| c.is_ascii_digit()) {
        identifier.insert(0, '_');
    }
    identifier
}

/// Returns `name` as an identifier. A keyword becomes a raw identifier. The few words that can't be
/// a raw identifier get a `_` at their end.
pub(super) fn ident(name: &str) -> TokenStream {
    match name {
        "super" | "crate" | "_" => {
            let ident = Ident::new(&format!("{name}_"), Span::call_site());
            quote!(#ident)
        }
        name => windows_rdl::emit::write_ident(&identifier(name)),
    }
}

/// Returns the path of the type `name` of `namespace`, for use in another namespace.
pub(super) fn path(namespace: &str, name: &str) -> TokenStream {
    let segments = namespace.split('.').map(ident);
    let name = ident(name);
    quote!(#(#segments::)* #name)
}

/// Returns the path of the type `name` of `namespace`, for use within that namespace.
pub(super) fn local(namespace: &str, name: &str) -> TokenStream {
    if is_built_in(name) {
        let last = namespace.rsplit('.').next().map(ident);
        let name = ident(name);
        quote!(super::#last::#name)
    } else {
        ident(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_becomes_a_raw_identifier_or_gets_an_underscore() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("super").to_string(), "super_");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("Self").to_string(), "Self_");
        assert_eq!(ident("IFoo").to_string(), "IFoo");
    }

    #[test]
    fn a_type_with_the_name_of_one_of_rdl_is_reached_through_its_namespace() {
        assert_eq!(local("A.B", "String").to_string(), "super :: B :: String");
        assert_eq!(local("A.B", "VARIANT").to_string(), "VARIANT");
    }
}
