//! Enumerations.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use crate::docs::Kind;
use crate::model::{Enum, Item, ItemId};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, enumeration: &Enum) -> Markup {
    let mut facts = vec![Fact::new(
        "Type",
        html! { code { (enumeration.repr.text()) } ", 4 bytes" },
    )];
    if enumeration.flags {
        facts.push(Fact::new("Values", html! { "flags, to be combined" }));
    }
    let content = html! {
        @if !enumeration.values.is_empty() {
            div.scroll {
                table data-member="enumerator" {
                    caption { "values of " (item.name) }
                    thead {
                        tr {
                            th scope="col" { "Name" }
                            th scope="col" class="number" { "Decimal" }
                            th scope="col" class="number" { "Hexadecimal" }
                        }
                    }
                    tbody {
                        @for (number, value) in enumeration.values.iter().enumerate() {
                            tr id=[page.anchors.member(id, number)] {
                                td.code {
                                    dfn { (value.name) }
                                    (page.text_of_part(item, value.span, Kind::Definition))
                                }
                                td.number { (value.value) }
                                td.number { (hexadecimal(value.value)) }
                            }
                        }
                    }
                }
            }
        }
    };
    page.frame(Article {
        id,
        item,
        kind: "enum",
        facts,
        content,
    })
}

/// Returns the 32 bits that a value has in memory.
fn hexadecimal(value: i64) -> String {
    format!("0x{:08x}", value & 0xffff_ffff)
}
