//! Documents the definitions of the input files on one page of HTML, for people without a compiler at
//! hand: what `comidl doc` writes.
//!
//! The page needs nothing beside it. Each construct has a file, which writes its article. [`anchor`]
//! gives each definition its place on the page, [`code`] links the types in declarations, and [`text`]
//! has the author's own words. `maud` escapes all that comes out of the input; the page's policy
//! ([`document`]) lets no other script run than [`document::SCRIPT`].

mod anchor;
mod article;
mod coclass;
mod code;
mod constant;
mod contents;
mod document;
mod enumeration;
mod foreign;
mod function;
mod inheritance;
mod interface;
mod library;
mod module;
mod opaque;
mod record;
mod text;
mod typedef;
mod uses;

use std::cell::RefCell;

use maud::{Markup, html};

use super::inspect::origin::Origins;
use crate::docs::Docs;
use crate::layout::{Layouts, Target};
use crate::model::{Item, ItemId, ItemKind, Model, PointerWidth};

use anchor::Anchors;
use uses::Uses;

/// Returns the page of the input files of `model`.
///
/// `title` names the files. Offsets and sizes are shown for each of the `targets`. `origins` tells where
/// things come from, and `docs` what the authors say of them.
pub(crate) fn text(
    model: &Model,
    title: &str,
    targets: &[Target],
    origins: &Origins<'_>,
    docs: &Docs<'_>,
) -> String {
    let page = Page::new(model, targets, origins, docs);
    document::whole(&page, title).into_string()
}

/// All that the articles of a page need.
struct Page<'a> {
    model: &'a Model,
    origins: &'a Origins<'a>,
    docs: &'a Docs<'a>,
    anchors: Anchors,
    uses: Uses,
    /// The widths of pointers for which the page tells offsets.
    widths: Vec<PointerWidth>,
    /// The layouts of each width.
    layouts: Vec<RefCell<Layouts<'a>>>,
}

impl<'a> Page<'a> {
    fn new(
        model: &'a Model,
        targets: &'a [Target],
        origins: &'a Origins<'a>,
        docs: &'a Docs<'a>,
    ) -> Self {
        let anchors = Anchors::new(model);
        let layouts = targets.iter().map(|target| Layouts::new(model, target));
        Self {
            model,
            origins,
            docs,
            uses: Uses::new(model, &anchors),
            anchors,
            widths: targets.iter().map(Target::pointer_width).collect(),
            layouts: layouts.map(RefCell::new).collect(),
        }
    }

    fn item(&self, id: ItemId) -> &'a Item {
        self.model.item(id)
    }

    /// Returns the items of a chapter, in its order.
    fn chapter(&self, chapter: Chapter) -> Vec<(ItemId, &'a Item)> {
        let named = self.model.named();
        let mut items: Vec<_> = named
            .filter(|(id, item)| Chapter::of(item) == Some(chapter) && self.anchors.is_listed(*id))
            .collect();
        if !chapter.keeps_order() {
            items.sort_by_cached_key(|(_, item)| item.name.to_lowercase());
        }
        items
    }

    /// Returns the article of an item.
    fn article(&self, id: ItemId) -> Markup {
        let item = self.item(id);
        match &item.kind {
            ItemKind::Interface(it) => interface::article(self, id, item, it),
            ItemKind::Record(it) => record::article(self, id, item, it),
            ItemKind::Enum(it) => enumeration::article(self, id, item, it),
            ItemKind::Typedef(it) => typedef::article(self, id, item, it),
            ItemKind::Constant(it) => constant::article(self, id, item, it),
            ItemKind::Function(it) => function::article(self, id, item, it),
            ItemKind::Coclass(it) => coclass::article(self, id, item, it),
            ItemKind::Library(it) => library::article(self, id, item, it),
            ItemKind::Module(it) => module::article(self, id, item, it),
            ItemKind::Opaque(it) => opaque::article(self, id, item, *it),
        }
    }

    /// Returns the heads of the columns that tell something for each width of pointers.
    fn width_heads(&self, of: &str) -> Markup {
        html! {
            @for width in &self.widths {
                th scope="col" class="number" {
                    (of) br;
                    small { (bits(*width)) "-bit" }
                }
            }
        }
    }
}

/// Returns the number of bits of a pointer.
fn bits(width: PointerWidth) -> u64 {
    width.bytes() * 8
}

/// A part of the page that has all definitions of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chapter {
    Interfaces,
    Coclasses,
    Records,
    Enumerations,
    Typedefs,
    Constants,
    Functions,
    Libraries,
}

impl Chapter {
    const ALL: [Self; 8] = [
        Self::Interfaces,
        Self::Coclasses,
        Self::Records,
        Self::Enumerations,
        Self::Typedefs,
        Self::Constants,
        Self::Functions,
        Self::Libraries,
    ];

    /// Returns the chapter that has `item`; none for what is only declared, which is no definition.
    fn of(item: &Item) -> Option<Self> {
        Some(match &item.kind {
            ItemKind::Interface(_) => Self::Interfaces,
            ItemKind::Coclass(_) => Self::Coclasses,
            ItemKind::Record(_) => Self::Records,
            ItemKind::Enum(_) => Self::Enumerations,
            ItemKind::Typedef(_) => Self::Typedefs,
            ItemKind::Constant(_) => Self::Constants,
            ItemKind::Function(_) | ItemKind::Module(_) => Self::Functions,
            ItemKind::Library(_) => Self::Libraries,
            ItemKind::Opaque(_) => return None,
        })
    }

    fn title(self) -> &'static str {
        match self {
            Self::Interfaces => "Interfaces",
            Self::Coclasses => "Classes",
            Self::Records => "Structs and unions",
            Self::Enumerations => "Enumerations",
            Self::Typedefs => "Typedefs",
            Self::Constants => "Constants",
            Self::Functions => "Functions",
            Self::Libraries => "Libraries",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Interfaces => "interfaces",
            Self::Coclasses => "classes",
            Self::Records => "records",
            Self::Enumerations => "enumerations",
            Self::Typedefs => "typedefs",
            Self::Constants => "constants",
            Self::Functions => "functions",
            Self::Libraries => "libraries",
        }
    }

    /// Returns whether the items have the order of the files. Constants stand in groups there.
    fn keeps_order(self) -> bool {
        matches!(self, Self::Constants | Self::Functions)
    }
}
