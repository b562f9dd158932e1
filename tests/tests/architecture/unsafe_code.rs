//! The page of safety names each file of the runtime that has `unsafe` code.

use std::collections::BTreeSet;
use std::fs;

use comidl_tests::root;

use crate::rust_source::rust_sources_of;

/// Returns the files of the runtime that have such code. Their tests don't count.
fn in_source() -> BTreeSet<String> {
    let is_word = |word: &str| word == "unsafe";
    let sources = rust_sources_of(&root().join("runtime/src")).into_iter();
    sources
        .filter(|source| {
            let mut words = source
                .code
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.any(is_word)
        })
        .map(|source| source.path.to_string_lossy().into_owned())
        .collect()
}

/// Returns the files of the runtime that the page names.
fn on_page() -> BTreeSet<String> {
    let page = fs::read_to_string(root().join("docs/safety.md")).expect("the page is there");
    let words = page.split('`').skip(1).step_by(2);
    let files = words.filter(|word| word.ends_with(".rs"));
    files
        .map(|file| file.strip_prefix("runtime/src/").unwrap_or(file).to_owned())
        .collect()
}

#[test]
fn the_page_of_safety_names_each_file_with_unsafe_code() {
    let page = on_page();
    let lacking: Vec<String> = in_source().difference(&page).cloned().collect();
    assert!(lacking.is_empty(), "docs/safety.md lacks {lacking:#?}");
    let exists = |file: &&String| {
        let root = root();
        root.join(file).exists() || root.join("runtime/src").join(file).exists()
    };
    let lost: Vec<&String> = page.iter().filter(|file| !exists(file)).collect();
    assert!(
        lost.is_empty(),
        "docs/safety.md has {lost:#?}, which isn't there"
    );
}
