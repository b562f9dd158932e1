//! The winmd through `windows-bindgen`. That the vtables are ours, slot by slot, is
//! `bindings_against_windows_bindgen`'s.

use std::sync::LazyLock;

use comidl_codegen::internal::lower::abi::Abi;
use comidl_codegen::internal::lower::closure::closure;
use comidl_codegen::internal::model::{ItemKind, Origin};

use crate::service;

/// The bindings that windows-bindgen makes of the winmd and Windows metadata, for all names that
/// the input needs.
static BINDINGS: LazyLock<String> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("bindings.rs");
    let model = service::model();
    let names = closure(&Abi::new(&model)).into_iter().filter_map(|id| {
        let item = model.item(id);
        let namespace = match &item.origin {
            Origin::Metadata { namespace, .. } => namespace,
            _ => service::NAME,
        };
        item.parent()
            .is_none()
            .then(|| format!("{namespace}.{}", item.name))
    });
    windows_bindgen::builder()
        .input_bytes(&service::compile(&service::rdl(&model)))
        .input_bytes(windows_default::WIN32)
        .output(&output)
        .flat()
        .filters(names)
        .write();
    std::fs::read_to_string(&output).unwrap()
});

fn bindings() -> syn::File {
    syn::parse_file(&BINDINGS).unwrap()
}

#[test]
fn every_interface_has_its_iid() {
    let model = service::model();
    let file = bindings();
    let definitions: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Macro(item) => Some(item.mac.tokens.to_string()),
            _ => None,
        })
        .collect();
    for (item, interface) in service::interfaces(&model) {
        let iid = format!("{:#034x}", interface.iid.unwrap().0);
        let found = definitions.iter().any(|definition| {
            let definition = definition.replace(['_', ' '], "");
            definition.starts_with(&format!("{},", item.name)) && definition.ends_with(&iid)
        });
        assert!(found, "{} with {iid} in {definitions:?}", item.name);
    }
}

#[test]
fn a_coclass_and_a_constant_are_constants() {
    let model = service::model();
    let file = bindings();
    let constants: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Const(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    for (_, item) in model.named() {
        if matches!(item.kind, ItemKind::Constant(_) | ItemKind::Coclass(_)) {
            assert!(constants.iter().any(|it| *it == item.name), "{}", item.name);
        }
    }
}
