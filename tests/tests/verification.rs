//! Where an IDL may differ from metadata, and where it may not: an error is what makes a call land
//! in another slot, or a member in another place.

use comidl_tests::{Sources, taken};

/// Returns an IDL with one interface.
fn object(attributes: &str, interface: &str) -> String {
    format!("import \"oaidl.idl\";\n[object, {attributes}]\n{interface}\n")
}

/// Returns the codes of what is said of `idl`.
fn codes(idl: &str) -> Vec<String> {
    let said = Sources::new(idl).check();
    let code = |line: &str| {
        let head = line
            .strip_prefix("error[")
            .or(line.strip_prefix("warning["))?;
        Some(head.split_once(']')?.0.to_owned())
    };
    said.lines().filter_map(code).collect()
}

const UUID: &str = "uuid(7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d1e)";
/// The IID of the Task Scheduler's `ITrigger`.
const ITRIGGER: &str = "uuid(09941815-ea89-4b5b-89e0-2a773801fac3)";

#[test]
fn an_interface_of_ones_own_may_bear_a_name_of_windows() {
    for name in ["ITrigger", "ISensor", "IComponent", "IAction", "ISession"] {
        let idl = object(
            UUID,
            &format!("interface {name} : IDispatch {{ HRESULT Fire(); }}"),
        );
        assert_eq!(codes(&idl), [""; 0], "{name}");
    }
    let idl = object(
        UUID,
        "dispinterface ITrigger { properties: methods: [id(1)] void Fire(); };",
    );
    assert_eq!(codes(&idl.replace("object, ", "")), [""; 0]);
}

#[test]
fn an_interface_of_windows_may_not_take_ones_own_for_that_of_its_name() {
    let trigger = "interface ITrigger : IDispatch { HRESULT Fire(); }";
    let user = "[object, uuid(7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d1f)]
        interface IGame : IUnknown { HRESULT All([out, retval] ITriggerCollection **all); }";
    let idl = object(UUID, &format!("{trigger}\n{user}"));
    assert_eq!(codes(&idl), ["E0702"]);
    let said = Sources::new(idl).check();
    assert!(said.contains("`ITriggerCollection` of metadata refers to metadata's `ITrigger`"));
}

#[test]
fn the_slots_of_windows_under_another_iid_are_a_mistyped_iid() {
    let idl = object(
        UUID,
        "interface IPersist : IUnknown { HRESULT GetClassID([out] CLSID *id); }",
    );
    assert_eq!(codes(&idl), ["E0702"]);
}

#[test]
fn the_iid_of_windows_under_its_name_has_its_slots() {
    let idl = object(
        ITRIGGER,
        "interface ITrigger : IDispatch { HRESULT Fire(); }",
    );
    assert_eq!(codes(&idl), ["E0705"]);
}

#[test]
fn one_vtable_may_have_two_names() {
    let blob = |methods: &str| {
        let iid = "local, uuid(8ba5fb08-5195-40e2-ac58-0d989c3a0102)";
        codes(&object(
            iid,
            &format!("interface ICask : IUnknown {{ {methods} }}"),
        ))
    };
    assert_eq!(
        blob("LPVOID GetBufferPointer(); SIZE_T GetBufferSize();"),
        [""; 0]
    );
    assert_eq!(blob("LPVOID GetBufferPointer();"), ["E0703"]);
    assert_eq!(
        blob("SIZE_T GetBufferSize(); LPVOID GetBufferPointer();"),
        ["E0703"]
    );
    assert_eq!(
        blob("DWORD GetBufferPointer(); SIZE_T GetBufferSize();"),
        ["E0703"]
    );
}

#[test]
fn two_interfaces_of_one_vtable_may_share_an_iid() {
    let both = |second: &str| {
        let first = "interface IMill : IUnknown { HRESULT Turn([in] long times); }";
        codes(&object(
            UUID,
            &format!("{first}\n[object, {UUID}]\ninterface IMill2 : {second}"),
        ))
    };
    assert_eq!(both("IUnknown { HRESULT Turn([in] long times); }"), [""; 0]);
    assert_eq!(
        both("IUnknown { HRESULT Turn([in] hyper times); }"),
        ["E0709"]
    );
    assert_eq!(
        both("IUnknown { HRESULT Stop([in] long times); }"),
        ["E0709"]
    );
    assert_eq!(
        both("IDispatch { HRESULT Turn([in] long times); }"),
        ["E0709"]
    );
}

#[test]
fn an_enumeration_may_be_of_another_version() {
    let of = |values: &str| {
        codes(&format!(
            "typedef enum MFVideoPrimaries {{ {values} }} MFVideoPrimaries;"
        ))
    };
    assert_eq!(
        of("MFVideoPrimaries_Unknown = 0, MFVideoPrimaries_Last = 1"),
        ["W0703"]
    );
    assert_eq!(
        of("MFVideoPrimaries_Mine = 99, MFVideoPrimaries_Last = 100"),
        ["W0703"]
    );
    assert_eq!(
        of("MFVideoPrimaries_reserved = 1, MFVideoPrimaries_BT709 = 3"),
        ["E0707"]
    );
}

#[test]
fn a_pointer_for_midl_alone_stands_in_for_a_pointer() {
    for condition in ["#if 0", "#ifdef MIDL_PASS"] {
        let idl = format!(
            "import \"unknwn.idl\";
            cpp_quote(\"{condition}\")
            typedef DWORD *LPDIRECTDRAW7;
            typedef LPDIRECTDRAW7 DRAWING;
            cpp_quote(\"#endif\")
            [object, local, uuid(aada05a8-5a4e-4729-af0b-cea27aed51e2)]
            interface IVMRSurfaceAllocatorNotify : IUnknown
            {{
                HRESULT AdviseSurfaceAllocator([in] DWORD_PTR id, [in] IUnknown *allocator);
                HRESULT SetDDrawDevice([in] LPDIRECTDRAW7 device, [in] HMONITOR monitor);
                HRESULT ChangeDDrawDevice([in] DRAWING device, [in] HMONITOR monitor);
                HRESULT RestoreDDrawSurfaces();
                HRESULT NotifyEvent([in] LONG code, [in] LONG_PTR one, [in] LONG_PTR two);
                HRESULT SetBorderColor([in] COLORREF colour);
            }}"
        );
        let taken = taken(&idl).silently();
        assert_eq!(taken.methods("IVMRSurfaceAllocatorNotify").len(), 6);
        let for_all = idl
            .replace("cpp_quote(\"#endif\")", "")
            .replace(condition, "");
        assert_eq!(codes(&for_all), ["E0706", "E0706"], "{for_all}");
    }
}
