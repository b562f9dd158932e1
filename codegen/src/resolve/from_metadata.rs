//! Items from metadata: names that no IDL file defines.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Resolver;
use super::definition::Scope;
use super::expression::Computed;
use super::parameterized::Instances;
use crate::metadata::{Metadata, Names, TypeArgument};
use crate::model::{ItemId, ItemKind, Model, Type, Value};
use crate::parse::ast::Name;
use crate::token::{Interner, Symbol};

/// The items by name, for metadata, which has no symbols. A name of an IDL file stands for
/// metadata's name in any namespace, but for those of the Windows Runtime, which IDL has in
/// namespaces too.
struct ItemNames<'k> {
    metadata: &'k Metadata,
    names: &'k mut Interner,
    items: &'k mut FxHashMap<Symbol, ItemId>,
    instances: &'k mut Instances,
}

impl ItemNames<'_> {
    /// Returns the name under which a name of the metadata is among the items.
    fn key<'n>(&self, namespace: &str, name: &'n str) -> Cow<'n, str> {
        if self.metadata.is_of_winrt(namespace) {
            format!("{namespace}.{name}").into()
        } else {
            name.into()
        }
    }
}

impl Names for ItemNames<'_> {
    fn known(&self, namespace: &str, name: &str) -> Option<ItemId> {
        let key = self.names.get(&self.key(namespace, name))?;
        self.items.get(&key).copied()
    }

    fn insert(&mut self, namespace: &str, name: &str, id: ItemId) {
        let key = self.names.intern(&self.key(namespace, name));
        self.items.insert(key, id);
    }

    fn admits_instance(&mut self, of: &str, name: &str) -> bool {
        self.instances.admit_of_metadata(of, name)
    }
}

impl Resolver<'_, '_> {
    /// Returns metadata's item of the name `name`.
    pub(super) fn metadata_item(&mut self, name: Symbol) -> Option<ItemId> {
        let name = self.text(name).to_owned();
        let (metadata, model, mut names) = self.importing();
        metadata.import(&name, model, &mut names)
    }

    /// Returns metadata's item of the type `name` in `namespace`, be it of the Windows Runtime.
    pub(super) fn qualified_metadata_item(
        &mut self,
        namespace: &str,
        name: &str,
    ) -> Option<ItemId> {
        let (metadata, model, mut names) = self.importing();
        metadata.import_qualified((namespace, name), model, &mut names)
    }

    /// Returns the instance of metadata's parameterized type `name` in `namespace`.
    pub(super) fn metadata_instance(
        &mut self,
        namespace: &str,
        name: &str,
        arguments: Vec<TypeArgument>,
    ) -> Option<ItemId> {
        let (metadata, model, mut names) = self.importing();
        metadata.import_instance((namespace, name), arguments, model, &mut names)
    }

    /// Returns what an import from metadata needs.
    fn importing(&mut self) -> (&Metadata, &mut Model, ItemNames<'_>) {
        let names = ItemNames {
            metadata: self.metadata,
            names: &mut self.session.names,
            items: &mut self.items_by_name,
            instances: &mut self.instances,
        };
        (self.metadata, &mut self.model, names)
    }

    /// Returns the full name of metadata's type that `path` means in `scope`: its namespace and its
    /// name. It is looked for in the namespace of the scope, in those around it, and by itself.
    pub(super) fn metadata_name(&self, scope: Scope, path: &[Name]) -> Option<(String, String)> {
        let (last, outer) = path.split_last()?;
        let mut around = scope.namespace;
        loop {
            let parts = outer.iter().map(|name| self.text(name.text));
            let around_it = (around != Symbol::EMPTY).then(|| self.text(around));
            let parts: Vec<&str> = around_it.into_iter().chain(parts).collect();
            let namespace = parts.join(".");
            let name = self.text(last.text);
            if !namespace.is_empty() && self.metadata.knows_qualified(&namespace, name) {
                return Some((namespace, name.to_owned()));
            }
            if around == Symbol::EMPTY {
                return None;
            }
            around = self.definitions.around(around);
        }
    }

    /// Returns metadata's type that `path` means in `scope`. One in a namespace comes before one that
    /// has its name alone.
    pub(super) fn type_of_metadata(&mut self, scope: Scope, path: &[Name]) -> Option<Type> {
        let in_namespace = match path {
            [_] if scope.namespace == Symbol::EMPTY => None,
            _ => self.metadata_name(scope, path),
        };
        if let Some((namespace, name)) = in_namespace {
            return self
                .qualified_metadata_item(&namespace, &name)
                .map(Type::Named);
        }
        match path {
            [name] => self.metadata_type(name.text),
            _ => None,
        }
    }

    /// Returns metadata's type of the name `name`.
    pub(super) fn metadata_type(&mut self, name: Symbol) -> Option<Type> {
        let id = match self.items_by_name.get(&name) {
            Some(id) => *id,
            None => self.metadata_item(name)?,
        };
        match self.model.item(id).kind {
            ItemKind::Constant(_) | ItemKind::Function(_) => None,
            _ => Some(Type::Named(id)),
        }
    }

