//! The WebIDL of contracts, with the place of each word.

use std::path::Path;

use weedle::argument::{Argument, ArgumentList};
use weedle::attribute::{ExtendedAttribute, ExtendedAttributeList, IdentifierOrString};
use weedle::common::{Docstring, Identifier};
use weedle::interface::{InterfaceMember, OperationInterfaceMember};
use weedle::types::{
    FloatingPointType, IntegerType, MayBeNull, NonAnyType, ReturnType, SingleType, Type,
};
use weedle::{Parse, term};

use crate::diagnostics::Problem;
use crate::identifier::is_identifier;
use crate::session::Session;
use crate::source::{Reached, Span};

/// How deep brackets may be nested.
const MAX_NESTING: usize = 50;

/// A word, and its place.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// `callback interface X { .. };`
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub(crate) name: Word,
    pub(crate) docs: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) operations: Vec<Operation>,
}

/// `Name`, or `Name=value`.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) name: Word,
    pub(crate) value: Option<Word>,
}

/// A method.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: Word,
    pub(crate) docs: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// The type of the result. `undefined` has none.
    pub(crate) returns: Option<WebType>,
    pub(crate) returns_nullable: bool,
    pub(crate) params: Vec<Parameter>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Word,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) ty: WebType,
    pub(crate) nullable: bool,
}

/// A type of WebIDL that a contract may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WebType {
    /// `any`: a VARIANT. As a result, it is any type.
    Any,
    /// `boolean`.
    Boolean,
    /// An integer: `byte`, `octet`, `short`, `long`, `long long`.
    Integer { bits: u32, signed: bool },
    /// `float`, `double`.
    Float { bits: u32 },
    /// `DOMString`, `USVString`.
    Text,
    /// `ByteString`.
    NarrowText,
    /// `object`: any interface.
    Object,
    /// `sequence<T>`.
    Sequence(Box<WebType>),
    /// An interface, a struct, an enumeration or a typedef of the IDL.
    Named(String),
    /// A type that no parameter of COM has.
    Other,
}

/// Reads the callback interfaces of the file at `path`. Everything that isn't part of a contract is
/// reported.
pub(crate) fn read(session: &mut Session, path: &Path) -> Vec<Callback> {
    let file = match session.loader.open(path) {
        Ok(file) => file,
        Err(problem) => {
            session.diagnostics.report(problem, Span::NONE);
            return Vec::new();
        }
    };
    let Some(start) = session.sources.add(&file, Reached::Named) else {
        let path = path.to_owned();
        let problem = Problem::TooLarge { path };
        session.diagnostics.report(problem, Span::NONE);
        return Vec::new();
    };
    let mut reader = Reader {
        session,
        text: file.text(),
        start,
    };
    if let Some(bracket) = too_deep(reader.text) {
        let span = reader.span(bracket);
        let limit = MAX_NESTING;
        let problem = Problem::ContractNesting { limit };
        reader.session.diagnostics.report(problem, span);
        return Vec::new();
    }
    reader.callbacks()
}

/// Returns the first bracket that is nested too deep. `weedle` calls itself for each.
fn too_deep(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '(', '[', '{', '>', ')', ']', '}', '/', '"']) {
        let (bracket, behind) = rest[at..].split_at(1);
        let end_of_text = match bracket {
            "<" | "(" | "[" | "{" if depth == MAX_NESTING => return Some(bracket),
            "<" | "(" | "[" | "{" => {
                depth += 1;
                None
            }
            ">" | ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                None
            }
            "/" if behind.starts_with('/') => Some("\n"),
            "/" if behind.starts_with('*') => Some("*/"),
            "\"" => Some("\""),
            _ => None,
        };
        rest = match end_of_text {
            Some(end) => behind.split_once(end)?.1,
            None => behind,
        };
    }
    None
}

struct Reader<'s, 't> {
    session: &'s mut Session,
    text: &'t str,
    start: u32,
}

/// Parses a `T`. Returns it with the text behind it.
fn parse<'t, T: Parse<'t>>(text: &'t str) -> Option<(&'t str, T)> {
    T::parse(text).ok()
}

