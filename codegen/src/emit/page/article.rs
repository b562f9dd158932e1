//! The frame that the article of each definition has: its name, its facts, and who uses it.

use maud::{Markup, html};

use super::Page;
use super::code::is_text;
use crate::model::{Attribute, Guid, Item, ItemId};

/// An article of one definition.
pub(super) struct Article<'a> {
    pub(super) id: ItemId,
    pub(super) item: &'a Item,
    /// The word for what it is.
    pub(super) kind: &'a str,
    /// What stands below the name, before where it is defined.
    pub(super) facts: Vec<Fact>,
    /// What follows: its members.
    pub(super) content: Markup,
}

/// Something that is said of a definition in a few words.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: Markup,
}

impl Fact {
    pub(super) fn new(name: &'static str, value: Markup) -> Self {
        Self { name, value }
    }

    /// Returns a GUID under the name that its kind of definition has for it.
    pub(super) fn guid(name: &'static str, guid: Option<Guid>) -> Option<Self> {
        Some(Self::new(name, self::guid(guid?)))
    }

    /// Returns the attributes that aren't the author's words.
    pub(super) fn attributes(list: &[Attribute]) -> Option<Self> {
        let texts = list.iter().filter(|it| !is_text(it)).map(Attribute::text);
        let texts: Vec<_> = texts.collect();
        let value = html! { code { (texts.join(", ")) } };
        (!texts.is_empty()).then(|| Self::new("Attributes", value))
    }
}

/// Returns a GUID, which the search finds.
pub(super) fn guid(guid: Guid) -> Markup {
    html! { code.guid { (guid.to_string()) } }
}

impl Page<'_> {
    /// Returns the article.
    pub(super) fn frame(&self, article: Article<'_>) -> Markup {
        let Article {
            id,
            item,
            kind,
            facts,
            content,
        } = article;
        let anchor = self.anchors.of(self.model, id).unwrap_or_default();
        html! {
            article id=(anchor) data-kind=(kind) {
                h3 {
                    span.kind { (kind) } " "
                    dfn { (item.name) } " "
                    a.self href={ "#" (anchor) } aria-label={ "Link to " (item.name) } { "#" }
                }
                (self.text_of(item))
                dl.facts {
                    @if let Some(namespace) = item.namespace() {
                        div { dt { "Namespace" } dd { code { (namespace) } } }
                    }
                    @if let Some(tag) = item.tag() {
                        div { dt { "Tag" } dd { code { (tag) } } }
                    }
                    @for fact in facts {
                        div { dt { (fact.name) } dd { (fact.value) } }
                    }
                    div { dt { "Defined in" } dd { (self.origins.of(item).to_string()) } }
                }
                (content)
                (self.list("Derived interfaces", self.uses.derived(id)))
                (self.list("Classes", self.uses.served_by(id)))
                (self.list("Used by", self.uses.users(id)))
            }
        }
    }

    /// Returns a list of links under a name; nothing for an empty one.
    fn list(&self, name: &str, items: &[ItemId]) -> Markup {
        const FEW: usize = 12;
        html! {
            @if !items.is_empty() {
                details.list open[items.len() <= FEW] {
                    summary { (name) " " span.count { (items.len()) } }
                    ul { @for id in items { li { (self.link(*id)) } } }
                }
            }
        }
    }
}
