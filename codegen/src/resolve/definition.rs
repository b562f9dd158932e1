//! Definitions: the names that each file defines, and the files that see them. `collect` finds
//! them.

use std::cell::Cell;
use std::collections::hash_map::Entry;
use std::iter;
use std::mem::discriminant;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::{UnitId, Units};
use crate::model::{ItemId, Origin};
use crate::parse::ast::{
    self, Attributes, Declarator, DeclareGuid, Define, Name, TypeName, Variable,
};
use crate::source::Span;
use crate::token::Symbol;

/// A definition: an index into [`Definitions::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DefinitionId(pub(super) u32);

/// A definition of a name in one file.
#[derive(Clone, Debug)]
pub(super) struct Definition<'a> {
    pub(super) unit: UnitId,
    /// The public name.
    pub(super) name: Name,
    /// C's tag, where it isn't the name.
    pub(super) tag: Option<Symbol>,
    /// The WinRT namespace, dotted; empty elsewhere.
    pub(super) namespace: Symbol,
    /// Whether it stands in a `library`.
    pub(super) is_in_library: bool,
    pub(super) syntax: Syntax<'a>,
    /// Whether it is written for MIDL alone. C has the real one from elsewhere.
    pub(super) is_midl_only: bool,
    /// The item, once something has referred to it.
    pub(super) item: Option<ItemId>,
}

impl Definition<'_> {
    /// Returns the scope in which the names of its content are looked up.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            unit: self.unit,
            namespace: self.namespace,
            is_in_library: self.is_in_library,
        }
    }
}

/// An API contract.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContractDefinition<'a> {
    pub(super) unit: UnitId,
    pub(super) namespace: Symbol,
    pub(super) syntax: &'a ast::Apicontract,
}

/// An attribute that a file declares.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributeTypeDefinition<'a> {
    /// Where it is declared.
    pub(super) scope: Scope,
    pub(super) syntax: &'a ast::AttributeType,
}

