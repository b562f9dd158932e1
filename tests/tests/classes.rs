//! Classes of WinRT in the bindings: types of their own, with their factories by name. What they do is shown by
//! `tests/consumers/programs/src/effects.rs`.

use std::path::Path;

use comidl_codegen::internal::compile::{Compilation, Form};
use comidl_tests::Sources;

const INTERFACES: &str = r#"
[uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e11)]
interface ILamp : IInspectable { HRESULT Light(); }
[uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e12)]
interface ILampFactory : IInspectable { HRESULT Create([out, retval] Lamps.Lamp **lamp); }
[uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e13)]
interface ILampStatics : IInspectable { HRESULT Count([out, retval] INT32 *count); }
"#;

/// Returns the bindings of these classes and the interfaces above.
fn bindings(classes: &str) -> String {
    let idl = format!(
        "import \"inspectable.idl\";
         namespace Lamps {{ runtimeclass Lamp; {INTERFACES} {classes} }}"
    );
    let sources = Sources::new(&idl);
    let mut compilation = Compilation::read(sources.options());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    assert_eq!(sources.said(&compilation), "");
    String::from_utf8(outputs[0].bytes.clone()).expect("Rust is text")
}

/// Returns the functions that the class has itself.
fn functions<'b>(bindings: &'b str, class: &str) -> Vec<&'b str> {
    let Some((_, body)) = bindings.split_once(&format!("impl {class} {{")) else {
        return Vec::new();
    };
    let lines = body.lines().take_while(|line| line.trim_end() != "    }");
    let heads = lines.filter_map(|line| line.trim().strip_prefix("pub fn "));
    heads.map(|head| head.trim_end_matches(" {")).collect()
}

#[test]
fn a_class_returns_each_of_its_factories_once() {
    let bindings = bindings(
        "[activatable(Lamps.ILampFactory, 1.0), activatable(Lamps.ILampFactory, 2.0),
          static(ILampStatics, 1.0), composable(ILampStatics, public, 1.0)]
         runtimeclass Lamp { [default] interface ILamp; }",
    );
    assert_eq!(
        functions(&bindings, "Lamp"),
        [
            "ILampFactory() -> windows_core::Result<ILampFactory>",
            "ILampStatics() -> windows_core::Result<ILampStatics>",
        ]
    );
}

#[test]
fn a_class_that_is_activatable_without_a_factory_makes_objects() {
    for attribute in [
        "activatable(1.0)",
        "activatable(0x06030000)",
        "activatable(Windows.Foundation.UniversalApiContract, 1.0)",
    ] {
        let bindings = bindings(&format!(
            "[{attribute}] runtimeclass Lamp {{ [default] interface ILamp; }}"
        ));
        let made = functions(&bindings, "Lamp");
        assert_eq!(made, ["new() -> windows_core::Result<Self>"], "{attribute}");
    }
}

#[test]
fn a_factory_may_be_of_metadata() {
    let bindings = bindings(
        "[activatable(Windows.Foundation.IUriRuntimeClassFactory, 1.0)]
         runtimeclass Lamp { [default] interface ILamp; }",
    );
    let head = "IUriRuntimeClassFactory() -> windows_core::Result<IUriRuntimeClassFactory>";
    assert_eq!(functions(&bindings, "Lamp"), [head]);
    // It isn't only passed on.
    assert!(bindings.contains("impl IUriRuntimeClassFactory {"));
}

#[test]
fn a_class_of_static_members_has_no_objects() {
    let bindings = bindings(
        "runtimeclass Lamp { [default] interface ILamp; }
         [static(Lamps.ILampStatics, 1.0)] runtimeclass Shop { }",
    );
    assert!(bindings.contains("pub struct Shop(());"));
    let head = "ILampStatics() -> windows_core::Result<ILampStatics>";
    assert_eq!(functions(&bindings, "Shop"), [head]);
}

#[test]
fn the_first_interface_is_the_default_where_none_is_called_so() {
    let bindings = bindings("runtimeclass Lamp { interface ILamp; interface ILampStatics; }");
    assert!(bindings.contains("impl core::convert::From<ILamp> for Lamp {"));
    assert!(bindings.contains("required_hierarchy!(Lamp, ILampStatics);"));
}

