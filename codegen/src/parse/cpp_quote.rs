//! `cpp_quote`: lines that IDL passes on to C's compiler.
//!
//! MIDL never reads them. But real IDL defines flags and error codes there: each quoted
//! `#define NAME value` is a constant if the value turns out to be one, and nothing if the value
//! is a type's name or a piece of code. Quoted macros with parameters are used in other values.
//! Quoted lines set the packing of structs, too. Declarations between a quoted `#if 0` and its
//! `#endif` are for MIDL alone: C's compiler has them from another header.

use super::ast::{Declaration, Define, Name, Quote};
use super::pragma::Packs;
use super::{Parse, Parser};
use crate::model::PointerWidth;
use crate::token::{Interner, Punct};

impl Parser<'_> {
    /// `cpp_quote("…")`
    pub(super) fn cpp_quote(&mut self) -> Parse<Declaration> {
        self.bump();
        self.expect(Punct::LParen)?;
        let text = self.string("the quoted text")?;
        self.expect(Punct::RParen)?;
        self.eat(Punct::Semi);
        let quote = self.quotes.quote(self.names, text, &mut self.packs);
        Ok(Declaration::CppQuote(quote))
    }
}

/// For which widths of pointers a branch holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    wide: bool,
    narrow: bool,
}

impl Held {
    fn everywhere(holds: bool) -> Self {
        Self {
            wide: holds,
            narrow: holds,
        }
    }

    fn not(self) -> Self {
        Self {
            wide: !self.wide,
            narrow: !self.narrow,
        }
    }
}

/// The conditions in which quoted lines stand.
///
/// The C compiler decides them. `#if 0` never holds, nor do conditions that are only for MIDL, for C++,
/// for Wine's own build or for a character set. `_WIN64` holds where pointers have 64 bits. Everything
/// else is taken to hold, and its `#else` not to.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    /// Where the current branch of each open `#if` holds.
    open: Vec<Held>,
    /// An unfinished line that ends in a backslash.
    pending: Option<(String, Name)>,
}

impl Conditions {
    /// Reads a quoted text, of one line mostly, and applies its pragmas to `packs`.
    pub(super) fn quote(&mut self, names: &mut Interner, text: Name, packs: &mut Packs) -> Quote {
        let mut defines = Vec::new();
        if names.text(text.text).contains('\n') {
            let (lines, span) = (names.text(text.text).to_owned(), text.span);
            let mut in_comment = false;
            for line in lines.lines() {
                let begins_in_comment = in_comment;
                in_comment = ends_in_comment(line, in_comment);
                if !begins_in_comment {
                    let text = names.intern(line);
                    defines.extend(self.line(names, Name { text, span }, packs));
                }
            }
        } else {
            defines.extend(self.line(names, text, packs));
        }
        Quote {
            defines,
            hides: !self.hold(PointerWidth::Bits64) && !self.hold(PointerWidth::Bits32),
        }
    }

    /// Whether all open conditions hold.
    fn hold(&self, width: PointerWidth) -> bool {
        self.open.iter().all(|held| match width {
            PointerWidth::Bits64 => held.wide,
            PointerWidth::Bits32 => held.narrow,
        })
    }

    /// Reads a line. Returns the macro that it defines.
    fn line(&mut self, names: &mut Interner, line: Name, packs: &mut Packs) -> Option<Define> {
        let text = names.text(line.text).trim();
        let (text, line) = match self.pending.take() {
            Some((mut before, first)) => {
                before.push_str(text);
                (before, first)
            }
            None if text.starts_with('#') => (text.to_owned(), line),
            None => return None,
        };
        if let Some(unfinished) = text.strip_suffix('\\') {
            self.pending = Some((format!("{unfinished} "), line));
            return None;
        }
        let directive = text.strip_prefix('#')?.trim_start();
        let (word, rest) = split_word(directive);
        match word {
            "if" | "ifdef" => self.open.push(held(rest)),
            "ifndef" if rest.trim() == WIN64 => self.open.push(held(WIN64).not()),
            "ifndef" => self.open.push(Held::everywhere(true)),
            "elif" => self.branch(|_| Held::everywhere(false)),
            "else" => self.branch(Held::not),
            "endif" => {
                self.open.pop();
            }
            "define" if self.hold(PointerWidth::Bits64) => return define(names, rest, line),
            "pragma" => self.pack(packs, rest.trim()),
            "include" => {
                if let Some(pragma) = included_pragma(rest.trim()) {
                    self.pack(packs, &pragma);
                }
            }
            _ => {}
        }
        None
    }

    fn branch(&mut self, turn: impl Fn(Held) -> Held) {
        if let Some(last) = self.open.last_mut() {
            *last = turn(*last);
        }
    }

    /// Applies a quoted pragma. The C compiler reports a malformed one.
    fn pack(&self, packs: &mut Packs, pragma: &str) {
        for width in PointerWidth::ALL {
            if self.hold(width) {
                packs.of(width).apply(pragma);
            }
        }
    }
}

/// Whether a comment is open at the end of `line`, at whose start one is open or not.
fn ends_in_comment(line: &str, starts: bool) -> bool {
    let last = |mark| line.rfind(mark);
    match (last("/*"), last("*/")) {
        (Some(opening), closing) if closing.is_none_or(|closing| closing < opening) => {
            starts || !line[..opening].contains("//")
        }
        (None, None) => starts,
        _ => false,
    }
}

const WIN64: &str = "_WIN64";

/// Where a condition holds.
fn held(condition: &str) -> Held {
    let text: String = condition.split_whitespace().collect();
    match text.as_str() {
        "_WIN64" | "defined(_WIN64)" => Held {
            wide: true,
            narrow: false,
        },
        "!defined(_WIN64)" => held(WIN64).not(),
        "0" => Held::everywhere(false),
        _ => Held::everywhere(!is_never(condition)),
    }
}

