//! What a compilation means: the output of `resolve`, read by `verify`, `layout`, `lower`,
//! `emit` and `inspect`.
//!
//! Every name is an [`ItemId`], every constant a value, every base an interface. Types are C's,
//! with typedef names kept, so that a reader sees `LPCWSTR` where the author wrote it;
//! [`Model::strip`] looks through them. Items that no IDL in reach defines come out of metadata
//! in the same shape, with [`Origin::Metadata`]. What is called by name has a [`SmolStr`]: there are
//! many such names, and nearly all are short enough to need no memory of their own.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub use smol_str::SmolStr;

use crate::source::Span;

/// An item of a [`Model`]: an index into [`Model::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

/// All items that the named files define, and all that those refer to.
#[derive(Clone, Debug, Default)]
pub struct Model {
    items: Vec<Item>,
}

impl Model {
    /// A model without items, that has room for so many.
    pub(crate) fn with_room_for(items: usize) -> Self {
        Self {
            items: Vec::with_capacity(items),
        }
    }

    /// Adds an item.
    pub fn push(&mut self, item: Item) -> ItemId {
        let id = ItemId(u32::try_from(self.items.len()).expect("fewer than 2^32 items"));
        self.items.push(item);
        id
    }

    /// The item `id`, which must be of this model.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// The item `id`, to be completed.
    pub fn item_mut(&mut self, id: ItemId) -> &mut Item {
        &mut self.items[id.0 as usize]
    }

    /// All items in the order in which they were met: a definition of a named file stands in the
    /// order of the file.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (ItemId(index as u32), item))
    }

    /// The items that the named files themselves define, in source order, nested ones included.
    pub fn named(&self) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        self.items()
            .filter(|(_, item)| item.origin == Origin::Named)
    }

    /// Looks through typedefs: the first type under `ty` that isn't a typedef's name.
    pub fn strip<'a>(&'a self, mut ty: &'a Type) -> &'a Type {
        while let Type::Named(id) = ty
            && let ItemKind::Typedef(typedef) = &self.item(*id).kind
        {
            ty = &typedef.ty;
        }
        ty
    }

    /// The interface `id`, if it is one.
    pub fn interface(&self, id: ItemId) -> Option<&Interface> {
        match &self.item(id).kind {
            ItemKind::Interface(interface) => Some(interface),
            _ => None,
        }
    }

    /// The interface that `ty` names, through typedefs, if it names one (not a pointer to it).
    pub fn as_interface(&self, ty: &Type) -> Option<ItemId> {
        match self.strip(ty) {
            Type::Named(id) if matches!(self.item(*id).kind, ItemKind::Interface(_)) => Some(*id),
            _ => None,
        }
    }

    /// The chain of bases of `id`, root first, `id` last.
    pub fn lineage(&self, id: ItemId) -> Vec<ItemId> {
        let mut chain = vec![id];
        while let Some(base) = self
            .interface(chain[chain.len() - 1])
            .and_then(|it| it.base)
        {
            if chain.contains(&base) {
                break;
            }
            chain.push(base);
        }
        chain.reverse();
        chain
    }

    /// The vtable of `id`, flattened, inherited slots first: who declares the method, and it.
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
    /// The public name: of `typedef struct tagA {..} A` it is `A`. A nested anonymous struct or
    /// union has its parent's name, an underscore and its number there, counted from 0 over the
    /// parent's anonymous members (`VARIANT_0`, `VARIANT_0_0`), as windows-rs has it.
    pub name: SmolStr,
    /// C's tag, where it differs from the name (`tagA`).
    pub tag: Option<SmolStr>,
    /// The namespace in which a WinRT file defines it, dotted.
    pub namespace: Option<SmolStr>,
    /// The struct or union in whose body this one stands without a name of its own.
    pub parent: Option<ItemId>,
    /// Where the name stands.
    pub span: Span,
    /// Who defines it.
    pub origin: Origin,
    /// What it is.
    pub kind: ItemKind,
}

impl Item {
    /// Returns whether this defines `SAFEARRAY`, to which `SAFEARRAY(T)` points.
    pub fn is_safearray(&self) -> bool {
        self.name == "SAFEARRAY" && matches!(self.kind, ItemKind::Record(_))
    }
}

#[cfg(test)]
impl Item {
    /// An item that stands nowhere in particular.
    pub(crate) fn new(name: &str, origin: Origin, kind: ItemKind) -> Self {
        Self {
            name: name.into(),
            tag: None,
            namespace: None,
            parent: None,
            span: Span::NONE,
            origin,
            kind,
        }
    }
}

