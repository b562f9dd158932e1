//! Interfaces: their bases and methods.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;

use super::Resolver;
use super::scope::Scope;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{
    Interface, InterfaceKind, ItemId, ItemKind, Method, OpaqueKind, Property, Type, Value,
};
use crate::parse::ast::{
    self, Attributes, Declaration, Declarator, Derivation, SpecifierKind, Storage, TypeName,
    Variable,
};
use crate::token::{Symbol, keyword as kw};

/// Attributes that an interface's IID and kind stand for.
pub(super) const OF_INTERFACE: &[Symbol] = &[kw::UUID, kw::OBJECT];

/// Attributes that a method has members for.
pub(super) const OF_METHOD: &[Symbol] = &[
    kw::ID,
    kw::PROPGET,
    kw::PROPPUT,
    kw::PROPPUTREF,
    kw::CALL_AS,
];

impl Resolver<'_, '_> {
    /// An interface's content.
    pub(super) fn interface(&mut self, scope: Scope, item: ItemId, it: &ast::Interface) {
        let base = it.base.as_ref().and_then(|base| self.base(scope, base));
        let is_object = base.is_some()
            || it.attributes.has(kw::OBJECT)
            || it.attributes.has(kw::ODL)
            || it.attributes.has(kw::DUAL);
        let kind = if is_object {
            InterfaceKind::Com
        } else {
            InterfaceKind::Rpc
        };
        let methods = self.methods(scope, &it.body);
        let interface = Interface {
            kind,
            iid: it.attributes.get(kw::UUID).and_then(ast::Attribute::uuid),
            base,
            methods,
            async_of: None,
            instance: None,
            attributes: self.written_but(&it.attributes, OF_INTERFACE),
        };
        self.model.item_mut(item).kind = ItemKind::Interface(interface);
    }

    /// The interface that is derived from; none, and reported, if it isn't one.
    pub(super) fn base(&mut self, scope: Scope, base: &TypeName) -> Option<ItemId> {
        let span = base.specifier.span;
        let ty = self.type_name(scope, base);
        let Type::Named(id) = ty else {
            if let SpecifierKind::Base(_) = base.specifier.kind {
                let name = self.session.sources.text(span).to_owned();
                self.report(
                    Problem::BaseIsNoInterface {
                        name,
                        kind: "a type".into(),
                    },
                    span,
                );
            }
            return None;
        };
        let id = match self.stripped(&Type::Named(id)) {
            Type::Named(id) => id,
            _ => id,
        };
        let item = self.model.item(id);
        let kind = match &item.kind {
            ItemKind::Interface(_) => return Some(id),
            ItemKind::Opaque(OpaqueKind::Interface) => {
                let problem = Problem::BaseIsUndefined {
                    name: item.name.to_string(),
                };
                let diagnostic =
                    Diagnostic::new(problem, span).related(item.span, "it is only declared, here");
                self.session.diagnostics.push(diagnostic);
                return None;
            }
            ItemKind::Record(record) if record.is_union => "a union",
            ItemKind::Record(_) => "a struct",
            ItemKind::Enum(_) => "an enum",
            ItemKind::Typedef(_) => "a typedef of something else",
            ItemKind::Coclass(_) => "a class",
            _ => "something else",
        };
        let problem = Problem::BaseIsNoInterface {
            name: item.name.to_string(),
            kind: kind.to_owned(),
        };
        let mut diagnostic = Diagnostic::new(problem, span);
        if item.span.is_some() {
            diagnostic = diagnostic.related(item.span, format!("it is {kind}, defined here"));
        }
        self.session.diagnostics.push(diagnostic);
        None
    }

    /// The methods in an interface's body.
    pub(super) fn methods(&mut self, scope: Scope, body: &[Declaration]) -> Vec<Method> {
        let variables = body.iter().filter_map(|declaration| match declaration {
            Declaration::Variable(it) if it.storage == Storage::Plain => Some(it),
            _ => None,
        });
        let declarators = variables.clone().map(|it| it.declarators.len());
        let mut methods = Vec::with_capacity(declarators.sum());
        for variable in variables {
            for declarator in &variable.declarators {
                if declarator.is_function() {
                    methods.extend(self.method(scope, variable, declarator));
                } else if let Some(name) = declarator.name {
                    let problem = Problem::NotAMethod {
                        name: self.text(name.text).to_owned(),
                    };
                    self.report(problem, name.span);
                }
            }
        }
        self.report_same_methods(&methods);
        methods
    }

