//! The pages for developers name files that exist.

use std::fs;

use comidl_tests::root;

use crate::rust_source::folder;

const PAGES: &[&str] = &[
    "docs/architecture.md",
    "docs/com.md",
    "docs/limits.md",
    "CONTRIBUTING.md",
];

/// Returns the words between backticks, outside fenced blocks.
fn code_words(page: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut is_fenced = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            words.extend(line.split('`').skip(1).step_by(2));
        }
    }
    words
}

/// Whether `word` is the path of a file or a folder, and not a command, a pattern or a type.
fn is_path(word: &str) -> bool {
    let is_of_a_path = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    let extensions = [".rs", ".md", ".toml", ".sh", ".idl", ".webidl", ".winmd"];
    let is_file = extensions.iter().any(|extension| {
        let stem = word.strip_suffix(extension);
        stem.is_some_and(|stem| !stem.is_empty())
    });
    word.chars().all(is_of_a_path)
        && !word.starts_with('/')
        && (word.contains('/') || is_file)
        // What a build makes is there only after it.
        && !word.starts_with("target/")
}

/// Paths are from the root of the repository or, for short, from `codegen/src`.
#[test]
fn the_files_that_the_pages_name_exist() {
    let mut lost = Vec::new();
    for name in PAGES {
        let page = fs::read_to_string(root().join(name));
        let page = page.unwrap_or_else(|error| panic!("{name}: {error}"));
        for word in code_words(&page).into_iter().filter(|word| is_path(word)) {
            if !root().join(word).exists() && !folder().join(word).exists() {
                lost.push(format!("{name}: {word}"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The last cell of a row has the path of a file, and the names of tests in it.
#[test]
fn each_rule_of_com_names_a_test_that_exists() {
    let page = fs::read_to_string(root().join("docs/com.md")).expect("the page");
    let rules = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| rule"));
    let mut lost = Vec::new();
    let mut count = 0;
    for rule in rules {
        count += 1;
        let cell = rule.rsplit('|').nth(1).unwrap_or_default();
        let [path, names @ ..] = &code_words(cell)[..] else {
            lost.push(rule.to_owned());
            continue;
        };
        let text = fs::read_to_string(root().join(path)).unwrap_or_default();
        let is_there = |name: &&&str| text.contains(&format!("fn {name}("));
        let names_lost = names.iter().filter(|name| !is_there(name));
        lost.extend(names_lost.map(|name| format!("{path}: {name}")));
        if names.is_empty() {
            lost.push(rule.to_owned());
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(count > 30, "only {count} rules");
}

#[test]
fn paths_are_told_from_other_words() {
    let page = "`parse/record.rs` `cargo run` `Builder`\n```\n`no/path`\n```\n`<stage>/x.rs`, `a/`";
    let paths: Vec<_> = code_words(page);
    let paths: Vec<_> = paths.into_iter().filter(|word| is_path(word)).collect();
    assert_eq!(paths, ["parse/record.rs", "a/"]);
}
