//! Syntax out of one session into the one that took it in: its names and places are others there.

use crate::parse::ast::{
    Argument, Attribute, Attributes, Coclass, Declaration, Declarator, Define, Delegate,
    Derivation, Derivations, Dimension, Dispinterface, Enum, Enumerator, Expression,
    ExpressionKind, Interface, Library, Module, Name, Parameter, Parameters, Qualified, Quote,
    Record, Specifier, SpecifierKind, Switch, TypeName, Variable,
};
use crate::session::Moved;
use crate::source::Span;
use crate::token::Symbol;

/// What has names and places.
pub(crate) trait Transfer {
    /// Makes them those of the session that took theirs in.
    fn transfer(&mut self, to: &Moved);
}

impl Transfer for Symbol {
    fn transfer(&mut self, to: &Moved) {
        *self = to.symbol(*self);
    }
}

impl Transfer for Span {
    fn transfer(&mut self, to: &Moved) {
        *self = to.span(*self);
    }
}

impl<T: Transfer> Transfer for Option<T> {
    fn transfer(&mut self, to: &Moved) {
        if let Some(it) = self {
            it.transfer(to);
        }
    }
}

impl<T: Transfer> Transfer for [T] {
    fn transfer(&mut self, to: &Moved) {
        for it in self {
            it.transfer(to);
        }
    }
}

impl<T: Transfer> Transfer for Vec<T> {
    fn transfer(&mut self, to: &Moved) {
        self[..].transfer(to);
    }
}

impl<T: Transfer> Transfer for Box<T> {
    fn transfer(&mut self, to: &Moved) {
        (**self).transfer(to);
    }
}

impl<A: Transfer, B: Transfer> Transfer for (A, B) {
    fn transfer(&mut self, to: &Moved) {
        self.0.transfer(to);
        self.1.transfer(to);
    }
}

impl<A: Transfer, B: Transfer, C: Transfer> Transfer for (A, B, C) {
    fn transfer(&mut self, to: &Moved) {
        self.0.transfer(to);
        self.1.transfer(to);
        self.2.transfer(to);
    }
}

/// Each field that has a name or a place is transferred, the others are listed: none is forgotten.
macro_rules! structs {
    ($($name:ident { $($field:ident),* $(; $($other:ident),*)? })*) => {
        $(impl Transfer for $name {
            fn transfer(&mut self, to: &Moved) {
                let Self { $($field,)* $($($other: _,)*)? } = self;
                $($field.transfer(to);)*
            }
        })*
    };
}

structs! {
    Name { text, span }
    Quote { define; hides }
    Define { name, parameters, value }
    Attributes { list }
    Attribute { name, arguments, span }
    Expression { kind, span }
    TypeName { specifier, declarator }
    Specifier { kind, align, span; is_const }
    Qualified { path, arguments }
    Record { tag, switch, fields, attributes, align, span; is_union, pack }
    Switch { specifier, name, union_name }
    Enum { tag, values, span }
    Enumerator { name, value }
    Variable { attributes, specifier, declarators, span; storage }
    Declarator { name, derivations, bits, value, span }
    Parameters { list; variadic, is_cdecl }
    Parameter { attributes, specifier, declarator, span }
    Interface { attributes, name, generics, base, requires, body; defines }
    Dispinterface { attributes, name, properties, methods, interface; defines }
    Coclass { attributes, name, interfaces; is_runtime }
    Library { attributes, name, body }
    Module { attributes, name, body }
    Delegate { attributes, name, generics, function }
}

impl Transfer for Declaration {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Import(names) => names.transfer(to),
            Self::Importlib(name)
            | Self::InterfaceForward(name)
            | Self::CoclassForward(name)
            | Self::Apicontract(name) => name.transfer(to),
            Self::CppQuote(quote) => quote.transfer(to),
            Self::Interface(it) => it.transfer(to),
            Self::Dispinterface(it) => it.transfer(to),
            Self::Coclass(it) => it.transfer(to),
            Self::Library(it) => it.transfer(to),
            Self::Module(it) => it.transfer(to),
            Self::Namespace(path, body) => {
                path.transfer(to);
                body.transfer(to);
            }
            Self::Delegate(it) => it.transfer(to),
            Self::Declare(instances) => instances.transfer(to),
            Self::Variable(it) => it.transfer(to),
        }
    }
}

impl Transfer for Argument {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Expression(it) => it.transfer(to),
            Self::Type(it) => it.transfer(to),
            Self::Missing | Self::Uuid(_) | Self::Version(..) | Self::Other => {}
        }
    }
}

impl Transfer for ExpressionKind {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Number(text) | Self::String(text) | Self::WideString(text) | Self::Name(text) => {
                text.transfer(to);
            }
            Self::Computed(_) | Self::Character(_) | Self::Known(_) => {}
            Self::Unary(_, operand) | Self::SizeOfValue(operand) | Self::Group(operand) => {
                operand.transfer(to);
            }
            Self::Binary(_, sides) | Self::Index(sides) => sides.transfer(to),
            Self::Conditional(parts) => parts.transfer(to),
            Self::Cast(parts) => parts.transfer(to),
            Self::SizeOf(ty) => ty.transfer(to),
            Self::Member(of, name) => {
                of.transfer(to);
                name.transfer(to);
            }
            Self::Call(parts) => parts.transfer(to),
        }
    }
}

impl Transfer for SpecifierKind {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Base(_) => {}
            Self::Named(name) | Self::Interface(name) => name.transfer(to),
            Self::Qualified(it) => it.transfer(to),
            Self::Record(it) => it.transfer(to),
            Self::Enum(it) => it.transfer(to),
            Self::SafeArray(it) => it.transfer(to),
        }
    }
}

impl Transfer for Derivations {
    fn transfer(&mut self, to: &Moved) {
        self[..].transfer(to);
    }
}

impl Transfer for Derivation {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Pointer(_) => {}
            Self::Array(dimension) => dimension.transfer(to),
            Self::Function(parameters) => parameters.transfer(to),
        }
    }
}

impl Transfer for Dimension {
    fn transfer(&mut self, to: &Moved) {
        match self {
            Self::Open => {}
            Self::Fixed(length) => length.transfer(to),
            Self::Range(bounds) => bounds.transfer(to),
        }
    }
}
