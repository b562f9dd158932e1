//! Checks the names that the user's own metadata brings into the model. Those of IDL are identifiers
//! because the lexer finds no others, and the built-in metadata has no others either.

use super::Resolver;
use crate::diagnostics::Problem;
use crate::identifier::is_identifier;
use crate::model::{Item, ItemKind, MetadataFile, Origin, Param, Type};
use crate::source::Span;

impl Resolver<'_, '_> {
    /// Reports each name from the user's metadata that is no identifier, so that no output has it as
    /// code.
    pub(super) fn check_metadata_names(&mut self) {
        if !self.metadata.has_user_files() {
            return;
        }
        let mut bad = Vec::new();
        for (_, item) in self.model.items() {
            if let Origin::Metadata { namespace, file } = &item.origin
                && matches!(file, None | Some(MetadataFile::User(_)))
            {
                let mut check = |name: &str| {
                    if !is_identifier(name) {
                        let (name, item) = (name.to_owned(), item.name.to_string());
                        bad.push(Problem::MetadataName { name, item });
                    }
                };
                if !namespace.is_empty() {
                    namespace.split('.').for_each(&mut check);
                }
                visit_own_names(item, &mut check);
            }
        }
        for problem in bad {
            self.report(problem, Span::NONE);
        }
    }
}

/// Calls `visit` with the name of the item, and with each name in it.
fn visit_own_names(item: &Item, visit: &mut impl FnMut(&str)) {
    visit(&item.name);
    match &item.kind {
        ItemKind::Interface(interface) => {
            for method in &interface.methods {
                visit(&method.name);
                method.stem.iter().for_each(|stem| visit(stem));
                visit_params(&method.params, visit);
            }
        }
        ItemKind::Record(record) => {
            let names = record.fields.iter().filter_map(|field| field.name.as_ref());
            names.for_each(|name| visit(name));
        }
        ItemKind::Enum(definition) => {
            definition
                .values
                .iter()
                .for_each(|value| visit(&value.name));
        }
        ItemKind::Typedef(typedef) => {
            if let Type::Pointer { to, .. } = &typedef.ty
                && let Type::Function(signature) = &**to
            {
                visit_params(&signature.params, visit);
            }
        }
        ItemKind::Function(function) => visit_params(&function.signature.params, visit),
        ItemKind::Constant(_)
        | ItemKind::Coclass(_)
        | ItemKind::Library(_)
        | ItemKind::Module(_)
        | ItemKind::Opaque(_) => {}
    }
}

fn visit_params(params: &[Param], visit: &mut impl FnMut(&str)) {
    params.iter().for_each(|param| visit(&param.name));
}
