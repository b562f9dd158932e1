//! Interfaces: their bases, methods and parameters.

use smol_str::{SmolStr, format_smolstr};

use super::super::Source;
use super::super::row::{Attribute, Category, MethodDef, Param as ParamRow, TypeDef};
use super::super::signature::{MethodSignature, Named, Ty};
use super::{Importer, pointer};
use crate::model::{
    self, Base, Count, Interface, InterfaceKind, ItemId, ItemKind, Method, OpaqueKind, Param,
    ParamAttributes, Property, Type,
};
use crate::source::Span;

/// The slots of `IUnknown`.
const UNKNOWN_SLOTS: u32 = 3;

/// The method that each delegate has for the CLR's sake and no vtable has.
const CONSTRUCTOR: &str = ".ctor";

/// The slots of `IInspectable`, from which each WinRT interface derives.
const INSPECTABLE_SLOTS: u32 = 6;

impl<'m> Importer<'m, '_> {
    pub(super) fn interface(&mut self, source: &'m Source, def: TypeDef<'m>) -> ItemKind {
        if def.full_name().contains('`') {
            return ItemKind::Opaque(OpaqueKind::Interface);
        }
        self.interface_content(source, def).into()
    }

    /// Returns the content of an interface. Its type parameters are the current arguments.
    pub(super) fn interface_content(&mut self, source: &'m Source, def: TypeDef<'m>) -> Interface {
        let (base, first_slot) = if def.category() == Category::Delegate {
            (self.root("IUnknown"), UNKNOWN_SLOTS)
        } else if def.is_winrt() {
            (self.root("IInspectable"), INSPECTABLE_SLOTS)
        } else {
            let base = base_of(def).map(|named| self.reference(source, named));
            (base, self.first_slot(source, def))
        };
        let methods = def
            .methods()
            .filter(|method| method.name() != CONSTRUCTOR)
            .zip(first_slot..)
            .map(|(method, slot)| self.method(source, method, slot, def.is_winrt()))
            .collect();
        Interface {
            kind: match def.category() {
                Category::Delegate => InterfaceKind::Delegate,
                _ => InterfaceKind::Com,
            },
            iid: def.guid(),
            base,
            methods,
            requires: Vec::new(),
            async_of: None,
            instance: None,
            attributes: Vec::new(),
        }
    }

    fn root(&mut self, name: &str) -> Option<ItemId> {
        match self.by_name(name) {
            Type::Named(id) => Some(id),
            _ => None,
        }
    }

    /// Returns how many slots the bases take, by the metadata's own count. An item of the same name
    /// may not be complete yet.
    fn first_slot(&self, source: &'m Source, def: TypeDef<'m>) -> u32 {
        let (mut source, mut def) = (source, def);
        let mut count = 0;
        let mut seen = Vec::new();
        while let Some(base) = base_of(def) {
            let name = source.file.string(base.table, base.row, 1);
            let namespace = source.file.string(base.table, base.row, 2);
            let found = source
                .type_row_in(namespace, name)
                .map(|row| (source, row))
                .or_else(|| self.metadata.find_qualified(namespace, name));
            let Some((next, row)) = found else { break };
            if seen.contains(&name) {
                break;
            }
            seen.push(name);
            (source, def) = (next, TypeDef::new(&next.file, row));
            count += def.methods().count() as u32;
        }
        count
    }

    fn method(
        &mut self,
        source: &'m Source,
        method: MethodDef<'m>,
        slot: u32,
        winrt: bool,
    ) -> Method {
        let (returns, params, variadic) = if winrt {
            self.winrt_signature(source, method)
        } else {
            self.signature(source, method)
        };
        // A WinRT interface tells its overloads apart by this attribute.
        let overload = if winrt {
            method.0.attribute("OverloadAttribute")
        } else {
            None
        };
        let name: SmolStr = match overload.and_then(|it| it.text()) {
            Some(name) => name.into(),
            None => method.name().into(),
        };
        let property = match name.split_once('_') {
            Some(("get", _)) => Some(Property::Get),
            Some(("put", _)) => Some(Property::Put),
            Some(("putref", _)) => Some(Property::PutRef),
            _ => None,
        };
        let stem = match (property, name.split_once('_')) {
            (Some(_), Some((_, name))) => Some(name.into()),
            _ => None,
        };
        Method {
            name,
            stem,
            property,
            slot: Some(slot),
            dispid: None,
            returns,
            params,
            variadic,
            call_as: false,
            attributes: Vec::new(),
            span: Span::NONE,
        }
    }

    /// Returns the result, the parameters, and whether the method takes further arguments.
    pub(super) fn signature(
        &mut self,
        source: &'m Source,
        method: MethodDef<'m>,
    ) -> (Type, Vec<Param>, bool) {
        let Some(signature) = method.signature() else {
            return (Type::Base(Base::Void), Vec::new(), false);
        };
        let returns = self.ty(source, &signature.returns);
        let rows = rows_by_place(method, &signature);
        let mut params = Vec::with_capacity(signature.params.len());
        for (index, (ty, row)) in signature.params.iter().zip(&rows).enumerate() {
            let name = param_name(*row, index);
            let attributes = match row {
                Some(row) if self.with_attributes => attributes(*row, index, &signature, &rows),
                _ => ParamAttributes::default(),
            };
            params.push(Param {
                name,
                ty: self.ty(source, ty),
                attributes,
                span: Span::NONE,
            });
        }
        (returns, params, signature.variadic)
    }

    /// Returns the same of a WinRT method. The metadata has the projected signature. The method in the
    /// vtable returns an `HRESULT`, takes a pointer for its result, and two parameters for an array.
    fn winrt_signature(
        &mut self,
        source: &'m Source,
        method: MethodDef<'m>,
    ) -> (Type, Vec<Param>, bool) {
        let Some(signature) = method.signature() else {
            return (Type::Base(Base::Void), Vec::new(), false);
        };
        let rows = rows_by_place(method, &signature);
        let mut params = Vec::new();
        for (index, (ty, row)) in signature.params.iter().zip(&rows).enumerate() {
            let name = param_name(*row, index);
            let is_out = row.is_some_and(|row| row.flags() & ParamRow::OUT != 0);
            self.winrt_param(source, ty, &name, is_out, false, &mut params);
        }
        if signature.returns != Ty::Void {
            let ty = Ty::ByRef(Box::new(signature.returns));
            self.winrt_param(source, &ty, "result", true, true, &mut params);
        }
        (self.by_name("HRESULT"), params, false)
    }

    fn winrt_param(
        &mut self,
        source: &'m Source,
        ty: &Ty,
        name: &str,
        is_out: bool,
        retval: bool,
        params: &mut Vec<Param>,
    ) {
        let direction = ParamAttributes {
            is_in: !is_out,
            is_out,
            retval,
            ..ParamAttributes::default()
        };
        let mut push = |name: SmolStr, ty: Type, attributes: ParamAttributes| {
            params.push(Param {
                name,
                ty,
                attributes: written(attributes, |_| SmolStr::default()),
                span: Span::NONE,
            });
        };
        let length = |by_pointer: bool| {
            let ty = Type::Base(Base::UInt);
            if by_pointer { pointer(ty) } else { ty }
        };
        match ty {
            Ty::ByRef(inner) if matches!(**inner, Ty::Vector(_)) => {
                let element = pointer(self.ty(source, inner));
                push(
                    format_smolstr!("{name}_size"),
                    length(true),
                    direction.clone(),
                );
                push(name.into(), element, direction);
            }
            Ty::Vector(_) => {
                let element = self.ty(source, ty);
                let input = ParamAttributes {
                    is_in: true,
                    ..ParamAttributes::default()
                };
                push(format_smolstr!("{name}_size"), length(false), input);
                push(name.into(), element, direction);
            }
            _ => push(name.into(), self.ty(source, ty), direction),
        }
    }
}

