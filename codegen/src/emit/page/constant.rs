//! Constants: one table has all of them.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, guid};
use crate::model::{Constant, Item, ItemId, ItemKind, Value};

/// Returns the table of the constants among `items`.
pub(super) fn table(page: &Page<'_>, items: &[(ItemId, &Item)]) -> Markup {
    html! {
        div.scroll {
            table data-kind="constant" {
                caption { "constants" }
                thead {
                    tr {
                        th scope="col" { "Name" }
                        th scope="col" { "Type" }
                        th scope="col" { "Value" }
                        th scope="col" { "Defined in" }
                    }
                }
                tbody {
                    @for (id, item) in items {
                        @if let ItemKind::Constant(constant) = &item.kind {
                            tr id=[page.anchors.of(page.model, *id)] {
                                td.code { dfn { (item.name) } (page.text_of(item)) }
                                td.code { (page.ty(&constant.ty)) }
                                td.code { (value(&constant.value)) }
                                td { (page.origins.of(item).to_string()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the article of a constant that stands by itself.
pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, constant: &Constant) -> Markup {
    let content = html! {
        div.declaration {
            "const " (page.declaration(&constant.ty, &html! { (item.name) })) " = " (value(&constant.value))
        }
    };
    page.frame(Article {
        id,
        item,
        kind: "constant",
        facts: Vec::new(),
        content,
    })
}

fn value(value: &Value) -> Markup {
    match value {
        Value::Int(value @ 0..10) => html! { (value) },
        Value::Int(value @ 10..) => html! { (value) " " span.dim { (format!("0x{value:x}")) } },
        Value::Int(value) => match i32::try_from(*value) {
            Ok(narrow) => html! { (value) " " span.dim { (format!("0x{narrow:08x}")) } },
            Err(_) => html! { (value) },
        },
        Value::Float(value) => html! { (format!("{value:?}")) },
        Value::String(text) => html! { (literal(text)) },
        Value::WideString(text) => html! { "L" (literal(text)) },
        Value::Guid(it) => guid(*it),
    }
}

/// Returns a text in quotes. Characters that nobody sees, or that turn the direction of others, are
/// escapes.
fn literal(text: &str) -> String {
    format!("{text:?}")
}