    /// A method; its slot comes later.
    pub(super) fn method(
        &mut self,
        scope: Scope,
        variable: &Variable,
        declarator: &Declarator,
    ) -> Option<Method> {
        let name = declarator.name?;
        let attributes = &variable.attributes;
        let Some((Derivation::Function(parameters), outer)) = declarator.derivations.split_first()
        else {
            return None;
        };
        let returns = self.returned_type(scope, &variable.specifier, name, outer);
        let params = self.parameters(scope, parameters);
        let property = property(attributes);
        let written = self.text(name.text);
        let (slot_name, stem) = match prefix(property, attributes) {
            "" => (written.into(), None),
            prefix => {
                let slot_name = SmolStr::from_iter([prefix, written]);
                (slot_name, Some(written.into()))
            }
        };
        Some(Method {
            name: slot_name,
            stem,
            property,
            slot: None,
            dispid: self.dispid(scope, attributes),
            returns,
            params,
            variadic: parameters.variadic,
            call_as: attributes
                .get(kw::CALL_AS)
                .map(|attribute| self.argument_text(attribute)),
            attributes: self.written_but(attributes, OF_METHOD),
            span: name.span,
        })
    }

    /// `id(…)`
    pub(super) fn dispid(&mut self, scope: Scope, attributes: &Attributes) -> Option<i32> {
        let expression = attributes.get(kw::ID)?.expression()?;
        match self.evaluate(scope, expression) {
            Ok(computed) => match computed.value {
                Value::Int(value) => Some(value as i32),
                _ => {
                    self.report(Problem::NotAnInteger {}, expression.span);
                    None
                }
            },
            Err(fault) => {
                self.session.diagnostics.push(*fault);
                None
            }
        }
    }

    /// The text of an attribute's argument.
    pub(super) fn argument_text(&self, attribute: &ast::Attribute) -> String {
        match attribute.string() {
            Some(text) => self.text(text).to_owned(),
            None => self
                .session
                .sources
                .text(attribute.argument_span())
                .to_owned(),
        }
    }

    /// Reports methods that are the same: properties' accessors apart, names may only be
    /// repeated with other parameters.
    fn report_same_methods(&mut self, methods: &[Method]) {
        let mut known = FxHashMap::with_capacity_and_hasher(methods.len(), FxBuildHasher);
        for method in methods {
            let first = *known
                .entry((&method.name, method.params.len()))
                .or_insert(method);
            if !std::ptr::eq(first, method) {
                let problem = Problem::SameMethod {
                    name: method.name.to_string(),
                };
                let diagnostic = Diagnostic::new(problem, method.span)
                    .related(first.span, "the first of this name");
                self.session.diagnostics.push(diagnostic);
            }
        }
    }

    /// A WinRT delegate: an interface with one method, `Invoke`.
    pub(super) fn delegate(&mut self, scope: Scope, item: ItemId, it: &ast::Delegate) {
        let mut method = it
            .function
            .declarators
            .first()
            .and_then(|declarator| self.method(scope, &it.function, declarator));
        if let Some(method) = &mut method {
            method.name = "Invoke".into();
            method.stem = None;
        }
        let name = self.session.names.intern("IUnknown");
        let base = match self.type_called(scope, name) {
            Some(Type::Named(id)) => Some(id),
            _ => None,
        };
        let interface = Interface {
            kind: InterfaceKind::Com,
            iid: it.attributes.get(kw::UUID).and_then(ast::Attribute::uuid),
            base,
            methods: method.into_iter().collect(),
            async_of: None,
            instance: None,
            attributes: self.written_but(&it.attributes, OF_INTERFACE),
        };
        self.model.item_mut(item).kind = ItemKind::Interface(interface);
    }
}

/// What stands before an accessor's name in the vtable.
fn prefix(property: Option<Property>, attributes: &Attributes) -> &'static str {
    match property {
        Some(Property::Get) => "get_",
        Some(Property::Put) => "put_",
        Some(Property::PutRef) => "putref_",
        None if attributes.has(kw::EVENTADD) => "add_",
        None if attributes.has(kw::EVENTREMOVE) => "remove_",
        None => "",
    }
}

pub(super) fn property(attributes: &Attributes) -> Option<Property> {
    if attributes.has(kw::PROPGET) {
        Some(Property::Get)
    } else if attributes.has(kw::PROPPUT) {
        Some(Property::Put)
    } else if attributes.has(kw::PROPPUTREF) {
        Some(Property::PutRef)
    } else {
        None
    }
}
