//! Modules. Their functions and constants have articles of their own.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use crate::model::{Item, ItemId, Module};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, module: &Module) -> Markup {
    let dll = module.dll.iter();
    let facts = dll.map(|dll| Fact::new("File", html! { code { (dll) } }));
    page.frame(Article {
        id,
        item,
        kind: "module",
        facts: facts.collect(),
        content: html! {},
    })
}
