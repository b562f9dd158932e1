//! Relocates the names and places in a syntax tree.

use super::{
    Apicontract, Argument, Attribute, AttributeType, Attributes, Coclass, Declaration, Declarator,
    DeclaratorDetails, DeclareGuid, Define, Delegate, Derivation, Dimension, Dispinterface, Enum,
    Enumerator, Expression, ExpressionKind, Few, Interface, Library, Members, Module, Name,
    Namespace, Parameter, Parameters, Qualified, Quote, Record, Specifier, SpecifierKind, Switch,
    TypeName, Variable,
};
use crate::relocate::{Relocate, Relocation};

/// Relocates each field that contains a name or a place. The others are listed behind `;`, so that
/// none is forgotten.
macro_rules! structs {
    ($($name:ident { $($field:ident),* $(; $($other:ident),*)? })*) => {
        $(impl Relocate for $name {
            fn relocate(&mut self, to: &Relocation) {
                let Self { $($field,)* $($($other: _,)*)? } = self;
                $($field.relocate(to);)*
            }
        })*
    };
}

structs! {
    Name { text, span }
    Quote { defines; hides }
    Define { name, parameters, value }
    DeclareGuid { name; guid }
    Attributes { list }
    Expression { kind, span }
    TypeName { specifier, declarator }
    Specifier { kind, align, span; is_const }
    Qualified { path, arguments }
    Record { tag, switch, fields, attributes, align, span; is_union, pack }
    Switch { specifier, name, union_name }
    Enum { tag, values, span }
    Enumerator { name, value }
    Variable { attributes, specifier, declarators, span; storage }
    Declarator { name, derivations, details, span }
    DeclaratorDetails { bits, value; is_const }
    Parameters { list; variadic, is_cdecl }
    Parameter { attributes, specifier, declarator, span }
    Interface { attributes, name, generics, base, requires, body }
    Dispinterface { attributes, name, properties, methods, interface }
    Coclass { attributes, name, base, interfaces; is_runtime }
    Apicontract { attributes, name }
    AttributeType { attributes, name, fields }
    Namespace { path, body }
    Library { attributes, name, body }
    Module { attributes, name, body }
    Delegate { attributes, name, generics, function }
}

impl<T: Relocate> Relocate for Members<T> {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Kept(members) => members.relocate(to),
            Self::ForOneItem(members) => members.get_mut().relocate(to),
            Self::OfAnotherThread(members) => members.relocate(to),
        }
    }
}

impl Relocate for Attribute {
    fn relocate(&mut self, to: &Relocation) {
        let Self {
            name,
            arguments,
            end,
        } = self;
        name.relocate(to);
        arguments.relocate(to);
        *end = to.position(*end);
    }
}

impl Relocate for Declaration {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Import(names) => names.relocate(to),
            Self::Importlib(name)
            | Self::InterfaceForward(name)
            | Self::CoclassForward(name)
            | Self::DelegateForward(name) => name.relocate(to),
            Self::Apicontract(contract) => contract.relocate(to),
            Self::AttributeType(attribute) => attribute.relocate(to),
            Self::CppQuote(quote) => quote.relocate(to),
            Self::Interface(interface) => interface.relocate(to),
            Self::Dispinterface(dispinterface) => dispinterface.relocate(to),
            Self::Coclass(coclass) => coclass.relocate(to),
            Self::Library(library) => library.relocate(to),
            Self::Module(module) => module.relocate(to),
            Self::Namespace(namespace) => namespace.relocate(to),
            Self::Delegate(delegate) => delegate.relocate(to),
            Self::Declare(instances) => instances.relocate(to),
            Self::DeclareGuid(declared) => declared.relocate(to),
            Self::Variable(variable) => variable.relocate(to),
        }
    }
}

impl Relocate for Argument {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Expression(expression) => expression.relocate(to),
            Self::Type(ty) => ty.relocate(to),
            Self::Missing | Self::Uuid(_) | Self::Version(..) | Self::Other => {}
        }
    }
}

impl Relocate for ExpressionKind {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Number(text) | Self::String(text) | Self::WideString(text) | Self::Name(text) => {
                text.relocate(to);
            }
            Self::Computed(_) | Self::Character(_) | Self::Known(_) => {}
            Self::Unary(_, operand) | Self::SizeOfValue(operand) | Self::Group(operand) => {
                operand.relocate(to);
            }
            Self::Binary(_, sides) | Self::Index(sides) => sides.relocate(to),
            Self::Conditional(parts) => parts.relocate(to),
            Self::Cast(parts) => parts.relocate(to),
            Self::SizeOf(ty) => ty.relocate(to),
            Self::Member(of, name) => {
                of.relocate(to);
                name.relocate(to);
            }
            Self::Call(parts) => parts.relocate(to),
        }
    }
}

impl Relocate for SpecifierKind {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Base(_) => {}
            Self::Named(name) | Self::Interface(name) => name.relocate(to),
            Self::Qualified(name) => name.relocate(to),
            Self::Record(record) => record.relocate(to),
            Self::Enum(enumeration) => enumeration.relocate(to),
            Self::SafeArray(element) => element.relocate(to),
        }
    }
}

impl<T: Relocate> Relocate for Few<T> {
    fn relocate(&mut self, to: &Relocation) {
        self[..].relocate(to);
    }
}

impl Relocate for Derivation {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Pointer(_) => {}
            Self::Array(dimension) => dimension.relocate(to),
            Self::Function(parameters) => parameters.relocate(to),
        }
    }
}

impl Relocate for Dimension {
    fn relocate(&mut self, to: &Relocation) {
        match self {
            Self::Open => {}
            Self::Fixed(length) => length.relocate(to),
            Self::Range(bounds) => bounds.relocate(to),
        }
    }
}
