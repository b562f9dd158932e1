//! Converts definitions of the metadata into items of the model: those that a name needs, and no
//! others.
//!
//! A reference makes an item without content and queues it. [`import`] fills the queued items until
//! none is left. So definitions may refer to each other, and a long chain of them needs no stack.

mod instance;
mod interface;
mod record;
mod value;

use super::row::{Category, Field, TypeDef, integer};
use super::signature::{Named, Ty};
use super::type_argument::TypeArgument;
use rustc_hash::FxHashMap;

use super::{Definition, Metadata, Names, Source, SourceId};
use crate::model::{
    Base, Coclass, Convention, Enum, Enumerator, Item, ItemDetails, ItemId, ItemKind, Model,
    OpaqueKind, Origin, Signature, SmolStr, Type, Typedef,
};
use crate::source::Span;

/// How many typedefs may name each other.
const MAX_TYPEDEFS: usize = 100;

/// See [`Metadata::import`].
pub(super) fn import(
    metadata: &Metadata,
    name: &str,
    model: &mut Model,
    names: &mut dyn Names,
) -> Option<ItemId> {
    if let Some(id) = names.known("", name) {
        return Some(id);
    }
    let definition = metadata.find(name)?;
    let mut importer = Importer::new(metadata, model, names);
    let id = importer.declare(name, definition);
    importer.fill_all();
    Some(id)
}

/// See [`Metadata::import_qualified`].
pub(super) fn import_qualified(
    metadata: &Metadata,
    (namespace, name): (&str, &str),
    model: &mut Model,
    names: &mut dyn Names,
) -> Option<ItemId> {
    if let Some(id) = names.known(namespace, name) {
        return Some(id);
    }
    let (source, row) = metadata.find_qualified(namespace, name)?;
    let mut importer = Importer::new(metadata, model, names);
    let id = importer.declare(name, Definition::Type(source, row));
    importer.fill_all();
    Some(id)
}

/// See [`Metadata::import_instance`].
pub(super) fn import_instance(
    metadata: &Metadata,
    (namespace, name): (&str, &str),
    arguments: Vec<TypeArgument>,
    model: &mut Model,
    names: &mut dyn Names,
) -> Option<ItemId> {
    let (source, row) = metadata.find_qualified(namespace, name)?;
    let mut importer = Importer::new(metadata, model, names);
    let id = importer.instantiate(source, row, arguments);
    importer.fill_all();
    id
}

pub(super) struct Importer<'m, 'n> {
    metadata: &'m Metadata,
    model: &'n mut Model,
    names: &'n mut dyn Names,
    /// The items that are declared and not yet filled.
    pub(super) queue: Vec<(ItemId, Definition<'m>)>,
    /// Whether parameters get their attributes. A comparison of ABIs doesn't use them.
    pub(super) with_attributes: bool,
    /// The types that references stand for, by file and reference.
    pub(super) met: FxHashMap<(SourceId, Named), Type>,
    /// Whether an instance of a parameterized type becomes an item, and a runtime class. A comparison
    /// looks at the arguments and the default interface alone.
    pub(super) with_instances: bool,
    /// The type arguments of the instance that is being filled.
    arguments: Vec<TypeArgument>,
    /// The type arguments of the instances that are declared and not yet filled.
    arguments_of: FxHashMap<ItemId, Vec<TypeArgument>>,
}

/// Returns the name that IDL has for a name of the metadata.
fn idl_name(name: &str) -> &str {
    match name {
        "PWSTR" => "LPWSTR",
        "PCWSTR" => "LPCWSTR",
        "PSTR" => "LPSTR",
        "PCSTR" => "LPCSTR",
        _ => name,
    }
}

/// Returns the base type that a name of the metadata stands for.
fn base(name: &str) -> Option<Base> {
    Some(match name {
        "boolean" => Base::Boolean,
        "byte" => Base::Byte,
        "error_status_t" => Base::ErrorStatus,
        "handle_t" => Base::Handle,
        _ => return None,
    })
}

/// Namespace and name, without the generic arity.
fn names_of(source: &Source, named: Named) -> (&str, &str) {
    let name = |column| source.file.string(named.table, named.row, column);
    let (namespace, name) = (name(2), name(1));
    (
        namespace,
        name.split_once('`').map_or(name, |(name, _)| name),
    )
}

fn pointer(to: Type) -> Type {
    Type::Pointer {
        to: Box::new(to),
        is_const: false,
    }
}

impl<'m, 'n> Importer<'m, 'n> {
    pub(super) fn new(
        metadata: &'m Metadata,
        model: &'n mut Model,
        names: &'n mut dyn Names,
    ) -> Self {
        Self {
            metadata,
            model,
            names,
            queue: Vec::new(),
            with_attributes: true,
            met: FxHashMap::default(),
            with_instances: true,
            arguments: Vec::new(),
            arguments_of: FxHashMap::default(),
        }
    }

