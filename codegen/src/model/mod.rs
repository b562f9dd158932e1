//! The meaning of a compilation: the output of `resolve`, which all stages after it read.
//!
//! Every name is an [`ItemId`], every constant a value, every base an interface. Types are C's,
//! with typedef names kept, so that a reader sees `LPCWSTR` where the author wrote it;
//! [`Model::strip`] looks through them. Items that no IDL file defines come from metadata in the
//! same shape, with [`Origin::Metadata`]. Names are [`SmolStr`]s: there are many of them, and
//! nearly all are short enough to need no memory of their own.

mod attribute;
mod attribute_type;
mod coclass;
mod constant;
mod contract;
mod enumeration;
mod function;
mod guid;
mod interface;
mod library;
mod module;
mod parameter;
mod parameterized;
mod record;
mod ty;
mod typedef;

pub(crate) use attribute::{Attribute, AttributeArgument};
pub(crate) use attribute_type::{AttributeField, AttributeFieldType, AttributeType};
pub(crate) use coclass::{Coclass, CoclassInterface};
pub(crate) use constant::ForeignConstant;
pub use constant::{Constant, Value};
pub(crate) use contract::Contract;
pub use enumeration::Enum;
pub(crate) use enumeration::Enumerator;
pub(crate) use function::Function;
pub use guid::Guid;
pub(crate) use interface::{Instance, Property};
pub use interface::{Interface, InterfaceKind, Method};
pub(crate) use library::Library;
pub(crate) use module::Module;
pub use parameter::Param;
pub(crate) use parameter::{CommonList, Count, ParamAttributes, ParamDetails, PointerKind};
pub(crate) use parameterized::Parameterized;
pub use record::{Field, Record};
pub(crate) use record::{Packing, PointerWidth};
pub(crate) use smol_str::SmolStr;
pub(crate) use ty::{Array, BaseSize, Convention};
pub use ty::{Base, Signature, Type};
pub(crate) use typedef::Typedef;

use crate::limits::MAX_INHERITANCE;
use crate::source::Span;

/// An item of a [`Model`]: an index into [`Model::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// All items that the input files define, and all items to which those refer.
#[derive(Clone, Debug, Default)]
pub struct Model {
    items: Vec<Item>,
    constants: Vec<ForeignConstant>,
    contracts: Vec<Contract>,
    attribute_types: Vec<AttributeType>,
    parameterized: Vec<Parameterized>,
}

impl Model {
    /// Returns a model without items, with room for `items` of them.
    pub(crate) fn with_room_for(items: usize) -> Self {
        Self {
            items: Vec::with_capacity(items),
            constants: Vec::new(),
            contracts: Vec::new(),
            attribute_types: Vec::new(),
            parameterized: Vec::new(),
        }
    }

    /// Adds an item.
    ///
    /// # Panics
    ///
    /// If there are 2^32 items already.
    pub fn push(&mut self, item: Item) -> ItemId {
        let id = ItemId(u32::try_from(self.items.len()).expect("fewer than 2^32 items"));
        self.items.push(item);
        id
    }

    /// Returns the item `id`, which must be of this model.
    ///
    /// # Panics
    ///
    /// If this model has no such item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// Returns the item `id` for a change.
    ///
    /// # Panics
    ///
    /// If this model has no such item.
    pub fn item_mut(&mut self, id: ItemId) -> &mut Item {
        &mut self.items[id.0 as usize]
    }