impl<'t> Reader<'_, 't> {
    fn callbacks(&mut self) -> Vec<Callback> {
        let mut callbacks = Vec::new();
        let mut rest = self.text;
        loop {
            rest = self.skip(rest);
            if rest.is_empty() {
                return callbacks;
            }
            let Some((next, callback)) = self.callback(rest) else {
                return callbacks;
            };
            callbacks.push(callback);
            rest = next;
        }
    }

    /// Parses one callback interface in pieces, so that an error has a place within it.
    fn callback(&mut self, text: &'t str) -> Option<(&'t str, Callback)> {
        let (text, docs) = parse::<Option<Docstring>>(text)?;
        let (text, attributes) = self.attributes(text)?;
        let Some((text, _)) = parse::<(term!(callback), term!(interface))>(text) else {
            return self.unexpected(text, "`callback interface`");
        };
        let Some((text, name)) = parse::<Identifier<'t>>(text) else {
            return self.unexpected(text, "a name");
        };
        let Some((mut text, _)) = parse::<term::OpenBrace>(text) else {
            return self.unexpected(text, "`{`");
        };
        let mut operations = Vec::new();
        loop {
            text = self.skip(text);
            if let Some((next, _)) = parse::<(term::CloseBrace, term!(;))>(text) {
                let callback = Callback {
                    name: self.name(name.0),
                    docs: lines(docs),
                    attributes,
                    operations,
                };
                return Some((next, callback));
            }
            match parse::<InterfaceMember<'t>>(text) {
                Some((next, InterfaceMember::Operation(operation))) => {
                    operations.push(self.operation(text, operation)?);
                    text = next;
                }
                Some(_) => return self.unexpected(text, "a method, or `};`"),
                None => return self.malformed_operation(text),
            }
        }
    }

    /// Reports the place at which a method is malformed.
    fn malformed_operation<T>(&mut self, text: &'t str) -> Option<T> {
        let (text, _) = parse::<Option<Docstring>>(text)?;
        let (text, _) = self.attributes(text)?;
        let Some((text, _)) = parse::<ReturnType<'t>>(text) else {
            return self.unexpected(text, "a method, or `};`");
        };
        let Some((text, _)) = parse::<Identifier<'t>>(text) else {
            return self.unexpected(text, "a name");
        };
        let Some((text, _)) = parse::<term::OpenParen>(text) else {
            return self.unexpected(text, "`(`");
        };
        let (text, _) = parse::<ArgumentList<'t>>(text)?;
        let Some((text, _)) = parse::<term::CloseParen>(text) else {
            return self.unexpected(text, "`)`, or a parameter");
        };
        self.unexpected(text, "`;`")
    }

    /// Parses an attribute list, if there is one.
    fn attributes(&mut self, text: &'t str) -> Option<(&'t str, Vec<Attribute>)> {
        let (rest, list) = parse::<Option<ExtendedAttributeList<'t>>>(text)?;
        if list.is_none() && self.skip(text).starts_with('[') {
            return self.unexpected(text, "`[Name, Name=value]`");
        }
        Some((rest, self.attribute_list(list)))
    }

    fn attribute_list(&self, list: Option<ExtendedAttributeList<'t>>) -> Vec<Attribute> {
        let list = list.into_iter().flat_map(|list| list.body.list);
        list.map(|attribute| {
            let (name, value) = match attribute {
                ExtendedAttribute::NoArgs(name) => (name.0, None),
                ExtendedAttribute::Ident(pair) => {
                    let value = match pair.rhs {
                        IdentifierOrString::Identifier(identifier) => identifier.0,
                        IdentifierOrString::String(string) => string.0,
                    };
                    (pair.lhs_identifier, Some(value))
                }
                ExtendedAttribute::ArgList(it) => (it.identifier, None),
                ExtendedAttribute::NamedArgList(it) => (it.lhs_identifier, None),
                ExtendedAttribute::IdentList(it) => (it.identifier, None),
            };
            Attribute {
                name: self.word(name.0),
                value: value.map(|value| self.word(value)),
            }
        })
        .collect()
    }

    fn operation(
        &mut self,
        text: &'t str,
        operation: OperationInterfaceMember<'t>,
    ) -> Option<Operation> {
        let Some(name) = operation.identifier else {
            return self.unexpected(text, "a method with a name");
        };
        let mut params = Vec::new();
        for argument in operation.args.body.list {
            let Argument::Single(argument) = argument else {
                return self.unexpected(text, "parameters that are one each");
            };
            let (ty, nullable) = web_type(&argument.type_.type_);
            let mut attributes = self.attribute_list(argument.attributes);
            attributes.extend(self.attribute_list(argument.type_.attributes));
            params.push(Parameter {
                name: self.name(argument.identifier.0),
                attributes,
                ty,
                nullable,
            });
        }
        let (returns, returns_nullable) = match operation.return_type {
            ReturnType::Undefined(_) => (None, false),
            ReturnType::Type(ty) => {
                let (ty, nullable) = web_type(&ty);
                (Some(ty), nullable)
            }
        };
        Some(Operation {
            name: self.name(name.0),
            docs: lines(operation.docstring),
            attributes: self.attribute_list(operation.attributes),
            returns,
            returns_nullable,
            params,
        })
    }

    /// Returns `text` without the white space and the comments at its beginning.
    fn skip(&self, mut text: &'t str) -> &'t str {
        loop {
            text = text.trim_start();
            let comment = match text {
                _ if text.starts_with("///") => return text,
                _ if text.starts_with("//") => text.find('\n').unwrap_or(text.len()),
                _ if text.starts_with("/*") => match text.find("*/") {
                    Some(end) => end + 2,
                    None => return text,
                },
                _ => return text,
            };
            text = &text[comment..];
        }
    }

    /// Reports that `expected` doesn't stand at the beginning of `text`.
    fn unexpected<T>(&mut self, text: &'t str, expected: &str) -> Option<T> {
        let text = self.skip(text);
        let word = text
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len());
        let length = match word {
            0 => text.chars().next().map_or(0, char::len_utf8),
            word => word,
        };
        let span = self.span(&text[..length]);
        let problem = Problem::MalformedContract {
            expected: expected.into(),
        };
        self.session.diagnostics.report(problem, span);
        None
    }

    /// Returns a name that Rust will have. WebIDL takes more names than IDL and Rust do.
    fn name(&mut self, text: &'t str) -> Word {
        let word = self.word(text);
        if !is_identifier(text) {
            let name = text.to_owned();
            let problem = Problem::ContractName { name };
            self.session.diagnostics.report(problem, word.span);
        }
        word
    }

    fn word(&self, text: &'t str) -> Word {
        Word {
            text: text.to_owned(),
            span: self.span(text),
        }
    }

    /// Returns the place of a text that `weedle` cut out of the file's text.
    fn span(&self, text: &str) -> Span {
        let offset = text.as_ptr().addr() - self.text.as_ptr().addr();
        let lo = self.start + offset as u32;
        Span {
            lo,
            hi: lo + text.len() as u32,
            ..Span::NONE
        }
    }
}

