//! Items from metadata: names that no IDL file defines.

use rustc_hash::FxHashMap;

use super::Resolver;
use super::expression::Computed;
use crate::metadata::Names;
use crate::model::{ItemId, ItemKind, Type, Value};
use crate::token::{Interner, Symbol};

/// The items by name, for metadata, which has no symbols. A name of an IDL file stands for
/// metadata's name in any namespace.
struct ItemNames<'k> {
    names: &'k mut Interner,
    items: &'k mut FxHashMap<Symbol, ItemId>,
}

impl Names for ItemNames<'_> {
    fn known(&self, _: &str, name: &str) -> Option<ItemId> {
        self.items.get(&self.names.get(name)?).copied()
    }

    fn insert(&mut self, _: &str, name: &str, id: ItemId) {
        self.items.insert(self.names.intern(name), id);
    }
}

impl Resolver<'_, '_> {
    /// Returns metadata's item of the name `name`.
    pub(super) fn metadata_item(&mut self, name: Symbol) -> Option<ItemId> {
        let name = self.text(name).to_owned();
        let mut names = ItemNames {
            names: &mut self.session.names,
            items: &mut self.items_by_name,
        };
        self.metadata.import(&name, &mut self.model, &mut names)
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

    /// Returns the type of the last name of a dotted one, unless only the supplement has it. A WinRT
    /// type has nothing to do with an old header's type of that name.
    pub(super) fn dotted_type(&mut self, last: Symbol) -> Option<Type> {
        let is_item = self.items_by_name.contains_key(&last);
        if !is_item && !self.metadata.publishes(self.text(last)) {
            return None;
        }
        self.metadata_type(last)
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

    #[test]
    fn a_dotted_name_is_not_found_in_the_supplement_by_its_last_part() {
        let problems = problems(
            "interface IFoo : IUnknown { HRESULT F([in] Windows.Foundation.EventRegistrationToken it); }",
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
