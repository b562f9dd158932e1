//! The messages about bad input: each case is one input with everything that `check` says about it.
//!
//! People read the snapshots: each message must say in the user's own words what is wrong, where, and
//! what to do.

use comidl_codegen::internal::compile::{Compilation, Options, Resolved};
use comidl_codegen::internal::diagnostics::Problem;
use comidl_tests::Sources;

/// A test for each row: its name, the IDL, and other files beside it.
macro_rules! bad_input {
    ($($name:ident: $idl:expr $(, $beside:literal = $text:expr)*;)*) => {
        $(
            #[test]
            fn $name() {
                let sources = Sources::new($idl)$(.with($beside, $text))*;
                insta::assert_snapshot!(sources.check());
            }
        )*
    };
}

/// A whole file around the body of one interface.
fn interface(body: &str) -> String {
    format!(
        "import \"unknwn.idl\";\n\n\
         [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface ILamp : IUnknown\n{{\n{body}\n}}\n"
    )
}

/// A struct of two structs of two structs…, `depth` times, and an instance for the last.
fn structs_of_two_structs(depth: usize) -> String {
    let mut idl = String::from("namespace Lamps {\nstruct Lamp0 { INT32 watts; };\n");
    for last in 0..depth {
        let next = last + 1;
        idl += &format!("struct Lamp{next} {{ Lamp{last} left, right; }};\n");
    }
    idl + &format!(
        "[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
         interface IRow<T> : IInspectable\n{{\n    HRESULT First([out, retval] T *first);\n}}\n\
         [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\n\
         interface ILamp : IInspectable\n{{\n    HRESULT All([out, retval] IRow<Lamp{depth}> **all);\n}}\n}}\n"
    )
}

mod files {
    use super::*;

    bad_input! {
        an_import_that_is_nowhere: "import \"unknwn.idl\";\nimport \"vendor/lamp_types.idl\";\n";
        an_include_that_is_nowhere: "#include <lampshade.h>\n#include \"shade.h\"\n";
        an_include_of_itself: "#include \"test.idl\"\n";
        a_file_of_midl_3: "namespace Lamps\n{\n    struct Shade { Single Width; };\n    \
            runtimeclass Lamp\n    {\n        Lamp();\n        String Name;\n    }\n}\n";
        a_type_of_midl_3_alone: "namespace Lamps\n{\n    struct Shade { Single Width; Double Height; };\n}\n";
        a_class_of_a_base_that_is_no_class: "namespace Lamps\n{\n    struct Shade { INT32 Width; };\n    \
            runtimeclass Lamp : Lamps.Shade { }\n    runtimeclass Bulb : Lamps.Nothing { }\n}\n";
        names_in_other_namespaces_than_that_of_metadata: "import \"inspectable.idl\";\nnamespace Lamps\n{\n    \
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n    interface ILamp : IInspectable\n    {\n        \
            HRESULT A([in] Lamps.Speech.ISpeechRecognizer *it);\n        \
            HRESULT B([in] Windows.Foundation.Color it);\n        \
            HRESULT C([in] Lamps.IVectorView<HSTRING> *it);\n    }\n}\n";
        a_file_that_is_not_text: b"import \"unknwn.idl\";\n\0\0\x01\x02";
        an_error_three_imports_deep: "import \"one.idl\";\n",
            "one.idl" = "import \"two.idl\";\n",
            "two.idl" = "import \"three.idl\";\n",
            "three.idl" = "typedef struct Lamp { long watts } Lamp;\n";
        an_error_in_an_included_file: "#include \"types.h\"\n",
            "types.h" = "typedef struct Lamp {\n    WATTS watts;\n} Lamp;\n";
    }
}

mod preprocessing {
    use super::*;

