//! Other items, and who defines them.

use super::*;

#[test]
fn an_enumeration_has_its_numbers() {
    let mut idl = Idl::new();
    let value = |name: &str, value| Enumerator {
        name: name.into(),
        value,
        span: Span::NONE,
    };
    idl.add(
        "STATE",
        ItemKind::Enum(Enum {
            values: vec![value("FIRST", -1), value("LAST", 0x8000_00ff)],
            repr: Base::Int,
            v1_enum: true,
            flags: false,
        }),
    );
    assert_eq!(
        idl.rdl(),
        "\
#[repr(i32)]
#[Comidl::Metadata::Idl(\"v1_enum\")]
enum STATE {
    FIRST = -1,
    LAST = 2147483903,
}
"
    );
}

#[test]
fn a_function_type_is_written_under_a_name() {
    let mut idl = Idl::new();
    let function = |convention, variadic| {
        let signature = Signature {
            returns: long(),
            params: vec![param("in", "a", pointer(long(), false))],
            variadic,
            convention,
        };
        pointer(Type::Function(Box::new(signature)), false)
    };
    idl.add("PFN_NAMED", typedef(function(Convention::Cdecl, false)));
    idl.add("PFN_VARIADIC", typedef(function(Convention::Cdecl, true)));
    idl.add(
        "HOOKS",
        record(
            false,
            vec![field("hook", function(Convention::Stdcall, false))],
        ),
    );
    assert_eq!(
        idl.rdl(),
        "\
extern \"C\" fn PFN_NAMED(#[in] a: *mut i32) -> i32;
type PFN_VARIADIC = *mut void;
extern fn HOOKS_hook(a: *mut i32) -> i32;
struct HOOKS {
    hook: HOOKS_hook,
}
"
    );
}

#[test]
fn constants_keep_type_and_value() {
    let mut idl = Idl::new();
    let constant = |ty, value| ItemKind::Constant(Constant { ty, value });
    let hresult = Type::Named(idl.hresult);
    let text = pointer(Type::Base(Base::Char), true);
    idl.add("FLAGS", constant(Type::Base(Base::ULong), Value::Int(16)));
    idl.add(
        "LOWEST",
        constant(Type::Base(Base::Hyper), Value::Int(i64::MIN.into())),
    );
    idl.add(
        "HIGHEST",
        constant(Type::Base(Base::UHyper), Value::Int(u64::MAX.into())),
    );
    idl.add("E_STATE", constant(hresult, Value::Int(0x80d0_1001)));
    idl.add(
        "HALF",
        constant(Type::Base(Base::Double), Value::Float(0.5)),
    );
    idl.add(
        "ENDLESS",
        constant(Type::Base(Base::Double), Value::Float(f64::INFINITY)),
    );
    idl.add("NARROW", constant(text, Value::String("a\"b".into())));
    idl.add(
        "WIDE",
        constant(Type::Named(idl.pcwstr), Value::WideString("w".into())),
    );
    idl.add("ID", constant(Type::Named(idl.guid), Value::Guid(Guid(2))));
    let minus_one = || Value::Int(-1);
    let nothing = pointer(Type::Base(Base::Void), false);
    idl.add("SENTINEL", constant(nothing, minus_one()));
    idl.add("NO_NAME", constant(Type::Named(idl.pcwstr), minus_one()));
    assert_eq!(
        idl.rdl(),
        "\
const FLAGS: u32 = 16;
const LOWEST: i64 = -9223372036854775808;
const HIGHEST: u64 = 18446744073709551615;
const E_STATE: Windows::Win32::HRESULT = 2161119233;
const HALF: f64 = 0.5;
#[encoding(\"ansi\")]
const NARROW: String = \"a\\\"b\";
#[encoding(\"utf-16\")]
const WIDE: String = \"w\";
const ID: Windows::Win32::GUID = 0x00000000_0000_0000_0000_000000000002;
const SENTINEL: isize = -1;
const NO_NAME: Windows::Win32::PCWSTR = -1;
"
    );
}

