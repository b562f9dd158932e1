//! `cpp_quote`: the constants that real IDL hides in C's `#define`s.
//!
//! What is quoted is for the C compiler, MIDL never looks at it. But flags and error codes live
//! there. So each `#define NAME value` is a constant if its value turns out to be one, and
//! nothing if not: a macro with parameters, a type's name, a piece of code.

use crate::parse::ast::Name;
use crate::symbol::{Interner, Symbol};

/// A macro without parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Define {
    pub(super) name: Name,
    /// What stands behind the name.
    pub(super) value: Symbol,
}

/// The conditions in which quoted lines stand.
///
/// They are the C compiler's to decide. `#if 0` and what is only for C++, Wine's own build or a
/// character set never holds; everything else is taken to hold, and its `#else` not to.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    /// Of each open `#if`: whether its current branch holds.
    open: Vec<bool>,
    /// An unfinished line that ends in a backslash.
    pending: Option<(String, Name)>,
}

impl Conditions {
    /// Takes in one quoted line; a macro that it defines.
    pub(super) fn line(&mut self, names: &mut Interner, line: Name) -> Option<Define> {
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
            "if" => self.open.push(rest.trim() != "0" && !is_never(rest)),
            "ifdef" => self.open.push(!is_never(rest)),
            "ifndef" => self.open.push(true),
            "elif" => self.branch(false),
            "else" => {
                let before = self.open.last().copied().unwrap_or(true);
                self.branch(!before);
            }
            "endif" => {
                self.open.pop();
            }
            "define" if self.open.iter().all(|holds| *holds) => return define(names, rest, line),
            _ => {}
        }
        None
    }

    fn branch(&mut self, holds: bool) {
        if let Some(last) = self.open.last_mut() {
            *last = holds;
        }
    }
}

/// Whether a condition asks for what this isn't.
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
            ]
            .contains(&word)
                || word.starts_with("WIDL_")
        })
}

fn define(names: &mut Interner, rest: &str, line: Name) -> Option<Define> {
    let (name, value) = split_word(rest.trim_start());
    let is_plain = !name.is_empty() && !value.starts_with('(') && !value.trim().is_empty();
    is_plain.then(|| Define {
        name: Name {
            text: names.intern(name),
            span: line.span,
        },
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
            .filter_map(|line| {
                let name = Name {
                    text: names.intern(line),
                    span: Span::NONE,
                };
                let define = conditions.line(&mut names, name)?;
                Some(format!(
                    "{}={}",
                    names.text(define.name.text),
                    names.text(define.value)
                ))
            })
            .collect()
    }

    #[test]
    fn a_define_with_a_value_is_kept_and_one_with_parameters_or_none_is_not() {
        assert_eq!(
            defines(&[
                "#define A 1",
                "# define B (A | 2)",
                "#define C(x) x",
                "#define D",
                "int e;"
            ]),
            ["A=1", "B=(A | 2)"]
        );
    }

    #[test]
    fn what_is_for_cpp_alone_or_for_no_one_is_left_out() {
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
}
