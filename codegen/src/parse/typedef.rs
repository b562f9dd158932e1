//! `typedef`.

use super::ast::{Attributes, Storage, Variable};
use super::{AttributePlace, Parse, Parser};

impl Parser<'_> {
    /// `typedef [string] char *TEXT;`, to its `;`.
    pub(super) fn typedef(&mut self, mut attributes: Attributes) -> Parse<Variable> {
        let start = self.bump().span;
        attributes.extend(self.attributes()?.list);
        let specifier = self.specifier()?;
        let declarators = self.declarators()?;
        self.check_attributes(&attributes, AttributePlace::Type);
        let span = start.to(self.previous_span());
        self.end_of_variable(&specifier, &declarators)?;
        Ok(Variable {
            attributes,
            storage: Storage::Typedef,
            specifier,
            declarators,
            span,
        })
    }
}
