//! What the author of an IDL says of a definition is said of it in Rust and in JSON.

use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_tests::{Sources, root};
use serde_json::Value;

/// The outputs of an IDL.
struct Told {
    rust: String,
    document: Value,
}

fn told(sources: &Sources, configure: impl FnOnce(&mut Options)) -> Told {
    let mut options = sources.options();
    configure(&mut options);
    let mut compilation = Compilation::read(options);
    let outputs = compilation.emit(&[Form::Rust, Form::Json, Form::Winmd], "".as_ref());
    assert!(!compilation.failed(), "{}", sources.said(&compilation));
    let text = |index: usize| String::from_utf8(outputs[index].bytes.clone()).expect("text");
    Told {
        rust: text(0),
        document: serde_json::from_str(&text(1)).expect("JSON"),
    }
}

fn told_of(idl: &str) -> Told {
    told(&Sources::new(idl), |_| {})
}

impl Told {
    /// Returns the documentation and the attributes above the only line of Rust that begins so. A
    /// space stands between lines.
    fn rust(&self, item: &str) -> String {
        let lines: Vec<&str> = self.rust.lines().map(str::trim).collect();
        let mut found = (0..lines.len()).filter(|line| lines[*line].starts_with(item));
        let line = found.next().unwrap_or_else(|| panic!("no {item}"));
        assert_eq!(found.next(), None, "{item} is there twice");
        let above = lines[..line].iter().rev();
        let mut above: Vec<&str> = above
            .take_while(|line| line.starts_with("///") || line.starts_with("#["))
            .map(|line| line.trim_start_matches('/').trim())
            .filter(|line| !line.is_empty())
            .collect();
        above.reverse();
        above.join(" ")
    }
}

/// Returns all documentation of a description, each with the name of what has it.
fn docs(value: &Value, all: &mut Vec<(String, String)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| docs(value, all)),
        Value::Object(members) => {
            if let Some(text) = members.get("docs") {
                let of = |value: &Value| value.as_str().expect("text").to_owned();
                all.push((of(&members["name"]), of(text)));
            }
            members.values().for_each(|value| docs(value, all));
        }
        _ => {}
    }
}

const ALL_KINDS: &str = r##"
    // Copyright of somebody. All rights reserved.
    import "unknwn.idl";

    // A heading, which is nobody's.

    /* doc-of-State:
     * a lamp's */
    typedef enum State {
        Dark = 0, // doc-of-Dark
        /** doc-of-Bright */
        Bright,
        [helpstring("doc-of-Broken")] Broken
    } State;
    /// doc-of-FLAG
    cpp_quote("#define FLAG 1")
    /// doc-of-MAXIMUM
    const long MAXIMUM = 3;
    // doc-of-Size
    typedef struct tagSize {
        long width;    // doc-of-width
                       // goes on
        /* doc-of-height */ long height;
        long depth, /* nobody's */ unit;
        // doc-of-bits
        unsigned int bits : 3;
        /* doc-of-inner */
        union { /* doc-of-number */ long number; float real; };
    } Size;
    // doc-of-COUNT
    typedef long COUNT;

    // doc-of-ILamp: no `code, no [link](none), no <b>; a State.
    //
    //     no code either
    // See https://example.com/lamp.
    [object, uuid(00000000-0000-0000-0000-000000000001), helpstring("help-of-ILamp")]
    interface ILamp : IUnknown
    {
        // doc-of-Switch
        [helpstring("help-of-Switch")]
        HRESULT Switch([in] State state,  // doc-of-state
                       [in] long count,
                       /* doc-of-sizes */ [in, size_is(count)] const Size *sizes);
        HRESULT Query([in] REFIID riid, [out, iid_is(riid)] void **object); // doc-of-Query
        HRESULT Silent();
        // doc-of-Color
        [propget] HRESULT Color([out, retval] long *color);
    };
    [uuid(00000000-0000-0000-0000-000000000002)]
    // doc-of-DLamp
    dispinterface DLamp { properties: methods: [id(1)] void Burn(); };
    [uuid(00000000-0000-0000-0000-000000000003), helpstring("help-of-Lamps")]
    library Lamps {
        /* doc-of-Lamp */
        [uuid(00000000-0000-0000-0000-000000000004)] coclass Lamp { interface ILamp; };
        [dllname("lamp.dll")] module Functions {
            // doc-of-Burn
            [entry("BurnLamp")] long BurnLamp([in] long until /* doc-of-until */);
        };
    };
