//! `docs/types.md`: the map of types is made of what the compiler makes of each.

#[path = "../../codegen/cli/tests/page/mod.rs"]
mod page;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::{Sources, root};

/// Types of IDL with what stands before them as a parameter that goes in; none for one that can't be a field or a
/// result.
const TYPES: [(&str, &str); 28] = [
    ("long", ""),
    ("unsigned long", ""),
    ("short", ""),
    ("unsigned short", ""),
    ("byte", ""),
    ("char", ""),
    ("wchar_t", ""),
    ("hyper", ""),
    ("unsigned hyper", ""),
    ("float", ""),
    ("double", ""),
    ("BOOL", ""),
    ("VARIANT_BOOL", ""),
    ("boolean", ""),
    ("DWORD", ""),
    ("ULONG_PTR", ""),
    ("HANDLE", ""),
    ("HWND", ""),
    ("HRESULT", ""),
    ("GUID", ""),
    ("FILETIME", ""),
    ("Mode", ""),
    ("Colour", ""),
    ("BSTR", ""),
    ("LPWSTR", "string"),
    ("VARIANT", ""),
    ("ILamp *", ""),
    ("IUnknown *", ""),
];

/// Parameters as they are written, with the name `it`.
const PARAMETERS: [&str; 16] = [
    "[in] LPCWSTR it",
    "[in, unique] LPCWSTR it",
    "[in] LPCSTR it",
    "[in] const Colour *it",
    "[in, unique] const Colour *it",
    "[in, ref] ILamp *it",
    "[in] REFIID it",
    "[in] ULONG n, [in, size_is(n)] const double *it",
    "[in] ULONG n, [in, size_is(n)] ILamp **it",
    "[in] ULONG n, [out, size_is(n)] double *it",
    "[in] ULONG n, [in, out, size_is(n)] double *it",
    "[in, out] long *it",
    "[in, out] BSTR *it",
    "[in] VARIANT *it",
    "[in] const BYTE *it",
    "[in] void *it",
];

const HEAD: &str = "import \"oaidl.idl\";
typedef enum Mode { Mode_Warm, Mode_Cold } Mode;
typedef struct Colour { BYTE red, green, blue; } Colour;
[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b9d31)] interface ILamp : IUnknown { HRESULT Dim(); }
";

/// Returns an interface of this name and number.
fn interface(name: &str, number: usize, methods: &str) -> String {
    format!(
        "[object, uuid(0f8a3b52-6f0c-4c0e-9f39-1f6f2b6b{number:04x})] interface I{name} : IUnknown {{ {methods} }}\n"
    )
}

fn bindings(idl: &str) -> String {
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(Options {
        callbacks: vec!["ITake*".into(), "IGive*".into()],
        ..sources.options()
    });
    let outputs = compilation.emit(&[Form::Rust], "".as_ref());
    let said = sources.said(&compilation);
    let bindings = outputs.first().unwrap_or_else(|| panic!("{said}"));
    String::from_utf8(bindings.bytes.clone()).expect("Rust is UTF-8")
}

/// Returns the signature of the method that is called, and of the one that is implemented.
fn signatures<'b>(bindings: &'b str, method: &str) -> (&'b str, &'b str) {
    let called = format!("pub unsafe fn {method}");
    let implemented = format!("fn {}(&self", method.to_ascii_lowercase());
    let find = |begin: &str| {
        let lines = bindings.lines().map(str::trim);
        let mut found = lines.filter(|line| line.trim_start_matches("unsafe ").starts_with(begin));
        found.find(|line| !begin.starts_with("fn") || line.ends_with(';'))
    };
    let called = bindings.lines().map(str::trim).find(|line| {
        let rest = line.strip_prefix(&called);
        rest.is_some_and(|rest| rest.starts_with(['(', '<']))
    });
    let (Some(called), Some(implemented)) = (called, find(&implemented)) else {
        panic!("no {method}");
    };
    (called, implemented)
}

/// Returns the type of the parameter `it`; of the others where there is none.
fn parameter(signature: &str) -> String {
    let (head, _) = signature.split_once(" -> ").unwrap_or((signature, ""));
    let bound = signature.split_once("Param<").map(|(_, rest)| {
        let end = rest.rfind(">").unwrap_or(rest.len());
        format!("impl Param<{}>", &rest[..end])
    });
    let behind = head.split_once("it: ").map_or("", |(_, rest)| rest);
    let mut depth = 0_i32;
    let end = behind.find(|letter| {
        depth += match letter {
            '<' | '(' | '[' => 1,
            '>' | ')' | ']' => -1,
            _ => 0,
        };
        depth < 0 || (depth == 0 && letter == ',')
    });
    let ty = &behind[..end.unwrap_or(behind.len())];
    let ty = match (ty, bound) {
        ("P0", Some(bound)) => bound,
        ("", _) => "returned".to_owned(),
        (ty, _) => ty.to_owned(),
    };
    let prefix = if signature.starts_with("unsafe fn") {
        "`unsafe fn`, "
    } else {
        ""
    };
    format!("{prefix}`{}`", short(&ty))
}

