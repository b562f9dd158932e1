//! The index of the names that the input files write, for an editor: which definition each means.
//!
//! It is made of the syntax, so that it has the names of a file with errors too. A name means what the
//! resolver takes it for, since both look it up in [`Definitions`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::any_case::AnyCase;
use super::definition::{Definition, DefinitionId, Definitions, Scope, Syntax};
use crate::load::{UnitId, Units};
use crate::metadata::Metadata;
use crate::model::Origin;
use crate::parse::ast::{
    self, Argument, Attributes, Declaration, Declarator, Derivation, Dimension, Expression,
    ExpressionKind, Name, Parameters, Specifier, SpecifierKind, TypeName, Variable,
};
use crate::session::Session;
use crate::source::{Reached, Span};
use crate::token::{Symbol, keyword as kw};

/// The names that the input files write, and the names that they can write.
#[derive(Debug, Default)]
pub struct Index {
    /// The names in the input files, those in definitions among them.
    pub uses: Vec<Use>,
    /// The names of types and constants that the input files see, each once.
    pub visible: Vec<Visible>,
}

/// A name at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name.
    pub name: Name,
    /// What it means.
    pub meaning: Meaning,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// What is defined where its name stands at this place.
    Defined(Span),
    /// The macro whose name stands at this place in its definition.
    Macro(Span),
    /// What metadata has under the name, if it has it.
    Metadata,
}

/// A name of a type or a constant that a file can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible {
    /// The name, where it is defined.
    pub name: Name,
    /// The kind of definition.
    pub kind: VisibleKind,
}

/// The kind of definition behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisibleKind {
    /// An interface, a dispinterface or a delegate.
    Interface,
    /// A class.
    Class,
    /// A struct or union.
    Record,
    /// An enumeration.
    Enum,
    /// A typedef.
    Typedef,
    /// A constant.
    Constant,
    /// A value of an enumeration.
    Enumerator,
}

impl VisibleKind {
    /// Returns whether the name is one of a type.
    pub fn is_type(self) -> bool {
        !matches!(self, Self::Constant | Self::Enumerator)
    }

    fn of(syntax: &Syntax<'_>) -> Option<Self> {
        Some(match syntax {
            Syntax::Interface(_)
            | Syntax::AsyncInterface(_)
            | Syntax::InterfaceForward
            | Syntax::Dispinterface(_)
            | Syntax::Delegate(_) => Self::Interface,
            Syntax::Coclass(_) | Syntax::CoclassForward => Self::Class,
            Syntax::Record(_) => Self::Record,
            Syntax::Enum(..) => Self::Enum,
            Syntax::Typedef(..) => Self::Typedef,
            Syntax::Constant(..) | Syntax::DeclareGuid(_) | Syntax::Define(_) => Self::Constant,
            Syntax::Enumerator(..) => Self::Enumerator,
            Syntax::Library(_) | Syntax::Module(_) | Syntax::Function(..) => return None,
        })
    }
}

impl Index {
    /// Makes the index of the input files among `units`.
    pub(crate) fn new(session: &mut Session, units: &Units, metadata: &Metadata) -> Self {
        let definitions = Definitions::collect(units, &mut session.names);
        let mut indexer = Indexer {
            session,
            units,
            metadata,
            definitions: &definitions,
            any_case: AnyCase::default(),
            uses: Vec::new(),
            scope: Scope {
                unit: UnitId(0),
                namespace: Symbol::EMPTY,
                is_in_library: false,
            },
            generics: Vec::new(),
            enumeration: None,
            beside: Vec::new(),
        };
        indexer.add_units();
        indexer.add_macros();
        Self {
            uses: indexer.uses,
            visible: visible(&definitions, units),
        }
    }
}

