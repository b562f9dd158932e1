//! The winmd through the reader of `windows-metadata`.

use comidl_codegen::model::Guid;
use windows_metadata::reader::{File, HasAttributes, Index, TypeDef};
use windows_metadata::{ParamAttributes, Value};

use crate::bits;

fn index() -> Index {
    let winmd = bits::compile(&bits::rdl(&bits::model()));
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
    let (index, model) = (index(), bits::model());
    let mut compared = 0;
    for (item, interface) in bits::interfaces(&model) {
        let def = index.expect(bits::NAME, &item.name);
        assert_eq!(Some(guid(def)), interface.iid, "{}", item.name);
        let base = def
            .interface_impls()
            .next()
            .map(|it| match it.interface(&[]) {
                windows_metadata::Type::ClassName(name) => name.name,
                other => panic!("{other:?}"),
            });
        let expected = interface.base.map(|base| model.item(base).name.clone());
        assert_eq!(base, expected, "{}", item.name);
        let methods: Vec<_> = def.methods().map(|it| it.name().to_string()).collect();
        let expected: Vec<_> = interface.methods.iter().map(|it| it.name.clone()).collect();
        assert_eq!(methods, expected, "{}", item.name);
        compared += 1;
    }
    assert!(compared > 20, "only {compared}");
}

#[test]
fn parameters_keep_names_and_directions() {
    let index = index();
    let job = index.expect(bits::NAME, "IBackgroundCopyJob2");
    let method = job
        .methods()
        .find(|it| it.name() == "GetReplyProgress")
        .unwrap();
    let progress = method.params().find(|it| it.name() == "pProgress").unwrap();
    let both = ParamAttributes::In | ParamAttributes::Out;
    assert!(progress.flags().contains(both));
}

#[test]
fn what_windows_metadata_has_is_not_defined_again() {
    let index = index();
    let namespaces: Vec<_> = index.namespaces().collect();
    assert_eq!(namespaces, [bits::NAME]);
    for name in ["IUnknown", "FILETIME", "GUID", "HRESULT"] {
        assert!(!index.contains(bits::NAME, name), "{name}");
    }
}