/// Returns the type of the result.
fn result(signature: &str) -> String {
    let (_, returned) = signature.split_once(" -> ").expect("a result");
    let returned = returned.trim_end_matches([';', '{', ' ']);
    let returned = returned.split(" where ").next().unwrap_or_default();
    let (_, inner) = returned.split_once("Result<").expect(signature);
    format!("`{}`", short(inner.strip_suffix('>').unwrap_or(inner)))
}

fn short(ty: &str) -> String {
    let ty = ty.replace("::comidl::", "").replace("windows_core::", "");
    let ty = ty.replace("::std::string::", "");
    ty.replace("core::ffi::", "")
        .replace("core::mem::", "")
        .trim()
        .to_owned()
}

fn map() -> String {
    let mut idl = HEAD.to_owned();
    for (number, (ty, attribute)) in TYPES.iter().enumerate() {
        let attribute = if attribute.is_empty() {
            String::new()
        } else {
            format!(", {attribute}")
        };
        writeln!(
            idl,
            "typedef struct Field{number} {{ {ty} it; }} Field{number};"
        )
        .expect("a string");
        let take = format!("HRESULT Take{number}([in{attribute}] {ty} it);");
        idl += &interface(&format!("Take{number}"), number, &take);
        let give = format!("HRESULT Give{number}([out, retval{attribute}] {ty} *it);");
        idl += &interface(&format!("Give{number}"), 256 + number, &give);
    }
    for (number, declaration) in PARAMETERS.iter().enumerate() {
        let number = 100 + number;
        let take = format!("HRESULT Take{number}({declaration});");
        idl += &interface(&format!("Take{number}"), number, &take);
    }
    // A struct that nothing uses is made, too.
    let bindings = bindings(&idl);
    let mut map = String::from(
        "\n## From IDL to Rust\n\nA type of its own, with `[in]` or with `[out, retval]`:\n\n\
         | IDL | field | called: `[in]` | called: result | implemented: `[in]` | implemented: result |\n\
         |---|---|---|---|---|---|\n",
    );
    let mut back: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (number, (ty, _)) in TYPES.iter().enumerate() {
        let (_, rest) = bindings
            .split_once(&format!("pub struct Field{number} {{"))
            .expect(ty);
        let (_, rest) = rest.split_once("pub it: ").expect(ty);
        let field = short(
            rest.lines()
                .next()
                .unwrap_or_default()
                .trim_end_matches(','),
        );
        let (called_in, implemented_in) = signatures(&bindings, &format!("Take{number}"));
        let (called_out, implemented_out) = signatures(&bindings, &format!("Give{number}"));
        let (taken, given) = (parameter(implemented_in), result(implemented_out));
        let row = [
            format!("`{ty}`"),
            format!("`{field}`"),
            parameter(called_in),
            result(called_out),
            taken.clone(),
            given.clone(),
        ];
        writeln!(map, "| {} |", row.join(" | ")).expect("a string");
        back.entry(taken).or_default().push(format!("`[in] {ty}`"));
        back.entry(given)
            .or_default()
            .push(format!("`[out, retval] {ty} *`").replace("* *", "**"));
    }
    map +=
        "\nParameters that point to something:\n\n| IDL | called | implemented |\n|---|---|---|\n";
    for (number, declaration) in PARAMETERS.iter().enumerate() {
        let (called, implemented) = signatures(&bindings, &format!("Take{}", 100 + number));
        let taken = parameter(implemented);
        writeln!(map, "| `{declaration}` | {} | {taken} |", parameter(called)).expect("a string");
        back.entry(taken)
            .or_default()
            .push(format!("`{declaration}`"));
    }
    map += "\n## From Rust to IDL\n\nWhoever writes an IDL for a trait that he has in mind looks here: a method of a \
            callback has the type on the\nleft where the IDL has one on the right.\n\n| Rust | IDL |\n|---|---|\n";
    for (rust, idl) in back {
        writeln!(map, "| {rust} | {} |", idl.join(", ")).expect("a string");
    }
    map += "\nWhat goes out and isn't the last parameter is a part of a tuple. [The guide](guide.md#what-a-method-gets) \
            says more\nof what a method gets, and [what comidl makes of IDL](idl.md) of each construct.\n";
    map
}

#[test]
fn the_map_of_types_is_what_the_compiler_makes_of_each() {
    let path = root().join("docs/types.md");
    let there = fs::read_to_string(&path).expect("the page");
    let head = there.split("\n## ").next().unwrap_or_default();
    let made = head.trim_end().to_owned() + "\n" + &map();
    page::assert_is_made(&path, &made);
}
