//! Interfaces of metadata, and mutations of them.

use super::*;

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
            "IDL0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
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
            "IDL0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
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
            "IDL0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
          metadata has no `JobPaused`"
        ]
    );
}

#[test]
fn slots_far_from_a_difference_are_left_out() {
    let (_, notes) = after("IBackgroundCopyJob", |model| {
        let methods = &mut interface(model).methods;
        (methods[10].name, methods[10].params) = ("GetPace".into(), Vec::new());
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
            "IDL0702: `IBackgroundCopyCallback` is 00000000-0000-0000-0000-000000000001 here, \
          97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22 in metadata"
        ]
    );
}

#[test]
fn the_iid_of_another_interface_names_that_one_and_says_what_goes_wrong() {
    let (messages, notes) = after("IBackgroundCopyCallback", |model| {
        let id = first(model);
        model.item_mut(id).name = "IMyCallback".into();
        interface(model).methods.pop();
    });
    assert_eq!(
        messages,
        [
            "IDL0703: `IMyCallback` has the IID of `IBackgroundCopyCallback`: in metadata \
          97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22 is that one's"
        ]
    );
    assert_eq!(
        notes,
        ["the vtable of `IMyCallback` differs from metadata's: `JobModification` is missing"]
    );
}

#[test]
fn an_interface_may_have_another_name_if_no_call_goes_wrong() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let id = first(model);
        model.item_mut(id).name = "IMyCallback".into();
    });
    assert_eq!(messages, [""; 0]);
}

#[test]
fn a_name_of_windows_under_another_iid_is_another_interface() {
    let (mut model, metadata) = named(&["IBackgroundCopyCallback"]);
    interface(&mut model).iid = Some(Guid(1));
    interface(&mut model).methods[0].name = "Begin".into();
    assert_eq!(run(&model, &metadata, &[]), (Report::default(), Vec::new()));
}

#[test]
fn an_iid_with_a_mistyped_digit_is_told_whatever_the_slots_are() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        let it = interface(model);
        it.iid = it.iid.map(|iid| Guid(iid.0 ^ 0x0f00));
        it.methods[0].name = "Begin".into();
    });
    assert_eq!(
        messages,
        [
            "IDL0702: `IBackgroundCopyCallback` is 97ea99c7-0186-4ad4-8df9-c5b4e0ed6422 here, \
          97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22 in metadata"
        ]
    );
}

#[test]
fn another_name_for_a_method_is_a_warning_if_neither_name_is_elsewhere() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[1].name = "JobFailed".into();
    });
    assert_eq!(
        messages,
        ["IDL1704: `IBackgroundCopyCallback::JobFailed` is called `JobError` in metadata"]
    );
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[1].name = "JobModification".into();
    });
    assert_eq!(
        messages,
        [
            "IDL0705: the vtable of `IBackgroundCopyCallback` differs from metadata's: \
          `JobError` is missing"
        ]
    );
}

#[test]
fn of_two_types_that_are_called_alike_what_differs_is_shown() {
    // The job's name is the same on both sides, and so is that of the number.
    let number = |model: &mut Model, base| {
        let kind = ItemKind::Typedef(crate::model::Typedef::new(Type::Base(base)));
        let ty = model.push(crate::model::Item::new(
            "DBREFCOUNT",
            Origin::Imported,
            kind,
        ));
        Type::Pointer {
            to: Box::new(Type::Named(ty)),
            is_const: false,
        }
    };
    let (messages, _) = after("IAccessor", |model| {
        let ty = number(model, Base::UHyper);
        let methods = &mut interface(model).methods;
        let method = methods.iter_mut().find(|it| it.name == "AddRefAccessor");
        method.unwrap().params[1].ty = ty;
    });
    assert_eq!(
        messages,
        [
            "IDL0706: `IAccessor::AddRefAccessor` differs from metadata: parameter `pcRefCount` is \
          `unsigned hyper *` here, `unsigned long *` in metadata, and both call it `DBREFCOUNT *`"
        ]
    );
}

