//! Each construct as RDL, and that `windows-rdl` compiles it.

use super::*;
use crate::lower::winmd;
use crate::metadata::WIN32_NAMESPACE;
use crate::model::*;
use crate::source::Span;

/// A model in the making, with the few names that every IDL has.
struct Idl {
    model: Model,
    unknown: ItemId,
    hresult: ItemId,
    pcwstr: ItemId,
    guid: ItemId,
}

impl Idl {
    fn new() -> Self {
        let mut model = Model::default();
        let mut add = |name: &str, kind| {
            add(
                &mut model,
                name,
                Origin::Metadata(WIN32_NAMESPACE.into()),
                kind,
            )
        };
        let unknown = add(
            "IUnknown",
            ItemKind::Interface(Interface {
                iid: Some(Guid(0x00000000_0000_0000_c000_000000000046)),
                ..Default::default()
            }),
        );
        let hresult = add("HRESULT", typedef(Type::Base(Base::Long)));
        let pcwstr = add("LPCWSTR", typedef(pointer(Type::Base(Base::WChar), true)));
        let guid = add(
            "GUID",
            record(
                false,
                [Base::ULong, Base::UShort, Base::UShort, Base::UHyper]
                    .map(|base| field("Data", Type::Base(base)))
                    .to_vec(),
            ),
        );
        Self {
            model,
            unknown,
            hresult,
            pcwstr,
            guid,
        }
    }

    fn add(&mut self, name: &str, kind: ItemKind) -> ItemId {
        add(&mut self.model, name, Origin::Named, kind)
    }

    fn nested(&mut self, name: &str, kind: ItemKind) -> ItemId {
        self.add(name, kind)
    }

    fn interface(&mut self, name: &str, methods: Vec<Method>) -> ItemId {
        let mut methods = methods;
        for (slot, method) in (3..).zip(&mut methods) {
            method.slot = Some(slot);
            method.returns = Type::Named(self.hresult);
        }
        let base = Some(self.unknown);
        self.add(
            name,
            ItemKind::Interface(Interface {
                iid: Some(Guid(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22)),
                base,
                methods,
                ..Default::default()
            }),
        )
    }

    /// The text within the module, which compiles.
    fn rdl(&self) -> String {
        let options = Options {
            namespace: "Test",
            is_known: &|namespace, name| (namespace, name) == (WIN32_NAMESPACE, "Imported"),
        };
        let rdl = rdl(&self.model, &options);
        let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
        if let Err(diagnostic) = winmd::compile(&rdl.text, "Test", &references) {
            panic!("{diagnostic:?}\n{}", rdl.text);
        }
        let (_, text) = rdl.text.split_once("mod Test {\n").unwrap();
        let (text, _) = text.split_once("\n}\n").unwrap();
        text.lines()
            .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
            .collect()
    }
}

fn add(model: &mut Model, name: &str, origin: Origin, kind: ItemKind) -> ItemId {
    model.push(Item {
        name: name.into(),
        tag: None,
        namespace: None,
        parent: None,
        span: Span::NONE,
        origin,
        kind,
    })
}

fn typedef(ty: Type) -> ItemKind {
    ItemKind::Typedef(Typedef {
        ty,
        attributes: Vec::new(),
    })
}

fn pointer(to: Type, is_const: bool) -> Type {
    Type::Pointer {
        to: Box::new(to),
        is_const,
    }
}

fn record(is_union: bool, fields: Vec<Field>) -> ItemKind {
    ItemKind::Record(Record {
        is_union,
        fields,
        pack: None,
        align: None,
    })
}

fn field(name: &str, ty: Type) -> Field {
    Field {
        name: (!name.is_empty()).then(|| name.into()),
        ty,
        bits: None,
        size_is: Vec::new(),
        align: None,
        written: Vec::new(),
        span: Span::NONE,
    }
}

fn bits(name: &str, base: Base, width: u32) -> Field {
    Field {
        bits: Some(width),
        ..field(name, Type::Base(base))
    }
}

