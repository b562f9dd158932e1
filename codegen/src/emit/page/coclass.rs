//! Classes.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use crate::model::{Coclass, Item, ItemId};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, coclass: &Coclass) -> Markup {
    let content = html! {
        @if !coclass.interfaces.is_empty() {
            ul.served {
                @for it in &coclass.interfaces {
                    li {
                        (page.link(it.interface))
                        @if it.is_default { " " span.badge { "default" } }
                        @if it.source { " " span.badge { "source" } }
                    }
                }
            }
        }
    };
    page.frame(Article {
        id,
        item,
        kind: "coclass",
        facts: Fact::guid("CLSID", coclass.clsid).into_iter().collect(),
        content,
    })
}
