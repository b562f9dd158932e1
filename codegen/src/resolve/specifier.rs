//! Specifiers: the types that stand before a declared name.

use super::Resolver;
use super::coclass::default_interface;
use super::definition::{DefinitionId, Scope, Syntax};
use super::nesting::MAX_DEPTH;
use super::record::opaque_record;
use crate::diagnostics::{Diagnostic, Language, Problem};
use crate::model::{Base, Item, ItemDetails, ItemId, ItemKind, OpaqueKind, Origin, Type};
use crate::parse::ast::{self, Name, Specifier, SpecifierKind, TypeName};
use crate::similar::{similar, similar_within};
use crate::source::Span;
use crate::token::{Symbol, keyword};

/// For how many unknown names a similar name is searched. Each search goes through all names.
const MAX_SIMILAR_SEARCHES: usize = 10;

/// For how many unknown names one of metadata is searched, which has far more than any IDL.
const MAX_METADATA_SEARCHES: usize = 3;

/// How many letters a name has at least to which a similar one of metadata is suggested. Shorter ones are
/// similar to too many.
const MIN_METADATA_NAME: usize = 5;

/// The place of a nameless struct or union in another one, from which it takes its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nesting {
    /// The struct or union in whose body it stands.
    pub(super) parent: ItemId,
    /// Its number among the nameless ones there.
    pub(super) number: usize,
}

impl Resolver<'_, '_> {
    /// Returns the type of this name, if there is one. Nothing is reported.
    pub(super) fn type_called(&mut self, scope: Scope, name: Symbol) -> Option<Type> {
        match self.definitions.ordinary(self.units, scope, name) {
            Some(id) if self.definitions.get(id).syntax.is_type() => {
                Some(Type::Named(self.item(id)))
            }
            Some(_) => None,
            None => self
                .metadata_type(name)
                .or_else(|| self.type_in_any_case(scope, name)),
        }
    }

    /// Returns the type of a specifier. `declared` is the first name of its declaration.
    pub(super) fn specified(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        nesting: Option<Nesting>,
        declared: Name,
    ) -> Type {
        match &specifier.kind {
            SpecifierKind::Base(base) => Type::Base(*base),
            SpecifierKind::Named(name) => self.named_type(scope, &[*name], &[]),
            SpecifierKind::Qualified(name) => self.named_type(scope, &name.path, &name.arguments),
            SpecifierKind::Interface(name) => self.named_type(scope, &[*name], &[]),
            SpecifierKind::SafeArray(element) => {
                Type::SafeArray(Box::new(self.type_name(scope, element)))
            }
            SpecifierKind::Record(record) => self.record_type(scope, record, nesting, declared),
            SpecifierKind::Enum(syntax) => self.enum_type(scope, syntax),
        }
    }

    /// Returns the type of a name, which is dotted and has type arguments in WinRT.
    pub(super) fn named_type(
        &mut self,
        scope: Scope,
        path: &[Name],
        arguments: &[TypeName],
    ) -> Type {
        let span = path[0].span.to(path[path.len() - 1].span);
        let ty = self.type_at(span, scope, path, arguments);
        self.report_refused_instance(span);
        ty
    }

    /// Returns the type of this name, which stands at `span`.
    fn type_at(&mut self, span: Span, scope: Scope, path: &[Name], arguments: &[TypeName]) -> Type {
        if let [name] = path
            && let Some(ty) = self.type_argument(name.text)
        {
            if !arguments.is_empty() {
                let name = self.text(name.text).to_owned();
                self.report(Problem::NotParameterized { name }, span);
            }
            return ty;
        }
        if !arguments.is_empty() {
            return self.parameterized(scope, path, arguments, span);
        }
        match self.type_definition(scope, path) {
            Some(id) => self.reference(id),
            None => {
                let found = self.type_of_metadata(scope, path);
                let found = match path {
                    [name] => found.or_else(|| self.type_in_any_case(scope, name.text)),
                    _ => found,
                };
                match found {
                    Some(ty) => ty,
                    None => self.unknown_type(scope, path, span),
                }
            }
        }
    }

    /// Returns the definition that a type's name means in `scope`.
    pub(super) fn type_definition(&self, scope: Scope, path: &[Name]) -> Option<DefinitionId> {
        self.definitions.type_called(self.units, scope, path)
    }

