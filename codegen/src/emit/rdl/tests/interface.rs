//! Interfaces, their methods and parameters.

use super::*;

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
fn a_parameter_that_may_be_null_or_left_out_is_optional() {
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
    let mut nested = param("out, size_is(,*n)", "g", pointer(bytes.clone(), false));
    nested.attributes.details_mut().size_is = vec![None, Some(Count::Deref(0))];
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
fn an_interface_that_comes_out_by_its_iid_is_marked_and_the_iid_is_named() {
    let mut idl = Idl::new();
    let iid = pointer(Type::Named(idl.guid), true);
    let object = pointer(pointer(Type::Base(Base::Void), false), false);
    let mut object = param("out, iid_is(riid)", "object", object);
    object.attributes.details_mut().iid_is = Some(0);
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
    idl.add("INone", ItemKind::Interface(Box::default()));
    idl.add(
        "DEvents",
        ItemKind::from(Interface {
            kind: InterfaceKind::Dispatch,
            iid: Some(Guid(1)),
            base: Some(idl.unknown),
            methods: vec![method("Fired", Vec::new())],
            attributes: vec![Attribute::word("hidden")],
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
