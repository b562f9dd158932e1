//! Writes each construct as RDL, which `windows-rdl` has to compile.

use super::*;
use crate::emit::winmd;
use crate::external::Externals;
use crate::metadata::WIN32_NAMESPACE;
use crate::model::*;
use crate::source::Span;

mod interface;
mod item;
mod record;

/// Builds a model that has the few names of every IDL.
struct Idl {
    model: Model,
    unknown: ItemId,
    hresult: ItemId,
    pcwstr: ItemId,
    guid: ItemId,
}

impl Idl {
    fn new() -> Self {
        let mut model = Model::default();
        let mut add = |name: &str, kind| add(&mut model, name, win32_origin(), kind);
        let unknown = add(
            "IUnknown",
            ItemKind::from(Interface {
                iid: Some(Guid(0x00000000_0000_0000_c000_000000000046)),
                ..Default::default()
            }),
        );
        let hresult = add("HRESULT", typedef(Type::Base(Base::Long)));
        let pcwstr = add("LPCWSTR", typedef(pointer(Type::Base(Base::WChar), true)));
        let guid = add(
            "GUID",
            record(
                false,
                [Base::ULong, Base::UShort, Base::UShort, Base::UHyper]
                    .map(|base| field("Data", Type::Base(base)))
                    .to_vec(),
            ),
        );
        Self {
            model,
            unknown,
            hresult,
            pcwstr,
            guid,
        }
    }

    fn add(&mut self, name: &str, kind: ItemKind) -> ItemId {
        add(&mut self.model, name, Origin::Named, kind)
    }

    fn interface(&mut self, name: &str, methods: Vec<Method>) -> ItemId {
        let mut methods = methods;
        for (slot, method) in (3..).zip(&mut methods) {
            method.slot = Some(slot);
            method.returns = Type::Named(self.hresult);
        }
        let base = Some(self.unknown);
        self.add(
            name,
            ItemKind::from(Interface {
                iid: Some(Guid(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22)),
                base,
                methods,
                ..Default::default()
            }),
        )
    }

    /// Returns the text within the module, after it has been compiled.
    fn rdl(&self) -> String {
        let of_metadata = |name: &str| {
            let mut items = self.model.items();
            items.any(|(_, item)| {
                item.name == name && matches!(item.origin, Origin::Metadata { .. })
            })
        };
        let options = RdlOptions {
            externals: &Externals::default(),
            namespace: "Test",
            is_in_metadata: &|namespace, name| {
                namespace == WIN32_NAMESPACE && (name == "Imported" || of_metadata(name))
            },
        };
        let rdl = rdl(&self.model, &options);
        let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
        if let Err(diagnostic) = winmd::compile(&rdl.text, "Test", &references) {
            panic!("{diagnostic:?}\n{}", rdl.text);
        }
        let (_, text) = rdl.text.split_once("mod Test {\n").unwrap();
        let (text, _) = text.split_once("\n}\n").unwrap();
        text.lines()
            .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
            .collect()
    }
}

fn win32_origin() -> Origin {
    Origin::Metadata {
        namespace: WIN32_NAMESPACE.into(),
        file: Some(MetadataFile::Win32),
    }
}

fn add(model: &mut Model, name: &str, origin: Origin, kind: ItemKind) -> ItemId {
    model.push(Item::new(name, origin, kind))
}

fn typedef(ty: Type) -> ItemKind {
    ItemKind::Typedef(Typedef::new(ty))
}

fn pointer(to: Type, is_const: bool) -> Type {
    Type::Pointer {
        to: Box::new(to),
        is_const,
    }
}

fn record(is_union: bool, fields: Vec<Field>) -> ItemKind {
    ItemKind::Record(Record {
        is_union,
        fields,
        pack: Packing::default(),
        align: None,
    })
}

fn field(name: &str, ty: Type) -> Field {
    Field {
        name: (!name.is_empty()).then(|| name.into()),
        ty,
        bits: None,
        size_is: Vec::new(),
        align: None,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

fn bits(name: &str, base: Base, width: u32) -> Field {
    Field {
        bits: Some(width),
        ..field(name, Type::Base(base))
    }
}

fn method(name: &str, params: Vec<Param>) -> Method {
    Method {
        name: name.into(),
        stem: None,
        property: None,
        slot: None,
        dispid: None,
        returns: Type::Base(Base::Void),
        params,
        variadic: false,
        call_as: false,
        attributes: Vec::new(),
        span: Span::NONE,
    }
}

/// Returns a parameter with this attribute list. Attributes without arguments are applied, too.
fn param(written: &str, name: &str, ty: Type) -> Param {
    let words = written.split(", ");
    let attributes = words.map(|word| match word.split_once('(') {
        Some((name, _)) => Attribute::with_arguments(name.to_owned(), word),
        None => Attribute::new(word.to_owned()),
    });
    let list: Vec<Attribute> = attributes.collect();
    let has = |name: &str| list.iter().any(|it| it.text() == name);
    let pointer = match () {
        () if has("unique") => Some(PointerKind::Unique),
        () if has("ref") => Some(PointerKind::Ref),
        () => None,
    };
    let mut attributes = ParamAttributes {
        is_in: has("in"),
        is_out: has("out"),
        retval: has("retval"),
        optional: has("optional"),
        string: has("string"),
        pointer,
        ..Default::default()
    };
    attributes.set_list(list);
    Param {
        name: name.into(),
        ty,
        attributes,
        span: Span::NONE,
    }
}

fn sized(mut param: Param, count: Count) -> Param {
    param.attributes.details_mut().size_is = vec![Some(count)];
    param
}

fn long() -> Type {
    Type::Base(Base::Long)
}
