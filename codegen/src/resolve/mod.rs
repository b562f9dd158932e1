//! Syntax to meaning: names to items, constants to values, bases to interfaces.
//!
//! What the named files define becomes items of the [model](crate::model) in the order of the
//! files; what those refer to follows, out of imported files, the prelude, or metadata.

mod async_interface;
mod attributes;
mod class;
mod collect;
mod dispinterface;
mod enumeration;
mod interface;
mod known;
mod nesting;
mod parameter;
mod parameterized;
mod prefetch;
mod record;
mod scope;
mod slot;
#[cfg(test)]
mod tests;
mod types;
mod value;

use std::collections::VecDeque;
use std::rc::Rc;

use crate::diagnostics::{Diagnostic, Problem};
use crate::load::Units;
use crate::metadata::Metadata;
use crate::model::{
    Constant, Enum, Interface, InterfaceKind, Item, ItemId, ItemKind, Model, OpaqueKind, Origin,
    Record, Type, Typedef, Value,
};
use crate::parallel::Beside;
use crate::parse::ast;
use crate::session::Session;
use crate::source::{Reached, Span};
use crate::token::Symbol;
use parameterized::TypeArgument;
use prefetch::{prefetch, wanted};
use rustc_hash::FxHashMap;
use scope::{DefinitionId, Definitions, Scope, Syntax};
use value::{Computed, Fault};

/// What the files of `units` mean.
///
/// Errors are reported to the session; the model then holds what could be understood. Warnings
/// about imported files are not: they are for who maintains those.
pub(crate) fn resolve<'env>(
    session: &mut Session,
    units: &Units,
    metadata: &'env Metadata,
    beside: &Beside<'_, 'env>,
) -> Model {
    let definitions = Definitions::collect(units, &mut session.names);
    prefetch(
        beside,
        metadata,
        wanted(&definitions, units, &session.names),
    );
    let model = model(session, units, definitions, metadata);
    let sources = &session.sources;
    let is_imported = |it: Reached| matches!(it, Reached::Imported(_));
    session
        .diagnostics
        .retain_warnings(|it| !sources.reached(it.span).any(is_imported));
    model
}

/// Whether `syntax`, a file of its own, defines a type or a value of this name itself, and not by
/// what it includes.
pub(crate) fn is_defined(session: &mut Session, syntax: ast::SyntaxTree, name: &str) -> bool {
    let units = Units::of(syntax, Origin::Named);
    let definitions = Definitions::collect(&units, &mut session.names);
    definitions.all.iter().any(|definition| {
        let inclusion = session.sources.inclusion(definition.name.span);
        session.names.text(definition.name.text) == name
            && !definition.syntax.is_declaration()
            && inclusion.is_some_and(|it| it.reached == Reached::Named)
    })
}

/// What the files of `units` mean, which define `definitions`.
fn model<'a>(
    session: &mut Session,
    units: &'a Units,
    definitions: Definitions<'a>,
    metadata: &'a Metadata,
) -> Model {
    let model = Model::with_room_for(definitions.all.len());
    let mut resolver = Resolver {
        session,
        units,
        definitions,
        metadata,
        model,
        known: FxHashMap::default(),
        queue: VecDeque::new(),
        pending: FxHashMap::default(),
        values: FxHashMap::default(),
        enums: FxHashMap::default(),
        instances: FxHashMap::default(),
        arguments: Vec::new(),
        macros: Vec::new(),
        expansions: 0,
        depth: 0,
        evaluating: 0,
        filling: 0,
        endless: false,
        signed: 0,
        compared: 0,
        partial: Vec::new(),
    };
    resolver.report_repeated();
    resolver.named();
    resolver.declared();
    resolver.complete();
    resolver.hold_nesting();
    resolver.number_slots();
    resolver.model
}

/// How far a value is.
#[derive(Clone, Debug)]
enum Progress<T> {
    Running,
    Done(T),
}

