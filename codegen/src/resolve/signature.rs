//! The parts of a type in the name and the IID of an instance: its signature in WinRT's type system.

use super::Resolver;
use super::coclass::default_interface;
use super::definition::{DefinitionId, Scope, Syntax};
use super::nesting::MAX_DEPTH as MAX_TYPEDEFS;
use crate::metadata::type_argument::{MAX_SIGNATURE_TYPES, Parts};
use crate::model::{Item, ItemId, ItemKind, Origin, Type};
use crate::parse::ast::{self, Declarator, TypeName};
use crate::token::{Symbol, keyword as kw};

impl Resolver<'_, '_> {
    /// Returns the parts that a type argument, or a type in one, has in the name and the IID of an
    /// instance. However a type is written, it has one name. Of too many types this returns a part.
    pub(super) fn parts(&mut self, scope: Scope, ty: &TypeName) -> Parts {
        self.instances.signature_types += 1;
        if self.instances.signature_types > MAX_SIGNATURE_TYPES {
            return Parts::default();
        }
        let Some((path, arguments)) = ty.specifier.kind.name() else {
            let ty = self.type_name(scope, &bare(ty));
            return self.parts_of_type(&ty);
        };
        if let [name] = path
            && let Some(outer) = self.instances.argument(name.text)
        {
            return outer.parts.clone();
        }
        if !arguments.is_empty() {
            let ty = self.type_name(scope, &bare(ty));
            return self.parts_of_type(&ty);
        }
        if let Some(id) = self.type_definition(scope, path) {
            let span = ty.specifier.span;
            let parts = self.deeper(span, |resolver| resolver.parts_of_definition(id));
            return parts.unwrap_or_else(|fault| {
                self.session.diagnostics.push(*fault);
                Parts::default()
            });
        }
        let of_metadata = self
            .metadata_name(scope, path)
            .and_then(|(namespace, name)| self.metadata.parts_of(&namespace, &name));
        if let Some(parts) = of_metadata {
            return parts;
        }
        let name = self.text(path[path.len() - 1].text).to_owned();
        let ty = self.type_name(scope, &bare(ty));
        Parts::of_winrt(&name).unwrap_or_else(|| self.parts_of_type(&ty))
    }

    fn parts_of_definition(&mut self, id: DefinitionId) -> Parts {
        let id = self.behind_typedefs(id);
        let definition = self.definitions.get(id);
        let inner = definition.scope();
        let syntax = definition.syntax.clone();
        let name = self.full_name(id);
        if inner.namespace == Symbol::EMPTY
            && let Some(parts) = Parts::of_winrt(&name)
        {
            return parts;
        }
        let uuid = |attributes: &ast::Attributes| {
            let uuid = attributes.get(kw::UUID).and_then(ast::Attribute::uuid);
            uuid.unwrap_or_default()
        };
        let signature = match syntax {
            Syntax::Coclass(syntax) => {
                let default = default_interface(syntax);
                let default = default.map(|it| self.parts(inner, it).signature);
                format!("rc({name};{})", default.unwrap_or_default())
            }
            Syntax::Interface(it) => format!("{{{}}}", uuid(&it.attributes)),
            Syntax::Delegate(it) => format!("delegate({{{}}})", uuid(&it.attributes)),
            ref syntax if syntax.is_declaration() => {
                let metadata = self.metadata;
                let (namespace, last) = name.rsplit_once('.').unwrap_or(("", &name));
                return match metadata.parts_of(namespace, last) {
                    Some(parts) => parts,
                    None => Parts::named(&name, String::new()),
                };
            }
            Syntax::Enum(_, attributes) => {
                let is_unsigned = attributes.has(kw::FLAGS);
                format!("enum({name};{})", if is_unsigned { "u4" } else { "i4" })
            }
            Syntax::Record(record) => {
                let fields = self.field_signatures(inner, record);
                format!("struct({name};{})", fields.join(";"))
            }
            _ => {
                let ty = Type::Named(self.item(id));
                return self.parts_of_type(&ty);
            }
        };
        Parts::named(&name, signature)
    }