    /// Returns the type of a definition. `VOID` stands for `void`.
    pub(super) fn reference(&mut self, id: DefinitionId) -> Type {
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        if let Syntax::Typedef(variable, declarator) = definition.syntax
            && names_void(variable, declarator)
            && self.units.unit(definition.unit).origin == Origin::Prelude
        {
            return Type::Base(Base::Void);
        }
        let class = match definition.syntax {
            Syntax::Coclass(syntax) => Some(syntax),
            _ => None,
        };
        let item = self.item(id);
        if let Some(syntax) = class {
            self.name_default_interface(scope, item, syntax);
        }
        Type::Named(item)
    }

    /// Notes the default interface, for which a class's name stands, before the rest of the class is
    /// resolved.
    pub(super) fn name_default_interface(
        &mut self,
        scope: Scope,
        item: ItemId,
        syntax: &ast::Coclass,
    ) {
        let is_known = |kind: &ItemKind| match kind {
            ItemKind::Coclass(coclass) => coclass.stands_for.is_some(),
            _ => true,
        };
        let Some(default) = default_interface(syntax) else {
            return;
        };
        if is_known(&self.model.item(item).kind) {
            return;
        }
        let span = default.specifier.span;
        let was_within = self.instances.within_definition(false);
        let ty = self
            .deeper(span, |resolver| resolver.type_name(scope, default))
            .unwrap_or_else(|fault| {
                self.session.diagnostics.push(*fault);
                Type::Base(Base::Int)
            });
        self.instances.within_definition(was_within);
        if let ItemKind::Coclass(coclass) = &mut self.model.item_mut(item).kind {
            // Classes that stand for each other were reported, and one of them is an integer already.
            coclass.stands_for.get_or_insert(ty);
        }
    }

    /// Returns the type of a function's result. A function whose result has a name of `void` has no
    /// result.
    pub(super) fn result_type(&mut self, scope: Scope, name: Name) -> Type {
        match self.type_definition(scope, &[name]) {
            Some(id) if self.is_name_of_void(id) => Type::Base(Base::Void),
            Some(id) if self.type_argument(name.text).is_none() => self.reference(id),
            _ => self.named_type(scope, &[name], &[]),
        }
    }

    /// Returns whether a specifier is `void` or another name of it.
    pub(super) fn is_void(&self, scope: Scope, specifier: &Specifier) -> bool {
        match &specifier.kind {
            SpecifierKind::Base(base) => *base == Base::Void,
            SpecifierKind::Named(name) => self
                .type_definition(scope, &[*name])
                .is_some_and(|id| self.is_name_of_void(id)),
            _ => false,
        }
    }

    /// Returns whether a definition gives `void` another name.
    fn is_name_of_void(&self, id: DefinitionId) -> bool {
        let mut id = id;
        // A typedef may lead back to itself.
        for _ in 0..MAX_DEPTH {
            let definition = self.definitions.get(id);
            let Syntax::Typedef(variable, declarator) = definition.syntax else {
                return false;
            };
            if !declarator.derivations.is_empty() {
                return false;
            }
            let SpecifierKind::Named(name) = variable.specifier.kind else {
                return names_void(variable, declarator);
            };
            match self.type_definition(definition.scope(), &[name]) {
                Some(of) => id = of,
                None => return false,
            }
        }
        false
    }

    /// Returns whether a name that no type has is one of MIDL 3's types.
    fn is_midl3_type(&self, scope: Scope, path: &[Name]) -> bool {
        matches!(path, [name] if keyword::is_midl3_type(name.text))
            && scope.namespace != Symbol::EMPTY
    }

    /// Reports that a file is written in MIDL 3, once for each file.
    fn report_midl3(&mut self, scope: Scope, span: Span) {
        if !self.midl3_units.contains(&scope.unit) {
            self.midl3_units.push(scope.unit);
            self.report(Language::Midl3.problem(), span);
        }
    }

