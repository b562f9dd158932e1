//! Writes the model as RDL, the Rust-like language of windows-rs for metadata, which
//! [`crate::emit::winmd`] compiles.
//!
//! The text has the names and the attributes that `windows-rdl` writes for Windows' own metadata,
//! so that every consumer of Windows metadata understands the result. The text refers to the items
//! that Windows metadata has (`Windows::Win32::VARIANT`) and doesn't define them again. An
//! attribute of IDL that this vocabulary has no word for is kept as it is written, in
//! `Comidl::Metadata::Idl("..")`.
//!
//! Each construct has a file of its own. `placement` decides the namespace of each item, and
//! `reference` makes the metadata that the text refers to.

mod attribute;
mod coclass;
mod constant;
mod enumeration;
mod function_pointer;
mod interface;
mod library;
mod method;
mod module;
mod name;
mod parameter;
mod placement;
mod record;
mod reference;
mod typedef;
mod types;

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::external::Externals;
use crate::layout::{Layouts, Target};
use crate::lower::abi::Abi;
use crate::lower::closure::closure_within;
use crate::model::{ItemId, ItemKind, Model};
use placement::{Placement, placements};

/// The settings of RDL.
#[derive(Clone, Copy)]
pub struct RdlOptions<'a> {
    /// The namespace of the items that the IDL puts into none, as all of classic COM: names with
    /// dots between them.
    pub namespace: &'a str,
    /// The types that other crates have. The text refers to the metadata that those are made of.
    pub externals: &'a Externals,
    /// Returns whether Windows metadata has a type with this namespace (`Windows.Win32`) and this
    /// name. The text refers to metadata then instead of defining an imported file's type again.
    /// Called only for names that are needed.
    pub is_in_metadata: &'a dyn Fn(&str, &str) -> bool,
}

/// RDL, with the metadata that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rdl {
    /// The text, formatted.
    pub text: String,
    /// Metadata with the names of others that the text mentions, and no further ones. A compiler
    /// of the text needs no more of `Windows.Win32`, which is large.
    pub references: Vec<Vec<u8>>,
}

/// Returns the namespace for the file name `stem`, for a user who names none: the stem itself, with
/// `_` for each character that can't be in a name.
///
/// ```
/// use comidl_codegen::internal::emit::rdl::namespace;
///
/// assert_eq!(namespace("DeliveryOptimization"), "DeliveryOptimization");
/// assert_eq!(namespace("7-zip.core"), "_7_zip_core");
/// ```
pub fn namespace(stem: &str) -> String {
    name::identifier(stem)
}

/// Writes RDL of the items of the input files, and of the items that these need and that Windows
/// metadata lacks.
pub fn rdl<'m>(model: &'m Model, options: &RdlOptions<'m>) -> Rdl {
    let target = Target::default();
    let mut writer = Writer::new(model, options, &target);
    for id in closure_within(&writer.abi, &|id| writer.placements[id.0 as usize].is_ours) {
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
    placements: Vec<Placement>,
    /// For each nested record, how many fields hold it by value.
    uses: HashMap<ItemId, usize>,
    /// The names of others that the text mentions.
    references: reference::References,
    /// The namespace of the definition that is being written.
    namespace: String,
    /// The definitions so far, by namespace, in the order in which the namespaces occur.
    modules: Vec<(String, Vec<TokenStream>)>,
    /// Whether one of them has an attribute in the vocabulary of [`attribute`].
    has_idl: bool,
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model, options: &RdlOptions<'m>, target: &'m Target) -> Self {
        let abi = Abi::with_externals(model, options.externals);
        Self {
            placements: placements(&abi, options),
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

    /// Writes the definition of `id`, if RDL has one for this kind of item.
    fn item(&mut self, id: ItemId) {
        self.namespace = self.placements[id.0 as usize].namespace.clone();
        let tokens = match &self.model().item(id).kind {
            ItemKind::Interface(interface) => self.interface(id, interface),
            ItemKind::Record(_) if self.is_inline(id) => return,
            ItemKind::Record(_) => self.record(id),
            ItemKind::Enum(enumeration) => self.enumeration(id, enumeration),
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