#[test]
fn the_members_of_a_library_are_ids_and_functions() {
    let mut idl = Idl::new();
    idl.add(
        "Service",
        ItemKind::Library(Box::new(Library {
            uuid: Some(Guid(1)),
            ..Default::default()
        })),
    );
    idl.add(
        "Manager",
        ItemKind::Coclass(Box::new(Coclass {
            clsid: Some(Guid(2)),
            ..Default::default()
        })),
    );
    let function = |entry: Option<&str>, dll: Option<&str>| {
        ItemKind::Function(Box::new(Function {
            signature: Signature {
                returns: Type::Base(Base::Void),
                params: vec![param("in", "a", long())],
                variadic: true,
                convention: Convention::Stdcall,
            },
            entry: entry.map(String::from),
            dll: dll.map(String::from),
        }))
    };
    idl.add("Log", function(Some("LogW"), Some("service.dll")));
    idl.add("Remote", function(None, None));
    assert_eq!(
        idl.rdl(),
        "\
const LIBID_Service: Windows::Win32::GUID = 0x00000000_0000_0000_0000_000000000001;
const Manager: Windows::Win32::GUID = 0x00000000_0000_0000_0000_000000000002;
#[library(\"service.dll\", import = \"LogW\")]
extern \"C\" fn Log(a: i32, ...);
"
    );
}

#[test]
fn imported_types_of_metadata_are_referred_to_and_other_ones_are_defined() {
    let mut idl = Idl::new();
    let known = add(
        &mut idl.model,
        "Imported",
        Origin::Imported,
        record(false, vec![field("a", long())]),
    );
    let unknown = add(
        &mut idl.model,
        "String",
        Origin::Imported,
        record(false, vec![field("a", long())]),
    );
    idl.add(
        "BOTH",
        record(
            false,
            vec![
                field("known", Type::Named(known)),
                field("unknown", Type::Named(unknown)),
            ],
        ),
    );
    assert_eq!(
        idl.rdl(),
        "\
struct BOTH {
    known: Windows::Win32::Imported,
    unknown: super::Test::String,
}
struct String {
    a: i32,
}
"
    );
}

#[test]
fn an_item_in_a_namespace_stays_in_it() {
    let mut idl = Idl::new();
    let point = idl.add("Point", record(false, vec![field("x", long())]));
    idl.model.item_mut(point).details_mut().namespace = Some("Vendor.Drawing".into());
    idl.add(
        "LINE",
        record(false, vec![field("from", Type::Named(point))]),
    );
    let options = RdlOptions {
        externals: &Externals::default(),
        namespace: "Test",
        is_in_metadata: &|_, _| false,
    };
    assert_eq!(
        rdl(&idl.model, &options).text,
        "\
#[win32]
mod Test {
    struct LINE {
        from: Vendor::Drawing::Point,
    }
}
#[winrt]
mod Vendor {
    mod Drawing {
        struct Point {
            x: i32,
        }
    }
}
"
    );
    idl.rdl();
}

#[test]
fn a_type_of_metadata_that_refers_to_our_definition_is_defined_too() {
    let mut idl = Idl::new();
    let uri = idl.interface("IUri", Vec::new());
    let by_pointer = pointer(Type::Named(uri), false);
    let holder = add(
        &mut idl.model,
        "URI_HOLDER",
        win32_origin(),
        record(false, vec![field("uri", by_pointer)]),
    );
    let apart = add(
        &mut idl.model,
        "APART",
        win32_origin(),
        record(false, vec![field("a", long())]),
    );
    idl.add(
        "BOTH",
        record(
            false,
            vec![
                field("holder", Type::Named(holder)),
                field("apart", Type::Named(apart)),
            ],
        ),
    );
    let rdl = idl.rdl();
    assert!(rdl.contains("holder: URI_HOLDER,"), "{rdl}");
    assert!(rdl.contains("struct URI_HOLDER {\n    uri: IUri,"), "{rdl}");
    assert!(rdl.contains("apart: Windows::Win32::APART,"), "{rdl}");
}
