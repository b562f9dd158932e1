//! The page `docs/idl.md`: each construct and each attribute of MIDL, and what comes of it in Rust, in the
//! winmd and in JSON.

use std::fs;

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_tests::{Sources, root};

/// An attribute of the parser's table.
struct Entry {
    name: String,
    /// The letters of the places where it may stand.
    places: String,
    /// What its parentheses hold.
    takes: String,
}

/// Returns the attributes of the parser's table.
fn entries() -> Vec<Entry> {
    let path = root().join("codegen/src/parse/attribute/table.rs");
    let text = fs::read_to_string(path).expect("the table is there");
    let rows = text.lines().filter_map(|line| {
        let row = line.trim().strip_prefix("a(\"")?.strip_suffix("),")?;
        let mut parts = row.splitn(3, ", ");
        let name = parts.next()?.trim_end_matches('"').to_owned();
        let places = parts.next()?.trim_matches('"').to_owned();
        let takes = parts.next()?.to_owned();
        Some(Entry {
            name,
            places,
            takes,
        })
    });
    let entries: Vec<Entry> = rows.collect();
    assert!(entries.len() > 100, "the table isn't found");
    entries
}

/// Returns a list of attributes with `attribute` in it, which may be among the others already.
fn list(others: &[&str], attribute: &str) -> String {
    let name = |text: &str| text.split('(').next().unwrap_or_default().to_owned();
    let mut all: Vec<&str> = others.to_vec();
    all.retain(|other| name(other) != name(attribute));
    all.push(attribute);
    format!("[{}]", all.join(", "))
}

/// Returns an IDL with `attribute` at the place of this letter.
fn idl(place: char, attribute: &str) -> String {
    const UUID: &str = "uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)";
    const OTHER: &str = "uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)";
    let own = |others: &[&str]| list(others, attribute);
    let interface =
        |body: &str| format!("[object, {UUID}] interface ILamp : IDispatch {{ {body} }}\n");
    let lamp = interface("HRESULT M([in] long n);");
    let definition = match place {
        'i' => format!(
            "{} interface ILamp : IDispatch {{ HRESULT M([in] long n); }}",
            own(&["object", UUID])
        ),
        'c' => format!(
            "{lamp}{} coclass Lamp {{ interface ILamp; }}",
            own(&[OTHER])
        ),
        'b' => format!(
            "{lamp}[{OTHER}] coclass Lamp {{ {} interface ILamp; }}",
            own(&[])
        ),
        'l' => format!("{} library Lamps {{ {lamp} }}", own(&[OTHER])),
        'm' => format!(
            "{} module Lamps {{ [entry(\"F\")] long F(void); }}",
            own(&[OTHER, "dllname(\"lamp.dll\")"])
        ),
        'n' => format!("{} namespace Lamps {{ struct S {{ long n; }}; }}", own(&[])),
        't' => format!("typedef {} long *T;", own(&[])),
        'f' => format!("struct S {{ long n; IID riid; {} long *a; }};", own(&[])),
        'x' => interface(&format!("{} HRESULT M([in] long n);", own(&[]))),
        'y' => format!(
            "[{UUID}] dispinterface DLamp {{ properties: {} long Size; methods: }};",
            own(&["id(1)"])
        ),
        'p' => interface(&format!(
            "HRESULT M([in] long n, [in] REFIID riid, {} long *a);",
            own(&["in"])
        )),
        'k' => format!("{} const long LAMPS = 1;", own(&[])),
        'e' => format!("enum E {{ {} Red }};", own(&[])),
        _ => panic!("a place of no name: {place}"),
    };
    format!("import \"oaidl.idl\";\n{definition}\n")
}

/// Returns the attribute with arguments.
fn with_arguments(entry: &Entry) -> String {
    let name = &entry.name;
    let arguments = match &*entry.takes {
        "Nothing" | "Optional" => return name.clone(),
        "Uuid" => "1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b03",
        "Type" => "long",
        "Version" => "1.0",
        "Expressions(2)" => "0, 1",
        _ if name.starts_with("help") && !name.ends_with("context") => "\"text\"",
        _ if name == "iid_is" => "riid",
        _ if name.ends_with("_is") => "n",
        _ if name == "custom" => "1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b03, 1",
        _ if matches!(&**name, "dllname" | "entry" | "annotation") => "\"F\"",
        _ => "1",
    };
    format!("{name}({arguments})")
}

