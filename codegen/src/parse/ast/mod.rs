//! The syntax tree of one file, in which no name has a meaning yet.

mod attribute;
mod declarator;
mod enumeration;
mod expression;
mod interface;
mod parameter;
mod record;
mod relocate;
mod specifier;

use crate::model::Guid;
use crate::source::Span;
use crate::token::Symbol;
pub(crate) use attribute::{Argument, Attribute, Attributes};
pub(crate) use declarator::{Declarator, DeclaratorDetails, Derivation, Dimension, Few};
pub(crate) use enumeration::{Enum, Enumerator};
pub(crate) use expression::{Expression, ExpressionKind};
pub(crate) use interface::{Dispinterface, Interface, Members};
pub(crate) use parameter::{Parameter, Parameters};
pub(crate) use record::{Record, Switch};
pub(crate) use specifier::{Qualified, Specifier, SpecifierKind, TypeName};

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
    /// What can be said in it, in the order of its arguments, if the declaration has fields alone.
    pub fields: Option<Vec<Variable>>,
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
