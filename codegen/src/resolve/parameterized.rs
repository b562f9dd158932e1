//! WinRT's parameterized interfaces and delegates: `IVector<HSTRING>` is an interface of its own.
//!
//! Each instance becomes an item under the name that MIDL gives it in C (`__FIVector_1_HSTRING`).
//! `metadata/type_argument.rs` makes the name and the IID, of the parts of its arguments that `signature.rs` finds.

use super::Resolver;
use super::definition::{DefinitionId, Scope, Syntax};
use crate::diagnostics::Problem;
use crate::limits::{MAX_IDENTIFIER, MAX_INSTANCES};
use crate::metadata::TypeArgument;
use crate::metadata::type_argument::{
    MAX_SIGNATURE_TYPES, instance_iid, instance_name, instance_signature,
};
use crate::model::{Base, Guid, Instance, Interface, InterfaceKind, Item, ItemId, ItemKind, Type};
use crate::parse::ast::{self, Name, TypeName};
use crate::source::Span;
use crate::token::{Symbol, keyword as kw};

/// How many instances may wait for another that they refer to. Instances that need more need them
/// without end. All of Windows' own have fewer.
const MAX_DEPTH: usize = 24;

/// How many bytes the signature of an instance's arguments may have. An argument that is an instance
/// of two instances of two instances… has few types and a long signature.
const MAX_SIGNATURE: usize = 64 << 10;

/// The instances of parameterized types.
#[derive(Default)]
pub(super) struct Instances {
    /// How many instances there are.
    count: usize,
    /// The type parameters of the current instance.
    parameters: Vec<Symbol>,
    /// The type argument for each.
    arguments: Vec<TypeArgument>,
    /// How many instances wait for another that they refer to.
    depth: usize,
    /// How many types stand in the signatures of the current instance.
    pub(super) signature_types: usize,
    /// Whether a report says that there would be instances without end.
    is_endless: bool,
    /// Why metadata needs an instance that isn't made. The first reason is enough.
    refused: Option<Problem>,
    /// Whether the content of a parameterized type is resolved for its own sake, and not for an instance.
    is_within_definition: bool,
}

impl Instances {
    /// Sets whether the content of a parameterized type is resolved for its own sake. Returns what held
    /// before.
    pub(super) fn within_definition(&mut self, is_within: bool) -> bool {
        std::mem::replace(&mut self.is_within_definition, is_within)
    }

    /// Counts another instance of the parameterized type `of`, called `name`, which `depth` others wait for.
    /// Returns the problem if there may be none, or nothing if that is reported already.
    fn admit(&mut self, of: &str, name: &str, depth: usize) -> Result<(), Option<Problem>> {
        let of = || of.to_owned();
        if name.len() > MAX_IDENTIFIER {
            let (name, limit) = (of(), MAX_IDENTIFIER);
            return Err(Some(Problem::LongInstanceName { name, limit }));
        }
        if self.is_endless {
            return Err(None);
        }
        if depth == MAX_DEPTH || self.count == MAX_INSTANCES {
            // One report is enough: the others have the same cause.
            self.is_endless = true;
            return Err(Some(Problem::EndlessInstances { name: of() }));
        }
        self.count += 1;
        Ok(())
    }

    /// The same for an instance that metadata needs. The problem is reported where an IDL needs the metadata.
    pub(super) fn admit_of_metadata(&mut self, of: &str, name: &str) -> bool {
        // None waits for one that metadata needs.
        match self.admit(of, name, 0) {
            Ok(()) => true,
            Err(problem) => {
                self.refused = self.refused.take().or(problem);
                false
            }
        }
    }

    /// Returns the argument of the current instance for the type parameter `name`.
    pub(super) fn argument(&self, name: Symbol) -> Option<&TypeArgument> {
        let number = self.parameters.iter().position(|it| *it == name)?;
        self.arguments.get(number)
    }
}

