//! The facts of a file as comidl reads it, in the form that is compared with its header.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use comidl_codegen::internal::compile::Options;
use comidl_codegen::internal::layout::{Layouts, Target};
use comidl_codegen::internal::model::{
    self, Base, Constant, Item, ItemId, ItemKind, Method, Model, Origin, Type as ModelType,
    Value as ModelValue,
};

use comidl_tests::{wine_drift, wine_options};

use crate::corpus::Source;
use crate::facts::{Field, Interface, Record, Slot, Type, Value};
use crate::header::{Machine, Probe};

/// Returns how files are read: as `widl` reads them, and letting through what is known to differ from
/// metadata.
pub(crate) fn options(sources: &[Source]) -> Options {
    let idl: Vec<PathBuf> = sources.iter().map(|it| it.idl.clone()).collect();
    let drifts = sources.iter().flat_map(|it| wine_drift(&it.file()));
    Options {
        allow_drift: drifts.collect(),
        ..wine_options(&idl)
    }
}

/// The file's own interfaces with a vtable, by their names in C.
pub(crate) fn interfaces(model: &Model) -> BTreeMap<String, Interface> {
    interfaces_among(model, model.named())
}

/// The same with those that the file uses.
pub(crate) fn all_interfaces(model: &Model) -> BTreeMap<String, Interface> {
    interfaces_among(model, model.items())
}

fn interfaces_among<'m>(
    model: &Model,
    items: impl Iterator<Item = (ItemId, &'m Item)>,
) -> BTreeMap<String, Interface> {
    let mut found = BTreeMap::new();
    for (id, item) in items {
        if let ItemKind::Interface(interface) = &item.kind
            && interface.kind != model::InterfaceKind::Rpc
        {
            let interface = Interface {
                iid: interface.iid.map(|iid| iid.to_string()),
                base: interface.base.map(|base| model.item(base).name.to_string()),
                slots: slots(model, id),
            };
            found.insert(name_in_c(model, item), interface);
        }
    }
    found
}

/// Returns an item's name in C. It contains the item's namespace; a delegate has an `I` before its own
/// name. (Delegates derive from `IUnknown`, WinRT's interfaces from `IInspectable`.)
///
/// The name of an instance contains its arguments. `widl` writes structs and enumerations among them
/// without their namespace, and `INT32` where MIDL writes `int`.
pub(crate) fn name_in_c(model: &Model, item: &Item) -> String {
    let Some(namespace) = item.winrt_namespace() else {
        let name = item.name.split('_');
        let parts: Vec<&str> = name
            .map(|it| if it == "int" { "INT32" } else { it })
            .collect();
        let mut name = parts.join("_");
        for argument in values_in(model, item) {
            let namespace = argument.winrt_namespace().unwrap_or_default();
            let whole = format!("{namespace}.{}", argument.name).replace('.', "__C");
            name = name.replace(&whole, &argument.name);
        }
        return name;
    };
    let base = match &item.kind {
        ItemKind::Interface(interface) => interface.base.map(|base| &model.item(base).name),
        _ => None,
    };
    let prefix = match base.map(|it| it.as_str()) {
        Some("IUnknown") => "I",
        _ => "",
    };
    let namespace = namespace.replace('.', "_C");
    format!("__x_ABI_C{namespace}_C{prefix}{}", item.name)
}

/// The structs and enumerations that an instance is made of, those of its arguments among them.
fn values_in<'m>(model: &'m Model, item: &'m Item) -> Vec<&'m Item> {
    let ItemKind::Interface(interface) = &item.kind else {
        return Vec::new();
    };
    let arguments = interface.instance.iter().flat_map(|it| &it.arguments);
    let mut values = Vec::new();
    for id in arguments.filter_map(item_behind) {
        let item = model.item(id);
        match item.kind {
            ItemKind::Record(_) | ItemKind::Enum(_) => values.push(item),
            _ => values.extend(values_in(model, item)),
        }
    }
    values
}

fn item_behind(ty: &ModelType) -> Option<ItemId> {
    match ty {
        ModelType::Named(id) => Some(*id),
        ModelType::Pointer { to, .. } => item_behind(to),
        _ => None,
    }
}

