//! Declarations of C that are no `typedef`: constants, functions, fields, and types alone.

use super::ast::{Attributes, Declarator, Specifier, SpecifierKind, Storage, Variable};
use super::constant::are_constants;
use super::{AttributePlace, Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `const int A = 1;`, `HRESULT F(int a);`, `struct S { … };`, each to its `;`.
    pub(super) fn variable(&mut self, attributes: Attributes) -> Parse<Variable> {
        let start = self.span();
        let specifier = self.specifier()?;
        let declarators = self.declarators()?;
        let (storage, place) = if are_constants(&declarators) {
            (Storage::Const, AttributePlace::Constant)
        } else if declarators.iter().any(Declarator::is_function) {
            (Storage::Plain, AttributePlace::Method)
        } else {
            (Storage::Plain, AttributePlace::Type)
        };
        self.check_attributes(&attributes, place);
        let span = start.to(self.previous_span());
        self.end_of_variable(&specifier, &declarators)?;
        let (mut specifier, mut attributes) = (specifier, attributes);
        if self.in_namespace
            && declarators.is_empty()
            && let SpecifierKind::Record(record) = &mut specifier.kind
        {
            // WinRT's structs have no typedefs. What stands before one is about the struct.
            record
                .attributes
                .extend(std::mem::take(&mut attributes).list);
        }
        Ok(Variable {
            attributes,
            storage,
            specifier,
            declarators,
            span,
        })
    }

    /// The `;` behind a declaration. Behind a closing brace, real IDL sometimes leaves it out.
    pub(super) fn end_of_variable(
        &mut self,
        specifier: &Specifier,
        declarators: &[Declarator],
    ) -> Parse<()> {
        let ends_in_brace = declarators.is_empty() && specifier.is_definition();
        if !ends_in_brace || self.at(Punct::Semi) {
            self.expect(Punct::Semi)?;
        }
        Ok(())
    }

    /// A method or a property of a dispinterface.
    pub(super) fn member(&mut self, place: AttributePlace) -> Parse<Variable> {
        let attributes = self.attributes()?;
        self.check_attributes(&attributes, place);
        self.member_behind(attributes)
    }

    /// A field, method or property behind its attributes, to its `;`.
    pub(super) fn member_behind(&mut self, attributes: Attributes) -> Parse<Variable> {
        let start = self.span();
        let specifier = self.specifier()?;
        let declarators = self.declarators()?;
        let span = start.to(self.previous_span());
        self.expect(Punct::Semi)?;
        Ok(Variable {
            attributes,
            storage: Storage::Plain,
            specifier,
            declarators,
            span,
        })
    }
}
