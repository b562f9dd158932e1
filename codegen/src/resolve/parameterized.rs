//! WinRT's parameterized interfaces and delegates: `IVector<HSTRING>` is an interface of its own.
//!
//! Each instance becomes an item under the name that MIDL gives it in C
//! (`__FIVector_1_HSTRING`), with the IID that WinRT's type system computes: a UUID of version 5
//! over the instance's signature (source: "The Windows Runtime (WinRT) type system", "Guid
//! generation for parameterized types").

use rustc_hash::FxHashMap;

use super::Resolver;
use super::coclass::default_interface;
use super::definition::{DefinitionId, Scope, Syntax};
use crate::diagnostics::Problem;
use crate::limits::MAX_IDENTIFIER;
use crate::model::{Base, Guid, Instance, InterfaceKind, Item, ItemId, ItemKind, Type};
use crate::parse::ast::{self, Declarator, Name, TypeName};
use crate::source::Span;
use crate::token::{Symbol, keyword as kw};

/// The namespace of all instances' UUIDs.
const NAMESPACE: Guid = Guid(0x11f47ad5_7b73_42c0_abae_878b1e16adee);

/// How many instances may wait for another that they refer to. Instances that need more need them
/// without end. All of Windows' own have fewer.
const MAX_DEPTH: usize = 24;

/// How many instances there may be, for the same reason.
const MAX_INSTANCES: usize = 20_000;

/// How many types may stand in the signatures of an instance's arguments. The signature of a struct
/// of two structs of two structs… would take too long.
const MAX_SIGNATURE_TYPES: usize = 10_000;

/// How many bytes the signature of an instance's arguments may have. An argument that is an instance
/// of two instances of two instances… has few types and a long signature.
const MAX_SIGNATURE: usize = 64 << 10;

/// The instances of parameterized types.
#[derive(Default)]
pub(super) struct Instances {
    /// The items of all instances, by name.
    by_name: FxHashMap<String, ItemId>,
    /// The signature of each instance, from which its IID is computed.
    signatures: FxHashMap<ItemId, String>,
    /// The type arguments of the current instance.
    arguments: Vec<TypeArgument>,
    /// How many instances wait for another that they refer to.
    depth: usize,
    /// How many types stand in the signatures of the current instance.
    signature_types: usize,
    /// Whether a report says that there would be instances without end.
    is_endless: bool,
}

impl Instances {
    /// Returns the argument of the current instance for the type parameter `name`.
    fn argument(&self, name: Symbol) -> Option<&TypeArgument> {
        let mut arguments = self.arguments.iter();
        arguments.find(|argument| argument.parameter == name)
    }
}

/// A type argument, with its part in the instance's name and IID.
#[derive(Clone, Debug)]
pub(super) struct TypeArgument {
    parameter: Symbol,
    ty: Type,
    /// The argument's part of the instance's name.
    name: String,
    /// The argument's part of the signature from which the IID is computed.
    signature: String,
}

impl Resolver<'_, '_> {
    /// Returns the type for which the type parameter `name` stands in the current instance.
    pub(super) fn type_argument(&self, name: Symbol) -> Option<Type> {
        let argument = self.instances.argument(name)?;
        Some(argument.ty.clone())
    }