    bad_input! {
        an_unterminated_comment: "const long A = 1;\n/* and so on\nconst long B = 2;\n";
        an_unterminated_string: "const char *A = \"never closed;\nconst long B = 2;\n";
        a_quote_that_is_missing_before_other_strings:
            "cpp_quote(\"one)\ncpp_quote(\"two\")\nconst long A = 1;\n";
        an_unterminated_string_after_a_long_one: "cpp_quote(\"\nint a;\n\")\ncpp_quote(\"two)\n";
        an_unterminated_string_in_a_directive: "#define NAME \"lamp\nconst char *A = \"\n\";\n";
        an_unterminated_annotation: "#include <sal.h>\nconst _When_(1 long A = 1;\n";
        an_unterminated_character: "const char A = 'a;\n";
        a_character_of_no_language: "const long A = 1 \u{2212} 1;\n";
        a_directive_that_does_not_exist: "#defin A 1\n";
        a_define_without_a_name: "#define\n#undef\n#include lamp\n";
        an_if_without_endif: "#ifdef WINVER\nconst long A = 1;\n";
        an_endif_without_if: "const long A = 1;\n#endif\n#else\n";
        an_elif_after_else: "#if 0\n#else\n#elif 1\n#endif\n";
        an_error_of_the_author: "#ifndef LAMP_VERSION\n#error define LAMP_VERSION\n#endif\n";
        a_warning_of_the_author: "#warning old lamp\n";
        an_unterminated_macro_call: "#define ADD(a, b) a + b\nconst long A = ADD(1, 2;\n";
        too_many_macro_arguments: "#define ADD(a, b) a + b\nconst long A = ADD(1, 2, 3);\n";
        a_paste_that_makes_no_token: "#define GLUE(a, b) a ## b\nconst long A = 2 GLUE(+, -) 1;\n";
        a_runaway_macro: concat!(
            "#define A0 x x x x x x x x x x\n",
            "#define A1 A0 A0 A0 A0 A0 A0 A0 A0 A0 A0\n",
            "#define A2 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1\n",
            "#define A3 A2 A2 A2 A2 A2 A2 A2 A2 A2 A2\n",
            "#define A4 A3 A3 A3 A3 A3 A3 A3 A3 A3 A3\n",
            "#define A5 A4 A4 A4 A4 A4 A4 A4 A4 A4 A4\n",
            "#define A6 A5 A5 A5 A5 A5 A5 A5 A5 A5 A5\n",
            "#define A7 A6 A6 A6 A6 A6 A6 A6 A6 A6 A6\n",
            "const long A = A7;\n",
        );
        a_division_by_zero_in_a_condition: "#if 1 / 0\n#endif\n";
        a_condition_beyond_64_bits: "#if 0x1FFFFFFFFFFFFFFFF\n#endif\n";
        a_condition_that_is_none: "#if LAMP +\n#endif\n#if \"text\"\n#endif\n";
        a_macro_called_defined: "#define defined 1\n";
        a_hash_before_no_parameter: "#define NAME(a) #b\n";
        a_paste_at_the_edge: "#define NAME(a) ## a\n";
        a_macro_parameter_twice: "#define ADD(a, a) a\n";
        variable_arguments_of_no_variadic_macro: "#define ALL(a) __VA_ARGS__\n";
        a_macro_redefined: "#define WATTS 40\n#define WATTS 60\nconst long A = WATTS;\n";
        tokens_after_a_directive: "#if 1\n#endif LAMP\n";
        an_error_inside_a_macro: "#define METHOD(name, type) HRESULT name([in] type value);\n\
            import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : IUnknown {\n    METHOD(Switch, BOOOL)\n}\n";
    }
}

mod syntax {
    use super::*;