/// Who defines an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file that the user named.
    Named,
    /// A file that was imported.
    Imported,
    /// The names that MIDL's base headers give to every IDL (`DWORD`, `LPCWSTR`, `REFIID`), which
    /// metadata doesn't keep: `prelude.idl`.
    Prelude,
    /// Metadata, in this namespace (`Windows.Win32`).
    Metadata(SmolStr),
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `interface` or `dispinterface`.
    Interface(Interface),
    /// `struct` or `union`.
    Record(Record),
    /// `enum`.
    Enum(Enum),
    /// `typedef`.
    Typedef(Typedef),
    /// `const`, or a `#define` of a value in a `cpp_quote`.
    Constant(Constant),
    /// A function of a `module`, or of an RPC interface.
    Function(Function),
    /// `coclass`.
    Coclass(Coclass),
    /// `library`.
    Library(Library),
    /// `module`.
    Module(Module),
    /// Declared, used by pointer, defined nowhere in reach.
    Opaque(OpaqueKind),
}

/// What a name that is only declared would be.
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

/// A GUID, in the order in which it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(pub u128);

impl fmt::Display for Guid {
    /// Lower case with hyphens: `97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            value >> 96,
            (value >> 80) & 0xffff,
            (value >> 64) & 0xffff,
            (value >> 48) & 0xffff,
            value & 0xffff_ffff_ffff
        )
    }
}

/// An attribute as it is written, arguments included. Nearly all are a word that IDL has, of which
/// there needn't be a copy each time.
pub type Written = Cow<'static, str>;

/// An interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interface {
    /// What kind of calls it takes.
    pub kind: InterfaceKind,
    /// `uuid`.
    pub iid: Option<Guid>,
    /// The interface that it derives from. A `dispinterface` has `IDispatch`.
    pub base: Option<ItemId>,
    /// Its own methods, in order.
    pub methods: Vec<Method>,
    /// The interface from which `async_uuid` made this one.
    pub async_of: Option<ItemId>,
    /// Of which of WinRT's parameterized interfaces it is an instance.
    pub instance: Option<Instance>,
    /// Other attributes that have a meaning for a reader (`local`, `dual`, `oleautomation`,
    /// `pointer_default(unique)`), as written.
    pub attributes: Vec<Written>,
}

/// What an instance of a parameterized interface, `IVector<HSTRING>`, is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The parameterized interface's name, after its namespace:
    /// `Windows.Foundation.Collections.IVector`.
    pub of: String,
    /// The type arguments, in order.
    pub arguments: Vec<Type>,
}

/// What kind of calls an interface takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InterfaceKind {
    /// Through a vtable.
    #[default]
    Com,
    /// Through `IDispatch::Invoke` only: a `dispinterface`.
    Dispatch,
    /// Remote procedure calls: no `object`, no vtable.
    Rpc,
}

/// A method of an interface, or a property's accessor.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The slot's name, as MIDL gives it: `get_X`, `put_X`, `putref_X` for properties.
    pub name: SmolStr,
    /// The name as it is written, where that isn't the slot's.
    pub stem: Option<SmolStr>,
    /// Which accessor, of a property.
    pub property: Option<Property>,
    /// The position in the vtable, counted from the root's first; none for a `call_as` method and
    /// for what only `Invoke` reaches.
    pub slot: Option<u32>,
    /// `id(..)`.
    pub dispid: Option<i32>,
    /// What it returns.
    pub returns: Type,
    /// Its parameters, without `this`.
    pub params: Vec<Param>,
    /// It takes further arguments (`...`).
    pub variadic: bool,
    /// The method that this one stands for on the wire: `[call_as(X)]`.
    pub call_as: Option<String>,
    /// Other attributes that have a meaning for a reader (`local`, `hidden`, `restricted`), as
    /// written.
    pub attributes: Vec<Written>,
    /// Where its name stands.
    pub span: Span,
}

impl Method {
    /// The name as it is written.
    pub fn written(&self) -> &str {
        self.stem.as_ref().unwrap_or(&self.name)
    }
}

/// Which accessor of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// `propget`.
    Get,
    /// `propput`.
    Put,
    /// `propputref`.
    PutRef,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name; a parameter without one is `arg0`, `arg1`, by its place.
    pub name: SmolStr,
    /// Its type as declared: an array stays an array here, though C passes a pointer.
    pub ty: Type,
    /// What its attribute list says.
    pub attributes: ParamAttributes,
    /// Where its name stands.
    pub span: Span,
}

/// What a parameter's attribute list says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParamAttributes {
    /// `in`.
    pub is_in: bool,
    /// `out`.
    pub is_out: bool,
    /// `retval`.
    pub retval: bool,
    /// `optional`, or a default value.
    pub optional: bool,
    /// `lcid`.
    pub lcid: bool,
    /// `ref`, `unique` or `ptr`.
    pub pointer: Option<PointerKind>,
    /// `string`.
    pub string: bool,
    /// `size_is` (or `max_is`, which is one less), from the outermost pointer inward.
    pub size_is: Counts,
    /// `length_is` (or `last_is`), likewise.
    pub length_is: Counts,
    /// The parameter, by index, that holds the IID of what this one points to.
    pub iid_is: Option<usize>,
    /// `defaultvalue`.
    pub default: Option<Box<Value>>,
    /// Each attribute as written, in order, arguments included: `size_is(celt)`. Nearly all
    /// parameters have one of a few lists, which take no memory.
    pub written: Cow<'static, [Written]>,
}

