//! Type libraries.

use maud::{Markup, html};

use super::Page;
use super::article::{Article, Fact};
use crate::model::{Item, ItemId, Library};

pub(super) fn article(page: &Page<'_>, id: ItemId, item: &Item, library: &Library) -> Markup {
    let mut facts = Vec::new();
    facts.extend(Fact::guid("LIBID", library.uuid));
    if let Some((major, minor)) = library.version {
        facts.push(Fact::new("Version", html! { (major) "." (minor) }));
    }
    page.frame(Article {
        id,
        item,
        kind: "library",
        facts,
        content: html! {},
    })
}