fn method(name: &str, params: Vec<Param>) -> Method {
    Method {
        name: name.into(),
        written: name.into(),
        property: None,
        slot: None,
        dispid: None,
        returns: Type::Base(Base::Void),
        params,
        variadic: false,
        call_as: None,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

/// A parameter with its attribute list, of which the parts that have no arguments are taken in.
fn param(written: &str, name: &str, ty: Type) -> Param {
    let written: Vec<String> = written.split(", ").map(String::from).collect();
    let has = |name: &str| written.iter().any(|it| it == name);
    let pointer = match () {
        () if has("unique") => Some(PointerKind::Unique),
        () if has("ref") => Some(PointerKind::Ref),
        () => None,
    };
    Param {
        name: name.into(),
        ty,
        attributes: ParamAttributes {
            is_in: has("in"),
            is_out: has("out"),
            retval: has("retval"),
            optional: has("optional"),
            string: has("string"),
            pointer,
            written,
            ..Default::default()
        },
        span: Span::NONE,
    }
}

fn sized(param: Param, count: Count) -> Param {
    Param {
        attributes: ParamAttributes {
            size_is: vec![Some(count)],
            ..param.attributes
        },
        ..param
    }
}

fn long() -> Type {
    Type::Base(Base::Long)
}

#[test]
fn a_direction_is_written_where_the_type_does_not_imply_it() {
    let mut idl = Idl::new();
    let by = |is_const| pointer(long(), is_const);
    idl.interface(
        "IDirections",
        vec![
            method(
                "Plain",
                vec![param("in", "a", long()), param("out", "b", by(false))],
            ),
            method(
                "Odd",
                vec![
                    param("in", "a", by(false)),
                    param("in, out", "b", by(false)),
                ],
            ),
            method(
                "Silent",
                vec![param("", "a", by(false)), param("", "b", by(true))],
            ),
        ],
    );
    assert_eq!(
        idl.rdl(),
        "\
#[guid(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22)]
interface IDirections: Windows::Win32::IUnknown {
    fn Plain(&self, a: i32, b: *mut i32) -> Windows::Win32::HRESULT;
    fn Odd(&self, #[in] a: *mut i32, #[in] #[out] b: *mut i32) -> Windows::Win32::HRESULT;
    fn Silent(&self, a: *mut i32, b: *const i32) -> Windows::Win32::HRESULT;
}
"
    );
}

#[test]
fn what_may_be_null_or_left_out_is_optional() {
    let mut idl = Idl::new();
    let unknown = pointer(Type::Named(idl.unknown), false);
    let string = Type::Named(idl.pcwstr);
    idl.interface(
        "INull",
        vec![method(
            "M",
            vec![
                param("in, unique", "object", unknown.clone()),
                param("in, unique", "text", string),
                param("in, optional", "number", long()),
                param("out, retval", "result", pointer(unknown, false)),
            ],
        )],
    );
    let rdl = idl.rdl();
    assert!(
        rdl.contains(
            "fn M(&self, #[opt] object: Windows::Win32::IUnknown, \
         #[opt] text: Windows::Win32::PCWSTR, \
         #[opt] number: i32, \
         #[retval] result: *mut Windows::Win32::IUnknown)"
        ),
        "{rdl}"
    );
}

#[test]
fn a_count_is_a_parameter_a_number_or_in_words() {
    let mut idl = Idl::new();
    let array = pointer(long(), true);
    let bytes = pointer(Type::Base(Base::Void), false);
    let nested = Param {
        attributes: ParamAttributes {
            size_is: vec![None, Some(Count::Deref(0))],
            ..param("out, size_is(,*n)", "g", pointer(bytes.clone(), false)).attributes
        },
        ..param("", "g", pointer(bytes.clone(), false))
    };
    idl.interface(
        "ICounts",
        vec![method(
            "M",
            vec![
                param("in", "n", pointer(long(), false)),
                sized(param("in, size_is(n)", "a", array.clone()), Count::Of(0)),
                sized(param("out, size_is(*n)", "b", bytes), Count::Deref(0)),
                sized(param("in, size_is(4)", "c", array.clone()), Count::Const(4)),
                sized(
                    param("in, size_is(n + 1)", "d", array.clone()),
                    Count::Expression("n + 1".into()),
                ),
                sized(
                    param("in, size_is(n), length_is(*m)", "e", array),
                    Count::Of(0),
                ),
                nested,
            ],
        )],
    );
    let rdl = idl.rdl();
    for expected in [
        "#[len_param(0)] a: *const i32",
        "#[size_param(0)] b: *mut void",
        "#[len_const(4)] c: *const i32",
        "#[Comidl::Metadata::Idl(\"size_is(n + 1)\")] d: *const i32",
        "#[len_param(0)] #[Comidl::Metadata::Idl(\"length_is(*m)\")] e: *const i32",
        "#[Comidl::Metadata::Idl(\"size_is(,*n)\")] g: *mut *mut void",
    ] {
        assert!(rdl.contains(expected), "no `{expected}` in\n{rdl}");
    }
}

#[test]
fn an_interface_that_is_asked_for_by_iid_is_marked_and_the_iid_named() {
    let mut idl = Idl::new();
    let iid = pointer(Type::Named(idl.guid), true);
    let object = pointer(pointer(Type::Base(Base::Void), false), false);
    let mut object = param("out, iid_is(riid)", "object", object);
    object.attributes.iid_is = Some(0);
    idl.interface(
        "IQuery",
        vec![method("Query", vec![param("in", "riid", iid), object])],
    );
    let rdl = idl.rdl();
    assert!(
        rdl.contains(
            "riid: *const Windows::Win32::GUID, \
         #[iid_is] #[Comidl::Metadata::Idl(\"iid_is(riid)\")] object: *mut *mut void"
        ),
        "{rdl}"
    );
}

#[test]
fn a_chain_of_pointers_is_const_only_where_every_link_is() {
    let mut idl = Idl::new();
    let chain = |outer, inner| pointer(pointer(long(), inner), outer);
    idl.interface(
        "IChains",
        vec![method(
            "M",
            vec![
                param("in", "a", chain(true, true)),
                param("in", "b", chain(true, false)),
                param("out", "c", chain(false, true)),
            ],
        )],
    );
    let rdl = idl.rdl();
    assert!(
        rdl.contains("a: *const *const i32, #[in] b: *mut *mut i32, c: *mut *mut i32"),
        "{rdl}"
    );
}

#[test]
fn an_accessor_is_special_but_for_putref() {
    let mut idl = Idl::new();
    let accessor = |name: &str, property| Method {
        property: Some(property),
        dispid: Some(-4),
        ..method(name, Vec::new())
    };
    idl.interface(
        "IProperties",
        vec![
            accessor("get_Item", Property::Get),
            accessor("put_Item", Property::Put),
            accessor("putref_Item", Property::PutRef),
        ],
    );
    let rdl = idl.rdl();
    assert!(
        rdl.contains(
            "    #[special]
    #[Comidl::Metadata::Idl(\"id(-4)\")]
    fn get_Item(&self) -> Windows::Win32::HRESULT;
    #[special]
    #[Comidl::Metadata::Idl(\"id(-4)\")]
    fn put_Item(&self) -> Windows::Win32::HRESULT;
    #[Comidl::Metadata::Idl(\"propputref, id(-4)\")]
    fn putref_Item(&self) -> Windows::Win32::HRESULT;
"
        ),
        "{rdl}"
    );
}

#[test]
fn a_method_that_takes_no_slot_is_left_out_and_overloads_keep_their_name() {
    let mut idl = Idl::new();
    let id = idl.interface(
        "IOverloads",
        vec![
            method("Read", Vec::new()),
            method("Read", vec![param("in", "self", long())]),
            method("RemoteRead", Vec::new()),
        ],
    );
    let ItemKind::Interface(interface) = &mut idl.model.item_mut(id).kind else {
        unreachable!()
    };
    interface.methods[2].slot = None;
    let rdl = idl.rdl();
    assert!(rdl.contains("fn Read(&self) ->"), "{rdl}");
    assert!(rdl.contains("fn Read(&self, self_: i32) ->"), "{rdl}");
    assert!(!rdl.contains("RemoteRead"), "{rdl}");
}

#[test]
fn an_interface_without_iid_and_a_dispinterface_say_so() {
    let mut idl = Idl::new();
    idl.add("INone", ItemKind::Interface(Interface::default()));
    idl.add(
        "DEvents",
        ItemKind::Interface(Interface {
            kind: InterfaceKind::Dispatch,
            iid: Some(Guid(1)),
            base: Some(idl.unknown),
            methods: vec![method("Fired", Vec::new())],
            attributes: vec!["hidden".into()],
            ..Default::default()
        }),
    );
    assert_eq!(
        idl.rdl(),
        "\
#[no_guid]
interface INone {}
#[guid(0x00000000_0000_0000_0000_000000000001)]
#[Comidl::Metadata::Idl(\"dispinterface, hidden\")]
interface DEvents: Windows::Win32::IUnknown {}
"
    );
}

#[test]
fn nested_records_stand_in_their_fields_and_in_arrays_by_name() {
    let mut idl = Idl::new();
    let parts = idl.nested("VALUE_0", record(true, vec![field("number", long())]));
    let pair = idl.nested("VALUE_1", record(false, vec![field("first", long())]));
    let pairs = Type::Array {
        element: Box::new(Type::Named(pair)),
        length: Some(2),
    };
    let value = idl.add(
        "VALUE",
        record(
            false,
            vec![field("", Type::Named(parts)), field("pairs", pairs)],
        ),
    );
    for nested in [parts, pair] {
        idl.model.item_mut(nested).parent = Some(value);
    }
    assert_eq!(
        idl.rdl(),
        "\
struct VALUE_1 {
    first: i32,
}
struct VALUE {
    Anonymous: union {
        number: i32,
    },
    pairs: [VALUE_1; 2],
}
"
    );
}

#[test]
fn bit_fields_share_their_storage_unit() {
    let mut idl = Idl::new();
    idl.add(
        "BITS",
        record(
            false,
            vec![
                bits("a", Base::ULong, 3),
                bits("", Base::ULong, 5),
                bits("b", Base::ULong, 24),
                bits("c", Base::ULong, 1),
                field("plain", long()),
                bits("d", Base::UChar, 1),
                bits("", Base::UChar, 0),
                bits("e", Base::UChar, 1),
            ],
        ),
    );
    assert_eq!(
        idl.rdl(),
        "\
struct BITS {
    _bitfield1: u32 {
        a: 3,
        _: 5,
        b: 24,
    },
    _bitfield2: u32 {
        c: 1,
    },
    plain: i32,
    _bitfield3: u8 {
        d: 1,
    },
    _bitfield4: u8 {
        e: 1,
    },
}
"
    );
}

#[test]
fn packing_is_written_where_it_changes_something() {
    let mut idl = Idl::new();
    let packed = |pack, base| {
        ItemKind::Record(Record {
            is_union: false,
            fields: vec![field("f", Type::Base(base))],
            pack: Some(pack),
            align: None,
        })
    };
    idl.add("LOOSE", packed(8, Base::Hyper));
    idl.add("TIGHT", packed(4, Base::Hyper));
    let rdl = idl.rdl();
    assert_eq!(
        rdl,
        "struct LOOSE {\n    f: i64,\n}\n#[packed(4)]\nstruct TIGHT {\n    f: i64,\n}\n"
    );
}

#[test]
fn a_flexible_array_has_one_element_and_the_name_of_its_count() {
    let mut idl = Idl::new();
    let ranges = Field {
        size_is: vec![Some(Count::Of(0))],
        written: vec!["size_is(Count)".into()],
        ..field(
            "Ranges",
            Type::Array {
                element: Box::new(Type::Base(Base::Hyper)),
                length: None,
            },
        )
    };
    idl.add(
        "RANGES",
        record(false, vec![field("Count", long()), ranges]),
    );
    assert_eq!(
        idl.rdl(),
        "\
struct RANGES {
    Count: i32,
    #[Windows::Win32::Metadata::NativeArrayInfo(CountFieldName = \"Count\")]
    Ranges: [i64; 1],
}
"
    );
}

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
fn a_function_type_is_a_callback_under_a_name() {
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
fn what_a_library_has_comes_as_ids_and_functions() {
    let mut idl = Idl::new();
    idl.add(
        "Service",
        ItemKind::Library(Library {
            uuid: Some(Guid(1)),
            ..Default::default()
        }),
    );
    idl.add(
        "Manager",
        ItemKind::Coclass(Coclass {
            clsid: Some(Guid(2)),
            interfaces: Vec::new(),
        }),
    );
    let function = |entry: Option<&str>, dll: Option<&str>| {
        ItemKind::Function(Function {
            signature: Signature {
                returns: Type::Base(Base::Void),
                params: vec![param("in", "a", long())],
                variadic: true,
                convention: Convention::Stdcall,
            },
            entry: entry.map(String::from),
            dll: dll.map(String::from),
        })
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
fn what_metadata_knows_is_referred_to_and_the_rest_of_an_import_comes_along() {
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
fn what_stands_in_a_namespace_of_its_own_stays_there() {
    let mut idl = Idl::new();
    let point = idl.add("Point", record(false, vec![field("x", long())]));
    idl.model.item_mut(point).namespace = Some("Vendor.Drawing".into());
    idl.add(
        "LINE",
        record(false, vec![field("from", Type::Named(point))]),
    );
    let options = Options {
        namespace: "Test",
        is_known: &|_, _| false,
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
#[win32]
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
fn what_metadata_knows_and_refers_to_a_definition_of_ours_comes_along() {
    let mut idl = Idl::new();
    let uri = idl.interface("IUri", Vec::new());
    let metadata = || Origin::Metadata(WIN32_NAMESPACE.into());
    let by_pointer = pointer(Type::Named(uri), false);
    let holder = add(
        &mut idl.model,
        "URI_HOLDER",
        metadata(),
        record(false, vec![field("uri", by_pointer)]),
    );
    let apart = add(
        &mut idl.model,
        "APART",
        metadata(),
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
