//! No stage names a later one.

use crate::rust_source::{RustSource, rust_sources};

/// The modules of `codegen/src` in their order. A module names those before it, and none behind it.
const ORDER: &[&str] = &[
    // What all stages share.
    "column",
    "limits",
    "identifier",
    "malloc",
    "parallel",
    "similar",
    "pattern",
    "relocate",
    "source",
    "token",
    "model",
    "diagnostics",
    "arithmetic",
    "session",
    // From text to syntax.
    "preprocess",
    "parse",
    "load",
    // From syntax to meaning.
    "c_syntax",
    "layout",
    "metadata",
    "resolve",
    "suggest",
    // From meaning to files.
    "verify",
    "external",
    "lower",
    "contract",
    "docs",
    "emit",
    "output",
    // What runs the stages.
    "rerun_if_changed",
    "compile",
    "analysis",
    "builder",
    "internal",
];

fn place(name: &str) -> Option<usize> {
    ORDER.iter().position(|module| *module == name)
}

/// A mention of a module at the root of the crate.
struct Mention {
    /// Where it is in the file.
    index: usize,
    /// The module, or another item of the root.
    name: String,
}

/// Returns the mentions of the crate's root modules: `crate::name`, `crate::{name, ..}` and
/// `super::name` with as many `super` as lead to the root.
fn mentions(source: &RustSource) -> Vec<Mention> {
    let depth = source.module().len();
    let mut mentions = Vec::new();
    let roots = ["crate::".to_owned(), "super::".repeat(depth)];
    for root in roots.iter().filter(|root| !root.is_empty()) {
        for (index, _) in source.code.match_indices(root.as_str()) {
            let before = source.code[..index].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' {
                continue;
            }
            let names = first_names(&source.code[index + root.len()..]);
            mentions.extend(names.into_iter().map(|name| Mention { index, name }));
        }
    }
    mentions
}

/// Returns the name that `path` begins with, or the first names of the paths in a group.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut names = vec![word(group.trim_start())];
    let mut depth = 1;
    for (index, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 1 => names.push(word(group[index + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn word(text: &str) -> String {
    let letters = text.chars();
    letters
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

#[test]
fn no_stage_names_a_later_one() {
    let mut wrong = Vec::new();
    for source in rust_sources() {
        let module = source.module();
        // The root declares all modules.
        let Some(stage) = module.first() else {
            continue;
        };
        let path = source.path.display();
        let Some(own) = place(stage) else {
            wrong.push(format!("{path}: the order of the stages lacks `{stage}`"));
            continue;
        };
        for Mention { index, name } in mentions(&source) {
            if place(&name).is_some_and(|other| other > own) {
                let line = source.line(index);
                wrong.push(format!("{path}:{line}: `{stage}` names `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_stage_in_the_order_exists() {
    let sources = rust_sources();
    let modules: Vec<String> = sources
        .iter()
        .filter_map(|source| source.module().into_iter().next())
        .collect();
    let lost: Vec<_> = ORDER
        .iter()
        .filter(|stage| !modules.iter().any(|module| module == *stage))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_path_is_found_however_it_is_written() {
    let source = RustSource {
        path: "parse/cursor/mod.rs".into(),
        code: "use crate::{verify::{a, b}, emit};\nuse super::super::lower::c;\n\
               fn f() { crate::load::d(); super::e(); }\n"
            .into(),
    };
    let found = mentions(&source);
    let found: Vec<_> = found
        .iter()
        .map(|mention| (source.line(mention.index), mention.name.as_str()))
        .collect();
    assert_eq!(
        found,
        [(1, "verify"), (1, "emit"), (3, "load"), (2, "lower")]
    );
}