    /// Reports a name that no type has, with notes on a similar name and on imports that are
    /// missing.
    pub(super) fn unknown_type(&mut self, scope: Scope, path: &[Name], span: Span) -> Type {
        if self.is_midl3_type(scope, path) {
            self.report_midl3(scope, span);
            return Type::Base(Base::Int);
        }
        let texts: Vec<&str> = path.iter().map(|name| self.text(name.text)).collect();
        let name = texts.join(".");
        let mut diagnostic = Diagnostic::new(Problem::UnknownType { name: name.clone() }, span);
        if self
            .session
            .diagnostics
            .shows_undefined(&diagnostic.problem)
        {
            self.session.diagnostics.push(diagnostic);
            return Type::Base(Base::Int);
        }
        self.similar_searches += 1;
        if self.similar_searches <= MAX_SIMILAR_SEARCHES
            && let Some(similar) = self.similar_type(&name)
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

    /// Returns the name of a type that is most likely meant by `name`: of the files, or else of metadata. With
    /// so many names as metadata has, some is similar to any: only one typing error is forgiven there.
    fn similar_type(&self, name: &str) -> Option<&str> {
        let types = || {
            let names = self.definitions.type_names();
            names.map(|name| self.text(name))
        };
        let in_metadata = || {
            let is_searched =
                name.len() >= MIN_METADATA_NAME && self.similar_searches <= MAX_METADATA_SEARCHES;
            is_searched
                .then(|| similar_within(name, self.metadata.type_names(), |_| 1))
                .flatten()
        };
        similar_within(name, types(), |_| 1)
            .or_else(in_metadata)
            .or_else(|| similar(name, types()))
    }

    /// Returns the type of a struct or union: the one that the tag names, or a new one.
    fn record_type(
        &mut self,
        scope: Scope,
        record: &ast::Record,
        nesting: Option<Nesting>,
        declared: Name,
    ) -> Type {
        if let Some(tag) = record.tag {
            return self.tagged_type(scope, tag, opaque_record(record));
        }
        if let Some(id) = self.definitions.tagless(record.span) {
            return Type::Named(self.item(id));
        }
        let span = record.span;
        let (name, parent) = match nesting {
            Some(Nesting { parent, number }) => (
                format!("{}_{number}", self.model.item(parent).name),
                Some(parent),
            ),
            None => (format!("{}_0", self.text(declared.text)), None),
        };
        let origin = match parent {
            Some(parent) => self.model.item(parent).origin.clone(),
            None => self.origin(scope),
        };
        let item = self.model.push(Item {
            name: name.into(),
            details: ItemDetails::within(parent),
            span,
            origin,
            kind: ItemKind::Opaque(opaque_record(record)),
        });
        self.record(scope, item, record);
        Type::Named(item)
    }

    /// Returns the struct, union or enum that a tag names. One that no file declares is opaque.
    fn tagged_type(&mut self, scope: Scope, tag: Name, kind: OpaqueKind) -> Type {
        if let Some(id) = self.definitions.tagged(self.units, scope, tag.text) {
            return Type::Named(self.item(id));
        }
        if let Some(ty) = self.metadata_type(tag.text) {
            self.report_refused_instance(tag.span);
            return ty;
        }
        if let Some(ty) = self.type_in_any_case(scope, tag.text) {
            return ty;
        }
        let item = self.model.push(Item {
            name: self.text(tag.text).into(),
            details: None,
            span: tag.span,
            origin: self.origin(scope),
            kind: ItemKind::Opaque(kind),
        });
        self.items_by_name.insert(tag.text, item);
        Type::Named(item)
    }

    /// Returns the type of an enumeration.
    fn enum_type(&mut self, scope: Scope, syntax: &ast::Enum) -> Type {
        match syntax.tag {
            Some(tag) => self.tagged_type(scope, tag, OpaqueKind::Enum),
            None => match self.definitions.tagless(syntax.span) {
                Some(id) => Type::Named(self.item(id)),
                // Its values are constants, so that a variable of this type is an integer.
                None => Type::Base(Base::Int),
            },
        }
    }

    /// Returns the origin of the definitions in `scope`.
    pub(super) fn origin(&self, scope: Scope) -> Origin {
        self.units.unit(scope.unit).origin.clone()
    }
}

/// Returns whether a typedef is `typedef void X`.
fn names_void(variable: &ast::Variable, declarator: &ast::Declarator) -> bool {
    declarator.derivations.is_empty()
        && matches!(variable.specifier.kind, SpecifierKind::Base(Base::Void))
}
