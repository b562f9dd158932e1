//! The syntax tree of one file, in which no name has a meaning yet.

mod relocate;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::slice;

use crate::arithmetic::{Binary, Integer, Unary};
use crate::model::{Base, Guid, Packing};
use crate::source::Span;
use crate::token::Symbol;

/// A name and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: Symbol,
    /// Where.
    pub span: Span,
}

/// The declarations of a file.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTree {
    /// In order.
    pub declarations: Vec<Declaration>,
    /// The names of the attributes that MIDL doesn't have, wherever they stand. An `attribute` of some
    /// file, or of metadata, may declare them.
    pub custom_attributes: Vec<Name>,
}

/// One declaration.
#[derive(Clone, Debug)]
pub enum Declaration {
    /// `import "a.idl", "b.idl";`
    Import(Vec<Name>),
    /// `importlib("stdole2.tlb");`
    Importlib(Name),
    /// `cpp_quote("…")`
    CppQuote(Quote),
    /// `interface IFoo : IBar { … }`
    Interface(Box<Interface>),
    /// `interface IFoo;`, `dispinterface DFoo;`
    InterfaceForward(Name),
    /// `dispinterface DFoo { … }`
    Dispinterface(Box<Dispinterface>),
    /// `coclass Foo { … }`, `runtimeclass Foo { … }`
    Coclass(Box<Coclass>),
    /// `runtimeclass Foo;`, `coclass Foo;`
    CoclassForward(Name),
    /// `library Foo { … }`
    Library(Box<Library>),
    /// `module Foo { … }`
    Module(Box<Module>),
    /// `namespace A.B { … }`
    Namespace(Box<Namespace>),
    /// `delegate HRESULT Handler<T>(…);`
    Delegate(Box<Delegate>),
    /// `delegate Handler;`
    DelegateForward(Name),
    /// `apicontract Foo { }`: names a version of an API, and has no representation.
    Apicontract(Box<Apicontract>),
    /// `attribute FooAttribute { … }`: an attribute of WinRT, which has no representation.
    AttributeType(Box<AttributeType>),
    /// `declare { interface IVector<HSTRING>; }`: the instances that the file uses.
    Declare(Vec<TypeName>),
    /// `declare_guid(CLSID_Foo, …);`
    DeclareGuid(Box<DeclareGuid>),
    /// `typedef`, `const`, `struct`…, a function.
    Variable(Box<Variable>),
}

/// The meaning of a `cpp_quote`.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The macros that its lines define.
    pub defines: Vec<Define>,
    /// Whether the following declarations stand behind a quoted `#if 0`, so that C's compiler
    /// doesn't see them.
    pub hides: bool,
}

/// A quoted macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// The text between the parentheses, if the macro has parameters.
    pub parameters: Option<Symbol>,
    /// The text that it stands for.
    pub value: Symbol,
}

/// A GUID with a name.
#[derive(Clone, Copy, Debug)]
pub struct DeclareGuid {
    /// The name.
    pub name: Name,
    /// The GUID.
    pub guid: Guid,
}

/// An attribute list, or several one after the other: `[uuid(…), object]`.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// In order.
    pub list: Box<[Attribute]>,
}

impl Attributes {
    /// Adds attributes of a further list. Nearly always there are none.
    pub fn extend(&mut self, further: impl IntoIterator<Item = Attribute>) {
        let mut further = further.into_iter().peekable();
        if further.peek().is_some() {
            let list = std::mem::take(&mut self.list);
            self.list = list.into_iter().chain(further).collect();
        }
    }

    /// Returns the attribute with this name, if it is there.
    pub fn get(&self, name: Symbol) -> Option<&Attribute> {
        self.list
            .iter()
            .find(|attribute| attribute.name.text == name)
    }

    /// Whether the attribute with this name is there.
    pub fn has(&self, name: Symbol) -> bool {
        self.get(name).is_some()
    }
}

/// One attribute with its arguments.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// The arguments in its parentheses.
    pub arguments: Box<[Argument]>,
    /// The position of its end, in the expansion of its name.
    pub end: u32,
}

impl Attribute {
    /// Returns the place from its name to its end.
    pub fn span(&self) -> Span {
        Span {
            hi: self.end,
            ..self.name.span
        }
    }
}