/// Returns the outputs of an IDL: the bindings, the source of the winmd, and the description.
fn outputs(idl: &str) -> [String; 3] {
    let sources = Sources::new(idl);
    let mut compilation = Compilation::read(sources.options());
    let forms = [Form::Rust, Form::Rdl, Form::Json];
    let outputs = compilation.emit(&forms, "".as_ref());
    assert!(
        !compilation.failed(),
        "{idl}\n{}",
        sources.said(&compilation)
    );
    let mut texts = outputs.iter().map(|output| {
        let text = String::from_utf8_lossy(&output.bytes);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    std::array::from_fn(|_| texts.next().expect("an output for each form"))
}

/// A test for each row: its name, the IDL, and what is in the bindings, in the source of the winmd and in
/// the description. What begins with `!` is in no place of the output.
macro_rules! constructs {
    ($($name:ident: $idl:expr => $rust:expr, $rdl:expr, $json:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let expected: [&[&str]; 3] = [&$rust, &$rdl, &$json];
                for (output, expected) in outputs($idl).iter().zip(expected) {
                    for part in expected {
                        let is_right = match part.strip_prefix('!') {
                            Some(absent) => !output.contains(absent),
                            None => output.contains(part),
                        };
                        assert!(is_right, "{part}\n{output}");
                    }
                }
            }
        )*
    };
}

constructs! {
    an_interface: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT Switch([in] BOOL on); }"##
        => ["pub struct ILamp(", "fn Switch(&self"],
        ["interface ILamp: Windows::Win32::IUnknown", "#[guid("],
        ["\"name\": \"ILamp\"", "\"slot\": 3"];
    a_forward_declaration: r##"import "oaidl.idl";
interface ILamp;
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface IShade : IUnknown { HRESULT Of([in] ILamp *lamp); }
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface ILamp : IUnknown { }"##
        => ["fn Of<P0>(&self, lamp: P0)"],
        ["fn Of(&self, lamp: ILamp)"],
        ["\"type\": \"ILamp *\""];
    an_interface_of_rpc: r##"[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] interface Lamp { void Switch([in] long on); }"##
        => ["!Lamp", "!Switch"],
        ["mod test {}"],
        ["\"slot\": null"];
    an_asynchronous_interface: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), async_uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface ILamp : IUnknown { HRESULT Switch([in] BOOL on); }"##
        => ["fn Begin_Switch(&self", "fn Finish_Switch(&self"],
        ["interface AsyncILamp"],
        ["\"AsyncILamp\""];
    properties: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IDispatch { [propget, id(1)] HRESULT Watts([out, retval] long *value); [propput, id(1)] HRESULT Watts([in] long value); [propputref, id(2)] HRESULT Shade([in] IUnknown *shade); }"##
        => ["fn Watts(&self)", "fn SetWatts(&self", "fn putref_Shade"],
        ["#[special]", "fn get_Watts"],
        ["\"get_Watts\"", "\"put_Watts\"", "\"putref_Shade\""];
    endings_of_methods: r##"import "oaidl.idl";
