//! Specifiers and declarators to types.

use super::scope::{DefinitionId, Scope, Syntax};
use super::{Resolver, opaque_record};
use crate::diagnostics::{self, Diagnostic, Problem};
use crate::model::{
    Base, Convention, Item, ItemId, ItemKind, OpaqueKind, Origin, Signature, Type, Value,
};
use crate::parse::ast::{
    self, Declarator, Derivation, Dimension, Name, Specifier, SpecifierKind, TypeName,
};
use crate::source::Span;
use crate::token::Symbol;

/// For how many unknown names a similar one is looked for, each among all that there are.
const MOST_COMPARED: usize = 100;

/// What a type is made for, where that gives a nameless struct its name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Home {
    /// The struct in whose body it stands, and its number among the nameless there.
    pub(super) parent: Option<(ItemId, usize)>,
}

impl Resolver<'_, '_> {
    /// The type of a declared name.
    pub(super) fn declared_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
    ) -> Type {
        self.declared_at_home(scope, specifier, declarator, Home::default())
    }

    /// The type of a declared name that may be a nameless struct's.
    pub(super) fn declared_at_home(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
        home: Home,
    ) -> Type {
        let (name, derivations) = (declarator.name, &declarator.derivations);
        self.derived_type(scope, specifier, name, derivations, home)
    }

    /// What a function returns whose declarator has `derivations` around its parameters.
    pub(super) fn returned_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        name: Name,
        derivations: &[Derivation],
    ) -> Type {
        self.derived_type(scope, specifier, Some(name), derivations, Home::default())
    }

    fn derived_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        name: Option<Name>,
        derivations: &[Derivation],
        home: Home,
    ) -> Type {
        let name = name.unwrap_or(Name {
            text: Symbol::EMPTY,
            span: specifier.span,
        });
        let base = self.specified(scope, specifier, home, name);
        self.derived(scope, base, specifier.is_const, derivations)
    }

    /// A type without a declared name.
    pub(super) fn type_name(&mut self, scope: Scope, ty: &TypeName) -> Type {
        self.declared_type(scope, &ty.specifier, &ty.declarator)
    }

    /// A type, or none where it isn't one: nothing is reported.
    pub(super) fn quiet_type(&mut self, scope: Scope, ty: &TypeName) -> Option<Type> {
        if let Some((path, arguments)) = ty.specifier.kind.name() {
            let [name] = path[..] else {
                return None;
            };
            if !arguments.is_empty() {
                return None;
            }
            self.type_called(scope, name.text)?;
        }
        Some(self.type_name(scope, ty))
    }

    /// The type of this name, if there is one: nothing is reported.
    pub(super) fn type_called(&mut self, scope: Scope, name: Symbol) -> Option<Type> {
        match self.definitions.ordinary(self.units, scope, name) {
            Some(id) if self.definitions.get(id).syntax.is_type() => {
                Some(Type::Named(self.item(id)))
            }
            Some(_) => None,
            None => self.metadata_type(name),
        }
    }

    /// The type that the words before the declarator say.
    fn specified(&mut self, scope: Scope, specifier: &Specifier, home: Home, name: Name) -> Type {
        match &specifier.kind {
            SpecifierKind::Base(base) => Type::Base(*base),
            SpecifierKind::Named(name) => self.named_type(scope, &[*name], &[]),
            SpecifierKind::Qualified(it) => self.named_type(scope, &it.path, &it.arguments),
            SpecifierKind::Interface(name) => self.named_type(scope, &[*name], &[]),
            SpecifierKind::SafeArray(element) => {
                Type::SafeArray(Box::new(self.type_name(scope, element)))
            }
            SpecifierKind::Record(record) => self.record_type(scope, record, home, name),
            SpecifierKind::Enum(it) => self.enum_type(scope, it),
        }
    }

    /// The type that a name stands for, dotted and with arguments in WinRT.
    pub(super) fn named_type(
        &mut self,
        scope: Scope,
        path: &[Name],
        arguments: &[TypeName],
    ) -> Type {
        let span = path[0].span.to(path[path.len() - 1].span);
        if let [name] = path
            && let Some(ty) = self.type_argument(name.text)
        {
            return ty;
        }
        if !arguments.is_empty() {
            return self.parameterized(scope, path, arguments, span);
        }
        match self.type_definition(scope, path) {
            Some(id) => self.reference(id),
            None => {
                let last = path[path.len() - 1].text;
                match self.metadata_type(last) {
                    Some(ty) => ty,
                    None => self.unknown_type(scope, path, span),
                }
            }
        }
    }

    /// The definition that a type's name means, seen from `scope`.
    pub(super) fn type_definition(&self, scope: Scope, path: &[Name]) -> Option<DefinitionId> {
        let mut namespace = scope.namespace;
        loop {
            if let Some(key) = self.definitions.qualified(namespace, path) {
                // A tag does where no other name is meant, as in C++.
                let found = self
                    .definitions
                    .ordinary(self.units, scope, key)
                    .or_else(|| self.definitions.tag(self.units, scope, key));
                if let Some(id) = found
                    && self.definitions.get(id).syntax.is_type()
                {
                    return Some(id);
                }
            }
            if namespace == Symbol::EMPTY {
                return None;
            }
            namespace = self.definitions.around(namespace);
        }
    }

    /// A definition as a type: a class stands for its default interface.
    fn reference(&mut self, id: DefinitionId) -> Type {
        let definition = self.definitions.get(id);
        let scope = Scope {
            unit: definition.unit,
            namespace: definition.namespace,
        };
        if let Syntax::Coclass(it) = definition.syntax
            && let Some(default) = super::class::default_interface(it)
        {
            let default = default.clone();
            let span = default.specifier.span;
            return self
                .deeper(span, |resolver| resolver.type_name(scope, &default))
                .unwrap_or_else(|fault| {
                    self.session.diagnostics.push(*fault);
                    Type::Base(Base::Int)
                });
        }
        Type::Named(self.item(id))
    }

    /// Reports a name that is no type's, with what is known of it all the same.
    pub(super) fn unknown_type(&mut self, scope: Scope, path: &[Name], span: Span) -> Type {
        let texts: Vec<&str> = path.iter().map(|name| self.text(name.text)).collect();
        let name = texts.join(".");
        let mut diagnostic = Diagnostic::new(Problem::UnknownType { name: name.clone() }, span);
        self.compared += 1;
        if self.compared <= MOST_COMPARED
            && let Some(similar) = self.similar(&name)
        {
            diagnostic = diagnostic.note(format!("`{similar}` has a similar name"));
        }
        let absent: Vec<String> = self
            .units
            .absent(scope.unit)
            .into_iter()
            .map(|name| format!("`{}`", self.text(name)))
            .collect();
        if !absent.is_empty() {
            diagnostic = diagnostic.note(format!(
                "{} not in the include folders, and the metadata that stands in knows no `{name}`",
                if let [one] = &absent[..] {
                    format!("{one} is")
                } else {
                    format!("{} are", absent.join(", "))
                }
            ));
        }
        self.session.diagnostics.push(diagnostic);
        Type::Base(Base::Int)
    }

    /// The known type that `name` is most likely a misspelling of.
    fn similar(&self, name: &str) -> Option<String> {
        let names = self.definitions.type_names().map(|known| self.text(known));
        diagnostics::similar(name, names).map(str::to_owned)
    }

    /// A struct or union: one that a tag names, or one that stands right here.
    fn record_type(
        &mut self,
        scope: Scope,
        record: &ast::Record,
        home: Home,
        declared: Name,
    ) -> Type {
        if let Some(tag) = record.tag {
            return self.tagged_type(scope, tag, opaque_record(record));
        }
        if let Some(id) = self.definitions.tagless(record.span) {
            return Type::Named(self.item(id));
        }
        let span = record.span;
        let (name, parent) = match home.parent {
            Some((parent, number)) => (
                format!("{}_{number}", self.model.item(parent).name),
                Some(parent),
            ),
            None => (format!("{}_0", self.text(declared.text)), None),
        };
        let origin = match parent {
            Some(parent) => self.model.item(parent).origin.clone(),
            None => self.units.unit(scope.unit).origin.clone(),
        };
        let item = self.model.push(Item {
            name: name.into(),
            tag: None,
            namespace: None,
            parent,
            span,
            origin,
            kind: ItemKind::Opaque(opaque_record(record)),
        });
        self.record(scope, item, record);
        Type::Named(item)
    }

    /// The struct, union or enum that a tag names; one that is declared nowhere is opaque.
    fn tagged_type(&mut self, scope: Scope, tag: Name, kind: OpaqueKind) -> Type {
        if let Some(id) = self.type_definition_by_tag(scope, tag.text) {
            return Type::Named(self.item(id));
        }
        if let Some(ty) = self.metadata_type(tag.text) {
            return ty;
        }
        let item = self.model.push(Item {
            name: self.text(tag.text).into(),
            tag: None,
            namespace: None,
            parent: None,
            span: tag.span,
            origin: self.units.unit(scope.unit).origin.clone(),
            kind: ItemKind::Opaque(kind),
        });
        self.known.insert(tag.text, item);
        Type::Named(item)
    }

    fn type_definition_by_tag(&self, scope: Scope, tag: Symbol) -> Option<DefinitionId> {
        self.definitions.tag(self.units, scope, tag).or_else(|| {
            let id = self.definitions.ordinary(self.units, scope, tag)?;
            let syntax = &self.definitions.get(id).syntax;
            matches!(syntax, Syntax::Record(_) | Syntax::Enum(..)).then_some(id)
        })
    }

    fn enum_type(&mut self, scope: Scope, it: &ast::Enum) -> Type {
        match it.tag {
            Some(tag) => self.tagged_type(scope, tag, OpaqueKind::Enum),
            None => match self.definitions.tagless(it.span) {
                Some(id) => Type::Named(self.item(id)),
                // Its values are constants; what holds one is an integer.
                None => Type::Base(Base::Int),
            },
        }
    }

    /// `base` with the derivations of a declarator, the outermost of which stands first.
    fn derived(
        &mut self,
        scope: Scope,
        base: Type,
        is_const: bool,
        derivations: &[Derivation],
    ) -> Type {
        let (mut ty, mut is_const) = (base, is_const);
        for derivation in derivations.iter().rev() {
            ty = match derivation {
                Derivation::Pointer(itself_const) => {
                    let pointer = Type::Pointer {
                        to: Box::new(ty),
                        is_const,
                    };
                    is_const = *itself_const;
                    pointer
                }
                Derivation::Array(dimension) => {
                    let length = self.length(scope, dimension);
                    Type::Array {
                        element: Box::new(ty),
                        length,
                    }
                }
                Derivation::Function(parameters) => {
                    let params = self.parameters(scope, parameters);
                    let convention = if parameters.is_cdecl {
                        Convention::Cdecl
                    } else {
                        Convention::Stdcall
                    };
                    let variadic = parameters.variadic;
                    Type::Function(Box::new(Signature {
                        returns: ty,
                        params,
                        variadic,
                        convention,
                    }))
                }
            };
        }
        ty
    }

    /// An array's length; none where it is open.
    fn length(&mut self, scope: Scope, dimension: &Dimension) -> Option<u64> {
        let expression = match dimension {
            Dimension::Open => return None,
            Dimension::Fixed(expression) => expression,
            Dimension::Range(bounds) => {
                let (lower, upper) = &**bounds;
                let lower = self.dimension(scope, lower)?;
                let upper_value = self.dimension(scope, upper)?;
                if upper_value < lower {
                    self.report(Problem::BadDimension {}, upper.span);
                    return None;
                }
                return Some(upper_value - lower + 1);
            }
        };
        self.dimension(scope, expression)
    }

    fn dimension(&mut self, scope: Scope, expression: &ast::Expression) -> Option<u64> {
        match self.evaluate(scope, expression) {
            Ok(computed) => match computed.value {
                Value::Int(value) if (0..=0x7fff_ffff).contains(&value) => Some(value as u64),
                _ => {
                    self.report(Problem::BadDimension {}, expression.span);
                    None
                }
            },
            Err(fault) => {
                self.session.diagnostics.push(*fault);
                None
            }
        }
    }

    /// Who defines what is written in `scope`.
    pub(super) fn origin(&self, scope: Scope) -> Origin {
        self.units.unit(scope.unit).origin.clone()
    }
}
