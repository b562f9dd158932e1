//! The winmd through `windows-bindgen`, which must make every slot of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use comidl_codegen::lower::abi::Abi;
use comidl_codegen::lower::closure::closure;
use comidl_codegen::model::{ItemKind, Origin};

use crate::bits;

/// The bindings that windows-bindgen makes of the winmd and Windows metadata, for all names that
/// the input needs.
static BINDINGS: LazyLock<String> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("bindings.rs");
    let model = bits::model();
    let names = closure(&Abi::new(&model)).into_iter().filter_map(|id| {
        let item = model.item(id);
        let namespace = match &item.origin {
            Origin::Metadata(namespace) => namespace,
            _ => bits::NAME,
        };
        item.parent
            .is_none()
            .then(|| format!("{namespace}.{}", item.name))
    });
    windows_bindgen::builder()
        .input_bytes(&bits::compile(&bits::rdl(&model)))
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

/// The fields of each `.._Vtbl`, by the interface's name.
fn vtables(file: &syn::File) -> BTreeMap<String, Vec<&syn::Field>> {
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Struct(item) => {
                let name = item.ident.to_string();
                let name = name.strip_suffix("_Vtbl")?.to_string();
                Some((name, item.fields.iter().collect()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn every_slot_of_every_interface_is_a_function() {
    let model = bits::model();
    let file = bindings();
    let vtables = vtables(&file);
    let mut compared = 0;
    for (item, interface) in bits::interfaces(&model) {
        let fields = &vtables[&item.name];
        let (base, slots) = fields.split_first().unwrap();
        assert_eq!(base.ident.as_ref().unwrap(), "base__", "{}", item.name);
        let names: Vec<_> = slots
            .iter()
            .map(|it| it.ident.as_ref().unwrap().to_string())
            .collect();
        let expected: Vec<_> = interface.methods.iter().map(|it| it.name.clone()).collect();
        assert_eq!(names, expected, "{}", item.name);
        for slot in slots {
            assert!(
                matches!(slot.ty, syn::Type::BareFn(_)),
                "{}::{} is no function",
                item.name,
                slot.ident.as_ref().unwrap()
            );
        }
        compared += 1;
    }
    assert!(compared > 20, "only {compared}");
}

#[test]
fn every_interface_has_its_iid() {
    let model = bits::model();
    let file = bindings();
    let definitions: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Macro(item) => Some(item.mac.tokens.to_string()),
            _ => None,
        })
        .collect();
    for (item, interface) in bits::interfaces(&model) {
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
    let model = bits::model();
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
        if matches!(item.kind, ItemKind::Constant(_)) {
            assert!(constants.contains(&item.name), "{}", item.name);
        }
    }
}