[object, local, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT A() const; HRESULT B() const = 0; HRESULT C() throw(); HRESULT D() noexcept override; HRESULT E() final; virtual HRESULT F() = 0; }"##
        => ["fn F(&self"],
        ["fn A(&self)", "fn F(&self)"],
        ["\"Release\", \"A\", \"B\", \"C\", \"D\", \"E\", \"F\" ]"];
    a_remote_half: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { [local] HRESULT Get([in] long n, [out] void *data); [call_as(Get)] HRESULT RemoteGet([in] long n); }"##
        => ["fn Get(&self"],
        ["fn Get(&self"],
        ["\"slots\": [ \"QueryInterface\", \"AddRef\", \"Release\", \"Get\" ]"];
    further_arguments: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT Log([in] long n, ...); }"##
        => ["pub Log: unsafe extern \"C\" fn(*mut core::ffi::c_void, i32, ...)", "!fn Log"],
        ["..."],
        ["\"Log\""];
    a_dispinterface: r##"import "oaidl.idl";
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] dispinterface DLamp { properties: [id(1)] long Watts; methods: [id(2)] void Switch(); };"##
        => ["pub struct DLamp("],
        ["Idl(\"dispinterface\")", "interface DLamp: Windows::Win32::IDispatch"],
        ["\"get_Watts\"", "\"slot\": null"];
    a_class: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown {}
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] coclass Lamp { [default] interface ILamp; };"##
        => ["pub const Lamp: windows_core::GUID"],
        ["const Lamp: Windows::Win32::GUID"],
        ["\"clsid\"", "\"interfaces\": [ \"ILamp\" ]"];
    a_library: r##"import "oaidl.idl";
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] library Lamps { importlib("stdole2.tlb"); [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface ILamp : IUnknown {} }"##
        => ["pub struct ILamp("],
        ["const LIBID_Lamps", "interface ILamp"],
        ["\"libraries\"", "\"Lamps\""];
    a_module: r##"[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), dllname("lamp.dll")] module Lamps { const long MAX = 3; [entry("SwitchLamp")] long SwitchLamp([in] long on); };"##
        => ["pub const MAX: i32 = 3", "link!(\"lamp.dll\""],
        ["#[library(\"lamp.dll\")]"],
        ["\"MAX\""];
    typedefs: r##"typedef long WATTS, *PWATTS;"##
        => ["pub type WATTS = i32", "pub type PWATTS = *mut i32"],
        ["type WATTS = i32"],
        ["\"PWATTS\""];
    a_pointer_to_a_function: r##"typedef void (__stdcall *Switched)(long on);"##
        => ["pub type Switched = Option<unsafe extern"],
        ["extern fn Switched(on: i32)"],
        ["\"Switched\""];
    a_context_handle: r##"import "oaidl.idl";
typedef [context_handle] void *LAMP;
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT Open([out] LAMP *lamp); }"##
        => ["pub struct LAMP(pub *mut core::ffi::c_void)"],
        ["type LAMP = *mut void"],
        ["\"LAMP\""];
    constants: r##"const long LAMPS = 3;
const char *NAME = "lamp";"##
        => ["pub const LAMPS: i32 = 3", "s!(\"lamp\")"],
        ["const LAMPS: i32 = 3"],
        ["\"LAMPS\"", "\"value\": 3"];
    an_array_of_characters: r##"const WCHAR NAME[] = L"lamp";
const char SHADE[6] = "shade";"##
        => ["pub const NAME: windows_core::PCWSTR = windows_core::w!(\"lamp\")", "pub const SHADE: windows_core::PCSTR"],
        ["const NAME: String = \"lamp\"", "const SHADE: String"],
        ["\"type\": \"WCHAR [5]\", \"value\": \"lamp\""];
    a_declared_guid: r##"declare_guid(CATID_Lamp, 1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01);"##
        => ["pub const CATID_Lamp: windows_core::GUID = windows_core::GUID::from_u128(0x1c9a4c0e_"],
        ["const CATID_Lamp: Windows::Win32::GUID = 0x1c9a4c0e_"],
        ["\"CATID_Lamp\", \"type\": \"GUID\", \"value\": \"1c9a4c0e-"];
    an_enumeration: r##"typedef enum Colour { Red, Blue = 5 } Colour;"##
        => ["pub type Colour = i32", "pub const Blue: Colour = 5"],
        ["enum Colour", "Blue = 5"],
        ["\"Blue\"", "\"value\": 5"];
    a_struct: r##"typedef struct Lamp { long watts; double level; } Lamp;"##
        => ["pub struct Lamp"],
        ["struct Lamp", "level: f64"],
        ["\"size\": 16"];
    a_union: r##"typedef union Level { long number; float part; } Level;"##
        => ["pub union Level"],
        ["union Level"],
        ["\"kind\": \"union\""];
    an_encapsulated_union: r##"typedef union Level switch (long kind) value { case 1: long number; default: float part; } Level;"##
        => ["pub struct Level", "pub union Level_0"],
        ["case 1:"],
        ["\"Level_0\""];
    a_union_with_its_switch_elsewhere: r##"typedef [switch_type(long)] union Level { [case(1)] long number; [default] float part; } Level;