#[test]
fn what_an_interface_requires_is_what_its_objects_are() {
    let bindings = bindings(
        "[uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e14)]
         interface IDimmer : IInspectable requires ILamp, Windows.Foundation.Collections.IVector<INT32> { }
         [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e15)]
         interface ISwitch : IInspectable requires IDimmer, ILamp { }
         runtimeclass Lamp { [default] interface ILamp; interface ISwitch; }",
    );
    for line in [
        "required_hierarchy!(IDimmer, ILamp, __FIVector_1_int, __FIIterable_1_int);",
        "required_hierarchy!(ISwitch, IDimmer, ILamp, __FIVector_1_int, __FIIterable_1_int);",
        // The class begins with the slots of `ILamp`.
        "required_hierarchy!(Lamp, ISwitch, IDimmer, __FIVector_1_int, __FIIterable_1_int);",
    ] {
        assert!(bindings.contains(line), "{line}");
    }
}

/// Who requires many that require many would otherwise make of a small file a large one.
#[test]
fn of_what_is_only_required_by_others_the_nearest_hundred_are_named() {
    let chain: String = (1..=300)
        .map(|it| {
            format!(
                "[uuid(6d0ec0a1-2e0b-4c3a-8f1e-{it:012x})] interface I{it} : IInspectable requires {} {{ }}",
                if it == 1 { "ILamp".to_owned() } else { format!("I{}", it - 1) }
            )
        })
        .collect();
    let bindings = bindings(&format!(
        "{chain} runtimeclass Lamp {{ [default] interface ILamp; interface I299; interface I300; }}"
    ));
    // The macro of `windows-core` calls itself for each name, and rustc follows 128 calls in each other.
    let lists = |name: &str| -> Vec<Vec<String>> {
        let head = format!("required_hierarchy!({name}, ");
        let calls = bindings.split(&head).skip(1);
        let lists = calls.map(|rest| rest.split(')').next().expect("the list ends"));
        let lists = lists.map(|list| list.split(", ").map(str::to_owned).collect());
        lists.collect()
    };
    let required = |name: &str| lists(name).concat();
    assert!(lists("I300").iter().all(|list| list.len() <= 50));
    let numbers = |from: u32, to: u32| (to..=from).rev().map(|it| format!("I{it}"));
    assert_eq!(required("I300").len(), 100);
    assert!(Vec::from_iter(numbers(299, 201)).starts_with(&required("I300")[..99]));
    // The interfaces that the class names come first.
    assert_eq!(required("Lamp")[..3], ["I299", "I300", "I298"]);
}

#[test]
fn what_is_no_object_is_nothing_that_others_are() {
    let bindings = bindings(
        "typedef ILampStatics ILampAlias;
         [uuid(6d0ec0a1-2e0b-4c3a-8f1d-0a3f2a6f5e14)]
         interface IDimmer : IInspectable requires ILamp, ILampAlias { }
         runtimeclass Lamp { [default] interface ILamp; }",
    );
    assert!(bindings.contains("required_hierarchy!(IDimmer, ILamp);"));
}

#[test]
fn definitions_of_one_name_in_two_namespaces_are_told_apart() {
    let bindings = bindings(
        "runtimeclass Lamp { [default] interface ILamp; }
         namespace Old { struct Size { INT32 width; }; enum Kind { Round }; runtimeclass Lamp { [default] interface Lamps.ILamp; } }
         namespace New { struct Size { INT32 width; }; enum Kind { Flat }; }",
    );
    for name in [
        "pub struct Lamp(",
        "pub struct Lamps_Old_Lamp(",
        "pub struct Size {",
        "pub struct Lamps_New_Size {",
        "pub type Kind = ",
        "pub type Lamps_New_Kind = ",
    ] {
        assert!(bindings.contains(name), "{name}");
    }
}

#[test]
fn metadata_that_names_a_class_of_the_files_means_its_default_interface() {
    let sources = Sources::new(
        "import \"inspectable.idl\";
         namespace Windows.Gaming.Input.ForceFeedback {
         [activatable(IPeriodicForceEffectFactory, 1.0)]
         runtimeclass PeriodicForceEffect { [default] interface IForceFeedbackEffect; } }",
    );
    let mut compilation = Compilation::read(sources.options());
    let outputs = compilation.emit(&[Form::Rust], Path::new(""));
    let bindings = String::from_utf8(outputs[0].bytes.clone()).expect("Rust is text");
    let (_, create) = bindings
        .split_once("pub unsafe fn CreateInstance")
        .expect("the factory has it");
    let head = create.lines().next().expect("it has a line");
    assert!(
        head.contains("windows_core::Result<IForceFeedbackEffect>"),
        "{head}"
    );
}

/// The functions that all interfaces share stand in a module of this name.
#[test]
fn a_definition_has_another_name_than_the_module_of_shared_functions() {
    let bindings = bindings("struct shared__ { INT32 width; };");
    assert!(!bindings.contains("struct shared__ "));
    assert!(bindings.contains("mod shared__ {"));
}
