//! The attributes that files declare (`attribute`), and uses of attributes that MIDL doesn't have itself.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Resolver;
use super::definition::{AttributeTypeDefinition, Scope};
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{AttributeField, AttributeFieldType, AttributeType, Base, Origin, Type};
use crate::parse::ast::{Argument, Declarator, ExpressionKind, Name, TypeName, Variable};
use crate::parse::similar_attribute;
use crate::token::Symbol;

/// The signature of the type that a file has for a type: `TypeName` of XAML.
const TYPE_NAME: &str = "struct(Windows.UI.Xaml.Interop.TypeName;";

impl Resolver<'_, '_> {
    /// Adds the attributes that the files declare, and those of metadata that the files use. Reports the use
    /// of one that is neither.
    pub(super) fn add_attribute_types(&mut self) {
        let units = self.units;
        let named = units
            .iter()
            .filter(|(_, unit)| unit.origin == Origin::Named);
        let used = named.flat_map(|(_, unit)| &unit.syntax.custom_attributes);
        let used: FxHashSet<Symbol> = used.map(|name| name.text).collect();
        let mut known = FxHashMap::default();
        for declared in self.definitions.attribute_types.clone() {
            let idl_name = self.idl_name(declared);
            known.extend(idl_name.map(|it| (it, true)));
            if let Some(mut attribute) = self.attribute_type(declared, idl_name) {
                attribute.is_needed |= idl_name.is_some_and(|it| used.contains(&it));
                self.model.push_attribute_type(attribute);
            }
        }
        for (_, unit) in units.iter() {
            for &name in &unit.syntax.custom_attributes {
                let is_known = *known.entry(name.text).or_insert_with(|| {
                    let found = self
                        .metadata
                        .attribute_called(self.session.names.text(name.text));
                    let is_known = found.is_some();
                    found
                        .into_iter()
                        .for_each(|it| self.model.push_attribute_type(it));
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

    fn attribute_type(
        &mut self,
        declared: AttributeTypeDefinition<'_>,
        idl_name: Option<Symbol>,
    ) -> Option<AttributeType> {
        let AttributeTypeDefinition { scope, syntax } = declared;
        let is_named = self.units.unit(scope.unit).origin == Origin::Named;
        let mut fields = Vec::new();
        for field in &syntax.fields {
            for declarator in &field.declarators {
                let Some(name) = declarator.name else {
                    continue;
                };
                let Some(ty) = self.attribute_field_type(scope, field, declarator) else {
                    if is_named {
                        let reason = "a field of it has a type that no attribute can have";
                        self.not_made("attribute", syntax.name, reason);
                    }
                    return None;
                };
                let name = self.text(name.text).into();
                fields.push(AttributeField { name, ty });
            }
        }
        Some(AttributeType {
            namespace: self.text(scope.namespace).into(),
            name: self.text(syntax.name.text).into(),
            is_named,
            is_needed: is_named,
            idl_name: idl_name.map(|it| self.text(it).into()),
            attributes: self.attributes_in(scope, &syntax.attributes, &[]),
            fields,
        })
    }

    fn attribute_field_type(
        &mut self,
        scope: Scope,
        field: &Variable,
        declarator: &Declarator,
    ) -> Option<AttributeFieldType> {
        let ty = TypeName {
            specifier: field.specifier.clone(),
            declarator: declarator.clone(),
        };
        let resolved = self.type_name(scope, &ty);
        if !matches!(resolved, Type::Base(_) | Type::Named(_)) {
            return None;
        }
        let signature = self.parts(scope, &ty).signature;
        if signature.starts_with(TYPE_NAME) {
            return Some(AttributeFieldType::Type);
        }
        if let Some(enumeration) = signature.strip_prefix("enum(") {
            let (name, _) = enumeration.split_once(';')?;
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
    fn an_attribute_has_values_and_no_pointers() {
        let problems = problems(
            "namespace N { struct S { INT32 X; };
            attribute AAttribute { HSTRING *Name; };
            attribute BAttribute { N.S Value; };
            attribute CAttribute { UINT8 Number; Windows.UI.Xaml.Interop.TypeName Type; boolean Is; } }",
        );
        assert_eq!(
            problems,
            [
                "IDL1402 the attribute `AAttribute` isn't made: a field of it has a type that no attribute can have",
                "IDL1402 the attribute `BAttribute` isn't made: a field of it has a type that no attribute can have"
            ]
        );
    }
}
