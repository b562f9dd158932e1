//! The words of the authors: what the IDL says of a definition in plain language.

use maud::{Markup, html};

use super::Page;
use crate::model::{Attribute, Item, ItemKind};
use crate::preprocess::literal_content;

impl Page<'_> {
    /// Returns what the author says of `item`.
    pub(super) fn text_of(&self, item: &Item) -> Markup {
        match &item.kind {
            ItemKind::Interface(it) => self.text_of_part(&it.attributes),
            ItemKind::Typedef(it) => self.text_of_part(&it.attributes),
            ItemKind::Library(it) => paragraphs(it.help.as_deref().unwrap_or_default()),
            _ => html! {},
        }
    }

    /// Returns what the author says of a part of an item, a method or a field, that has these
    /// attributes.
    pub(super) fn text_of_part(&self, attributes: &[Attribute]) -> Markup {
        let help = attributes.iter().find(|it| it.name() == "helpstring");
        let literal = help.and_then(|it| {
            let arguments = it.text().strip_prefix("helpstring(")?;
            arguments.strip_suffix(')')
        });
        paragraphs(&literal.map(literal_content).unwrap_or_default())
    }
}

/// Returns plain text as paragraphs, which empty lines separate; nothing for an empty text.
fn paragraphs(text: &str) -> Markup {
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    let paragraphs: Vec<_> = paragraphs.map(|lines| lines.join("\n")).collect();
    html! {
        @if !paragraphs.is_empty() {
            div.text {
                @for paragraph in paragraphs { p { (paragraph) } }
            }
        }
    }
}
