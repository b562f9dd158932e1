//! Interfaces: `interface`, with its base and methods.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;

use super::Resolver;
use super::definition::Scope;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{
    Interface, InterfaceKind, ItemId, ItemKind, Method, OpaqueKind, Property, Type, Value,
};
use crate::parse::ast::{
    self, Attributes, Declaration, Declarator, Derivation, SpecifierKind, Storage, TypeName,
    Variable,
};
use crate::token::{Symbol, keyword as kw};

/// The attributes that an interface has members for.
pub(super) const OF_INTERFACE: &[Symbol] = &[kw::UUID, kw::OBJECT];

/// The attributes that a method has members for.
pub(super) const OF_METHOD: &[Symbol] = &[
    kw::ID,
    kw::PROPGET,
    kw::PROPPUT,
    kw::PROPPUTREF,
    kw::CALL_AS,
];

impl Resolver<'_, '_> {
    /// Resolves the content of an interface.
    pub(super) fn interface(&mut self, scope: Scope, item: ItemId, syntax: &ast::Interface) {
        let base = syntax.base.as_ref().and_then(|base| self.base(scope, base));
        let is_object = base.is_some()
            || syntax.attributes.has(kw::OBJECT)
            || syntax.attributes.has(kw::ODL)
            || syntax.attributes.has(kw::DUAL);
        let kind = if is_object {
            InterfaceKind::Com
        } else {
            InterfaceKind::Rpc
        };
        if kind == InterfaceKind::Com {
            self.check_object(scope, syntax);
        }
        let requires = self.required(scope, &syntax.requires);
        let methods = self.methods(scope, kind, &syntax.body.take());
        let is_rpc = kind == InterfaceKind::Rpc && syntax.base.is_none();
        if is_rpc && !methods.is_empty() && !syntax.attributes.has(kw::LOCAL) {
            let reason = "it is of remote procedure calls and not of objects";
            self.not_made("interface", syntax.name, reason);
        }
        let interface = Interface {
            kind,
            iid: syntax
                .attributes
                .get(kw::UUID)
                .and_then(ast::Attribute::uuid),
            base,
            requires,
            methods,
            async_of: None,
            instance: None,
            attributes: self.attributes_in(scope, &syntax.attributes, OF_INTERFACE),
        };
        self.model.item_mut(item).kind = interface.into();
    }

    /// Reports an interface of objects that has no uuid or no base. MIDL asks a `local` one for
    /// neither. Some of Windows' own interfaces have none in their IDL. Metadata tells whether
    /// their base is as it has to be.
    fn check_object(&mut self, scope: Scope, syntax: &ast::Interface) {
        let attributes = &syntax.attributes;
        if !attributes.has(kw::OBJECT) || attributes.has(kw::LOCAL) {
            return;
        }
        let name = self.text(syntax.name.text).to_owned();
        let (has_base, has_uuid) = (syntax.base.is_some(), attributes.has(kw::UUID));
        if (has_base && has_uuid) || name == "IUnknown" {
            return;
        }
        let is_of_windows = match scope.namespace {
            Symbol::EMPTY => self.metadata.knows(&name),
            namespace => self.metadata.knows_qualified(self.text(namespace), &name),
        };
        if !has_base && !is_of_windows {
            let name = name.clone();
            self.report(Problem::NoBase { name }, syntax.name.span);
        }
        match (has_uuid, is_of_windows) {
            (true, _) => {}
            (false, true) => self.report(Problem::NullIid { name }, syntax.name.span),
            (false, false) => self.report(Problem::NoUuid { name }, syntax.name.span),
        }
    }

    /// Returns the interface that `base` names. If it names something else, that is reported.
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

