//! Attributes that the metadata of the Windows Runtime declares, by the names that IDL has for them.

use super::Metadata;
use super::file::TableId;
use super::row::TypeDef;
use super::signature::{Named, Ty};
use super::source::Source;
use crate::identifier::is_identifier;
use crate::limits::MAX_ATTRIBUTE_FIELDS;
use crate::model::{AttributeField, AttributeFieldType, AttributeType};

impl Metadata {
    /// Returns the attribute that a list of attributes in IDL calls `name`: `contentproperty` is
    /// `Windows.UI.Xaml.Markup.ContentPropertyAttribute`, by its `AttributeNameAttribute`.
    pub(crate) fn attribute_called(&self, name: &str) -> Option<AttributeType> {
        let winrt = std::iter::once_with(|| self.winrt());
        let mut sources = self.user.iter().chain(winrt);
        sources.find_map(|source| {
            let row = source.attribute_row(name)?;
            attribute_type(source, TypeDef::new(&source.file, row), name)
        })
    }
}

fn attribute_type(source: &Source, ty: TypeDef<'_>, idl_name: &str) -> Option<AttributeType> {
    let fields = ty.fields().map(|field| {
        let ty = field_type(source, &field.ty()?)?;
        let name = field.name();
        is_identifier(name).then(|| AttributeField {
            name: name.into(),
            ty,
        })
    });
    if ty.fields().count() > MAX_ATTRIBUTE_FIELDS {
        return None;
    }
    let (namespace, name) = (ty.namespace(), ty.name());
    let mut names = namespace.split('.').chain([name]);
    names.all(is_identifier).then_some(AttributeType {
        namespace: namespace.into(),
        name: name.into(),
        is_named: false,
        is_needed: false,
        idl_name: Some(idl_name.into()),
        attributes: Vec::new(),
        fields: fields.collect::<Option<_>>()?,
    })
}

fn field_type(source: &Source, ty: &Ty) -> Option<AttributeFieldType> {
    match ty {
        Ty::String => Some(AttributeFieldType::Text),
        Ty::Named(named) => named_type(source, *named),
        Ty::Void => None,
        ty => ty.base().map(AttributeFieldType::Base),
    }
}

fn named_type(source: &Source, named: Named) -> Option<AttributeFieldType> {
    let name = |column| source.file.string(named.table, named.row, column);
    match (name(2), name(1)) {
        ("System", "Type") if named.table == TableId::TYPE_REF => Some(AttributeFieldType::Type),
        (namespace, name) => {
            let full_name = format!("{namespace}.{name}");
            (!named.class).then(|| AttributeFieldType::Enum(full_name.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_by_its_name_in_idl() {
        let metadata = Metadata::whole();
        let found = metadata
            .attribute_called("templatepart")
            .expect("XAML has it");
        assert_eq!(
            (&*found.namespace, &*found.name),
            ("Windows.UI.Xaml", "TemplatePartAttribute")
        );
        let fields: Vec<_> = found.fields.iter().map(|it| (&*it.name, &it.ty)).collect();
        let expected = [
            ("Name", &AttributeFieldType::Text),
            ("Type", &AttributeFieldType::Type),
        ];
        assert_eq!(fields, expected);
        assert_eq!(metadata.attribute_called("TemplatePartAttribute"), None);
    }
}
