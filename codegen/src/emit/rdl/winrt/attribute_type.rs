//! Attributes that files or metadata declare: their definitions, and their uses.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::super::reference::RUNTIME_METADATA;
use super::super::{Writer, name};
use super::WinRt;
use super::types::{split, word};
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

/// The attributes that files or metadata declare, as far as RDL can have them.
#[derive(Debug, Default)]
pub(in super::super) struct AttributeTypes<'m> {
    /// By what IDL calls them. Of two with one name, the first counts.
    by_idl_name: HashMap<&'m str, &'m AttributeType>,
    /// Those that the text defines.
    defined: Vec<&'m AttributeType>,
    /// The full names of those.
    names_of_defined: HashSet<String>,
}

impl<'m> AttributeTypes<'m> {
    /// Lets the text define an attribute, which it may do already.
    fn define(&mut self, attribute: &'m AttributeType) {
        if self.names_of_defined.insert(full_name(attribute)) {
            self.defined.push(attribute);
        }
    }
}

fn full_name(attribute: &AttributeType) -> String {
    format!("{}.{}", attribute.namespace, attribute.name)
}

impl<'m> Writer<'m> {
    /// Finds the attributes that RDL can have.
    pub(in super::super) fn find_attribute_types(&mut self) {
        let declared = self.model().attribute_types();
        if declared.is_empty() {
            return;
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for attribute in declared {
            *counts.entry(full_name(attribute)).or_default() += 1;
        }
        // RDL takes a definition of this name for its word for types.
        let is_called_type = |full_name: &String| split(full_name).1 == "Type";
        let mut items = self.model().items();
        let has_type_called_type = items.any(|(_, item)| item.name == "Type")
            || self.contracts_by_name.keys().any(is_called_type)
            || self.winrt.defined.iter().any(is_called_type);
        for attribute in declared {
            let full_name = full_name(attribute);
            let is_alone = counts[&full_name] == 1
                && !self.by_full_name.contains_key(&full_name)
                && !self.contracts_by_name.contains_key(&full_name)
                && !self.winrt.defined.contains(&full_name);
            let has_fields = attribute.fields.iter().all(|field| match &field.ty {
                AttributeFieldType::Text | AttributeFieldType::Base(_) => true,
                AttributeFieldType::Type => !has_type_called_type,
                AttributeFieldType::Enum(full_name) => self.has_enumeration(full_name),
            });
            if !is_alone || !has_fields || is_of_vocabulary(attribute) {
                continue;
            }
            if let Some(idl_name) = &attribute.idl_name {
                let by_idl_name = &mut self.attribute_types.by_idl_name;
                by_idl_name.entry(idl_name).or_insert(attribute);
            }
            if attribute.is_named {
                self.attribute_types.define(attribute);
            }
        }
    }

    /// Returns whether a field of an attribute may be this enumeration: one of the Windows Runtime that the
    /// text defines or metadata has. One of an attribute in metadata needs to be known no further.
    fn has_enumeration(&self, full_name: &str) -> bool {
        let (namespace, name) = split(full_name);
        match self.by_full_name.get(full_name) {
            Some(id) => self.winrt.contains(*id) && !name::is_built_in(name),
            None => (self.is_in_metadata)(namespace, name),
        }
    }

    /// Writes the attributes that the input files declare, and those of others that definitions of the text
    /// have and that metadata lacks.
    pub(in super::super) fn attribute_types(&mut self) {
        let mut written = 0;
        // An attribute may have others.
        while let Some(attribute) = self.attribute_types.defined.get(written).copied() {
            written += 1;
            self.namespace = attribute.namespace.to_string();
            let tokens = self.attribute_type(attribute);
            self.push(tokens, true);
        }
    }

    fn attribute_type(&mut self, attribute: &AttributeType) -> TokenStream {
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
    /// their order. Returns none for another one, and where metadata can't have the use.
    pub(super) fn declared_attribute(&mut self, attribute: &Attribute) -> Option<TokenStream> {
        let by_idl_name = &self.attribute_types.by_idl_name;
        let declared = by_idl_name.get(attribute.name()).copied()?;
        let name = declared.name.strip_suffix(SUFFIX);
        let name = name.filter(|it| !it.is_empty() && name::is_plain(it))?;
        let arguments = attribute.arguments();
        if arguments.len() > declared.fields.len() {
            return None;
        }
        let arguments = declared.fields.iter().zip(arguments);
        let arguments = arguments.map(|(field, argument)| {
            let value = self.field_value(&field.ty, argument)?;
            let name = name::is_plain(&field.name).then(|| name::ident(&field.name))?;
            Some(quote!(#name = #value))
        });
        let arguments: Vec<TokenStream> = arguments.collect::<Option<_>>()?;
        let (namespace, full) = (&declared.namespace, &declared.name);
        if !declared.is_named && (self.is_in_metadata)(namespace, full) {
            self.references.add_attribute_type(declared)?;
        } else if self.has_all_enumerations(declared) {
            self.attribute_types.define(declared);
        } else {
            return None;
        }
        let path = name::path(namespace, name);
        let arguments = (!arguments.is_empty()).then(|| quote!((#(#arguments),*)));
        Some(quote!(#[#path #arguments]))
    }

    /// Returns whether each enumeration in an attribute is defined somewhere.
    fn has_all_enumerations(&self, attribute: &AttributeType) -> bool {
        let mut fields = attribute.fields.iter();
        fields.all(|field| match &field.ty {
            AttributeFieldType::Enum(full_name) => {
                let (namespace, name) = split(full_name);
                let id = self.by_full_name.get(&**full_name);
                id.is_some_and(|id| self.placements[id.0 as usize].is_ours)
                    || (self.is_in_metadata)(namespace, name)
            }
            _ => true,
        })
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
                let ((of, value), (_, name)) = (split(word), split(full_name));
                let is_of_it = of.is_empty() || split(of).1 == name;
                let is_value = enumeration.values.iter().any(|it| it.name == value);
                let is_ours = self.placements[id.0 as usize].is_ours && self.winrt.contains(id);
                (is_of_it && is_value && is_ours).then(|| name::ident(value))?
            }
            _ => return None,
        })
    }
}

/// Returns the greatest number of 32 bits that a field of this type can have.
fn greatest(base: Base) -> Option<u32> {
    Some(match base {
        Base::Byte | Base::UChar => u8::MAX.into(),
        Base::Short => i16::MAX.unsigned_abs().into(),
        Base::UShort => u16::MAX.into(),
        Base::Long => i32::MAX.unsigned_abs(),
        Base::ULong | Base::Hyper | Base::UHyper => u32::MAX,
        _ => return None,
    })
}

/// The attributes of `Windows.Foundation.Metadata` that have arguments in their places. No file declares them.
const BUILT_IN: &[&str] = &[
    "ActivatableAttribute",
    "AttributeNameAttribute",
    "AttributeUsageAttribute",
    "ComposableAttribute",
    "ContractVersionAttribute",
    "DeprecatedAttribute",
    "ExclusiveToAttribute",
    "GuidAttribute",
    "MarshalingBehaviorAttribute",
    "OverloadAttribute",
    "StaticAttribute",
    "ThreadingAttribute",
];

/// Returns whether an attribute has the name of one that the text uses for itself, or none in a namespace.
fn is_of_vocabulary(attribute: &AttributeType) -> bool {
    match &*attribute.namespace {
        "" | "Comidl.Metadata" => true,
        RUNTIME_METADATA => BUILT_IN.contains(&&*attribute.name),
        _ => false,
    }
}
