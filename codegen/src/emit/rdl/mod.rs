//! From the model to RDL, the Rust-like language of windows-rs for metadata, which
//! [`crate::emit::winmd`] compiles.
//!
//! The text is what `windows-rdl` writes of a winmd of its own, name for name and attribute for
//! attribute, so that every consumer of Windows metadata takes ours as its own. What Windows
//! metadata has already is referred to (`Windows::Win32::VARIANT`) and not defined again. What
//! IDL says and that vocabulary has no word for goes along as `Comidl::Metadata::Idl("..")`,
//! the attribute list as it is written.
//!
//! One file for each construct; `reference` makes the metadata that the text refers to.

mod attribute;
mod callback;
mod coclass;
mod constant;
mod r#enum;
mod function;
mod home;
mod interface;
mod library;
mod method;
mod name;
mod param;
mod record;
mod reference;
mod ty;
mod typedef;

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::layout::{Layouts, Target};
use crate::lower::abi::Abi;
use crate::lower::closure::closure_within;
use crate::model::{ItemId, ItemKind, Model};
use home::{Home, homes};

/// How to write RDL.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The namespace of all that is defined outside of a namespace of its own, as everything of
    /// classic COM is: names with dots between them.
    pub namespace: &'a str,
    /// Whether Windows metadata has a type by this namespace (`Windows.Win32`) and this name: an
    /// imported file's definition of it is then left to metadata. Asked only for names that are
    /// needed.
    pub is_known: &'a dyn Fn(&str, &str) -> bool,
}

/// RDL, with the metadata that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rdl {
    /// The text, formatted.
    pub text: String,
    /// Metadata that has each name of others that the text mentions, and no other: what a
    /// compiler of the text needs to know of `Windows.Win32`, without its 13 MB.
    pub references: Vec<Vec<u8>>,
}

/// The namespace for the file name `stem` when the user names none: the stem itself, as far as
/// it can be a name.
///
/// ```
/// use comidl_codegen::emit::rdl::namespace;
///
/// assert_eq!(namespace("DeliveryOptimization"), "DeliveryOptimization");
/// assert_eq!(namespace("7-zip.core"), "_7_zip_core");
/// ```
pub fn namespace(stem: &str) -> String {
    name::identifier(stem)
}

/// Writes what the named files define, and what that needs and Windows metadata lacks, as RDL.
pub fn rdl(model: &Model, options: &Options<'_>) -> Rdl {
    let target = Target::default();
    let mut writer = Writer::new(model, options, &target);
    for id in closure_within(&writer.abi, &|id| writer.homes[id.0 as usize].is_ours) {
        writer.item(id);
    }
    Rdl {
        text: writer.text(),
        references: writer.references.winmds(),
    }
}

/// The state of one text.
struct Writer<'m> {
    abi: Abi<'m>,
    layouts: Layouts<'m>,
    /// By item.
    homes: Vec<Home>,
    /// How often a record holds the item by value, of each nested record.
    uses: HashMap<ItemId, usize>,
    /// What the text mentions of others.
    references: reference::References,
    /// The namespace of the definition that is being written.
    namespace: String,
    /// Definitions so far, by namespace, in the order in which those are met.
    modules: Vec<(String, Vec<TokenStream>)>,
    /// Whether one of them says something in [`attribute`]'s own words.
    has_idl: bool,
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model, options: &Options<'_>, target: &'m Target) -> Self {
        let abi = Abi::new(model);
        Self {
            homes: homes(&abi, options),
            abi,
            layouts: Layouts::new(model, target),
            uses: record::nested_uses(model),
            references: reference::References::default(),
            namespace: options.namespace.to_string(),
            modules: vec![(options.namespace.to_string(), Vec::new())],
            has_idl: false,
        }
    }

    fn model(&self) -> &'m Model {
        self.abi.model()
    }

    /// Writes the definition of `id`, if RDL has one for its kind.
    fn item(&mut self, id: ItemId) {
        self.namespace = self.homes[id.0 as usize].namespace.clone();
        let tokens = match &self.model().item(id).kind {
            ItemKind::Interface(interface) => self.interface(id, interface),
            ItemKind::Record(_) if self.is_inline(id) => return,
            ItemKind::Record(_) => self.record(id),
            ItemKind::Enum(it) => self.r#enum(id, it),
            ItemKind::Typedef(typedef) => self.typedef(id, typedef),
            ItemKind::Constant(constant) => self.constant(id, constant),
            ItemKind::Function(function) => self.function(id, function),
            ItemKind::Coclass(coclass) => self.coclass(id, coclass),
            ItemKind::Library(library) => self.library(id, library),
            ItemKind::Module(_) | ItemKind::Opaque(_) => return,
        };
        self.push(tokens);
    }

    /// Adds a definition to the namespace that is being written.
    fn push(&mut self, definition: TokenStream) {
        match self
            .modules
            .iter_mut()
            .find(|(name, _)| *name == self.namespace)
        {
            Some((_, items)) => items.push(definition),
            None => self
                .modules
                .push((self.namespace.clone(), vec![definition])),
        }
    }

    fn text(&self) -> String {
        let vocabulary = self.has_idl.then(attribute::vocabulary);
        let modules = self.modules.iter().map(|(namespace, items)| {
            let module = namespace
                .rsplit('.')
                .fold(quote!(#(#items)*), |inner, segment| {
                    let segment = name::ident(segment);
                    quote!(mod #segment { #inner })
                });
            quote!(#[win32] #module)
        });
        let tokens = quote!(#vocabulary #(#modules)*);
        windows_rdl::formatter::format(&tokens.to_string())
    }
}

#[cfg(test)]
mod tests;
