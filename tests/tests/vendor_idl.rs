//! IDL as vendors write it: what MIDL takes is taken, on a machine that has no Windows SDK.
//!
//! Each test is one kind of construct, in the places where it can occur. What comes of it is read
//! off the JSON of `inspect`.

use comidl_codegen::internal::compile::{Form, Options, Resolved};
use comidl_tests::{Sources, interface, taken, taken_with};

#[test]
fn a_string_goes_on_over_several_lines_wherever_one_may_stand() {
    let idl = "cpp_quote(\"\n#define MILL_WHEELS 4\n// it's one text\n\")
        #pragma midl_echo(\"first\n  second\")
        import \"oaidl.idl\";
        [object, uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c01), helpstring(\"A mill\n that turns\")]
        interface IMill : IUnknown
        {
            [helpstring(\"Turns\n\n it\")] HRESULT Turn([in, defaultvalue(\"a\nb\")] BSTR how);
        }
        const LPCSTR MILL_NAME = \"the\nmill\";
        const LPCWSTR MILL_TOWN = L\"Sans\nsouci\";";
    let taken = taken(idl).silently();
    assert_eq!(taken.methods("IMill"), ["3 HRESULT Turn(BSTR how)"]);
    assert_eq!(taken.constant("MILL_NAME"), "the\nmill");
    assert_eq!(taken.constant("MILL_TOWN"), "Sans\nsouci");
    assert_eq!(taken.constant("MILL_WHEELS"), 4);
}

#[test]
fn a_string_with_the_other_systems_line_ends_keeps_them() {
    let idl = "const char *TEXT = \"one\r\ntwo\";\r\ncpp_quote(\"\r\n#define LATER 1\r\n\")\r\n";
    let taken = taken(idl).silently();
    assert_eq!(taken.constant("TEXT"), "one\r\ntwo");
    assert_eq!(taken.constant("LATER"), 1);
}

#[test]
fn apostrophes_in_what_is_skipped_or_quoted_are_no_strings() {
    let idl = "#if 0\nit's \"open\n#endif\n#pragma region the mill's \"wheel\n
        // don't \"\n/* don't \" */\ncpp_quote(\"// don't\")\nconst long WHEELS = 4;";
    assert_eq!(taken(idl).silently().constant("WHEELS"), 4);
}

#[test]
fn a_header_of_windows_is_stood_in_for_by_metadata() {
    let idl =
        "#include <olectl.h>\n#include <idispids.h>\n#include \"WinError.h\"\n#include <stddef.h>
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c02), version(1.0), control]
        library MillLib
        {
            importlib(STDOLE_TLB);
            importlib(STDTYPE_TLB);
            [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c03)]
            dispinterface _DMill
            {
                properties:
                    [id(DISPID_BACKCOLOR)] OLE_COLOR BackColor;
                methods:
                    [id(DISPID_ABOUTBOX)] void AboutBox();
            };
        }
        const HRESULT MILL_E_STOPPED = E_ACCESSDENIED;
        const HRESULT MILL_E_BROKEN = MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x200);";
    let taken = taken(idl).silently();
    let stopped = &taken.entry("constants", "MILL_E_STOPPED")["value"];
    assert_eq!(stopped, 0x8007_0005_u32.cast_signed());
    assert_eq!(
        taken.constant("MILL_E_BROKEN"),
        0x8004_0200_u32.cast_signed()
    );
}

#[test]
fn a_header_that_is_there_is_read() {
    let idl = "#include <olectl.h>\n#include \"windows.h\"\nconst LPCSTR NAME = STDOLE_TLB;\nconst long SIZE = MILL_SIZE;";
    let sources = Sources::new(idl)
        .with("windows.h", "#define MILL_SIZE 3\n")
        .with("OleCtl.h", "#define STDOLE_TLB \"mine\"\n");
    let taken = taken_with(sources, |_| {}).silently();
    assert_eq!(taken.constant("NAME"), "mine");
    assert_eq!(taken.constant("SIZE"), 3);
}

