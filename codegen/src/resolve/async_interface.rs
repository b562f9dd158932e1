//! `async_uuid`: the second interface that MIDL makes of one, with each call in two halves.
//!
//! For each `X` of `IFoo`, `AsyncIFoo` has `Begin_X` with the parameters that go in, and `Finish_X`
//! with those that come out. It derives from the asynchronous interface of `IFoo`'s base. If the
//! base has none, it derives from the base itself.

use smol_str::SmolStr;

use super::Resolver;
use super::definition::{Scope, Syntax};
use crate::model::{Count, Interface, InterfaceKind, ItemId, Method, Param, Type};
use crate::parse::ast::{self, TypeName};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of the interface that `async_uuid` makes of `syntax`.
    pub(super) fn async_interface(&mut self, scope: Scope, item: ItemId, syntax: &ast::Interface) {
        let base = syntax
            .base
            .as_ref()
            .and_then(|base| self.async_base(scope, base));
        let of = self
            .definitions
            .ordinary(self.units, scope, syntax.name.text)
            .map(|id| self.item(id));
        let methods = self
            .methods(scope, InterfaceKind::Com, &syntax.body.take())
            .into_iter()
            .filter(|method| !method.call_as)
            .flat_map(|method| [self.half(&method, "Begin_"), self.half(&method, "Finish_")])
            .collect();
        let interface = Interface {
            kind: InterfaceKind::Com,
            iid: syntax
                .attributes
                .get(kw::ASYNC_UUID)
                .and_then(ast::Attribute::uuid),
            base,
            methods,
            requires: Vec::new(),
            async_of: of,
            instance: None,
            attributes: Vec::new(),
        };
        self.model.item_mut(item).kind = interface.into();
    }

    /// Returns the base's asynchronous interface, or the base.
    fn async_base(&mut self, scope: Scope, base: &TypeName) -> Option<ItemId> {
        if let Some(([name], _)) = base.specifier.kind.name() {
            let name = format!("Async{}", self.text(name.text));
            let name = self.session.names.intern(&name);
            if let Some(id) = self.definitions.ordinary(self.units, scope, name)
                && matches!(self.definitions.get(id).syntax, Syntax::AsyncInterface(_))
            {
                return Some(self.item(id));
            }
        }
        self.base(scope, base)
    }

    /// Returns one half of a method: the one with the parameters that go in, or the one with those
    /// that come out.
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
                .and_then(|name| self.items_by_name.get(&name))
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

/// Returns a parameter whose counts give positions among the parameters that are kept.
fn renumbered(param: &Param, kept: &[usize]) -> Param {
    let position = |index: usize| kept.iter().position(|kept| *kept == index);
    let count = |count: &Option<Count>| match count {
        Some(Count::Of(index)) => position(*index).map(Count::Of),
        Some(Count::Deref(index)) => position(*index).map(Count::Deref),
        other => other.clone(),
    };
    let mut param = param.clone();
    if let Some(details) = &mut param.attributes.details {
        details.size_is = details.size_is.iter().map(count).collect();
        details.length_is = details.length_is.iter().map(count).collect();
        details.iid_is = details.iid_is.and_then(position);
    }
    param
}

#[cfg(test)]
mod tests {
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, kind, slots};

    #[test]
    fn async_uuid_declares_a_second_interface_with_each_call_in_two_halves() {
        let model = compile(
            r#"[object, uuid(00000001-0002-0003-0004-000000000005),
                async_uuid(00000001-0002-0003-0004-000000000006)]
            interface IFoo : IUnknown {
                HRESULT Read([in] ULONG size, [out, size_is(size)] byte *data, [in, out] ULONG *left);
            }"#,
        );
        assert_eq!(
            slots(&model, "AsyncIFoo"),
            [
                "QueryInterface",
                "AddRef",
                "Release",
                "Begin_Read",
                "Finish_Read"
            ]
        );
        let ItemKind::Interface(it) = kind(&model, "AsyncIFoo") else {
            panic!()
        };
        let names = |index: usize| -> Vec<&str> {
            it.methods[index]
                .params
                .iter()
                .map(|param| param.name.as_str())
                .collect()
        };
        assert_eq!(names(0), ["size", "left"]);
        assert_eq!(names(1), ["data", "left"]);
        assert_eq!(
            it.iid.expect("async_uuid").to_string(),
            "00000001-0002-0003-0004-000000000006"
        );
    }
}