/// An argument of an attribute.
#[derive(Clone, Debug)]
pub enum Argument {
    /// Left out: `size_is(,n)`.
    Missing,
    /// An expression. A name is one, too.
    Expression(Expression),
    /// A type: of `switch_type`, `wire_marshal`.
    Type(Box<TypeName>),
    /// A uuid.
    Uuid(Guid),
    /// `1.0` of `version`: its two parts.
    Version(u16, u16),
    /// Anything that has no meaning to the compiler: `custom(…)`.
    Other,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The kind.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A number as written.
    Number(Symbol),
    /// The value of an expression of numbers alone: `(0x80010000 + 18)`.
    Computed(Integer),
    /// `'c'` and `L'c'`: the value.
    Character(u32),
    /// Adjacent strings, joined.
    String(Symbol),
    /// Adjacent wide strings, joined.
    WideString(Symbol),
    /// A name.
    Name(Symbol),
    /// `TRUE`, `FALSE` and `NULL` as 1 and 0, where no macro defines them.
    Known(i64),
    /// A prefix operator.
    Unary(Unary, Box<Expression>),
    /// An infix operator.
    Binary(Binary, Box<(Expression, Expression)>),
    /// `a ? b : c`
    Conditional(Box<(Expression, Expression, Expression)>),
    /// `(T) a`
    Cast(Box<(TypeName, Expression)>),
    /// `sizeof(T)`
    SizeOf(Box<TypeName>),
    /// `sizeof(x)`, `sizeof x` of an expression.
    SizeOfValue(Box<Expression>),
    /// `(a)`. It is kept because `(T) - 1` is a cast if `T` turns out to be a type.
    Group(Box<Expression>),
    /// `a.b`, `a->b`
    Member(Box<Expression>, Symbol),
    /// `a[b]`
    Index(Box<(Expression, Expression)>),
    /// `a(b, c)`: a call of a macro that a `cpp_quote` defines.
    Call(Box<(Expression, Vec<Expression>)>),
}

/// A type that declares no name: in casts, `sizeof`, `SAFEARRAY(…)`, type arguments.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// The specifier.
    pub specifier: Specifier,
    /// Pointers and arrays on it.
    pub declarator: Declarator,
}

/// The words before the declarators: a type without its pointers and arrays.
#[derive(Clone, Debug)]
pub struct Specifier {
    /// The kind.
    pub kind: SpecifierKind,
    /// Whether it is `const`.
    pub is_const: bool,
    /// `__declspec(align(…))` beside it.
    pub align: Option<Box<Expression>>,
    /// Where.
    pub span: Span,
}

/// The kinds of type specifier.
#[derive(Clone, Debug)]
pub enum SpecifierKind {
    /// A type of the language.
    Base(Base),
    /// A name.
    Named(Name),
    /// A name in WinRT that has dots or type arguments.
    Qualified(Box<Qualified>),
    /// `interface IFoo`
    Interface(Name),
    /// `struct`, `union`
    Record(Box<Record>),
    /// `enum`
    Enum(Box<Enum>),
    /// `SAFEARRAY(T)`
    SafeArray(Box<TypeName>),
}

impl SpecifierKind {
    /// Returns the parts of the name and its type arguments, if this is a name.
    pub fn name(&self) -> Option<(&[Name], &[TypeName])> {
        match self {
            Self::Named(name) => Some((slice::from_ref(name), &[])),
            Self::Qualified(name) => Some((&name.path, &name.arguments)),
            _ => None,
        }
    }
}

/// WinRT's name of a type: `A.B<C>`.
#[derive(Clone, Debug)]
pub struct Qualified {
    /// The parts between the dots.
    pub path: Vec<Name>,
    /// `<A, B>`
    pub arguments: Vec<TypeName>,
}

/// A struct or union: a reference to a tag, or a definition.
#[derive(Clone, Debug)]
pub struct Record {
    /// `union`.
    pub is_union: bool,
    /// Its tag.
    pub tag: Option<Name>,
    /// `union tag switch (long which) name { … }`
    pub switch: Option<Switch>,
    /// The body. There is none in a mere reference.
    pub fields: Option<Vec<Variable>>,
    /// The attributes behind the keyword.
    pub attributes: Attributes,
    /// The `#pragma pack` that holds at its tag.
    pub pack: Packing,
    /// `__declspec(align(…))` between the keyword and the tag.
    pub align: Option<Expression>,
    /// The keyword and the tag.
    pub span: Span,
}

