//! Names of C as names of RDL.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The names that RDL gives to types of its own, in any namespace.
const BUILT_IN: &[&str] = &[
    "Char16", "Object", "String", "bool", "f32", "f64", "i16", "i32", "i64", "i8", "isize", "u16",
    "u32", "u64", "u8", "usize", "void",
];

/// `name` with what can't stand in an identifier replaced by `_`.
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

/// `name` as an identifier. A keyword is a raw identifier; the few words that can't be one get a
/// `_` behind them.
pub(super) fn ident(name: &str) -> TokenStream {
    match name {
        "super" | "crate" | "_" => {
            let ident = Ident::new(&format!("{name}_"), Span::call_site());
            quote!(#ident)
        }
        name => windows_rdl::emit::write_ident(&identifier(name)),
    }
}

/// The type `name` of `namespace`, from any other.
pub(super) fn path(namespace: &str, name: &str) -> TokenStream {
    let segments = namespace.split('.').map(ident);
    let name = ident(name);
    quote!(#(#segments::)* #name)
}

/// The type `name` of `namespace`, from within it.
pub(super) fn local(namespace: &str, name: &str) -> TokenStream {
    if BUILT_IN.contains(&name) {
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
    fn a_keyword_is_a_raw_identifier_and_the_rest_gets_an_underscore() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("super").to_string(), "super_");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("Self").to_string(), "Self_");
        assert_eq!(ident("IFoo").to_string(), "IFoo");
    }

    #[test]
    fn what_rdl_calls_its_own_is_reached_through_the_namespace() {
        assert_eq!(local("A.B", "String").to_string(), "super :: B :: String");
        assert_eq!(local("A.B", "VARIANT").to_string(), "VARIANT");
    }
}
