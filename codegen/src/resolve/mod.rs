//! Syntax to meaning: names to items, constants to values, bases to interfaces.
//!
//! The definitions of the input files become items of the [model](crate::model) in the order of
//! the files. The items that those refer to follow. They come from imported files, from the prelude
//! or from metadata.

mod any_case;
mod async_interface;
mod attribute;
mod attribute_type;
mod coclass;
mod collect;
mod constant;
mod contract;
mod cpp_quote;
mod declarator;
mod declare_guid;
mod definition;
mod delegate;
mod direction;
mod dispinterface;
mod enumeration;
mod expression;
mod from_metadata;
mod function;
mod index;
mod interface;
mod library;
mod metadata_name;
mod module;
mod nesting;
mod not_made;
mod parameter;
mod parameterized;
mod parameterized_definition;
mod prefetch;
mod record;
mod signature;
mod slot;
mod specifier;
#[cfg(test)]
mod tests;
mod typedef;

use std::collections::VecDeque;

use crate::diagnostics::{Diagnostic, Problem};
use crate::load::{UnitId, Units};
use crate::metadata::Metadata;
use crate::model::{
    Base, Constant, Enum, Interface, InterfaceKind, Item, ItemDetails, ItemId, ItemKind, Model,
    Module, OpaqueKind, Origin, Record, Type, Typedef, Value,
};
use crate::parallel::Beside;
use crate::parse::ast;
use crate::session::Session;
use crate::source::{Reached, Span};
use crate::token::Symbol;
use any_case::AnyCase;
use cpp_quote::Macros;
use definition::{Definition, DefinitionId, Definitions, Syntax};
use enumeration::Enumerations;
use expression::{Computed, Fault};
pub use index::{Index, Meaning, Use, Visible, VisibleKind};
use nesting::Depth;
use parameterized::Instances;
use prefetch::{names_to_load, prefetch};
use record::opaque_record;
use rustc_hash::{FxHashMap, FxHashSet};

/// Returns the meaning of the files of `units`.
///
/// Errors are reported to the session. The model then holds the part that was understood. Warnings
/// about imported files are dropped, because only the maintainers of those files can act on them.
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
        names_to_load(&definitions, units, &session.names),
    );
    let model = model(session, units, definitions, metadata);
    let sources = &session.sources;
    let is_imported = |reached: Reached| matches!(reached, Reached::Imported(_));
    session
        .diagnostics
        .retain_warnings(|warning| !sources.reached(warning.span).any(is_imported));
    model
}

/// Returns, for each of `names`, whether the file of `syntax` itself defines a type or a value called
/// so. A definition in a file that it includes doesn't count.
pub(crate) fn are_defined(
    session: &mut Session,
    syntax: ast::SyntaxTree,
    names: &[&str],
) -> Vec<bool> {
    let units = Units::of(syntax, Origin::Named);
    let definitions = Definitions::collect(&units, &mut session.names);
    let mut defined = vec![false; names.len()];
    for definition in &definitions.all {
        let name = session.names.text(definition.name.text);
        let Some(number) = names.iter().position(|it| *it == name) else {
            continue;
        };
        let inclusion = session.sources.inclusion(definition.name.span);
        defined[number] |= !definition.syntax.is_declaration()
            && inclusion.is_some_and(|inclusion| inclusion.reached == Reached::Named);
    }
    defined
}

/// Returns the meaning of the files of `units`, whose definitions are `definitions`.
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
        items_by_name: FxHashMap::default(),
        unresolved: Unresolved::default(),
        values: FxHashMap::default(),
        foreign_constants: FxHashSet::default(),
        enumerations: Enumerations::default(),
        macros: Macros::default(),
        instances: Instances::default(),
        any_case: AnyCase::default(),
        same_typedefs: FxHashMap::default(),
        typedef_ends: FxHashMap::default(),
        interface: None,
        depth: Depth::default(),
        midl3_units: Vec::new(),
        similar_searches: 0,
    };
    resolver.report_repeated();
    resolver.note_typedefs_of_other_files();
    resolver.report_not_made();
    resolver.check_named_after_themselves();
    resolver.add_input_definitions();
    resolver.add_declared_instances();
    resolver.add_contracts();
    resolver.add_attribute_types();
    resolver.resolve_queue();
    resolver.add_parameterized_definitions();
    resolver.resolve_queue();
    resolver.check_typedef_nesting();
    resolver.check_directions();
    resolver.number_slots();
    resolver.check_class_bases();
    resolver.check_metadata_names();
    resolver.model
}