/// Returns the names that at least one input file sees, its own first.
fn visible(definitions: &Definitions<'_>, units: &Units) -> Vec<Visible> {
    let inputs = units.iter().filter(|(_, it)| it.origin == Origin::Named);
    let inputs: Vec<_> = inputs.map(|(_, unit)| unit).collect();
    let is_visible = |definition: &Definition<'_>| {
        units.unit(definition.unit).origin == Origin::Prelude
            || inputs
                .iter()
                .any(|input| input.visible[definition.unit.0 as usize])
    };
    let mut met = FxHashSet::default();
    let mut seen: Vec<&Definition<'_>> =
        definitions.all.iter().filter(|it| is_visible(it)).collect();
    // What is near is first, and stands for what is farther under the same name. The sort is stable.
    seen.sort_by_key(|it| match units.unit(it.unit).origin {
        Origin::Named => 0,
        Origin::Imported => 1,
        Origin::Prelude | Origin::Metadata { .. } => 2,
    });
    let seen = seen.into_iter();
    let named = seen.filter(|it| it.name.text != Symbol::EMPTY);
    let named = named.filter_map(|it| Some((it.name, VisibleKind::of(&it.syntax)?)));
    let first = named.filter(|(name, _)| met.insert(name.text));
    first.map(|(name, kind)| Visible { name, kind }).collect()
}

/// Walks the syntax of the input files.
struct Indexer<'a, 's> {
    session: &'s mut Session,
    units: &'a Units,
    metadata: &'a Metadata,
    definitions: &'a Definitions<'a>,
    any_case: AnyCase,
    uses: Vec<Use>,
    scope: Scope,
    /// The type parameters around the current place.
    generics: Vec<Name>,
    /// The names of parameters, fields and methods beside the current place, the innermost last. Only
    /// expressions name them.
    beside: Vec<FxHashMap<Symbol, Span>>,
    /// The enumeration around the current place.
    enumeration: Option<DefinitionId>,
}

impl Indexer<'_, '_> {
    fn add_units(&mut self) {
        let units = self.units;
        for (id, unit) in units.iter() {
            if unit.origin == Origin::Named {
                self.scope.unit = id;
                self.declarations(&unit.syntax.declarations);
            }
        }
    }

    /// Adds the macros that the input files themselves call, with their definitions.
    fn add_macros(&mut self) {
        let sources = &self.session.sources;
        let is_own = |span: Span| {
            let inclusion = sources.inclusion(span);
            inclusion.is_some_and(|it| !matches!(it.reached, Reached::Imported(_)))
        };
        let mut defined = FxHashSet::default();
        let mut places = Vec::new();
        for (definition, call) in sources.macro_calls().filter(|(_, call)| is_own(*call)) {
            places.push((call, definition));
            if is_own(definition) && defined.insert(definition) {
                places.push((definition, definition));
            }
        }
        for (span, definition) in places {
            let text = self.session.sources.text(definition).to_owned();
            let text = self.session.names.intern(&text);
            self.add(Name { text, span }, Meaning::Macro(definition));
        }
    }

    fn add(&mut self, name: Name, meaning: Meaning) {
        if name.span.is_some() {
            self.uses.push(Use { name, meaning });
        }
    }

    /// Adds a name where it is defined and nothing else can be meant.
    fn define(&mut self, name: Name) {
        self.add(name, Meaning::Defined(name.span));
    }

    /// Returns where the parameter, field or method of this name beside has its name.
    fn beside(&self, name: Symbol) -> Option<Span> {
        let mut scopes = self.beside.iter().rev();
        scopes.find_map(|names| names.get(&name).copied())
    }

    /// Calls `walk` with these names beside, each of which means its first place.
    fn with_beside(&mut self, names: impl Iterator<Item = Name>, walk: impl FnOnce(&mut Self)) {
        let mut beside = FxHashMap::default();
        for name in names {
            beside.entry(name.text).or_insert(name.span);
        }
        self.beside.push(beside);
        walk(self);
        self.beside.pop();
    }

    /// Returns what a definition's name means. Metadata has what is only declared, and what MIDL alone
    /// sees. What another input file defines counts where it is imported: an editor that searches several
    /// files compiles them together though each stands alone.
    fn meaning(&self, id: DefinitionId) -> Meaning {
        let definition = self.definitions.get(id);
        let syntax = &definition.syntax;
        let is_open = syntax.is_declaration() || (definition.is_midl_only && syntax.is_type());
        let name = definition.name.text;
        let unit = definition.unit;
        let is_seen = self.units.unit(self.scope.unit).visible[unit.0 as usize]
            || self.units.unit(unit).origin == Origin::Prelude;
        if !is_seen || (is_open && self.metadata.knows(self.session.names.text(name))) {
            Meaning::Metadata
        } else {
            Meaning::Defined(definition.name.span)
        }
    }

