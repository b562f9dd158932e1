//! The list of contents beside the page.

use maud::{Markup, html};

use super::{Chapter, Page};
use crate::model::{Item, ItemId};

/// A chapter with more definitions than this is closed in the list.
const MANY: usize = 60;

pub(super) fn contents(page: &Page<'_>) -> Markup {
    html! {
        nav aria-label="Contents" {
            @for chapter in Chapter::ALL {
                (entry(page, chapter, &page.chapter(chapter)))
            }
            @if !page.anchors.foreign().is_empty() {
                p { a href="#elsewhere" { "Defined elsewhere" } }
            }
        }
    }
}

fn entry(page: &Page<'_>, chapter: Chapter, items: &[(ItemId, &Item)]) -> Markup {
    html! {
        @if chapter == Chapter::Constants && !items.is_empty() {
            p { a href={ "#" (chapter.id()) } { (chapter.title()) } " " span.count { (items.len()) } }
        } @else if !items.is_empty() {
            details open[items.len() <= MANY] {
                summary { (chapter.title()) " " span.count { (items.len()) } }
                ul {
                    @for (id, _) in items { li { (page.link(*id)) } }
                }
            }
        }
    }
}