    /// Gives all declared items their content.
    fn fill_all(&mut self) {
        while let Some((id, definition)) = self.queue.pop() {
            let kind = self.kind(id, definition);
            self.model.item_mut(id).kind = kind;
        }
    }

    /// Adds an item to be filled later.
    pub(super) fn declare(&mut self, name: &str, definition: Definition<'m>) -> ItemId {
        let def = definition.type_def();
        let is_type = matches!(definition, Definition::Type(..));
        let kind = if is_type && def.is_some_and(TypeDef::is_object) {
            OpaqueKind::Interface
        } else {
            OpaqueKind::Struct
        };
        let namespace = def.map_or("", TypeDef::namespace);
        let id = self.placeholder(name, None, definition.origin(), kind);
        self.names.insert(namespace, name, id);
        self.queue.push((id, definition));
        id
    }

    fn push(
        &mut self,
        name: &str,
        parent: Option<ItemId>,
        origin: Origin,
        kind: ItemKind,
    ) -> ItemId {
        self.model.push(Item {
            name: name.into(),
            details: ItemDetails::within(parent),
            span: Span::NONE,
            origin,
            kind,
        })
    }

    fn placeholder(
        &mut self,
        name: &str,
        parent: Option<ItemId>,
        origin: Origin,
        kind: OpaqueKind,
    ) -> ItemId {
        self.push(name, parent, origin, ItemKind::Opaque(kind))
    }

    /// The content of an item.
    pub(super) fn kind(&mut self, id: ItemId, definition: Definition<'m>) -> ItemKind {
        match definition {
            Definition::Value(source, row) => self.constant(source, row),
            Definition::Type(source, row) => {
                let def = TypeDef::new(&source.file, row);
                if let Some(arguments) = self.arguments_of.get(&id) {
                    return self.instance_content(id, source, def, arguments.clone());
                }
                match def.category() {
                    Category::Interface => self.interface(source, def),
                    Category::Delegate if def.is_winrt() => self.interface(source, def),
                    Category::Enum => enumeration(def),
                    Category::Delegate => self.delegate(source, def),
                    Category::Struct if def.0.has_attribute("NativeTypedefAttribute") => {
                        self.typedef(id, source, def)
                    }
                    Category::Struct => self.record(id, source, def),
                    Category::Class if def.is_winrt() => self.class(source, def),
                    Category::Class | Category::Attribute => {
                        ItemKind::Opaque(OpaqueKind::Interface)
                    }
                }
            }
        }
    }

    /// A typedef: a struct of one field. One that leads back to itself is an integer.
    fn typedef(&mut self, id: ItemId, source: &'m Source, def: TypeDef<'m>) -> ItemKind {
        let ty = match target_of(def) {
            Some(Ty::U64) if is_narrow_on_x86(source, def) => Type::Base(Base::UIntPtr),
            Some(Ty::I64) if is_narrow_on_x86(source, def) => Type::Base(Base::IntPtr),
            // UTF-16 units lose their name in metadata.
            Some(Ty::U16) if def.name() == "OLECHAR" => Type::Base(Base::WChar),
            Some(Ty::Pointer { to, is_const })
                if *to == Ty::U16 && def.name().ends_with("WSTR") =>
            {
                Type::Pointer {
                    to: Box::new(Type::Base(Base::WChar)),
                    is_const,
                }
            }
            Some(ty) => self.ty(source, &ty),
            None => Type::Base(Base::Void),
        };
        let ty = if self.leads_to(&ty, id) {
            Type::Base(Base::Int)
        } else {
            ty
        };
        ItemKind::Typedef(Typedef::new(ty))
    }