    /// Adds the name of a type, dotted in WinRT. The last part stands for the whole.
    fn type_path(&mut self, path: &[Name]) {
        let Some(last) = path.last().copied() else {
            return;
        };
        let generic = self.generics.iter().find(|it| it.text == last.text);
        if let ([name], Some(generic)) = (path, generic) {
            self.add(*name, Meaning::Defined(generic.span));
            return;
        }
        let found = self.definitions.type_called(self.units, self.scope, path);
        self.found_type(last, found);
    }

    /// Adds the tag of a struct, union or enumeration.
    fn tag(&mut self, tag: Name) {
        let found = self.definitions.tagged(self.units, self.scope, tag.text);
        self.found_type(tag, found);
    }

    fn found_type(&mut self, name: Name, found: Option<DefinitionId>) {
        let found = found.or_else(|| {
            let is_known = self.metadata.knows(self.session.names.text(name.text));
            if is_known || !self.scope.is_in_library {
                return None;
            }
            let (definitions, names) = (self.definitions, &self.session.names);
            self.any_case
                .definition(definitions, self.units, names, self.scope, name.text)
        });
        let meaning = found.map_or(Meaning::Metadata, |id| self.meaning(id));
        self.add(name, meaning);
    }

    /// Adds a name in an expression: a parameter or field beside, or a constant, or in parentheses a
    /// type.
    fn value(&mut self, name: Name) {
        let meaning = match self.beside(name.text) {
            Some(span) => Meaning::Defined(span),
            None => {
                let (units, scope) = (self.units, self.scope);
                let of = self.enumeration;
                let found = self
                    .definitions
                    .constant_called(units, scope, of, name.text);
                found.map_or(Meaning::Metadata, |id| self.meaning(id))
            }
        };
        self.add(name, meaning);
    }

    fn declarations(&mut self, declarations: &[Declaration]) {
        for declaration in declarations {
            self.declaration(declaration);
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Import(_) | Declaration::Importlib(_) => {}
            Declaration::CppQuote(quote) => {
                for define in &quote.defines {
                    self.define(define.name);
                }
            }
            Declaration::Interface(interface) => self.interface(interface),
            Declaration::InterfaceForward(name)
            | Declaration::DelegateForward(name)
            | Declaration::CoclassForward(name) => {
                self.type_path(&[*name]);
            }
            Declaration::Dispinterface(it) => self.dispinterface(it),
            Declaration::Coclass(coclass) => {
                self.attributes(&coclass.attributes);
                self.define(coclass.name);
                coclass.base.iter().for_each(|base| self.type_name(base));
                for (attributes, interface) in &coclass.interfaces {
                    self.attributes(attributes);
                    self.type_name(interface);
                }
            }
            Declaration::Library(library) => {
                self.attributes(&library.attributes);
                self.define(library.name);
                let outer = std::mem::replace(&mut self.scope.is_in_library, true);
                self.declarations(&library.body);
                self.scope.is_in_library = outer;
            }
            Declaration::Module(module) => {
                self.attributes(&module.attributes);
                self.define(module.name);
                self.declarations(&module.body);
            }
            Declaration::Namespace(namespace) => self.namespace(namespace),
            Declaration::Delegate(delegate) => {
                self.attributes(&delegate.attributes);
                self.define(delegate.name);
                self.generic(&delegate.generics, |indexer| {
                    indexer.specifier(&delegate.function.specifier);
                    for declarator in &delegate.function.declarators {
                        indexer.derivations(declarator);
                    }
                });
            }
            Declaration::Apicontract(contract) => {
                self.attributes(&contract.attributes);
                self.define(contract.name);
            }
            Declaration::AttributeType(attribute) => {
                self.attributes(&attribute.attributes);
                self.define(attribute.name);
                for field in attribute.fields.iter().flatten() {
                    self.variable(field);
                }
            }
            Declaration::Declare(instances) => {
                instances.iter().for_each(|it| self.type_name(it));
            }
            Declaration::DeclareGuid(declared) => self.define(declared.name),
            Declaration::Variable(variable) => self.variable(variable),
        }
    }