"##;

#[test]
fn each_item_that_the_idl_documents_has_its_text_in_rust() {
    let told = told(&Sources::new(ALL_KINDS), |options| {
        options.implement.push("ILamp".into());
    });
    for (item, expected) in [
        (
            "pub type State ",
            "doc-of-State: a lamp's Defined in `test.idl:14`.",
        ),
        ("pub const Dark:", "doc-of-Dark"),
        ("pub const Bright:", "doc-of-Bright"),
        ("pub const Broken:", "doc-of-Broken"),
        ("pub const FLAG:", "doc-of-FLAG"),
        ("pub const MAXIMUM:", "doc-of-MAXIMUM"),
        ("pub width:", "doc-of-width goes on"),
        ("pub height:", "doc-of-height"),
        ("pub depth:", ""),
        ("pub fn bits(", "doc-of-bits"),
        ("pub Anonymous: Size", "doc-of-inner"),
        ("pub number:", "doc-of-number"),
        (
            "pub type COUNT ",
            "doc-of-[`COUNT`] Defined in `test.idl:31`.",
        ),
        (
            "pub unsafe fn Switch(",
            "help-of-Switch doc-of-Switch * `state`: doc-of-state * `sizes`: doc-of-sizes; \
             `size_is(count)` Slot 3.",
        ),
        (
            "pub unsafe fn Query<",
            "doc-of-Query * `object`: `iid_is(riid)` Slot 4.",
        ),
        ("pub unsafe fn Silent(", "Slot 5."),
        ("pub unsafe fn Color(", "doc-of-Color Slot 6."),
        (
            "fn Silent(&self) -> windows_core::Result",
            "See [`ILamp::Silent`].",
        ),
        ("pub const Lamp:", "doc-of-Lamp Defined in `test.idl:56`."),
        (
            "pub unsafe fn BurnLamp(",
            "doc-of-Burn * `until`: doc-of-until Defined in `test.idl:59`.",
        ),
    ] {
        assert_eq!(told.rust(item), expected, "{item}");
    }
    let lamp = told.rust("pub struct ILamp(");
    let expected = "help-of-[`ILamp`] doc-of-[`ILamp`]: no \\`code, no \\[link\\](none), no \\<b>; a State. \
                    no code either See <https://example.com/lamp>. \
                    IID: `00000000-0000-0000-0000-000000000001`; \
                    derives from [`IUnknown`](windows_core::IUnknown); defined in `test.idl:38`.";
    assert!(lamp.starts_with(expected), "{lamp}");
    assert!(
        told.rust("pub struct DLamp(")
            .starts_with("doc-of-[`DLamp`] ")
    );
    assert!(told.rust("pub struct Size ").starts_with("doc-of-Size "));
    assert!(!told.rust.contains("Copyright") && !told.rust.contains("nobody's"));
}

#[test]
fn each_item_that_the_idl_documents_has_its_text_in_json() {
    let mut all = Vec::new();
    docs(&told_of(ALL_KINDS).document, &mut all);
    let of = |name: &str| {
        let found = all.iter().find(|(of, _)| of == name);
        found.map_or("", |(_, text)| text.as_str())
    };
    for name in [
        "State", "Dark", "Bright", "Broken", "FLAG", "MAXIMUM", "Size", "width", "height", "bits",
        "number", "COUNT", "ILamp", "Switch", "state", "sizes", "Query", "DLamp", "Lamp",
    ] {
        assert!(of(name).contains(&format!("doc-of-{name}")), "{name}");
    }
    assert_eq!(of("Lamps"), "help-of-Lamps");
    assert_eq!(of("Switch"), "help-of-Switch\n\ndoc-of-Switch");
    assert_eq!(of("Silent"), "");
}

