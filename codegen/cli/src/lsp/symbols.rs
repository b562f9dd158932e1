//! Document symbols: the definitions of a file, one within the other.

use std::ops::Range;

use comidl_codegen::internal::model::{Interface, Item, ItemKind, Origin};
use comidl_codegen::internal::source::Span;
use lsp_types::{DocumentSymbol, SymbolKind};

use super::positions::Lines;
use super::snapshot::Snapshot;
use super::tokens::Text;

/// Returns the definitions of the document.
pub(super) fn symbols(snapshot: &Snapshot) -> Vec<DocumentSymbol> {
    let file = File {
        snapshot,
        text: snapshot.text(),
        tokens: Text::new(snapshot.text()),
        lines: Lines::new(snapshot.text()),
    };
    let items = snapshot.model().items().map(|(_, item)| item);
    let own = items.filter(|it| it.origin == Origin::Named && it.parent().is_none());
    let mut found: Vec<Symbol> = own.filter_map(|item| file.item(item)).collect();
    found.sort_by_key(|symbol| (symbol.range.start, std::cmp::Reverse(symbol.range.end)));
    nested(found)
}

/// A definition, with its bytes in the document.
struct Symbol {
    range: Range<usize>,
    shown: DocumentSymbol,
}

/// Puts each definition into the one around it: those of a library, and types in interfaces.
fn nested(sorted: Vec<Symbol>) -> Vec<DocumentSymbol> {
    let mut open: Vec<Symbol> = Vec::new();
    let mut top = Vec::new();
    let close = |open: &mut Vec<Symbol>, top: &mut Vec<DocumentSymbol>| {
        if let Some(Symbol { shown, .. }) = open.pop() {
            match open.last_mut() {
                Some(outer) => outer.shown.children.get_or_insert_default().push(shown),
                None => top.push(shown),
            }
        }
    };
    for symbol in sorted {
        while let Some(outer) = open.last()
            && symbol.range.end > outer.range.end
        {
            close(&mut open, &mut top);
        }
        open.push(symbol);
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

struct File<'s> {
    snapshot: &'s Snapshot,
    text: &'s str,
    tokens: Text<'s>,
    lines: Lines,
}

impl File<'_> {
    fn item(&self, item: &Item) -> Option<Symbol> {
        let (kind, detail, children) = match &item.kind {
            ItemKind::Interface(interface) => {
                let methods = self.methods(interface);
                (SymbolKind::INTERFACE, self.base(interface), methods)
            }
            ItemKind::Record(record) => {
                let fields = record.fields.iter().filter_map(|field| {
                    let name = field.name.as_deref()?;
                    self.symbol(name, SymbolKind::FIELD, None, field.span)
                });
                (SymbolKind::STRUCT, None, fields.collect())
            }
            ItemKind::Enum(enumeration) => {
                let values = enumeration.values.iter().filter_map(|value| {
                    let detail = Some(format!("= {}", value.value));
                    self.symbol(&value.name, SymbolKind::ENUM_MEMBER, detail, value.span)
                });
                (SymbolKind::ENUM, None, values.collect())
            }
            ItemKind::Typedef(_) => (SymbolKind::STRUCT, None, Vec::new()),
            ItemKind::Constant(_) => (SymbolKind::CONSTANT, None, Vec::new()),
            ItemKind::Function(_) => (SymbolKind::FUNCTION, None, Vec::new()),
            ItemKind::Coclass(_) => (SymbolKind::CLASS, None, Vec::new()),
            ItemKind::Library(_) => (SymbolKind::PACKAGE, None, Vec::new()),
            ItemKind::Module(_) => (SymbolKind::MODULE, None, Vec::new()),
            ItemKind::Opaque(_) => return None,
        };
        let mut symbol = self.symbol(&item.name, kind, detail, item.span)?;
        let children = children.into_iter().map(|child| child.shown).collect();
        symbol.shown.children = Some(children).filter(|children: &Vec<_>| !children.is_empty());
        Some(symbol)
    }

    fn base(&self, interface: &Interface) -> Option<String> {
        let base = self.snapshot.model().item(interface.base?);
        Some(format!(": {}", base.name))
    }

    fn methods(&self, interface: &Interface) -> Vec<Symbol> {
        let methods = interface.methods.iter().filter_map(|method| {
            let detail = method.slot.map(|slot| format!("slot {slot}"));
            self.symbol(&method.name, SymbolKind::METHOD, detail, method.span)
        });
        methods.collect()
    }

    /// Returns the symbol of what has its name at `span`, if that is in the document.
    fn symbol(
        &self,
        name: &str,
        kind: SymbolKind,
        detail: Option<String>,
        span: Span,
    ) -> Option<Symbol> {
        // An editor refuses a symbol without a name.
        if name.is_empty() {
            return None;
        }
        let sources = self.snapshot.sources();
        // What a macro makes is where the macro is called.
        let (file, selection) = sources.range(sources.outermost(span))?;
        if file.path() != self.snapshot.path {
            return None;
        }
        let around = self.tokens.declaration(selection.start);
        let around = around.unwrap_or_else(|| selection.clone());
        let range = around.start.min(selection.start)..around.end.max(selection.end);
        #[expect(deprecated, reason = "the member has no default")]
        let shown = DocumentSymbol {
            name: name.to_owned(),
            detail,
            kind,
            tags: None,
            deprecated: None,
            range: self.lines.range(self.text, &range),
            selection_range: self.lines.range(self.text, &selection),
            children: None,
        };
        Some(Symbol { range, shown })
    }
}
