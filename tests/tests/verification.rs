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
    // Under Windows' IID, metadata has other slots, so it does know the name.
    for (name, windows) in [
        ("ITrigger", ITRIGGER),
        ("ISensor", "uuid(5fa08f80-2657-458e-af75-46f73fa6ac5c)"),
        ("IComponent", "uuid(1a5576fc-0e19-11d3-9d8e-00c04f72d980)"),
        ("IAction", "uuid(bae54997-48b1-4cbe-9965-d6be263ebea4)"),
    ] {
        let of = |uuid| {
            let interface = format!("interface {name} : IDispatch {{ HRESULT Fire(); }}");
            codes(&object(uuid, &interface))
        };
        assert_eq!(of(UUID), [""; 0], "{name}");
        assert!(of(windows).contains(&"IDL0705".into()), "{name}");
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
    assert_eq!(codes(&idl), ["IDL0702"]);
    let said = Sources::new(idl).check();
    assert!(said.contains("`ITriggerCollection` of metadata refers to metadata's `ITrigger`"));
}

#[test]
fn the_slots_of_windows_under_another_iid_are_a_mistyped_iid() {
    let idl = object(
        UUID,
        "interface IPersist : IUnknown { HRESULT GetClassID([out] CLSID *id); }",
    );
    assert_eq!(codes(&idl), ["IDL0702"]);
}

#[test]
fn the_iid_of_windows_under_its_name_has_its_slots() {
    let idl = object(
        ITRIGGER,
        "interface ITrigger : IDispatch { HRESULT Fire(); }",
    );
    assert_eq!(codes(&idl), ["IDL0705"]);
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
    assert_eq!(blob("LPVOID GetBufferPointer();"), ["IDL0703"]);
    assert_eq!(
        blob("SIZE_T GetBufferSize(); LPVOID GetBufferPointer();"),
        ["IDL0703"]
    );
    assert_eq!(
        blob("DWORD GetBufferPointer(); SIZE_T GetBufferSize();"),
        ["IDL0703"]
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
        ["IDL0709"]
    );
    assert_eq!(
        both("IUnknown { HRESULT Stop([in] long times); }"),
        ["IDL0709"]
    );
    assert_eq!(
        both("IDispatch { HRESULT Turn([in] long times); }"),
        ["IDL0709"]
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
        ["IDL1703"]
    );
    assert_eq!(
        of("MFVideoPrimaries_Mine = 99, MFVideoPrimaries_Last = 100"),
        ["IDL1703"]
    );
    assert_eq!(
        of("MFVideoPrimaries_reserved = 1, MFVideoPrimaries_BT709 = 3"),
        ["IDL0707"]
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
        assert_eq!(codes(&for_all), ["IDL0706", "IDL0706"], "{for_all}");
    }
}

#[test]
fn what_windows_refers_to_by_name_is_windows_own() {
    // An interface of the IDL that is Windows' refers to it, or one of metadata, or one derives from it.
    let sink = "[object, uuid(0000010f-0000-0000-c000-000000000046)] interface IAdviseSink : IUnknown
        { void OnDataChange([in] FORMATETC *format, [in] STGMEDIUM *medium); void OnViewChange([in] DWORD a, [in] LONG i);
          void OnRename([in] IMoniker *m); void OnSave(); void OnClose(); }";
    for wrong in [
        "typedef struct { int x; } STGMEDIUM;",
        "typedef struct { short a; } MINE, STGMEDIUM;",
        "typedef struct { short a; } MINE; typedef MINE STGMEDIUM;",
    ] {
        let idl = format!("import \"oaidl.idl\";\n{wrong}\n{sink}");
        assert_eq!(codes(&idl), ["IDL0708"], "{wrong}");
    }
    let data = "[object, uuid(0000000c-0000-0000-c000-000000000046)] interface IStream : ISequentialStream { }";
    let own = object(
        UUID,
        &format!("interface ISequentialStream : IUnknown {{ HRESULT Peek(); }}\n{data}"),
    );
    assert_eq!(codes(&own)[..1], ["IDL0702"]);
}

#[test]
fn a_struct_of_ones_own_may_bear_a_name_of_windows() {
    for own in [
        "typedef struct COORD { double X; double Y; } COORD;",
        "typedef struct MARGINS { float near1, far1; } MARGINS;",
        "typedef struct { short a; } MINE; typedef MINE STGMEDIUM;",
    ] {
        assert_eq!(codes(own), ["IDL1705"], "{own}");
    }
    // Reordered fields are not another struct's.
    assert_eq!(
        codes("typedef struct _RECTL { LONG Top, Left, Bottom, Right; } RECTL;"),
        ["IDL0708"]
    );
}