    /// Returns the instance of a parameterized interface or delegate.
    pub(super) fn parameterized(
        &mut self,
        scope: Scope,
        path: &[Name],
        arguments: &[TypeName],
        span: Span,
    ) -> Type {
        let Some(id) = self.type_definition(scope, path) else {
            return self.unknown_type(scope, path, span);
        };
        let (generics, attributes, prefix) = match self.definitions.get(id).syntax {
            Syntax::Interface(it) => (&it.generics, &it.attributes, ""),
            Syntax::Delegate(it) => (&it.generics, &it.attributes, "I"),
            _ => {
                let name = self.definition_name(id);
                self.report(Problem::NotParameterized { name }, span);
                return Type::Named(self.item(id));
            }
        };
        if generics.len() != arguments.len() {
            let problem = Problem::WrongArguments {
                name: self.definition_name(id),
                wanted: generics.len(),
                given: arguments.len(),
            };
            self.report(problem, span);
            return Type::Base(Base::Int);
        }
        let iid = attributes.get(kw::UUID).and_then(ast::Attribute::uuid);
        let outer = std::mem::take(&mut self.instances.signature_types);
        let arguments: Vec<TypeArgument> = generics
            .iter()
            .zip(arguments)
            .map(|(parameter, argument)| self.type_argument_of(scope, parameter, argument))
            .collect();
        let signature_types = std::mem::replace(&mut self.instances.signature_types, outer);
        let signature_length: usize = arguments.iter().map(|it| it.signature.len()).sum();
        if signature_types > MAX_SIGNATURE_TYPES || signature_length > MAX_SIGNATURE {
            let name = self.definition_name(id);
            self.report(Problem::LongSignature { name }, span);
            return Type::Base(Base::Int);
        }
        let names: Vec<&str> = arguments
            .iter()
            .map(|argument| argument.name.as_str())
            .collect();
        let name = format!(
            "__F{prefix}{}_{}_{}",
            self.definition_name(id),
            names.len(),
            names.join("_")
        );
        if name.len() > MAX_IDENTIFIER {
            let name = self.definition_name(id);
            self.report(
                Problem::LongInstanceName {
                    name,
                    limit: MAX_IDENTIFIER,
                },
                span,
            );
            return Type::Base(Base::Int);
        }
        if let Some(instance) = self.instances.by_name.get(&name) {
            return Type::Named(*instance);
        }
        if self.instances.is_endless {
            return Type::Base(Base::Int);
        }
        let is_too_deep = self.instances.depth == MAX_DEPTH;
        if is_too_deep || self.instances.by_name.len() == MAX_INSTANCES {
            // One report is enough: the others have the same cause.
            self.instances.is_endless = true;
            let name = self.definition_name(id);
            self.report(Problem::EndlessInstances { name }, span);
            return Type::Base(Base::Int);
        }
        let signature = iid.map(|iid| instance_signature(iid, &arguments));
        let instance = Instance {
            of: self.full_name(id),
            arguments: arguments.iter().map(|it| it.ty.clone()).collect(),
            definition: self.definitions.get(id).name.span,
        };
        let item = self.instance(id, name, span);
        if let Some(signature) = &signature {
            let signature = signature.clone();
            self.instances.signatures.insert(item, signature);
        }
        self.instances.depth += 1;
        self.fill_instance(id, item, arguments);
        self.instances.depth -= 1;
        if let ItemKind::Interface(it) = &mut self.model.item_mut(item).kind {
            it.iid = signature.map(|signature| uuid_v5(&signature));
            it.kind = InterfaceKind::Com;
            it.instance = Some(instance);
        }
        Type::Named(item)
    }

    /// Adds the item of a new instance. It has no content yet.
    fn instance(&mut self, id: DefinitionId, name: String, span: Span) -> ItemId {
        let unit = self.definitions.get(id).unit;
        let origin = self.units.unit(unit).origin.clone();
        let item = self.model.push(Item {
            name: name.as_str().into(),
            details: None,
            span,
            origin,
            kind: ItemKind::Interface(Box::default()),
        });
        self.instances.by_name.insert(name, item);
        item
    }

    /// Resolves the content of the instance `item` of the definition `id`.
    fn fill_instance(&mut self, id: DefinitionId, item: ItemId, arguments: Vec<TypeArgument>) {
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        let syntax = definition.syntax.clone();
        let outer = std::mem::replace(&mut self.instances.arguments, arguments);
        match syntax {
            Syntax::Interface(syntax) => self.interface(scope, item, syntax),
            Syntax::Delegate(syntax) => self.delegate(scope, item, syntax),
            _ => {}
        }
        self.instances.arguments = outer;
    }

    /// Returns a type argument. Its type is resolved once, because it may have arguments itself.
    fn type_argument_of(
        &mut self,
        scope: Scope,
        parameter: &Name,
        argument: &TypeName,
    ) -> TypeArgument {
        let ty = self.type_name(scope, argument);
        TypeArgument {
            parameter: parameter.text,
            name: self.argument_name(scope, argument, &ty),
            signature: self.argument_signature(scope, argument, &ty),
            ty,
        }
    }

    /// Returns the part of an instance's name that the argument has whose type is `ty`.
    fn argument_name(&mut self, scope: Scope, argument: &TypeName, ty: &Type) -> String {
        let Some((path, arguments)) = argument.specifier.kind.name() else {
            return crate::c_syntax::type_text(&self.model, ty).replace(' ', "_");
        };
        if let [name] = path[..]
            && let Some(outer) = self.instances.argument(name.text)
        {
            return outer.name.clone();
        }
        if !arguments.is_empty() {
            let id = instance_of(ty);
            return id.map_or_else(String::new, |id| self.model.item(id).name.to_string());
        }
        let name = match self.type_definition(scope, path) {
            Some(id) => self.full_name(id),
            None => self.text(path[path.len() - 1].text).to_owned(),
        };
        name.replace('.', "__C")
    }