/// What kind of pointer MIDL takes it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// Never null.
    Ref,
    /// Null, or the only one to its target.
    Unique,
    /// Anything.
    Full,
}

/// A row of counts. Hardly any parameter has one, so that an empty one is to be small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "it is a third of a vector")]
pub struct Counts(Option<Box<Vec<Option<Count>>>>);

impl From<Vec<Option<Count>>> for Counts {
    fn from(counts: Vec<Option<Count>>) -> Self {
        Self((!counts.is_empty()).then(|| Box::new(counts)))
    }
}

impl FromIterator<Option<Count>> for Counts {
    fn from_iter<I: IntoIterator<Item = Option<Count>>>(counts: I) -> Self {
        Vec::from_iter(counts).into()
    }
}

impl Extend<Option<Count>> for Counts {
    fn extend<I: IntoIterator<Item = Option<Count>>>(&mut self, counts: I) {
        for count in counts {
            self.0.get_or_insert_default().push(count);
        }
    }
}

impl Deref for Counts {
    type Target = [Option<Count>];

    fn deref(&self) -> &Self::Target {
        self.0.as_ref().map_or(&[], |it| it)
    }
}

/// How many elements an array has, where that is said by another parameter or field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// Always this many.
    Const(u64),
    /// As many as the parameter or field with this index says.
    Of(usize),
    /// As many as that one points to.
    Deref(usize),
    /// Computed; as it is written.
    Expression(String),
}

/// A C type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A type that the language has.
    Base(Base),
    /// A struct, union, enum, interface or typedef.
    Named(ItemId),
    /// A pointer.
    Pointer {
        /// To what.
        to: Box<Type>,
        /// Whether that is `const`.
        is_const: bool,
    },
    /// An array.
    Array {
        /// Of what.
        element: Box<Type>,
        /// How many; none for `[]` and `[*]` (conformant).
        length: Option<u64>,
    },
    /// A function, reached by pointer.
    Function(Box<Signature>),
    /// `SAFEARRAY(T)`: a `SAFEARRAY *` whose elements are known.
    SafeArray(Box<Type>),
    /// A parameterized WinRT interface or delegate with its arguments.
    Parameterized(ItemId, Vec<Type>),
}

/// A function's type.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// What it returns.
    pub returns: Type,
    /// What it takes.
    pub params: Vec<Param>,
    /// It takes further arguments (`...`).
    pub variadic: bool,
    /// How it is called.
    pub convention: Convention,
}

/// How a function is called; all but one are the same on all but x86.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// `__stdcall`, and what says nothing.
    #[default]
    Stdcall,
    /// `__cdecl`.
    Cdecl,
}

macro_rules! bases {
    ($($(#[$doc:meta])* $name:ident $text:literal)*) => {
        /// The types that the language has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Base { $($(#[$doc])* $name),* }

        impl Base {
            /// As IDL writes it.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

bases! {
    /// `void`.
    Void "void"
    /// An unsigned byte that is true or false.
    Boolean "boolean"
    /// An unsigned byte.
    Byte "byte"
    /// A signed byte on Windows.
    Char "char"
    /// `signed char`, `__int8`.
    SChar "signed char"
    /// `unsigned char`.
    UChar "unsigned char"
    /// A UTF-16 unit.
    WChar "wchar_t"
    /// 16 bits.
    Short "short"
    /// 16 bits.
    UShort "unsigned short"
    /// 32 bits.
    Int "int"
    /// 32 bits.
    UInt "unsigned int"
    /// 32 bits on Windows.
    Long "long"
    /// 32 bits on Windows.
    ULong "unsigned long"
    /// 64 bits: `hyper`, `__int64`, `long long`.
    Hyper "hyper"
    /// 64 bits.
    UHyper "unsigned hyper"
    /// As wide as a pointer.
    IntPtr "__int3264"
    /// As wide as a pointer.
    UIntPtr "unsigned __int3264"
    /// 32 bits.
    Float "float"
    /// 64 bits.
    Double "double"
    /// 32 bits, a DCE status.
    ErrorStatus "error_status_t"
    /// A pointer.
    Handle "handle_t"
}

/// The size of a base type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseSize {
    /// So many bytes on every target.
    Bytes(u8),
    /// As many bytes as a pointer has.
    Pointer,
}

impl Base {
    /// Returns the size that Microsoft's compiler gives the type; none for `void`.
    pub fn size(self) -> Option<BaseSize> {
        Some(match self {
            Self::Void => return None,
            Self::Boolean | Self::Byte | Self::Char | Self::SChar | Self::UChar => {
                BaseSize::Bytes(1)
            }
            Self::WChar | Self::Short | Self::UShort => BaseSize::Bytes(2),
            Self::Int | Self::UInt | Self::Long | Self::ULong | Self::ErrorStatus | Self::Float => {
                BaseSize::Bytes(4)
            }
            Self::Hyper | Self::UHyper | Self::Double => BaseSize::Bytes(8),
            Self::IntPtr | Self::UIntPtr | Self::Handle => BaseSize::Pointer,
        })
    }
}

/// A struct or a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// A union: its fields share their place. An encapsulated union is a struct of the switch
    /// and a nested union.
    pub is_union: bool,
    /// Its fields in order.
    pub fields: Vec<Field>,
    /// `#pragma pack`'s value in force.
    pub pack: Packing,
    /// `__declspec(align(N))`, in bytes.
    pub align: Option<u32>,
}

/// How wide a pointer is: all in which one target of Windows lays data out differently from
/// another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerWidth {
    /// 64 bits: x86-64 and ARM64.
    Bits64,
    /// 32 bits: x86.
    Bits32,
}

impl PointerWidth {
    /// Both widths, the wide one first.
    pub const ALL: [Self; 2] = [Self::Bits64, Self::Bits32];

    /// Returns the size of a pointer in bytes.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Bits64 => 8,
            Self::Bits32 => 4,
        }
    }
}

