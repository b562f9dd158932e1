//! The page of limits lists each constant `MAX_…` of the compiler.

use std::collections::BTreeSet;
use std::fs;

use comidl_tests::root;

use crate::rust_source::rust_sources;

/// Returns the constants of the source, each with its file.
fn in_source() -> BTreeSet<String> {
    let mut constants = BTreeSet::new();
    for source in rust_sources() {
        let path = source.path.display();
        for (index, _) in source.code.match_indices("const MAX_") {
            let name = &source.code[index + "const ".len()..];
            let end = name.find(':').unwrap_or(name.len());
            constants.insert(format!("`{path}` `{}`", &name[..end]));
        }
    }
    constants
}

/// Returns the constants of the page, each with its file.
fn on_page() -> BTreeSet<String> {
    let page = fs::read_to_string(root().join("docs/limits.md")).expect("the page is there");
    let cells = page.lines().flat_map(|line| line.split('|').map(str::trim));
    let constants = cells.filter(|cell| cell.contains("` `MAX_"));
    constants.map(str::to_owned).collect()
}

#[test]
fn the_page_of_limits_lists_each_of_them() {
    let (source, page) = (in_source(), on_page());
    let lacking: Vec<&String> = source.difference(&page).collect();
    let lost: Vec<&String> = page.difference(&source).collect();
    assert!(lacking.is_empty(), "docs/limits.md lacks {lacking:#?}");
    assert!(
        lost.is_empty(),
        "docs/limits.md has {lost:#?}, which isn't there"
    );
}