/// A parameterized type.
struct Parameterized {
    /// Its name in messages.
    name: String,
    parameters: usize,
    source: ParameterizedSource,
}

/// What defines a parameterized type.
enum ParameterizedSource {
    Idl(DefinitionId),
    /// Metadata: a namespace and a name.
    Metadata(String, String),
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
        let Some(of) = self.parameterized_type(scope, path) else {
            return self.not_parameterized(scope, path, span);
        };
        if of.parameters != arguments.len() {
            let problem = Problem::WrongArguments {
                name: of.name,
                wanted: of.parameters,
                given: arguments.len(),
            };
            self.report(problem, span);
            return Type::Base(Base::Int);
        }
        let Some(arguments) = self.type_arguments(scope, &of.name, arguments, span) else {
            return Type::Base(Base::Int);
        };
        if self.instances.is_within_definition {
            let (name, is_delegate) = self.parameterized_name(&of.source);
            let mentioned = self.mentioned_instance(name, is_delegate, arguments);
            return Type::Named(mentioned);
        }
        let instance = match of.source {
            ParameterizedSource::Idl(id) => self.instance_of_definition(id, arguments, span),
            ParameterizedSource::Metadata(namespace, name) => {
                self.metadata_instance(&namespace, &name, arguments)
            }
        };
        instance.map_or(Type::Base(Base::Int), Type::Named)
    }

    /// Returns the full name of a parameterized type, and whether it is a delegate.
    fn parameterized_name(&self, source: &ParameterizedSource) -> (String, bool) {
        match source {
            ParameterizedSource::Idl(id) => {
                let syntax = &self.definitions.get(*id).syntax;
                (self.full_name(*id), matches!(syntax, Syntax::Delegate(_)))
            }
            ParameterizedSource::Metadata(namespace, name) => {
                let is_delegate = self.metadata.is_delegate(namespace, name);
                (format!("{namespace}.{name}"), is_delegate)
            }
        }
    }

    /// Returns the parameterized type that `path` means in `scope`. Metadata has those that no file
    /// defines.
    fn parameterized_type(&self, scope: Scope, path: &[Name]) -> Option<Parameterized> {
        let id = self.type_definition(scope, path);
        let generics = match id.map(|id| &self.definitions.get(id).syntax) {
            Some(Syntax::Interface(it)) => Some(&it.generics),
            Some(Syntax::Delegate(it)) => Some(&it.generics),
            Some(Syntax::InterfaceForward) | None => None,
            Some(_) => return None,
        };
        if let (Some(id), Some(generics)) = (id, generics) {
            return (!generics.is_empty()).then(|| Parameterized {
                name: self.definition_name(id),
                parameters: generics.len(),
                source: ParameterizedSource::Idl(id),
            });
        }
        let (namespace, name) = self.metadata_name(scope, path)?;
        let parameters = self.metadata.type_parameters(&namespace, &name);
        parameters
            .filter(|count| *count > 0)
            .map(|parameters| Parameterized {
                name: name.clone(),
                parameters,
                source: ParameterizedSource::Metadata(namespace, name),
            })
    }

    /// Reports a type that takes no arguments, and returns it; or a name that no type has.
    fn not_parameterized(&mut self, scope: Scope, path: &[Name], span: Span) -> Type {
        let found = self.type_definition(scope, path);
        if found.is_none() && self.metadata_name(scope, path).is_none() {
            return self.unknown_type(scope, path, span);
        }
        let name = self.text(path[path.len() - 1].text).to_owned();
        self.report(Problem::NotParameterized { name }, span);
        match found {
            Some(id) => Type::Named(self.item(id)),
            None => Type::Base(Base::Int),
        }
    }

    /// Returns the type arguments of an instance of `name`, unless its IID would take too long.
    fn type_arguments(
        &mut self,
        scope: Scope,
        name: &str,
        arguments: &[TypeName],
        span: Span,
    ) -> Option<Vec<TypeArgument>> {
        let outer = std::mem::take(&mut self.instances.signature_types);
        let arguments: Vec<TypeArgument> = arguments
            .iter()
            .map(|argument| self.argument_of(scope, argument))
            .collect();
        let signature_types = std::mem::replace(&mut self.instances.signature_types, outer);
        let length: usize = arguments.iter().map(|it| it.parts.signature.len()).sum();
        if signature_types > MAX_SIGNATURE_TYPES || length > MAX_SIGNATURE {
            let name = name.to_owned();
            self.report(Problem::LongSignature { name }, span);
            return None;
        }
        Some(arguments)
    }

    /// Returns one type argument. An instance in it is looked up once: it may have others in it.
    fn argument_of(&mut self, scope: Scope, argument: &TypeName) -> TypeArgument {
        let ty = self.type_name(scope, argument);
        let parts = match argument.specifier.kind.name() {
            Some((_, [_, ..])) => self.parts_of_type(&ty),
            _ => self.parts(scope, argument),
        };
        TypeArgument { ty, parts }
    }

    /// Returns the instance of a definition in IDL, which is made unless it is there.
    fn instance_of_definition(
        &mut self,
        id: DefinitionId,
        arguments: Vec<TypeArgument>,
        span: Span,
    ) -> Option<ItemId> {
        let (is_delegate, attributes) = match self.definitions.get(id).syntax {
            Syntax::Interface(it) => (false, &it.attributes),
            Syntax::Delegate(it) => (true, &it.attributes),
            _ => return None,
        };
        let name = self.definition_name(id);
        let of = self.full_name(id);
        let mut name_of_instance = instance_name(&name, is_delegate, &arguments);
        let mut known = self.instance_called(&name_of_instance);
        if known.is_some_and(|it| !self.model.item(it).is_instance_of(&of)) {
            // Two parameterized types have one name in different namespaces.
            name_of_instance = instance_name(&of.replace('.', "_"), is_delegate, &arguments);
            known = self.instance_called(&name_of_instance);
        }
        if known.is_some() {
            return known;
        }
        let instance_name = name_of_instance;
        let depth = self.instances.depth;
        if let Err(problem) = self.instances.admit(&name, &instance_name, depth) {
            problem.into_iter().for_each(|it| self.report(it, span));
            return None;
        }
        let key = self.session.names.intern(&instance_name);
        let uuid = attributes.get(kw::UUID).and_then(ast::Attribute::uuid);
        let signatures = arguments.iter().map(|it| &*it.parts.signature);
        let signature = instance_signature(uuid.unwrap_or_default(), signatures);
        let iid = uuid.map(|_| instance_iid(&signature));
        let instance = Instance {
            of,
            arguments: arguments.iter().map(|it| it.ty.clone()).collect(),
            signature,
            definition: self.definitions.get(id).name.span,
        };
        let item = self.declared_instance(id, &instance_name, iid, instance.clone(), span);
        self.items_by_name.insert(key, item);
        self.instances.depth += 1;
        self.fill_instance(id, item, arguments);
        self.instances.depth -= 1;
        if let ItemKind::Interface(it) = &mut self.model.item_mut(item).kind {
            it.iid = iid;
            if !is_delegate {
                it.kind = InterfaceKind::Com;
            }
            it.instance = Some(instance);
        }
        Some(item)
    }

    fn instance_called(&self, name: &str) -> Option<ItemId> {
        let key = self.session.names.get(name)?;
        self.items_by_name.get(&key).copied()
    }

    /// Adds the item of a new instance. It has no methods yet.
    fn declared_instance(
        &mut self,
        id: DefinitionId,
        name: &str,
        iid: Option<Guid>,
        instance: Instance,
        span: Span,
    ) -> ItemId {
        let unit = self.definitions.get(id).unit;
        let origin = self.units.unit(unit).origin.clone();
        let interface = Interface {
            iid,
            instance: Some(instance),
            ..Interface::default()
        };
        self.model.push(Item {
            name: name.into(),
            details: None,
            span,
            origin,
            kind: interface.into(),
        })
    }

    /// Resolves the content of the instance `item` of the definition `id`.
    pub(super) fn fill_instance(
        &mut self,
        id: DefinitionId,
        item: ItemId,
        arguments: Vec<TypeArgument>,
    ) {
        let definition = self.definitions.get(id);
        let scope = definition.scope();
        let syntax = definition.syntax.clone();
        let (parameters, instances) = match &syntax {
            Syntax::Interface(it) => (&it.generics, &mut self.instances),
            Syntax::Delegate(it) => (&it.generics, &mut self.instances),
            _ => return,
        };
        let parameters = parameters.iter().map(|it| it.text).collect();
        let outer_parameters = std::mem::replace(&mut instances.parameters, parameters);
        let outer_arguments = std::mem::replace(&mut instances.arguments, arguments);
        match syntax {
            Syntax::Interface(syntax) => self.interface(scope, item, syntax),
            Syntax::Delegate(syntax) => self.delegate(scope, item, syntax),
            _ => {}
        }
        self.instances.parameters = outer_parameters;
        self.instances.arguments = outer_arguments;
    }

    /// Returns the interfaces that an interface requires, and makes those that are instances. One that
    /// neither a file nor metadata declares is left out: no vtable depends on it.
    pub(super) fn required(&mut self, scope: Scope, requires: &[TypeName]) -> Vec<ItemId> {
        let mut required = Vec::new();
        for reference in requires {
            let Some((path, arguments)) = reference.specifier.kind.name() else {
                continue;
            };
            let is_known = !arguments.is_empty()
                || self.type_definition(scope, path).is_some()
                || self.metadata_name(scope, path).is_some();
            if is_known && let Type::Named(id) = self.named_type(scope, path, arguments) {
                required.push(id);
            }
        }
        required
    }

    /// Reports, at `span`, that metadata needs an instance that isn't made.
    pub(super) fn report_refused_instance(&mut self, span: Span) {
        if let Some(problem) = self.instances.refused.take() {
            self.report(problem, span);
        }
    }

    /// Returns a definition's name with its namespace.
    pub(super) fn full_name(&self, id: DefinitionId) -> String {
        self.text(self.definitions.full_name(id)).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::c_syntax::type_text;
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, compile_files, kind, problems};

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

    /// The IID of the only instance of `IReference` among what these files declare, and its name.
    fn reference(argument: &str, files: &[(&str, &str)]) -> (String, String) {
        let text = format!(
            r#"import "more.idl";
            namespace Windows.Foundation {{
                [uuid(61c17706-2d65-11e0-9ae8-d48564015472)]
                interface IReference<T> : IInspectable {{
                    [propget] HRESULT Value([out, retval] T *result);
                }}
            }}
            declare {{ interface Windows.Foundation.IReference<{argument}>; }}"#
        );
        let mut all = vec![("test.idl", &*text)];
        all.extend(files);
        let compiled = compile_files(&all);
        assert_eq!(compiled.problems, [""; 0], "{argument}");
        let mut found = compiled.model.items().filter_map(|(_, it)| match &it.kind {
            ItemKind::Interface(interface) if interface.instance.is_some() => {
                let iid = interface.iid.expect("it has a uuid").to_string();
                Some((it.name.to_string(), iid))
            }
            _ => None,
        });
        found.next().expect("it is there")
    }

    /// The IIDs are those of the SDK's headers.
    #[test]
    fn the_iid_of_an_instance_is_made_of_the_definitions_of_its_arguments() {
        const TIME: &str = "604d0c4c-91de-5c2a-935f-362f13eaf800";
        const RANGE: &str = "2fffd101-16f8-596d-a88e-659b6f584641";
        const GUID: &str = "7d50f649-632c-51f9-849a-ee49428933ea";
        let definition = "namespace Windows.Foundation { struct TimeSpan { INT64 Duration; }; }";
        let range = "import \"time.idl\";
            namespace Windows.Foundation { typedef struct TimeSpan TimeSpan; }
            namespace Windows.Media.Core { struct MseTimeRange {
                Windows.Foundation.TimeSpan Start; Windows.Foundation.TimeSpan End; }; }";
        for (argument, more, time, iid) in [
            ("GUID", "", "", GUID),
            // As `guiddef.h` has it.
            (
                "GUID",
                "typedef struct { DWORD Data1; WORD Data2; WORD Data3; BYTE Data4[8]; } GUID;",
                "",
                GUID,
            ),
            ("Windows.Foundation.TimeSpan", definition, "", TIME),
            ("Windows.Foundation.TimeSpan", "", "", TIME),
            (
                "Windows.Foundation.TimeSpan",
                "import \"time.idl\"; namespace Windows.Foundation { typedef struct TimeSpan TimeSpan; }",
                definition,
                TIME,
            ),
            (
                "Windows.Foundation.TimeSpan",
                "namespace Windows.Foundation { typedef struct TimeSpan TimeSpan; }",
                "",
                TIME,
            ),
            ("Windows.Media.Core.MseTimeRange", range, definition, RANGE),
            ("Windows.Media.Core.MseTimeRange", range, "", RANGE),
            ("Windows.Media.Core.MseTimeRange", "", "", RANGE),
        ] {
            let found = reference(argument, &[("more.idl", more), ("time.idl", time)]);
            assert_eq!(found.1, iid, "{argument}: {more}");
        }
    }

    #[test]
    fn a_set_of_flags_is_unsigned_in_an_iid_wherever_its_definition_stands() {
        let set = "[flags] typedef enum Bits { One = 1 } Bits;";
        let here = format!("namespace Mine {{ {set} }}");
        let declared = "import \"bits.idl\"; namespace Mine { typedef enum Bits Bits; }";
        let unsigned = reference("Mine.Bits", &[("more.idl", &here)]).1;
        let forward = reference("Mine.Bits", &[("more.idl", declared), ("bits.idl", &here)]).1;
        let plain = here.replace("[flags]", "");
        let signed = reference("Mine.Bits", &[("more.idl", &plain)]).1;
        assert_eq!(forward, unsigned);
        assert_ne!(signed, unsigned);
    }

    #[test]
    fn an_argument_has_one_name_however_it_is_written() {
        for (spellings, name) in [
            (
                &["int", "INT32", "long", "LONG", "signed int", "Number"][..],
                "int",
            ),
            (&["HSTRING", "Text"], "HSTRING"),
            (&["boolean", "BOOLEAN"], "boolean"),
            (&["UINT32", "unsigned int", "ULONG"], "UINT32"),
            (&["GUID", "IID"], "GUID"),
        ] {
            let text = "typedef INT32 Whole; typedef Whole Number; typedef HSTRING Text;";
            for spelling in spellings {
                let (found, _) = reference(spelling, &[("more.idl", text)]);
                assert_eq!(found, format!("__FIReference_1_{name}"), "{spelling}");
            }
        }
    }

    #[test]
    fn what_an_instance_requires_is_an_instance_too() {
        let model = compile(
            "namespace Mine {
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b01)]
             interface IAll<T> : IInspectable { HRESULT First([out, retval] T *it); }
             [uuid(1c9a4c0e-6a0f-4d6e-8a35-6a3c6f0f2b02)]
             interface IList<T> : IInspectable requires Mine.IAll<T> { HRESULT Clear(); }
             declare { interface Mine.IList<HSTRING>; }
             }",
        );
        let named: Vec<_> = model.named().map(|(_, it)| &*it.name).collect();
        assert_eq!(named, ["__FIList_1_HSTRING", "__FIAll_1_HSTRING"]);
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