    /// Returns metadata's constant or enumerator of the name `name`, and the item that has its value.
    pub(super) fn metadata_constant(&mut self, name: Symbol) -> Option<(ItemId, Computed)> {
        let id = self.metadata_item(name)?;
        let computed = match &self.model.item(id).kind {
            ItemKind::Constant(constant) => Computed {
                value: constant.value.clone(),
                ty: constant.ty.clone(),
            },
            ItemKind::Enum(enumeration) => {
                let name = self.text(name);
                let mut values = enumeration.values.iter();
                let value = values.find(|value| value.name == name)?.value;
                Computed {
                    value: Value::Int(i128::from(value)),
                    ty: Type::Named(id),
                }
            }
            _ => return None,
        };
        Some((id, computed))
    }
}

#[cfg(test)]
mod tests {
    use crate::c_syntax::type_text;
    use crate::model::{ItemKind, MetadataFile, Origin, Value};
    use crate::resolve::tests::{compile, compile_files, kind, problems, slots, value};

    #[test]
    fn what_no_file_defines_comes_from_metadata() {
        let model = compile(
            r#"import "oaidl.idl";
            interface IFoo : IDispatch { HRESULT F([in] VARIANT *a, [out] FILETIME *b); }"#,
        );
        assert_eq!(slots(&model, "IFoo").len(), 8);
        let (_, variant) = model
            .items()
            .find(|(_, item)| item.name == "VARIANT")
            .expect("VARIANT");
        let win32 = Origin::Metadata {
            namespace: "Windows.Win32".into(),
            file: Some(MetadataFile::Win32),
        };
        assert_eq!(variant.origin, win32);
    }

    #[test]
    fn what_is_only_declared_is_metadatas_where_that_knows_it_and_one_item_in_all() {
        let model = compile(
            "interface IDispatch; struct IRecordInfo; struct Unheard;
            interface IFoo : IUnknown { void F(IDispatch *a, struct Unheard *b, VARIANT *c); }",
        );
        let count = |name: &str| model.items().filter(|(_, it)| it.name == name).count();
        assert_eq!((count("IDispatch"), count("Unheard")), (1, 1));
        assert!(
            matches!(kind(&model, "IDispatch"), ItemKind::Interface(it) if it.methods.len() == 4)
        );
        assert!(matches!(kind(&model, "Unheard"), ItemKind::Opaque(_)));
    }

    #[test]
    fn large_integers_are_known_though_metadata_has_plain_ones_in_their_place() {
        let model = compile(
            "import \"oaidl.idl\";\n\
             const long SIGNED = sizeof(LARGE_INTEGER);\n\
             const long UNSIGNED = sizeof(ULARGE_INTEGER);",
        );
        assert_eq!(value(&model, "SIGNED"), Value::Int(8));
        assert_eq!(value(&model, "UNSIGNED"), Value::Int(8));
    }

    /// The header would be read as for 32 bits.
    #[test]
    fn what_basetsd_defines_is_as_wide_as_a_pointer_though_the_header_is_there() {
        let compiled = compile_files(&[
            (
                "a.idl",
                "import \"basetsd.h\"; const long WIDE = sizeof(HANDLE_PTR);",
            ),
            ("basetsd.h", "typedef unsigned long HANDLE_PTR;"),
        ]);
        assert_eq!(
            compiled.problems,
            ["IDL0509 this size depends on the target"]
        );
    }

