//! Definitions: what each file defines under which name, and who sees it. `collect` finds them.

use std::cell::Cell;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::load::{UnitId, Units};
use crate::model::{ItemId, Origin};
use crate::parse::ast::{self, Attributes, Declarator, Define, Name, TypeName, Variable};
use crate::source::Span;
use crate::token::Symbol;

/// A definition: an index into [`Definitions::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DefinitionId(pub(super) u32);

/// What a name stands for, in one file.
#[derive(Clone, Debug)]
pub(super) struct Definition<'a> {
    pub(super) unit: UnitId,
    /// The public name.
    pub(super) name: Name,
    /// C's tag, where it isn't the name.
    pub(super) tag: Option<Symbol>,
    /// The WinRT namespace, dotted; empty elsewhere.
    pub(super) namespace: Symbol,
    pub(super) syntax: Syntax<'a>,
    /// It is written for MIDL alone, in place of what C has elsewhere.
    pub(super) stands_in: bool,
    /// The item, once someone has referred to it.
    pub(super) item: Option<ItemId>,
}

/// Where a definition is written.
#[derive(Clone, Debug)]
pub(super) enum Syntax<'a> {
    Interface(&'a ast::Interface),
    /// The interface that `async_uuid` makes of this one.
    AsyncInterface(&'a ast::Interface),
    /// Declared, and defined nowhere in the file.
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
    Enumerator(DefinitionId, usize),
    Define(Define),
    Function(&'a Variable, &'a Declarator, Option<&'a ast::Module>),
}

impl Syntax<'_> {
    /// Whether it merely says that there is such a thing.
    fn is_forward(&self) -> bool {
        matches!(self, Self::InterfaceForward | Self::CoclassForward)
    }

    /// Whether it says that there is such a type, and not what it is.
    pub(super) fn is_declaration(&self) -> bool {
        self.is_forward() || !has_body(self)
    }

    /// Whether it names a type.
    pub(super) fn is_type(&self) -> bool {
        !matches!(
            self,
            Self::Constant(..)
                | Self::Enumerator(..)
                | Self::Define(_)
                | Self::Function(..)
                | Self::Library(_)
                | Self::Module(_)
        )
    }

    /// Where the body of a struct, union or enum stands.
    pub(super) fn body(&self) -> Option<Span> {
        match self {
            Self::Record(record) => Some(record.span),
            Self::Enum(it, _) => Some(it.span),
            _ => None,
        }
    }

    /// What it is, for messages.
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
            Self::Constant(..) | Self::Define(_) => "a constant",
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
    /// C's tags, which are names of their own.
    pub(super) tags: FxHashMap<Symbol, Candidates>,
    /// What each name in a WinRT namespace is called outside it.
    pub(super) qualified: FxHashMap<(Symbol, Symbol), Symbol>,
    /// The namespace around each.
    pub(super) around: FxHashMap<Symbol, Symbol>,
    /// Structs, unions and enums without a tag that a typedef names, by where they stand.
    pub(super) tagless: FxHashMap<Span, DefinitionId>,
    /// WinRT's instances of parameterized types that a file declares.
    pub(super) declared: Vec<(Scope, &'a TypeName)>,
    /// Names that one file defines twice: the second, and the first.
    pub(super) repeated: Vec<(DefinitionId, DefinitionId)>,
}

/// What one name stands for, in the order of the files. Most have one meaning, which takes no list.
#[derive(Debug)]
pub(super) struct Candidates {
    first: DefinitionId,
    /// One pointer, since most have none.
    #[expect(clippy::box_collection, reason = "it is smaller than a vector")]
    others: Option<Box<Vec<DefinitionId>>>,
    /// What the unit saw that looked last: it is nearly always the same again.
    seen: Cell<Option<(UnitId, Option<DefinitionId>)>>,
}

impl Candidates {
    pub(super) fn iter(&self) -> impl Iterator<Item = DefinitionId> {
        let others = self.others.iter().flat_map(|it| it.iter());
        std::iter::once(self.first).chain(others.copied())
    }

    fn last(&self) -> DefinitionId {
        let others = self.others.as_ref();
        others
            .and_then(|it| it.last().copied())
            .unwrap_or(self.first)
    }
}

/// Adds what the name `key` stands for too.
pub(super) fn add_to(map: &mut FxHashMap<Symbol, Candidates>, key: Symbol, id: DefinitionId) {
    match map.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(Candidates {
                first: id,
                others: None,
                seen: Cell::new(None),
            });
        }
        Entry::Occupied(mut entry) => {
            let candidates = entry.get_mut();
            candidates.others.get_or_insert_default().push(id);
            candidates.seen.set(None);
        }
    }
}

