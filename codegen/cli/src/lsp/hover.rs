//! Hover: what the thing at the cursor is at the binary interface, and what metadata says of it.

use std::fmt::Write as _;
use std::ops::Range;

use comidl_codegen::internal::analysis::Meaning;
use comidl_codegen::internal::c_syntax::declaration;
use comidl_codegen::internal::compile::Compilation;
use comidl_codegen::internal::docs::{Doc, Kind};
use comidl_codegen::internal::layout::{Layouts, Target};
use comidl_codegen::internal::model::{
    Interface, InterfaceKind, Item, ItemId, ItemKind, Method, Model, Origin, Record, Type, Value,
};
use comidl_codegen::internal::parse::described;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use super::meaning::{self, Found, FromMetadata, Named, field_name};
use super::metadata_idl;
use super::positions::Lines;
use super::requests::About;
use super::tokens::Text;

/// Returns what is to be said of the name at the cursor.
pub(super) fn hover(about: &About<'_>) -> Option<Hover> {
    let text = about.latest.text();
    let (value, span) = match meaning::at(about.latest, about.whole, about.offset) {
        Some(named) => (describe(&named)?, named.span),
        None => attribute(text, about.offset)?,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value,
        }),
        range: Some(Lines::new(text).range(text, &span)),
    })
}

/// Returns what is to be said of the attribute at a byte.
fn attribute(text: &str, offset: usize) -> Option<(String, Range<usize>)> {
    let text = Text::new(text);
    let (name, span) = text.attribute_at(offset)?;
    let (places, takes_arguments) = described(name)?;
    let arguments = if takes_arguments { "(…)" } else { "" };
    let mut page = Page::new(&format!("[{name}{arguments}]"));
    page.fact(format!("Attribute of {places}"));
    Some((page.finished(), span))
}

fn describe(named: &Named<'_>) -> Option<String> {
    let snapshot = named.snapshot;
    let compilation = &snapshot.analysis.compilation;
    let model = &compilation.model;
    match named.meaning {
        Meaning::Macro(span) => {
            let place = snapshot.sources().place(span)?;
            let line = place.text[place.line.clone()].trim();
            Some(code(line))
        }
        Meaning::Defined(span) => match meaning::defined(model, span) {
            Some(found) => Some(page(compilation, model, found)),
            // Something of an imported file that the document doesn't need.
            None => {
                let place = snapshot.sources().place(span)?;
                let whole = Text::new(place.text).declaration(place.range.start);
                let whole = whole.unwrap_or(place.line);
                Some(code(&cut(place.text[whole].trim().to_owned())))
            }
        },
        Meaning::Metadata => match meaning::in_model(model, &named.name) {
            Some(found) => Some(page(compilation, model, found)),
            None => {
                let imported = FromMetadata::new(compilation.metadata()?, &named.name)?;
                let found = imported.found(&named.name);
                Some(page(compilation, &imported.model, found))
            }
        },
    }
}

fn code(idl: &str) -> String {
    format!("```idl\n{idl}\n```\n")
}

/// How many lines of a definition are shown.
const MAX_LINES: usize = 30;

/// Returns the first lines of a definition.
fn cut(idl: String) -> String {
    let lines: Vec<&str> = idl.lines().collect();
    match lines.get(..MAX_LINES) {
        Some(first) if lines.len() > MAX_LINES => first.join("\n") + "\n    …",
        _ => idl,
    }
}

/// The parts of what is said: a piece of IDL, and facts a line each.
struct Page {
    text: String,
}

impl Page {
    fn new(idl: &str) -> Self {
        Self { text: code(idl) }
    }

    fn fact(&mut self, fact: impl AsRef<str>) {
        // Writing to a string can't fail.
        let _ = writeln!(self.text, "\n{}", fact.as_ref());
    }

