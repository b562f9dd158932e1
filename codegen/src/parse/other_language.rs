//! Files in other languages that are called IDL too: their names say more than the first error does.
//!
//! MIDL 3 shares much with WinRT's older files: the parsers of their constructs report what only MIDL 3 has. Another
//! language is known by constructs that it has and others don't. Of a file with errors, each counts for the
//! languages that have it, COM's own included, and the language with the most is the file's.

use super::Parser;
use crate::diagnostics::Language;
use crate::source::Span;
use crate::token::{Interner, Punct, Token, TokenKind};

use Language::{Com, Midl3, Omg, WebIdl, Xpidl};

/// The languages in the order in which they are preferred where as much speaks for one as for another.
const LANGUAGES: [Language; 4] = [Com, Xpidl, WebIdl, Omg];

/// A piece of a construct: one token.
enum Piece {
    /// This word.
    W(&'static str),
    /// Any word.
    Name,
    /// Any string.
    Str,
    /// This operator or bracket.
    P(Punct),
}

use Piece::{Name, P, Str, W};

/// Constructs, each with the languages that have it.
const CONSTRUCTS: &[(&[Language], &[&[Piece]])] = &[
    (
        &[Com],
        &[
            &[P(Punct::LBracket), W("in")],
            &[P(Punct::LBracket), W("out")],
            &[P(Punct::LBracket), W("object")],
            &[P(Punct::LBracket), W("propget")],
            &[P(Punct::LBracket), W("propput")],
            &[P(Punct::LBracket), W("local")],
            &[P(Punct::LBracket), W("id")],
            &[P(Punct::Colon), W("IUnknown")],
            &[P(Punct::Colon), W("IDispatch")],
            &[P(Punct::Colon), W("IInspectable")],
            &[W("typedef"), P(Punct::LBracket)],
            &[W("cpp_quote"), P(Punct::LParen)],
            &[W("coclass"), Name],
            &[W("HRESULT"), Name],
            &[W("importlib"), P(Punct::LParen)],
        ],
    ),
    (
        &[WebIdl],
        &[
            &[W("dictionary"), Name],
            &[W("partial"), W("interface")],
            &[W("partial"), W("namespace")],
            &[W("interface"), W("mixin")],
            &[W("callback"), Name],
            &[Name, W("includes"), Name, P(Punct::Semi)],
            &[Name, W("implements"), Name, P(Punct::Semi)],
            &[W("enum"), Name, P(Punct::LBrace), Str],
            &[W("DOMString")],
            &[W("USVString")],
            &[W("ByteString")],
            &[W("Exposed"), P(Punct::Eq)],
            &[W("Promise"), P(Punct::Lt)],
            &[W("FrozenArray"), P(Punct::Lt)],
            &[W("ObservableArray"), P(Punct::Lt)],
            &[W("record"), P(Punct::Lt)],
            &[W("maplike"), P(Punct::Lt)],
            &[W("setlike"), P(Punct::Lt)],
            &[W("iterable"), P(Punct::Lt)],
            &[W("stringifier"), P(Punct::Semi)],
            &[W("stringifier"), Name],
            &[W("unrestricted"), Name],
            &[W("constructor"), P(Punct::LParen)],
            &[W("optional"), Name],
            &[W("typedef"), P(Punct::LParen)],
            &[Name, P(Punct::Question), Name, P(Punct::Comma)],
            &[Name, P(Punct::Question), Name, P(Punct::RParen)],
            &[Name, P(Punct::Question), Name, P(Punct::LParen)],
            &[Name, P(Punct::Question), Name, P(Punct::Semi)],
        ],
    ),
    (
        &[Omg],
        &[
            &[W("module"), Name, P(Punct::LBrace), W("interface")],
            &[W("module"), Name, P(Punct::LBrace), W("module")],
            &[W("exception"), Name, P(Punct::LBrace)],
            &[W("oneway"), Name],
            &[W("valuetype"), Name],
            &[W("eventtype"), Name],
            &[W("abstract"), W("interface")],
            &[W("local"), W("interface")],
            &[W("string"), P(Punct::Lt)],
            &[W("wstring"), P(Punct::Lt)],
            &[W("fixed"), P(Punct::Lt)],
            &[W("map"), P(Punct::Lt)],
            &[W("bitmask"), Name, P(Punct::LBrace)],
            &[W("bitset"), Name, P(Punct::LBrace)],
            &[W("typeprefix"), Name],
            &[W("typeid"), Name],
            &[W("native"), Name, P(Punct::Semi)],
            &[W("const"), W("string"), Name],
            &[Name, P(Punct::ColonColon), Name],
            &[W("@key")],
            &[W("@topic")],
            &[W("@nested")],
            &[W("@optional")],
            &[W("@final")],
            &[W("@mutable")],
            &[W("@appendable")],
        ],
    ),
    (
        &[Xpidl],
        &[
            &[P(Punct::Percent), P(Punct::LBrace)],
            &[P(Punct::LBracket), W("scriptable")],
            &[P(Punct::Comma), W("scriptable")],
            &[P(Punct::LBracket), W("noscript")],
            &[W("builtinclass")],
            &[P(Punct::Colon), W("nsISupports")],
            &[W("native"), Name, P(Punct::LParen)],
            &[W("webidl"), Name, P(Punct::Semi)],
            &[W("AString")],
            &[W("ACString")],
            &[W("AUTF8String")],
            &[W("jsval")],
            &[W("implicit_jscontext")],
            &[W("Array"), P(Punct::Lt)],
        ],
    ),
    (&[WebIdl, Omg], &[&[W("sequence"), P(Punct::Lt)]]),
    (
        &[Omg, Xpidl],
        &[
            &[P(Punct::LParen), W("in"), Name],
            &[P(Punct::Comma), W("in"), Name],
            &[P(Punct::LParen), W("out"), Name],
            &[P(Punct::Comma), W("out"), Name],
            &[W("inout"), Name],
            &[W("raises"), P(Punct::LParen)],
        ],
    ),
    (
        &[WebIdl, Omg, Xpidl],
        &[
            &[W("readonly"), W("attribute")],
            &[W("attribute"), Name, Name],
            &[W("octet"), Name],
        ],
    ),
];

impl Parser<'_> {
    /// Reports that the file is in another language, if what it has tells so. Returns whether it does.
    pub(super) fn report_other_language(&mut self) -> bool {
        let found = match self.midl3.first() {
            Some(first) => Some((Midl3, first)),
            None => self.language_of_constructs(),
        };
        let Some((language, first)) = found else {
            return false;
        };
        self.diagnostics.report(language.problem(), first);
        true
    }

