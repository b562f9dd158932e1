//! The file of a construct is found by the construct's name at each stage.

use crate::rust_source::folder;

/// The constructs of IDL. `record` is `struct` and `union`, `constant` is `const`.
const CONSTRUCTS: &[&str] = &[
    "interface",
    "dispinterface",
    "coclass",
    "library",
    "module",
    "record",
    "enumeration",
    "typedef",
    "constant",
    "declare_guid",
    "delegate",
    "cpp_quote",
];

/// The folders of `codegen/src` that treat each construct by itself. The files of `emit/inspect` are
/// forms of output, each of which shows all constructs; `emit/winmd` compiles what `emit/rdl` writes.
const STAGES: &[&str] = &[
    "parse",
    "resolve",
    "verify",
    "emit/rust",
    "emit/rdl",
    "emit/page",
];

/// The constructs that have no file at a stage, and why.
const WITHOUT_A_FILE: &[(&str, &str, &str)] = &[
    ("dispinterface", "verify", "it is compared as an interface"),
    (
        "dispinterface",
        "emit/rust",
        "it is written as an interface",
    ),
    ("dispinterface", "emit/rdl", "it is written as an interface"),
    ("coclass", "verify", "only its CLSID is compared, by `uuid`"),
    ("library", "verify", "metadata has no libraries"),
    ("library", "emit/rust", "nothing is written for it"),
    ("module", "verify", "its functions aren't compared"),
    ("typedef", "verify", "the type that it names is compared"),
    ("constant", "verify", "it isn't compared"),
    ("declare_guid", "verify", "it isn't compared"),
    ("declare_guid", "emit/rust", "`resolve` makes it a constant"),
    ("declare_guid", "emit/rdl", "`resolve` makes it a constant"),
    ("dispinterface", "emit/page", "it is shown as an interface"),
    ("delegate", "emit/page", "`resolve` makes it an interface"),
    ("declare_guid", "emit/page", "`resolve` makes it a constant"),
    ("cpp_quote", "emit/page", "`resolve` makes it constants"),
    ("delegate", "verify", "`resolve` makes it an interface"),
    ("delegate", "emit/rust", "`resolve` makes it an interface"),
    ("delegate", "emit/rdl", "`resolve` makes it an interface"),
    ("cpp_quote", "verify", "`resolve` makes it constants"),
    ("cpp_quote", "emit/rust", "`resolve` makes it constants"),
    ("cpp_quote", "emit/rdl", "`resolve` makes it constants"),
];

#[test]
fn each_construct_has_a_file_of_its_name_at_each_stage() {
    let mut wrong = Vec::new();
    for stage in STAGES {
        for construct in CONSTRUCTS {
            let path = folder().join(stage).join(construct);
            let is_there = path.with_extension("rs").is_file() || path.join("mod.rs").is_file();
            let exception = WITHOUT_A_FILE
                .iter()
                .find(|(of, at, _)| of == construct && at == stage);
            match exception {
                None if !is_there => wrong.push(format!("there is no {stage}/{construct}.rs")),
                Some((.., why)) if is_there => {
                    wrong.push(format!("{stage}/{construct}.rs is there, though {why}"));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_is_never_beside_a_folder_of_its_name() {
    let beside: Vec<_> = crate::rust_source::rust_sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| folder().join(path).with_extension("").is_dir())
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}