/// The interface that a COM interface derives from.
fn base_of(def: TypeDef<'_>) -> Option<Named> {
    def.interfaces().find_map(|(_, ty)| match ty {
        Ty::Named(named) if def.category() == Category::Interface => Some(named),
        _ => None,
    })
}

/// The rows of `Param`, one place for each parameter.
fn rows_by_place<'m>(
    method: MethodDef<'m>,
    signature: &MethodSignature,
) -> Vec<Option<ParamRow<'m>>> {
    let mut rows = vec![None; signature.params.len()];
    for row in method.params() {
        let place = row.sequence().checked_sub(1);
        if let Some(place) = place.and_then(|place| rows.get_mut(place as usize)) {
            *place = Some(row);
        }
    }
    rows
}

fn param_name(row: Option<ParamRow<'_>>, index: usize) -> SmolStr {
    match row.map(ParamRow::name) {
        Some(name) if !name.is_empty() => name.into(),
        _ => format_smolstr!("arg{index}"),
    }
}

/// Reads the attributes of a parameter.
fn attributes(
    row: ParamRow<'_>,
    index: usize,
    signature: &MethodSignature,
    rows: &[Option<ParamRow<'_>>],
) -> ParamAttributes {
    let flags = row.flags();
    let mut attributes = ParamAttributes {
        is_in: flags & ParamRow::IN != 0,
        is_out: flags & ParamRow::OUT != 0,
        optional: flags & ParamRow::OPTIONAL != 0,
        ..ParamAttributes::default()
    };
    for mark in row.0.attributes() {
        match mark.name().1 {
            "RetValAttribute" => attributes.retval = true,
            "ComOutPtrAttribute" => {
                attributes.details_mut().iid_is = iid(index, signature, rows);
            }
            "NativeArrayInfoAttribute" => {
                let size_is = &mut attributes.details_mut().size_is;
                size_is.extend(array_size(mark, index, signature).map(Some));
            }
            "MemorySizeAttribute" => {
                let size_is = &mut attributes.details_mut().size_is;
                size_is.extend(memory_size(mark, index, signature).map(Some));
            }
            _ => {}
        }
    }
    written(attributes, |index| param_name(rows[index], index))
}

/// Returns the parameter at this place as the number of elements of the one at `index`.
fn counting(place: i64, index: usize, signature: &MethodSignature) -> Option<Count> {
    let place = usize::try_from(place).ok().filter(|it| *it != index)?;
    Some(match signature.params.get(place)? {
        Ty::Pointer { .. } => Count::Deref(place),
        _ => Count::Of(place),
    })
}

fn array_size(array: Attribute<'_>, index: usize, signature: &MethodSignature) -> Option<Count> {
    if let Some(place) = array.named_integer("CountParamIndex") {
        return counting(place, index, signature);
    }
    let count = array.named_integer("CountConst")?;
    u64::try_from(count).ok().map(Count::Const)
}

/// Whether a size in bytes is a number of elements, because the elements are bytes.
fn memory_size(memory: Attribute<'_>, index: usize, signature: &MethodSignature) -> Option<Count> {
    match signature.params.get(index)? {
        Ty::Pointer { to, .. } if matches!(**to, Ty::U8 | Ty::I8 | Ty::Void) => {
            counting(memory.named_integer("BytesParamIndex")?, index, signature)
        }
        _ => None,
    }
}

/// Returns the parameter with the IID of the object that this one receives. The metadata only marks
/// the latter; by COM's convention the IID is before it.
fn iid(index: usize, signature: &MethodSignature, rows: &[Option<ParamRow<'_>>]) -> Option<usize> {
    let is_guid = |place: &usize| match (&signature.params[*place], rows[*place]) {
        (Ty::Pointer { to, .. }, Some(row)) => match **to {
            Ty::Named(named) => {
                let is_in = row.flags() & ParamRow::OUT == 0;
                is_in && row.0.file.string(named.table, named.row, 1) == "GUID"
            }
            _ => false,
        },
        _ => false,
    };
    (0..index).rev().find(is_guid)
}

/// Adds the attributes in IDL's own words.
fn written(mut attributes: ParamAttributes, name: impl Fn(usize) -> SmolStr) -> ParamAttributes {
    let mut words = Vec::new();
    let mut flag = |set: bool, word: &'static str| {
        if set {
            words.push(model::Attribute::word(word));
        }
    };
    flag(attributes.is_in, "in");
    flag(attributes.is_out, "out");
    flag(attributes.retval, "retval");
    flag(attributes.optional, "optional");
    if let Some(Some(count)) = attributes.size_is().first() {
        let text = match count {
            Count::Const(count) => format!("size_is({count})"),
            Count::Of(place) => format!("size_is({})", name(*place)),
            Count::Deref(place) => format!("size_is(*{})", name(*place)),
            Count::Expression(text) => format!("size_is({text})"),
        };
        words.push(model::Attribute::with_arguments("size_is", text));
    }
    if let Some(place) = attributes.iid_is() {
        let text = format!("iid_is({})", name(place));
        words.push(model::Attribute::with_arguments("iid_is", text));
    }
    attributes.set_list(words);
    attributes
}
