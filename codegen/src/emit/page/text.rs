//! The words of the authors: what the IDL says of a definition in plain language.

use maud::{Markup, html};

use super::Page;
use crate::docs::{Doc, Kind};
use crate::model::{Item, Param};
use crate::source::Span;

impl Page<'_> {
    /// Returns what the author says of `item`.
    pub(super) fn text_of(&self, item: &Item) -> Markup {
        words(&self.docs.item(item))
    }

    /// Returns what the author says of a part of `owner` that has its name at `span`.
    pub(super) fn text_of_part(&self, owner: &Item, span: Span, kind: Kind) -> Markup {
        words(&self.docs.part(owner, span, kind))
    }

    /// Returns what the author says of the parameters of a method of `owner`, or of the function that
    /// `owner` is.
    pub(super) fn text_of_params(&self, owner: &Item, params: &[Param]) -> Markup {
        let params = params.iter().map(|param| {
            let doc = self.docs.part(owner, param.span, Kind::Parameter);
            (&param.name, doc)
        });
        let said: Vec<_> = params
            .filter(|(_, doc)| !doc.is_empty() || doc.deprecated.is_some())
            .collect();
        html! {
            @if !said.is_empty() {
                dl.params {
                    @for (name, doc) in &said {
                        dt { code { (name) } }
                        dd { (words(doc)) }
                    }
                }
            }
        }
    }
}

/// Returns the words as paragraphs, which empty lines separate; nothing where nothing is said.
fn words(doc: &Doc) -> Markup {
    let paragraphs = doc.lines.split(|line| line.trim().is_empty());
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    let paragraphs: Vec<_> = paragraphs.map(|lines| lines.join("\n")).collect();
    html! {
        @if let Some(reason) = &doc.deprecated {
            p.text {
                span.badge { "deprecated" }
                @if !reason.is_empty() { " " (reason) }
            }
        }
        @if !paragraphs.is_empty() {
            div.text {
                @for paragraph in paragraphs { p { (paragraph) } }
            }
        }
    }
}