typedef struct S { long kind; [switch_is(kind)] Level level; } S;"##
        => ["pub union Level"],
        ["case(1)", "switch_is(kind)"],
        ["\"Level\""];
    bit_fields: r##"typedef struct Lamp { unsigned on : 1; unsigned colour : 3; } Lamp;"##
        => ["fn on(&self) -> bool", "fn set_colour(&mut self"],
        ["_bitfield: u32"],
        ["unsigned int : 3"];
    an_array_without_end: r##"typedef struct Lamps { long count; [size_is(count)] long watts[]; } Lamps;"##
        => ["pub struct Lamps"],
        ["CountFieldName = \"count\""],
        ["\"long []\""];
    constants_behind_pointers: r##"typedef struct Lamp { long watts; } Lamp, const *PCLamp, *PLamp;
typedef long const * const Watts;"##
        => ["pub type PCLamp = *const Lamp", "pub type PLamp = *mut Lamp", "pub type Watts = *const i32"],
        ["type PCLamp = *const Lamp", "type PLamp = *mut Lamp"],
        ["\"const Lamp *\"", "\"Lamp *\"", "\"const long *\""];
    words_that_change_no_type: r##"typedef long far *A, volatile *B, near * __ptr64 C, __unaligned * __restrict D;
typedef int (far __stdcall *E)(void);"##
        => ["pub type A = *mut i32", "pub type B = *mut i32", "pub type C = *mut i32", "pub type D = *mut i32", "pub type E = Option<unsafe extern"],
        ["type A = *mut i32", "type D = *mut i32"],
        ["\"long *\"", "!far", "!__unaligned"];
    names_of_void: r##"import "oaidl.idl";
typedef void Nothing;
[object, local, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { VOID Switch(VOID); Nothing Turn(Nothing); HRESULT Get(const VOID *what); }"##
        => ["pub Switch: unsafe extern \"system\" fn(*mut core::ffi::c_void)", "pub Turn: unsafe extern \"system\" fn(*mut core::ffi::c_void)"],
        ["fn Switch(&self)", "fn Turn(&self)", "what: *const void"],
        ["\"returns\": \"void\"", "\"const void *\""];
    a_safearray: r##"import "oaidl.idl";
[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface ILamp : IUnknown { HRESULT All([out, retval] SAFEARRAY(BSTR) *names); }"##
        => ["fn All(&self) -> windows_core::Result<*mut core::ffi::c_void>"],
        ["names: *mut *mut void"],
        ["SAFEARRAY(BSTR) *"];
    base_types: r##"typedef struct N { hyper h; small s; byte b; wchar_t w; boolean f; error_status_t e; handle_t p; __int3264 i; } N;"##
        => ["pub struct N"],
        ["h: i64", "w: u16", "p: *mut void"],
        ["\"hyper\"", "\"handle_t\""];
    quoted_lines: r##"cpp_quote("#define LAMPS 3")
cpp_quote("#define WATTS(x) (x)")"##
        => ["pub const LAMPS: i32 = 3"],
        ["const LAMPS: i32 = 3"],
        ["\"LAMPS\""];
    packing: r##"#pragma pack(push, 1)
typedef struct Lamp { char on; long watts; } Lamp;
#pragma pack(pop)"##
        => ["pub struct Lamp"],
        ["#[packed(1)]"],
        ["\"size\": 5"];
    pragmas_for_midl: r##"midl_pragma warning(disable: 2368)
#pragma midl_echo("x")
const long LAMPS = 3;"##
        => ["pub const LAMPS"],
        ["const LAMPS"],
        ["\"LAMPS\""];
    the_preprocessor: r##"#define COUNT 3
#if COUNT > 2
const long LAMPS = COUNT;
#endif"##
        => ["pub const LAMPS: i32 = 3"],
        ["const LAMPS: i32 = 3"],
        ["\"LAMPS\""];
    a_namespace: r##"import "inspectable.idl";
namespace Vendor { [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] interface ILamp : IInspectable { HRESULT Switch(); } }"##
        => ["pub struct ILamp("],
        ["#[winrt] mod Vendor", "interface ILamp { fn Switch(&self); }"],
        ["\"GetTrustLevel\", \"Switch\""];
    a_runtime_class: r##"import "inspectable.idl";
namespace Vendor { [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] interface ILamp : IInspectable { HRESULT Switch(); } [version(1.0)] runtimeclass Lamp { [default] interface ILamp; } }"##
        => ["pub struct Lamp(", "type Target = ILamp;", "const NAME: &'static str = \"Vendor.Lamp\";"],
        ["class Lamp { ILamp, }"],
        ["\"coclasses\": [ { \"name\": \"Lamp\""];
    a_delegate: r##"import "inspectable.idl";
namespace Vendor { [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] delegate HRESULT Switched([in] INT32 on); }"##
        => ["fn Invoke(&self, on: i32)"],
        ["delegate fn Switched(on: i32);"],
        ["\"Switched\""];
    required_interfaces: r##"import "inspectable.idl";
namespace Vendor { [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02), version(1.0)] interface IShade : IInspectable { } [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), version(1.0)] interface ILamp : IInspectable requires Vendor.IShade { HRESULT Switch(); } }"##
        => ["pub struct ILamp(", "required_hierarchy!(ILamp, IShade)"],
        ["interface ILamp: IShade"],
        ["\"ILamp\""];
    a_contract: r##"namespace Vendor { [contractversion(1)] apicontract Lamps {}; }"##
        => ["!Lamps"],
        ["ApiContract", "struct Lamps {}"],
        ["!Lamps"];
    a_derived_class: r##"import "inspectable.idl";
