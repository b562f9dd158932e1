//! The interfaces of BITS as a model, and as a winmd.

use std::collections::HashMap;

use comidl_codegen::lower::rdl::{self, Options, Rdl};
use comidl_codegen::lower::winmd;
use comidl_codegen::metadata::Metadata;
use comidl_codegen::model::{Item, ItemKind, Model, Origin};

/// The namespace, and the name of the assembly.
pub(crate) const NAME: &str = "Transfer";

/// The interfaces at the ends of BITS' chains, and what stands alone.
const ROOTS: &[&str] = &[
    "IBackgroundCopyManager",
    "IBackgroundCopyJob5",
    "IBackgroundCopyFile6",
    "IBackgroundCopyCallback3",
    "AsyncIBackgroundCopyCallback",
    "IBackgroundCopyJobHttpOptions3",
    "IBackgroundCopyServerCertificateValidationCallback",
    "BG_JOB_ENUM_ALL_USERS",
    "BackgroundCopyManager",
];

/// The model: BITS' own names are the input's, the rest is Windows metadata's.
pub(crate) fn model() -> Model {
    let metadata = Metadata::new(Vec::new()).unwrap();
    let (mut model, mut names) = (Model::default(), HashMap::new());
    for root in ROOTS {
        metadata.import(root, &mut model, &mut names).expect(root);
    }
    let ids: Vec<_> = model.items().map(|(id, _)| id).collect();
    for id in ids {
        let item = model.item_mut(id);
        if is_bits(item) {
            item.origin = Origin::Named;
        }
    }
    model
}

fn is_bits(item: &Item) -> bool {
    let name = &item.name;
    name.contains("BackgroundCopy") || name.starts_with("BG_") || name.starts_with("BITS_")
}

/// The interfaces that the input defines, with their items.
pub(crate) fn interfaces(
    model: &Model,
) -> impl Iterator<Item = (&Item, &comidl_codegen::model::Interface)> {
    model.named().filter_map(|(_, item)| match &item.kind {
        ItemKind::Interface(interface) => Some((item, interface)),
        _ => None,
    })
}

pub(crate) fn rdl(model: &Model) -> Rdl {
    let options = Options {
        namespace: NAME,
        is_known: &|_, _| false,
    };
    rdl::rdl(model, &options)
}

pub(crate) fn compile(rdl: &Rdl) -> Vec<u8> {
    let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
    winmd::compile(&rdl.text, NAME, &references).unwrap_or_else(|it| panic!("{it:?}\n{}", rdl.text))
}
