//! Metadata's own definitions pass; each mutation of them is told by its name.

use std::collections::HashMap;

use super::{Report, verify};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::load::Units;
use crate::metadata::{Metadata, MetadataView, NotLoaded};
use crate::model::{Base, Guid, Interface, ItemId, ItemKind, Model, Origin, Packing, Record, Type};
use crate::parallel::Beside;
use crate::resolve::resolve;
use crate::session::Session;

/// Returns the metadata's items of these names, as if an IDL had defined them.
fn named(names: &[&str]) -> (Model, Metadata) {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut model = Model::default();
    let mut known: HashMap<String, ItemId> = HashMap::new();
    for name in names {
        let id = metadata.import(name, &mut model, &mut known).unwrap();
        model.item_mut(id).origin = Origin::Named;
    }
    (model, metadata)
}

/// The first item of the named file.
fn first(model: &Model) -> ItemId {
    model.named().next().unwrap().0
}

fn interface(model: &mut Model) -> &mut Interface {
    let id = first(model);
    match &mut model.item_mut(id).kind {
        ItemKind::Interface(interface) => interface,
        other => panic!("{other:?}"),
    }
}

fn record(model: &mut Model) -> &mut Record {
    let id = first(model);
    match &mut model.item_mut(id).kind {
        ItemKind::Record(record) => record,
        other => panic!("{other:?}"),
    }
}

fn run(model: &Model, metadata: &Metadata, allow_drift: &[&str]) -> (Report, Vec<Diagnostic>) {
    let allow_drift: Vec<String> = allow_drift.iter().map(|it| (*it).to_owned()).collect();
    let mut diagnostics = Diagnostics::default();
    let verified = verify(model, metadata);
    let report = verified.report(model, &allow_drift, &mut diagnostics);
    (report, diagnostics.iter().cloned().collect())
}

/// Returns the diagnostics about `name` after `change`: codes with messages, and all notes.
fn after(name: &str, change: impl FnOnce(&mut Model)) -> (Vec<String>, Vec<String>) {
    let (mut model, metadata) = named(&[name]);
    change(&mut model);
    let (_, diagnostics) = run(&model, &metadata, &[]);
    let messages = diagnostics
        .iter()
        .map(|it| format!("{}: {}", it.problem.code(), it.problem.message()))
        .collect();
    let notes = diagnostics.into_iter().flat_map(|it| it.notes).collect();
    (messages, notes)
}

#[test]
fn metadata_agrees_with_itself() {
    let (model, metadata) = named(&[
        "IBackgroundCopyJob5",
        "IDispatch",
        "IStream",
        "VARIANT",
        "BG_JOB_STATE",
        "BG_FILE_PROGRESS",
    ]);
    let (report, diagnostics) = run(&model, &metadata, &[]);
    assert_eq!(diagnostics, []);
    assert_eq!(
        report,
        Report {
            interfaces: 3,
            slots: 2 + 4 + 9,
            records: 2,
            enums: 1,
            drifts: 0
        }
    );
}

#[test]
fn swapped_methods_are_shown_side_by_side() {
    let (messages, notes) = after("IBackgroundCopyCallback", |model| {
        let methods = &mut interface(model).methods;
        methods.swap(1, 2);
        (methods[1].slot, methods[2].slot) = (Some(4), Some(5));
    });
    assert_eq!(
        messages,
        [
            "E0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
          the order of the methods differs"
        ]
    );
    assert_eq!(
        notes,
        [
            "  slot  here             metadata",
            "     3  JobTransferred   JobTransferred",
            "!    4  JobModification  JobError",
            "!    5  JobError         JobModification",
        ]
    );
}

#[test]
fn a_missing_method_is_named_and_its_followers_are_marked() {
    let (messages, notes) = after("IBackgroundCopyCallback", |model| {
        let methods = &mut interface(model).methods;
        methods.remove(0);
        for (slot, method) in (3..).zip(methods) {
            method.slot = Some(slot);
        }
    });
    assert_eq!(
        messages,
        [
            "E0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
          `JobTransferred` is missing"
        ]
    );
    assert_eq!(
        notes[1..],
        [
            "!    3  JobError         JobTransferred",
            "!    4  JobModification  JobError",
            "!    5  -                JobModification",
        ]
    );
}

#[test]
fn an_extra_method_is_named() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let methods = &mut interface(model).methods;
        let mut extra = methods[0].clone();
        (extra.name, extra.slot) = ("JobPaused".into(), Some(6));
        methods.push(extra);
    });
    assert_eq!(
        messages,
        [
            "E0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
          metadata has no `JobPaused`"
        ]
    );
}

