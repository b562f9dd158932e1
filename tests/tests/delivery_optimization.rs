//! `idl/DeliveryOptimization.idl` against the facts of Delivery Optimization, against an IDL
//! compiler that isn't ours, and, spoilt in various ways, against metadata.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_tests::{CORPUS, PYTHON, Sources, WIDL, WINE_IDL, outcome, root};
use serde_json::Value;

fn idl() -> String {
    fs::read_to_string(root().join("idl/DeliveryOptimization.idl")).expect("our IDL is there")
}

fn options() -> Options {
    Options {
        idl: vec![root().join("idl/DeliveryOptimization.idl")],
        ..Options::default()
    }
}

/// Returns what `inspect --format json` prints of it.
fn inspected() -> Value {
    let outputs = Compilation::read(options()).emit(&[Form::Json], "".as_ref());
    serde_json::from_slice(&outputs[0].bytes).expect("inspect prints JSON")
}

/// The facts about Delivery Optimization, from its reference and from Windows' metadata.
fn facts() -> Value {
    let text = include_str!("../facts/delivery-optimization.json");
    serde_json::from_str(text).expect("the facts are JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn named<'a>(value: &'a Value, key: &str, name: &str) -> &'a Value {
    let found = list(value, key).iter().find(|it| it["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not among the {key}"))
}

fn names(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(|it| it["name"].as_str()).collect()
}

#[test]
fn it_agrees_with_metadata() {
    let (compilation, verified) = Resolved::read(options()).verify();
    assert_eq!(outcome(&compilation), "");
    assert_eq!((verified.interfaces, verified.slots), (17, 88));
}

#[test]
fn every_interface_has_its_iid_its_base_and_its_methods_in_their_slots() {
    let (inspected, facts) = (inspected(), facts());
    for fact in list(&facts, "interfaces") {
        let name = fact["name"].as_str().expect("a name");
        let interface = named(&inspected, "interfaces", name);
        assert_eq!(interface["iid"], fact["iid"], "{name}");
        assert_eq!(interface["base"], fact["base"], "{name}");
        let slots: Vec<&str> = list(interface, "slots")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let first = fact["first_slot"].as_u64().expect("a number") as usize;
        assert_eq!(slots[first..], names(list(fact, "methods")), "{name}");
        assert_eq!(
            slots[..3],
            ["QueryInterface", "AddRef", "Release"],
            "{name}"
        );
    }
    let ours = list(&inspected, "interfaces").len();
    assert_eq!(ours, list(&facts, "interfaces").len());
}

#[test]
fn every_method_has_its_parameters() {
    let (inspected, facts) = (inspected(), facts());
    for fact in list(&facts, "interfaces") {
        let interface = fact["name"].as_str().expect("a name");
        let ours = named(&inspected, "interfaces", interface);
        for fact in list(fact, "methods") {
            let method = fact["name"].as_str().expect("a name");
            let params = names(list(named(ours, "methods", method), "params"));
            match (&fact["params"], fact["count"].as_u64()) {
                (_, Some(count)) => {
                    assert_eq!(params.len() as u64, count, "{interface}::{method}");
                }
                (known, None) => {
                    assert_eq!(Value::from(params), *known, "{interface}::{method}");
                }
            }
        }
    }
}

#[test]
fn every_structure_and_union_has_its_fields() {
    let (inspected, facts) = (inspected(), facts());
    for (name, fact) in facts["structs"].as_object().expect("a table") {
        let record = named(&inspected, "structs", name);
        assert_eq!(record["kind"], fact["kind"], "{name}");
        assert_eq!(
            Value::from(names(list(record, "fields"))),
            fact["fields"],
            "{name}"
        );
    }
}

#[test]
fn every_enumerator_and_constant_has_its_value() {
    let (inspected, facts) = (inspected(), facts());
    for (name, fact) in facts["enums"].as_object().expect("a table") {
        let values: BTreeMap<&str, u32> = list(named(&inspected, "enums", name), "values")
            .iter()
            .map(|it| (it["name"].as_str().expect("a name"), word(&it["value"])))
            .collect();
        let known: BTreeMap<&str, u32> = fact
            .as_object()
            .expect("a table")
            .iter()
            .map(|(name, value)| (name.as_str(), word(value)))
            .collect();
        assert_eq!(values, known, "{name}");
    }
    for (name, fact) in facts["errors"].as_object().expect("a table") {
        let known = u32::from_str_radix(fact.as_str().expect("a code"), 16).expect("eight digits");
        assert_eq!(
            word(&named(&inspected, "constants", name)["value"]),
            known,
            "{name}"
        );
    }
    for (name, fact) in facts["flags"].as_object().expect("a table") {
        assert_eq!(
            named(&inspected, "constants", name)["value"],
            *fact,
            "{name}"
        );
    }
    for name in ["BG_SIZE_UNKNOWN", "BG_LENGTH_TO_EOF", "DO_LENGTH_TO_EOF"] {
        assert_eq!(
            named(&inspected, "constants", name)["value"],
            u64::MAX,
            "{name}"
        );
    }
}

/// A value in the 32 bits that it takes, whatever its sign.
fn word(value: &Value) -> u32 {
    value.as_i64().expect("an integer") as u32
}

#[test]
fn the_library_and_both_coclasses_have_their_ids_and_interfaces() {
    let (inspected, facts) = (inspected(), facts());
    for (member, fact) in facts["library"].as_object().expect("a table") {
        assert_eq!(&inspected["libraries"][0][member], fact, "{member}");
    }
    for (name, fact) in facts["coclasses"].as_object().expect("a table") {
        let coclass = named(&inspected, "coclasses", name);
        assert_eq!(coclass["clsid"], fact["clsid"], "{name}");
        assert_eq!(coclass["interfaces"], fact["interfaces"], "{name}");
    }
}

#[test]
fn what_idl_knows_and_headers_lose_is_kept() {
    let inspected = inspected();
    let attributes = |interface: &str, method: &str, param: &str| {
        let interface = named(&inspected, "interfaces", interface);
        let method = named(interface, "methods", method);
        named(method, "params", param).clone()
    };
    let object = attributes("IDeliveryOptimizationJob2", "AddFile", "object");
    assert_eq!(object["type"], "void **");
    assert_eq!(
        object["attributes"],
        serde_json::json!(["out", "iid_is(riid)"])
    );
    let elements = attributes("IEnumBackgroundCopyJobs", "Next", "rgelt");
    assert_eq!(
        elements["attributes"],
        serde_json::json!(["out", "size_is(celt)", "length_is(*pceltFetched)"])
    );
}

/// The slots of each interface in the C-style vtables of a header that `widl` made.
fn vtables_of(header: &str) -> BTreeMap<String, Vec<String>> {
    let mut vtables = BTreeMap::new();
    for block in header.split("typedef struct ").skip(1) {
        let Some((name, rest)) = block.split_once("Vtbl {") else {
            continue;
        };
        let body = rest.split("END_INTERFACE").next().unwrap_or_default();
        let slots = body
            .split("STDMETHODCALLTYPE *")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        vtables.insert(name.into(), slots.map(str::to_owned).collect());
    }
    vtables
}

#[test]
fn widl_accepts_it_and_makes_the_same_vtables() {
    let test = "widl_accepts_it_and_makes_the_same_vtables";
    if !(WIDL.or_left_out(test) && CORPUS.or_left_out(test)) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the header");
    let header = folder.path().join("DeliveryOptimization.h");
    let idl = root().join("idl/DeliveryOptimization.idl");
    let output = WIDL.run([
        "-I".as_ref(),
        WINE_IDL.as_ref(),
        "-h".as_ref(),
        "-o".as_ref(),
        header.as_os_str(),
        idl.as_os_str(),
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let vtables = vtables_of(&fs::read_to_string(header).expect("widl made a header"));
    let inspected = inspected();
    for interface in list(&inspected, "interfaces") {
        let name = interface["name"].as_str().expect("a name");
        assert_eq!(
            Value::from(vtables[name].clone()),
            interface["slots"],
            "{name}"
        );
    }
}

#[test]
fn dnfile_reads_the_same_interfaces_from_the_winmd() {
    if !PYTHON.or_left_out("dnfile_reads_the_same_interfaces_from_the_winmd") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the winmd");
    let outputs = Compilation::read(options()).emit(&[Form::Winmd], folder.path());
    comidl_codegen::internal::output::write_all(&outputs, &BTreeSet::new())
        .expect("the winmd can be written");
    let script = root().join("tests/oracles/winmd_dnfile.py");
    let output = PYTHON.run([script.as_os_str(), outputs[0].path.as_os_str()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let read: Value = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    let inspected = inspected();
    for interface in list(&inspected, "interfaces") {
        let name = interface["name"].as_str().expect("a name");
        let theirs = named(&read, "interfaces", name);
        assert_eq!(theirs["iid"], interface["iid"], "{name}");
        assert_eq!(theirs["base"], interface["base"], "{name}");
        let methods = list(interface, "methods");
        assert_eq!(names(list(theirs, "methods")), names(methods), "{name}");
        for (theirs, ours) in list(theirs, "methods").iter().zip(methods) {
            let params = names(list(ours, "params"));
            assert_eq!(
                theirs["params"],
                Value::from(params),
                "{name}::{}",
                ours["name"]
            );
        }
    }
}

/// The IDL with `from`, which it has once, replaced.
fn spoilt(from: &str, to: &str) -> String {
    let idl = idl();
    assert_eq!(idl.matches(from).count(), 1, "{from}");
    idl.replace(from, to)
}

#[test]
fn two_methods_swapped_are_an_error_that_shows_both_vtables() {
    let idl = spoilt(
        "    HRESULT Suspend();\n\n    HRESULT Resume();\n",
        "    HRESULT Resume();\n\n    HRESULT Suspend();\n",
    );
    insta::assert_snapshot!(Sources::new(idl).check());
}

#[test]
fn a_missing_method_is_an_error_that_shows_both_vtables() {
    let idl = spoilt("    HRESULT GetOwner([out] LPWSTR *pVal);\n\n", "");
    insta::assert_snapshot!(Sources::new(idl).check());
}

#[test]
fn a_wrong_iid_is_an_error_that_shows_both() {
    let idl = spoilt(
        "97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B22",
        "97EA99C7-0186-4AD4-8DF9-C5B4E0ED6B23",
    );
    insta::assert_snapshot!(Sources::new(idl).check());
}

#[test]
fn the_order_of_the_reference_is_an_error_that_shows_both_vtables() {
    let body = idl();
    let start = body
        .find("    // The job stopped for an error")
        .expect("JobError");
    let end = body
        .find("    // Progress, or a property")
        .expect("JobModification");
    let error = &body[start..end];
    let idl = body.replacen(error, "", 1).replacen(
        "    // All files have arrived;",
        &format!("{error}    // All files have arrived;"),
        1,
    );
    insta::assert_snapshot!(Sources::new(idl).check());
}

#[test]
fn the_base_that_the_reference_names_is_an_error() {
    let idl = spoilt(
        "interface IBackgroundCopyFile5 : IBackgroundCopyFile4",
        "interface IBackgroundCopyFile5 : IUnknown",
    );
    insta::assert_snapshot!(Sources::new(idl).check());
}

#[test]
fn drift_that_is_allowed_is_a_warning() {
    let idl = spoilt(
        "    HRESULT Suspend();\n\n    HRESULT Resume();\n",
        "    HRESULT Resume();\n\n    HRESULT Suspend();\n",
    );
    let sources = Sources::new(idl);
    let resolved = Resolved::read(Options {
        allow_drift: vec!["IBackgroundCopyJob".into()],
        ..sources.options()
    });
    let (compilation, verified) = resolved.verify();
    assert!(!compilation.failed());
    assert_eq!(verified.drifts, 1);
    insta::assert_snapshot!(sources.said(&compilation));
}
