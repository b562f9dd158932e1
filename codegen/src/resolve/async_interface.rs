//! `async_uuid`: the second interface that MIDL makes of one, with each call in two halves.
//!
//! `AsyncIFoo` has `Begin_X` with what goes in and `Finish_X` with what comes out, for each `X`
//! of `IFoo`. It derives from the asynchronous twin of `IFoo`'s base, or from what that derives
//! from if there is none.

use smol_str::SmolStr;

use super::Resolver;
use super::scope::{Scope, Syntax};
use crate::model::{Count, Interface, InterfaceKind, ItemId, ItemKind, Method, Param, Type};
use crate::parse::ast::{self, TypeName};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// The content of the interface that `async_uuid` makes of `it`.
    pub(super) fn async_interface(&mut self, scope: Scope, item: ItemId, it: &ast::Interface) {
        let base = it
            .base
            .as_ref()
            .and_then(|base| self.async_base(scope, base));
        let of = self
            .definitions
            .ordinary(self.units, scope, it.name.text)
            .map(|id| self.item(id));
        let methods = self
            .methods(scope, &it.body)
            .into_iter()
            .filter(|method| method.call_as.is_none())
            .flat_map(|method| [self.half(&method, "Begin_"), self.half(&method, "Finish_")])
            .collect();
        let interface = Interface {
            kind: InterfaceKind::Com,
            iid: it
                .attributes
                .get(kw::ASYNC_UUID)
                .and_then(ast::Attribute::uuid),
            base,
            methods,
            async_of: of,
            instance: None,
            attributes: Vec::new(),
        };
        self.model.item_mut(item).kind = ItemKind::Interface(interface);
    }

    /// The base's own asynchronous twin, or the base.
    fn async_base(&mut self, scope: Scope, base: &TypeName) -> Option<ItemId> {
        if let Some(([name], _)) = base.specifier.kind.name() {
            let twin = format!("Async{}", self.text(name.text));
            let twin = self.session.names.intern(&twin);
            if let Some(id) = self.definitions.ordinary(self.units, scope, twin)
                && matches!(self.definitions.get(id).syntax, Syntax::AsyncInterface(_))
            {
                return Some(self.item(id));
            }
        }
        self.base(scope, base)
    }

    /// One half of a method: what goes in, or what comes out.
    fn half(&self, method: &Method, prefix: &str) -> Method {
        let is_begin = prefix == "Begin_";
        let with_prefix = |name: &SmolStr| SmolStr::from_iter([prefix, name.as_str()]);
        let keeps = |param: &Param| {
            let (is_in, is_out) = (param.attributes.is_in, param.attributes.is_out);
            if is_begin { is_in || !is_out } else { is_out }
        };
        let kept: Vec<usize> = (0..method.params.len())
            .filter(|index| keeps(&method.params[*index]))
            .collect();
        let params = kept
            .iter()
            .map(|index| renumbered(&method.params[*index], &kept))
            .collect();
        let returns = if is_begin {
            let names = &self.session.names;
            let hresult = names.get("HRESULT");
            hresult
                .and_then(|name| self.known.get(&name))
                .map_or_else(|| method.returns.clone(), |id| Type::Named(*id))
        } else {
            method.returns.clone()
        };
        Method {
            name: with_prefix(&method.name),
            stem: method.stem.as_ref().map(with_prefix),
            property: None,
            dispid: None,
            returns,
            params,
            ..method.clone()
        }
    }
}

/// A parameter whose counts speak of positions among those that are kept.
fn renumbered(param: &Param, kept: &[usize]) -> Param {
    let position = |index: usize| kept.iter().position(|it| *it == index);
    let count = |count: &Option<Count>| match count {
        Some(Count::Of(index)) => position(*index).map(Count::Of),
        Some(Count::Deref(index)) => position(*index).map(Count::Deref),
        other => other.clone(),
    };
    let mut param = param.clone();
    let attributes = &mut param.attributes;
    attributes.size_is = attributes.size_is.iter().map(count).collect();
    attributes.length_is = attributes.length_is.iter().map(count).collect();
    attributes.iid_is = attributes.iid_is.and_then(position);
    param
}
