//! Attributes that files or metadata declare: their definitions, and their uses.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::super::{Writer, name};
use super::WinRt;
use super::types::word;
use crate::lower::abi::Abi;
use crate::metadata::runtime_namespace;
use crate::model::{
    Attribute, AttributeArgument, AttributeFieldType, AttributeType, Base, ItemId, ItemKind,
};

/// The end of the name of each attribute, which RDL leaves out where the attribute is used.
const SUFFIX: &str = "Attribute";

impl WinRt {
    /// Returns the enumerations that the fields of attributes have.
    pub(super) fn needed_by_attribute_types(&self, abi: &Abi<'_>) -> Vec<ItemId> {
        let model = abi.model();
        let needed = model.attribute_types().iter().filter(|it| it.is_needed);
        let enumerations = needed
            .flat_map(|it| &it.fields)
            .filter_map(|it| match &it.ty {
                AttributeFieldType::Enum(full_name) => Some(&**full_name),
                _ => None,
            });
        let enumerations: HashSet<&str> = enumerations.collect();
        if enumerations.is_empty() {
            return Vec::new();
        }
        let of_fields = model.items().filter(|(id, item)| {
            let full_name = runtime_namespace(item).map(|it| format!("{it}.{}", item.name));
            self.contains(*id) && full_name.is_some_and(|it| enumerations.contains(&*it))
        });
        of_fields.map(|(id, _)| id).collect()
    }
}

impl<'m> Writer<'m> {
    /// Returns whether the text defines an attribute: one that an input file declares, or one of another
    /// file that an input file uses and that metadata lacks.
    pub(in super::super) fn is_defined_here(&self, attribute: &AttributeType) -> bool {
        let AttributeType {
            namespace, name, ..
        } = attribute;
        attribute.is_named || attribute.is_needed && !(self.is_in_metadata)(namespace, name)
    }

    /// Writes the declaration of an attribute.
    pub(in super::super) fn attribute_type(&mut self, attribute: &AttributeType) -> TokenStream {
        let attributes = self.runtime_attributes(&attribute.attributes, &[]);
        let fields: Vec<TokenStream> = attribute
            .fields
            .iter()
            .filter_map(|field| {
                let (name, ty) = (name::ident(&field.name), self.field_type(&field.ty)?);
                Some(quote!(#name: #ty,))
            })
            .collect();
        let name = name::ident(&attribute.name);
        quote! {
            #attributes
            attribute #name { fn(); #(#fields)* }
        }
    }

    fn field_type(&mut self, ty: &AttributeFieldType) -> Option<TokenStream> {
        let word = match ty {
            AttributeFieldType::Text => "String",
            AttributeFieldType::Type => "Type",
            AttributeFieldType::Base(base) => word(*base)?,
            AttributeFieldType::Enum(full_name) => {
                let id = self.by_full_name.get(&**full_name).copied()?;
                return self.winrt.contains(id).then(|| self.named(id));
            }
        };
        let word = Ident::new(word, Span::call_site());
        Some(quote!(#word))
    }

    /// Returns the use of an attribute that a file or metadata declares. Its arguments are its fields, in
    /// their order. Returns none for one of MIDL's own, and where metadata can't have an argument.
    pub(super) fn declared_attribute(&mut self, attribute: &Attribute) -> Option<TokenStream> {
        let declared: &'m AttributeType = self.attributes_by_idl_name.get(attribute.name())?;
        let name = declared.name.strip_suffix(SUFFIX)?;
        let arguments = attribute.arguments();
        let has_all_arguments = !arguments.is_empty() || attribute.text() == attribute.name();
        if !has_all_arguments || arguments.len() > declared.fields.len() {
            return None;
        }
        let arguments = declared.fields.iter().zip(arguments);
        let arguments = arguments.map(|(field, argument)| {
            let (name, value) = (
                name::ident(&field.name),
                self.field_value(&field.ty, argument)?,
            );
            Some(quote!(#name = #value))
        });
        let arguments: Vec<TokenStream> = arguments.collect::<Option<_>>()?;
        if !self.is_defined_here(declared) {
            self.references.add_attribute_type(declared)?;
        }
        let path = name::path(&declared.namespace, name);
        let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
        Some(quote!(#[#path #arguments]))
    }

    /// Returns the value of a field. `windows-rdl` can't write one that is a type, or whether something is so.
    fn field_value(
        &mut self,
        ty: &AttributeFieldType,
        argument: &AttributeArgument,
    ) -> Option<TokenStream> {
        Some(match (ty, argument) {
            (AttributeFieldType::Text, AttributeArgument::Text(text)) => quote!(#text),
            (AttributeFieldType::Base(base), AttributeArgument::Number(number)) => {
                let most = greatest(*base)?;
                let literal = Literal::u32_unsuffixed(*number);
                (*number <= most).then(|| quote!(#literal))?
            }
            (AttributeFieldType::Enum(full_name), AttributeArgument::Word(word)) => {
                let id = self.by_full_name.get(&**full_name).copied()?;
                let ItemKind::Enum(enumeration) = &self.model().item(id).kind else {
                    return None;
                };
                let value = word.rsplit('.').next()?;
                let is_value = enumeration.values.iter().any(|it| it.name == value);
                let is_ours = self.placements[id.0 as usize].is_ours && self.winrt.contains(id);
                (is_value && is_ours).then(|| name::ident(value))?
            }
            _ => return None,
        })
    }
}

/// Returns the greatest number of 32 bits that a field of this type can have.
fn greatest(base: Base) -> Option<u32> {
    Some(match base {
        Base::Byte => u8::MAX.into(),
        Base::Short => i16::MAX.unsigned_abs().into(),
        Base::UShort => u16::MAX.into(),
        Base::Long => i32::MAX.unsigned_abs(),
        Base::ULong | Base::Hyper | Base::UHyper => u32::MAX,
        _ => return None,
    })
}