/// The state of resolving one compilation.
struct Resolver<'a, 's> {
    session: &'s mut Session,
    units: &'a Units,
    definitions: Definitions<'a>,
    metadata: &'a Metadata,
    model: Model,
    /// The items by public name: what metadata refers to by name is the IDL's where it has it.
    known: FxHashMap<Symbol, ItemId>,
    /// Items whose content is still to be resolved, in the order in which they were met.
    queue: VecDeque<ItemId>,
    /// The definitions of those that no one has asked for out of turn.
    pending: FxHashMap<ItemId, DefinitionId>,
    values: FxHashMap<DefinitionId, Progress<Result<Computed, Fault>>>,
    enums: FxHashMap<DefinitionId, Progress<Rc<[i64]>>>,
    /// Instances of WinRT's parameterized interfaces by their names.
    instances: FxHashMap<String, ItemId>,
    /// What the type parameters stand for in the instance at hand.
    arguments: Vec<TypeArgument>,
    /// The quoted macros that are being expanded, with what their parameters stand for.
    macros: Vec<(DefinitionId, Vec<(Symbol, Computed)>)>,
    /// How many quoted macros the expression at hand took so far.
    expansions: usize,
    /// How many definitions wait for another that they are made of.
    depth: usize,
    /// How many expressions wait for one in them.
    evaluating: usize,
    /// How many instances wait for another that they refer to.
    filling: usize,
    /// Whether there is no end of them, which was reported.
    endless: bool,
    /// How many types stand in the signatures of the instance at hand.
    signed: usize,
    /// For how many unknown names a similar one was looked for.
    compared: usize,
    /// The enumerations whose values are being computed, with those that they have so far.
    partial: Vec<(DefinitionId, Vec<i64>)>,
}

impl Resolver<'_, '_> {
    fn report(&mut self, problem: Problem, span: Span) {
        self.session.diagnostics.report(problem, span);
    }

    fn text(&self, symbol: Symbol) -> &str {
        self.session.names.text(symbol)
    }

    fn definition_name(&self, id: DefinitionId) -> String {
        self.text(self.definitions.get(id).name.text).to_owned()
    }

    /// Reports names that one file defines twice.
    fn report_repeated(&mut self) {
        for (second, first) in std::mem::take(&mut self.definitions.repeated) {
            let (second, first) = (self.definitions.get(second), self.definitions.get(first));
            if self.is_same(second, first) {
                continue;
            }
            let problem = Problem::Redefinition {
                name: self.text(second.name.text).to_owned(),
                kind: second.syntax.describe().to_owned(),
            };
            let text = format!("first defined here, as {}", first.syntax.describe());
            let diagnostic = Diagnostic::new(problem, second.name.span);
            let diagnostic = diagnostic.related(first.name.span, text);
            self.session.diagnostics.push(diagnostic);
        }
    }

    /// Whether a second definition says what the first says, as C allows of typedefs and macros.
    fn is_same(&self, second: &scope::Definition<'_>, first: &scope::Definition<'_>) -> bool {
        match (&second.syntax, &first.syntax) {
            // A `#define` beside a constant or another `#define`: C's compiler sees conditions
            // around them that IDL doesn't.
            (Syntax::Define(_), _) | (_, Syntax::Define(_)) => true,
            (Syntax::Typedef(a, _), Syntax::Typedef(b, _)) => {
                self.session.sources.text(a.span) == self.session.sources.text(b.span)
            }
            _ => false,
        }
    }

    /// Makes items of all that the named files define, in order.
    fn named(&mut self) {
        for index in 0..self.definitions.all.len() {
            let id = DefinitionId(index as u32);
            let definition = self.definitions.get(id);
            if self.units.unit(definition.unit).origin != Origin::Named {
                continue;
            }
            let syntax = definition.syntax.clone();
            if self.stood_in_for(id).is_some() {
                continue;
            }
            match syntax {
                // A declaration is of interest to who refers to it.
                Syntax::InterfaceForward | Syntax::CoclassForward => {}
                Syntax::Enumerator(of, index) => self.anonymous_value(id, of, index),
                Syntax::Define(_) => self.define(id),
                Syntax::Record(record) if record.fields.is_none() => {}
                Syntax::Enum(..) if self.definitions.get(id).name.text == Symbol::EMPTY => {}
                Syntax::Interface(it) if !it.generics.is_empty() => {}
                Syntax::Delegate(it) if !it.generics.is_empty() => {}
                _ => {
                    self.item(id);
                }
            }
        }
    }

    /// Makes items of the instances that the named files declare: these are theirs, wherever the
    /// parameterized type is defined.
    fn declared(&mut self) {
        for (scope, instance) in std::mem::take(&mut self.definitions.declared) {
            if self.units.unit(scope.unit).origin == Origin::Named
                && let Some((path, arguments)) = instance.specifier.kind.name()
                && !arguments.is_empty()
                && let Type::Named(item) = self.named_type(scope, path, arguments)
            {
                self.model.item_mut(item).origin = Origin::Named;
            }
        }
    }

    /// A value of an enumeration that has no name is a constant like any other.
    fn anonymous_value(&mut self, id: DefinitionId, of: DefinitionId, index: usize) {
        if self.definitions.get(of).name.text != Symbol::EMPTY {
            return;
        }
        let Some(value) = self.enumerator_at(of, index) else {
            return;
        };
        let constant = Constant {
            ty: Type::Base(crate::model::Base::Int),
            value: Value::Int(i128::from(value)),
        };
        self.push(id, ItemKind::Constant(constant));
    }

