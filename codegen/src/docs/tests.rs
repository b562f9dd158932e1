//! Tests of what belongs to a name, on texts of a few lines.

use proptest::prelude::*;

use super::definition::Definition;
use super::outline::Outline;
use super::{Doc, Kind};

/// Returns what is said of the name `it` in the text.
fn of(text: &str, kind: Kind) -> Doc {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let found = text
        .match_indices("it")
        .find(|(at, _)| !text[..*at].ends_with(is_word) && !text[at + 2..].starts_with(is_word));
    let (at, _) = found.expect("the name is there");
    let outline = Outline::new(text);
    let definition = Definition::find(text, &outline, at, kind);
    definition.expect("a token is there").doc()
}

fn said(text: &str, kind: Kind) -> String {
    of(text, kind).lines.join("|")
}

#[test]
fn a_comment_directly_before_a_definition_is_of_it() {
    for (text, expected) in [
        ("// A.\nlong it;", "A."),
        ("// A.\n// B.\nlong it;", "A.|B."),
        ("// A.\n\n// B.\nlong it;", "B."),
        ("// A.\n\nlong it;", ""),
        ("/* A. */ long it;", "A."),
        ("long a; // A.\nlong it;", ""),
        ("long a; // A.\n        // B.\nlong it;", ""),
        ("long a; // A.\n// B.\nlong it;", "B."),
        ("// A.\n[object]\ninterface it {}", "A."),
        ("[object]\n// A.\ninterface it {}", "A."),
        ("interface a {}\n// A.\ninterface it {}", "A."),
        ("// A.\ninterface a {}\ninterface it {}", ""),
        ("// A.\ncpp_quote(\"a\")\nlong it;", ""),
        ("// A.\nmidl_pragma warning(disable: 1)\nlong it;", ""),
        ("// A.\n#define A\nlong it;", ""),
        ("// A.\ntypedef struct tag { long a; } it;", "A."),
        ("// A.\ntypedef struct tag { long a; } a, *it;", "A."),
        (
            "// A.\ntypedef union tag switch (long a) b { case 1: long c; } it;",
            "A.",
        ),
        ("// A.\ntypedef long (__stdcall *it)(long a);", "A."),
        ("methods:\n// A.\nvoid it();", "A."),
        ("// Copyright (c) A.\nlong it;", ""),
        ("// a(b);\nlong it;", ""),
    ] {
        assert_eq!(said(text, Kind::Definition), expected, "{text}");
    }
}

#[test]
fn a_comment_behind_a_definition_on_its_line_is_of_it() {
    for (text, expected) in [
        ("enum { it, // A.\n b }", "A."),
        ("enum { it // A.\n }", "A."),
        ("enum { it = 1, ///< A.\n b }", "A."),
        ("enum {\n // A.\n it, // B.\n b }", "A.||B."),
        ("enum { a, it // A.\n }", ""),
        ("enum { it, /* A. */ b }", ""),
        ("long it(long a); // A.", "A."),
        ("long it(\n long a); // A.", ""),
        ("typedef struct { // A.\n long a; } it;", ""),
    ] {
        assert_eq!(said(text, Kind::Definition), expected, "{text}");
    }
    for (text, expected) in [
        ("void a(long it, // A.\n long b);", "A."),
        ("void a(long b,\n [in] long it /* A. */);", "A."),
        ("void a(/* A. */ long it, /* B. */ long b);", "A."),
        ("void a(long it); // A.", ""),
    ] {
        assert_eq!(said(text, Kind::Parameter), expected, "{text}");
    }
    assert_eq!(said("struct { long it[3]; // A.\n }", Kind::Field), "A.");
    assert_eq!(
        said("struct { long (*it)(long a); // A.\n }", Kind::Field),
        "A."
    );
}

#[test]
fn attributes_say_what_their_strings_say() {
    for text in [
        "[helpstring(\"A.\" \"B.\")] long it;",
        "typedef [helpstring(\"A.B.\")] struct a { long b; } it;",
        "enum { it [helpstring(\"A.B.\")] = 1, b }",
        "[hidden, helpstring(\"A.B.\")] [id(1)] long it;",
        "// A.B.\n[helpstring(\"A.B.\")] long it;",
    ] {
        assert_eq!(said(text, Kind::Definition), "A.B.", "{text}");
    }
    let old = of(
        "[deprecated(\"A.\", remove, B, 1.0)] long it;",
        Kind::Definition,
    );
    assert_eq!(old.deprecated.as_deref(), Some("A."));
    assert_eq!(
        of("[obsolete] long it;", Kind::Definition)
            .deprecated
            .as_deref(),
        Some("")
    );
}

#[test]
fn annotations_of_sal_are_those_of_a_direction() {
    let annotations = |text: &str| of(text, Kind::Parameter).annotations.join(", ");
    for (text, expected) in [
        ("void a(_In_reads_(n) long *it);", "_In_reads_(n)"),
        (
            "void a([in] __RPC__in_ecount_full(n) long *it);",
            "__RPC__in_ecount_full(n)",
        ),
        (
            "void a(_Out_ _Deref_out_opt_ long *it);",
            "_Out_, _Deref_out_opt_",
        ),
        ("void a(__int64 it);", ""),
        ("void a(_Input it);", ""),
    ] {
        assert_eq!(annotations(text), expected, "{text}");
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "it",
        "long",
        "struct",
        "enum",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ",",
        ":",
        "\n",
        " ",
        "// a\n",
        "/* b */",
        "/*",
        "\"",
        "'",
        "\\",
        "#if",
        "\n#else\n",
        "\n#endif\n",
        "é",
        "_In_",
        "helpstring",
        "cpp_quote",
        "deprecated",
        "switch",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in prop_oneof![pieces(), ".*"]) {
        let outline = Outline::new(&text);
        for offset in 0..=text.len() {
            for kind in [Kind::Definition, Kind::Field, Kind::Parameter] {
                if let Some(definition) = Definition::find(&text, &outline, offset, kind) {
                    definition.doc();
                }
            }
        }
    }
}