/// A vtable. Where a method has the name of one before it, C's has its interface's before its own.
fn slots(model: &Model, id: ItemId) -> Vec<Slot> {
    let mut met = BTreeSet::new();
    let mut slots = Vec::new();
    for (declared_by, method) in model.slots(id) {
        let mut slot = slot(model, method);
        if !met.insert(slot.name.clone()) {
            slot.name = format!("{}_{}", model.item(declared_by).name, slot.name);
        }
        slots.push(slot);
    }
    slots
}

/// A struct that is returned by value is, in C, written to where a first argument points.
fn slot(model: &Model, method: &Method) -> Slot {
    let mut returns = ty(model, &method.returns);
    let mut params: Vec<Type> = method
        .params
        .iter()
        .map(|it| param(model, &it.ty))
        .collect();
    if let ModelType::Named(id) = model.strip(&method.returns)
        && matches!(model.item(*id).kind, ItemKind::Record(_))
    {
        returns = returns.pointer();
        params.insert(0, returns.clone());
    }
    Slot {
        name: method.name.to_string(),
        returns,
        params,
    }
}

fn param(model: &Model, of: &ModelType) -> Type {
    match model.strip(of) {
        ModelType::Array(array) => ty(model, &array.element).pointer(),
        _ => ty(model, of),
    }
}

fn ty(model: &Model, of: &ModelType) -> Type {
    match model.strip(of) {
        ModelType::Base(base) => scalar(*base),
        ModelType::Named(id) => Type::Named(names(model, *id)),
        ModelType::Pointer { to, .. } => ty(model, to).pointer(),
        ModelType::Array(array) => {
            let element = Box::new(ty(model, &array.element));
            Type::Array(element, array.length.unwrap_or_default())
        }
        ModelType::Function(_) => Type::Function,
        ModelType::SafeArray(_) => Type::named("tagSAFEARRAY").pointer(),
        ModelType::Parameterized(id, _) => Type::Named(names(model, *id)),
    }
}

fn names(model: &Model, id: ItemId) -> BTreeSet<String> {
    let item = model.item(id);
    let mut names: BTreeSet<String> = item.tag().iter().map(|it| it.to_string()).collect();
    names.insert(name_in_c(model, item));
    // `asyncinfo.idl` and `eventtoken.idl` have theirs in no namespace.
    if matches!(item.origin, Origin::Metadata { .. }) {
        names.insert(item.name.to_string());
    }
    names
}

fn scalar(base: Base) -> Type {
    Type::scalar(match base {
        Base::Void => "void",
        Base::Boolean | Base::Byte | Base::UChar => "u8",
        Base::Char | Base::SChar => "i8",
        Base::WChar | Base::UShort => "u16",
        Base::Short => "i16",
        Base::Int | Base::Long => "i32",
        Base::UInt | Base::ULong | Base::ErrorStatus => "u32",
        Base::Hyper | Base::IntPtr => "i64",
        Base::UHyper | Base::UIntPtr => "u64",
        Base::Float => "f32",
        Base::Double => "f64",
        Base::Handle => return Type::void().pointer(),
    })
}

/// The file's own enumerators.
pub(crate) fn enumerators(model: &Model) -> BTreeMap<String, i128> {
    let mut found = BTreeMap::new();
    for (_, item) in model.named() {
        if let ItemKind::Enum(enumeration) = &item.kind {
            for value in &enumeration.values {
                found.insert(enumerator_in_c(item, &value.name), i128::from(value.value));
            }
        }
    }
    found
}

/// WinRT's enumerators belong to their enumeration.
fn enumerator_in_c(item: &Item, name: &str) -> String {
    match item.namespace() {
        Some(_) => format!("{}_{name}", item.name),
        None => name.to_owned(),
    }
}

/// The file's own constants: what to ask of C, and what comidl says.
pub(crate) fn constants(model: &Model) -> Vec<(String, Probe, Value)> {
    let mut found = Vec::new();
    for (_, item) in model.named() {
        let name = item.name.to_string();
        match &item.kind {
            ItemKind::Constant(constant) => {
                let (probe, value) = constant_in_c(model, &name, constant);
                found.push((name, probe, value));
            }
            ItemKind::Coclass(class) => {
                if let Some(clsid) = class.clsid {
                    let name = format!("CLSID_{name}");
                    let value = Value::Guid(clsid.to_string());
                    found.push((name.to_string(), Probe::Guid(name), value));
                }
            }
            ItemKind::Library(library) => {
                if let Some(uuid) = library.uuid {
                    let name = format!("LIBID_{name}");
                    let value = Value::Guid(uuid.to_string());
                    found.push((name.to_string(), Probe::Guid(name), value));
                }
            }
            _ => {}
        }
    }
    found
}