    /// The interface `IUses` of a WinRT file, in the namespace `Mine`, with a method that takes this.
    fn taking(parameter: &str) -> String {
        format!(
            "namespace Mine {{ [uuid(00000001-0002-0003-0004-000000000006)]
             interface IUses : IInspectable {{ HRESULT Use({parameter}); }} }}"
        )
    }

    #[test]
    fn what_winrts_files_dont_declare_comes_from_metadata_by_its_namespace() {
        for (parameter, name, expected) in [
            (
                "Windows.Foundation.IUriRuntimeClass *it",
                "IUriRuntimeClass",
                "interface",
            ),
            (
                "Windows.Foundation.Uri *it",
                "IUriRuntimeClass",
                "interface",
            ),
            ("Windows.Foundation.DateTime it", "DateTime", "record"),
            ("Windows.Foundation.PropertyType it", "PropertyType", "enum"),
            (
                "Windows.Foundation.AsyncActionCompletedHandler *it",
                "AsyncActionCompletedHandler",
                "interface",
            ),
            (
                "Windows.Foundation.Collections.IVectorView<HSTRING> *it",
                "__FIVectorView_1_HSTRING",
                "interface",
            ),
            (
                "Windows.Foundation.TypedEventHandler<Windows.Foundation.Uri *, HSTRING> *it",
                "__FITypedEventHandler_2_Windows__CFoundation__CUri_HSTRING",
                "interface",
            ),
            (
                "Windows.Foundation.Collections.StringMap *it",
                "__FIMap_2_HSTRING_HSTRING",
                "interface",
            ),
            // Win32's interface of the name has another IID.
            (
                "Windows.Media.SpeechRecognition.ISpeechRecognizer *it",
                "ISpeechRecognizer",
                "interface 0bc3c9cb-c26a-40f2-aeb5-8096b2e48073",
            ),
        ] {
            let compiled = compile_files(&[("test.idl", &taking(parameter))]);
            assert_eq!(compiled.problems, [""; 0], "{parameter}");
            let found = match kind(&compiled.model, name) {
                ItemKind::Interface(it) => format!("interface {}", it.iid.expect("it has one")),
                ItemKind::Record(_) => "record".into(),
                ItemKind::Enum(_) => "enum".into(),
                other => panic!("{other:?}"),
            };
            assert!(found.starts_with(expected), "{parameter}: {found}");
        }
    }

    #[test]
    fn an_instance_of_metadatas_type_has_the_slots_of_its_arguments() {
        let text = taking("Windows.Foundation.Collections.IVectorView<HSTRING> *it");
        let model = compile(&text);
        let ItemKind::Interface(view) = kind(&model, "__FIVectorView_1_HSTRING") else {
            panic!()
        };
        let methods = view.methods.iter();
        let texts: Vec<String> = methods
            .map(|method| {
                let types = method.params.iter().map(|it| type_text(&model, &it.ty));
                let types: Vec<String> = types.collect();
                format!(
                    "{} {}({})",
                    method.slot.unwrap_or(0),
                    method.name,
                    types.join(", ")
                )
            })
            .collect();
        assert_eq!(
            texts,
            [
                "6 GetAt(unsigned long, HSTRING *)",
                "7 get_Size(unsigned long *)",
                "8 IndexOf(HSTRING, unsigned long *, boolean *)",
                "9 GetMany(unsigned long, unsigned int, HSTRING *, unsigned long *)",
            ]
        );
    }

    #[test]
    fn what_an_instance_of_metadatas_type_requires_is_an_instance_too() {
        let text = taking("Windows.Foundation.Collections.IObservableMap<HSTRING, INT32> *it");
        let compiled = compile_files(&[("test.idl", &text)]);
        assert_eq!(compiled.problems, [""; 0]);
        let required = |name: &str| match kind(&compiled.model, name) {
            ItemKind::Interface(it) => {
                let items = it.requires.iter().map(|id| compiled.model.item(*id));
                items.map(|it| it.name.to_string()).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let (map, pairs) = (
            "__FIMap_2_HSTRING_int",
            "__FIIterable_1___FIKeyValuePair_2_HSTRING_int",
        );
        assert_eq!(required("__FIObservableMap_2_HSTRING_int"), [map]);
        assert_eq!(required(map), [pairs]);
    }

    #[test]
    fn a_name_is_looked_for_in_the_namespaces_around_it_first() {
        let within = |body: &str| {
            format!(
                "namespace Windows.Foundation.Collections {{
                 [uuid(00000001-0002-0003-0004-000000000006)]
                 interface IUses : IInspectable {{ HRESULT Use({body}); }} }}"
            )
        };
        for name in [
            "IPropertySet",
            "Collections.IPropertySet",
            "Uri",
            "Foundation.Uri",
        ] {
            let compiled = compile_files(&[("test.idl", &within(&format!("{name} *it")))]);
            assert_eq!(compiled.problems, [""; 0], "{name}");
        }
        for name in ["Foundation.IPropertySet", "No.Such.Space.ISpeechRecognizer"] {
            let problems = problems(&within(&format!("{name} *it")));
            assert_eq!(problems, [format!("IDL0401 cannot find type `{name}`")]);
        }
    }

    #[test]
    fn an_interface_of_winrt_and_one_of_win32_with_its_name_are_two() {
        let model = compile(
            "namespace Mine { [uuid(00000001-0002-0003-0004-000000000006)]
             interface IUses : IInspectable {
                HRESULT A([in] ISpeechRecognizer *it);
                HRESULT B([in] Windows.Media.SpeechRecognition.ISpeechRecognizer *it);
             } }",
        );
        let named = model
            .items()
            .filter(|(_, it)| it.name == "ISpeechRecognizer");
        let mut namespaces: Vec<String> = named
            .map(|(_, it)| match &it.origin {
                Origin::Metadata { namespace, .. } => namespace.to_string(),
                _ => String::new(),
            })
            .collect();
        namespaces.sort();
        assert_eq!(
            namespaces,
            ["Windows.Media.SpeechRecognition", "Windows.Win32"]
        );
    }

    #[test]
    fn a_dotted_name_is_not_found_in_the_supplement_by_its_last_part() {
        let problems = problems(
            "interface IFoo : IUnknown { HRESULT F([in] Windows.UI.EventRegistrationToken it); }",
        );
        assert!(
            problems[0].contains("EventRegistrationToken"),
            "{problems:?}"
        );
        let found =
            compile("interface IFoo : IUnknown { HRESULT F([in] EventRegistrationToken it); }");
        assert!(matches!(
            kind(&found, "EventRegistrationToken"),
            ItemKind::Record(_)
        ));
    }
}
