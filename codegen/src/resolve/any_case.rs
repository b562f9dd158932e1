//! Names of types in any case. In a `library`, MIDL finds a type under a name that differs from the
//! type's own in nothing but case.

use rustc_hash::FxHashMap;

use super::Resolver;
use super::definition::{DefinitionId, Definitions, Scope};
use crate::load::Units;
use crate::model::{Origin, Type};
use crate::token::{Interner, Symbol};

/// The names of types by their lower-case forms. Only a name that isn't found as it is written
/// needs them, so the first such name makes the index.
#[derive(Default)]
pub(super) struct AnyCase {
    /// The names that the IDL files give to types, in the order of the alphabet.
    by_lower_case: Option<FxHashMap<String, Vec<Symbol>>>,
    /// The names that metadata has for the names that were looked up there.
    from_metadata: FxHashMap<Symbol, Option<Symbol>>,
}

impl AnyCase {
    /// Returns the definition that `scope` sees of a type that is called `name` in some case. Those of
    /// the files are nearer than the prelude's.
    pub(super) fn definition(
        &mut self,
        definitions: &Definitions<'_>,
        units: &Units,
        names: &Interner,
        scope: Scope,
        name: Symbol,
    ) -> Option<DefinitionId> {
        let candidates = self.of_definitions(definitions, names, name).into_iter();
        let found = candidates.filter_map(|candidate| {
            let id = definitions
                .ordinary(units, scope, candidate)
                .or_else(|| definitions.tag(units, scope, candidate))?;
            let definition = definitions.get(id);
            let is_base = units.unit(definition.unit).origin == Origin::Prelude;
            definition.syntax.is_type().then_some((is_base, id))
        });
        let nearest = found.min_by_key(|(is_base, _)| *is_base);
        nearest.map(|(_, id)| id)
    }

    /// Returns the names that definitions have and that are `name` in some case.
    fn of_definitions(
        &mut self,
        definitions: &Definitions<'_>,
        names: &Interner,
        name: Symbol,
    ) -> Vec<Symbol> {
        let index = self.by_lower_case.get_or_insert_with(|| {
            let mut index: FxHashMap<String, Vec<Symbol>> = FxHashMap::default();
            let tags = definitions.tags.keys().copied();
            for symbol in definitions.type_names().chain(tags) {
                let lower_case = names.text(symbol).to_ascii_lowercase();
                index.entry(lower_case).or_default().push(symbol);
            }
            for same in index.values_mut() {
                same.sort_by_key(|symbol| names.text(*symbol));
                same.dedup();
            }
            index
        });
        let lower_case = names.text(name).to_ascii_lowercase();
        index.get(&lower_case).cloned().unwrap_or_default()
    }
}

impl Resolver<'_, '_> {
    /// Returns the type that has the name `name` in another case, if `scope` is in a library. The
    /// definitions of the files are nearer than the prelude's, and these are nearer than metadata.
    pub(super) fn type_in_any_case(&mut self, scope: Scope, name: Symbol) -> Option<Type> {
        if !scope.is_in_library {
            return None;
        }
        let names = &self.session.names;
        let found = self
            .any_case
            .definition(&self.definitions, self.units, names, scope, name);
        if let Some(id) = found {
            return Some(self.reference(id));
        }
        let found = match self.any_case.from_metadata.get(&name) {
            Some(found) => *found,
            None => {
                let found = self.metadata.type_in_any_case(self.text(name));
                let found = found.map(|found| self.session.names.intern(found));
                self.any_case.from_metadata.insert(name, found);
                found
            }
        };
        self.metadata_type(found?)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ItemKind, Type};
    use crate::resolve::tests::{compile, kind, problems};

    /// A library of `body`.
    fn library(body: &str) -> String {
        format!(
            "import \"oaidl.idl\";
            [uuid(00000001-0002-0003-0004-000000000005)] library Mills {{ {body} }}"
        )
    }

    /// Returns the name of the type of the only field of the struct `S` in a library.
    fn field(body: &str) -> String {
        let model = compile(&library(body));
        let ItemKind::Record(record) = kind(&model, "S") else {
            panic!("S is no struct")
        };
        match &record.fields[0].ty {
            Type::Named(id) => model.item(*id).name.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_name_in_another_case_is_the_one_of_the_prelude_the_file_or_metadata() {
        assert_eq!(field("struct S { bool a; };"), "BOOL");
        assert_eq!(field("typedef long Wheel; struct S { WHEEL a; };"), "Wheel");
        assert_eq!(field("struct S { variant a; };"), "VARIANT");
        assert_eq!(
            field("enum MillSize { SMALL }; struct S { enum MILLSIZE a; };"),
            "MillSize"
        );
    }

    #[test]
    fn the_name_as_it_is_written_is_nearer_and_a_definition_of_the_file_nearer_than_the_prelude() {
        assert_eq!(
            field("typedef int Wheel; typedef long WHEEL; struct S { WHEEL a; };"),
            "WHEEL"
        );
        assert_eq!(field("typedef int Bool; struct S { bool a; };"), "Bool");
    }

    #[test]
    fn outside_of_a_library_case_matters() {
        assert_eq!(
            problems("import \"oaidl.idl\"; struct S { bool a; };"),
            ["IDL0401 cannot find type `bool`"]
        );
        assert_eq!(
            problems(&library("struct S { bolo a; };")),
            ["IDL0401 cannot find type `bolo`"]
        );
    }
}
