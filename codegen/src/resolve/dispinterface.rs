//! Dispinterfaces: `dispinterface`. Only `IDispatch::Invoke` reaches their members.

use smol_str::SmolStr;

use super::Resolver;
use super::definition::Scope;
use super::interface::{OF_INTERFACE, OF_METHOD};
use crate::model::{
    Base, Interface, InterfaceKind, ItemId, Method, Param, ParamAttributes, Property, Type,
};
use crate::parse::ast::{self, Name, Variable};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of a dispinterface. Its vtable is `IDispatch`'s.
    pub(super) fn dispinterface(
        &mut self,
        scope: Scope,
        item: ItemId,
        syntax: &ast::Dispinterface,
    ) {
        let dispatch = self.session.names.intern("IDispatch");
        let name = Name {
            text: dispatch,
            span: syntax.name.span,
        };
        let base = match self.named_type(scope, &[name], &[]) {
            Type::Named(id) => Some(id),
            _ => None,
        };
        let (properties, own) = (syntax.properties.take(), syntax.methods.take());
        let mut methods = Vec::with_capacity(2 * properties.len() + own.len());
        for property in &*properties {
            self.property(scope, property, &mut methods);
        }
        for method in &*own {
            for declarator in &method.declarators {
                methods.extend(self.method(scope, method, declarator));
            }
        }
        if let Some(of) = syntax.interface {
            methods.extend(self.members_of(scope, of));
        }
        methods.shrink_to_fit();
        let interface = Interface {
            kind: InterfaceKind::Dispatch,
            iid: syntax
                .attributes
                .get(kw::UUID)
                .and_then(ast::Attribute::uuid),
            base,
            methods,
            requires: Vec::new(),
            async_of: None,
            instance: None,
            attributes: self.attributes_except(&syntax.attributes, OF_INTERFACE),
        };
        self.model.item_mut(item).kind = interface.into();
    }

    /// Adds the accessors of a property such as `[id(1)] long Width;`: one that gets it and, unless
    /// it is `readonly`, one that puts it.
    fn property(&mut self, scope: Scope, property: &Variable, to: &mut Vec<Method>) {
        for declarator in &property.declarators {
            let Some(name) = declarator.name else {
                continue;
            };
            let written = SmolStr::new(self.text(name.text));
            let ty = self.declared_type(scope, &property.specifier, declarator);
            let dispid = self.dispid(scope, &property.attributes);
            let attributes = self.attributes_except(&property.attributes, OF_METHOD);
            let accessor = |property, prefix: &str, returns, params| Method {
                name: SmolStr::from_iter([prefix, written.as_str()]),
                stem: Some(written.clone()),
                property: Some(property),
                slot: None,
                dispid,
                returns,
                params,
                variadic: false,
                call_as: false,
                attributes: attributes.clone(),
                span: name.span,
            };
            to.push(accessor(Property::Get, "get_", ty.clone(), Vec::new()));
            if !property.attributes.has(kw::READONLY) {
                let value = Param {
                    name: "value".into(),
                    ty,
                    attributes: ParamAttributes {
                        is_in: true,
                        ..ParamAttributes::default()
                    },
                    span: name.span,
                };
                to.push(accessor(
                    Property::Put,
                    "put_",
                    Type::Base(Base::Void),
                    vec![value],
                ));
            }
        }
    }

    /// Returns the methods of the interface `of`, as members of a dispinterface.
    fn members_of(&mut self, scope: Scope, of: Name) -> Vec<Method> {
        let ty = self.named_type(scope, &[of], &[]);
        let Type::Named(id) = self.stripped(&ty) else {
            return Vec::new();
        };
        self.resolve_now(id);
        let methods = self
            .model
            .interface(id)
            .map(|it| it.methods.clone())
            .unwrap_or_default();
        methods
            .into_iter()
            .map(|method| Method {
                slot: None,
                ..method
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{InterfaceKind, ItemKind};
    use crate::resolve::tests::{compile, kind, slots};

    #[test]
    fn a_dispinterface_has_idispatchs_vtable_and_members_by_dispid() {
        let model = compile(
            r#"import "oaidl.idl";
            [uuid(00000001-0002-0003-0004-000000000005)]
            dispinterface DFoo {
                properties:
                    [id(1)] long Width;
                    [id(2), readonly] BSTR Name;
                methods:
                    [id(3)] void Clicked([in] long button);
            };"#,
        );
        let ItemKind::Interface(it) = kind(&model, "DFoo") else {
            panic!()
        };
        assert_eq!(it.kind, InterfaceKind::Dispatch);
        let members: Vec<(&str, Option<i32>)> = it
            .methods
            .iter()
            .map(|method| (method.name.as_str(), method.dispid))
            .collect();
        assert_eq!(
            members,
            [
                ("get_Width", Some(1)),
                ("put_Width", Some(1)),
                ("get_Name", Some(2)),
                ("Clicked", Some(3))
            ]
        );
        assert_eq!(slots(&model, "DFoo").len(), 7);
    }
}
