//! Typedefs: `typedef`.

use super::Resolver;
use super::definition::{DefinitionId, Scope};
use crate::diagnostics::Problem;
use crate::model::{ItemId, ItemKind, Type, Typedef};
use crate::parse::ast;

/// Returns the item that a type is, or is an array of.
fn named(mut ty: &Type) -> Option<ItemId> {
    while let Type::Array(array) = ty {
        ty = &array.element;
    }
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

impl Resolver<'_, '_> {
    /// Resolves the content of a typedef.
    pub(super) fn typedef(
        &mut self,
        scope: Scope,
        id: DefinitionId,
        item: ItemId,
        (variable, declarator): (&ast::Variable, &ast::Declarator),
    ) {
        let ty = self.declared_type(scope, &variable.specifier, declarator);
        let attributes = self.attributes(&variable.attributes);
        if self.leads_to(&ty, item) {
            let name = self.model.item(item).name.to_string();
            let span = self.model.item(item).span;
            self.report(Problem::CyclicType { name }, span);
            return;
        }
        let is_midl_only = self.definitions.get(id).is_midl_only;
        self.model.item_mut(item).kind = ItemKind::Typedef(Typedef {
            ty,
            attributes,
            is_midl_only,
        });
    }

    /// Reports each typedef to itself of a name that nothing else defines.
    pub(super) fn check_named_after_themselves(&mut self) {
        for (scope, name) in std::mem::take(&mut self.definitions.named_after_themselves) {
            let is_defined = self.type_definition(scope, &[name]).is_some()
                || self.metadata_type(name.text).is_some();
            if !is_defined {
                let name_text = self.text(name.text).to_owned();
                self.report(Problem::CyclicType { name: name_text }, name.span);
            }
        }
    }

    /// Returns whether `ty` is the typedef `item` under other names, or an array of it. `nesting`
    /// finds a typedef that leads back to itself through a pointer.
    ///
    /// It remembers where the typedefs on the way lead, so that a chain of them isn't walked again for each.
    fn leads_to(&mut self, ty: &Type, item: ItemId) -> bool {
        let mut way = Vec::new();
        let mut next = named(ty);
        while let Some(id) = next
            && id != item
        {
            next = match (self.typedef_ends.get(&id), self.model.item(id).stands_for()) {
                (Some(end), _) => *end,
                (None, Some(target)) => named(target),
                _ => break,
            };
            way.push(id);
        }
        // What isn't a typedef yet may be one later: the end is where the walk goes on then.
        self.typedef_ends
            .extend(way.into_iter().map(|id| (id, next)));
        next == Some(item)
    }

    /// Looks through typedefs, and resolves those that aren't resolved yet.
    pub(super) fn stripped(&mut self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        while let Type::Named(id) = ty
            && self.model.item(id).stands_for().is_some()
        {
            self.resolve_now(id);
            match self.model.item(id).stands_for() {
                Some(target) => ty = target.clone(),
                None => break,
            }
        }
        ty
    }
}
