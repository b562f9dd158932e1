//! Decides whether two types are the same at the ABI.

use std::cell::RefCell;

use super::leaf::{self, Leaf};
use super::theirs::Theirs;
use crate::layout::Target;
use crate::metadata::runtime_namespace;
use crate::model::{
    Base, BaseSize, Enum, ItemId, ItemKind, Model, OpaqueKind, Origin, Record, Type,
};

/// Compares types of the IDL with types of the metadata.
pub(super) struct Abi<'a> {
    ours: &'a Model,
    theirs: &'a Theirs<'a>,
    /// The records that are being compared. A record that points to itself is equal if the rest of it
    /// is.
    assumed: RefCell<Vec<(ItemId, ItemId)>>,
}

/// A type as the ABI sees it.
#[derive(Clone, Copy)]
enum Shape<'t> {
    Void,
    /// An integer of so many bytes, of either sign.
    Int(u8),
    /// An integer of a pointer's size.
    Word,
    Float(u8),
    Pointer(&'t Type),
    /// `SAFEARRAY(T)`.
    SafeArray,
    Function,
    Array(&'t Type),
    Interface(ItemId),
    /// An instance of a parameterized interface, with its type arguments.
    Instance(ItemId, &'t [Type]),
    Record(ItemId, &'t Record),
    /// Declared, and defined nowhere.
    Opaque(ItemId),
}

fn base(base: Base) -> Shape<'static> {
    match (base, base.size()) {
        (_, None) => Shape::Void,
        (_, Some(BaseSize::Pointer)) => Shape::Word,
        (Base::Float | Base::Double, Some(BaseSize::Bytes(size))) => Shape::Float(size),
        (_, Some(BaseSize::Bytes(size))) => Shape::Int(size),
    }
}

fn enumeration(it: &Enum) -> Shape<'static> {
    base(it.repr)
}

fn shape<'t>(model: &'t Model, ty: &'t Type) -> Shape<'t> {
    match model.strip(ty) {
        Type::Base(it) => base(*it),
        Type::Pointer { to, .. } => Shape::Pointer(to),
        Type::Array(array) => Shape::Array(&array.element),
        Type::Function(_) => Shape::Function,
        Type::SafeArray(_) => Shape::SafeArray,
        Type::Parameterized(id, arguments) => Shape::Instance(*id, arguments),
        Type::Named(id) => match &model.item(*id).kind {
            ItemKind::Interface(_) | ItemKind::Opaque(OpaqueKind::Interface) => {
                Shape::Interface(*id)
            }
            ItemKind::Record(record) => Shape::Record(*id, record),
            ItemKind::Enum(it) => enumeration(it),
            ItemKind::Opaque(OpaqueKind::Enum) => Shape::Int(4),
            _ => Shape::Opaque(*id),
        },
    }
}

/// Returns a C name without the prefix by which a tag differs from the typedef's name.
pub(super) fn plain(name: &str) -> &str {
    let name = name.trim_start_matches('_');
    name.strip_prefix("tag").unwrap_or(name)
}

impl<'a> Abi<'a> {
    pub(super) fn new(ours: &'a Model, theirs: &'a Theirs<'a>) -> Self {
        Self {
            ours,
            theirs,
            assumed: RefCell::default(),
        }
    }

    /// Returns the items of the IDL.
    pub(super) fn ours(&self) -> &'a Model {
        self.ours
    }

    /// Returns the items of the metadata.
    pub(super) fn theirs(&self) -> &'a Model {
        self.theirs.model()
    }

    /// Compares the types of a parameter, where an array is a pointer.
    pub(super) fn param(&self, ours: &Type, theirs: &Type) -> bool {
        let our = shape(self.ours, ours);
        let their = self.their_shape(theirs);
        let element = |shape: Shape<'_>| matches!(shape, Shape::Array(..));
        match (our, their) {
            (Shape::Pointer(_), Shape::Array(..)) if self.stands_in(ours) => true,
            (Shape::Array(our) | Shape::Pointer(our), Shape::Array(their))
            | (Shape::Array(our), Shape::Pointer(their)) => self.pointee(our, their),
            _ if element(our) || element(their) => false,
            _ => self.same(ours, theirs),
        }
    }

    /// Compares the types of results. A method returns a struct through a hidden pointer, and an
    /// integer of the same size in a register.
    pub(super) fn result(&self, ours: &Type, theirs: &Type) -> bool {
        let is_record = |shape| matches!(shape, Shape::Record(..));
        let ours_is_record = is_record(shape(self.ours, ours));
        ours_is_record == is_record(self.their_shape(theirs)) && self.same(ours, theirs)
    }

    /// Compares types of values.
    pub(super) fn same(&self, ours: &Type, theirs: &Type) -> bool {
        let our = shape(self.ours, ours);
        let their = self.their_shape(theirs);
        match (our, their) {
            // Under one name, a pointer to something that one side only stands in for; or 64 bits
            // where one side is as for x64.
            (Shape::Pointer(_), Shape::Pointer(_))
            | (Shape::Int(8), Shape::Word)
            | (Shape::Word, Shape::Int(8))
                if self.one_name(ours, theirs) =>
            {
                true
            }
            // C's compiler has the pointer of the header.
            (Shape::Pointer(_), Shape::Pointer(_)) if self.stands_in(ours) => true,
            (Shape::Void, Shape::Void) => true,
            (Shape::Int(our), Shape::Int(their)) => our == their,
            (Shape::Float(our), Shape::Float(their)) => our == their,
            (Shape::Word | Shape::Pointer(_), Shape::Word) | (Shape::Word, Shape::Pointer(_)) => {
                true
            }
            (Shape::Pointer(our), Shape::Pointer(their)) => self.pointee(our, their),
            (Shape::SafeArray, Shape::SafeArray) => true,
            (Shape::SafeArray, Shape::Pointer(their)) => self.safe_array(their),
            (Shape::Array(..), Shape::Array(..)) => {
                let (our, length) = flattened(self.ours, ours);
                let (their, their_length) = flattened(self.theirs.model(), theirs);
                length == their_length && self.same(our, their)
            }
            (Shape::Record(our, record), Shape::Record(their, their_record)) => {
                self.records(our, record, their, their_record)
            }
            (Shape::Record(_, record), _) => match whole(self.ours, record) {
                Some(inner) => self.same(inner, theirs),
                None => false,
            },
            (_, Shape::Record(id, record)) => {
                self.theirs.needs_by_value(id);
                match whole(self.theirs.model(), record) {
                    Some(inner) => self.same(ours, inner),
                    None => false,
                }
            }
            // A type that nobody defines can't be shown to differ.
            (Shape::Opaque(our), Shape::Opaque(their)) => self.same_name(our, their),
            (Shape::Opaque(_), _) | (_, Shape::Opaque(_)) => true,
            _ => false,
        }
    }

    /// Returns whether both are integers.
    pub(super) fn are_integers(&self, ours: &Type, theirs: &Type) -> bool {
        let is_integer = |shape| matches!(shape, Shape::Int(_) | Shape::Word);
        is_integer(shape(self.ours, ours)) && is_integer(self.their_shape(theirs))
    }

    /// Compares types that pointers point to.
    fn pointee(&self, ours: &Type, theirs: &Type) -> bool {
        let our = shape(self.ours, ours);
        let their = self.their_shape(theirs);
        match (our, their) {
            (Shape::Void | Shape::Opaque(_), _) | (_, Shape::Void | Shape::Opaque(_)) => true,
            (Shape::Function, Shape::Function) => true,
            // Bytes, for what has no type in the other.
            (Shape::Int(1), Shape::Record(..) | Shape::Function)
            | (Shape::Record(..) | Shape::Function, Shape::Int(1)) => true,
            // A typedef that stands in for what the C headers define under its name.
            (_, Shape::Record(..) | Shape::Interface(_)) if self.one_name(ours, theirs) => true,
            // The metadata has a function's type only as a pointer to it.
            (Shape::Function, Shape::Pointer(their)) => {
                matches!(self.their_shape(their), Shape::Function)
            }
            (Shape::Interface(our), Shape::Interface(their)) => self.interfaces(our, their),
            (Shape::Interface(our), Shape::Instance(their, arguments)) => {
                self.is_instance(our, their, arguments)
            }
            (Shape::Instance(our, ours), Shape::Instance(their, theirs)) => {
                self.same_name(our, their) && self.all_same(ours, theirs)
            }
            (Shape::Array(our), Shape::Array(their)) => self.pointee(our, their),
            (Shape::Array(our), _) => self.pointee(our, theirs),
            (_, Shape::Array(their)) => self.pointee(ours, their),
            _ => self.same(ours, theirs),
        }
    }

    fn their_shape<'t>(&'t self, ty: &'t Type) -> Shape<'t> {
        let model = self.theirs.model();
        let shape = shape(model, ty);
        if let Shape::Opaque(id) = shape {
            self.theirs.needs(id);
        }
        shape
    }

    /// Whether a type of the IDL is the name of a typedef that MIDL alone sees.
    fn stands_in(&self, ours: &Type) -> bool {
        let mut ty = ours;
        while let Type::Named(id) = ty
            && let ItemKind::Typedef(typedef) = &self.ours.item(*id).kind
        {
            if typedef.is_midl_only {
                return true;
            }
            ty = &typedef.ty;
        }
        false
    }

    /// Whether both types have one name, whatever it stands for.
    fn one_name(&self, ours: &Type, theirs: &Type) -> bool {
        match (ours, theirs) {
            (Type::Named(our), Type::Named(their)) => self.same_name(*our, *their),
            _ => false,
        }
    }

    fn safe_array(&self, theirs: &Type) -> bool {
        match self.their_shape(theirs) {
            Shape::Void | Shape::Opaque(_) => true,
            Shape::Record(id, _) => self.theirs.model().item(id).is_safearray(),
            _ => false,
        }
    }

    fn same_name(&self, our: ItemId, their: ItemId) -> bool {
        if self.theirs.is_whole() {
            return our == their;
        }
        let (our, their) = (self.ours.item(our), self.theirs.model().item(their));
        if let (Some(our), Some(their)) = (runtime_namespace(our), runtime_namespace(their))
            && our != their
        {
            return false;
        }
        let tag = our.tag().unwrap_or(&our.name);
        plain(&our.name) == plain(&their.name) || plain(tag) == plain(&their.name)
    }

    /// Whether one interface is the other or a base of it. Pointers to both are passed alike.
    fn interfaces(&self, our: ItemId, their: ItemId) -> bool {
        if self.same_name(our, their) {
            return true;
        }
        self.theirs.needs(their);
        let model = self.theirs.model();
        let iid = |model: &Model, id| model.interface(id).and_then(|it| it.iid);
        let equal = |our: ItemId, their: ItemId| {
            let our_iid = iid(self.ours, our);
            self.same_name(our, their) || our_iid.is_some() && our_iid == iid(model, their)
        };
        let mut lineage = model.lineage(their);
        for base in &lineage {
            self.theirs.needs(*base);
        }
        lineage.reverse();
        let ours_is_base = lineage.iter().any(|base| equal(our, *base));
        let theirs_is_base = self
            .ours
            .lineage(our)
            .iter()
            .any(|base| equal(*base, their));
        let unknown = matches!(self.ours.item(our).kind, ItemKind::Opaque(_));
        ours_is_base || theirs_is_base || unknown
    }

    /// Whether the IDL's interface is this instance of the metadata's parameterized interface.
    fn is_instance(&self, our: ItemId, their: ItemId, arguments: &[Type]) -> bool {
        let ours = self.ours.interface(our).and_then(|it| it.instance.as_ref());
        let their = self.theirs.model().item(their);
        let is_of = |name: &str| match (&their.origin, name.rsplit_once('.')) {
            (Origin::Metadata { namespace: of, .. }, Some((namespace, name))) => {
                *of == namespace && their.name == name
            }
            _ => false,
        };
        let Some(ours) = ours.filter(|it| is_of(&it.of)) else {
            return false;
        };
        self.all_same(&ours.arguments, arguments)
    }

    fn all_same(&self, ours: &[Type], theirs: &[Type]) -> bool {
        if ours.len() != theirs.len() {
            return false;
        }
        for (our, their) in ours.iter().zip(theirs) {
            if !self.same(our, their) {
                return false;
            }
        }
        true
    }

    /// Whether two records have one name, or one content.
    fn records(&self, our: ItemId, record: &Record, their: ItemId, their_record: &Record) -> bool {
        let named = self.ours.item(our).parent().is_none();
        if named && self.same_name(our, their) {
            return true;
        }
        if self.assumed.borrow().contains(&(our, their)) {
            return true;
        }
        self.assumed.borrow_mut().push((our, their));
        let verdict = self.contents(our, record, their, their_record);
        self.assumed.borrow_mut().pop();
        verdict
    }

    fn contents(&self, our: ItemId, ours: &Record, their: ItemId, theirs: &Record) -> bool {
        if ours.is_union != theirs.is_union || ours.fields.len() != theirs.fields.len() {
            return self.lie_alike(our, their);
        }
        for (our_field, their_field) in ours.fields.iter().zip(&theirs.fields) {
            if our_field.bits != their_field.bits || !self.same(&our_field.ty, &their_field.ty) {
                return self.lie_alike(our, their);
            }
        }
        true
    }

    /// Whether two records have one size, and one of them a field wherever the other has one. A matrix,
    /// for example, can be written with a name for each column or as an array.
    fn lie_alike(&self, our: ItemId, their: ItemId) -> bool {
        self.theirs.needs_by_value(their);
        let target = Target::default();
        let ours = leaf::leaves(self.ours, our, &target);
        let theirs = leaf::leaves(self.theirs.model(), their, &target);
        let (Some((our_layout, ours)), Some((their_layout, theirs))) = (ours, theirs) else {
            return false;
        };
        let is_float = |model, leaf: &Leaf| matches!(shape(model, &leaf.ty), Shape::Float(_));
        let lie_alike = |our: &Leaf, their: &Leaf| {
            (our.offset, our.size) == (their.offset, their.size)
                && is_float(self.ours, our) == is_float(self.theirs.model(), their)
        };
        let ours_are_theirs = || {
            let mut ours = ours.iter();
            ours.all(|our| theirs.iter().any(|their| lie_alike(our, their)))
        };
        let theirs_are_ours = || {
            let mut theirs = theirs.iter();
            theirs.all(|their| ours.iter().any(|our| lie_alike(our, their)))
        };
        our_layout.size == their_layout.size && (ours_are_theirs() || theirs_are_ours())
    }
}