    /// Returns a definition's name with its namespace.
    fn full_name(&self, id: DefinitionId) -> String {
        let definition = self.definitions.get(id);
        let name = self.text(definition.name.text);
        match self.text(definition.namespace) {
            "" => name.to_owned(),
            namespace => format!("{namespace}.{name}"),
        }
    }

    /// Returns the signature of an argument whose type is `ty`. That of an instance is known.
    fn argument_signature(&mut self, scope: Scope, argument: &TypeName, ty: &Type) -> String {
        let is_instance = !argument
            .specifier
            .kind
            .name()
            .is_none_or(|(_, it)| it.is_empty());
        let known = instance_of(ty).and_then(|id| self.instances.signatures.get(&id));
        match known {
            Some(known) if is_instance => known.clone(),
            _ => self.signature(scope, argument),
        }
    }

    /// Returns the signature of a type, from which IIDs are computed. Of too many types it returns
    /// a part.
    fn signature(&mut self, scope: Scope, ty: &TypeName) -> String {
        self.instances.signature_types += 1;
        if self.instances.signature_types > MAX_SIGNATURE_TYPES {
            return String::new();
        }
        if let Some((path, arguments)) = ty.specifier.kind.name() {
            if let [name] = path[..]
                && let Some(outer) = self.instances.argument(name.text)
            {
                return outer.signature.clone();
            }
            if let Some(id) = self.type_definition(scope, path) {
                return self.definition_signature(scope, id, arguments);
            }
            let name = self.text(path[path.len() - 1].text).to_owned();
            let ty = self.type_name(scope, &bare(ty));
            return self.named_signature(&name, &ty);
        }
        let ty = self.type_name(scope, &bare(ty));
        self.type_signature(&ty)
    }

    fn definition_signature(
        &mut self,
        scope: Scope,
        id: DefinitionId,
        arguments: &[TypeName],
    ) -> String {
        let definition = self.definitions.get(id);
        let inner = definition.scope();
        let uuid = |attributes: &ast::Attributes| {
            attributes
                .get(kw::UUID)
                .and_then(ast::Attribute::uuid)
                .unwrap_or_default()
        };
        let name = self.full_name(id);
        match definition.syntax.clone() {
            Syntax::Coclass(syntax) => {
                let default = match default_interface(syntax) {
                    Some(default) => self.signature(inner, default),
                    None => String::new(),
                };
                format!("rc({name};{default})")
            }
            Syntax::Interface(ast::Interface { attributes, .. })
            | Syntax::Delegate(ast::Delegate { attributes, .. })
                if !arguments.is_empty() =>
            {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| self.signature(scope, argument))
                    .collect();
                format!(
                    "pinterface({{{}}};{})",
                    uuid(attributes),
                    arguments.join(";")
                )
            }
            Syntax::Interface(_) if name == "IInspectable" => "cinterface(IInspectable)".to_owned(),
            Syntax::Interface(it) => format!("{{{}}}", uuid(&it.attributes)),
            Syntax::Delegate(it) => format!("delegate({{{}}})", uuid(&it.attributes)),
            Syntax::Enum(_, attributes) => {
                let repr = if attributes.has(kw::FLAGS) {
                    "u4"
                } else {
                    "i4"
                };
                format!("enum({name};{repr})")
            }
            Syntax::Record(record) => {
                let fields: Vec<String> = record
                    .fields
                    .iter()
                    .flatten()
                    .flat_map(|field| field.declarators.iter().map(move |it| (field, it)))
                    .map(|(field, declarator)| {
                        let ty = TypeName {
                            specifier: field.specifier.clone(),
                            declarator: declarator.clone(),
                        };
                        self.signature(inner, &ty)
                    })
                    .collect();
                format!("struct({name};{})", fields.join(";"))
            }
            _ => {
                let ty = Type::Named(self.item(id));
                let ty = self.stripped(&ty);
                self.named_signature(&name, &ty)
            }
        }
    }

    /// Returns the signature of a typedef. WinRT's own names come first.
    fn named_signature(&self, name: &str, ty: &Type) -> String {
        match name {
            "HSTRING" => "string".to_owned(),
            "GUID" => "g16".to_owned(),
            "BOOLEAN" | "boolean" => "b1".to_owned(),
            _ => self.type_signature(ty),
        }
    }

    /// Returns the signature of a type that isn't WinRT's own.
    fn type_signature(&self, ty: &Type) -> String {
        let text = match self.model.strip(ty) {
            Type::Base(base) => match base {
                Base::Boolean => "b1",
                Base::Byte | Base::UChar => "u1",
                Base::Char | Base::SChar => "i1",
                Base::WChar => "c2",
                Base::Short => "i2",
                Base::UShort => "u2",
                Base::Int | Base::Long => "i4",
                Base::UInt | Base::ULong => "u4",
                Base::Hyper => "i8",
                Base::UHyper => "u8",
                Base::Float => "f4",
                Base::Double => "f8",
                _ => "",
            },
            Type::Pointer { to, .. } => return self.type_signature(to),
            Type::Named(id) => {
                let item = self.model.item(*id);
                return match &item.kind {
                    ItemKind::Interface(_) if item.name == "IInspectable" => {
                        "cinterface(IInspectable)".to_owned()
                    }
                    ItemKind::Interface(it) => format!("{{{}}}", it.iid.unwrap_or_default()),
                    _ => String::new(),
                };
            }
            _ => "",
        };
        text.to_owned()
    }
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