#[test]
fn headers_that_pack_structs_pack_them() {
    let idl = "#include <pshpack1.h>\ntypedef struct TIGHT { char a; long b; } TIGHT;
        #include <poppack.h>\ntypedef struct WIDE { char a; long b; } WIDE;";
    let taken = taken(idl).silently();
    assert_eq!(taken.entry("structs", "TIGHT")["size"], 5);
    assert_eq!(taken.entry("structs", "WIDE")["size"], 8);
}

#[test]
fn versions_and_families_of_windows_may_be_tested() {
    let body = "#if (NTDDI_VERSION >= NTDDI_WIN10_RS5)\n    HRESULT New();\n#endif
        #if WINAPI_FAMILY_PARTITION(WINAPI_PARTITION_DESKTOP)\n    HRESULT Desktop();\n#endif
        #if _WIN32_WINNT < _WIN32_WINNT_WIN8\n    HRESULT Old();\n#endif";
    let before = "#include <winapifamily.h>\n#include <sdkddkver.h>";
    let new = taken(&interface(before, "", body)).silently();
    assert_eq!(
        new.methods("IMill"),
        ["3 HRESULT New()", "4 HRESULT Desktop()"]
    );
    let before = format!("#define _WIN32_WINNT 0x0601\n{before}");
    let old = taken(&interface(&before, "", body)).silently();
    assert_eq!(
        old.methods("IMill"),
        ["3 HRESULT Desktop()", "4 HRESULT Old()"]
    );
}

#[test]
fn annotations_of_sal_say_nothing_to_the_parser() {
    let before = "#include <sal.h>\n#include \"specstrings.h\"\n#include <rpcsal.h>
        typedef _Struct_size_bytes_(size) struct SACK
        {
            long size;
            _Field_size_bytes_(size) BYTE *grain;
            _Field_range_(0, 9) __field_range(0, 9) long rank;
        } SACK;";
    let body = "    HRESULT Grind(_In_ long count, _In_reads_(count) BYTE *grain,
            _Out_writes_to_opt_(count, *made) BYTE *flour, __out_ecount_part(count, *made) BYTE *more,
            _Outptr_result_maybenull_ IUnknown **sack, __RPC__in_opt IUnknown *from, _Inout_ long *made);
        _Check_return_ HRESULT Stop(__in BOOL now, _When_(now != 0, _Reserved_) void *more);
        _Success_(return == 0) HRESULT Weigh([in] _In_ SACK *sack, [out, retval] __RPC__out long *weight);
        _Ret_maybenull_ void *Whole(__RPC__in_ecount_full(n) const BYTE *it, _In_range_(0, (9)) long n);";
    let taken = taken(&interface(before, "local,", body)).silently();
    let methods = [
        "3 HRESULT Grind(long count, BYTE * grain, BYTE * flour, BYTE * more, IUnknown ** sack, IUnknown * from, long * made)",
        "4 HRESULT Stop(BOOL now, void * more)",
        "5 HRESULT Weigh(SACK * sack, long * weight)",
        "6 void * Whole(const BYTE * it, long n)",
    ];
    assert_eq!(taken.methods("IMill"), methods);
}

#[test]
fn a_name_that_looks_like_an_annotation_stays() {
    let before = "#include <sal.h>\ntypedef long _In_Progress_;\ntypedef long __in64;";
    let body = "    HRESULT Turn(_In_ _In_Progress_ _Out_put_, __in __in64 other);";
    let taken = taken(&interface(before, "local,", body)).silently();
    taken.has_method(
        "IMill",
        "3 HRESULT Turn(_In_Progress_ _Out_put_, __in64 other)",
    );
}