#[test]
fn slots_far_from_a_difference_are_left_out() {
    let (_, notes) = after("IBackgroundCopyJob", |model| {
        let methods = &mut interface(model).methods;
        methods[10].name = "GetPace".into();
    });
    assert_eq!(notes[1], "  ...");
    assert_eq!(notes.len(), 1 + 1 + 5 + 1);
}

#[test]
fn a_wrong_iid_is_shown_with_the_right_one() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).iid = Some(Guid(1));
    });
    assert_eq!(
        messages,
        [
            "E0702: `IBackgroundCopyCallback` is 00000000-0000-0000-0000-000000000001 here, \
          97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22 in metadata"
        ]
    );
}

#[test]
fn the_iid_of_another_interface_names_that_one() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let id = first(model);
        model.item_mut(id).name = "IMyCallback".into();
    });
    assert_eq!(
        messages,
        [
            "E0703: `IMyCallback` has the IID of `IBackgroundCopyCallback`: in metadata \
          97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22 is that one's"
        ]
    );
}

#[test]
fn an_interface_that_nobody_knows_is_no_problem() {
    let (mut model, metadata) = named(&["IBackgroundCopyCallback"]);
    let id = first(&model);
    model.item_mut(id).name = "IMyCallback".into();
    interface(&mut model).iid = Some(Guid(1));
    assert_eq!(run(&model, &metadata, &[]), (Report::default(), Vec::new()));
}

#[test]
fn another_base_is_a_difference() {
    let (messages, _) = after("IBackgroundCopyJob5", |model| {
        let job = model
            .items()
            .find(|(_, it)| it.name == "IBackgroundCopyJob");
        let job = job.unwrap().0;
        interface(model).base = Some(job);
    });
    assert_eq!(
        messages,
        [
            "E0704: `IBackgroundCopyJob5` derives from `IBackgroundCopyJob` here, \
          from `IBackgroundCopyJob4` in metadata"
        ]
    );
}

#[test]
fn a_parameter_of_another_width_is_shown_on_both_sides() {
    let (messages, notes) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[2].params[1].ty = Type::Base(Base::UHyper);
    });
    assert_eq!(
        messages,
        [
            "E0706: `IBackgroundCopyCallback::JobModification` differs from metadata: \
          parameter `dwReserved` is `unsigned hyper` here, `unsigned long` in metadata"
        ]
    );
    assert_eq!(
        notes,
        [
            "here:     HRESULT JobModification(IBackgroundCopyJob *pJob, unsigned hyper dwReserved)",
            "metadata: HRESULT JobModification(IBackgroundCopyJob *pJob, unsigned long dwReserved)",
        ]
    );
}

#[test]
fn a_missing_parameter_is_counted() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[2].params.pop();
    });
    assert_eq!(
        messages,
        [
            "E0706: `IBackgroundCopyCallback::JobModification` differs from metadata: \
          1 parameter here, 2 parameters in metadata"
        ]
    );
}

#[test]
fn what_does_not_show_in_the_abi_is_no_difference() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let methods = &mut interface(model).methods;
        // A sign, and `void *` for an interface.
        methods[2].params[1].ty = Type::Base(Base::Int);
        methods[2].params[0].ty = Type::Pointer {
            to: Box::new(Type::Base(Base::Void)),
            is_const: true,
        };
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_pointer_to_another_interface_is_a_difference() {
    let (messages, _) = after("IBackgroundCopyCallback2", |model| {
        let methods = &mut interface(model).methods;
        methods[0].params.swap(0, 1);
    });
    assert_eq!(messages.len(), 1);
    assert!(messages[0].starts_with("E0706"), "{messages:?}");
}

#[test]
fn a_pointer_to_a_base_is_passed_like_one_to_what_derives_from_it() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let unknown = model
            .items()
            .find(|(_, it)| it.name == "IUnknown")
            .unwrap()
            .0;
        interface(model).methods[0].params[0].ty = Type::Pointer {
            to: Box::new(Type::Named(unknown)),
            is_const: false,
        };
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_dispinterface_is_known_by_its_iid_and_base_alone() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let interface = interface(model);
        interface.kind = crate::model::InterfaceKind::Dispatch;
        interface.methods.clear();
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn another_value_of_an_enumerator_is_a_difference() {
    let (messages, _) = after("BG_JOB_STATE", |model| {
        let id = first(model);
        if let ItemKind::Enum(it) = &mut model.item_mut(id).kind {
            it.values[3].value = 7;
        }
    });
    assert_eq!(
        messages,
        ["E0707: `BG_JOB_STATE_SUSPENDED` is 7 here, 3 in metadata"]
    );
}