namespace Vendor {
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface IBase : IInspectable { HRESULT Switch(); }
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface ILamp : IInspectable { HRESULT Use([in] Base *it); }
runtimeclass Base { [default] interface IBase; }
runtimeclass Lamp : Vendor.Base { [default] interface ILamp; } }"##
        => ["windows_core::Param<IBase>", "required_hierarchy!(Lamp, Base, IBase)"],
        ["class Lamp: Base { ILamp, }", "fn Use(&self, it: Base);"],
        ["\"Base *\""];
    a_parameterized_definition: r##"import "inspectable.idl";
namespace Vendor {
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface IBox<T> : IInspectable { [propget] HRESULT Content([out, retval] T *value); }
[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface ILamp : IInspectable { HRESULT Box([in] IBox<HSTRING> *it); } }"##
        => ["pub struct __FIBox_1_HSTRING("],
        ["interface IBox<T> { #[get] Content: T; }", "fn Box(&self, it: IBox<String>);"],
        ["\"__FIBox_1_HSTRING\""];
}

/// Returns the rows of the page's table behind this title, each as its cells.
fn rows(title: &str) -> Vec<Vec<String>> {
    let page = fs::read_to_string(root().join("docs/idl.md")).expect("the page is there");
    let (_, table) = page.split_once(title).expect("the title is there");
    let table = table
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .skip(2);
    table
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

/// Returns the letters of the places at which an output keeps an attribute, as a cell says.
fn kept_at(cell: &str) -> Vec<char> {
    let places = cell
        .strip_prefix("as written: ")
        .map(|places| places.split(", "));
    let letter = |place: &str| match place {
        "interface" => 'i',
        "method" => 'x',
        "parameter" => 'p',
        "field" => 'f',
        other => panic!("a place of no letter: {other}"),
    };
    places.into_iter().flatten().map(letter).collect()
}

#[test]
fn each_attribute_has_a_row_in_the_order_of_the_table() {
    let rows = rows("## Attributes");
    let names: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    let entries = entries();
    let expected: Vec<&str> = entries.iter().map(|entry| &*entry.name).collect();
    assert_eq!(names, expected);
}

#[test]
fn what_is_kept_is_kept() {
    let rows = rows("## Attributes");
    for entry in entries() {
        let cell = format!("`{}`", entry.name);
        let row = rows.iter().find(|row| row[0] == cell);
        let row = row.unwrap_or_else(|| panic!("no row of {}", entry.name));
        for place in entry.places.chars() {
            let [_, rdl, json] = outputs(&idl(place, &with_arguments(&entry)));
            for (output, cell) in [(rdl, &row[2]), (json, &row[3])] {
                let is_name = |letter: char| letter == '_' || letter.is_alphanumeric();
                let mut words = output.split(|letter| !is_name(letter));
                if kept_at(cell).contains(&place) {
                    assert!(
                        words.any(|word| word == entry.name),
                        "{}: {output}",
                        entry.name
                    );
                }
            }
        }
    }
}

#[test]
fn an_attribute_that_winrts_metadata_has_is_that_one_in_the_winmd() {
    let idl = "namespace Lamps {
        [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), internal, allowforweb, hasvariant]
        interface ILamp : IInspectable { [remote_async, noexception] HRESULT Turn([in] INT32 a); } }";
    let [_, rdl, _] = outputs(idl);
    for name in [
        "Internal",
        "AllowForWeb",
        "HasVariant",
        "RemoteAsync",
        "NoException",
    ] {
        let attribute = format!("#[Windows::Foundation::Metadata::{name}]");
        assert!(rdl.contains(&attribute), "{attribute}: {rdl}");
    }
    assert!(!rdl.contains("Idl("), "{rdl}");
}