#[test]
fn declarators_take_qualifiers_wherever_c_takes_them() {
    let before = "typedef struct SACK { long id; LPCWSTR text; } SACK, *PSACK, const *PCSACK, FAR *LPSACK, const far *LPCSACK;
        typedef enum GRAIN { RYE } GRAIN, const *PCGRAIN;
        typedef long const WEIGHT, * __ptr64 WIDE, __unaligned *LOOSE, const * const *DEEP, volatile const ROW[2];
        typedef struct MILL { SACK const *first, *rest; const WCHAR far * const name; BYTE volatile state[2]; } MILL;";
    let body = "    HRESULT Put([in] ULONG count, [in, size_is(count)] PCSACK sacks);
        HRESULT Get(SACK const * const *from, long FAR * FAR *to, const VOID * __restrict what, LPCWSTR const name);
        const SACK FAR *First(), *far Second(long const);
        HRESULT __stdcall far Grind(const SACK far *sack, UNALIGNED GRAIN const *rye);";
    let taken = taken(&interface(before, "local,", body)).silently();
    let methods = [
        "3 HRESULT Put(ULONG count, PCSACK sacks)",
        "4 HRESULT Get(const SACK *const * from, long ** to, const void * what, LPCWSTR name)",
        "5 const SACK * First()",
        "6 const SACK * Second(long arg0)",
        "7 HRESULT Grind(const SACK * sack, const GRAIN * rye)",
    ];
    assert_eq!(taken.methods("IMill"), methods);
    let types = [
        ("PSACK", "SACK *"),
        ("PCSACK", "const SACK *"),
        ("LPSACK", "SACK *"),
        ("LPCSACK", "const SACK *"),
        ("PCGRAIN", "const GRAIN *"),
        ("WIDE", "const long *"),
        ("ROW", "long [2]"),
    ];
    for (name, ty) in types {
        assert_eq!(taken.entry("typedefs", name)["type"], ty, "{name}");
    }
    assert_eq!(taken.entry("structs", "MILL")["size"], 32);
}

#[test]
fn old_words_of_memory_models_stand_before_a_calling_convention() {
    let idl = "import \"oaidl.idl\";
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c04)]
        library MillLib
        {
            typedef int (far __stdcall *A)();
            typedef int (__stdcall far *B)(long far *sack);
            typedef int (FAR PASCAL *C)(void), (CALLBACK * far D)(VOID), (far *E)(int), (__cdecl FAR *F)(int);
            typedef struct OLD { int (far pascal *turn)(void); long far *near; } OLD;
            [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c05)]
            dispinterface _DMill
            {
                properties:
                    [id(1)] BSTR FAR Name;
                methods:
                    [id(2)] void Turn(long FAR *how, const VARIANT FAR& what, BSTR FAR * FAR *names);
                    [id(3)] short far pascal Weigh(VOID);
            };
        }";
    let taken = taken(idl).silently();
    let types = ["A", "B", "C", "D", "E", "F"].map(|name| {
        let ty = &taken.entry("typedefs", name)["type"];
        ty.as_str().unwrap_or_default().to_owned()
    });
    let expected = [
        "int (__stdcall *)(void)",
        "int (__stdcall *)(long *sack)",
        "int (__stdcall *)(void)",
        "int (__stdcall *)(void)",
        "int (__stdcall *)(int arg0)",
        "int (__cdecl *)(int arg0)",
    ];
    assert_eq!(types, expected);
    assert_eq!(taken.entry("structs", "OLD")["size"], 16);
    taken.has_method(
        "_DMill",
        "null void Turn(long * how, const VARIANT * what, BSTR ** names)",
    );
    taken.has_method("_DMill", "null short Weigh()");
}