    bad_input! {
        a_method_equal_to_something: interface("    HRESULT Switch() = 1;\n    HRESULT Dim() const = ;");
        a_declared_guid_that_is_none: "declare_guid(CATID_Lamp, 1c9a4c0e-6a0f);\ndeclare_guid(CATID_Shade);\n";
        a_missing_semicolon: "typedef struct Lamp {\n    long watts\n} Lamp;\n";
        several_errors_in_one_file: "import \"unknwn.idl\"\n\
            typedef struct { long a } A;\n\
            interface { };\n\
            const long B = ;\n\
            typedef enum { X, , Y } E;\n";
        a_brace_that_is_never_closed: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : IUnknown {\n    HRESULT Switch();\n";
        type_words_that_make_no_type: "typedef unsigned float Watts;\n";
        a_pipe: "typedef pipe long Water;\n";
        an_empty_character: "const char A = '';\n";
        a_pack_of_three: "#pragma pack(3)\ntypedef struct Lamp { long watts; } Lamp;\n";
        a_word_of_c_for_a_tag: "struct struct Lamp { long watts; };\nenum union { A };\n";
        nesting_without_end: format!("const long A = {}1{};\n", "(".repeat(5000), ")".repeat(5000));
        structs_nested_without_end: format!(
            "typedef {}long x;{} Deep;\n", "struct { ".repeat(2000), " } s;".repeat(2000)
        );
        a_missing_semicolon_at_the_end_of_a_line: format!(
            "import \"unknwn.idl\"\n{}const long A = 1\n\ntypedef long WATTS\n",
            interface("    HRESULT Switch()\n    HRESULT Dim([in] LONG level;")
        );
        an_interface_before_another_is_never_closed: format!(
            "{}{}", interface("    HRESULT Switch();").trim_end().trim_end_matches('}'), interface("")
        );
        braces_that_are_never_closed: "library Lamps {\n    typedef struct Lamp {\n        long watts[2;\n";
        an_interface_of_cpp: interface("    HRESULT virtual Switch(BOOL on) = 0;\n    public:\n");
    }
}

mod other_languages {
    use super::*;

    bad_input! {
        corba: "#include \"orb.idl\"\nmodule Lamps {\n  interface Lamp {\n    readonly attribute boolean on;\n    \
            void dim(in long level) raises (TooDark);\n  };\n};\n";
        corba_that_could_be_com: "module Lamps { interface Lamp { void dim(); }; };\n";
        dds: "struct Lamp { @key long id; string<32> name; sequence<octet> data; };\n";
        browsers: "[Exposed=Window]\ninterface Lamp : EventTarget {\n  readonly attribute DOMString name;\n  \
            Promise<undefined> dim(unsigned long level, optional Shade? shade);\n};\n";
        a_contract: "[Implements=ILampEvents]\ncallback interface LampEvents {\n  undefined switched(boolean on);\n};\n";
        mozilla: "#include \"nsISupports.idl\"\n%{C++\nclass Lamp;\n%}\n\
            [scriptable, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\ninterface nsILamp : nsISupports\n{\n  \
            readonly attribute AString name;\n  void dim(in unsigned long level);\n};\n";
        winrt: "namespace Lamps {\n  runtimeclass Lamp {\n    Lamp();\n    String Name;\n    \
            Int32 Level { get; };\n    event Windows.Foundation.EventHandler<Lamp> Dimmed;\n  }\n}\n";
        a_file_that_another_imports: "import \"lamp.webidl\";\nconst long MOST = 40;\n",
            "lamp.webidl" = "dictionary LampInit { DOMString name = \"\"; };\n";
        com_with_words_of_others: interface("    HRESULT Dim(in long level);\n    HRESULT Name([out] string<3> *name);");
    }
}

mod names {
    use super::*;

