//! Libraries: `library`.

use super::Resolver;
use crate::model::{ItemId, ItemKind, Library};
use crate::parse::ast::{self, Argument};
use crate::token::keyword as kw;

impl Resolver<'_, '_> {
    /// Resolves the content of a library. The definitions in its body are collected like all
    /// others.
    pub(super) fn library(&mut self, item: ItemId, syntax: &ast::Library) {
        let attributes = &syntax.attributes;
        let version =
            attributes
                .get(kw::VERSION)
                .and_then(|attribute| match attribute.arguments.first() {
                    Some(Argument::Version(major, minor)) => Some((*major, *minor)),
                    _ => None,
                });
        let help = attributes
            .get(kw::HELPSTRING)
            .and_then(ast::Attribute::string);
        let library = Library {
            uuid: attributes.get(kw::UUID).and_then(ast::Attribute::uuid),
            version,
            help: help.map(|text| self.text(text).to_owned()),
        };
        self.model.item_mut(item).kind = ItemKind::Library(Box::new(library));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, kind};

    #[test]
    fn a_library_has_its_version_and_help() {
        let model = compile(
            r#"[uuid(00000001-0002-0003-0004-000000000005), version(1.2), helpstring("Foos")]
            library Foos { }"#,
        );
        let ItemKind::Library(library) = kind(&model, "Foos") else {
            panic!()
        };
        assert_eq!(
            (library.version, library.help.as_deref()),
            (Some((1, 2)), Some("Foos"))
        );
    }
}
