//! The attributes that files declare (`attribute`), and uses of attributes that MIDL doesn't have itself.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Resolver;
use super::definition::{AttributeTypeDefinition, Scope, Syntax};
use crate::diagnostics::{Diagnostic, Problem};
use crate::limits::MAX_ATTRIBUTE_FIELDS;
use crate::metadata::type_argument::Parts;
use crate::model::{AttributeField, AttributeFieldType, AttributeType, Base, Origin};
use crate::parse::ast::{
    Argument, Declarator, ExpressionKind, Name, SpecifierKind, TypeName, Variable,
};
use crate::parse::similar_attribute;
use crate::token::Symbol;

/// The type that a file has for a type. Metadata has the struct, too.
const TYPE_NAME: &str = "Windows.UI.Xaml.Interop.TypeName";

impl Resolver<'_, '_> {
    /// Adds the attributes that the input files declare, and those of other files and of metadata that are
    /// used. Reports the use of one that nothing declares.
    pub(super) fn add_attribute_types(&mut self) {
        let units = self.units;
        let mut used = FxHashMap::default();
        for (_, unit) in units.iter() {
            for name in &unit.syntax.custom_attributes {
                *used.entry(name.text).or_default() |= unit.origin == Origin::Named;
            }
        }
        let mut known = FxHashMap::default();
        for declared in self.definitions.attribute_types.clone() {
            let idl_name = self.idl_name(declared);
            known.extend(idl_name.map(|it| (it, true)));
            let is_named = units.unit(declared.scope.unit).origin == Origin::Named;
            let used = idl_name.and_then(|it| used.get(&it)).copied();
            if !is_named && used.is_none() {
                continue;
            }
            match self.attribute_fields(declared) {
                Some(fields) => self.model.push_attribute_type(AttributeType {
                    namespace: self.text(declared.scope.namespace).into(),
                    name: self.text(declared.syntax.name.text).into(),
                    is_named,
                    is_needed: is_named || used == Some(true),
                    idl_name: idl_name.map(|it| self.text(it).into()),
                    attributes: self.attributes_in(
                        declared.scope,
                        &declared.syntax.attributes,
                        &[],
                    ),
                    fields,
                }),
                None if is_named => {
                    let reason = format!(
                        "metadata has attributes of up to {MAX_ATTRIBUTE_FIELDS} fields, each with its own name, \
                         that are texts, numbers, types and enumerations of WinRT"
                    );
                    self.not_made("attribute", declared.syntax.name, &reason);
                }
                None => {}
            }
        }
        for (_, unit) in units.iter() {
            for &name in &unit.syntax.custom_attributes {
                let is_known = *known.entry(name.text).or_insert_with(|| {
                    let text = self.session.names.text(name.text);
                    let found = self.metadata.attribute_called(text);
                    let is_known = found.is_some();
                    let found = found.into_iter();
                    found.for_each(|it| self.model.push_attribute_type(it));
                    is_known
                });
                if !is_known {
                    self.unknown_attribute(name);
                }
            }
        }
    }

    fn unknown_attribute(&mut self, name: Name) {
        let text = self.text(name.text).to_owned();
        let similar = similar_attribute(&text);
        let mut diagnostic = Diagnostic::new(Problem::UnknownAttribute { name: text }, name.span);
        if let Some(similar) = similar {
            diagnostic = diagnostic.note(format!("`{similar}` has a similar name"));
        }
        self.session.diagnostics.push(diagnostic);
    }