/// Each time: what stands before an interface, the interface's attributes, and what the RDL has. The winmd has to
/// come into being.
#[test]
fn a_use_that_the_winmd_cannot_have_stays_text() {
    let number = "[attributename(\"t\")] attribute TAttribute { UINT8 Number; }";
    let cases = [
        (number, "t(010)", "#[N::T(Number = 8)]"),
        (number, "t()", "#[N::T]"),
        (number, "t(256)", "Idl(\"t(256)\")"),
        (number, "t(-1)", "Idl(\"t(-1)\")"),
        (number, "t(1, 2)", "Idl(\"t(1, 2)\")"),
        (number, "t(a = b)", "Idl(\"t(a = b)\")"),
        ("[attributename(\"t\")] attribute T { }", "t", "Idl(\"t\")"),
        (
            "[attributename(\"t\")] attribute SelfAttribute { }",
            "t",
            "Idl(\"t\")",
        ),
        (
            "[attributename(\"t\")] attribute TAttribute { HSTRING self; }",
            "t(\"a\")",
            "Idl(\"t(\\\"a\\\")\")",
        ),
        (
            "[attributename(\"t\")] attribute TAttribute { } attribute TAttribute { }",
            "t",
            "Idl(\"t\")",
        ),
        (
            "[attributename(\"t\")] attribute TAttribute { } enum TAttribute { A };",
            "t",
            "Idl(\"t\")",
        ),
        (
            "enum Type { A }; [attributename(\"t\")] attribute TAttribute { Windows.UI.Xaml.Interop.TypeName Type; }",
            "t(N.Type)",
            "Idl(\"t(N.Type)\")",
        ),
        (
            "enum E { A }; enum F { B }; [attributename(\"t\")] attribute TAttribute { N.E E; }",
            "t(F.A)",
            "Idl(\"t(F.A)\")",
        ),
        (
            "[attributename(\"t\")] attribute TAttribute { Windows.UI.Xaml.Visibility Visibility; }",
            "t(Collapsed)",
            "Idl(\"t(Collapsed)\")",
        ),
        (
            "} namespace Windows.Foundation.Metadata { [attributename(\"t\")]
            attribute DeprecatedAttribute { HSTRING V; } } namespace N {",
            "t(\"a\"), deprecated(\"b\", deprecate, 1)",
            "Idl(\"t(\\\"a\\\")\")",
        ),
    ];
    for (before, attributes, expected) in cases {
        let idl = format!(
            "namespace N {{ {before} [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), {attributes}]
            interface ILamp : IInspectable {{ HRESULT M(); }} }}"
        );
        let sources = Sources::new(&idl);
        let mut compilation = Compilation::read(sources.options());
        let outputs = compilation.emit(&[Form::Rdl, Form::Winmd], "".as_ref());
        let said = sources.said(&compilation);
        assert!(!compilation.failed(), "{idl}\n{said}");
        let rdl = String::from_utf8_lossy(&outputs[0].bytes);
        assert!(rdl.contains(expected), "{expected}\n{rdl}");
    }
}

#[test]
fn each_test_that_the_page_names_is_in_its_file() {
    for row in [rows("## Constructs"), rows("## Attributes")].concat() {
        let cell = row.last().expect("a cell").replace('`', "");
        let (path, name) = cell.split_once(": ").expect("a path and a name");
        let text = fs::read_to_string(root().join(path));
        let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
        // A test is a function, or a row of a macro.
        let is_there =
            text.contains(&format!("fn {name}(")) || text.contains(&format!(" {name}: "));
        assert!(is_there, "{path} has no test {name}");
    }
}