/// The syntax of a definition.
#[derive(Clone, Debug)]
pub(super) enum Syntax<'a> {
    Interface(&'a ast::Interface),
    /// The asynchronous interface that `async_uuid` makes of this one.
    AsyncInterface(&'a ast::Interface),
    /// `interface IFoo;`, for a name that the file doesn't define.
    InterfaceForward,
    Dispinterface(&'a ast::Dispinterface),
    Coclass(&'a ast::Coclass),
    CoclassForward,
    Library(&'a ast::Library),
    Module(&'a ast::Module),
    Delegate(&'a ast::Delegate),
    Typedef(&'a Variable, &'a Declarator),
    Record(&'a ast::Record),
    Enum(&'a ast::Enum, &'a Attributes),
    Constant(&'a Variable, &'a Declarator),
    DeclareGuid(&'a DeclareGuid),
    Enumerator(DefinitionId, usize),
    Define(&'a Define),
    Function(&'a Variable, &'a Declarator, Option<&'a ast::Module>),
}

impl Syntax<'_> {
    /// Returns whether it is a forward declaration of an interface or a class.
    fn is_forward(&self) -> bool {
        matches!(self, Self::InterfaceForward | Self::CoclassForward)
    }

    /// Returns whether it declares a type without defining it.
    pub(super) fn is_declaration(&self) -> bool {
        self.is_forward() || !has_body(self)
    }

    /// Returns whether it names a type.
    pub(super) fn is_type(&self) -> bool {
        !matches!(
            self,
            Self::Constant(..)
                | Self::DeclareGuid(_)
                | Self::Enumerator(..)
                | Self::Define(_)
                | Self::Function(..)
                | Self::Library(_)
                | Self::Module(_)
        )
    }

    /// Returns the place of the body of a struct, union or enum.
    pub(super) fn body(&self) -> Option<Span> {
        match self {
            Self::Record(record) => Some(record.span),
            Self::Enum(syntax, _) => Some(syntax.span),
            _ => None,
        }
    }

    /// Returns what it is, as a message says it.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Interface(_) | Self::AsyncInterface(_) | Self::InterfaceForward => "an interface",
            Self::Dispinterface(_) => "a dispinterface",
            Self::Coclass(_) | Self::CoclassForward => "a class",
            Self::Library(_) => "a library",
            Self::Module(_) => "a module",
            Self::Delegate(_) => "a delegate",
            Self::Typedef(..) => "a typedef",
            Self::Record(record) if record.is_union => "a union",
            Self::Record(_) => "a struct",
            Self::Enum(..) => "an enum",
            Self::Constant(..) | Self::DeclareGuid(_) | Self::Define(_) => "a constant",
            Self::Enumerator(..) => "an enumeration's value",
            Self::Function(..) => "a function",
        }
    }
}

/// All definitions of a compilation.
#[derive(Debug, Default)]
pub(super) struct Definitions<'a> {
    pub(super) all: Vec<Definition<'a>>,
    /// C's ordinary names.
    pub(super) ordinary: FxHashMap<Symbol, Candidates>,
    /// C's tags, which have a namespace of their own.
    pub(super) tags: FxHashMap<Symbol, Candidates>,
    /// The dotted name of each name in a WinRT namespace.
    pub(super) qualified: FxHashMap<(Symbol, Symbol), Symbol>,
    /// The namespace around each WinRT namespace.
    pub(super) around: FxHashMap<Symbol, Symbol>,
    /// Structs, unions and enums without a tag that a typedef names, by the place of their bodies.
    pub(super) tagless: FxHashMap<Span, DefinitionId>,
    /// The values of enumerations in a WinRT namespace, by their names with the namespace alone.
    pub(super) enumerators: FxHashMap<Symbol, Candidates>,
    /// The same, by enumeration and name.
    pub(super) enumerators_of: FxHashMap<(DefinitionId, Symbol), DefinitionId>,
    /// WinRT's API contracts.
    pub(super) contracts: Vec<ContractDefinition<'a>>,
    /// WinRT's attributes.
    pub(super) attribute_types: Vec<AttributeTypeDefinition<'a>>,
    /// Their full names.
    pub(super) contract_names: FxHashSet<Symbol>,
    /// The instances of WinRT's parameterized types that a file declares.
    pub(super) declared_instances: Vec<(Scope, &'a TypeName)>,
    /// The names of typedefs to themselves: `typedef DWORD DWORD;`.
    pub(super) named_after_themselves: Vec<(Scope, Name)>,
    /// The names that one file defines twice: the second definition, then the first.
    pub(super) repeated: Vec<(DefinitionId, DefinitionId)>,
    /// The typedefs whose names another file defines, too: the later definition, then the first.
    pub(super) of_other_files: Vec<(DefinitionId, DefinitionId)>,
}

/// The definitions of one name, in the order of the files. Most names have one definition, which
/// takes no list.
#[derive(Debug)]
pub(super) struct Candidates {
    first: DefinitionId,
    /// One pointer, because most names have no others.
    #[expect(clippy::box_collection, reason = "it is smaller than a vector")]
    others: Option<Box<Vec<DefinitionId>>>,
    /// The last unit that looked the name up, and the definition that it saw. The next look-up is
    /// nearly always of the same unit.
    last_seen: Cell<Option<(UnitId, Option<DefinitionId>)>>,
}

impl Candidates {
    pub(super) fn iter(&self) -> impl Iterator<Item = DefinitionId> {
        let others = self.others.iter().flat_map(|others| others.iter());
        iter::once(self.first).chain(others.copied())
    }

    fn last(&self) -> DefinitionId {
        let others = self.others.as_ref();
        others
            .and_then(|others| others.last().copied())
            .unwrap_or(self.first)
    }
}

/// Adds the definition `id` of the name `key`.
pub(super) fn add_to(map: &mut FxHashMap<Symbol, Candidates>, key: Symbol, id: DefinitionId) {
    match map.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(Candidates {
                first: id,
                others: None,
                last_seen: Cell::new(None),
            });
        }
        Entry::Occupied(mut entry) => {
            let candidates = entry.get_mut();
            candidates.others.get_or_insert_default().push(id);
            candidates.last_seen.set(None);
        }
    }
}

/// The place from which a name is looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub(super) unit: UnitId,
    /// The WinRT namespace.
    pub(super) namespace: Symbol,
    /// Whether it is in a `library`, where names of types ignore case.
    pub(super) is_in_library: bool,
}

impl<'a> Definitions<'a> {
    /// Returns the definition `id`.
    pub(super) fn get(&self, id: DefinitionId) -> &Definition<'a> {
        &self.all[id.0 as usize]
    }

    /// Returns the name of a definition with its namespace.
    pub(super) fn full_name(&self, id: DefinitionId) -> Symbol {
        let definition = self.get(id);
        match definition.namespace {
            Symbol::EMPTY => definition.name.text,
            // The collector has made it, but for the values of enumerations.
            namespace => {
                let key = (namespace, definition.name.text);
                self.qualified.get(&key).copied().unwrap_or(key.1)
            }
        }
    }

    /// Notes that `item` is the item of the definition `id`.
    pub(super) fn set_item(&mut self, id: DefinitionId, item: ItemId) {
        self.all[id.0 as usize].item = Some(item);
    }

    /// Returns the definition of the ordinary name `name` that `scope` sees.
    pub(super) fn ordinary(
        &self,
        units: &Units,
        scope: Scope,
        name: Symbol,
    ) -> Option<DefinitionId> {
        self.visible(units, scope, self.ordinary.get(&name)?)
    }

    /// Returns the name that `path` has outside of `namespace`, if something has that name there.
    fn qualified(
        &self,
        namespace: Symbol,
        mut path: impl Iterator<Item = Symbol>,
    ) -> Option<Symbol> {
        path.try_fold(namespace, |within, name| match within {
            Symbol::EMPTY => Some(name),
            within => self.qualified.get(&(within, name)).copied(),
        })
    }

    /// Returns what `find` finds by the name that `path` has in the nearest namespace around `scope`.
    fn nearest<T>(
        &self,
        scope: Scope,
        path: impl Iterator<Item = Symbol> + Clone,
        find: impl Fn(Symbol) -> Option<T>,
    ) -> Option<T> {
        let mut namespace = scope.namespace;
        loop {
            let found = self.qualified(namespace, path.clone()).and_then(&find);
            if found.is_some() || namespace == Symbol::EMPTY {
                return found;
            }
            namespace = self.around(namespace);
        }
    }

    /// Returns the constant that `name` means in an expression of `scope`. In an enumeration, its own values
    /// come first.
    pub(super) fn constant_called(
        &self,
        units: &Units,
        scope: Scope,
        enumeration: Option<DefinitionId>,
        name: Symbol,
    ) -> Option<DefinitionId> {
        if scope.namespace == Symbol::EMPTY {
            return self.ordinary(units, scope, name);
        }
        let own = enumeration.and_then(|of| self.enumerators_of.get(&(of, name)));
        own.copied().or_else(|| {
            self.nearest(scope, iter::once(name), |key| {
                let of_enumerations = || self.visible(units, scope, self.enumerators.get(&key)?);
                let found = self.ordinary(units, scope, key);
                let constant = found.filter(|id| !self.get(*id).syntax.is_type());
                constant.or_else(of_enumerations)
            })
        })
    }

    /// Returns the namespace around `namespace`. It is empty at the top of the file.
    pub(super) fn around(&self, namespace: Symbol) -> Symbol {
        self.around.get(&namespace).copied().unwrap_or_default()
    }

    /// Returns the definition of the tag `name` that `scope` sees.
    pub(super) fn tag(&self, units: &Units, scope: Scope, name: Symbol) -> Option<DefinitionId> {
        self.visible(units, scope, self.tags.get(&name)?)
    }

    /// Returns the struct, union or enum that `tag` names behind its keyword.
    pub(super) fn tagged(&self, units: &Units, scope: Scope, tag: Symbol) -> Option<DefinitionId> {
        self.nearest(scope, iter::once(tag), |key| {
            self.tag(units, scope, key).or_else(|| {
                let id = self.ordinary(units, scope, key)?;
                let syntax = &self.get(id).syntax;
                matches!(syntax, Syntax::Record(_) | Syntax::Enum(..)).then_some(id)
            })
        })
    }

    /// Returns the definition that a type's name means in `scope`.
    pub(super) fn type_called(
        &self,
        units: &Units,
        scope: Scope,
        path: &[Name],
    ) -> Option<DefinitionId> {
        self.nearest(scope, path.iter().map(|name| name.text), |key| {
            // As in C++, a tag is enough where no other name fits.
            let found = self
                .ordinary(units, scope, key)
                .or_else(|| self.tag(units, scope, key));
            found.filter(|id| self.get(*id).syntax.is_type())
        })
    }

    /// Returns the full name of the API contract that `path` means in `scope`.
    pub(super) fn contract_called(&self, scope: Scope, path: &[Name]) -> Option<Symbol> {
        self.nearest(scope, path.iter().map(|name| name.text), |key| {
            self.contract_names.contains(&key).then_some(key)
        })
    }

    /// Returns the definition of the struct, union or enum without a tag whose body stands at
    /// `body`, if a typedef gives it a name.
    pub(super) fn tagless(&self, body: Span) -> Option<DefinitionId> {
        self.tagless.get(&body).copied()
    }

    /// Returns the one of `candidates` that `scope` sees.
    fn visible(
        &self,
        units: &Units,
        scope: Scope,
        candidates: &Candidates,
    ) -> Option<DefinitionId> {
        match candidates.last_seen.get() {
            Some((unit, found)) if unit == scope.unit => found,
            _ => {
                let found = self.best(units, scope, candidates);
                candidates.last_seen.set(Some((scope.unit, found)));
                found
            }
        }
    }

    /// Returns the nearest of several. A definition is nearer than a declaration. Then the unit
    /// itself is nearer than its imports, and these are nearer than another input file.
    fn best(&self, units: &Units, scope: Scope, candidates: &Candidates) -> Option<DefinitionId> {
        let visible = &units.unit(scope.unit).visible;
        let distance = |id| {
            let unit = self.get(id).unit;
            if unit == scope.unit {
                Some(0)
            } else if visible[unit.0 as usize] {
                Some(1)
            } else {
                match units.unit(unit).origin {
                    Origin::Named => Some(2),
                    Origin::Prelude => Some(3),
                    _ => None,
                }
            }
        };
        let has_midl_only = candidates.iter().any(|id| self.get(id).is_midl_only);
        candidates
            .iter()
            .filter_map(|id| {
                let definition = self.get(id);
                let distance = distance(id)?;
                let weakness = match &definition.syntax {
                    syntax if syntax.is_declaration() => 3,
                    // C's compiler takes the macro for the type that MIDL alone sees:
                    // `REFPROPVARIANT`.
                    Syntax::Define(_) if has_midl_only => 2,
                    _ if definition.is_midl_only => 1,
                    _ => 0,
                };
                Some((weakness, distance, id))
            })
            .min()
            .map(|(_, _, id)| id)
    }

    /// Returns all ordinary names of types.
    pub(super) fn type_names(&self) -> impl Iterator<Item = Symbol> {
        self.ordinary.iter().filter_map(|(name, ids)| {
            ids.iter()
                .any(|id| self.get(id).syntax.is_type())
                .then_some(*name)
        })
    }

    /// Adds a definition under the name `key`.
    pub(super) fn add(
        &mut self,
        definition: Definition<'a>,
        key: Symbol,
        in_tags: bool,
    ) -> DefinitionId {
        let id = DefinitionId(u32::try_from(self.all.len()).expect("fewer than 2^32 definitions"));
        let map = if in_tags {
            &mut self.tags
        } else {
            &mut self.ordinary
        };
        if let Some(same) = map.get(&key) {
            // A file may repeat a forward declaration any number of times.
            let last = &self.all[same.last().0 as usize];
            if definition.syntax.is_forward()
                && last.unit == definition.unit
                && last.is_midl_only == definition.is_midl_only
            {
                return same.last();
            }
            let earlier = same.iter().find(|other| {
                let other = &self.all[other.0 as usize];
                other.unit == definition.unit && !other.syntax.is_forward()
            });
            if let Some(earlier) = earlier
                && !definition.syntax.is_forward()
            {
                self.repeated.push((id, earlier));
            } else if let Syntax::Typedef(..) = definition.syntax {
                self.of_other_files.push((id, same.first));
            }
        }
        // Nobody sees a definition that repeats an earlier one of its kind, but for the report.
        let is_seen = self.repeated.last().is_none_or(|(second, first)| {
            let first = &self.all[first.0 as usize];
            *second != id
                || first.is_midl_only != definition.is_midl_only
                || discriminant(&first.syntax) != discriminant(&definition.syntax)
        });
        if is_seen {
            add_to(map, key, id);
        }
        self.all.push(definition);
        id
    }
}

/// Returns whether a struct, union or enum has a body. All else counts as having one.
pub(super) fn has_body(syntax: &Syntax<'_>) -> bool {
    match syntax {
        Syntax::Record(record) => record.fields.is_some(),
        Syntax::Enum(syntax, _) => syntax.values.is_some(),
        _ => true,
    }
}
