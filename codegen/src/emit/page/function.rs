//! Functions of modules and of RPC interfaces.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use super::code::SignatureRef;
use crate::model::{Function, Item, ItemId};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, function: &Function) -> Markup {
    let mut facts = Vec::new();
    if let Some(dll) = &function.dll {
        facts.push(Fact::new("Exported by", html! { code { (dll) } }));
    }
    if let Some(entry) = &function.entry {
        facts.push(Fact::new("Exported as", html! { code { (entry) } }));
    }
    let name = html! { (item.name) };
    let content = html! {
        div.declaration { (page.function(item, &SignatureRef::from(&function.signature), &name)) }
        (page.text_of_params(item, &function.signature.params))
    };
    page.frame(Article {
        id,
        item,
        kind: "function",
        facts,
        content,
    })
}
