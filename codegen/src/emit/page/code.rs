//! Declarations, as C has them, whose types are links.

use maud::{Markup, html};

use super::Page;
use crate::c_syntax::{Piece, pieces};
use crate::docs::Kind;
use crate::model::{Attribute, Item, ItemId, Signature, Type};

impl Page<'_> {
    /// Returns the name of an item, which leads to it if the page has it.
    pub(super) fn link(&self, id: ItemId) -> Markup {
        let name = &self.item(id).name;
        html! {
            @match self.anchors.of(self.model, id) {
                Some(anchor) => a href={ "#" (anchor) } { (name) },
                None => (name),
            }
        }
    }

    /// Returns a type.
    pub(super) fn ty(&self, ty: &Type) -> Markup {
        self.pieces(pieces(ty, false), &html! {})
    }

    /// Returns a declaration of `declared`, a name in markup, with the type `ty`.
    pub(super) fn declaration(&self, ty: &Type, declared: &Markup) -> Markup {
        self.pieces(pieces(ty, true), declared)
    }

    fn pieces(&self, pieces: Vec<Piece>, declared: &Markup) -> Markup {
        html! {
            @for piece in pieces {
                @match piece {
                    Piece::Text(text) => (text),
                    Piece::Item(id) => (self.link(id)),
                    Piece::Declared => (declared),
                }
            }
        }
    }

    /// Returns a function as C declares it, with a line for each parameter. It is a method of `owner`, or
    /// `owner` itself.
    pub(super) fn function(
        &self,
        owner: &Item,
        signature: &SignatureRef<'_>,
        name: &Markup,
    ) -> Markup {
        let last = signature.params.len().saturating_sub(1);
        let declared = html! {
            (name) "("
            @for (index, param) in signature.params.iter().enumerate() {
                span.param {
                    @for annotation in self.docs.part(owner, param.span, Kind::Parameter).annotations {
                        span.attributes { (annotation) } " "
                    }
                    (attributes(param.attributes.list()))
                    (self.declaration(&param.ty, &html! { (param.name) }))
                    @if index < last || signature.variadic { "," } @else { ")" }
                }
            }
            @if signature.variadic { span.param { "...)" } }
            @else if signature.params.is_empty() { ")" }
        };
        self.declaration(signature.returns, &declared)
    }
}

/// The parts of a function's type that its declaration shows.
pub(super) struct SignatureRef<'a> {
    pub(super) returns: &'a Type,
    pub(super) params: &'a [crate::model::Param],
    pub(super) variadic: bool,
}

impl<'a> From<&'a Signature> for SignatureRef<'a> {
    fn from(signature: &'a Signature) -> Self {
        Self {
            returns: &signature.returns,
            params: &signature.params,
            variadic: signature.variadic,
        }
    }
}

/// Returns a list of attributes with a space behind it; nothing for an empty one. Texts stand elsewhere.
pub(super) fn attributes(list: &[Attribute]) -> Markup {
    let texts = list.iter().filter(|it| !is_text(it)).map(Attribute::text);
    attribute_list(texts.map(str::to_owned).collect())
}

/// Returns a list of attributes by their texts, with a space behind it; nothing for an empty one.
pub(super) fn attribute_list(texts: Vec<String>) -> Markup {
    html! {
        @if !texts.is_empty() {
            span.attributes { "[" (texts.join(", ")) "]" } " "
        }
    }
}

/// Returns whether an attribute has the author's words, which the page shows as such.
pub(super) fn is_text(attribute: &Attribute) -> bool {
    attribute.name() == "helpstring"
}