#[test]
fn a_method_may_end_as_it_does_in_cpp() {
    let body = "    HRESULT Count([out] long *sacks) const;
        [] HRESULT Weigh([out, retval] long *weight) = 0;
        [propget] HRESULT Name([out, retval] BSTR *name) const = 0;
        virtual const WCHAR *Town() const;
        HRESULT Turn(int (__stdcall *how)(void)) throw() = 0;
        HRESULT Stop() noexcept, Close() PURE;";
    let taken = taken(&interface("#define PURE = 0", "local,", body)).silently();
    let methods = [
        "3 HRESULT Count(long * sacks)",
        "4 HRESULT Weigh(long * weight)",
        "5 HRESULT get_Name(BSTR * name)",
        "6 const WCHAR * Town()",
        "7 HRESULT Turn(int (__stdcall *)(void) how)",
        "8 HRESULT Stop()",
        "9 HRESULT Close()",
    ];
    assert_eq!(taken.methods("IMill"), methods);
    let idl = "import \"oaidl.idl\";
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c05)]
        dispinterface DMill { properties: methods: [id(1)] void Turn() const; [id(2)] void Stop() = 0; };
        [dllname(\"mill.dll\")] module Mill { [entry(\"Turn\")] long Turn(void) throw(); };";
    let taken = crate::taken(idl).silently();
    assert_eq!(
        taken.methods("DMill"),
        ["null void Turn()", "null void Stop()"]
    );
}

#[test]
fn a_constant_may_be_an_array_of_characters() {
    let before = "const WCHAR KIND[] = L\"Kind\", OTHER[6] = L\"Other\";
        static const OLECHAR FAR TOWN[] = L\"Sans\" L\"souci\";
        CHAR const NARROW[] = \"\";";
    let body = "    const wchar_t INNER[] = L\"inner\";\n    HRESULT Turn();";
    let after = "[dllname(\"mill.dll\")] module Mill { [helpstring(\"a\")] const char TITLE[] = \"mill\"; };
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c04)] library MillLib { const TCHAR NAME[] = L\"Mill\"; };";
    let idl = interface(before, "", body) + after;
    let taken = taken(&idl).silently();
    assert_eq!(taken.methods("IMill"), ["3 HRESULT Turn()"]);
    let constants = [
        ("KIND", "Kind", "WCHAR [5]"),
        ("OTHER", "Other", "WCHAR [6]"),
        ("TOWN", "Sanssouci", "OLECHAR [10]"),
        ("NARROW", "", "CHAR [1]"),
        ("INNER", "inner", "wchar_t [6]"),
        ("TITLE", "mill", "char [5]"),
        ("NAME", "Mill", "TCHAR [5]"),
    ];
    for (name, value, ty) in constants {
        let constant = taken.entry("constants", name);
        assert_eq!(constant["value"], value, "{name}");
        assert_eq!(constant["type"], ty, "{name}");
    }
}