    /// Returns the text in `attributename("colour")`.
    fn idl_name(&self, declared: AttributeTypeDefinition<'_>) -> Option<Symbol> {
        let mut attributes = declared.syntax.attributes.list.iter();
        let attribute = attributes.find(|it| self.text(it.name.text) == "attributename")?;
        match attribute.arguments.first()? {
            Argument::Expression(expression) => match expression.kind {
                ExpressionKind::String(text) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the fields of an attribute, if metadata can have such an attribute.
    fn attribute_fields(
        &mut self,
        declared: AttributeTypeDefinition<'_>,
    ) -> Option<Vec<AttributeField>> {
        let syntax = declared.syntax.fields.as_ref()?;
        let declarators = syntax.iter().flat_map(|it| &it.declarators);
        let mut names = FxHashSet::default();
        let is_new = |it: &Declarator| it.name.is_some_and(|name| names.insert(name.text));
        if syntax.iter().any(|it| it.declarators.is_empty())
            || declarators.clone().count() > MAX_ATTRIBUTE_FIELDS
            || !declarators.clone().all(is_new)
        {
            return None;
        }
        let mut fields = Vec::new();
        for field in syntax {
            for declarator in &field.declarators {
                let ty = self.attribute_field_type(declared.scope, field, declarator)?;
                let name = self.text(declarator.name?.text).into();
                fields.push(AttributeField { name, ty });
            }
        }
        Some(fields)
    }

    fn attribute_field_type(
        &mut self,
        scope: Scope,
        field: &Variable,
        declarator: &Declarator,
    ) -> Option<AttributeFieldType> {
        let is_plain = declarator.derivations.is_empty() && declarator.details.is_none();
        let is_known = match &field.specifier.kind {
            SpecifierKind::Base(_) => true,
            kind => match kind.name()? {
                (path, []) => {
                    // No attribute has another struct, whose signature may be long.
                    if let Some(name) = self.record_called(scope, path) {
                        let is_type = is_plain && name == TYPE_NAME;
                        return is_type.then_some(AttributeFieldType::Type);
                    }
                    self.is_known(scope, path)
                }
                _ => false,
            },
        };
        if !is_plain || !is_known {
            return None;
        }
        let ty = TypeName {
            specifier: field.specifier.clone(),
            declarator: declarator.clone(),
        };
        let outer = std::mem::take(&mut self.instances.signature_types);
        // The enumeration has to be an item.
        self.type_name(scope, &ty);
        let signature = self.parts(scope, &ty).signature;
        self.instances.signature_types = outer;
        let of_metadata = signature.strip_prefix("struct(");
        if of_metadata.is_some_and(|it| it.split(';').next() == Some(TYPE_NAME)) {
            return Some(AttributeFieldType::Type);
        }
        if let Some(enumeration) = signature.strip_prefix("enum(") {
            let (name, _) = enumeration.split_once(';')?;
            name.contains('.').then_some(())?;
            return Some(AttributeFieldType::Enum(SmolStr::new(name)));
        }
        Some(AttributeFieldType::Base(match &*signature {
            "string" => return Some(AttributeFieldType::Text),
            "b1" => Base::Boolean,
            "c2" => Base::WChar,
            "u1" => Base::Byte,
            "i2" => Base::Short,
            "u2" => Base::UShort,
            "i4" => Base::Long,
            "u4" => Base::ULong,
            "i8" => Base::Hyper,
            "u8" => Base::UHyper,
            "f4" => Base::Float,
            "f8" => Base::Double,
            _ => return None,
        }))
    }

    /// Returns the full name of the struct or union of a file that `path` means.
    fn record_called(&self, scope: Scope, path: &[Name]) -> Option<String> {
        let id = self.behind_typedefs(self.type_definition(scope, path)?);
        matches!(self.definitions.get(id).syntax, Syntax::Record(_)).then(|| self.full_name(id))
    }

    /// Returns whether a type has this name, without a word if there is none.
    fn is_known(&self, scope: Scope, path: &[Name]) -> bool {
        let is_own = || match path {
            [name] => Parts::of_winrt(self.text(name.text)).is_some(),
            _ => false,
        };
        self.type_definition(scope, path).is_some()
            || self.metadata_name(scope, path).is_some()
            || is_own()
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::tests::{compile_files, problems};

    const LAMP: &str = "[uuid(00000000-0000-0000-0000-000000000001)]";

    #[test]
    fn an_attribute_may_be_declared_behind_its_use_and_in_another_file() {
        let text = format!(
            "import \"b.idl\"; namespace N {{ {LAMP} [colour(\"red\"), far] interface I : IInspectable {{ }}
            [attributename(\"colour\")] attribute ColourAttribute {{ HSTRING Name; }} }}"
        );
        let other = "namespace Far { [attributename(\"far\")] attribute FarAttribute { } }";
        let compiled = compile_files(&[("test.idl", &text), ("b.idl", other)]);
        assert_eq!(compiled.problems, [""; 0]);
    }

    #[test]
    fn what_idl_calls_an_attribute_is_not_the_name_of_its_type() {
        let problems = problems(&format!(
            "namespace N {{ [attributename(\"colour\")] attribute ColourAttribute {{ HSTRING Name; }}
            {LAMP} [ColourAttribute(\"red\")] interface I : IInspectable {{ }}
            {LAMP} [size_si(4)] interface K : IInspectable {{ }}
            {LAMP} [contentproperty(\"red\")] interface J : IInspectable {{ }} }}"
        ));
        assert_eq!(
            problems,
            [
                "IDL0601 unknown attribute `ColourAttribute`",
                "IDL0601 unknown attribute `size_si`"
            ]
        );
    }

    #[test]
    fn metadata_has_no_attribute_with_other_fields() {
        let wrong = [
            "HSTRING *Name;",
            "N.S Value;",
            "E Outside;",
            "Nobody Knows;",
            "struct { INT32 X; } S;",
            "enum { A, B } E;",
            "INT32 Bits : 3;",
            "INT32 Twice; HSTRING Twice;",
            "String Name;",
            "AAttribute(INT32 number);",
            "HSTRING;",
        ];
        for fields in wrong {
            let text = format!(
                "typedef enum E {{ C }} E; namespace N {{ struct S {{ INT32 X; }};
                attribute AAttribute {{ {fields} }} }}"
            );
            let problems = problems(&text);
            let expected = "IDL1402 the attribute `AAttribute` isn't made";
            assert!(
                matches!(&problems[..], [one] if one.starts_with(expected)),
                "{fields}: {problems:?}"
            );
        }
        let right = "UINT8 Number; Windows.UI.Xaml.Interop.TypeName Type; boolean Is; N.E E, F; HSTRING Name;";
        let text = format!("namespace N {{ enum E {{ A }}; attribute AAttribute {{ {right} }} }}");
        assert_eq!(problems(&text), [""; 0]);
    }

    #[test]
    fn what_an_imported_file_declares_is_looked_at_where_it_is_used() {
        let text = "import \"b.idl\"; interface I;";
        let other =
            "namespace Far { [attributename(\"far\")] attribute FarAttribute { Nobody Knows; } }";
        let compiled = compile_files(&[("test.idl", text), ("b.idl", other)]);
        assert_eq!(compiled.problems, [""; 0]);
    }
}