/// Where a name is looked up from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub(super) unit: UnitId,
    /// The WinRT namespace.
    pub(super) namespace: Symbol,
}

impl<'a> Definitions<'a> {
    pub(super) fn get(&self, id: DefinitionId) -> &Definition<'a> {
        &self.all[id.0 as usize]
    }

    /// The definition of the ordinary name `name` that `scope` sees.
    pub(super) fn ordinary(
        &self,
        units: &Units,
        scope: Scope,
        name: Symbol,
    ) -> Option<DefinitionId> {
        self.visible(units, scope, self.ordinary.get(&name)?)
    }

    /// The name that `path` has outside of `namespace`, if anything is called so there.
    pub(super) fn qualified(&self, namespace: Symbol, path: &[Name]) -> Option<Symbol> {
        path.iter()
            .try_fold(namespace, |within, name| match within {
                Symbol::EMPTY => Some(name.text),
                within => self.qualified.get(&(within, name.text)).copied(),
            })
    }

    /// The namespace around `namespace`, empty for that of the file.
    pub(super) fn around(&self, namespace: Symbol) -> Symbol {
        self.around.get(&namespace).copied().unwrap_or_default()
    }

    /// The definition of the tag `name` that `scope` sees.
    pub(super) fn tag(&self, units: &Units, scope: Scope, name: Symbol) -> Option<DefinitionId> {
        self.visible(units, scope, self.tags.get(&name)?)
    }

    /// The definition that the struct, union or enum without a tag at `body` is, if a typedef
    /// gives it a name.
    pub(super) fn tagless(&self, body: Span) -> Option<DefinitionId> {
        self.tagless.get(&body).copied()
    }

    /// What the name is to `scope` that stands for `candidates`.
    fn visible(
        &self,
        units: &Units,
        scope: Scope,
        candidates: &Candidates,
    ) -> Option<DefinitionId> {
        match candidates.seen.get() {
            Some((unit, found)) if unit == scope.unit => found,
            _ => {
                let found = self.best(units, scope, candidates);
                candidates.seen.set(Some((scope.unit, found)));
                found
            }
        }
    }

    /// The nearest of several: of the unit itself, of what it imports, of another named file; a
    /// definition rather than a declaration.
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
        let is_stood_in_for = candidates.iter().any(|id| self.get(id).stands_in);
        candidates
            .iter()
            .filter_map(|id| {
                let definition = self.get(id);
                let distance = distance(id)?;
                let weakness = match &definition.syntax {
                    it if it.is_forward() => 3,
                    // What a type that MIDL alone sees is to C's compiler: `REFPROPVARIANT`.
                    Syntax::Define(_) if is_stood_in_for => 2,
                    _ if definition.stands_in => 1,
                    _ => 0,
                };
                Some((weakness, distance, id))
            })
            .min()
            .map(|(_, _, id)| id)
    }

    /// All ordinary names: to find the one that was meant.
    pub(super) fn type_names(&self) -> impl Iterator<Item = Symbol> {
        self.ordinary.iter().filter_map(|(name, ids)| {
            ids.iter()
                .any(|id| self.get(id).syntax.is_type())
                .then_some(*name)
        })
    }

    /// Adds a definition under a name.
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
            // What is declared again is declared: a file may do so any number of times.
            let last = &self.all[same.last().0 as usize];
            if definition.syntax.is_forward()
                && last.unit == definition.unit
                && last.stands_in == definition.stands_in
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
            }
        }
        add_to(map, key, id);
        self.all.push(definition);
        id
    }
}

/// Whether it says what a struct, union or enum holds, as anything else does of its kind.
pub(super) fn has_body(syntax: &Syntax<'_>) -> bool {
    match syntax {
        Syntax::Record(record) => record.fields.is_some(),
        Syntax::Enum(it, _) => it.values.is_some(),
        _ => true,
    }
}
