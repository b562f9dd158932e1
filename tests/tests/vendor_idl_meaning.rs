//! What vendors' IDL means: names, attributes, and what is read and not made.
//!
//! Each test is one kind of construct, in the places where it can occur. What comes of it is read
//! off the JSON of `inspect`.

use comidl_codegen::internal::compile::{Form, Resolved};
use comidl_tests::{Sources, interface, taken};

#[test]
fn in_a_library_a_name_is_found_in_any_case() {
    let idl = "import \"oaidl.idl\";
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c02), version(1.0)]
        library MillLib
        {
            importlib(\"stdole2.tlb\");
            typedef enum { millSmall, millLarge } MillSize;
            interface IMillWheel;
            [object, uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c04)]
            interface IMillWheel : iunknown
            {
                HRESULT IsTurning([out, retval] bool *turning);
                HRESULT Since([out, retval] Date *since);
                HRESULT Costs([in] MILLSIZE size, [out, retval] currency *money);
                HRESULT Next([out, retval] IMILLWHEEL **next);
            }
            [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c05)]
            coclass MillWheel { [default] interface imillwheel; }
        }";
    let taken = taken(idl).silently();
    assert_eq!(
        taken.methods("IMillWheel"),
        [
            "3 HRESULT IsTurning(BOOL * turning)",
            "4 HRESULT Since(DATE * since)",
            "5 HRESULT Costs(MillSize size, CURRENCY * money)",
            "6 HRESULT Next(IMillWheel ** next)",
        ]
    );
    assert_eq!(
        taken.entry("coclasses", "MillWheel")["interfaces"][0],
        "IMillWheel"
    );
}

#[test]
fn outside_of_a_library_case_matters() {
    let said = Sources::new(interface("", "", "    HRESULT Turn([in] Long speed);")).check();
    assert!(said.contains("`Long`"), "{said}");
}

#[test]
fn a_typedef_of_a_name_to_itself_says_nothing_new() {
    let before = "typedef DWORD DWORD;\nconst DWORD LIMIT = -1;\ntypedef DWORD LIMITS;
        enum { LIMIT_LOW = 1 };\nconst LIMITS LIMITS_LOW = LIMIT_LOW;";
    let taken = taken(&interface(
        before,
        "",
        "    HRESULT Limit([out] DWORD *limit);",
    ))
    .silently();
    taken.has_method("IMill", "3 HRESULT Limit(DWORD * limit)");
    assert_eq!(taken.constant("LIMIT"), 4_294_967_295_u32);
    assert_eq!(taken.constant("LIMITS_LOW"), 1);
}

#[test]
fn a_typedef_of_a_name_that_nobody_defines_to_itself_is_an_error() {
    let said = Sources::new("typedef GRIST GRIST;").check();
    assert!(said.contains("error["), "{said}");
}

#[test]
fn an_attribute_may_stand_wherever_midl_does_not_forbid_it() {
    let before =
        "typedef struct NOTE { [readonly] long id; [disable_consistency_check] long more; } NOTE;
        typedef [disable_consistency_check] NOTE *PNOTE;";
    let body = "    HRESULT Add([in] PNOTE note, [in, unique, string, disable_consistency_check] LPWSTR text);";
    let taken = taken(&interface(before, "", body));
    taken.has_method("IMill", "3 HRESULT Add(PNOTE note, LPWSTR text)");
}

#[test]
fn a_field_may_be_read_only_and_a_handle_may_be_external() {
    let idl = "typedef struct { [readonly, hidden] long id; [helpstring(\"Its weight\")] long weight; } SACK;
        [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0a), version(1.0)]
        interface Mill
        {
            extern handle_t mill;
            typedef [uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0b), public, version(1.0)] enum { FULL } FILLING;
        }";
    let taken = taken(idl).silently();
    assert!(taken.document.to_string().contains("SACK"));
    assert!(taken.document.to_string().contains("FILLING"));
}

#[test]
fn an_attribute_that_says_nothing_where_it_stands_is_passed_over() {
    let body = "    [oleautomation, helpstring(\"Turns\")] HRESULT Turn([in, source] long speed);";
    let taken = taken(&interface("[dual] typedef long SPEED;", "", body));
    taken.has_method("IMill", "3 HRESULT Turn(long speed)");
    assert_eq!(
        taken.said.matches("warning[IDL1602]").count(),
        3,
        "{}",
        taken.said
    );
}

#[test]
fn the_types_of_an_interface_of_remote_procedure_calls_are_made() {
    let idl = "[uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0a)]
        interface Mill { typedef long SACKS; SACKS Count([in] handle_t mill); }
        const long MOST = 4;";
    let taken = taken(idl);
    assert_eq!(taken.constant("MOST"), 4);
    assert_eq!(
        taken.said.matches("warning[IDL1402]").count(),
        1,
        "{}",
        taken.said
    );
}

/// Windows' own IDL has such faults (mshtml.idl, amvideo.idl, wmsdkidl.idl).
#[test]
fn faults_in_an_interface_of_windows_are_warnings() {
    let idl = "import \"unknwn.idl\";
        [object] interface IMpegAudioDecoder : IUnknown
        {
            HRESULT Faulty([in] long count, [in, size_is(cuont)] long *values, [out] BOOL on);
        }";
    let said = Sources::new(idl).check();
    for code in ["IDL1404", "IDL1601", "IDL1603"] {
        assert!(said.contains(&format!("warning[{code}]")), "{said}");
    }
}

#[test]
fn a_pipe_is_taken_and_not_made() {
    let pipes =
        "typedef pipe long LONG_PIPE;\ntypedef pipe unsigned char BYTE_PIPE;\ntypedef long SACK;";
    let procedures = "[uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c0a)]
        interface Mill { void Send([in] LONG_PIPE sacks, [out] BYTE_PIPE *flour); }";
    let taken = taken(&format!("{pipes}\n{procedures}"));
    assert_eq!(
        taken.said.matches("warning[IDL1402]").count(),
        3,
        "{}",
        taken.said
    );
    // An interface of objects can't pass what isn't known.
    let idl = interface(pipes, "", "    HRESULT Send([in] LONG_PIPE sacks);");
    let sources = Sources::new(idl);
    let (mut compilation, _) = Resolved::read(sources.options()).verify();
    compilation.emit(&[Form::Rust], "".as_ref());
    assert!(compilation.failed(), "{}", sources.said(&compilation));
}