    bad_input! {
        what_comes_out_is_passed_by_value: interface("    HRESULT IsOn([out, retval] BOOL on);");
        an_interface_of_objects_without_a_base: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\ninterface ILamp { HRESULT Switch(); }\n";
        a_typedef_of_a_name_that_nobody_defines_to_itself: "typedef LAMP LAMP;\n";
        a_name_of_another_case_outside_of_a_library: interface("    HRESULT Switch([in] Bool on);");
        an_interface_of_remote_procedure_calls: "[uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface Lamp\n{\n    extern handle_t lamp;\n    void Switch([in] handle_t on);\n}\n";
        a_function_in_no_interface: "typedef long WATTS;\nHRESULT Switch(WATTS watts);\nextern handle_t lamp;\n";
        an_interface_in_a_type_library: "import \"unknwn.idl\";\n\
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\nlibrary Lamps\n{\n    importlib(\"stdole2.tlb\");\n    \
            importlib(\"shades.tlb\");\n    [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\n    \
            coclass Lamp { [default] interface IUnknown; interface IShade; }\n}\n";
        idl_that_defines_nothing: "import \"unknwn.idl\";\ninterface ILamp;\n";
        a_type_that_nobody_knows: interface("    HRESULT Switch([in] BOOLL on);");
        a_type_that_is_almost_right: interface("    HRESULT Name([out] LPWSTTR *name);");
        a_name_defined_twice: "typedef struct Lamp { long watts; } Lamp;\n\
            typedef enum Lamp { On, Off } Lamp;\n";
        an_interface_defined_twice: format!("{}{}", interface(""), interface("").replace("2b01", "2b02"));
        a_base_that_is_no_interface: "import \"oaidl.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : VARIANT { HRESULT Switch(); }\n";
        a_base_that_is_declared_only: "interface IThing;\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : IThing { HRESULT Switch(); }\n";
        an_interface_of_windows_that_is_almost_right: interface("    HRESULT Read([in] IDispacth *from);");
        a_base_that_nobody_knows: "[object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : IUnknwon { HRESULT Switch(); }\n";
        an_interface_that_derives_from_itself: "interface IB;\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] interface IA : IB { }\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] interface IB : IA { }\n";
        a_type_that_is_defined_by_itself: "typedef A B;\ntypedef B A;\n";
        a_method_declared_twice: interface("    HRESULT Switch([in] long on);\n    HRESULT Switch([in] long off);");
        a_parameter_declared_twice: interface("    HRESULT Move([in] long x, [in] long x);");
        a_field_declared_twice: "typedef struct Lamp { long watts; short watts; } Lamp;\n";
        a_variable_in_an_interface: interface("    long watts;");
        a_field_without_a_name: "typedef struct Lamp { long; } Lamp;\n";
        a_class_of_a_struct: "typedef struct Lamp { long watts; } Lamp;\n\
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)] library Lamps {\n\
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)] coclass CLamp { interface Lamp; }\n}\n";
        an_interface_that_needs_itself_without_end: "namespace Lamps {\n\
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface IRow<T> : IInspectable\n{\n    HRESULT Rest([out, retval] IRow<IRow<T>> **rest);\n}\n\
            [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\n\
            interface ILamp : IInspectable\n{\n    HRESULT Neighbours([out, retval] IRow<ILamp> **row);\n}\n}\n";
        an_instance_of_a_struct_of_too_many_types: structs_of_two_structs(20);
        a_part_of_another_file: "typedef struct Lamp { WATTS watts; } Lamp;\n",
            "lamps.idl" = "typedef long WATTS;\n#include \"test.idl\"\n";
        a_type_of_a_whole_file_that_another_imports:
            "import \"unknwn.idl\";\ntypedef struct Lamp { WATTS watts; } Lamp;\n",
            "lamps.idl" = "import \"test.idl\";\n";
        a_type_of_files_that_are_not_imported: "interface IShade;\n\
            typedef struct Lamp { WATTS watts; } Lamp;\n\
            interface ILamp : IShade { HRESULT Switch(); }\n\
            const long MOST = MOST_LAMPS * 2;\n",
            "shade.idl" = "import \"unknwn.idl\";\ntypedef long WATTS;\ninterface IShade : IUnknown { }\n",
            "units.IDL" = "typedef double WATTS, VOLTS;\nconst long MOST_LAMPS = 7;\n",
            "user.idl" = "import \"units.IDL\";\ntypedef struct { WATTS most; } Socket;\n";
        an_interface_that_only_a_class_knows: "namespace Lights {\n\
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface ILamp : IInspectable { HRESULT Light(); }\n\
             runtimeclass Lamp {\n    [default] interface Lights.ILamp;\n    \
             interface Lights.ILamp2;\n}\n}\n";
        a_base_without_a_vtable: "[local] interface ILight { void Dim(); }\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface ILamp : ILight { HRESULT Switch([in] BOOL on); }\n";
        a_pointer_that_leads_back_to_itself: "typedef Shade *Lamp;\ntypedef Lamp *Shade;\n";
        constants_that_go_too_deep: (0..150).map(|it| format!("const long A{it} = A{};\n", it + 1))
            .chain(["const long A150 = 1;\n".to_owned()]).collect::<String>();
        a_struct_that_contains_itself: "typedef struct Lamp { struct Lamp next; } Lamp;\n";
        structs_that_contain_each_other: "struct B;\nstruct A { struct B b; };\nstruct B { struct A a; };\n";
        a_field_of_a_type_that_is_only_declared: "struct Shade;\ntypedef struct Lamp { struct Shade shade; } Lamp;\n";
    }
}

mod values {
    use super::*;

