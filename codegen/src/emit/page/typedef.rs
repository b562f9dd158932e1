//! Typedefs.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use crate::model::{Item, ItemId, Typedef};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, typedef: &Typedef) -> Markup {
    let content = html! {
        div.declaration { "typedef " (page.declaration(&typedef.ty, &html! { (item.name) })) }
    };
    page.frame(Article {
        id,
        item,
        kind: "typedef",
        facts: Fact::attributes(&typedef.attributes).into_iter().collect(),
        content,
    })
}
