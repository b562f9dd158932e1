//! The syntax of one file: what its author wrote, before any name has a meaning.

mod relocate;

use std::ops::{Deref, DerefMut};
use std::slice;

use crate::arithmetic::{Binary, Integer, Unary};
use crate::model::{Base, Guid, Packing};
use crate::source::Span;
use crate::token::Symbol;

/// A name at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The spelling.
    pub text: Symbol,
    /// Where.
    pub span: Span,
}

/// The declarations of a file, of a library's, module's, namespace's or interface's body.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTree {
    /// In order.
    pub declarations: Vec<Declaration>,
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
    Namespace(Vec<Name>, Vec<Declaration>),
    /// `delegate HRESULT Handler<T>(…);`
    Delegate(Box<Delegate>),
    /// `apicontract Foo { }`: names a version of an API and nothing in memory.
    Apicontract(Name),
    /// `declare { interface IVector<HSTRING>; }`: the instances that are wanted.
    Declare(Vec<TypeName>),
    /// `typedef`, `const`, `struct`…, a function.
    Variable(Box<Variable>),
}

/// What a quoted line means.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// The macro that it defines.
    pub define: Option<Define>,
    /// Whether C's compiler sees nothing of what follows: it stands behind a quoted `#if 0`.
    pub hides: bool,
}

/// A macro that C's compiler sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// What stands between its parentheses, of a macro with parameters.
    pub parameters: Option<Symbol>,
    /// What it stands for.
    pub value: Symbol,
}

/// An attribute list, or several in a row: `[uuid(…), object]`.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// In order.
    pub list: Vec<Attribute>,
}

impl Attributes {
    /// The attribute with this name, if it is there.
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
    /// What stands in its parentheses.
    pub arguments: Vec<Argument>,
    /// From its name to its end.
    pub span: Span,
}

/// An argument of an attribute.
#[derive(Clone, Debug)]
pub enum Argument {
    /// Left out: `size_is(,n)`.
    Missing,
    /// An expression; a name too.
    Expression(Expression),
    /// A type: of `switch_type`, `wire_marshal`.
    Type(Box<TypeName>),
    /// A uuid.
    Uuid(Guid),
    /// `1.0` of `version`, with its parts.
    Version(u16, u16),
    /// What has no meaning here: `custom(…)`.
    Other,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A number as written.
    Number(Symbol),
    /// What numbers alone come to: `(0x80010000 + 18)`.
    Computed(Integer),
    /// `'c'` and `L'c'`: its value.
    Character(u32),
    /// Adjacent strings, joined.
    String(Symbol),
    /// Likewise, wide.
    WideString(Symbol),
    /// A name.
    Name(Symbol),
    /// `TRUE`, `FALSE`, `NULL` as 1 and 0, where no one defines them.
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
    /// `(a)`: kept, since `(T) - 1` is only known for a cast once `T` is.
    Group(Box<Expression>),
    /// `a.b`, `a->b`
    Member(Box<Expression>, Symbol),
    /// `a[b]`
    Index(Box<(Expression, Expression)>),
    /// `a(b, c)`: a macro that a `cpp_quote` defines.
    Call(Box<(Expression, Vec<Expression>)>),
}

/// A type with no name declared: in casts, `sizeof`, `SAFEARRAY(…)`, type arguments.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// The specifier.
    pub specifier: Specifier,
    /// Pointers and arrays on it.
    pub declarator: Declarator,
}

/// What stands before the declarators: a type without its pointers and arrays.
#[derive(Clone, Debug)]
pub struct Specifier {
    /// What it is.
    pub kind: SpecifierKind,
    /// `const` on it.
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
    /// Likewise in WinRT: a dotted name, one with type arguments.
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
    /// The parts of the name that it is, and its type arguments, if it is one.
    pub fn name(&self) -> Option<(&[Name], &[TypeName])> {
        match self {
            Self::Named(name) => Some((slice::from_ref(name), &[])),
            Self::Qualified(it) => Some((&it.path, &it.arguments)),
            _ => None,
        }
    }
}

