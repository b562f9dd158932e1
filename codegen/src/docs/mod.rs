//! What the author of an IDL file says of its definitions in words: comments and `helpstring`s.
//!
//! The preprocessor drops comments, and most compilations never ask for them. An output that has
//! documentation asks [`Docs`], which goes back to the text of the file: [`outline`] finds the tokens
//! and comments there, [`definition`] what belongs to a name, and [`comment`] the words of a comment.

mod comment;
mod definition;
mod outline;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use crate::model::{Item, ItemKind, Origin};
use crate::source::{SourceMap, Span, without_folder};

use definition::Definition;
pub use outline::{Outline, Token, TokenKind};

/// The documentation of all that the files of a compilation define.
pub struct Docs<'a> {
    sources: &'a SourceMap,
    /// The folders that are left out of paths.
    folders: Vec<PathBuf>,
    /// The outlines of the files that were asked for, by the address of their text.
    outlines: RefCell<HashMap<usize, Rc<Outline>>>,
}

/// What the author says of one definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The `helpstring`, then the comment before the definition, then the one behind it on its line.
    /// Paragraphs are separated by an empty line.
    pub lines: Vec<String>,
    /// Whether it is `deprecated` or `obsolete`, and what the attribute says of that.
    pub deprecated: Option<String>,
    /// The annotations of SAL, as they are written.
    pub annotations: Vec<String>,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A definition of its own, a method or an enumerator.
    Definition,
    /// A field of a struct or union.
    Field,
    /// A parameter.
    Parameter,
}

impl<'a> Docs<'a> {
    /// Returns the documentation of a compilation. `folders` are left out of the paths of files.
    pub fn new(sources: &'a SourceMap, folders: Vec<PathBuf>) -> Self {
        Self {
            sources,
            folders,
            outlines: RefCell::default(),
        }
    }

    /// Returns what the author says of `item`.
    pub fn item(&self, item: &Item) -> Doc {
        if is_in_idl(item) {
            self.at(place(item), Kind::Definition)
        } else {
            Doc::default()
        }
    }

    /// Returns what the author says of a part of `owner` that has its name at `span`.
    pub fn part(&self, owner: &Item, span: Span, kind: Kind) -> Doc {
        if is_in_idl(owner) {
            self.at(span, kind)
        } else {
            Doc::default()
        }
    }

    /// Returns where `item` is defined, `lamp.idl:12`, unless that is in no IDL file of a user's. The
    /// text is the same wherever the program is called.
    pub fn origin(&self, item: &Item) -> Option<String> {
        if !is_in_idl(item) {
            return None;
        }
        // Only a line is asked for: columns would be counted from its start, which may be far away.
        let (file, range) = self.sources.range(self.sources.outermost(place(item)))?;
        let mut path = without_folder(file.path(), &self.folders);
        if path.is_absolute() {
            path = path.file_name()?.as_ref();
        }
        let path = path.to_string_lossy().replace('\\', "/");
        Some(format!("{path}:{}", file.line_number(range.start)))
    }

    /// Returns what is said of the name at `span`. A name that came out of a macro is documented where
    /// the macro is called.
    fn at(&self, span: Span, kind: Kind) -> Doc {
        let Some((file, range)) = self.sources.range(self.sources.outermost(span)) else {
            return Doc::default();
        };
        let text = file.text();
        let mut outlines = self.outlines.borrow_mut();
        let outline = outlines
            .entry(text.as_ptr().addr())
            .or_insert_with(|| Rc::new(Outline::new(text)))
            .clone();
        drop(outlines);
        match Definition::find(text, &outline, range.start, kind) {
            Some(definition) => definition.doc(),
            None => Doc::default(),
        }
    }
}

impl Doc {
    /// Returns whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the text with a newline between lines; none without text.
    #[cfg(feature = "inspect")]
    pub fn text(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.lines.join("\n"))
    }

    /// Adds a paragraph, unless it says what another says already.
    fn add(&mut self, paragraph: Vec<String>) {
        let is_known = !paragraph.is_empty()
            && self
                .lines
                .windows(paragraph.len())
                .any(|lines| lines == paragraph);
        if paragraph.is_empty() || is_known {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(paragraph);
    }
}

/// Returns whether an IDL file of a user's defines `item`.
fn is_in_idl(item: &Item) -> bool {
    matches!(item.origin, Origin::Named | Origin::Imported)
}

/// Returns the place of the name in the definition. That of an instance is its type's.
fn place(item: &Item) -> Span {
    match &item.kind {
        ItemKind::Interface(interface) => interface
            .instance
            .as_ref()
            .map_or(item.span, |instance| instance.definition),
        _ => item.span,
    }
}

#[cfg(test)]
mod tests;