    fn finished(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn doc(&mut self, doc: &Doc) {
        if !doc.lines.is_empty() {
            self.fact(format!("---\n\n{}", doc.lines.join("\n")));
        }
    }
}

fn page(compilation: &Compilation, model: &Model, found: Found<'_>) -> String {
    let docs = compilation.docs();
    let page = match found {
        Found::Item(id, item) => {
            let mut page = item_page(model, id, item);
            if let Some(word) = word_of_metadata(compilation, item) {
                page.fact(word);
            }
            page.doc(&docs.item(item));
            page
        }
        Found::Method(item, interface, method) => {
            let mut page = method_page(model, item, interface, method);
            if let Some(word) = word_on_method(compilation, item, method) {
                page.fact(word);
            }
            page.doc(&docs.part(item, method.span, Kind::Definition));
            page
        }
        Found::Parameter(of, param) => {
            let mut page = Page::new(&metadata_idl::parameter(model, param));
            page.fact(format!("Parameter of `{of}`{}", sizes(model, &param.ty)));
            page
        }
        Found::Field(id, item, record, index) => {
            let mut page = field_page(model, id, item, record, index);
            page.doc(&docs.part(item, record.fields[index].span, Kind::Field));
            page
        }
        Found::Enumerator(item, name, value) => {
            let mut page = Page::new(&format!("{name} = {value}"));
            let of = match &*item.name {
                "" => "a nameless enumeration".to_owned(),
                name => format!("`{name}`"),
            };
            page.fact(format!("Value of {of}: {value} (0x{:x})", value as u32));
            page
        }
    };
    page.finished()
}

fn item_page(model: &Model, id: ItemId, item: &Item) -> Page {
    let name = &item.name;
    match &item.kind {
        ItemKind::Interface(interface) => {
            let mut page = Page::new(&interface_head(model, name, interface));
            if let Some(iid) = interface.iid {
                page.fact(format!("IID `{iid}`"));
            }
            let slots = model.slots(id).len();
            let own = interface.methods.iter().filter(|it| it.slot.is_some());
            if interface.kind == InterfaceKind::Com {
                let own = own.count();
                page.fact(format!("{slots} slots, {own} of its own"));
            }
            page
        }
        ItemKind::Record(record) => {
            let what = if record.is_union { "union" } else { "struct" };
            let mut page = Page::new(&cut(metadata_idl::item(model, id)));
            page.fact(format!(
                "A {what} with {} fields{}",
                record.fields.len(),
                sizes(model, &Type::Named(id))
            ));
            page
        }
        ItemKind::Enum(enumeration) => {
            let mut page = Page::new(&cut(metadata_idl::item(model, id)));
            page.fact(format!(
                "{} values{}",
                enumeration.values.len(),
                sizes(model, &Type::Named(id))
            ));
            page
        }
        ItemKind::Typedef(typedef) => {
            let declared = declaration(model, &typedef.ty, name);
            let mut page = Page::new(&format!("typedef {declared};"));
            let sizes = sizes(model, &typedef.ty);
            page.fact(format!("Another name of a type{sizes}"));
            page
        }
        ItemKind::Constant(constant) => {
            let mut page = Page::new(&metadata_idl::item(model, id));
            if let Value::Int(value) = constant.value {
                page.fact(format!("{value} (0x{:x})", value as u64));
            }
            page
        }
        ItemKind::Coclass(coclass) => {
            let mut page = Page::new(&metadata_idl::item(model, id));
            if let Some(clsid) = coclass.clsid {
                page.fact(format!("CLSID `{clsid}`"));
            }
            page
        }
        ItemKind::Function(_)
        | ItemKind::Library(_)
        | ItemKind::Module(_)
        | ItemKind::Opaque(_) => Page::new(&metadata_idl::item(model, id)),
    }
}

fn interface_head(model: &Model, name: &str, interface: &Interface) -> String {
    let kind = match interface.kind {
        InterfaceKind::Dispatch => "dispinterface",
        InterfaceKind::Com | InterfaceKind::Delegate | InterfaceKind::Rpc => "interface",
    };
    match interface.base {
        Some(base) => format!("{kind} {name} : {}", model.item(base).name),
        None => format!("{kind} {name}"),
    }
}

fn method_page(model: &Model, item: &Item, interface: &Interface, method: &Method) -> Page {
    let mut page = Page::new(&metadata_idl::method(model, method));
    let of = &item.name;
    match method.slot {
        Some(slot) => page.fact(format!(
            "Slot {slot} of `{of}`: at byte {} of the vtable (64 bits), {} (32 bits)",
            u64::from(slot) * 8,
            u64::from(slot) * 4
        )),
        None if interface.kind == InterfaceKind::Dispatch => {
            page.fact(format!("Member of `{of}`, which only `Invoke` reaches"));
        }
        None if method.call_as => page.fact(format!(
            "Stands for another method of `{of}` on the wire, and has no slot"
        )),
        None => page.fact(format!("Function of `{of}`")),
    }
    if let Some(dispid) = method.dispid {
        page.fact(format!("DISPID {dispid}"));
    }
    if let Some(iid) = interface.iid {
        page.fact(format!("IID of `{of}` `{iid}`"));
    }
    page
}

fn field_page(model: &Model, id: ItemId, item: &Item, record: &Record, index: usize) -> Page {
    let field = &record.fields[index];
    let declared = declaration(model, &field.ty, field_name(field));
    let bits = field
        .bits
        .map(|bits| format!(" : {bits}"))
        .unwrap_or_default();
    let mut page = Page::new(&format!("{declared}{bits}"));
    let places = of_each_width(|target| {
        let mut layouts = Layouts::new(model, target);
        let field = layouts.record(id).ok()?.fields.get(index)?;
        let bits = field.bits.as_ref().map(|bits| match bits.width {
            1 => format!(", bit {}", bits.first),
            width => format!(", bits {} to {}", bits.first, bits.first + width.max(1) - 1),
        });
        let (offset, size) = (field.offset, field.size);
        Some(format!(
            "at byte {offset}, {size} bytes{}",
            bits.unwrap_or_default()
        ))
    });
    let what = format!("Field of `{}`", item.name);
    page.fact(match places {
        Some([wide, narrow]) if wide == narrow => format!("{what}: {wide}"),
        Some([wide, narrow]) => format!("{what}: {wide} (64 bits); {narrow} (32 bits)"),
        None => what,
    });
    page
}

/// Returns the sizes of a type at both widths of pointers, after a colon; nothing if it has none.
fn sizes(model: &Model, ty: &Type) -> String {
    let layouts = of_each_width(|target| Layouts::new(model, target).of(ty).ok());
    match layouts {
        Some([wide, narrow]) if (wide.size, wide.align) == (narrow.size, narrow.align) => {
            format!(": {} bytes, aligned to {}", wide.size, wide.align)
        }
        Some([wide, narrow]) => format!(
            ": {} bytes, aligned to {} (64 bits); {} bytes, aligned to {} (32 bits)",
            wide.size, wide.align, narrow.size, narrow.align
        ),
        None => String::new(),
    }
}

/// Returns what `ask` returns for 64 and for 32 bits.
fn of_each_width<T>(ask: impl Fn(&Target) -> Option<T>) -> Option<[T; 2]> {
    let target = |triple: &str| triple.parse::<Target>().ok();
    let wide = target("x86_64-pc-windows-msvc")?;
    let narrow = target("i686-pc-windows-msvc")?;
    Some([ask(&wide)?, ask(&narrow)?])
}

/// Returns what metadata says of an item.
fn word_of_metadata(compilation: &Compilation, item: &Item) -> Option<String> {
    if let Origin::Metadata { namespace, .. } = &item.origin {
        return Some(format!("From metadata, `{namespace}.{}`", item.name));
    }
    // Constants and the like aren't compared.
    let is_compared = matches!(
        item.kind,
        ItemKind::Interface(_) | ItemKind::Record(_) | ItemKind::Enum(_)
    );
    if !is_compared || item.origin != Origin::Named {
        return None;
    }
    let Some(Origin::Metadata { namespace, .. }) = compilation.metadata()?.origin_of(&item.name)
    else {
        return Some("Not in metadata".to_owned());
    };
    let diagnostics = &compilation.session.diagnostics;
    let differs = diagnostics.iter().any(|it| {
        let code = it.problem.code();
        code.starts_with("IDL07") && it.span == item.span
    });
    let verdict = match (differs, compilation.failed()) {
        (true, _) => ": the binary interface differs",
        (false, true) => ", which isn't compared while there are errors",
        (false, false) => ": the same binary interface",
    };
    Some(format!(
        "Metadata has it as `{namespace}.{}`{verdict}",
        item.name
    ))
}

/// Returns what metadata says of a method.
fn word_on_method(compilation: &Compilation, item: &Item, method: &Method) -> Option<String> {
    if let Origin::Metadata { namespace, .. } = &item.origin {
        return Some(format!("From metadata, `{namespace}.{}`", item.name));
    }
    let theirs = FromMetadata::new(compilation.metadata()?, &item.name)?;
    let ItemKind::Interface(interface) = &theirs.item().kind else {
        return None;
    };
    let mut methods = interface.methods.iter();
    let Some(same) = methods.find(|it| it.name == method.name) else {
        return Some(format!("Metadata has no such method in `{}`", item.name));
    };
    let written = metadata_idl::method(&theirs.model, same);
    let slot = same
        .slot
        .map(|slot| format!("slot {slot}, "))
        .unwrap_or_default();
    Some(format!(
        "Metadata has: {slot}`{}`",
        written.replace('\n', " ")
    ))
}
