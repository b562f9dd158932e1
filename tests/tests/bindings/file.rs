//! The bindings of one file, and the facts of its model that rustc can check.

use std::collections::BTreeSet;
use std::path::Path;

use comidl_codegen::Enums;
use comidl_codegen::internal::compile::{Compilation, Form, Options};
use comidl_codegen::internal::lower::abi::Abi;
use comidl_codegen::internal::model::{InterfaceKind, ItemId, ItemKind};
use comidl_codegen::internal::output;
use comidl_tests::{outcome, wine_options};

use crate::assertions::Assertions;

/// The bindings of a file.
#[derive(Default)]
pub(crate) struct Bindings {
    /// They are there under this name, with `.rs`.
    pub(crate) name: String,
    /// Their size in bytes.
    pub(crate) bytes: usize,
    /// The definitions of the file itself, which the bindings must have.
    pub(crate) own: Definitions,
    /// The number of their structs and unions, with everything that the file needs.
    pub(crate) records: usize,
    /// The number of assertions about these.
    pub(crate) assertions: usize,
    /// The facts of interfaces and enumerations that rustc checks.
    pub(crate) facts: Vec<String>,
    /// Why they aren't as they should be.
    pub(crate) wrong: Vec<String>,
}

/// The numbers of definitions, by their kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Definitions {
    pub(crate) interfaces: usize,
    pub(crate) records: usize,
    pub(crate) enums: usize,
}

/// Returns the options for all that bindings can have of a file.
fn options(idl: &Path, enums: Enums) -> Options {
    let options = Options {
        enums,
        ..wine_options(&[idl.to_owned()])
    };
    // A pattern has to match something.
    let read = Compilation::read(options.clone());
    let has_interface = own(&Abi::new(&read.model)).interfaces > 0;
    Options {
        implement: has_interface.then(|| "*".to_owned()).into_iter().collect(),
        ..options
    }
}

impl Bindings {
    /// Makes those of a file of Wine's, in `folder`.
    pub(crate) fn make(idl: &Path, folder: &Path, enums: Enums) -> Self {
        let mut compilation = Compilation::read(options(idl, enums));
        // `build` makes these forms. Metadata and RDL only have to be there.
        let outputs = compilation.emit(&[Form::Rust, Form::Winmd, Form::Rdl], folder);
        let name = compilation.stem();
        let [rust, _, _] = &outputs[..] else {
            return Self {
                name,
                wrong: vec![outcome(&compilation)],
                ..Self::default()
            };
        };
        assert!(outputs.iter().all(|it| !it.bytes.is_empty()), "{name}");
        output::write_all(std::slice::from_ref(rust), &BTreeSet::new())
            .expect("the bindings can be written");
        let text = std::str::from_utf8(&rust.bytes).expect("Rust is UTF-8");
        let assertions = Assertions::read(text);
        let abi = Abi::new(&compilation.model);
        let mut wrong = assertions.lacks();
        wrong.extend(assertions.disagree(&abi));
        Self {
            bytes: text.len(),
            own: own(&abi),
            records: assertions.records(),
            assertions: assertions.count(),
            facts: facts(&abi, &module(&name)),
            wrong,
            name,
        }
    }

    /// The name of their module.
    pub(crate) fn module(&self) -> String {
        module(&self.name)
    }
}

fn module(name: &str) -> String {
    let is_letter = |char: char| char.is_ascii_alphanumeric();
    format!("of_{}", name.replace(|char| !is_letter(char), "_"))
}

/// Returns the definitions of the file that bindings have. `windows-core` has others, and interfaces
/// for remote procedure calls have no vtable.
fn definitions<'m>(abi: &'m Abi<'m>) -> impl Iterator<Item = (ItemId, &'m str, &'m ItemKind)> {
    let named = abi.model().named();
    let here = named.filter(|(id, _)| abi.provided(*id).is_none());
    let items = here.map(|(id, item)| (id, item.name.as_str(), &item.kind));
    items.filter(|(_, _, kind)| match kind {
        ItemKind::Interface(interface) => interface.kind != InterfaceKind::Rpc,
        _ => true,
    })
}

fn own(abi: &Abi<'_>) -> Definitions {
    let mut own = Definitions::default();
    for (_, _, kind) in definitions(abi) {
        match kind {
            ItemKind::Interface(_) => own.interfaces += 1,
            ItemKind::Record(_) => own.records += 1,
            ItemKind::Enum(_) => own.enums += 1,
            _ => {}
        }
    }
    own
}

/// That the vtable of each interface has as many slots as the model says, and its IID; and that each
/// enumeration takes 32 bits.
fn facts(abi: &Abi<'_>, module: &str) -> Vec<String> {
    let mut facts = Vec::new();
    for (id, name, kind) in definitions(abi) {
        match kind {
            ItemKind::Interface(interface) => {
                let slots = abi.model().slots(id).len();
                facts.push(format!(
                    "size_of::<{module}::{name}_Vtbl>() == {slots} * size_of::<usize>()"
                ));
                if let Some(iid) = interface.iid.filter(|_| is_com(abi, id)) {
                    facts.push(format!(
                        "<{module}::{name} as windows_core::Interface>::IID.to_u128() == {:#x}",
                        iid.0
                    ));
                }
            }
            ItemKind::Enum(_) => facts.push(format!("size_of::<{module}::{name}>() == 4")),
            _ => {}
        }
    }
    facts
}

/// Returns whether an interface derives from `IUnknown`: others have no `QueryInterface` to take an IID.
fn is_com(abi: &Abi<'_>, id: ItemId) -> bool {
    abi.provided(abi.model().lineage(id)[0]).is_some()
}