    fn interface(&mut self, interface: &ast::Interface) {
        self.attributes(&interface.attributes);
        self.define(interface.name);
        self.generic(&interface.generics, |indexer| {
            let bases = interface.base.iter().chain(&interface.requires);
            bases.for_each(|base| indexer.type_name(base));
            interface.body.look(|body| {
                let variables = body.iter().filter_map(|member| match member {
                    Declaration::Variable(variable) => Some(&**variable),
                    _ => None,
                });
                let names: Vec<Name> = variables.flat_map(methods).collect();
                indexer.with_beside(names.into_iter(), |indexer| indexer.declarations(body));
            });
        });
    }

    fn dispinterface(&mut self, it: &ast::Dispinterface) {
        self.attributes(&it.attributes);
        self.define(it.name);
        if let Some(interface) = it.interface {
            self.type_path(&[interface]);
        }
        for members in [&it.properties, &it.methods] {
            members.look(|members| {
                let names: Vec<Name> = members.iter().flat_map(methods).collect();
                self.with_beside(names.into_iter(), |indexer| {
                    members.iter().for_each(|it| indexer.variable(it));
                });
            });
        }
    }

    fn namespace(&mut self, namespace: &ast::Namespace) {
        let outer = self.scope.namespace;
        for name in &namespace.path {
            let key = (self.scope.namespace, name.text);
            let qualified = self.definitions.qualified.get(&key).copied();
            self.scope.namespace = qualified.unwrap_or(name.text);
        }
        self.declarations(&namespace.body);
        self.scope.namespace = outer;
    }

    fn generic(&mut self, generics: &[Name], walk: impl FnOnce(&mut Self)) {
        generics.iter().for_each(|name| self.define(*name));
        self.generics.extend(generics);
        walk(self);
        let outer = self.generics.len() - generics.len();
        self.generics.truncate(outer);
    }

    /// Adds the names in a declaration of C. A method or a property that is declared before under the
    /// same name is the same, with another accessor.
    fn variable(&mut self, variable: &Variable) {
        self.attributes(&variable.attributes);
        self.specifier(&variable.specifier);
        for declarator in &variable.declarators {
            if let Some(name) = declarator.name {
                let first = self.beside(name.text).filter(|_| is_accessor(variable));
                let own = self.own_meaning(name, variable);
                let meaning = first.map_or(own, Meaning::Defined);
                self.add(name, meaning);
            }
            self.derivations(declarator);
            let values = declarator.bits().into_iter().chain(declarator.value());
            values.for_each(|value| self.expression(value));
        }
    }

    /// Returns what the name of a declaration itself means: a typedef may repeat another.
    fn own_meaning(&self, name: Name, variable: &Variable) -> Meaning {
        if variable.storage != ast::Storage::Typedef {
            return Meaning::Defined(name.span);
        }
        let (units, scope) = (self.units, self.scope);
        let found = self.definitions.type_called(units, scope, &[name]);
        match found {
            Some(id) if self.definitions.get(id).unit == scope.unit => self.meaning(id),
            _ => Meaning::Defined(name.span),
        }
    }

    fn specifier(&mut self, specifier: &Specifier) {
        if let Some(align) = &specifier.align {
            self.expression(align);
        }
        match &specifier.kind {
            SpecifierKind::Base(_) => {}
            SpecifierKind::Named(name) | SpecifierKind::Interface(name) => {
                self.type_path(&[*name]);
            }
            SpecifierKind::Qualified(name) => {
                self.type_path(&name.path);
                name.arguments.iter().for_each(|it| self.type_name(it));
            }
            SpecifierKind::Record(record) => self.record(record),
            SpecifierKind::Enum(syntax) => {
                if let Some(tag) = syntax.tag {
                    self.tag(tag);
                }
                self.enumeration = syntax.tag.and_then(|tag| {
                    let definitions = self.definitions;
                    definitions.tagged(self.units, self.scope, tag.text)
                });
                for value in syntax.values.iter().flatten() {
                    self.define(value.name);
                    value.value.iter().for_each(|it| self.expression(it));
                }
                self.enumeration = None;
            }
            SpecifierKind::SafeArray(element) => self.type_name(element),
        }
    }

