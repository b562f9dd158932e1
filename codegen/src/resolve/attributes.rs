//! Attribute lists as a reader of the model sees them.

use super::Resolver;
use crate::parse::ast::{Attribute, Attributes};

impl Resolver<'_, '_> {
    /// Each attribute as it is written, white space folded.
    pub(super) fn written(&self, attributes: &Attributes) -> Vec<String> {
        attributes
            .list
            .iter()
            .map(|attribute| self.written_one(attribute))
            .collect()
    }

    fn written_one(&self, attribute: &Attribute) -> String {
        let name = self.text(attribute.name.text);
        if attribute.arguments.is_empty() {
            return name.to_owned();
        }
        let text = self.session.sources.text(attribute.span);
        // What a macro made has no stretch of text of its own; its name stands for it.
        if !text.starts_with(name) {
            return name.to_owned();
        }
        folded(text)
    }
}

/// `text` without the white space that means nothing between tokens.
pub(super) fn folded(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut folded = words.next().unwrap_or_default().to_owned();
    for word in words {
        let touches = |c: Option<char>| c.is_some_and(|c| "(),*".contains(c));
        if !touches(folded.chars().last()) && !touches(word.chars().next()) || folded.ends_with(',')
        {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