#[test]
fn a_pointer_that_stands_in_for_midl_is_a_pointer() {
    let stands_in = |is_midl_only| {
        let (messages, _) = after("IBackgroundCopyCallback", |model| {
            let pointer = Type::Pointer {
                to: Box::new(Type::Base(Base::ULong)),
                is_const: false,
            };
            let mut typedef = crate::model::Typedef::new(pointer);
            typedef.is_midl_only = is_midl_only;
            let kind = ItemKind::Typedef(typedef);
            let ty = model.push(crate::model::Item::new("LPJOB", Origin::Imported, kind));
            interface(model).methods[0].params[0].ty = Type::Named(ty);
        });
        messages.len()
    };
    assert_eq!((stands_in(true), stands_in(false)), (0, 1));
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
            "IDL0704: `IBackgroundCopyJob5` derives from `IBackgroundCopyJob` here, \
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
            "IDL0706: `IBackgroundCopyCallback::JobModification` differs from metadata: \
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
            "IDL0706: `IBackgroundCopyCallback::JobModification` differs from metadata: \
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
    assert!(messages[0].starts_with("IDL0706"), "{messages:?}");
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
fn upper_and_lower_case_are_one_name_to_automation() {
    let (messages, _) = after("IBackgroundCopyCallback", |model| {
        interface(model).methods[0].name = "Jobtransferred".into();
    });
    assert_eq!(messages, [""; 0]);
}

/// Returns what differs between an IDL and the metadata, and how many interfaces both have.
fn of_idl(idl: &str) -> (Vec<String>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.idl");
    std::fs::write(&path, format!("import \"inspectable.idl\";\n{idl}")).unwrap();
    let metadata = Metadata::new(Vec::new()).unwrap();
    let mut session = Session::new(Vec::new(), Vec::new());
    let units = Units::load(&mut session, &[path], || {});
    let model = std::thread::scope(|scope| {
        resolve(&mut session, &units, &metadata, &Beside::new(scope, false))
    });
    let (report, diagnostics) = run(&model, &metadata, &[]);
    let messages = diagnostics.iter().map(|it| it.problem.message()).collect();
    (messages, report.interfaces)
}

/// Returns the diagnostics about a WinRT interface with a parameter of type `ty`.
fn of_instance(ty: &str) -> Vec<String> {
    let idl = r#"
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
    let (messages, interfaces) = of_idl(&idl.replace("TYPE", ty));
    assert_eq!(interfaces, 1);
    messages
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
fn what_differs_from_the_metadata_of_the_windows_runtime_is_found() {
    for (declarations, expected) in [
        (
            "[uuid(96369f54-8eb6-48f0-abce-c1b211e627c3)]
            interface IStringable : IInspectable { HRESULT ToString([out, retval] HSTRING *value); }",
            "",
        ),
        // A version is nothing that calls depend on.
        (
            "[contract(Windows.Foundation.UniversalApiContract, 9.0),
             uuid(30d5a829-7fa4-4026-83bb-d75bae4ea99e)]
            interface IClosable : IInspectable { HRESULT Close(); }",
            "",
        ),
        (
            "[uuid(30d5a829-7fa4-4026-83bb-d75bae4ea99e)]
            interface IClosable : IInspectable { HRESULT Close(); HRESULT Again(); }",
            "the vtable of `IClosable` differs from metadata's: metadata has no `Again`",
        ),
        (
            "[uuid(30d5a829-7fa4-4026-83bb-d75bae4ea99e)]
            interface IGuidHelperStatics : IInspectable { HRESULT Close(); }",
            "`IGuidHelperStatics` is 30d5a829-7fa4-4026-83bb-d75bae4ea99e here, \
             59c7966b-ae52-5283-ad7f-a1b9e9678add in metadata",
        ),
        (
            "[uuid(a4ed5c81-76c9-40bd-8be6-b1d90fb20ae7)]
            delegate HRESULT AsyncActionCompletedHandler([in] HSTRING text);",
            "`AsyncActionCompletedHandler::Invoke` differs from metadata: \
             1 parameter here, 2 parameters in metadata",
        ),
        (
            "typedef enum PropertyType { Empty = 0, UInt8 = 5 } PropertyType;",
            "`UInt8` is 5 here, 1 in metadata",
        ),
        (
            "struct Point { float X; double Y; };",
            "`Point` differs from metadata: `Y` is at offset 8 here, at 4 in metadata",
        ),
    ] {
        let idl = format!("namespace Windows.Foundation {{ {declarations} }}");
        let (messages, _) = of_idl(&idl);
        let expected: Vec<&str> = (!expected.is_empty()).then_some(expected).into_iter().collect();
        assert_eq!(messages, expected, "{declarations}");
    }
}

#[test]
fn an_interface_with_an_iid_of_the_windows_runtime_is_that_one_whatever_its_name() {
    for around in ["namespace Mine { BODY }", "BODY"] {
        let of = |methods: &str| {
            let body = format!(
                "[object, uuid(30d5a829-7fa4-4026-83bb-d75bae4ea99e)]
                interface IMyClosable : IInspectable {{ {methods} }}"
            );
            of_idl(&around.replace("BODY", &body))
        };
        assert_eq!(of("HRESULT Close();"), (Vec::new(), 1), "{around}");
        assert_eq!(
            of("HRESULT Open(); HRESULT Close();").0,
            ["`IMyClosable` has the IID of `IClosable`: in metadata \
              30d5a829-7fa4-4026-83bb-d75bae4ea99e is that one's"],
            "{around}"
        );
    }
}