/// Returns the lines of a comment, without the space at their beginning.
fn lines(docs: Option<Docstring>) -> Vec<String> {
    let text = docs.map(|docs| docs.0).unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// Returns a type, and whether it has a `?`.
fn web_type(ty: &Type<'_>) -> (WebType, bool) {
    fn of<T>(it: &MayBeNull<T>, ty: WebType) -> (WebType, bool) {
        (ty, it.q_mark.is_some())
    }
    let integer = |bits, signed| WebType::Integer { bits, signed };
    let ty = match ty {
        Type::Single(SingleType::Any(_)) => return (WebType::Any, false),
        Type::Single(SingleType::NonAny(ty)) => ty,
        Type::Union(_) => return (WebType::Other, false),
    };
    match ty {
        NonAnyType::Boolean(it) => of(it, WebType::Boolean),
        NonAnyType::Byte(it) => of(it, integer(8, true)),
        NonAnyType::Octet(it) => of(it, integer(8, false)),
        NonAnyType::Integer(it) => of(
            it,
            match it.type_ {
                IntegerType::Short(it) => integer(16, it.unsigned.is_none()),
                IntegerType::Long(it) => integer(32, it.unsigned.is_none()),
                IntegerType::LongLong(it) => integer(64, it.unsigned.is_none()),
            },
        ),
        NonAnyType::FloatingPoint(it) => of(
            it,
            match it.type_ {
                FloatingPointType::Float(_) => WebType::Float { bits: 32 },
                FloatingPointType::Double(_) => WebType::Float { bits: 64 },
            },
        ),
        NonAnyType::DOMString(it) => of(it, WebType::Text),
        NonAnyType::USVString(it) => of(it, WebType::Text),
        NonAnyType::ByteString(it) => of(it, WebType::NarrowText),
        NonAnyType::Object(it) => of(it, WebType::Object),
        NonAnyType::Sequence(it) => {
            let element = web_type(&it.type_.generics.body).0;
            of(it, WebType::Sequence(Box::new(element)))
        }
        NonAnyType::Identifier(it) => of(it, WebType::Named(it.type_.0.to_owned())),
        _ => (WebType::Other, false),
    }
}

impl WebType {
    /// Returns the type as WebIDL writes it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Any => "any".into(),
            Self::Boolean => "boolean".into(),
            Self::Integer { bits: 8, signed } => if *signed { "byte" } else { "octet" }.into(),
            Self::Integer { bits, signed } => {
                let word = match bits {
                    16 => "short",
                    32 => "long",
                    _ => "long long",
                };
                let sign = if *signed { "" } else { "unsigned " };
                format!("{sign}{word}")
            }
            Self::Float { bits: 32 } => "float".into(),
            Self::Float { .. } => "double".into(),
            Self::Text => "DOMString".into(),
            Self::NarrowText => "ByteString".into(),
            Self::Object => "object".into(),
            Self::Sequence(element) => format!("sequence<{}>", element.text()),
            Self::Named(name) => name.clone(),
            Self::Other => "this type".into(),
        }
    }
}