/// Returns the item that a type argument with arguments of its own, or a pointer to it, is.
fn instance_of(ty: &Type) -> Option<ItemId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Pointer { to, .. } => instance_of(to),
        _ => None,
    }
}

fn instance_signature(iid: Guid, arguments: &[TypeArgument]) -> String {
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| argument.signature.as_str())
        .collect();
    format!("pinterface({{{iid}}};{})", arguments.join(";"))
}

/// Returns the UUID of version 5 of a signature.
fn uuid_v5(signature: &str) -> Guid {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(&NAMESPACE.0.to_be_bytes());
    hash.update(signature.as_bytes());
    let digest = hash.digest().bytes();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid(u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::c_syntax::type_text;
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, compile_files, kind, problems};

    #[test]
    fn an_instance_has_the_iid_that_winrt_gives_it() {
        // `IVectorView<HSTRING>` and `EventHandler<IInspectable>` in the SDK's headers.
        assert_eq!(
            uuid_v5("pinterface({bbe1fa4c-b0e3-4583-baef-1f1b2e483e56};string)").to_string(),
            "2f13c006-a03a-5f69-b090-75a43e33423e"
        );
        assert_eq!(
            uuid_v5("pinterface({9de1c535-6ae1-11e0-84e1-18a905bcc53f};cinterface(IInspectable))")
                .to_string(),
            "c50898f6-c536-5f47-8583-8b2c2438a13b"
        );
    }

    #[test]
    fn a_parameterized_interface_is_one_interface_for_each_argument() {
        let model = compile(
            r#"import "inspectable.idl";
            namespace Windows.Foundation.Collections {
                [uuid(bbe1fa4c-b0e3-4583-baef-1f1b2e483e56)]
                interface IVectorView<T> : IInspectable {
                    HRESULT GetAt([in] ULONG index, [out, retval] T *value);
                }
            }
            namespace Test {
                interface IFoo : IInspectable {
                    HRESULT Names(
                        [out, retval] Windows.Foundation.Collections.IVectorView<HSTRING> **value);
                }
            }"#,
        );
        let ItemKind::Interface(it) = kind(&model, "__FIVectorView_1_HSTRING") else {
            panic!()
        };
        assert_eq!(
            it.iid.expect("computed").to_string(),
            "2f13c006-a03a-5f69-b090-75a43e33423e",
            "the IID of the SDK's headers"
        );
        assert_eq!(type_text(&model, &it.methods[0].params[1].ty), "HSTRING *");
    }

    #[test]
    fn an_instance_that_a_file_declares_is_its_own_though_another_has_the_parameterized_type() {
        let compiled = compile_files(&[
            (
                "test.idl",
                r#"import "collections.idl";
                declare { interface Test.IVectorView<HSTRING>; }"#,
            ),
            (
                "collections.idl",
                r#"import "inspectable.idl";
                namespace Test {
                    [uuid(bbe1fa4c-b0e3-4583-baef-1f1b2e483e56)]
                    interface IVectorView<T> : IInspectable { HRESULT First([out, retval] T *value); }
                }"#,
            ),
        ]);
        assert_eq!(compiled.problems, [""; 0]);
        let named: Vec<_> = compiled.model.named().map(|(_, it)| &it.name).collect();
        assert_eq!(named, ["__FIVectorView_1_HSTRING"]);
    }

    #[test]
    fn instances_that_need_each_other_without_end_are_refused() {
        let problems = problems(
            "namespace A {\n\
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]\n\
             interface I<T> : IInspectable { HRESULT One([in] I<J<T>> *it); }\n\
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]\n\
             interface J<T> : IInspectable { HRESULT Two([in] J<I<T>> *it); HRESULT Other([in] I<T> *it); }\n\
             interface K : IInspectable { HRESULT Three([in] I<long> *it); }\n\
             }",
        );
        assert_eq!(
            problems,
            ["IDL0415 `I` needs other instances of itself without end"]
        );
    }
}
