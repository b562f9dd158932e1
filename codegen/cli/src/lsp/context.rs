//! What can be written at a place of a text that needn't be whole.
//!
//! The parser leaves out a declaration that has an error, and a declaration has errors while it is typed. So
//! completion asks the tokens of the text and not the syntax.

use std::ops::Range;

use comidl_codegen::internal::docs::{Token, TokenKind};
use comidl_codegen::internal::parse::AttributePlace;

use super::tokens::{Body, Text};

/// What can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Nothing that is known: a new name, a text, a comment.
    Nothing,
    /// The name of a file.
    File,
    /// One of these words.
    Words(&'static [&'static str]),
    /// An attribute of one of these places.
    Attribute(Vec<AttributePlace>),
    /// A type, or one of these words.
    Type(&'static [&'static str]),
    /// An interface.
    Interface,
    /// A constant, or one of these names beside.
    Value(Vec<String>),
}

/// The words of directives.
const DIRECTIVES: &[&str] = &[
    "include", "define", "undef", "if", "ifdef", "ifndef", "elif", "else", "endif", "pragma",
];

/// The kinds of pointers.
const POINTERS: &[&str] = &["ref", "unique", "ptr"];

/// What begins a declaration of a file or a library.
const OF_FILE: &[&str] = &[
    "import",
    "importlib",
    "cpp_quote",
    "interface",
    "dispinterface",
    "coclass",
    "library",
    "module",
    "namespace",
    "runtimeclass",
    "delegate",
    "typedef",
    "struct",
    "union",
    "enum",
    "const",
    "midl_pragma",
];

/// What begins a member of an interface or a module.
const OF_INTERFACE: &[&str] = &[
    "typedef",
    "struct",
    "union",
    "enum",
    "const",
    "cpp_quote",
    "import",
];

/// What begins a field, or a type anywhere.
const OF_TYPE: &[&str] = &["const", "struct", "union", "enum", "interface", "SAFEARRAY"];

/// What begins a member of a class.
const OF_CLASS: &[&str] = &["interface", "dispinterface"];

/// A file that an `import` or `#include` names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Imported {
    pub(super) name: String,
    /// Whether the folder of the file that names it is searched first.
    pub(super) is_beside: bool,
}

/// Returns the file that the `import` or `#include` at a byte names.
pub(super) fn imported_at(text: &str, offset: usize) -> Option<Imported> {
    let text = Text::new(text);
    let index = text.outline.token_at(offset)?;
    let token = &text.outline.tokens[index];
    let written = text.of(token);
    if token.kind == TokenKind::Directive {
        let rest = written.strip_prefix('#')?.trim_start();
        let rest = rest.strip_prefix("include")?.trim();
        let (opening, closing) = if rest.starts_with('<') {
            ('<', '>')
        } else {
            ('"', '"')
        };
        let (name, _) = rest.strip_prefix(opening)?.split_once(closing)?;
        return Some(Imported {
            name: name.to_owned(),
            is_beside: opening == '"',
        });
    }
    if !text.is_imported(index) {
        return None;
    }
    let name = written.strip_prefix('"')?;
    Some(Imported {
        name: name.strip_suffix('"').unwrap_or(name).to_owned(),
        is_beside: true,
    })
}