    /// Returns the language of which the file has most, with the first place that shows it, unless it is COM's.
    fn language_of_constructs(&self) -> Option<(Language, Span)> {
        let tokens = self.all_tokens();
        let mut points = LANGUAGES.map(|language| (language, 0_usize, None::<Span>));
        for at in 0..tokens.len() {
            let Some(languages) = construct(&tokens[at..], self.names) else {
                continue;
            };
            for (language, count, first) in &mut points {
                if languages.contains(language) {
                    *count += 1;
                    first.get_or_insert(tokens[at].span);
                }
            }
        }
        // Of several with the same count, the first is taken.
        let most = points.iter().rev().max_by_key(|(_, count, _)| *count);
        let (language, _, first) = most?;
        (*language != Com).then_some((*language, (*first)?))
    }
}

/// Returns the languages that have the construct with which `tokens` begin, if it tells languages apart.
fn construct(tokens: &[Token], names: &Interner) -> Option<&'static [Language]> {
    let is = |token: &Token, piece: &Piece| match piece {
        W(word) => token.kind == TokenKind::Ident && names.text(token.text) == *word,
        Name => token.kind == TokenKind::Ident,
        Str => token.kind == TokenKind::String,
        P(punct) => token.kind == TokenKind::Punct(*punct),
    };
    let begins = |pieces: &&[Piece]| {
        let coming = tokens.get(..pieces.len());
        coming.is_some_and(|coming| coming.iter().zip(*pieces).all(|(it, piece)| is(it, piece)))
    };
    let mut all = CONSTRUCTS.iter();
    all.find_map(|(languages, constructs)| constructs.iter().any(begins).then_some(*languages))
}