#[test]
fn what_is_deprecated_in_idl_is_deprecated_in_rust() {
    let told = told_of(
        r#"import "unknwn.idl";
        [object, uuid(00000000-0000-0000-0000-000000000001), deprecated]
        interface ILamp : IUnknown {
            [deprecated("use \"On\"")] HRESULT Switch();
            HRESULT On();
            [obsolete] HRESULT Off();
        };"#,
    );
    assert!(told.rust("pub struct ILamp(").contains("#[deprecated]"));
    let switch = told.rust("pub unsafe fn Switch(");
    assert_eq!(switch, r#"Slot 3. #[deprecated(note = "use \"On\"")]"#);
    assert_eq!(told.rust("pub unsafe fn On("), "Slot 4.");
    assert_eq!(told.rust("pub unsafe fn Off("), "Slot 5. #[deprecated]");
    let lamp = &told.document["interfaces"][0];
    assert_eq!(lamp["deprecated"], "");
    assert_eq!(lamp["methods"][0]["deprecated"], "use \"On\"");
    assert_eq!(lamp["methods"][1].get("deprecated"), None);
}

#[test]
fn the_trait_of_a_callback_says_what_the_interface_says() {
    let sources = Sources::new(
        r#"import "unknwn.idl";
        // A lamp's events.
        [object, uuid(00000000-0000-0000-0000-000000000001)]
        interface ILampEvents : IUnknown {
            // It burns.
            HRESULT Burns();
        };"#,
    );
    let told = told(&sources, |options| {
        options.callbacks.push("ILampEvents".into())
    });
    assert!(
        told.rust.contains("/// A lamp's events.\n    #[diagnostic"),
        "{}",
        told.rust
    );
    let method = told.rust("fn burns(&self) -> ::comidl::Result<()>;");
    assert_eq!(method, "`ILampEvents::Burns` It burns. Slot 3.");
}

#[test]
fn what_an_imported_file_says_of_its_definitions_is_said_where_they_are_needed() {
    let sources = Sources::new(
        r#"import "size.idl";
        const SIZE LARGE = 3;"#,
    )
    .with("size.idl", "// In metres.\ntypedef long SIZE;");
    let size = told(&sources, |_| {}).rust("pub type SIZE ");
    assert_eq!(size, "In metres. Defined in `size.idl:2`.");
}

#[test]
fn a_name_out_of_a_macro_is_documented_where_the_macro_is_called() {
    let told = told_of(
        "#define NUMBER(name) const long name = 1\n// The first.\nNUMBER(ONE);\nNUMBER(TWO); // The second.\n",
    );
    assert_eq!(told.rust("pub const ONE:"), "The first.");
    assert_eq!(told.rust("pub const TWO:"), "The second.");
}

#[test]
fn the_bindings_of_delivery_optimization_say_what_its_idl_says() {
    let idl = root().join("idl/DeliveryOptimization.idl");
    let text = std::fs::read_to_string(idl).expect("the IDL");
    let rust = told_of(&text).rust;
    let words = |text: &str| {
        let words = text.split(|char: char| !char.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines = rust
        .lines()
        .filter_map(|line| line.trim().strip_prefix("///"));
    let lines = lines.collect::<Vec<_>>().join(" ");
    let said = words(&lines.replace("(windows_core::IUnknown)", ""));
    // A comment that a definition follows at once. Each other one is a heading.
    let lines: Vec<&str> = text.lines().collect();
    let mut missing = Vec::new();
    let mut documented = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some((before, comment)) = line.split_once("//") else {
            continue;
        };
        let mut below = lines[index + 1..].iter().map(|line| line.trim());
        let next = below
            .find(|line| !line.starts_with("//"))
            .unwrap_or_default();
        if before.trim().is_empty() && next.is_empty() {
            continue;
        }
        documented += 1;
        if !said.contains(&words(comment)) {
            missing.push(*line);
        }
    }
    assert!(documented > 0 && missing.is_empty(), "{missing:#?}");
}