/// The state of a computation that may lead back to itself.
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
    /// The items by public name, with its namespace where it has one. Where metadata refers to a name
    /// that is here, it means this item.
    items_by_name: FxHashMap<Symbol, ItemId>,
    unresolved: Unresolved,
    /// The values of constants and of quoted macros without parameters.
    values: FxHashMap<DefinitionId, Progress<Result<Computed, Fault>>>,
    /// The constants that the input files refer to and don't define.
    foreign_constants: FxHashSet<Symbol>,
    enumerations: Enumerations,
    macros: Macros,
    instances: Instances,
    any_case: AnyCase,
    /// The typedefs that repeat another one, with that one.
    same_typedefs: FxHashMap<DefinitionId, DefinitionId>,
    /// The typedefs that were walked, each with what stands at the end of its names.
    typedef_ends: FxHashMap<ItemId, Option<ItemId>>,
    /// The interface whose content is being resolved.
    interface: Option<Symbol>,
    depth: Depth,
    /// The files that turned out to be written in MIDL 3.
    midl3_units: Vec<UnitId>,
    /// For how many unknown names a similar name was searched.
    similar_searches: usize,
}

/// The items whose content isn't resolved yet.
#[derive(Default)]
struct Unresolved {
    /// The items in the order in which they were met. Some of them may be resolved already.
    queue: VecDeque<ItemId>,
    /// The definition of each item that is not resolved.
    definitions: FxHashMap<ItemId, DefinitionId>,
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
        for (second_id, first_id) in std::mem::take(&mut self.definitions.repeated) {
            let second = self.definitions.get(second_id);
            let first = self.definitions.get(first_id);
            if self.is_same(second, first) {
                self.note_same_typedef(second_id, first_id);
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

    /// Notes the typedefs that input files repeat. C's compiler takes them for one type.
    fn note_typedefs_of_other_files(&mut self) {
        for (second_id, first_id) in std::mem::take(&mut self.definitions.of_other_files) {
            let definitions = [second_id, first_id].map(|id| self.definitions.get(id));
            let are_named = definitions
                .iter()
                .all(|it| self.units.unit(it.unit).origin == Origin::Named);
            let [second, first] = definitions;
            if are_named && self.is_same(second, first) {
                self.note_same_typedef(second_id, first_id);
            }
        }
    }

    fn note_same_typedef(&mut self, second: DefinitionId, first: DefinitionId) {
        if let Syntax::Typedef(..) = self.definitions.get(second).syntax {
            self.same_typedefs.insert(second, first);
        }
    }

    /// Returns whether a second definition repeats the first. C allows that of typedefs and macros.
    fn is_same(&self, second: &Definition<'_>, first: &Definition<'_>) -> bool {
        match (&second.syntax, &first.syntax) {
            // A `#define` may repeat a constant or another `#define`, because C's compiler sees
            // conditions around them that IDL doesn't.
            (Syntax::Define(_), _) | (_, Syntax::Define(_)) => true,
            (Syntax::Typedef(a, _), Syntax::Typedef(b, _)) => {
                // Two names of one typedef may have different types: `typedef long A, *A;`.
                !std::ptr::eq(*a, *b)
                    && self.session.sources.text(a.span) == self.session.sources.text(b.span)
            }
            _ => false,
        }
    }

    /// Adds the items of all definitions of the input files, in order.
    fn add_input_definitions(&mut self) {
        for index in 0..self.definitions.all.len() {
            let id = DefinitionId(index as u32);
            let definition = self.definitions.get(id);
            if self.units.unit(definition.unit).origin != Origin::Named {
                continue;
            }
            let syntax = definition.syntax.clone();
            if self.metadata_counterpart(id).is_some() {
                continue;
            }
            match syntax {
                // A declaration becomes an item where something refers to it.
                Syntax::InterfaceForward | Syntax::CoclassForward => {}
                Syntax::Enumerator(of, index) => self.nameless_enumerator(id, of, index),
                Syntax::Define(_) => self.quoted_macro(id),
                Syntax::Record(record) if record.fields.is_none() => {}
                Syntax::Enum(..) if self.definitions.get(id).name.text == Symbol::EMPTY => {}
                Syntax::Interface(interface) if !interface.generics.is_empty() => {}
                Syntax::Delegate(delegate) if !delegate.generics.is_empty() => {}
                _ => {
                    self.item(id);
                }
            }
        }
    }

    /// Adds the items of the instances that the input files declare. They belong to these files, no
    /// matter which file defines the parameterized type.
    fn add_declared_instances(&mut self) {
        for (scope, instance) in std::mem::take(&mut self.definitions.declared_instances) {
            if self.units.unit(scope.unit).origin == Origin::Named
                && let Some((path, arguments)) = instance.specifier.kind.name()
                && !arguments.is_empty()
                && let Type::Named(item) = self.named_type(scope, path, arguments)
            {
                self.model.item_mut(item).origin = Origin::Named;
            }
        }
    }

    /// Returns the item of a definition. Its content is resolved later.
    fn item(&mut self, id: DefinitionId) -> ItemId {
        let definition = self.definitions.get(id);
        if let Some(item) = definition.item {
            return item;
        }
        if let Some(first) = self.same_typedefs.get(&id) {
            return self.item(*first);
        }
        if let Some(found) = self.metadata_counterpart(id) {
            self.definitions.set_item(id, found);
            return found;
        }
        let definition = self.definitions.get(id);
        let is_own = self.units.unit(definition.unit).origin == Origin::Named;
        let namespace = definition.namespace;
        let name = self.definitions.full_name(id);
        // Metadata may have given an item of this name already. That one stays.
        if !is_own
            && let Some(found) = self.items_by_name.get(&name).copied()
            && matches!(self.model.item(found).origin, Origin::Metadata { .. })
        {
            self.definitions.set_item(id, found);
            return found;
        }
        if self.definitions.get(id).syntax.is_declaration()
            && let Some(found) = self.metadata_item_in(namespace, id)
        {
            self.definitions.set_item(id, found);
            return found;
        }
        let kind = self.placeholder(id);
        let item = self.push(id, kind);
        self.unresolved.queue.push_back(item);
        self.unresolved.definitions.insert(item, id);
        item
    }

    /// Returns metadata's item for a definition that only declares its name.
    fn metadata_item_in(&mut self, namespace: Symbol, id: DefinitionId) -> Option<ItemId> {
        let name = self.definitions.get(id).name;
        let found = if namespace == Symbol::EMPTY {
            self.metadata_item(name.text)
        } else {
            let namespace = self.text(namespace).to_owned();
            let text = self.text(name.text).to_owned();
            self.qualified_metadata_item(&namespace, &text)
        };
        self.report_refused_instance(name.span);
        found
    }

    /// Returns metadata's item for a type that is written for MIDL alone. C's compiler has the real
    /// type from another header.
    fn metadata_counterpart(&mut self, id: DefinitionId) -> Option<ItemId> {
        let definition = self.definitions.get(id);
        if !definition.is_midl_only || !definition.syntax.is_type() {
            return None;
        }
        let name = definition.name;
        let found = self.metadata_type(name.text);
        self.report_refused_instance(name.span);
        match found? {
            Type::Named(found) => Some(found),
            _ => None,
        }
    }

    /// Adds the item of a definition.
    fn push(&mut self, id: DefinitionId, kind: ItemKind) -> ItemId {
        let definition = self.definitions.get(id);
        let name = definition.name.text;
        let details = match (definition.tag, definition.namespace) {
            (None, Symbol::EMPTY) => None,
            (tag, namespace) => Some(Box::new(ItemDetails {
                tag: tag.map(|tag| self.text(tag).into()),
                namespace: (namespace != Symbol::EMPTY).then(|| self.text(namespace).into()),
                ..ItemDetails::default()
            })),
        };
        let span = definition.name.span;
        let origin = self.units.unit(definition.unit).origin.clone();
        let full_name = self.definitions.full_name(id);
        let item = self.model.push(Item {
            name: self.text(name).into(),
            details,
            span,
            origin,
            kind,
        });
        self.definitions.set_item(id, item);
        self.items_by_name.insert(full_name, item);
        item
    }

    /// Returns the kind of a definition's item before its content is resolved. This is enough for
    /// the items that refer to it.
    fn placeholder(&self, id: DefinitionId) -> ItemKind {
        match &self.definitions.get(id).syntax {
            Syntax::Interface(_) | Syntax::AsyncInterface(_) | Syntax::Delegate(_) => {
                ItemKind::Interface(Box::default())
            }
            Syntax::Dispinterface(_) => ItemKind::from(Interface {
                kind: InterfaceKind::Dispatch,
                ..Interface::default()
            }),
            Syntax::InterfaceForward | Syntax::CoclassForward => {
                ItemKind::Opaque(OpaqueKind::Interface)
            }
            Syntax::Coclass(_) => ItemKind::Coclass(Box::default()),
            Syntax::Library(_) => ItemKind::Library(Box::default()),
            Syntax::Module(_) => ItemKind::Module(Module::default()),
            Syntax::Record(record) if record.fields.is_none() => {
                ItemKind::Opaque(opaque_record(record))
            }
            Syntax::Record(record) => ItemKind::Record(Record {
                is_union: record.is_union,
                fields: Vec::new(),
                pack: record.pack,
                align: None,
            }),
            Syntax::Enum(syntax, _) if syntax.values.is_none() => {
                ItemKind::Opaque(OpaqueKind::Enum)
            }
            Syntax::Enum(..) => ItemKind::Enum(Enum {
                values: Vec::new(),
                repr: Base::Int,
                v1_enum: false,
                flags: false,
            }),
            Syntax::Typedef(..) => ItemKind::Typedef(Typedef::new(Type::Base(Base::Void))),
            Syntax::Constant(..)
            | Syntax::DeclareGuid(_)
            | Syntax::Enumerator(..)
            | Syntax::Define(_) => ItemKind::Constant(Constant {
                ty: Type::Base(Base::Int),
                value: Value::Int(0),
            }),
            Syntax::Function(..) => ItemKind::Opaque(OpaqueKind::Interface),
        }
    }

    /// Resolves the content of all items.
    fn resolve_queue(&mut self) {
        while let Some(item) = self.unresolved.queue.pop_front() {
            self.resolve_now(item);
        }
    }

    /// Resolves the content of one item, unless that is done or in progress.
    fn resolve_now(&mut self, item: ItemId) {
        let Some(id) = self.unresolved.definitions.get(&item).copied() else {
            return;
        };
        let span = self.model.item(item).span;
        let settled = self.deeper(span, |resolver| {
            resolver.unresolved.definitions.remove(&item);
            resolver.resolve_content(id, item);
        });
        if let Err(fault) = settled {
            self.session.diagnostics.push(*fault);
        }
    }

    /// Resolves the content of `item`, whose definition is `id`.
    fn resolve_content(&mut self, id: DefinitionId, item: ItemId) {
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        let syntax = definition.syntax.clone();
        let interface = matches!(syntax, Syntax::Interface(_)).then_some(definition.name.text);
        let outer = std::mem::replace(&mut self.interface, interface);
        let was_within = self.instances.within_definition(false);
        match syntax {
            Syntax::Interface(syntax) => self.interface(scope, item, syntax),
            Syntax::AsyncInterface(syntax) => self.async_interface(scope, item, syntax),
            Syntax::Dispinterface(syntax) => self.dispinterface(scope, item, syntax),
            Syntax::Delegate(syntax) => self.delegate(scope, item, syntax),
            Syntax::Coclass(syntax) => self.coclass(scope, item, syntax),
            Syntax::Library(syntax) => self.library(item, syntax),
            Syntax::Module(syntax) => self.module(item, syntax),
            Syntax::Record(syntax) => self.record(scope, item, syntax),
            Syntax::Enum(syntax, attributes) if syntax.values.is_some() => {
                self.enumeration(id, item, syntax, attributes);
            }
            Syntax::Enum(..) => {}
            Syntax::Typedef(variable, declarator) => {
                self.typedef(scope, id, item, (variable, declarator));
            }
            Syntax::Function(variable, declarator, module) => {
                self.function(scope, item, variable, declarator, module);
            }
            Syntax::Constant(..) | Syntax::DeclareGuid(_) => self.constant(id, item),
            Syntax::InterfaceForward
            | Syntax::CoclassForward
            | Syntax::Enumerator(..)
            | Syntax::Define(_) => {}
        }
        self.instances.within_definition(was_within);
        self.interface = outer;
    }
}