/// Returns the elements of an array of arrays, and their number.
fn flattened<'t>(model: &'t Model, ty: &'t Type) -> (&'t Type, u64) {
    let (mut ty, mut number) = (ty, 1_u64);
    while let Type::Array(array) = model.strip(ty) {
        number = number.saturating_mul(array.length.unwrap_or(1));
        ty = &array.element;
    }
    (ty, number)
}

/// Returns whether a type is an array.
pub(super) fn is_array(model: &Model, ty: &Type) -> bool {
    matches!(shape(model, ty), Shape::Array(_))
}

/// Returns whether a type is an integer or an array of integers.
pub(super) fn is_bytes(model: &Model, ty: &Type) -> bool {
    matches!(shape(model, flattened(model, ty).0), Shape::Int(_))
}

/// Returns whether a type is as large for each target: numbers, and arrays of them.
pub(super) fn is_plain(model: &Model, ty: &Type) -> bool {
    let element = shape(model, flattened(model, ty).0);
    matches!(element, Shape::Int(_) | Shape::Float(_))
}

/// Whether a record stands for a 64-bit integer, as `LARGE_INTEGER` does.
pub(super) fn is_wide_integer(model: &Model, id: ItemId) -> bool {
    match &model.item(id).kind {
        ItemKind::Record(record) => record.is_union && whole(model, record).is_some(),
        _ => false,
    }
}

/// Returns the type that a record consists of: the type of a struct's only field, or of the member
/// that fills a union of integers, as `QuadPart` fills `LARGE_INTEGER`.
fn whole<'t>(model: &'t Model, record: &'t Record) -> Option<&'t Type> {
    if !record.is_union {
        return match &record.fields[..] {
            [only] if only.bits.is_none() => Some(&only.ty),
            _ => None,
        };
    }
    let is_half = |ty: &Type| matches!(shape(model, ty), Shape::Int(4));
    let is_halves = |ty: &Type| match shape(model, ty) {
        Shape::Record(_, record) => {
            record.fields.len() == 2 && record.fields.iter().all(|field| is_half(&field.ty))
        }
        _ => false,
    };
    let mut quad = None;
    for field in &record.fields {
        match shape(model, &field.ty) {
            Shape::Int(8) => quad = Some(&field.ty),
            _ if is_halves(&field.ty) => {}
            _ => return None,
        }
    }
    quad
}