/// In C it is a macro, and so without a type: `-1` for the greatest `UINT64`.
fn constant_in_c(model: &Model, name: &str, constant: &Constant) -> (Probe, Value) {
    let name = name.to_owned();
    match &constant.value {
        ModelValue::Int(value) => {
            let in_64_bits = i128::from(*value as i64);
            let ty = integer_in_c(&ty(model, &constant.ty));
            (Probe::Int(name, ty), Value::Int(in_64_bits))
        }
        ModelValue::Float(value) => {
            let (ty, value) = match model.strip(&constant.ty) {
                ModelType::Base(Base::Float) => ("float", f64::from(*value as f32)),
                _ => ("double", *value),
            };
            (Probe::Float(name, ty), Value::Float(value))
        }
        ModelValue::String(value) => (Probe::Text(name), Value::Text(value.clone())),
        ModelValue::WideString(value) => (Probe::WideText(name), Value::Text(value.clone())),
        ModelValue::Guid(value) => (Probe::Guid(name), Value::Guid(value.to_string())),
    }
}

/// C's word for an integer's type.
fn integer_in_c(ty: &Type) -> &'static str {
    let Type::Scalar(name) = ty else {
        return "int";
    };
    match name.as_str() {
        "i8" => "signed char",
        "u8" => "unsigned char",
        "i16" => "short",
        "u16" => "unsigned short",
        "u32" => "unsigned int",
        "i64" => "long long",
        "u64" => "unsigned long long",
        _ => "int",
    }
}

/// The file's own structs and unions, each with its names in C.
pub(crate) fn records(model: &Model, machine: Machine) -> Vec<(ItemId, BTreeSet<String>, Record)> {
    let target: Target = machine.triple().parse().expect("a target");
    let mut layouts = Layouts::new(model, &target);
    let mut found = Vec::new();
    for (id, item) in model.named() {
        let ItemKind::Record(record) = &item.kind else {
            continue;
        };
        // A handle's struct is only used through pointers.
        let is_of_a_handle =
            matches!(&record.fields[..], [only] if only.name.as_deref() == Some("unused"));
        if item.parent().is_some() || is_of_a_handle {
            continue;
        }
        let layout = layouts
            .record(id)
            .expect("it was read without an error")
            .layout;
        let mut fields = Vec::new();
        flatten(model, &mut layouts, id, "", 0, &mut fields);
        let record = Record {
            size: layout.size,
            align: Some(layout.align),
            fields,
        };
        found.push((id, names(model, id), record));
    }
    found
}

/// Returns the names of these in C.
pub(crate) fn record_names(model: &Model) -> BTreeSet<String> {
    let records = model.named();
    let records = records.filter(|(_, item)| matches!(item.kind, ItemKind::Record(_)));
    records.flat_map(|(id, _)| names(model, id)).collect()
}

fn flatten(
    model: &Model,
    layouts: &mut Layouts<'_>,
    id: ItemId,
    prefix: &str,
    base: u64,
    fields: &mut Vec<Field>,
) {
    let ItemKind::Record(record) = &model.item(id).kind else {
        return;
    };
    let layout = layouts.record(id).expect("it has a layout").clone();
    for (field, place) in record.fields.iter().zip(&layout.fields) {
        let offset = base + place.offset * 8;
        match (&field.name, &field.ty) {
            (Some(name), ModelType::Named(id)) if model.item(*id).parent().is_some() => {
                flatten(
                    model,
                    layouts,
                    *id,
                    &format!("{prefix}{name}."),
                    offset,
                    fields,
                );
            }
            (Some(name), _) => fields.push(Field {
                name: format!("{prefix}{name}"),
                offset: offset + place.bits.map_or(0, |bits| bits.first),
                size: Some(place.bits.map_or(place.size * 8, |bits| bits.width)),
            }),
            (None, ModelType::Named(id)) => flatten(model, layouts, *id, prefix, offset, fields),
            (None, _) => {}
        }
    }
}