    /// A quoted macro is a constant if it has a value.
    fn define(&mut self, id: DefinitionId) {
        let definition = self.definitions.get(id);
        let (name, span) = (definition.name.text, definition.name.span);
        let scope = Scope {
            unit: definition.unit,
            namespace: definition.namespace,
        };
        // Of several with the same name one holds: the first that has a value.
        if self.known.contains_key(&name)
            || self.definitions.ordinary(self.units, scope, name) != Some(id)
        {
            return;
        }
        if let Ok(computed) = self.value_of(id, span) {
            let constant = Constant {
                ty: computed.ty,
                value: computed.value,
            };
            self.push(id, ItemKind::Constant(constant));
        }
    }

    /// The item of a definition, its content to follow.
    fn item(&mut self, id: DefinitionId) -> ItemId {
        let definition = self.definitions.get(id);
        if let Some(item) = definition.item {
            return item;
        }
        if let Some(found) = self.stood_in_for(id) {
            self.definitions.all[id.0 as usize].item = Some(found);
            return found;
        }
        let definition = self.definitions.get(id);
        let is_own = self.units.unit(definition.unit).origin == Origin::Named;
        let name = definition.name.text;
        // What metadata was asked for on the way to here stays the one of its name.
        if !is_own
            && let Some(known) = self.known.get(&name).copied()
            && matches!(self.model.item(known).origin, Origin::Metadata(_))
        {
            self.definitions.all[id.0 as usize].item = Some(known);
            return known;
        }
        if self.definitions.get(id).syntax.is_declaration()
            && let Some(found) = self.import(name)
        {
            self.definitions.all[id.0 as usize].item = Some(found);
            return found;
        }
        let kind = self.empty(id);
        let item = self.push(id, kind);
        self.queue.push_back(item);
        self.pending.insert(item, id);
        item
    }

    /// What metadata knows of a type that is written for MIDL alone: C's compiler has the real
    /// one from another header.
    fn stood_in_for(&mut self, id: DefinitionId) -> Option<ItemId> {
        let definition = self.definitions.get(id);
        if !definition.stands_in || !definition.syntax.is_type() {
            return None;
        }
        match self.metadata_type(definition.name.text)? {
            Type::Named(found) => Some(found),
            _ => None,
        }
    }

    /// Adds the item of a definition.
    fn push(&mut self, id: DefinitionId, kind: ItemKind) -> ItemId {
        let definition = self.definitions.get(id);
        let name = definition.name.text;
        let tag = definition.tag.map(|tag| self.text(tag).into());
        let namespace = match definition.namespace {
            Symbol::EMPTY => None,
            namespace => Some(self.text(namespace).into()),
        };
        let span = definition.name.span;
        let origin = self.units.unit(definition.unit).origin.clone();
        let item = self.model.push(Item {
            name: self.text(name).into(),
            tag,
            namespace,
            parent: None,
            span,
            origin,
            kind,
        });
        self.definitions.all[id.0 as usize].item = Some(item);
        self.known.insert(name, item);
        item
    }

    /// What a definition is, before what it holds is known: enough for who refers to it.
    fn empty(&self, id: DefinitionId) -> ItemKind {
        match &self.definitions.get(id).syntax {
            Syntax::Interface(_) | Syntax::AsyncInterface(_) | Syntax::Delegate(_) => {
                ItemKind::Interface(Interface::default())
            }
            Syntax::Dispinterface(_) => ItemKind::Interface(Interface {
                kind: InterfaceKind::Dispatch,
                ..Interface::default()
            }),
            Syntax::InterfaceForward | Syntax::CoclassForward => {
                ItemKind::Opaque(OpaqueKind::Interface)
            }
            Syntax::Coclass(_) => ItemKind::Coclass(crate::model::Coclass::default()),
            Syntax::Library(_) => ItemKind::Library(crate::model::Library::default()),
            Syntax::Module(_) => ItemKind::Module(crate::model::Module::default()),
            Syntax::Record(record) if record.fields.is_none() => {
                ItemKind::Opaque(opaque_record(record))
            }
            Syntax::Record(record) => ItemKind::Record(Record {
                is_union: record.is_union,
                fields: Vec::new(),
                pack: record.pack,
                align: None,
            }),
            Syntax::Enum(it, _) if it.values.is_none() => ItemKind::Opaque(OpaqueKind::Enum),
            Syntax::Enum(..) => ItemKind::Enum(Enum {
                values: Vec::new(),
                repr: crate::model::Base::Int,
                v1_enum: false,
            }),
            Syntax::Typedef(..) => ItemKind::Typedef(Typedef {
                ty: Type::Base(crate::model::Base::Void),
                attributes: Vec::new(),
            }),
            Syntax::Constant(..) | Syntax::Enumerator(..) | Syntax::Define(_) => {
                ItemKind::Constant(Constant {
                    ty: Type::Base(crate::model::Base::Int),
                    value: Value::Int(0),
                })
            }
            Syntax::Function(..) => ItemKind::Opaque(OpaqueKind::Interface),
        }
    }

