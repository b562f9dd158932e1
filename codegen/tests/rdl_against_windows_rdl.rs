//! Definitions of Windows' own metadata go back unchanged: `windows-rdl` reads the same in the winmd
//! that we make of them and in the winmd that they came from.

use std::collections::{BTreeMap, HashMap};

use comidl_codegen::internal::emit::{rdl, winmd};
use comidl_codegen::internal::external::Externals;
use comidl_codegen::internal::metadata::{COMMON, Metadata, WIN32_NAMESPACE};
use comidl_codegen::internal::model::{Model, Origin};
use windows_metadata::reader::{File, Index, Item, TypeCategory};

/// The types that `windows-core` provides. We refer to them and never define them.
const PROVIDED: &[&str] = &[
    "BOOL",
    "BSTR",
    "GUID",
    "HRESULT",
    "HSTRING",
    "IInspectable",
    "IUnknown",
    "NTSTATUS",
    "PCSTR",
    "PCWSTR",
    "PSTR",
    "PWSTR",
];

#[test]
fn what_comes_out_of_metadata_goes_back_the_same() {
    let theirs = items(COMMON);
    let ours = items(&recompiled());
    let aliases: HashMap<&str, &str> = theirs
        .values()
        .filter_map(|text| {
            let alias = text.strip_prefix("type ")?.strip_suffix(";\n")?;
            alias.split_once(" = ")
        })
        .collect();
    let mut compared = 0;
    for (name, text) in &theirs {
        if PROVIDED.contains(&name.as_str()) || name == "Metadata" {
            continue;
        }
        let ours = ours.get(name).map(|ours| comparable(ours, &aliases));
        assert_eq!(ours, Some(comparable(text, &aliases)), "{name}");
        compared += 1;
    }
    assert!(compared > 600, "only {compared}");
}

/// The types of `common.winmd`, imported into a model as though an IDL had defined them, and
/// compiled again.
fn recompiled() -> Vec<u8> {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let index = Index::new(vec![File::new(COMMON.to_vec()).unwrap()]);
    let mut names: Vec<&str> = index
        .namespace_items(WIN32_NAMESPACE)
        .filter(|(_, item)| {
            !matches!(item, Item::Type(def) if def.category() == TypeCategory::Attribute)
        })
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    let (mut model, mut known) = (Model::default(), HashMap::new());
    for name in names {
        metadata.import(name, &mut model, &mut known);
    }
    let ids: Vec<_> = model.items().map(|(id, _)| id).collect();
    for id in ids {
        model.item_mut(id).origin = Origin::Named;
    }
    let options = rdl::RdlOptions {
        externals: &Externals::default(),
        namespace: WIN32_NAMESPACE,
        is_in_metadata: &|_, _| false,
    };
    let rdl = rdl::rdl(&model, &options);
    let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
    winmd::compile(&rdl.text, "Recompiled", &references).unwrap_or_else(|it| panic!("{it:?}"))
}

/// The RDL that `windows-rdl` writes of a winmd: the text of each item of `Windows.Win32`.
fn items(winmd: &[u8]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (
        folder.path().join("in.winmd"),
        folder.path().join("out.rdl"),
    );
    std::fs::write(&input, winmd).unwrap();
    windows_rdl::writer()
        .input(&input)
        .output(&output)
        .filter(WIN32_NAMESPACE)
        .write()
        .unwrap();
    let text = std::fs::read_to_string(&output).unwrap();
    let mut items = BTreeMap::new();
    let mut item = String::new();
    // An item of the namespace is indented by two steps, and so is the bracket that ends it.
    for line in text
        .lines()
        .filter_map(|line| line.strip_prefix("        "))
    {
        item += line;
        item.push('\n');
        if !line.starts_with(' ') && line.ends_with(['}', ';']) {
            let item = std::mem::take(&mut item);
            items.insert(name(&item).to_string(), item);
        }
    }
    items
}

/// The name that an item defines.
fn name(item: &str) -> &str {
    let line = item.lines().find(|line| !line.starts_with('#')).unwrap();
    line.split([' ', '(', ':', '{'])
        .find(|word| {
            let keywords = [
                "",
                "\"C\"",
                "const",
                "enum",
                "extern",
                "fn",
                "interface",
                "mod",
                "struct",
                "type",
                "union",
            ];
            !keywords.contains(word)
        })
        .unwrap()
}

/// The item without what the two may differ in:
///
/// - names of types that are other names of types: ours write `u8` for `byte`;
/// - what classic IDL has no words for: `flags`, `reserved`;
/// - `special`, which the importer gives to every `get_X`, be it a property or not;
/// - that a count of bytes is a count of elements too, where an element is a byte;
/// - what ours say beyond theirs: which parameter `iid_is` names.
fn comparable(item: &str, aliases: &HashMap<&str, &str>) -> String {
    let mut text = String::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for piece in item.split_inclusive(|c| !is_word(c)) {
        let (mut word, rest) = piece.split_at(piece.find(|c| !is_word(c)).unwrap_or(piece.len()));
        let is_own_name = text.ends_with("type ");
        while let Some(alias) = aliases.get(word).filter(|_| !is_own_name) {
            word = alias;
        }
        text += word;
        text += rest;
    }
    while let Some((before, after)) = text.split_once("#[Comidl::Metadata::Idl(") {
        let (_, after) = after.split_once("\")] ").unwrap();
        text = format!("{before}{after}");
    }
    text.lines()
        .filter(|line| !matches!(line.trim(), "#[flags]" | "#[special]"))
        .map(|line| {
            line.replace("#[reserved] ", "")
                .replace("size_param", "len_param")
                + "\n"
        })
        .collect()
}
