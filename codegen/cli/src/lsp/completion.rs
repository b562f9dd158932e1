//! Completion: attributes of the place, types, constants, files and words of IDL.

use comidl_codegen::internal::analysis::VisibleKind;
use comidl_codegen::internal::model::Base;
use comidl_codegen::internal::parse::{AttributePlace, allowed_at};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, TextEdit};

use super::context::Context;
use super::positions::Lines;
use super::requests::About;
use super::snapshot::Snapshot;
use super::tokens::Text;

/// How many names are offered at once. A longer prefix has fewer.
const MAX_ITEMS: usize = 500;

/// Words of base types that a base type is written with beside its own.
const OF_BASE_TYPES: &[&str] = &["unsigned", "signed", "__int64", "__int3264"];

/// Returns what can be written at the cursor.
pub(super) fn complete(about: &About<'_>) -> CompletionList {
    let text = Text::new(&about.document.text);
    let word = text.prefix(about.offset);
    let mut offered = Offered {
        snapshot: about.latest,
        older: about.whole,
        prefix: about.document.text[word.clone()].to_ascii_lowercase(),
        items: Vec::new(),
        is_incomplete: false,
    };
    match text.context(about.offset) {
        Context::Nothing => {}
        Context::File => return files(about),
        Context::Words(words) => offered.words(words),
        Context::Attribute(places) => offered.attributes(&places),
        Context::Type(words) => {
            offered.names(|kind| kind.is_type());
            offered.words(words);
            offered.base_types();
            offered.types_of_metadata(false);
        }
        Context::Interface => {
            offered.names(|kind| kind == VisibleKind::Interface);
            offered.types_of_metadata(true);
        }
        Context::Value(beside) => {
            for name in beside {
                offered.offer(&name, CompletionItemKind::VARIABLE, None);
            }
            offered.names(|kind| !kind.is_type());
        }
    }
    let lines = Lines::new(&about.document.text);
    let range = lines.range(&about.document.text, &word);
    for (number, item) in offered.items.iter_mut().enumerate() {
        let edit = TextEdit::new(range, item.label.clone());
        item.text_edit = Some(CompletionTextEdit::Edit(edit));
        // What is near comes first, and not what the alphabet has first.
        item.sort_text = Some(format!("{number:05}"));
    }
    CompletionList {
        is_incomplete: offered.is_incomplete,
        items: offered.items,
    }
}

/// What is offered so far.
struct Offered<'s> {
    snapshot: &'s Snapshot,
    /// The last analysis of a whole text. It has the names of a declaration that is being changed.
    older: Option<&'s Snapshot>,
    /// What is typed already, in lower case.
    prefix: String,
    items: Vec<CompletionItem>,
    is_incomplete: bool,
}

impl Offered<'_> {
    fn offer(&mut self, label: &str, kind: CompletionItemKind, detail: Option<String>) {
        let start = label.get(..self.prefix.len());
        if !start.is_some_and(|start| start.eq_ignore_ascii_case(&self.prefix)) {
            return;
        }
        if self.items.len() == MAX_ITEMS {
            self.is_incomplete = true;
            return;
        }
        if self.items.iter().all(|item| item.label != label) {
            self.items.push(CompletionItem {
                label: label.to_owned(),
                kind: Some(kind),
                detail,
                ..CompletionItem::default()
            });
        }
    }

    fn words(&mut self, words: &[&str]) {
        for word in words {
            self.offer(word, CompletionItemKind::KEYWORD, None);
        }
    }

    fn base_types(&mut self) {
        self.words(OF_BASE_TYPES);
        for base in Base::ALL {
            let word = base.text();
            if !word.contains(' ') {
                self.offer(word, CompletionItemKind::KEYWORD, None);
            }
        }
    }

    fn attributes(&mut self, places: &[AttributePlace]) {
        for place in places {
            for (name, takes_arguments) in allowed_at(*place) {
                let arguments = if takes_arguments { "(…) " } else { "" };
                let detail = format!("{arguments}of {}", place.text());
                self.offer(name, CompletionItemKind::PROPERTY, Some(detail));
            }
        }
    }

    fn names(&mut self, is_wanted: impl Fn(VisibleKind) -> bool) {
        for snapshot in [Some(self.snapshot), self.older].into_iter().flatten() {
            for visible in &snapshot.analysis.index.visible {
                if is_wanted(visible.kind) {
                    let (kind, what) = shown(visible.kind);
                    let name = snapshot.name(visible.name.text);
                    self.offer(name, kind, Some(what.to_owned()));
                }
            }
        }
    }

    fn types_of_metadata(&mut self, are_interfaces: bool) {
        // All types of Windows are no help.
        if self.prefix.is_empty() {
            self.is_incomplete = true;
            return;
        }
        let Some(metadata) = self.snapshot.analysis.compilation.metadata() else {
            return;
        };
        let names = metadata.types_that_begin_with(&self.prefix, MAX_ITEMS);
        let is_interface = |name: &str| {
            let mut letters = name.chars();
            letters.next() == Some('I') && letters.next().is_some_and(|it| !it.is_lowercase())
        };
        self.is_incomplete |= names.len() == MAX_ITEMS;
        let (kind, detail) = if are_interfaces {
            (CompletionItemKind::INTERFACE, "interface of metadata")
        } else {
            (CompletionItemKind::STRUCT, "type of metadata")
        };
        let names = names.into_iter();
        for name in names.filter(|name| !are_interfaces || is_interface(name)) {
            self.offer(name, kind, Some(detail.to_owned()));
        }
    }
}

/// Returns how a kind of name is shown.
fn shown(kind: VisibleKind) -> (CompletionItemKind, &'static str) {
    match kind {
        VisibleKind::Interface => (CompletionItemKind::INTERFACE, "interface"),
        VisibleKind::Class => (CompletionItemKind::CLASS, "class"),
        VisibleKind::Record => (CompletionItemKind::STRUCT, "struct or union"),
        VisibleKind::Enum => (CompletionItemKind::ENUM, "enum"),
        VisibleKind::Typedef => (CompletionItemKind::STRUCT, "typedef"),
        VisibleKind::Constant => (CompletionItemKind::CONSTANT, "constant"),
        VisibleKind::Enumerator => (CompletionItemKind::ENUM_MEMBER, "value of an enum"),
    }
}

/// Returns the files that can be imported.
fn files(about: &About<'_>) -> CompletionList {
    let path = &about.latest.path;
    let loader = &about.latest.analysis.compilation.session.loader;
    let beside = path.parent().unwrap_or(path);
    let files = loader.within_reach(beside).into_iter();
    let files = files.filter(|file| file != path);
    let names = files.filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
    let items = names.map(|label| CompletionItem {
        label,
        kind: Some(CompletionItemKind::FILE),
        ..CompletionItem::default()
    });
    CompletionList {
        is_incomplete: false,
        items: items.collect(),
    }
}
