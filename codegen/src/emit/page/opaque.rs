//! Types that are only declared.

use maud::{Markup, html};

use super::Page;
use super::article::Article;
use crate::model::{Item, ItemId, OpaqueKind};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, kind: OpaqueKind) -> Markup {
    page.frame(Article {
        id,
        item,
        kind: match kind {
            OpaqueKind::Interface => "interface",
            OpaqueKind::Struct => "struct",
            OpaqueKind::Union => "union",
            OpaqueKind::Enum => "enum",
        },
        facts: Vec::new(),
        content: html! {},
    })
}