/// Returns the pragma that a header of the Windows SDK consists of: `<pshpack1.h>`, `<poppack.h>`.
fn included_pragma(header: &str) -> Option<String> {
    let name = header.trim_matches(['<', '>', '"', ' ']);
    let stem = name.strip_suffix(".h")?;
    match stem.strip_prefix("pshpack") {
        Some(pack) => Some(format!("pack(push, {pack})")),
        None => (stem == "poppack").then(|| "pack(pop)".to_owned()),
    }
}

/// Whether a condition never holds for bindings, as those of C++ and of MIDL.
fn is_never(condition: &str) -> bool {
    let mut words = condition
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty() && *word != "defined");
    !condition.contains('!')
        && words.all(|word| {
            [
                "__cplusplus",
                "UNICODE",
                "__WINESRC__",
                "WINE_NO_UNICODE_MACROS",
                "COBJMACROS",
                "MIDL_PASS",
                "__midl",
            ]
            .contains(&word)
                || word.starts_with("WIDL_")
        })
}

fn define(names: &mut Interner, rest: &str, line: Name) -> Option<Define> {
    let (name, value) = split_word(rest.trim_start());
    let (parameters, value) = match value.strip_prefix('(') {
        Some(rest) => {
            let (parameters, value) = rest.split_once(')')?;
            (Some(names.intern(parameters)), value)
        }
        None => (None, value),
    };
    let is_whole = !name.is_empty() && !value.trim().is_empty();
    is_whole.then(|| Define {
        name: Name {
            text: names.intern(name),
            span: line.span,
        },
        parameters,
        value: names.intern(value.trim()),
    })
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn defines(lines: &[&str]) -> Vec<String> {
        let mut names = Interner::default();
        let mut conditions = Conditions::default();
        lines
            .iter()
            .flat_map(|line| {
                let name = Name {
                    text: names.intern(line),
                    span: Span::NONE,
                };
                let quote = conditions.quote(&mut names, name, &mut Packs::default());
                let shown = quote.defines.iter().map(|define| {
                    let parameters = define
                        .parameters
                        .map_or(String::new(), |text| format!("({})", names.text(text)));
                    format!(
                        "{}{parameters}={}",
                        names.text(define.name.text),
                        names.text(define.value)
                    )
                });
                shown.collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn a_define_with_a_value_is_kept_and_one_without_is_not() {
        assert_eq!(
            defines(&[
                "#define A 1",
                "# define B (A | 2)",
                "#define C(x) x",
                "#define D",
                "int e;"
            ]),
            ["A=1", "B=(A | 2)", "C(x)=x"]
        );
    }

    #[test]
    fn a_define_whose_condition_never_holds_is_left_out() {
        assert_eq!(
            defines(&[
                "#if 0",
                "#define A 1",
                "#else",
                "#define B 2",
                "#endif",
                "#ifdef __cplusplus",
                "#define C 3",
                "#endif",
                "#ifndef D",
                "#define D 4",
                "#endif",
            ]),
            ["B=2", "D=4"]
        );
    }

    #[test]
    fn a_backslash_joins_quoted_lines() {
        assert_eq!(defines(&["#define A 1 + \\", "2"]), ["A=1 +  2"]);
    }

    #[test]
    fn a_quote_may_have_several_lines() {
        let text = "\r\n#define A 1\r\n// one\n#if 0\n#define B 2\n#endif\n  #define C \\\n 3\n";
        assert_eq!(defines(&[text, "#define D 4"]), ["A=1", "C=3", "D=4"]);
        let comment = "/* old:\n#define A 1\n */\n// /* new:\n#define B 2 /* two\n*/\n#define C 3";
        assert_eq!(defines(&[comment]), ["B=2 /* two", "C=3"]);
        assert!(after(&["\n#if 0\ntypedef int A;\n"]).2);
        assert_eq!(after(&["\n#pragma pack(2)\n"]), (Some(2), Some(2), false));
    }

    /// The packing after these lines, and whether what follows is hidden from C.
    fn after(lines: &[&str]) -> (Option<u32>, Option<u32>, bool) {
        let mut names = Interner::default();
        let (mut conditions, mut packs) = (Conditions::default(), Packs::default());
        let mut hides = false;
        for line in lines {
            let name = Name {
                text: names.intern(line),
                span: Span::NONE,
            };
            hides = conditions.quote(&mut names, name, &mut packs).hides;
        }
        let packing = packs.current();
        (packing.wide, packing.narrow, hides)
    }

    #[test]
    fn a_quoted_pragma_packs() {
        assert_eq!(after(&["#pragma pack(push, 4)"]), (Some(4), Some(4), false));
        assert_eq!(after(&["#include <pshpack1.h>"]), (Some(1), Some(1), false));
        assert_eq!(
            after(&["#include <pshpack1.h>", "# include <poppack.h>"]),
            (None, None, false)
        );
    }

    #[test]
    fn a_quoted_pragma_packs_where_its_condition_holds() {
        let lines = [
            "#ifdef _WIN64",
            "#include <pshpack8.h>",
            "#else",
            "#include <pshpack2.h>",
            "#endif",
        ];
        assert_eq!(after(&lines), (Some(8), Some(2), false));
        assert_eq!(after(&["#if 0", "#pragma pack(1)"]), (None, None, true));
    }

    #[test]
    fn declarations_behind_if_0_are_hidden_until_the_else() {
        assert!(after(&["#if 0"]).2);
        assert!(!after(&["#if 0", "#else"]).2);
        assert!(!after(&["#if 0", "#endif"]).2);
        assert!(!after(&["#ifdef _WIN64", "#else"]).2);
    }
}