#[test]
fn a_struct_is_of_another_version_only_if_it_tells_its_own_size() {
    for cut in [
        "typedef struct tagBLOB { ULONG cbSize; } BLOB;",
        "typedef struct _UNICODE_STRING { USHORT Length; USHORT MaximumLength; } UNICODE_STRING;",
        "typedef struct _WIN32_FIND_STREAM_DATA { LARGE_INTEGER StreamSize; } WIN32_FIND_STREAM_DATA;",
    ] {
        assert_eq!(
            codes(&format!("import \"oaidl.idl\";\n{cut}")),
            ["IDL0708"],
            "{cut}"
        );
    }
    // What follows it in another struct would lie elsewhere.
    let header = "typedef struct tagBITMAPINFOHEADER { DWORD biSize; LONG biWidth; LONG biHeight; WORD biPlanes;
        WORD biBitCount; DWORD biCompression; DWORD biSizeImage; LONG biXPelsPerMeter; LONG biYPelsPerMeter;
        DWORD biClrUsed; DWORD biClrImportant; DWORD biNext; } BITMAPINFOHEADER;";
    let user = object(
        UUID,
        "interface IMill : IUnknown { HRESULT Paint([in] BITMAPINFO *info); }",
    );
    assert_eq!(codes(header), ["IDL1703"]);
    assert_eq!(codes(&format!("{user}{header}")), ["IDL0708"]);
}

#[test]
fn a_value_ends_an_enumeration_only_if_it_follows_from_the_others() {
    for wrong in [
        "typedef enum tagSTREAM_SEEK { STREAM_SEEK_SET = 0, STREAM_SEEK_CUR = 1, STREAM_SEEK_END = 3 } STREAM_SEEK;",
        "typedef enum tagVARFLAGS { VARFLAG_FREADONLY = 1, VARFLAG_FIMMEDIATEBIND = 0x2000 } VARFLAGS;",
    ] {
        assert_eq!(codes(wrong), ["IDL0707"], "{wrong}");
    }
}

#[test]
fn two_methods_that_are_swapped_and_renamed_are_told() {
    let lock = |first: &str, second: &str| {
        let methods =
            "HRESULT LockRegion([in] ULARGE_INTEGER a, [in] ULARGE_INTEGER b, [in] DWORD c);
             HRESULT UnlockRegion([in] ULARGE_INTEGER a, [in] ULARGE_INTEGER b, [in] DWORD c);";
        let methods = methods
            .replace(" LockRegion", &format!(" {first}"))
            .replace("UnlockRegion", second);
        codes(&format!(
            "import \"objidl.idl\";
            [object, uuid(0000000a-0000-0000-c000-000000000046)] interface ILockBytes : IUnknown {{
                HRESULT ReadAt([in] ULARGE_INTEGER at, [out] void *to, [in] ULONG many, [out] ULONG *read);
                HRESULT WriteAt([in] ULARGE_INTEGER at, [in] const void *from, [in] ULONG many, [out] ULONG *w);
                HRESULT Flush(); HRESULT SetSize([in] ULARGE_INTEGER many);
                {methods} HRESULT Stat([out] STATSTG *s, [in] DWORD f); }}"
        ))
    };
    assert_eq!(lock("LockRegion", "UnlockRegion"), [""; 0]);
    assert_eq!(
        lock("LockTheRegion", "UnlockTheRegion"),
        ["IDL1704", "IDL1704"]
    );
    assert_eq!(lock("UnlockTheRegion", "LockTheRegion"), ["IDL0705"]);
}

#[test]
fn a_struct_as_a_result_is_no_integer_of_its_size() {
    let heap = |result: &str| {
        codes(&format!(
            "import \"oaidl.idl\"; typedef struct {{ SIZE_T ptr; }} MYHANDLE;
            [object, local, uuid(8efb471d-616c-4f49-90f7-127bb763fa51)]
            interface ID3D12DescriptorHeap : ID3D12Pageable {{ D3D12_DESCRIPTOR_HEAP_DESC GetDesc();
            {result} GetCPUDescriptorHandleForHeapStart(); D3D12_GPU_DESCRIPTOR_HANDLE GetGPUDescriptorHandleForHeapStart(); }}"
        ))
    };
    assert_eq!(heap("MYHANDLE"), [""; 0]);
    assert_eq!(heap("SIZE_T"), ["IDL0706"]);
}