    /// Whether `ty` is the typedef `id` under other names, or under too many.
    fn leads_to(&self, ty: &Type, id: ItemId) -> bool {
        let mut ty = ty;
        for _ in 0..MAX_TYPEDEFS {
            match ty {
                Type::Named(named) if *named == id => return true,
                Type::Named(named) => match &self.model.item(*named).kind {
                    ItemKind::Typedef(typedef) => ty = &typedef.ty,
                    _ => return false,
                },
                _ => return false,
            }
        }
        true
    }

    /// A delegate: a typedef of a pointer to a function.
    fn delegate(&mut self, source: &'m Source, def: TypeDef<'m>) -> ItemKind {
        const CDECL: i64 = 2;
        let Some(method) = def.methods().find(|method| method.name() == "Invoke") else {
            return ItemKind::Opaque(OpaqueKind::Struct);
        };
        let convention = match def.0.attribute("UnmanagedFunctionPointerAttribute") {
            Some(attribute) if attribute.integer() == Some(CDECL) => Convention::Cdecl,
            _ => Convention::Stdcall,
        };
        let (returns, params, variadic) = self.signature(source, method);
        let signature = Signature {
            returns,
            params,
            variadic,
            convention,
        };
        ItemKind::Typedef(Typedef::new(pointer(Type::Function(Box::new(signature)))))
    }

    /// A runtime class. Of its interfaces, only the default one has a part in an ABI.
    fn class(&mut self, source: &'m Source, def: TypeDef<'m>) -> ItemKind {
        let default = def.default_interface().map(|ty| self.ty(source, &ty));
        let stands_for = default.map(|ty| match ty {
            Type::Pointer { to, .. } => *to,
            ty => ty,
        });
        ItemKind::Coclass(Box::new(Coclass {
            is_runtime: true,
            stands_for,
            ..Coclass::default()
        }))
    }

    /// A type, in C's shape.
    fn ty(&mut self, source: &'m Source, ty: &Ty) -> Type {
        let base = match ty {
            Ty::String => return self.by_name("HSTRING"),
            Ty::Object => return pointer(self.by_name("IInspectable")),
            Ty::Named(named) => {
                let key = (source.id, *named);
                if let Some(known) = self.met.get(&key) {
                    return known.clone();
                }
                let ty = self.named(source, *named);
                self.met.insert(key, ty.clone());
                return ty;
            }
            Ty::Pointer { to, is_const } => {
                return Type::Pointer {
                    to: Box::new(self.ty(source, to)),
                    is_const: *is_const,
                };
            }
            Ty::ByRef(to) | Ty::Vector(to) => return pointer(self.ty(source, to)),
            Ty::Array(of, length) => {
                return Type::array(self.ty(source, of), Some(u64::from(*length)));
            }
            Ty::Generic(named, arguments) if self.with_instances => {
                return self.instance(source, *named, arguments);
            }
            Ty::Generic(named, arguments) => {
                let arguments = arguments.iter().map(|it| self.ty(source, it)).collect();
                let id = self.reference(source, *named);
                return pointer(Type::Parameterized(id, Box::new(arguments)));
            }
            Ty::Var(number) => match self.arguments.get(*number as usize) {
                Some(argument) => return argument.ty.clone(),
                // The type that has the parameter is opaque without arguments.
                None => Base::Void,
            },
            _ => ty.base().unwrap_or(Base::Void),
        };
        Type::Base(base)
    }

    /// A type that the metadata and the model both have under this name.
    fn by_name(&mut self, name: &str) -> Type {
        let id = self.names.known("", name).or_else(|| {
            let definition = self.metadata.find(name)?;
            let known = self.names.known(definition.namespace(), name);
            Some(known.unwrap_or_else(|| self.declare(name, definition)))
        });
        Type::Named(id.unwrap_or_else(|| self.opaque("", name, OpaqueKind::Struct)))
    }

    /// Returns the type of a reference. A reference to an interface or to a runtime class is a pointer to
    /// it. A comparison has the class as its default interface.
    fn named(&mut self, source: &'m Source, named: Named) -> Type {
        let (namespace, name) = names_of(source, named);
        if let Some(base) = base(name) {
            return Type::Base(base);
        }
        if (namespace, name) == ("System", "Guid") {
            return self.by_name("GUID");
        }
        if !self.with_instances
            && self.names.known(namespace, idl_name(name)).is_none()
            && let Some((source, ty)) = self.default_interface(source, named)
        {
            return self.ty(source, &ty);
        }
        let id = self.reference(source, named);
        let ty = Type::Named(id);
        if named.class && self.is_interface(id, source, named) {
            pointer(ty)
        } else {
            ty
        }
    }

