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
mod winrt;

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::external::Externals;
use crate::layout::{Layouts, Target};
use crate::lower::abi::Abi;
use crate::lower::closure::closure_by;
use crate::metadata::runtime_namespace;
use crate::model::{Contract, InterfaceKind, ItemId, ItemKind, Model};
use placement::{Placement, placements};
use winrt::{AttributeTypes, WinRt};

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
    writer.find_attribute_types();
    let is_ours = |id: ItemId| writer.placements[id.0 as usize].is_ours;
    let needs = |id| writer.winrt.needs(&writer.abi, id);
    let wanted = writer.winrt.needed_beside_items(&writer.abi);
    let wanted = wanted.into_iter().filter(|id| is_ours(*id)).collect();
    for id in closure_by(&writer.abi, &is_ours, &needs, wanted) {
        writer.item(id);
    }
    writer.parameterized_definitions();
    writer.attribute_types();
    writer.contracts();
    Rdl {
        text: writer.text(),
        references: writer.references.winmds(),
    }
}

/// The state of one text.
struct Writer<'m> {
    abi: Abi<'m>,
    /// The items that metadata has as types of the Windows Runtime.
    winrt: WinRt,
    layouts: Layouts<'m>,
    /// By item.
    placements: Vec<Placement>,
    /// The items of the Windows Runtime's namespaces, by full name.
    by_full_name: HashMap<String, ItemId>,
    /// The API contracts of the files, by full name.
    contracts_by_name: HashMap<String, &'m Contract>,
    /// The full names of the API contracts that definitions of the text name and no metadata has.
    contracts_in_use: HashSet<String>,
    attribute_types: AttributeTypes<'m>,
    /// See [`RdlOptions::is_in_metadata`].
    is_in_metadata: &'m dyn Fn(&str, &str) -> bool,
    /// For each nested record, how many fields hold it by value.
    uses: HashMap<ItemId, usize>,
    /// The names of others that the text mentions.
    references: reference::References,
    /// The namespace of the definition that is being written.
    namespace: String,
    /// The definitions so far, by namespace, in the order in which the namespaces occur.
    modules: Vec<Module>,
    /// Which of them has a namespace, for Win32 and for the Windows Runtime.
    module_numbers: [HashMap<String, usize>; 2],
    /// Whether one of them has an attribute in the vocabulary of [`attribute`].
    has_idl: bool,
}