impl Text<'_> {
    /// Returns whether a literal is the name of an imported file.
    fn is_imported(&self, index: usize) -> bool {
        if self.kind(index) != TokenKind::Literal {
            return false;
        }
        let mut before = self.before(index);
        while let Some(index) = before {
            match self.at(index) {
                "import" => return true,
                "," => {}
                _ if self.kind(index) == TokenKind::Literal => {}
                _ => return false,
            }
            before = self.before(index);
        }
        false
    }

    /// Returns the attribute whose name is at a byte, with the bytes of the name.
    pub(super) fn attribute_at(&self, offset: usize) -> Option<(&str, Range<usize>)> {
        let token = &self.outline.tokens[self.outline.token_at(offset)?];
        let list = token.parent?;
        let is_attribute =
            token.kind == TokenKind::Word && self.at(list) == "[" && self.is_attribute_list(list);
        is_attribute.then(|| (self.of(token), token.range.clone()))
    }

    /// Returns what can be written at a byte.
    pub(super) fn context(&self, offset: usize) -> Context {
        let start = self.prefix(offset).start;
        let mut comments = self.outline.comments.iter();
        if comments.any(|it| it.start < offset && (offset < it.end || self.is_open_comment(it))) {
            return Context::Nothing;
        }
        let tokens = &self.outline.tokens;
        let behind = tokens.partition_point(|token| token.range.start < start);
        let Some(before) = behind.checked_sub(1) else {
            return Context::Type(OF_FILE);
        };
        let token = &tokens[before];
        let is_within = offset <= token.range.end && token.range.start < offset;
        match token.kind {
            TokenKind::Directive if is_within => {
                let typed = &self.text[token.range.start..start];
                if typed.trim_end() == "#" {
                    Context::Words(DIRECTIVES)
                } else {
                    Context::Nothing
                }
            }
            TokenKind::Literal
                if is_within && (offset < token.range.end || self.is_open_literal(token)) =>
            {
                if self.is_imported(before) {
                    Context::File
                } else {
                    Context::Nothing
                }
            }
            TokenKind::Open => self.in_brackets(before, None),
            _ => match token.parent {
                Some(open) => self.in_brackets(open, Some(before)),
                None => self.in_body(Body::File, Some(before)),
            },
        }
    }

    fn is_open_comment(&self, comment: &Range<usize>) -> bool {
        let text = &self.text[comment.clone()];
        text.starts_with("//") || !text.ends_with("*/")
    }

    fn is_open_literal(&self, token: &Token) -> bool {
        let text = self.of(token);
        let quote = &text[..1];
        text.len() < 2 || !text.ends_with(quote)
    }

    /// Returns what can be written in these brackets, behind the token `before` in them.
    fn in_brackets(&self, open: usize, before: Option<usize>) -> Context {
        match self.at(open) {
            "[" if self.is_attribute_list(open) => match before {
                // An attribute is there already.
                Some(before) if !matches!(self.at(before), ",") => Context::Nothing,
                _ => Context::Attribute(self.attribute_places(open)),
            },
            "[" => Context::Value(Vec::new()),
            "(" => self.in_parentheses(open, before),
            _ => self.in_body(self.body(open), before),
        }
    }

    /// Returns whether a `[` opens a list of attributes, and not the length of an array.
    fn is_attribute_list(&self, open: usize) -> bool {
        match self.before(open) {
            None => true,
            Some(before) => match (self.kind(before), self.at(before)) {
                (TokenKind::Word, word) => matches!(word, "typedef" | "struct" | "union" | "enum"),
                (TokenKind::Close, "]") => match self.outline.tokens[before].partner {
                    Some(list) => self.is_attribute_list(list),
                    None => true,
                },
                (TokenKind::Close, ")") => self.ends_declaration(before),
                _ => true,
            },
        }
    }

    /// Returns the places where the list of attributes may be that `[` opens.
    fn attribute_places(&self, open: usize) -> Vec<AttributePlace> {
        use AttributePlace as Place;
        let before = self.before(open).map(|before| self.at(before));
        if matches!(before, Some("typedef" | "struct" | "union" | "enum")) {
            return vec![Place::Type];
        }
        let parent = self.outline.tokens[open].parent;
        let body = match parent {
            Some(parent) if self.at(parent) == "(" => return vec![Place::Parameter],
            Some(parent) if self.at(parent) == "[" => return Vec::new(),
            Some(parent) => self.body(parent),
            None => Body::File,
        };
        match body {
            Body::Record => return vec![Place::Field],
            Body::Enum => return vec![Place::Enumerator],
            Body::Class => return vec![Place::CoclassMember],
            Body::File | Body::Interface | Body::Module => {}
        }
        // What stands behind the list, if it is there already, says what it is of.
        let behind = self.after(open).map(|behind| self.at(behind));
        match (behind, body) {
            (Some("interface" | "dispinterface" | "delegate"), Body::File) => {
                vec![Place::Interface]
            }
            (Some("coclass" | "runtimeclass"), Body::File) => vec![Place::Coclass],
            (Some("library"), _) => vec![Place::Library],
            (Some("module"), _) => vec![Place::Module],
            (Some("namespace"), _) => vec![Place::Namespace],
            (Some("typedef" | "struct" | "union" | "enum"), _) => vec![Place::Type],
            (Some("const"), _) => vec![Place::Constant],
            (_, Body::Interface) => vec![Place::Method, Place::Property],
            (_, Body::Module) => vec![Place::Method, Place::Constant],
            _ => vec![
                Place::Interface,
                Place::Coclass,
                Place::Library,
                Place::Module,
                Place::Type,
            ],
        }
    }

    fn in_parentheses(&self, open: usize, before: Option<usize>) -> Context {
        let called = self.before(open).map_or("", |before| self.at(before));
        let list = self.outline.tokens[open].parent;
        if let Some(list) =
            list.filter(|list| self.at(*list) == "[" && self.is_attribute_list(*list))
        {
            return match called {
                "size_is" | "length_is" | "max_is" | "last_is" | "first_is" | "min_is"
                | "iid_is" | "switch_is" | "call_as" => Context::Value(self.names_beside(list)),
                "pointer_default" => Context::Words(POINTERS),
                "switch_type" | "wire_marshal" | "transmit_as" | "represent_as" => {
                    Context::Type(&[])
                }
                "case" | "id" | "defaultvalue" | "range" | "helpcontext" => {
                    Context::Value(Vec::new())
                }
                _ => Context::Nothing,
            };
        }
        match called {
            "SAFEARRAY" | "sizeof" => Context::Type(OF_TYPE),
            "cpp_quote" | "importlib" | "midl_pragma" | "declare_guid" => Context::Nothing,
            "" | "=" | "+" | "-" | "*" | "|" | "&" | "<" | ">" => Context::Value(Vec::new()),
            _ => self.type_or_name(before, OF_TYPE),
        }
    }

    /// Returns the names that are declared beside a list of attributes: parameters, fields or methods.
    fn names_beside(&self, list: usize) -> Vec<String> {
        let parent = self.outline.tokens[list].parent;
        let tokens = self.outline.tokens.iter().enumerate();
        let beside = tokens.filter(|(_, token)| token.parent == parent && parent.is_some());
        let words = beside.filter(|(_, token)| token.kind == TokenKind::Word);
        let names = words.filter(|(index, _)| {
            let next = self.outline.tokens.get(index + 1);
            next.is_some_and(|next| matches!(self.of(next), "," | ";" | ")" | "[" | "("))
        });
        names.map(|(_, token)| self.of(token).to_owned()).collect()
    }

    fn in_body(&self, body: Body, before: Option<usize>) -> Context {
        let word = before.map(|before| self.at(before));
        match body {
            Body::Enum => match word {
                None | Some(",") => Context::Nothing,
                _ if before.is_some_and(|before| self.kind(before) == TokenKind::Word) => {
                    Context::Nothing
                }
                _ => Context::Value(Vec::new()),
            },
            Body::Class => match word {
                Some("interface" | "dispinterface") => Context::Interface,
                _ => Context::Type(OF_CLASS),
            },
            Body::Record => self.type_or_name(before, OF_TYPE),
            Body::Interface | Body::Module => self.type_or_name(before, OF_INTERFACE),
            Body::File => match word {
                Some(":" | "requires") => Context::Interface,
                _ => self.type_or_name(before, OF_FILE),
            },
        }
    }

    /// Returns what can be written behind a token where declarations stand, of which `words` may begin one.
    fn type_or_name(&self, before: Option<usize>, words: &'static [&'static str]) -> Context {
        let Some(before) = before else {
            return Context::Type(words);
        };
        match (self.kind(before), self.at(before)) {
            (
                TokenKind::Word,
                "typedef" | "const" | "static" | "extern" | "unsigned" | "signed",
            ) => Context::Type(OF_TYPE),
            (TokenKind::Word, "struct" | "union" | "enum") => Context::Type(&[]),
            (TokenKind::Word, "requires") => Context::Interface,
            (TokenKind::Word | TokenKind::Literal | TokenKind::Open, _) => Context::Nothing,
            (TokenKind::Close, "]") => match self.outline.tokens[before].partner {
                Some(list) if !self.is_attribute_list(list) => Context::Nothing,
                _ => Context::Type(words),
            },
            (TokenKind::Close, "}") => match self.outline.tokens[before].partner {
                Some(open) if self.is_type_body(open) => Context::Nothing,
                _ => Context::Type(words),
            },
            (TokenKind::Close, _) if self.ends_declaration(before) => Context::Type(words),
            (TokenKind::Close, _) => Context::Nothing,
            (TokenKind::Directive, _) | (_, ";" | ",") => Context::Type(words),
            (_, "=" | "|" | "+" | "-" | "&" | "(" | "~" | "<" | ">") => Context::Value(Vec::new()),
            _ => Context::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use AttributePlace as Place;

    use super::*;

    /// The context at the `|` of a text.
    fn at(text: &str) -> Context {
        let offset = text.find('|').expect("a place is marked");
        let text = text.replacen('|', "", 1);
        Text::new(&text).context(offset)
    }

    #[test]
    fn attributes_are_those_of_the_place() {
        for (text, places) in [
            ("[ob|] interface IA : IUnknown { }", vec![Place::Interface]),
            (
                "[object, | interface IA { }",
                vec![
                    Place::Interface,
                    Place::Coclass,
                    Place::Library,
                    Place::Module,
                    Place::Type,
                ],
            ),
            ("[|] coclass A { }", vec![Place::Coclass]),
            (
                "interface IA { HRESULT F(); [|",
                vec![Place::Method, Place::Property],
            ),
            (
                "interface IA { [prop|] HRESULT F(); }",
                vec![Place::Method, Place::Property],
            ),
            ("interface IA { HRESULT F([|", vec![Place::Parameter]),
            (
                "interface IA { HRESULT F([in, |] long a); }",
                vec![Place::Parameter],
            ),
            (
                "interface IA { HRESULT F([in][|] long a); }",
                vec![Place::Parameter],
            ),
            ("typedef struct { [|] long a; } S;", vec![Place::Field]),
            ("typedef [|] enum { A } E;", vec![Place::Type]),
            ("library L { [|] interface IA { }", vec![Place::Interface]),
            (
                "coclass A { [|] interface IA; }",
                vec![Place::CoclassMember],
            ),
            ("cpp_quote(\"a\")\n[|] library L { }", vec![Place::Library]),
        ] {
            assert_eq!(at(text), Context::Attribute(places), "{text}");
        }
    }

    #[test]
    fn types_are_where_a_declaration_has_one() {
        for text in [
            "interface IA { HRES|",
            "interface IA { [propget] HRES|",
            "interface IA { HRESULT F([in] IUnk|",
            "interface IA { HRESULT F(const IUnk|",
            "interface IA { HRESULT F(long a, IUnk|",
            "struct S { long a; IUnk|",
            "typedef IUnk|",
            "typedef struct tag|",
            "const lo|",
            "|",
            "interface IA { }\n|",
            "interface IA { HRESULT F(SAFEARRAY(VAR|",
        ] {
            assert!(
                matches!(at(text), Context::Type(_)),
                "{text}: {:?}",
                at(text)
            );
        }
    }

    #[test]
    fn interfaces_are_bases_and_members_of_classes() {
        for text in [
            "interface IA : IUnk|",
            "[object] interface IA : |\n{ HRESULT F(); }",
            "coclass A { interface IA|",
        ] {
            assert_eq!(at(text), Context::Interface, "{text}");
        }
    }

    #[test]
    fn counts_name_what_is_declared_beside() {
        let beside = |text: &str| match at(text) {
            Context::Value(names) => names,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(
            beside("interface IA { HRESULT F(ULONG count, [in, size_is(|)] BYTE *data); }"),
            ["count", "data"]
        );
        assert_eq!(
            beside("struct S { ULONG count; [size_is(|] BYTE *data; };"),
            ["count", "data"]
        );
        assert_eq!(beside("const long A = |"), [""; 0]);
        assert_eq!(beside("enum E { A = |"), [""; 0]);
        assert_eq!(beside("struct S { long a[|"), [""; 0]);
    }

    #[test]
    fn a_new_name_a_comment_and_a_text_are_left_alone() {
        for text in [
            "interface I|",
            "interface IA { HRESULT F|",
            "interface IA { HRESULT F([in] long a|",
            "struct S { long a|",
            "typedef struct { long a; } S|",
            "// comm|",
            "/* comm| */",
            "cpp_quote(\"a|\")",
            "enum E { A|",
        ] {
            assert_eq!(at(text), Context::Nothing, "{text}");
        }
    }

    #[test]
    fn files_and_some_words_have_their_places() {
        assert_eq!(at("import \"oa|\";"), Context::File);
        assert_eq!(at("import \"oaidl.idl\", \"|"), Context::File);
        assert_eq!(at("#inc|"), Context::Words(DIRECTIVES));
        assert_eq!(
            at("[pointer_default(|)] interface IA { }"),
            Context::Words(POINTERS)
        );
        assert_eq!(at("#define A|"), Context::Nothing);
        let imported =
            |text: &str, offset| imported_at(text, offset).map(|it| (it.name, it.is_beside));
        assert_eq!(
            imported("import \"a.idl\", \"b.idl\";", 18),
            Some(("b.idl".into(), true))
        );
        assert_eq!(
            imported("#include <a.h>\n", 12),
            Some(("a.h".into(), false))
        );
        assert_eq!(imported("cpp_quote(\"a\")", 11), None);
    }
}