    /// Whether the item is an interface, or will be one when it is filled.
    fn is_interface(&self, id: ItemId, source: &'m Source, named: Named) -> bool {
        match self.model.item(id).kind {
            ItemKind::Interface(_)
            | ItemKind::Coclass(_)
            | ItemKind::Opaque(OpaqueKind::Interface) => true,
            // It may be another's, who fills it later.
            ItemKind::Opaque(_) => self
                .definition(source, named)
                .is_some_and(|(source, row)| TypeDef::new(&source.file, row).is_object()),
            _ => false,
        }
    }

    /// Returns the interface as which an object of a runtime class is passed.
    fn default_interface(&self, source: &'m Source, named: Named) -> Option<(&'m Source, Ty)> {
        if !named.class {
            return None;
        }
        let (source, row) = self.definition(source, named)?;
        let def = TypeDef::new(&source.file, row);
        def.default_interface().map(|ty| (source, ty))
    }

    /// Finds the definition of a type. A full name is one type everywhere: if several files have it, the
    /// first counts.
    fn definition(&self, source: &'m Source, named: Named) -> Option<(&'m Source, u32)> {
        let (namespace, name) = names_of(source, named);
        self.metadata.find_qualified(namespace, name)
    }

    /// The item of a type that isn't nested in another.
    fn reference(&mut self, source: &'m Source, named: Named) -> ItemId {
        let (namespace, name) = names_of(source, named);
        let idl = idl_name(name);
        if let Some(id) = self.names.known(namespace, idl) {
            return id;
        }
        if let Some((source, row)) = self.definition(source, named) {
            return self.declare(idl, Definition::Type(source, row));
        }
        let kind = if named.class {
            OpaqueKind::Interface
        } else {
            OpaqueKind::Struct
        };
        self.opaque(namespace, idl, kind)
    }

    /// Returns the item of a type that is referred to and defined nowhere.
    fn opaque(&mut self, namespace: &str, name: &str, kind: OpaqueKind) -> ItemId {
        let nowhere = Origin::Metadata {
            namespace: SmolStr::default(),
            file: None,
        };
        let id = self.placeholder(name, None, nowhere, kind);
        self.names.insert(namespace, name, id);
        id
    }
}

/// Returns the type that a typedef names.
fn target_of(def: TypeDef<'_>) -> Option<Ty> {
    def.fields().next().and_then(Field::ty)
}

/// Whether a 64-bit typedef has 32 bits on x86: it is as wide as a pointer.
fn is_narrow_on_x86(source: &Source, def: TypeDef<'_>) -> bool {
    source
        .file
        .find_types(def.namespace(), def.name())
        .filter(|row| *row != def.0.row)
        .any(|row| {
            let other = target_of(TypeDef::new(&source.file, row));
            matches!(other, Some(Ty::I32 | Ty::U32))
        })
}

/// An enumeration: literal fields beside the one that tells the underlying type.
fn enumeration(def: TypeDef<'_>) -> ItemKind {
    let mut repr = Base::Int;
    let mut values = Vec::new();
    for field in def.fields() {
        if !field.is_literal() {
            repr = match field.ty() {
                Some(Ty::U32) => Base::UInt,
                Some(Ty::I8) => Base::SChar,
                Some(Ty::U8) => Base::UChar,
                Some(Ty::I16) => Base::Short,
                Some(Ty::U16) => Base::UShort,
                Some(Ty::I64) => Base::Hyper,
                Some(Ty::U64) => Base::UHyper,
                _ => Base::Int,
            };
        } else if let Some(value) = field.constant().as_ref().and_then(integer) {
            values.push(Enumerator {
                name: field.name().into(),
                value,
                span: Span::NONE,
            });
        }
    }
    ItemKind::Enum(Enum {
        values,
        repr,
        v1_enum: false,
        flags: def.0.has_attribute("FlagsAttribute"),
    })
}
