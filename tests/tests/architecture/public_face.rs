//! What the documentation of `comidl-codegen` shows is what it promises.

use std::fs;

use comidl_tests::{Package, target};

/// Returns the texts between `before` and the next quote, in their order.
fn values<'t>(text: &'t str, before: &'static str) -> impl Iterator<Item = &'t str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split('"').next())
}

#[test]
fn the_library_promises_three_types_to_build_scripts_and_nothing_else() {
    let documented = target().join("doc/comidl_codegen");
    fs::remove_dir_all(&documented).ok();
    let package = ["doc", "--no-deps", "-p", "comidl-codegen"];
    let features = ["--features", "contracts,inspect,windows-bindgen"];
    _ = Package::workspace()
        .cargo(&[&package[..], &features].concat())
        .well();
    let read = |page: &str| fs::read_to_string(documented.join(page)).expect("a page");

    let (all, root) = (read("all.html"), read("index.html"));
    let items = values(&all, "<li><a href=\"").filter(|item| item.ends_with(".html"));
    let items: Vec<&str> = items.collect();
    assert_eq!(
        items,
        [
            "struct.Builder.html",
            "struct.Failed.html",
            "enum.Enums.html"
        ]
    );
    let modules: Vec<&str> = values(&root, "<a class=\"mod\" href=\"").collect();
    assert_eq!(modules, [""; 0]);

    let builder = read("struct.Builder.html");
    let own = builder.split("id=\"trait-implementations\"").next();
    let methods: Vec<&str> = values(own.unwrap_or_default(), "id=\"method.").collect();
    assert_eq!(
        methods,
        [
            "new",
            "idl",
            "include",
            "define",
            "winmd",
            "namespace",
            "filter",
            "allow_drift",
            "callback",
            "implement",
            "nullable",
            "non_null",
            "default_methods",
            "contract",
            "enums",
            "windows",
            "reference",
            "allow_outside",
            "out_dir",
            "emit_winmd",
            "windows_bindgen",
            "compile",
        ]
    );
}
