//! Tests over the whole metadata.

use super::file::TableId;
use super::*;
use crate::model::{Base, Count, ItemKind, MetadataFile, Method, Origin, Record, Type};

struct World {
    metadata: Metadata,
    model: Model,
    names: HashMap<String, ItemId>,
}

impl World {
    fn new() -> Self {
        Self {
            metadata: Metadata::new(Vec::new()).unwrap(),
            model: Model::default(),
            names: HashMap::new(),
        }
    }

    fn import(&mut self, name: &str) -> ItemId {
        self.metadata
            .import(name, &mut self.model, &mut self.names)
            .unwrap_or_else(|| panic!("{name} is not known"))
    }

    fn record(&mut self, name: &str) -> Record {
        let id = self.import(name);
        match &self.model.item(id).kind {
            ItemKind::Record(record) => record.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn method(&mut self, interface: &str, method: &str) -> Method {
        let id = self.import(interface);
        let interface = self.model.interface(id).unwrap();
        let found = interface.methods.iter().find(|it| it.name == method);
        found.unwrap().clone()
    }

    fn name(&self, ty: &Type) -> &str {
        match ty {
            Type::Named(id) => &self.model.item(*id).name,
            other => panic!("{other:?}"),
        }
    }
}

fn win32_origin() -> Origin {
    Origin::Metadata {
        namespace: WIN32_NAMESPACE.into(),
        file: Some(MetadataFile::Win32),
    }
}

#[test]
fn an_interface_comes_with_its_slots_from_the_root_on() {
    let mut world = World::new();
    let id = world.import("IBackgroundCopyCallback");
    let item = world.model.item(id);
    assert_eq!(item.origin, win32_origin());
    let interface = world.model.interface(id).unwrap();
    let iid = interface.iid.unwrap().to_string();
    assert_eq!(iid, "97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22");
    let slots: Vec<_> = world
        .model
        .slots(id)
        .iter()
        .map(|(_, method)| (method.slot.unwrap(), method.name.clone()))
        .collect();
    let names = [
        "QueryInterface",
        "AddRef",
        "Release",
        "JobTransferred",
        "JobError",
        "JobModification",
    ];
    let expected: Vec<_> = (0..).zip(names.map(smol_str::SmolStr::new)).collect();
    assert_eq!(slots, expected);
}

#[test]
fn an_interface_is_passed_by_pointer_as_in_idl() {
    let mut world = World::new();
    let method = world.method("IBackgroundCopyManager", "GetJob");
    let Type::Pointer { to, .. } = &method.params[1].ty else {
        panic!("{method:?}")
    };
    let Type::Pointer { to, .. } = &**to else {
        panic!("{method:?}")
    };
    assert_eq!(world.name(to), "IBackgroundCopyJob");
    assert!(method.params[1].attributes.is_out);
    assert_eq!(world.name(&method.returns), "HRESULT");
}

#[test]
fn a_string_has_idls_name() {
    let mut world = World::new();
    let method = world.method("IBackgroundCopyManager", "CreateJob");
    assert_eq!(world.name(&method.params[0].ty), "LPCWSTR");
    assert_eq!(
        *world.model.strip(&method.params[0].ty),
        Type::Pointer {
            to: Box::new(Type::Base(Base::WChar)),
            is_const: true
        }
    );
}

#[test]
fn a_name_that_is_known_is_not_imported() {
    let mut world = World::new();
    let mine = world.import("FILETIME");
    world.names.insert("GUID".to_owned(), mine);
    let method = world.method("IBackgroundCopyManager", "GetJob");
    let Type::Pointer { to, is_const: true } = &method.params[0].ty else {
        panic!("{method:?}")
    };
    assert_eq!(**to, Type::Named(mine));
}

#[test]
fn anonymous_members_keep_their_place_and_lose_their_name() {
    let mut world = World::new();
    let variant = world.record("VARIANT");
    assert_eq!(variant.fields.len(), 1);
    assert_eq!(variant.fields[0].name, None);
    let Type::Named(union) = variant.fields[0].ty else {
        panic!("{variant:?}")
    };
    let item = world.model.item(union).clone();
    assert_eq!(item.name, "VARIANT_0");
    assert_eq!(item.parent(), Some(world.names["VARIANT"]));
    let ItemKind::Record(union) = item.kind else {
        panic!("{item:?}")
    };
    assert!(union.is_union);
    assert_eq!(union.fields[1].name.as_deref(), Some("decVal"));
}

#[test]
fn bit_fields_are_fields_of_their_own() {
    let mut world = World::new();
    let record = world.record("HTTP_REQUEST_PROPERTY_SNI");
    assert!(record.fields.iter().all(|it| it.bits.is_none()));
    let record = world.record("IMAGE_ARCHITECTURE_HEADER");
    let bits: Vec<_> = record
        .fields
        .iter()
        .map(|it| (it.name.as_deref().unwrap_or(""), it.bits))
        .collect();
    assert_eq!(
        bits[..3],
        [
            ("AmaskValue", Some(1)),
            ("", Some(7)),
            ("AmaskShift", Some(8))
        ]
    );
}

#[test]
fn a_typedef_that_is_narrower_on_x86_is_as_wide_as_a_pointer() {
    let mut world = World::new();
    for (name, base) in [("DBLENGTH", Base::UIntPtr), ("SHANDLE_PTR", Base::IntPtr)] {
        let ty = Type::Named(world.import(name));
        assert_eq!(*world.model.strip(&ty), Type::Base(base));
    }
}

#[test]
fn a_delegate_is_a_pointer_to_a_function() {
    let mut world = World::new();
    let id = world.import("WNDPROC");
    let ty = Type::Named(id);
    let Type::Pointer { to, .. } = world.model.strip(&ty) else {
        panic!()
    };
    let Type::Function(signature) = &**to else {
        panic!()
    };
    assert_eq!(signature.params.len(), 4);
    assert_eq!(world.name(&signature.returns), "LRESULT");
}

#[test]
fn a_windows_runtime_interface_has_the_vtable_of_its_abi() {
    let mut world = World::new();
    let id = world.import("ISwapChainPanelNative");
    assert!(world.model.interface(id).is_some());
    let method = world.method("ICompositorInterop", "CreateGraphicsDevice");
    let Type::Pointer { to, .. } = &method.params[1].ty else {
        panic!("{method:?}")
    };
    let Type::Pointer { to, .. } = &**to else {
        panic!("{method:?}")
    };
    // The metadata names the runtime class: its default interface is what is passed.
    assert_eq!(world.name(to), "ICompositionGraphicsDevice");
    let Type::Named(id) = **to else { panic!() };
    let slots = world.model.slots(id);
    let names: Vec<&str> = slots.iter().map(|it| it.1.name.as_str()).collect();
    assert_eq!(names[..3], ["QueryInterface", "AddRef", "Release"]);
    assert_eq!(
        names[3..7],
        [
            "GetIids",
            "GetRuntimeClassName",
            "GetTrustLevel",
            "CreateDrawingSurface"
        ]
    );
    assert_eq!(slots[6].1.slot, Some(6));
    assert_eq!(world.name(&slots[6].1.returns), "HRESULT");
}

#[test]
fn a_windows_runtime_delegate_is_an_interface_with_one_method() {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let (namespace, name) = ("Windows.System.Threading", "WorkItemHandler");
    let mut view = MetadataView::default();
    let missing = view.by_name(Some(namespace), name).unwrap_err();
    view.load(&metadata, &missing);
    let id = view.by_name(Some(namespace), name).unwrap().unwrap();
    let handler = view.model().interface(id).unwrap();
    assert!(handler.iid.is_some());
    let methods: Vec<_> = handler
        .methods
        .iter()
        .map(|it| (it.name.as_str(), it.slot))
        .collect();
    assert_eq!(methods, [("Invoke", Some(3))]);
}

#[test]
fn counts_and_iids_of_parameters_are_kept() {
    let mut world = World::new();
    let method = world.method("ISequentialStream", "Read");
    assert_eq!(method.params[0].attributes.size_is(), [Some(Count::Of(1))]);
    let method = world.method("IUnknown", "QueryInterface");
    assert_eq!(method.params[1].attributes.iid_is(), Some(0));
}

#[test]
fn a_constant_has_its_type_and_value() {
    let mut world = World::new();
    let id = world.import("BG_S_ERROR_CONTEXT_NONE");
    let ItemKind::Constant(constant) = &world.model.item(id).kind else {
        panic!()
    };
    assert_eq!(constant.value, crate::model::Value::Int(0x0020_0006));
    let id = world.import("BG_JOB_STATE_ERROR");
    let ItemKind::Constant(constant) = &world.model.item(id).kind else {
        panic!()
    };
    assert_eq!(constant.value, crate::model::Value::Int(4));
    assert_eq!(world.name(&constant.ty), "BG_JOB_STATE");
}

#[test]
fn what_the_small_file_has_does_not_open_the_big_one() {
    let mut world = World::new();
    for name in [
        "IBackgroundCopyJob5",
        "VARIANT",
        "IStream",
        "IEnumUnknown",
        "BG_E_NOT_FOUND",
    ] {
        world.import(name);
    }
    assert!(!world.metadata.opened_win32());
    world.import("IDXGIAdapter");
    assert!(world.metadata.opened_win32());
}

#[test]
fn everything_in_the_small_file_has_all_that_it_refers_to() {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let common = metadata.sources().next().unwrap();
    let mut world = World::new();
    for row in 0..common.file.rows(TableId::TYPE_DEF) {
        let def = TypeDef::new(&common.file, row);
        if !def.namespace().is_empty() && def.name() != APIS {
            let name = def.name().to_owned();
            world
                .metadata
                .import(&name, &mut world.model, &mut world.names);
            assert!(!world.metadata.opened_win32(), "{name}");
        }
    }
}

#[test]
fn everything_in_the_win32_metadata_can_be_imported() {
    let mut world = World::new();
    let win32 = Source::built_in(SourceId::Win32, windows_default::WIN32);
    for row in 0..win32.file.rows(TableId::TYPE_DEF) {
        let def = TypeDef::new(&win32.file, row);
        if !def.namespace().is_empty() && def.name() != APIS {
            world.import(def.name());
        }
    }
    let opaque = world.model.items().filter(|(_, item)| {
        matches!(item.kind, ItemKind::Opaque(_)) && item.origin == win32_origin()
    });
    assert_eq!(
        opaque.map(|(_, item)| &item.name).collect::<Vec<_>>(),
        [""; 0]
    );
}

#[test]
fn built_in_files_are_valid_and_sorted() {
    for bytes in [COMMON, windows_default::WIN32, windows_default::WINRT] {
        let mut file = File::open(bytes).unwrap();
        file.validate().unwrap();
        assert!(file.is_sorted());
    }
}

#[test]
fn an_iid_leads_to_its_interface() {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let iid = Guid(0x37668d37_507e_4160_9316_26306d150b12);
    assert_eq!(metadata.name_of_iid(iid), Some("IBackgroundCopyJob"));
    assert!(!metadata.opened_win32());
    assert_eq!(metadata.name_of_iid(Guid(1)), None);
}

#[test]
fn a_file_that_is_no_winmd_is_an_error() {
    let problem = Metadata::new(vec![("a.winmd".into(), b"MZ".to_vec())]).err();
    assert_eq!(problem.map(|it| it.code()), Some("IDL0701"));
}

#[test]
fn a_damaged_winmd_is_an_error_or_reads_somehow() {
    // Each bit of noise lands somewhere else in the file.
    let mut state = 1u64;
    for _ in 0..100 {
        let mut bytes = COMMON.to_vec();
        for _ in 0..8 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] ^= (state >> 24) as u8;
        }
        if let Ok(metadata) = Metadata::new(vec![("a.winmd".into(), bytes)]) {
            let (mut model, mut names) = (Model::default(), HashMap::new());
            for name in ["IBackgroundCopyJob5", "VARIANT", "ITypeInfo"] {
                metadata.import(name, &mut model, &mut names);
            }
        }
    }
}