/// The switch of an encapsulated union.
#[derive(Clone, Debug)]
pub struct Switch {
    /// Its type.
    pub specifier: Specifier,
    /// Its name.
    pub name: Name,
    /// The union's name in the struct. Without one, the name is `tagged_union`.
    pub union_name: Option<Name>,
}

/// An enumeration: a reference to a tag, or a definition.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its tag.
    pub tag: Option<Name>,
    /// The body. There is none in a mere reference.
    pub values: Option<Vec<Enumerator>>,
    /// The keyword and the tag.
    pub span: Span,
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct Enumerator {
    /// Its name.
    pub name: Name,
    /// `= value`
    pub value: Option<Expression>,
}

/// A declaration of C. Its storage and its declarators tell what it declares.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The attributes before (and after) `typedef`.
    pub attributes: Attributes,
    /// The sort of declaration.
    pub storage: Storage,
    /// The type.
    pub specifier: Specifier,
    /// The names. There are none where a struct or enum stands alone.
    pub declarators: Few<Declarator>,
    /// All of it.
    pub span: Span,
}

/// The sorts of C's declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// A type's name.
    Typedef,
    /// A constant.
    Const,
    /// Fields, functions, or a type alone.
    Plain,
}

/// A name and the steps from the specifier's type to the type of the name.
#[derive(Clone, Debug)]
pub struct Declarator {
    /// The name. A parameter may have none.
    pub name: Option<Name>,
    /// The steps from the name outward: `*a[3]` has an array, then a pointer.
    pub derivations: Few<Derivation>,
    /// What few declarators have.
    pub details: Option<Box<DeclaratorDetails>>,
    /// Where.
    pub span: Span,
}

/// The parts that few declarators have.
#[derive(Clone, Debug, Default)]
pub struct DeclaratorDetails {
    /// Whether `const` stands before it, behind another one: in `T *a, const *b`, `b` is a pointer
    /// to a `const T`, and `a` is not.
    pub is_const: bool,
    /// `: 3`
    pub bits: Option<Expression>,
    /// `= value`
    pub value: Option<Expression>,
}

impl Declarator {
    /// Returns a declarator that is at most a name.
    pub fn bare(name: Option<Name>, span: Span) -> Self {
        Self {
            name,
            derivations: Few::None,
            details: None,
            span,
        }
    }

    /// Whether `const` stands before it, behind another declarator.
    pub fn is_const(&self) -> bool {
        self.details.as_ref().is_some_and(|it| it.is_const)
    }

    /// Returns the width of a bit field.
    pub fn bits(&self) -> Option<&Expression> {
        self.details.as_ref().and_then(|it| it.bits.as_ref())
    }

    /// Returns the value behind `=`.
    pub fn value(&self) -> Option<&Expression> {
        self.details.as_ref().and_then(|it| it.value.as_ref())
    }

    /// Returns the details for a change.
    pub fn details_mut(&mut self) -> &mut DeclaratorDetails {
        self.details.get_or_insert_default()
    }
}

/// A list of which nearly all have one element at most, which needs no memory of its own.
#[derive(Clone, Debug, Default)]
pub enum Few<T> {
    /// Empty.
    #[default]
    None,
    /// One.
    One(T),
    /// Several.
    #[expect(clippy::box_collection, reason = "it keeps lists of one small")]
    Several(Box<Vec<T>>),
}

impl<T> Few<T> {
    /// Adds an element at the end.
    pub fn push(&mut self, element: T) {
        *self = match std::mem::take(self) {
            Self::None => Self::One(element),
            Self::One(first) => Self::Several(Box::new(vec![first, element])),
            Self::Several(mut all) => {
                all.push(element);
                Self::Several(all)
            }
        };
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(element) => slice::from_ref(element),
            Self::Several(all) => all,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::One(element) => slice::from_mut(element),
            Self::Several(all) => all,
        }
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One step from a type to a type made of it.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// `*`, and whether the pointer itself is `const`.
    Pointer(bool),
    /// `[n]`
    Array(Dimension),
    /// `(…)`
    Function(Box<Parameters>),
}

/// The length in an array's brackets.
#[derive(Clone, Debug)]
pub enum Dimension {
    /// `[]`, `[*]`
    Open,
    /// `[n]`
    Fixed(Box<Expression>),
    /// `[lower .. upper]`
    Range(Box<(Expression, Expression)>),
}