    fn record(&mut self, record: &ast::Record) {
        self.attributes(&record.attributes);
        record.align.iter().for_each(|it| self.expression(it));
        if let Some(tag) = record.tag {
            self.tag(tag);
        }
        let fields = record.fields.iter().flatten();
        let mut names: Vec<Name> = fields.clone().flat_map(declared).collect();
        if let Some(switch) = &record.switch {
            self.specifier(&switch.specifier);
            self.define(switch.name);
            switch.union_name.iter().for_each(|it| self.define(*it));
            names.push(switch.name);
        }
        self.with_beside(names.into_iter(), |indexer| {
            fields.for_each(|field| indexer.variable(field));
        });
    }

    fn type_name(&mut self, name: &TypeName) {
        self.specifier(&name.specifier);
        self.derivations(&name.declarator);
    }

    fn derivations(&mut self, declarator: &Declarator) {
        for derivation in &declarator.derivations {
            match derivation {
                Derivation::Pointer(_) | Derivation::Array(Dimension::Open) => {}
                Derivation::Array(Dimension::Fixed(length)) => self.expression(length),
                Derivation::Array(Dimension::Range(bounds)) => {
                    self.expression(&bounds.0);
                    self.expression(&bounds.1);
                }
                Derivation::Function(parameters) => self.parameters(parameters),
            }
        }
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let list = parameters.list.iter();
        let names = list.clone().filter_map(|it| it.declarator.name);
        self.with_beside(names, |indexer| {
            for parameter in list {
                indexer.attributes(&parameter.attributes);
                indexer.specifier(&parameter.specifier);
                parameter
                    .declarator
                    .name
                    .iter()
                    .for_each(|it| indexer.define(*it));
                indexer.derivations(&parameter.declarator);
            }
        });
    }

    fn attributes(&mut self, attributes: &Attributes) {
        for attribute in &attributes.list {
            for argument in &attribute.arguments {
                match argument {
                    Argument::Expression(expression) => self.expression(expression),
                    Argument::Type(name) => self.type_name(name),
                    Argument::Missing
                    | Argument::Uuid(_)
                    | Argument::Version(..)
                    | Argument::Other => {}
                }
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Name(text) => self.value(Name {
                text: *text,
                span: expression.span,
            }),
            ExpressionKind::Unary(_, inner)
            | ExpressionKind::Group(inner)
            | ExpressionKind::SizeOfValue(inner)
            | ExpressionKind::Member(inner, _) => self.expression(inner),
            ExpressionKind::Binary(..) => self.chain(expression),
            ExpressionKind::Index(sides) => {
                self.expression(&sides.0);
                self.expression(&sides.1);
            }
            ExpressionKind::Conditional(parts) => {
                let parts = [&parts.0, &parts.1, &parts.2];
                parts.into_iter().for_each(|part| self.expression(part));
            }
            ExpressionKind::Cast(cast) => {
                self.type_name(&cast.0);
                self.expression(&cast.1);
            }
            ExpressionKind::SizeOf(name) => self.type_name(name),
            ExpressionKind::Call(call) => {
                self.expression(&call.0);
                call.1.iter().for_each(|it| self.expression(it));
            }
            ExpressionKind::Number(_)
            | ExpressionKind::Computed(_)
            | ExpressionKind::Character(_)
            | ExpressionKind::String(_)
            | ExpressionKind::WideString(_)
            | ExpressionKind::Known(_) => {}
        }
    }

    /// Adds the names in a chain of infix operators, which may be long: it walks a list and doesn't
    /// recurse.
    fn chain(&mut self, expression: &Expression) {
        let mut first = expression;
        while let ExpressionKind::Binary(_, sides) = &first.kind {
            self.expression(&sides.1);
            first = &sides.0;
        }
        self.expression(first);
    }
}

/// Returns the names that a declaration declares.
fn declared(variable: &Variable) -> impl Iterator<Item = Name> {
    variable.declarators.iter().filter_map(|it| it.name)
}

/// Returns the names of the methods and properties that a member declares, for those that name them:
/// further accessors of a property, and `call_as`.
fn methods(variable: &Variable) -> impl Iterator<Item = Name> {
    let is_plain = variable.storage == ast::Storage::Plain;
    declared(variable).filter(move |_| is_plain)
}

/// Returns whether a member is an accessor of a property.
fn is_accessor(variable: &Variable) -> bool {
    let attributes = &variable.attributes;
    [kw::PROPGET, kw::PROPPUT, kw::PROPPUTREF]
        .into_iter()
        .any(|name| attributes.has(name))
}
