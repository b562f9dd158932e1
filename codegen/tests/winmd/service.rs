//! Delivery Optimization as a model, and as a winmd.

use comidl_codegen::internal::compile::{Compilation, Options};
use comidl_codegen::internal::emit::rdl::{self, Rdl};
use comidl_codegen::internal::emit::winmd;
use comidl_codegen::internal::external::Externals;
use comidl_codegen::internal::model::{Interface, Item, ItemKind, Model};

/// The namespace, and the name of the assembly.
pub(crate) const NAME: &str = "DeliveryOptimization";

pub(crate) fn model() -> Model {
    let idl = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../idl/DeliveryOptimization.idl"
    );
    let compilation = Compilation::read(Options {
        idl: vec![idl.into()],
        ..Options::default()
    });
    assert!(!compilation.failed());
    compilation.model
}

/// The interfaces that the IDL defines, with their items.
pub(crate) fn interfaces(model: &Model) -> impl Iterator<Item = (&Item, &Interface)> {
    model.named().filter_map(|(_, item)| match &item.kind {
        ItemKind::Interface(interface) => Some((item, &**interface)),
        _ => None,
    })
}

pub(crate) fn rdl(model: &Model) -> Rdl {
    let options = rdl::RdlOptions {
        externals: &Externals::default(),
        namespace: NAME,
        is_in_metadata: &|_, _| true,
    };
    rdl::rdl(model, &options)
}

pub(crate) fn compile(rdl: &Rdl) -> Vec<u8> {
    let references: Vec<&[u8]> = rdl.references.iter().map(Vec::as_slice).collect();
    winmd::compile(&rdl.text, NAME, &references).unwrap_or_else(|it| panic!("{it:?}\n{}", rdl.text))
}