/// The definitions of one kind in a namespace.
struct Module {
    namespace: String,
    /// Whether they are of the Windows Runtime.
    is_winrt: bool,
    items: Vec<TokenStream>,
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model, options: &RdlOptions<'m>, target: &'m Target) -> Self {
        let abi = Abi::with_externals(model, options.externals);
        let winrt = WinRt::of(&abi);
        let first = Module {
            namespace: options.namespace.to_string(),
            is_winrt: false,
            items: Vec::new(),
        };
        Self {
            placements: placements(&abi, &winrt, options),
            winrt,
            abi,
            layouts: Layouts::new(model, target),
            contracts_in_use: HashSet::new(),
            by_full_name: by_full_name(model),
            contracts_by_name: contracts_by_name(model),
            attribute_types: AttributeTypes::default(),
            is_in_metadata: options.is_in_metadata,
            uses: record::nested_uses(model),
            references: reference::References::default(),
            namespace: options.namespace.to_string(),
            module_numbers: [
                HashMap::from([(first.namespace.clone(), 0)]),
                HashMap::new(),
            ],
            modules: vec![first],
            has_idl: false,
        }
    }

    fn model(&self) -> &'m Model {
        self.abi.model()
    }

    /// Writes the definition of `id`, if RDL has one for this kind of item.
    fn item(&mut self, id: ItemId) {
        self.namespace = self.placements[id.0 as usize].namespace.clone();
        let is_winrt = self.winrt.contains(id);
        let tokens = match &self.model().item(id).kind {
            // Wherever it is used, metadata has the instance itself.
            ItemKind::Interface(interface) if interface.instance.is_some() => return,
            ItemKind::Interface(interface) if is_winrt => match interface.kind {
                InterfaceKind::Delegate => self.delegate(id, interface),
                _ => self.runtime_interface(id, interface),
            },
            ItemKind::Interface(interface) => self.interface(id, interface),
            ItemKind::Record(_) if self.is_inline(id) => return,
            ItemKind::Record(record) if is_winrt => self.runtime_struct(id, record),
            ItemKind::Record(_) => self.record(id),
            ItemKind::Enum(enumeration) if is_winrt => self.runtime_enum(id, enumeration),
            ItemKind::Enum(enumeration) => self.enumeration(id, enumeration),
            ItemKind::Typedef(typedef) => self.typedef(id, typedef),
            ItemKind::Constant(constant) => self.constant(id, constant),
            ItemKind::Function(function) => self.function(id, function),
            ItemKind::Coclass(coclass) if is_winrt => self.class(id, coclass),
            ItemKind::Coclass(coclass) => self.coclass(id, coclass),
            ItemKind::Library(library) => self.library(id, library),
            ItemKind::Module(_) | ItemKind::Opaque(_) => return,
        };
        self.push(tokens, is_winrt);
    }

    /// Writes the API contracts of the input files, and those of others that are in use.
    fn contracts(&mut self) {
        for contract in self.model().contracts() {
            let full_name = format!("{}.{}", contract.namespace, contract.name);
            if !contract.is_named && !self.contracts_in_use.contains(&full_name) {
                continue;
            }
            self.namespace = contract.namespace.to_string();
            let tokens = self.contract(contract);
            self.push(tokens, true);
        }
    }

    /// Writes the definitions of parameterized types.
    fn parameterized_definitions(&mut self) {
        for definition in self.model().parameterized() {
            self.namespace = definition.namespace.to_string();
            if let Some(tokens) = self.parameterized_definition(definition) {
                self.push(tokens, true);
            }
        }
    }

    /// Adds a definition to the namespace that is being written.
    fn push(&mut self, definition: TokenStream, is_winrt: bool) {
        let numbers = &mut self.module_numbers[usize::from(is_winrt)];
        if let Some(number) = numbers.get(&self.namespace) {
            self.modules[*number].items.push(definition);
            return;
        }
        numbers.insert(self.namespace.clone(), self.modules.len());
        self.modules.push(Module {
            namespace: self.namespace.clone(),
            is_winrt,
            items: vec![definition],
        });
    }

    fn text(&self) -> String {
        let vocabulary = self.has_idl.then(attribute::vocabulary);
        let modules = self.modules.iter().map(|module| {
            let items = &module.items;
            let segments = module.namespace.rsplit('.');
            let tokens = segments.fold(quote!(#(#items)*), |inner, segment| {
                let segment = name::ident(segment);
                quote!(mod #segment { #inner })
            });
            if module.is_winrt {
                quote!(#[winrt] #tokens)
            } else {
                quote!(#[win32] #tokens)
            }
        });
        let tokens = quote!(#vocabulary #(#modules)*);
        windows_rdl::formatter::format(&tokens.to_string())
    }
}

/// Returns the items that have a namespace, by their full names.
fn by_full_name(model: &Model) -> HashMap<String, ItemId> {
    let named = model.items().filter_map(|(id, item)| {
        let namespace = runtime_namespace(item)?;
        Some((format!("{namespace}.{}", item.name), id))
    });
    named.collect()
}

/// Returns the API contracts by their full names. Of two with one name, the first counts.
fn contracts_by_name(model: &Model) -> HashMap<String, &Contract> {
    let contracts = model.contracts().iter().rev();
    let named = contracts.map(|it| (format!("{}.{}", it.namespace, it.name), it));
    named.collect()
}

#[cfg(test)]
mod tests;
