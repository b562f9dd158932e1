//! Writes the stable, versioned description for programs.

use serde::Serialize;

use super::name::NameEntry;
use super::origin::{OriginEntry, Origins};
use super::reference::{ReferenceEntry, references};
use super::{base_name, interfaces, named_fields, own_methods, records};
use crate::c_syntax;
use crate::docs::{Doc, Docs, Kind};
use crate::layout::{LayoutError, Layouts, Target};
use crate::model::{Coclass, Item, ItemId, ItemKind, Method, Model, Param, Type, Value};

/// The definitions of the input files, and what they refer to. The names of the fields are those of
/// the format. A version may get further fields.
#[derive(Debug, Serialize)]
pub struct Document {
    version: u32,
    target: String,
    interfaces: Vec<InterfaceEntry>,
    structs: Vec<RecordEntry>,
    enums: Vec<EnumEntry>,
    constants: Vec<ConstantEntry>,
    typedefs: Vec<TypedefEntry>,
    libraries: Vec<LibraryEntry>,
    coclasses: Vec<CoclassEntry>,
    references: Vec<ReferenceEntry>,
}

#[derive(Debug, Serialize)]
struct InterfaceEntry {
    #[serde(flatten)]
    name: NameEntry,
    iid: Option<String>,
    base: Option<String>,
    slots: Vec<String>,
    methods: Vec<MethodEntry>,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

/// What the author says of a definition. Each member is left out where nothing is said.
#[derive(Debug, Serialize)]
struct DocEntry {
    /// Plain text, in lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<String>,
    /// Why it is deprecated; empty where no reason is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<String>,
}

impl From<Doc> for DocEntry {
    fn from(doc: Doc) -> Self {
        Self {
            docs: doc.text(),
            deprecated: doc.deprecated,
        }
    }
}

#[derive(Debug, Serialize)]
struct MethodEntry {
    name: String,
    slot: Option<u32>,
    returns: String,
    params: Vec<ParamEntry>,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct ParamEntry {
    name: String,
    r#type: String,
    attributes: Vec<String>,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct RecordEntry {
    #[serde(flatten)]
    name: NameEntry,
    kind: &'static str,
    size: u64,
    align: u64,
    fields: Vec<FieldEntry>,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct FieldEntry {
    name: String,
    r#type: String,
    offset: u64,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct EnumEntry {
    #[serde(flatten)]
    name: NameEntry,
    values: Vec<EnumeratorEntry>,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct EnumeratorEntry {
    name: String,
    value: i64,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct ConstantEntry {
    #[serde(flatten)]
    name: NameEntry,
    r#type: String,
    value: serde_json::Value,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct TypedefEntry {
    #[serde(flatten)]
    name: NameEntry,
    r#type: String,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct LibraryEntry {
    #[serde(flatten)]
    name: NameEntry,
    uuid: Option<String>,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

#[derive(Debug, Serialize)]
struct CoclassEntry {
    #[serde(flatten)]
    name: NameEntry,
    clsid: Option<String>,
    interfaces: Vec<String>,
    origin: OriginEntry,
    #[serde(flatten)]
    docs: DocEntry,
}

impl Document {
    /// Describes the input files of `model` as they are laid out for `target`. `origins` tells where
    /// things come from, and `docs` what the authors say of them.
    ///
    /// # Errors
    ///
    /// [`LayoutError`] if a record has no layout.
    pub fn new(
        model: &Model,
        target: &Target,
        origins: &Origins<'_>,
        docs: &Docs<'_>,
    ) -> Result<Self, LayoutError> {
        let mut layouts = Layouts::new(model, target);
        let mut document = Self {
            version: 1,
            target: target.to_string(),
            interfaces: interface_entries(model, origins, docs),
            structs: record_entries(model, &mut layouts, origins, docs)?,
            enums: Vec::new(),
            constants: Vec::new(),
            typedefs: Vec::new(),
            libraries: Vec::new(),
            coclasses: Vec::new(),
            references: references(model, origins),
        };
        for (_, item) in model.named() {
            let name = NameEntry::of(item);
            let origin = origins.of(item);
            let said = || DocEntry::from(docs.item(item));
            match &item.kind {
                ItemKind::Enum(enumeration) => {
                    let values = enumeration.values.iter().map(|value| EnumeratorEntry {
                        name: value.name.to_string(),
                        value: value.value,
                        docs: docs.part(item, value.span, Kind::Definition).into(),
                    });
                    let values = values.collect();
                    document.enums.push(EnumEntry {
                        name,
                        values,
                        origin,
                        docs: said(),
                    });
                }
                ItemKind::Constant(constant) => document.constants.push(ConstantEntry {
                    name,
                    r#type: c_syntax::type_text(model, &constant.ty),
                    value: value(&constant.value),
                    origin,
                    docs: said(),
                }),
                ItemKind::Typedef(typedef) => document.typedefs.push(TypedefEntry {
                    name,
                    r#type: c_syntax::type_text(model, &typedef.ty),
                    origin,
                    docs: said(),
                }),
                ItemKind::Library(library) => document.libraries.push(LibraryEntry {
                    name,
                    uuid: library.uuid.map(|uuid| uuid.to_string()),
                    origin,
                    docs: said(),
                }),
                ItemKind::Coclass(coclass) => {
                    document
                        .coclasses
                        .push(coclass_entry(model, item, coclass, origin, said()));
                }
                ItemKind::Interface(_)
                | ItemKind::Record(_)
                | ItemKind::Function(_)
                | ItemKind::Module(_)
                | ItemKind::Opaque(_) => {}
            }
        }
        Ok(document)
    }

    /// Returns the text, indented, with a newline at its end.
    pub fn to_text(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("strings, numbers and lists become JSON");
        text.push('\n');
        text
    }
}

fn interface_entries(model: &Model, origins: &Origins<'_>, docs: &Docs<'_>) -> Vec<InterfaceEntry> {
    interfaces(model)
        .map(|(id, _, interface)| InterfaceEntry {
            name: NameEntry::of(model.item(id)),
            iid: interface.iid.map(|iid| iid.to_string()),
            base: base_name(model, interface),
            slots: slot_names(model, id),
            methods: own_methods(interface)
                .map(|method| method_entry(model, docs, model.item(id), method))
                .collect(),
            origin: origins.of(model.item(id)),
            docs: docs.item(model.item(id)).into(),
        })
        .collect()
}

fn slot_names(model: &Model, id: ItemId) -> Vec<String> {
    let slots = model.slots(id);
    let names = slots.iter().map(|(_, method)| method.name.to_string());
    names.collect()
}

fn method_entry(model: &Model, docs: &Docs<'_>, owner: &Item, method: &Method) -> MethodEntry {
    MethodEntry {
        name: method.name.to_string(),
        slot: method.slot,
        returns: c_syntax::type_text(model, &method.returns),
        params: method
            .params
            .iter()
            .map(|param| param_entry(model, docs, owner, param))
            .collect(),
        docs: docs.part(owner, method.span, Kind::Definition).into(),
    }
}

fn param_entry(model: &Model, docs: &Docs<'_>, owner: &Item, param: &Param) -> ParamEntry {
    ParamEntry {
        name: param.name.to_string(),
        r#type: c_syntax::type_text(model, &param.ty),
        attributes: param
            .attributes
            .list()
            .iter()
            .map(|it| it.text().to_owned())
            .collect(),
        docs: docs.part(owner, param.span, Kind::Parameter).into(),
    }
}

fn record_entries(
    model: &Model,
    layouts: &mut Layouts<'_>,
    origins: &Origins<'_>,
    docs: &Docs<'_>,
) -> Result<Vec<RecordEntry>, LayoutError> {
    records(model)
        .map(|(id, _, record)| {
            let item = model.item(id);
            let whole = layouts.record(id)?.layout;
            let fields = named_fields(model, layouts, id)?;
            Ok(RecordEntry {
                name: NameEntry::of(item),
                kind: if record.is_union { "union" } else { "struct" },
                size: whole.size,
                align: whole.align,
                fields: fields
                    .iter()
                    .map(|field| FieldEntry {
                        name: field.name.into(),
                        r#type: field_type(model, field.ty, field.bits),
                        offset: field.offset,
                        docs: docs.part(item, field.span, Kind::Field).into(),
                    })
                    .collect(),
                origin: origins.of(item),
                docs: docs.item(item).into(),
            })
        })
        .collect()
}

/// Returns the type of a field. A bit field's type has its width, since no C compiler tells its
/// offset.
fn field_type(model: &Model, ty: &Type, bits: Option<u32>) -> String {
    let text = c_syntax::type_text(model, ty);
    match bits {
        Some(bits) => format!("{text} : {bits}"),
        None => text,
    }
}

fn coclass_entry(
    model: &Model,
    item: &Item,
    coclass: &Coclass,
    origin: OriginEntry,
    docs: DocEntry,
) -> CoclassEntry {
    CoclassEntry {
        name: NameEntry::of(item),
        clsid: coclass.clsid.map(|clsid| clsid.to_string()),
        interfaces: coclass
            .interfaces
            .iter()
            .map(|served| model.item(served.interface).name.to_string())
            .collect(),
        origin,
        docs,
    }
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => value.into(),
            (_, Ok(value)) => value.into(),
            _ => value.to_string().into(),
        },
        Value::Float(value) => (*value).into(),
        Value::String(text) | Value::WideString(text) => text.as_str().into(),
        Value::Guid(guid) => guid.to_string().into(),
    }
}