#[test]
fn a_field_of_another_type_is_a_difference_at_its_offset() {
    let (messages, notes) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields[0].ty = Type::Base(Base::ULong);
    });
    assert_eq!(
        messages,
        ["E0708: `BG_FILE_PROGRESS` differs from metadata: \
          `BytesTotal` is `unsigned long` here, `unsigned hyper` in metadata"]
    );
    assert_eq!(
        notes[1],
        "!    0  unsigned long BytesTotal            0  unsigned hyper BytesTotal"
    );
}

#[test]
fn a_field_within_a_record_of_metadata_is_marked_where_that_record_is_a_field() {
    let (mut model, metadata) = named(&["VMRALPHABITMAP"]);
    let fields = &mut record(&mut model).fields;
    let span = crate::source::Span {
        lo: 7,
        hi: 9,
        ..crate::source::Span::NONE
    };
    // A `RECT` like `rSrc`, in place of a rectangle of floats.
    (fields[4].ty, fields[4].span) = (fields[3].ty.clone(), span);
    let (_, diagnostics) = run(&model, &metadata, &[]);
    assert_eq!(
        diagnostics[0].problem.message(),
        "`VMRALPHABITMAP` differs from metadata: `left` is `long` here, `float` in metadata"
    );
    assert_eq!(diagnostics[0].span, span);
}

#[test]
fn swapped_fields_are_a_difference() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields.swap(0, 1);
    });
    assert_eq!(
        messages,
        ["E0708: `BG_FILE_PROGRESS` differs from metadata: \
          `BytesTransferred` is at offset 0 here, at 8 in metadata"]
    );
}

#[test]
fn a_union_may_have_its_members_in_another_order_and_fewer_of_them() {
    let (messages, _) = after("BITS_JOB_PROPERTY_VALUE", |model| {
        let fields = &mut record(model).fields;
        fields.reverse();
        fields.pop();
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_field_that_is_missing_is_named() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        record(model).fields.pop();
    });
    assert_eq!(
        messages,
        ["E0708: `BG_FILE_PROGRESS` differs from metadata: `Completed` is missing"]
    );
}

#[test]
fn another_packing_is_a_difference() {
    let (messages, notes) = after("STATSTG", |model| record(model).pack = Some(1).into());
    assert_eq!(
        messages,
        [
            "E0708: `STATSTG` differs from metadata: `cbSize` is at offset 12 here, at 16 in metadata"
        ]
    );
    assert_eq!(
        notes[1..4],
        [
            "     0  LPWSTR pwcsName                     0  LPWSTR pwcsName",
            "     8  unsigned long type                  8  unsigned long type",
            "!   12  unsigned hyper cbSize              16  unsigned hyper cbSize",
        ]
    );
}

#[test]
fn upper_and_lower_case_are_one_name_to_automation() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[0].name = "Jobtransferred".into();
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_large_integer_may_be_written_as_a_union() {
    let (messages, _) = after("BG_FILE_PROGRESS", |model| {
        let quad = Record {
            is_union: true,
            fields: vec![record(model).fields[0].clone()],
            pack: Packing::default(),
            align: None,
        };
        let id = model.push(crate::model::Item {
            name: "ULARGE_INTEGER".into(),
            kind: ItemKind::Record(quad),
            ..model.item(first(model)).clone()
        });
        model.item_mut(id).origin = Origin::Imported;
        record(model).fields[0].ty = Type::Named(id);
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn drift_that_is_allowed_is_a_warning() {
    let (mut model, metadata) = named(&["IBackgroundCopyCallback"]);
    interface(&mut model).methods[2].params.pop();
    for name in [
        "IBackgroundCopyCallback",
        "JobModification",
        "IBackgroundCopyCallback::JobModification",
    ] {
        let (report, diagnostics) = run(&model, &metadata, &[name]);
        assert_eq!(report.drifts, 1);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].problem.code(), "W0701");
    }
}

#[test]
fn drift_that_is_allowed_and_not_there_is_a_warning() {
    let (model, metadata) = named(&["IBackgroundCopyCallback"]);
    let (_, diagnostics) = run(&model, &metadata, &["IFoo"]);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].problem.code(), "W0702");
}