/// The largest alignment of a struct's fields that `#pragma pack` allows, in bytes; none for the
/// natural one. OLE DB packs for 32 bits alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// Where pointers have 64 bits.
    pub wide: Option<u32>,
    /// Where they have 32.
    pub narrow: Option<u32>,
}

impl Packing {
    /// Returns the value where pointers have this width.
    pub fn at(self, width: PointerWidth) -> Option<u32> {
        match width {
            PointerWidth::Bits64 => self.wide,
            PointerWidth::Bits32 => self.narrow,
        }
    }
}

impl From<Option<u32>> for Packing {
    /// The same for both.
    fn from(pack: Option<u32>) -> Self {
        Self {
            wide: pack,
            narrow: pack,
        }
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name; none for an anonymous struct or union.
    pub name: Option<SmolStr>,
    /// Its type.
    pub ty: Type,
    /// The width of a bit field.
    pub bits: Option<u32>,
    /// `size_is`, likewise a parameter's.
    pub size_is: Vec<Option<Count>>,
    /// `__declspec(align(N))`, in bytes.
    pub align: Option<u32>,
    /// Each attribute as written, in order: `case(1)`, `unique`.
    pub written: Vec<Written>,
    /// Where its name stands.
    pub span: Span,
}

/// An enumeration: 32 bits in memory always (`v1_enum` changes the wire alone).
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Its values in order.
    pub values: Vec<Enumerator>,
    /// The underlying type: [`Base::Int`], or [`Base::UInt`] where metadata or WinRT says so.
    pub repr: Base,
    /// `v1_enum`.
    pub v1_enum: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumerator {
    /// Its name.
    pub name: SmolStr,
    /// What it stands for.
    pub value: i64,
    /// Where its name stands.
    pub span: Span,
}

/// A typedef.
#[derive(Clone, Debug, PartialEq)]
pub struct Typedef {
    /// What it names.
    pub ty: Type,
    /// `string`, `unique`, `context_handle` and so on, as written.
    pub attributes: Vec<Written>,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Its type.
    pub ty: Type,
    /// Its value.
    pub value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer, within the range of its type.
    Int(i128),
    /// A floating-point number.
    Float(f64),
    /// `"…"`.
    String(String),
    /// `L"…"`.
    WideString(String),
    /// A GUID.
    Guid(Guid),
}

/// A function of a module or of an RPC interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its type.
    pub signature: Signature,
    /// `entry(..)`, where it differs from the name.
    pub entry: Option<String>,
    /// The file that exports it (`dllname` of its module).
    pub dll: Option<String>,
}

/// A coclass.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coclass {
    /// `uuid`.
    pub clsid: Option<Guid>,
    /// The interfaces in its body, in order.
    pub interfaces: Vec<CoclassInterface>,
}

/// An interface in a coclass's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoclassInterface {
    /// Which.
    pub interface: ItemId,
    /// `default`.
    pub is_default: bool,
    /// `source`: the coclass calls it.
    pub source: bool,
}

/// A library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// `uuid`.
    pub uuid: Option<Guid>,
    /// `version(major.minor)`.
    pub version: Option<(u16, u16)>,
    /// `helpstring`.
    pub help: Option<String>,
}

/// A module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// `dllname`.
    pub dll: Option<String>,
}