/// A function's parameters.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// In order. `(void)` is none.
    pub list: Vec<Parameter>,
    /// `...` at the end.
    pub variadic: bool,
    /// `__cdecl` and its like.
    pub is_cdecl: bool,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The attributes before its type, and those before its declarator.
    pub attributes: Attributes,
    /// The type.
    pub specifier: Specifier,
    /// The declarator, whose name may be missing.
    pub declarator: Declarator,
    /// All of it.
    pub span: Span,
}

/// An interface.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `<T, U>`
    pub generics: Vec<Name>,
    /// `: IBase`
    pub base: Option<TypeName>,
    /// `requires IOther`
    pub requires: Vec<TypeName>,
    /// Types, constants and methods. Methods alone are for one item, unless one of them defines a
    /// type within its own declaration.
    pub body: Members<Declaration>,
}

/// The members of an interface or a dispinterface.
///
/// They are most of all syntax. The resolver frees those that it needs no longer, so that the model
/// takes their place in memory.
#[derive(Clone, Debug)]
pub enum Members<T> {
    /// Members that are needed as long as the syntax tree: something refers to a definition among
    /// them, or several items are made of them.
    Kept(Vec<T>),
    /// Members of which one item is made. Nothing else needs them.
    ForOneItem(RefCell<Vec<T>>),
    /// The same, of a file that another thread has parsed. They stay: the allocator keeps the memory of
    /// threads apart, so that the model couldn't take their place, and the thread that now has that
    /// memory would wait for who frees them.
    OfAnotherThread(Vec<T>),
}

impl<T: Clone> Members<T> {
    /// Returns the members for the item that is made of them, which takes them where it is the only
    /// one.
    pub fn take(&self) -> Cow<'_, [T]> {
        match self {
            Self::Kept(members) => Cow::Borrowed(members),
            Self::ForOneItem(members) => Cow::Owned(members.take()),
            Self::OfAnotherThread(members) => Cow::Borrowed(members),
        }
    }

    /// Notes that the thread that makes the items isn't this one.
    pub fn leave_to_another_thread(&mut self) {
        if let Self::ForOneItem(members) = self {
            *self = Self::OfAnotherThread(members.take());
        }
    }

    /// Calls `look` with the members that nothing has taken yet.
    pub fn look(&self, look: impl FnOnce(&[T])) {
        match self {
            Self::Kept(members) | Self::OfAnotherThread(members) => look(members),
            Self::ForOneItem(members) => look(&members.borrow()),
        }
    }

    /// Returns the members, if they are kept.
    pub fn kept(&self) -> &[T] {
        match self {
            Self::Kept(members) => members,
            Self::ForOneItem(_) | Self::OfAnotherThread(_) => &[],
        }
    }
}

/// A dispinterface.
#[derive(Clone, Debug)]
pub struct Dispinterface {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `properties:`
    pub properties: Members<Variable>,
    /// `methods:`
    pub methods: Members<Variable>,
    /// `interface IFoo;`: the interface whose members it has.
    pub interface: Option<Name>,
}

/// A coclass or a runtime class.
#[derive(Clone, Debug)]
pub struct Coclass {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `runtimeclass`
    pub is_runtime: bool,
    /// `: Ns.Base`: the class of which this one is composed.
    pub base: Option<TypeName>,
    /// Its interfaces, each with attributes.
    pub interfaces: Vec<(Attributes, TypeName)>,
}

/// A version of an API.
#[derive(Clone, Debug)]
pub struct Apicontract {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
}

/// An attribute that a file declares.
#[derive(Clone, Debug)]
pub struct AttributeType {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// What can be said in it, in the order of its arguments.
    pub fields: Vec<Variable>,
}

/// A namespace of WinRT.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// The parts of its name between the dots.
    pub path: Vec<Name>,
    /// Its declarations.
    pub body: Vec<Declaration>,
}

/// A library.
#[derive(Clone, Debug)]
pub struct Library {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// Its declarations.
    pub body: Vec<Declaration>,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// Functions and constants.
    pub body: Vec<Declaration>,
}

/// A WinRT delegate.
#[derive(Clone, Debug)]
pub struct Delegate {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `<T, U>`
    pub generics: Vec<Name>,
    /// A declaration of one function, which has its return type and its parameters.
    pub function: Variable,
}
