//! The bindings of Delivery Optimization as a program sees them that has nothing else of comidl.

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::model::ItemKind;
use comidl_tests::root;

fn compilation() -> Compilation {
    Compilation::read(Options {
        idl: vec![root().join("idl/DeliveryOptimization.idl")],
        ..Options::default()
    })
}

fn bindings() -> String {
    let outputs = compilation().emit(&[Form::Rust], "".as_ref());
    String::from_utf8(outputs[0].bytes.clone()).expect("Rust is UTF-8")
}

/// The structs of the bindings, which stand in a module of the file.
fn structs(file: &syn::File) -> Vec<&syn::ItemStruct> {
    let modules = file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) => module.content.as_ref(),
        _ => None,
    });
    let items = modules.flat_map(|(_, items)| items);
    let structs = items.filter_map(|item| match item {
        syn::Item::Struct(it) => Some(it),
        _ => None,
    });
    structs.collect()
}

#[test]
fn every_vtable_has_its_methods_in_order_and_no_nameless_slot() {
    let (model, bindings) = (compilation().model, bindings());
    let file = syn::parse_file(&bindings).expect("the bindings are Rust");
    let structs = structs(&file);
    for (_, item) in model.named() {
        let ItemKind::Interface(interface) = &item.kind else {
            continue;
        };
        let name = format!("{}_Vtbl", item.name);
        let vtable = structs.iter().find(|it| it.ident == name).expect(&name);
        let mut fields = vtable.fields.iter();
        let base = fields.next().and_then(|field| field.ident.as_ref());
        assert!(base.is_some_and(|base| base == "base__"), "{name}");
        let declared: Vec<&str> = interface
            .methods
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        let slots: Vec<String> = fields
            .clone()
            .filter_map(|field| Some(field.ident.as_ref()?.to_string()))
            .collect();
        assert_eq!(slots, declared, "{name}");
        for field in fields {
            assert!(
                matches!(field.ty, syn::Type::BareFn(_)),
                "a slot of {name} is no function"
            );
        }
    }
}

#[test]
fn they_are_the_same_on_every_run() {
    assert_eq!(bindings(), bindings());
}

#[test]
fn their_head_says_what_made_them_and_from_what() {
    let bindings = bindings();
    let head = bindings.lines().next().expect("a first line");
    assert!(head.contains("comidl"), "{head}");
    assert!(head.contains("DeliveryOptimization.idl"), "{head}");
    let folder = root().display().to_string();
    assert!(
        !bindings.contains(&folder),
        "they tell where they were made"
    );
}