    /// Returns all items in the order in which they were met. The definitions of an input file have
    /// the order of the file.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (ItemId(index as u32), item))
    }

    /// Returns the items that the input files themselves define, in source order, with nested ones.
    pub fn named(&self) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        self.items()
            .filter(|(_, item)| matches!(item.origin, Origin::Named))
    }

    /// Adds a constant that an input file refers to and doesn't define.
    pub(crate) fn push_constant(&mut self, constant: ForeignConstant) {
        self.constants.push(constant);
    }

    /// Returns the constants and enumerators that the input files refer to and don't define, in the
    /// order in which they were met.
    pub fn foreign_constants(&self) -> &[ForeignConstant] {
        &self.constants
    }

    /// Adds the API contracts that the files define.
    pub(crate) fn set_contracts(&mut self, contracts: Vec<Contract>) {
        self.contracts = contracts;
    }

    /// Returns the API contracts that the files define, in order.
    #[cfg(feature = "winmd")]
    pub(crate) fn contracts(&self) -> &[Contract] {
        &self.contracts
    }

    /// Adds an attribute.
    pub(crate) fn push_attribute_type(&mut self, attribute: AttributeType) {
        self.attribute_types.push(attribute);
    }

    /// Returns the attributes that the files declare, and those of metadata that the files use.
    #[cfg(feature = "winmd")]
    pub(crate) fn attribute_types(&self) -> &[AttributeType] {
        &self.attribute_types
    }

    /// Adds the definition of a parameterized type.
    pub(crate) fn push_parameterized(&mut self, definition: Parameterized) {
        self.parameterized.push(definition);
    }

    /// Returns the definitions of parameterized types: those of the input files, and those of others that
    /// have instances and that no metadata has.
    pub(crate) fn parameterized(&self) -> &[Parameterized] {
        &self.parameterized
    }

    /// Looks through typedefs, and through WinRT's classes, which stand for their default interfaces.
    /// Returns the first type under `ty` that is neither.
    pub fn strip<'a>(&'a self, mut ty: &'a Type) -> &'a Type {
        while let Type::Named(id) = ty
            && let Some(target) = self.item(*id).stands_for()
        {
            ty = target;
        }
        ty
    }

    /// Returns the interface `id`, if the item is one.
    pub fn interface(&self, id: ItemId) -> Option<&Interface> {
        match &self.item(id).kind {
            ItemKind::Interface(interface) => Some(interface),
            _ => None,
        }
    }

    /// Returns the interface that `ty` names, through typedefs, if it names one. A pointer to an
    /// interface doesn't.
    pub fn as_interface(&self, ty: &Type) -> Option<ItemId> {
        match self.strip(ty) {
            Type::Named(id) if matches!(self.item(*id).kind, ItemKind::Interface(_)) => Some(*id),
            _ => None,
        }
    }

    /// Returns the chain of bases of `id`: the root first, `id` last. Of a chain that is too long it
    /// returns the end.
    pub fn lineage(&self, id: ItemId) -> Vec<ItemId> {
        let mut chain = vec![id];
        while chain.len() <= MAX_INHERITANCE
            && let Some(base) = self
                .interface(chain[chain.len() - 1])
                .and_then(|interface| interface.base)
        {
            if chain.contains(&base) {
                break;
            }
            chain.push(base);
        }
        chain.reverse();
        chain
    }

    /// Returns the flattened vtable of `id`, inherited slots first: each method with the interface
    /// that declares it.
    pub fn slots(&self, id: ItemId) -> Vec<(ItemId, &Method)> {
        self.lineage(id)
            .into_iter()
            .flat_map(|id| {
                let methods = self.interface(id).map_or(&[][..], |it| &it.methods[..]);
                methods
                    .iter()
                    .filter(|method| method.slot.is_some())
                    .map(move |method| (id, method))
            })
            .collect()
    }
}

/// A definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The public name, `A` of `typedef struct tagA {..} A`. A nested anonymous struct or
    /// union has its parent's name, an underscore and its number there, counted from 0 over the
    /// parent's anonymous members (`VARIANT_0`, `VARIANT_0_0`), as windows-rs has it.
    pub name: SmolStr,
    /// What few items have.
    pub details: Option<Box<ItemDetails>>,
    /// The place of the name.
    pub span: Span,
    /// The kind of source that defines it.
    pub origin: Origin,
    /// Its content, by what it is.
    pub kind: ItemKind,
}

/// The parts of a definition that few definitions have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemDetails {
    /// C's tag, where it differs from the name (`tagA`).
    pub tag: Option<SmolStr>,
    /// The namespace in which a WinRT file defines it, dotted.
    pub namespace: Option<SmolStr>,
    /// The struct or union in whose body this one stands without a name of its own.
    pub parent: Option<ItemId>,
    /// The attributes of a WinRT class, struct or enum. Interfaces have theirs with their content.
    pub attributes: Vec<Attribute>,
}

impl ItemDetails {
    /// Returns the details of an item that stands in the body of `parent`, if there is one.
    pub fn within(parent: Option<ItemId>) -> Option<Box<Self>> {
        let within = |parent| Self {
            parent: Some(parent),
            ..Self::default()
        };
        parent.map(|parent| Box::new(within(parent)))
    }
}

impl Item {
    /// Returns C's tag, where it differs from the name.
    pub fn tag(&self) -> Option<&str> {
        self.details.as_ref()?.tag.as_deref()
    }

    /// Returns the namespace in which a WinRT file defines the item.
    pub fn namespace(&self) -> Option<&str> {
        self.details.as_ref()?.namespace.as_deref()
    }

    /// Returns the namespace that WinRT has the item in, whether a file or the built-in metadata defines
    /// it. An instance of a parameterized type is in none.
    pub fn winrt_namespace(&self) -> Option<&str> {
        let is_instance = matches!(&self.kind, ItemKind::Interface(it) if it.instance.is_some());
        match &self.origin {
            Origin::Metadata {
                namespace,
                file: Some(MetadataFile::WinRt),
            } if !is_instance => Some(namespace),
            _ => self.namespace(),
        }
    }