    bad_input! {
        a_constant_beyond_its_type: "const unsigned char A = 256;\nconst short B = -32769;\n";
        a_number_beyond_64_bits: "const hyper A = 0x1FFFFFFFFFFFFFFFF;\n";
        a_division_by_zero: "const long Zero = 0;\nconst long A = 5 / Zero;\nconst long B = 5 % 0;\n";
        a_constant_that_nobody_knows: "const long A = WATTS * 2;\n";
        a_string_for_a_number: "const long A = \"forty\";\n";
        a_number_that_is_malformed: "const long A = 12ab;\nconst long B = 0x;\n";
        a_text_longer_than_its_array: "const WCHAR NAME[3] = L\"lamp\";\nconst char SHADE[4] = \"silk\";\n";
        an_array_of_numbers: "const long WATTS[] = { 40, 60 };\nconst long SHADES[1] = \"silk\";\n";
        constants_that_need_each_other: "const long A = B;\nconst long B = A + 1;\n";
        a_shift_too_far: "const long A = 1 << 64;\n";
        an_array_of_fewer_than_no_elements: "typedef struct Lamp { long a[-1]; } Lamp;\n";
        a_bit_field_too_wide: "typedef struct Lamp { long on : 33; } Lamp;\n";
        an_alignment_that_is_none: "typedef struct __declspec(align(3)) Lamp { long on; } Lamp;\n";
        an_enumerator_beyond_32_bits: "typedef enum E { A = 0x1FFFFFFFF } E;\n";
        a_size_that_depends_on_the_target: "const long A = sizeof(void *);\n";
    }
}

#[test]
fn an_include_folder_that_is_not_there() {
    let sources = Sources::new("typedef long WATTS;\n");
    let mut options = sources.options();
    options.include.push(sources.folder().join("shades"));
    let (compilation, _) = Resolved::read(options).verify();
    insta::assert_snapshot!(sources.said(&compilation));
}

mod attributes {
    use super::*;

    bad_input! {
        an_attribute_that_nobody_knows: interface("    HRESULT Switch([inn] BOOL on);");
        an_attribute_that_is_misplaced: interface("    [size_is(4)] HRESULT Switch([object] BOOL on);");
        an_attribute_that_decides_a_call_and_is_misplaced: interface("    [out] HRESULT Switch([in] BOOL on);");
        an_attribute_twice: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01), local,\n \
            uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\ninterface ILamp : IUnknown { }\n";
        an_attribute_without_its_argument: interface("    HRESULT Fill([in] long n, [in, size_is] long *values);");
        an_interface_of_objects_without_a_uuid: "import \"unknwn.idl\";\n\
            [object, pointer_default(unique)]\ninterface ILamp : IUnknown { }\n";
        a_length_that_nobody_knows: interface("    HRESULT Fill([in, out] long *count, [out, size_is(16), length_is(*coutn)] long *values);");
        a_count_of_a_field_that_nobody_knows: "struct Lamp { long count; [size_is(counts)] long *watts; };\n";
        a_size_that_nobody_knows: interface("    HRESULT Fill([in] long count, [in, size_is(cuont)] long *values);");
        a_uuid_too_short: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b)]\ninterface ILamp : IUnknown { }\n";
        a_uuid_with_a_letter_that_is_no_digit: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0g-6a0f-4d6e-8a35-6a3c6f0f2b01)]\ninterface ILamp : IUnknown { }\n";
        a_uuid_of_two_interfaces: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\ninterface ILamp : IUnknown { }\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\ninterface IShade : IUnknown { }\n";
    }
}

mod metadata {
    use super::*;

    const VTABLE: &str = "import \"unknwn.idl\";\n\
        [object, uuid(0000010c-0000-0000-c000-000000000046)]\n";