    /// Returns the definition that a chain of typedefs leads to: the last typedef, where that is of
    /// something else. WinRT's own names aren't looked through.
    pub(super) fn behind_typedefs(&self, id: DefinitionId) -> DefinitionId {
        let mut id = id;
        // A typedef may lead back to itself.
        for _ in 0..MAX_TYPEDEFS {
            let definition = self.definitions.get(id);
            let Syntax::Typedef(variable, declarator) = definition.syntax else {
                break;
            };
            let is_own = Parts::of_winrt(self.text(definition.name.text)).is_some();
            let of = variable.specifier.kind.name();
            let Some((path, [])) = of.filter(|_| !is_own && declarator.derivations.is_empty())
            else {
                break;
            };
            match self.type_definition(definition.scope(), path) {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }

    fn field_signatures(&mut self, scope: Scope, record: &ast::Record) -> Vec<String> {
        let fields = record.fields.iter().flatten();
        fields
            .flat_map(|field| field.declarators.iter().map(move |it| (field, it)))
            .map(|(field, declarator)| {
                let ty = TypeName {
                    specifier: field.specifier.clone(),
                    declarator: declarator.clone(),
                };
                self.parts(scope, &ty).signature
            })
            .collect()
    }

    fn parts_of_class(&mut self, id: ItemId) -> Parts {
        let item = self.model.item(id);
        let (name, span) = (format!("{}.{}", namespace_of(item), item.name), item.span);
        let default = item.stands_for().cloned();
        // The default interface of a class in metadata may be a class.
        let default = default.and_then(|ty| {
            let parts = self.deeper(span, |resolver| resolver.parts_of_type(&ty));
            parts.ok().map(|parts| parts.signature)
        });
        let signature = format!("rc({name};{})", default.unwrap_or_default());
        Parts::named(&name, signature)
    }

    /// Returns the parts of a type by what it is.
    pub(super) fn parts_of_type(&mut self, ty: &Type) -> Parts {
        let mut ty = ty.clone();
        // `HSTRING` is a typedef to C.
        for _ in 0..MAX_TYPEDEFS {
            let Type::Named(id) = ty else {
                break;
            };
            self.resolve_now(id);
            let item = self.model.item(id);
            if item.namespace().is_none()
                && let Some(parts) = Parts::of_winrt(&item.name)
            {
                return parts;
            }
            match &item.kind {
                ItemKind::Typedef(typedef) => ty = typedef.ty.clone(),
                ItemKind::Coclass(_) => return self.parts_of_class(id),
                kind => {
                    let of_metadata = match &item.origin {
                        Origin::Metadata { namespace, .. } if !is_instance(kind) => {
                            self.metadata.parts_of(namespace, &item.name)
                        }
                        _ => None,
                    };
                    return of_metadata.unwrap_or_else(|| parts_of_item(item, kind));
                }
            }
        }
        match ty {
            Type::Base(base) => Parts::of_base(base).unwrap_or_default(),
            Type::Pointer { to, .. } => self.parts_of_type(&to),
            _ => Parts::default(),
        }
    }
}

/// Returns the namespace of an item, be it of a file or of metadata.
fn namespace_of(item: &Item) -> &str {
    match (&item.origin, item.namespace()) {
        (_, Some(namespace)) => namespace,
        (Origin::Metadata { namespace, .. }, None) => namespace,
        _ => "",
    }
}

/// Returns the parts of an instance, or of a type that has no syntax.
fn parts_of_item(item: &Item, kind: &ItemKind) -> Parts {
    let ItemKind::Interface(it) = kind else {
        return Parts::named(&item.name, String::new());
    };
    match &it.instance {
        Some(instance) => Parts::new(&item.name, &instance.signature),
        None => {
            let signature = format!("{{{}}}", it.iid.unwrap_or_default());
            match namespace_of(item) {
                "" => Parts::named(&item.name, signature),
                namespace => Parts::named(&format!("{namespace}.{}", item.name), signature),
            }
        }
    }
}

/// Returns whether an item is an instance of a parameterized type.
fn is_instance(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Interface(it) if it.instance.is_some())
}

/// Returns a type name without its pointers.
fn bare(ty: &TypeName) -> TypeName {
    TypeName {
        specifier: ty.specifier.clone(),
        declarator: Declarator {
            derivations: ast::Few::None,
            ..ty.declarator.clone()
        },
    }
}
