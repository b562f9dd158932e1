//! The winmd through the reader of `windows-metadata`.

use comidl_codegen::internal::model::Guid;
use windows_metadata::reader::{File, HasAttributes, Index, TypeDef};
use windows_metadata::{ParamAttributes, Value};

use crate::service;

fn index() -> Index {
    let winmd = service::compile(&service::rdl(&service::model()));
    Index::new(vec![File::new(winmd).unwrap()])
}

/// The GUID in the eleven arguments of a `GuidAttribute`.
fn guid(def: TypeDef<'_>) -> Guid {
    let attribute = def.find_attribute("GuidAttribute").unwrap();
    let value = attribute
        .value()
        .into_iter()
        .fold(0, |guid, (_, value)| match value {
            Value::U32(part) => u128::from(part),
            Value::U16(part) => guid << 16 | u128::from(part),
            Value::U8(part) => guid << 8 | u128::from(part),
            other => panic!("{other:?}"),
        });
    Guid(value)
}

#[test]
fn every_interface_is_there_with_its_iid_its_base_and_its_own_methods() {
    let (index, model) = (index(), service::model());
    let mut compared = 0;
    for (item, interface) in service::interfaces(&model) {
        let def = index.expect(service::NAME, &item.name);
        assert_eq!(Some(guid(def)), interface.iid, "{}", item.name);
        let base = def
            .interface_impls()
            .next()
            .map(|it| match it.interface(&[]) {
                windows_metadata::Type::ClassName(name) => name.name,
                other => panic!("{other:?}"),
            });
        let expected = interface.base.map(|base| model.item(base).name.to_string());
        assert_eq!(base, expected, "{}", item.name);
        let methods: Vec<_> = def.methods().map(|it| it.name().to_string()).collect();
        let expected: Vec<_> = interface.methods.iter().map(|it| it.name.clone()).collect();
        assert_eq!(methods, expected, "{}", item.name);
        compared += 1;
    }
    assert!(compared > 20, "only {compared}");
}

/// The attributes of a parameter: their names, each with its arguments.
fn attributes(index: &Index, interface: &str, method: &str, param: &str) -> Vec<String> {
    let def = index.expect(service::NAME, interface);
    let method = def.methods().find(|it| it.name() == method).unwrap();
    let param = method.params().find(|it| it.name() == param).unwrap();
    let argument = |(name, value)| match value {
        Value::I16(number) => format!("{name}={number}"),
        Value::Utf8(text) => format!("{name}{text}"),
        other => panic!("{other:?}"),
    };
    param
        .attributes()
        .map(|it| {
            let arguments: Vec<_> = it.value().into_iter().map(argument).collect();
            format!("{}({})", it.name(), arguments.join(", "))
        })
        .collect()
}

#[test]
fn what_headers_lose_is_there() {
    let index = index();
    assert_eq!(
        attributes(
            &index,
            "IDeliveryOptimizationJob",
            "AddFileWithRanges",
            "ranges"
        ),
        ["NativeArrayInfoAttribute(CountParamIndex=3)"]
    );
    assert_eq!(
        attributes(&index, "IDeliveryOptimizationJob2", "AddFile", "object"),
        ["ComOutPtrAttribute()", "IdlAttribute(iid_is(riid))"]
    );
    assert_eq!(
        attributes(&index, "IEnumBackgroundCopyFiles", "Next", "rgelt"),
        [
            "NativeArrayInfoAttribute(CountParamIndex=0)",
            "IdlAttribute(length_is(*pceltFetched))"
        ]
    );
}

#[test]
fn parameters_keep_their_directions() {
    let index = index();
    let job = index.expect(service::NAME, "IDeliveryOptimizationJob2");
    let method = job.methods().find(|it| it.name() == "AddFile").unwrap();
    let flags = |name| {
        method
            .params()
            .find(|it| it.name() == name)
            .unwrap()
            .flags()
    };
    assert!(flags("fileId") == ParamAttributes::In);
    assert!(flags("remoteUrl") == ParamAttributes::In | ParamAttributes::Optional);
    assert!(flags("object") == ParamAttributes::Out);
}

#[test]
fn what_windows_metadata_has_is_not_defined_again() {
    let index = index();
    let mut namespaces: Vec<_> = index.namespaces().collect();
    namespaces.sort_unstable();
    assert_eq!(namespaces, ["Comidl.Metadata", service::NAME]);
    for name in ["IUnknown", "FILETIME", "GUID", "HRESULT", "VARIANT"] {
        assert!(!index.contains(service::NAME, name), "{name}");
    }
}