#[test]
fn a_member_that_cpp_takes_for_a_type_alone_is_left_out_as_metadata_leaves_it_out() {
    let sees_the_rest = |change: fn(&mut Model)| after("userSTGMEDIUM", change).0;
    // As MIDL has it: `struct _STGMEDIUM_UNION { DWORD tymed; } ; IUnknown *pUnkForRelease;`
    fn with_the_union(model: &mut Model) {
        let mut union = model.item(first(model)).clone();
        union.name = "_STGMEDIUM_UNION".into();
        union.origin = Origin::Imported;
        let ItemKind::Record(inner) = &mut union.kind else {
            panic!("{union:?}")
        };
        inner.fields[0].name = Some("tymed".into());
        inner.fields[0].ty = Type::Base(Base::ULong);
        let union = model.push(union);
        let outer = record(model);
        let mut member = outer.fields[0].clone();
        (member.name, member.ty) = (None, Type::Named(union));
        outer.fields.insert(0, member);
    }
    assert_eq!(sees_the_rest(with_the_union), [""; 0]);
    let spoilt = sees_the_rest(|model| {
        with_the_union(model);
        record(model).fields[1].ty = Type::Base(Base::Hyper);
    });
    assert_eq!(spoilt.len(), 1, "{spoilt:?}");
}

/// Returns the diagnostics about a WinRT interface with a parameter of type `ty`.
fn of_instance(ty: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.idl");
    let idl = r#"
        import "inspectable.idl";
        namespace Windows.Foundation.Collections {
            [uuid(bbe1fa4c-b0e3-4583-baef-1f1b2e483e56)]
            interface IVectorView<T> : IInspectable { HRESULT GetAt([in] ULONG at, [out, retval] T *it); }
        }
        namespace Windows.Globalization {
            [uuid(7d7daf45-368d-4364-852b-dec927037b85)]
            interface ILanguageExtensionSubtags : IInspectable {
                HRESULT GetExtensionSubtags(
                    [in] HSTRING singleton,
                    [out, retval] Windows.Foundation.Collections.IVectorView<TYPE> **value);
            }
        }"#;
    std::fs::write(&path, idl.replace("TYPE", ty)).unwrap();
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut session = Session::new(Vec::new(), Vec::new());
    let units = Units::load(&mut session, &[path], || {});
    let model =
        std::thread::scope(|scope| resolve(&mut session, &units, &metadata, &Beside::new(scope)));
    let (report, diagnostics) = run(&model, &metadata, &[]);
    assert_eq!(report.interfaces, 1);
    diagnostics.iter().map(|it| it.problem.message()).collect()
}

#[test]
fn an_instance_is_the_one_of_metadata_with_the_same_arguments() {
    assert_eq!(of_instance("HSTRING"), [""; 0]);
    assert_eq!(
        of_instance("boolean"),
        [
            "`ILanguageExtensionSubtags::GetExtensionSubtags` differs from metadata: parameter `value` \
          is `__FIVectorView_1_boolean **` here, `IVectorView<HSTRING> **` in metadata"
        ]
    );
}

#[test]
fn an_interface_of_winrt_is_not_one_of_win32_that_has_its_name() {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut view = MetadataView::default();
    let mut iid = |namespace: Option<&str>| {
        let id = loop {
            match view.by_name(namespace, "ISpeechRecognizer") {
                Ok(id) => break id.unwrap(),
                Err(missing) => view.load(&metadata, &missing),
            }
        };
        view.model().interface(id).unwrap().iid.unwrap()
    };
    assert_ne!(iid(None), iid(Some("Windows.Media.SpeechRecognition")));
}

#[test]
fn prefetched_metadata_makes_no_difference() {
    let names = [
        "IDispatch",
        "IBackgroundCopyJob",
        "STGMEDIUM",
        "BG_JOB_STATE",
    ];
    let outcome = |ahead: &[NotLoaded]| {
        let (mut model, metadata) = named(&names);
        interface(&mut model).methods.swap(0, 1);
        metadata.prefetch(ahead);
        let (report, diagnostics) = run(&model, &metadata, &[]);
        (report, format!("{diagnostics:?}"))
    };
    let name = |name: &str| NotLoaded::Name {
        namespace: None,
        name: name.into(),
    };
    let expected = outcome(&[]);
    assert_eq!(expected.0.interfaces, 2);
    assert_eq!(outcome(&names.map(name)), expected);
    assert_eq!(outcome(&["STGMEDIUM", "NoSuchThing"].map(name)), expected);
}