    /// Returns the methods in the body of an interface of this kind. A variable is no method; an
    /// interface of remote procedure calls may have some, such as `extern handle_t binding;`.
    pub(super) fn methods(
        &mut self,
        scope: Scope,
        kind: InterfaceKind,
        body: &[Declaration],
    ) -> Vec<Method> {
        let variables = body.iter().filter_map(|declaration| match declaration {
            Declaration::Variable(variable) if variable.storage == Storage::Plain => Some(variable),
            _ => None,
        });
        let declarators = variables.clone().map(|variable| variable.declarators.len());
        let mut methods = Vec::with_capacity(declarators.sum());
        for variable in variables {
            for declarator in &variable.declarators {
                if declarator.is_function() {
                    methods.extend(self.method(scope, variable, declarator));
                } else if let Some(name) = declarator.name
                    && kind != InterfaceKind::Rpc
                {
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

    /// Returns a method. It has no slot yet.
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
        let returns = self.returned_type(scope, &variable.specifier, declarator, outer);
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
            call_as: attributes.has(kw::CALL_AS),
            attributes: self.attributes_in(scope, attributes, OF_METHOD),
            span: name.span,
        })
    }

    /// Returns the DISPID of `id(…)`.
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

    /// Returns the text of an attribute's argument.
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

    /// Reports methods of the same name with the same number of parameters. The accessors of a
    /// property have different names here.
    fn report_same_methods(&mut self, methods: &[Method]) {
        let mut firsts = FxHashMap::with_capacity_and_hasher(methods.len(), FxBuildHasher);
        for method in methods {
            let first = *firsts
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
}

/// Returns the prefix of an accessor's name in the vtable.
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

/// Returns the kind of accessor that the attributes make of a method.
fn property(attributes: &Attributes) -> Option<Property> {
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

#[cfg(test)]
mod tests {
    use crate::model::{InterfaceKind, ItemKind, Property};
    use crate::resolve::tests::{compile, compile_files, kind, problems, slots};

    #[test]
    fn a_vtable_has_the_bases_slots_first_and_accessors_under_their_prefixed_names() {
        let model = compile(
            r#"import "oaidl.idl";
            [object, uuid(00000001-0002-0003-0004-000000000005)]
            interface IFoo : IUnknown {
                [propget] HRESULT Width([out, retval] long *value);
                [propput] HRESULT Width([in] long value);
                [propputref] HRESULT Font([in] IUnknown *font);
                HRESULT Draw();
            }
            interface IBar : IFoo { HRESULT Erase(); }"#,
        );
        assert_eq!(
            slots(&model, "IBar"),
            [
                "QueryInterface",
                "AddRef",
                "Release",
                "get_Width",
                "put_Width",
                "putref_Font",
                "Draw",
                "Erase"
            ]
        );
        let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
            panic!()
        };
        assert_eq!(foo.methods[0].property, Some(Property::Get));
        assert_eq!(foo.methods[0].slot, Some(3));
    }

    #[test]
    fn an_interface_of_objects_has_a_uuid_and_a_base_unless_it_is_local() {
        let of = |attributes: &str, base: &str| {
            problems(&format!(
                "import \"unknwn.idl\"; [{attributes}] interface IMill {base} {{ HRESULT Turn(); }}"
            ))
        };
        let uuid = "object, uuid(00000001-0002-0003-0004-000000000005)";
        assert_eq!(of(uuid, ": IUnknown"), [""; 0]);
        assert_eq!(of("object", ": IUnknown"), ["IDL0606 `IMill` has no uuid"]);
        assert_eq!(of(uuid, ""), ["IDL0419 `IMill` has no base"]);
        assert_eq!(of("object, local", ""), [""; 0]);
        assert_eq!(
            problems("[object] interface IRoMetaDataLocator { HRESULT Locate(); }"),
            ["IDL1603 `IRoMetaDataLocator` has no uuid: its IID is null"]
        );
    }

    #[test]
    fn a_call_as_method_takes_no_slot() {
        let model = compile(
            r#"interface IUnknownish : IUnknown {
                [local] HRESULT Next([in] ULONG count, [out] IUnknown **items, [out] ULONG *fetched);
                [call_as(Next)] HRESULT RemoteNext(
                    [in] ULONG count,
                    [out, size_is(count), length_is(*fetched)] IUnknown **items,
                    [out] ULONG *fetched);
                HRESULT Reset();
            }"#,
        );
        assert_eq!(
            slots(&model, "IUnknownish"),
            ["QueryInterface", "AddRef", "Release", "Next", "Reset"]
        );
    }

    #[test]
    fn an_interface_without_object_or_base_has_no_vtable() {
        let text = "[uuid(00000001-0002-0003-0004-000000000005)] interface Rpc { void F(); }";
        let model = compile_files(&[("test.idl", text)]).model;
        let ItemKind::Interface(it) = kind(&model, "Rpc") else {
            panic!()
        };
        assert_eq!((it.kind, it.methods[0].slot), (InterfaceKind::Rpc, None));
    }
}