/// WinRT's name of a type: `A.B<C>`.
#[derive(Clone, Debug)]
pub struct Qualified {
    /// What stands between the dots.
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
    /// Its body; none where it is only referred to.
    pub fields: Option<Vec<Variable>>,
    /// Its attributes that stand behind the keyword.
    pub attributes: Attributes,
    /// `#pragma pack` in force at its tag.
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
    /// The union's name in the struct, `tagged_union` if none.
    pub union_name: Option<Name>,
}

/// An enumeration: a reference to a tag, or a definition.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its tag.
    pub tag: Option<Name>,
    /// Its body; none where it is only referred to.
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

/// A declaration of C: what it declares is in its storage and its declarators.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The attributes before (and after) `typedef`.
    pub attributes: Attributes,
    /// What it declares.
    pub storage: Storage,
    /// The type.
    pub specifier: Specifier,
    /// The names; none where a struct or enum stands alone.
    pub declarators: Vec<Declarator>,
    /// All of it.
    pub span: Span,
}

/// What a declaration of C declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// A type's name.
    Typedef,
    /// A constant.
    Const,
    /// Fields, functions, or nothing but a type.
    Plain,
}

/// A name and what is done to the specifier's type to get its type.
#[derive(Clone, Debug)]
pub struct Declarator {
    /// The name; a parameter may have none.
    pub name: Option<Name>,
    /// From the name outward: of `*a[3]` an array, then a pointer.
    pub derivations: Derivations,
    /// `: 3`
    pub bits: Option<Box<Expression>>,
    /// `= value`
    pub value: Option<Box<Expression>>,
    /// Where.
    pub span: Span,
}

/// The steps from a type to a type made of it, one after the other. Nearly always that is one at
/// most, which takes no memory of its own.
#[derive(Clone, Debug, Default)]
pub enum Derivations {
    /// None: the type itself.
    #[default]
    None,
    /// One.
    One(Derivation),
    /// Several.
    Several(Vec<Derivation>),
}

impl Derivations {
    /// Adds a step further outward.
    pub fn push(&mut self, derivation: Derivation) {
        match self {
            Self::None => *self = Self::One(derivation),
            Self::Several(all) => all.push(derivation),
            Self::One(_) => {
                if let Self::One(first) = std::mem::take(self) {
                    *self = Self::Several(vec![first, derivation]);
                }
            }
        }
    }
}

impl Deref for Derivations {
    type Target = [Derivation];

    fn deref(&self) -> &[Derivation] {
        match self {
            Self::None => &[],
            Self::One(it) => slice::from_ref(it),
            Self::Several(all) => all,
        }
    }
}

impl DerefMut for Derivations {
    fn deref_mut(&mut self) -> &mut [Derivation] {
        match self {
            Self::None => &mut [],
            Self::One(it) => slice::from_mut(it),
            Self::Several(all) => all,
        }
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

/// What stands in an array's brackets.
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
    /// The name, if it has one, with what is around it.
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
    /// Types, constants and methods.
    pub body: Vec<Declaration>,
    /// Whether there is more in the body than methods, or a method defines a type on its way.
    pub defines: bool,
}

/// A dispinterface.
#[derive(Clone, Debug)]
pub struct Dispinterface {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `properties:`
    pub properties: Vec<Variable>,
    /// `methods:`
    pub methods: Vec<Variable>,
    /// `interface IFoo;`: the one whose members it has.
    pub interface: Option<Name>,
    /// Whether a member defines a type on its way.
    pub defines: bool,
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
    /// Its interfaces, each with attributes.
    pub interfaces: Vec<(Attributes, TypeName)>,
}

/// A library.
#[derive(Clone, Debug)]
pub struct Library {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// What stands in it.
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
    /// What it returns, and its parameters: a declaration of one function.
    pub function: Variable,
}