    /// Resolves the content of all items that were referred to.
    fn complete(&mut self) {
        while let Some(item) = self.queue.pop_front() {
            self.settle(item);
        }
    }

    /// Resolves the content of one item now, unless that has happened or is happening.
    fn settle(&mut self, item: ItemId) {
        let Some(id) = self.pending.get(&item).copied() else {
            return;
        };
        let span = self.model.item(item).span;
        let settled = self.deeper(span, |resolver| {
            resolver.pending.remove(&item);
            resolver.content(id, item);
        });
        if let Err(fault) = settled {
            self.session.diagnostics.push(*fault);
        }
    }

    /// Looks through typedefs, resolving on the way those that aren't yet.
    fn stripped(&mut self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        while let Type::Named(id) = ty
            && let ItemKind::Typedef(_) = self.model.item(id).kind
        {
            self.settle(id);
            match &self.model.item(id).kind {
                ItemKind::Typedef(typedef) => ty = typedef.ty.clone(),
                _ => break,
            }
        }
        ty
    }

    fn content(&mut self, id: DefinitionId, item: ItemId) {
        let definition = self.definitions.get(id);
        let scope = Scope {
            unit: definition.unit,
            namespace: definition.namespace,
        };
        match definition.syntax.clone() {
            Syntax::Interface(it) => self.interface(scope, item, it),
            Syntax::AsyncInterface(it) => self.async_interface(scope, item, it),
            Syntax::Dispinterface(it) => self.dispinterface(scope, item, it),
            Syntax::Delegate(it) => self.delegate(scope, item, it),
            Syntax::Coclass(it) => self.coclass(scope, item, it),
            Syntax::Library(it) => self.library(item, it),
            Syntax::Module(it) => self.module(item, it),
            Syntax::Record(it) => self.record(scope, item, it),
            Syntax::Enum(it, attributes) if it.values.is_some() => {
                self.enumeration(id, item, it, attributes);
            }
            Syntax::Enum(..) => {}
            Syntax::Typedef(variable, declarator) => {
                self.typedef(scope, item, variable, declarator)
            }
            Syntax::Function(variable, declarator, module) => {
                self.function(scope, item, variable, declarator, module);
            }
            Syntax::Constant(..) => self.constant(id, item),
            Syntax::InterfaceForward
            | Syntax::CoclassForward
            | Syntax::Enumerator(..)
            | Syntax::Define(_) => {}
        }
    }

    fn typedef(
        &mut self,
        scope: Scope,
        item: ItemId,
        variable: &ast::Variable,
        declarator: &ast::Declarator,
    ) {
        let ty = self.declared_type(scope, &variable.specifier, declarator);
        let attributes = self.written(&variable.attributes);
        if self.leads_to(&ty, item) {
            let name = self.model.item(item).name.to_string();
            let span = self.model.item(item).span;
            self.report(Problem::CyclicType { name }, span);
            return;
        }
        self.model.item_mut(item).kind = ItemKind::Typedef(Typedef { ty, attributes });
    }

    /// Whether `ty` is the typedef `item` under other names, or an array of it. Where a pointer is
    /// between, `nesting` finds it.
    fn leads_to(&self, ty: &Type, item: ItemId) -> bool {
        let mut ty = ty;
        loop {
            ty = match ty {
                Type::Named(id) if *id == item => return true,
                Type::Named(id) => match &self.model.item(*id).kind {
                    ItemKind::Typedef(typedef) => &typedef.ty,
                    _ => return false,
                },
                Type::Array { element, .. } => element,
                _ => return false,
            };
        }
    }

    fn constant(&mut self, id: DefinitionId, item: ItemId) {
        let span = self.definitions.get(id).name.span;
        match self.value_of(id, span) {
            Ok(Computed { value, ty }) => {
                self.model.item_mut(item).kind = ItemKind::Constant(Constant { ty, value });
            }
            Err(fault) => self.session.diagnostics.push(*fault),
        }
    }
}

fn opaque_record(record: &ast::Record) -> OpaqueKind {
    if record.is_union {
        OpaqueKind::Union
    } else {
        OpaqueKind::Struct
    }
}