    /// Returns the name after its namespace in WinRT, `Windows.Foundation.Uri`, if it is in one.
    pub fn full_name(&self) -> Option<String> {
        let namespace = self.winrt_namespace()?;
        Some(format!("{namespace}.{}", self.name))
    }

    /// Returns the struct or union in whose body the item stands without a name of its own.
    pub fn parent(&self) -> Option<ItemId> {
        self.details.as_ref()?.parent
    }

    /// Returns the details for a change.
    pub fn details_mut(&mut self) -> &mut ItemDetails {
        self.details.get_or_insert_default()
    }

    /// Returns the type for which the name of the item stands, if the item has no type of its own: the
    /// type of a typedef, and the default interface of a WinRT class.
    pub fn stands_for(&self) -> Option<&Type> {
        match &self.kind {
            ItemKind::Typedef(typedef) => Some(&typedef.ty),
            ItemKind::Coclass(coclass) => coclass.stands_for.as_ref(),
            _ => None,
        }
    }

    /// Calls `visit` with each item that the definition names.
    pub fn visit_names(&self, visit: &mut impl FnMut(ItemId)) {
        match &self.kind {
            ItemKind::Interface(interface) => interface.visit_names(visit),
            ItemKind::Record(record) => {
                let fields = record.fields.iter();
                fields.for_each(|field| field.ty.visit_names(visit));
            }
            ItemKind::Typedef(typedef) => typedef.ty.visit_names(visit),
            ItemKind::Constant(constant) => constant.ty.visit_names(visit),
            ItemKind::Function(function) => function.signature.visit_names(visit),
            ItemKind::Coclass(coclass) => {
                coclass.base.iter().for_each(|base| visit(*base));
                let served = coclass.interfaces.iter();
                served.for_each(|served| visit(served.interface));
            }
            ItemKind::Enum(_)
            | ItemKind::Library(_)
            | ItemKind::Module(_)
            | ItemKind::Opaque(_) => {}
        }
    }

    /// Returns whether this is an instance of the parameterized type with this full name.
    pub(crate) fn is_instance_of(&self, full_name: &str) -> bool {
        match &self.kind {
            ItemKind::Interface(it) => it.instance.as_ref().is_some_and(|it| it.of == full_name),
            _ => false,
        }
    }

    /// Returns whether this defines `SAFEARRAY`, to which `SAFEARRAY(T)` points.
    pub fn is_safearray(&self) -> bool {
        self.name == "SAFEARRAY"
            && self.namespace().is_none()
            && matches!(self.kind, ItemKind::Record(_))
    }
}

#[cfg(test)]
impl Item {
    /// Returns an item without a place.
    pub(crate) fn new(name: &str, origin: Origin, kind: ItemKind) -> Self {
        Self {
            name: name.into(),
            details: None,
            span: Span::NONE,
            origin,
            kind,
        }
    }
}

/// The kind of source that defines an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An input file: one that the user names.
    Named,
    /// An imported file.
    Imported,
    /// `prelude.idl`: the names that MIDL's base headers give to every IDL file (`DWORD`,
    /// `LPCWSTR`, `REFIID`), which metadata doesn't keep.
    Prelude,
    /// Metadata.
    Metadata {
        /// The namespace there (`Windows.Win32`).
        namespace: SmolStr,
        /// The metadata that defines it. A type to which metadata refers and that none defines has
        /// none, and no namespace.
        file: Option<MetadataFile>,
    },
}

/// The metadata that defines an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataFile {
    /// The user's winmd of this number, counted from 0 in the order of the options.
    User(u32),
    /// The built-in Win32 metadata.
    Win32,
    /// The built-in metadata of the Windows Runtime.
    WinRt,
    /// The supplement, which is cut from older Win32 metadata.
    Supplement,
}

/// The content of an item, by what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `interface` or `dispinterface`. It is far larger than the other kinds, and most items are none.
    Interface(Box<Interface>),
    /// `struct` or `union`.
    Record(Record),
    /// `enum`.
    Enum(Enum),
    /// `typedef`.
    Typedef(Typedef),
    /// `const`, or a `#define` of a value in a `cpp_quote`.
    Constant(Constant),
    /// A function of a `module`, or of an RPC interface.
    Function(Box<Function>),
    /// `coclass`.
    Coclass(Box<Coclass>),
    /// `library`.
    Library(Box<Library>),
    /// `module`.
    Module(Module),
    /// A type that is declared and used by pointer, while neither an IDL file nor metadata defines
    /// it.
    Opaque(OpaqueKind),
}

impl From<Interface> for ItemKind {
    fn from(interface: Interface) -> Self {
        Self::Interface(Box::new(interface))
    }
}

/// The kind of a type that is only declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpaqueKind {
    /// `interface IFoo;`
    Interface,
    /// `struct foo *`.
    Struct,
    /// `union foo *`.
    Union,
    /// `enum foo`.
    Enum,
}