    bad_input! {
        the_name_of_another_interface: "import \"unknwn.idl\";\n\
            [object, uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
            interface IPersist : IUnknown { HRESULT GetClassID([out] CLSID *id); }\n";
        the_iid_of_another_interface: format!("{VTABLE}interface ILamp : IUnknown {{ HRESULT Switch(); }}\n");
        another_base: format!("import \"oaidl.idl\";\n{VTABLE}interface IPersist : IDispatch {{ HRESULT GetClassID([out] CLSID *id); }}\n");
        another_vtable: format!("{VTABLE}interface IPersist : IUnknown {{ HRESULT Load(); HRESULT GetClassID([out] CLSID *id); }}\n");
        another_signature: format!("{VTABLE}interface IPersist : IUnknown {{ HRESULT GetClassID([in] hyper id); }}\n");
        another_value: "typedef enum tagSTGTY { STGTY_STORAGE = 1, STGTY_STREAM = 3 } STGTY;\n";
        a_record_of_a_thousand_million_fields: ["typedef union U0 { long a; long b; } U0;\n".to_owned()]
            .into_iter()
            .chain((0..30).map(|it| format!("typedef union U{n} {{ U{it} a; U{it} b; }} U{n};\n", n = it + 1)))
            .chain(["typedef struct _FILETIME { U30 time; } FILETIME;\n".to_owned()])
            .collect::<String>();
        another_record: "typedef struct _FILETIME { DWORD dwLowDateTime; unsigned hyper dwHighDateTime; } FILETIME;\n";
        a_record_of_another_alignment: "typedef struct _FILETIME { unsigned hyper time; } FILETIME;\n";
        a_bit_field_of_another_width: "typedef struct _SYSTEMTIME { WORD wYear : 12; WORD wMonth : 4; WORD rest[7]; } SYSTEMTIME;\n";
        a_record_that_shares_a_name: "typedef struct _SYSTEMTIME { double x, y, z; } SYSTEMTIME;\n";
        a_record_of_a_newer_version: "typedef struct tagBITMAPINFOHEADER { DWORD biSize; LONG biWidth; LONG biHeight; WORD biPlanes;\n\
            WORD biBitCount; DWORD biCompression; DWORD biSizeImage; LONG biXPelsPerMeter; LONG biYPelsPerMeter;\n\
            DWORD biClrUsed; DWORD biClrImportant; DWORD biNext; } BITMAPINFOHEADER;\n";
        an_enumeration_of_a_newer_version: "typedef enum tagSTGTY { STGTY_STORAGE = 1, STGTY_FOLDER = 5, STGTY_PROPERTY = 6 } STGTY;\n";
        another_name_of_a_method: format!("{VTABLE}interface IPersist : IUnknown {{ HRESULT GetClass([out] CLSID *id); }}\n");
        another_type_of_the_same_name: "import \"unknwn.idl\";\ntypedef hyper DISPID;\n\
            [object, uuid(9bfbbc02-eff1-101a-84ed-00aa00341d07)]\n\
            interface IPropertyNotifySink : IUnknown { HRESULT OnChanged([in] DISPID id); HRESULT OnRequestEdit([in] DISPID id); }\n";
    }

    #[test]
    fn drift_that_is_not_there() {
        let sources = Sources::new("import \"unknwn.idl\";\n");
        let resolved = Resolved::read(Options {
            allow_drift: vec!["ILamp".into()],
            ..sources.options()
        });
        let (compilation, _) = resolved.verify();
        insta::assert_snapshot!(sources.said(&compilation));
    }

    #[test]
    fn a_winmd_that_is_none() {
        let sources = Sources::new("").with("vendor.winmd", "not metadata");
        let compilation = Compilation::read(Options {
            winmd: vec![sources.folder().join("vendor.winmd")],
            ..sources.options()
        });
        insta::assert_snapshot!(sources.said(&compilation));
    }

    #[test]
    fn a_winmd_that_is_nowhere() {
        let sources = Sources::new("");
        let compilation = Compilation::read(Options {
            winmd: vec![sources.folder().join("vendor.winmd")],
            ..sources.options()
        });
        insta::assert_snapshot!(sources.said(&compilation));
    }
}

#[test]
fn no_two_problems_share_a_code() {
    let mut codes: Vec<&str> = Problem::ALL.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Problem::ALL.len());
}