#[test]
fn a_declared_guid_is_a_constant() {
    let before = "declare_guid(CLSID_Mill, 6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c06);
        declare_guid( CATID_Mill , \"6B1F0A52-0F5D-4B9C-9D65-52AD3F9A7C07\" )";
    let body =
        "    declare_guid(SID_Mill, 6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c08);\n    HRESULT Turn();";
    let after = "[uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c04)]
        library MillLib { declare_guid(GUID_Mill, 6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c09); };";
    let taken = taken(&(interface(before, "", body) + after)).silently();
    assert_eq!(taken.methods("IMill"), ["3 HRESULT Turn()"]);
    let names = ["CLSID_Mill", "CATID_Mill", "SID_Mill", "GUID_Mill"];
    for (name, last) in names.into_iter().zip(6..) {
        let constant = taken.entry("constants", name);
        let guid = format!("6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c{last:02}");
        assert_eq!(constant["value"], guid, "{name}");
        assert_eq!(constant["type"], "GUID", "{name}");
    }
}

#[test]
fn void_in_capitals_is_void() {
    let before = "typedef VOID (__stdcall *CLEANUP)(PVOID), (CALLBACK *STOPPED)(VOID), *ANYTHING;
        typedef struct SACK { VOID *grain; VOID const *label; VOID (*open)(VOID); } SACK;";
    let body = "    HRESULT Set([in] CLEANUP cleanup);
        VOID Turn(VOID);
        VOID FAR *Find(const VOID *from, VOID **to);";
    let taken = taken(&interface(before, "local,", body)).silently();
    let methods = [
        "3 HRESULT Set(CLEANUP cleanup)",
        "4 void Turn()",
        "5 void * Find(const void * from, void ** to)",
    ];
    assert_eq!(taken.methods("IMill"), methods);
    let types = [
        ("CLEANUP", "void (__stdcall *)(PVOID arg0)"),
        ("STOPPED", "void (__stdcall *)(void)"),
        ("ANYTHING", "void *"),
    ];
    for (name, ty) in types {
        assert_eq!(taken.entry("typedefs", name)["type"], ty, "{name}");
    }
    assert_eq!(taken.entry("structs", "SACK")["size"], 24);
}

#[test]
fn attributes_stand_where_midl_does_not_forbid_them() {
    let custom = "custom(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0a, \"x\")";
    let idl = format!(
        "import \"oaidl.idl\";
        typedef [disable_consistency_check, range(0, 9), {custom}] long TURNS;
        [v1_enum, hidden, version(1.0)] typedef enum GRAIN {{ [helpstring(\"r\"), hidden, helpcontext(1), {custom}] RYE }} GRAIN;
        typedef enum [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0b), helpstring(\"f\")] FLOUR {{ WHITE }} FLOUR;
        typedef struct [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0c), version(1.0)] SACK
        {{
            [helpstring(\"n\"), hidden, range(0, 5), annotation(\"_Field_range_(0, 5)\"), {custom}] long n;
            [size_is(n), unique, helpcontext(2), restricted] BYTE *grain;
        }} SACK;
        [object, uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c01), dual, nonextensible, source, restricted, {custom}]
        interface IMill : IDispatch
        {{
            [propget, id(1), bindable, requestedit, displaybind, defaultbind, immediatebind, replaceable, uidefault]
            HRESULT Size([out, retval, annotation(\"_Out_\"), helpstring(\"s\"), {custom}] long *size);
            [id(2), vararg, nonbrowsable, helpstringcontext(3), disable_consistency_check]
            HRESULT Turn([in, range(0, 10), disable_consistency_check, hidden] long how, [in] SAFEARRAY(VARIANT) rest);
        }}
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0d), version(1.0), lcid(0x409), control, hidden, restricted, {custom}]
        library MillLib
        {{
            importlib(\"stdole2.tlb\");
            [dllname(\"mill.dll\"), uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0e), version(1.0), hidden, usesgetlasterror]
            module Mill
            {{
                [entry(\"Size\"), propget, helpstring(\"s\"), usesgetlasterror, restricted] long Size(void);
                [id(3), helpstring(\"w\"), hidden, uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0f), {custom}] const long WHEELS = 4;
            }};
            [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c10), appobject, noncreatable, licensed, control, version(1.0), {custom}]
            coclass Miller
            {{
                [default, restricted, hidden, {custom}] interface IMill;
                [source, default, defaultvtable] interface IMill;
            }};
        }}"
    );
    let taken = taken(&idl).silently();
    let methods = [
        "7 HRESULT get_Size(long * size)",
        "8 HRESULT Turn(long how, SAFEARRAY(VARIANT) rest)",
    ];
    assert_eq!(taken.methods("IMill"), methods);
    assert_eq!(taken.constant("WHEELS"), 4);
}

#[test]
fn headers_of_windows_bring_the_words_that_mean_nothing() {
    let before =
        "#include <windows.h>\n#include <winnt.h>\nEXTERN_C CONST LPCWSTR NAME = L\"mill\";";
    let body = "    HRESULT Turn(IN LPCWSTR how, OUT DWORD *turns, IN OUT CONST WCHAR **rest, CONST VOID *more OPTIONAL);";
    let taken = taken(&interface(before, "local,", body)).silently();
    assert_eq!(taken.constant("NAME"), "mill");
    let method =
        "3 HRESULT Turn(LPCWSTR how, DWORD * turns, const WCHAR ** rest, const void * more)";
    assert_eq!(taken.methods("IMill"), [method]);
}

#[test]
fn a_file_of_the_windows_sdk_may_be_imported_without_being_there() {
    let names = [
        "audioenginebaseapo.idl",
        "WSDHost.IDL",
        "msrdc.idl",
        "fwpmtypes.idl",
        "upnphost.idl",
        "shared\\\\wtypes.h",
    ];
    let imports = names.map(|name| format!("import \"{name}\";\n")).concat();
    let taken = taken(&interface(&imports, "", "    HRESULT Turn();"));
    assert_eq!(taken.said, "");
    let said = Sources::new("import \"upnphosts.idl\";").check();
    assert!(said.contains("error[IDL0102]"), "{said}");
}

#[test]
fn a_paste_that_makes_no_token_is_two_tokens() {
    let before = "#define MEMBER(type, name) type##.##name\n#define PARTS(a, b) a##b
        cpp_quote(\"#define OTHER(a, b) a##.##b\")
        midl_pragma warning(disable: MEMBER(a, b))
        typedef long PARTS(MILL, _SIZE);";
    let taken = taken(&interface(
        before,
        "",
        "    HRESULT Turn([in] MILL_SIZE size);",
    ));
    assert_eq!(
        taken.said.matches("warning[IDL1204]").count(),
        2,
        "{}",
        taken.said
    );
    taken.has_method("IMill", "3 HRESULT Turn(MILL_SIZE size)");
}

#[test]
fn the_macros_of_the_target_are_those_that_midl_has() {
    let body = "#ifdef _WIN64\n    HRESULT Window([out] SIZE_T *window);\n#else\n    HRESULT Window([out] long *window);\n#endif
        #if defined(_M_X64) && _MSC_VER >= 1900 && _WIN32_WINNT >= 0x0600\n    HRESULT New();\n#endif";
    let idl = interface("", "", body);
    let wide = taken(&idl).silently();
    assert_eq!(
        wide.methods("IMill"),
        ["3 HRESULT Window(SIZE_T * window)", "4 HRESULT New()"]
    );
    let narrow = taken_with(Sources::new(&idl), |options| {
        options.target = "i686-pc-windows-msvc".parse().expect("a target");
    });
    assert_eq!(narrow.methods("IMill"), ["3 HRESULT Window(long * window)"]);
    let arm = taken_with(Sources::new(&idl), |options| {
        options.target = "aarch64-pc-windows-msvc".parse().expect("a target");
    });
    assert_eq!(arm.methods("IMill"), ["3 HRESULT Window(SIZE_T * window)"]);
}

/// A file that another thread reads has the macros, too, and what it asks for is known.
#[test]
fn the_macros_of_the_target_are_there_in_each_of_several_files() {
    let idl = "typedef long FIRST;";
    let other = "#ifdef _M_IX86\ntypedef short OTHER;\n#else\ntypedef long OTHER;\n#endif";
    for files in [["test.idl", "other.idl"], ["other.idl", "test.idl"]] {
        let sources = Sources::new(idl).with("other.idl", other);
        let options = Options {
            idl: files.map(|name| sources.folder().join(name)).to_vec(),
            target: "i686-pc-windows-msvc".parse().expect("a target"),
            ..Options::default()
        };
        let (mut compilation, _) = Resolved::read(options).verify();
        assert_eq!(sources.said(&compilation), "");
        let target = compilation.only_target().map(ToString::to_string);
        assert_eq!(target.as_deref(), Some("i686-pc-windows-msvc"));
        let outputs = compilation.emit(&[Form::Rust], "".as_ref());
        let rust = String::from_utf8_lossy(&outputs[0].bytes).into_owned();
        assert!(rust.contains("pub type OTHER = i16;"), "{rust}");
        assert!(
            rust.contains("// Made for i686-pc-windows-msvc: "),
            "{rust}"
        );
    }
}
