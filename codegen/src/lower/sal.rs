//! What SAL says of a parameter, in `annotation("_In_reads_opt_(count)")`: whether it may be null, and how
//! many elements there are.

use crate::model::{Count, Param};

/// What the annotations of a parameter say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sal {
    /// Whether the pointer may be null.
    pub(crate) optional: Option<bool>,
    /// Whether the pointer that is written where the parameter points to may be null.
    pub(crate) result_optional: Option<bool>,
    /// How many there are, or how much room.
    pub(crate) size: Option<Size>,
    /// How many of them are there after the call.
    pub(crate) length: Option<Count>,
    /// How many there are behind the pointer that is written where the parameter points to.
    pub(crate) result_size: Option<Size>,
}

/// A size of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) count: Count,
    /// It counts bytes, and not elements.
    pub(crate) in_bytes: bool,
}

impl Sal {
    /// Returns what is said of the parameter `index`.
    pub(crate) fn of(params: &[Param], index: usize) -> Self {
        let mut sal = Self::default();
        let Some(param) = params.get(index) else {
            return sal;
        };
        let attributes = param.attributes.list().iter();
        for attribute in attributes.filter(|it| it.name() == "annotation") {
            let mut text = attribute.text();
            while let Some((name, rest)) = next_word(text) {
                let (arguments, rest) = arguments(rest);
                sal.read(name, arguments, params);
                text = rest;
            }
        }
        sal
    }

    /// Reads one annotation.
    fn read(&mut self, name: &str, arguments: &str, params: &[Param]) {
        let Some((head, words)) = words(name) else {
            return;
        };
        let has = |word: &str| words.contains(&word);
        match head {
            Head::Deref { is_old } => {
                // Of SAL 1: `__deref_out_opt` is of the result, `__deref_opt_out` of the pointer.
                let direction = words
                    .iter()
                    .position(|word| ["out", "inout"].contains(word));
                let opt = words.iter().position(|word| *word == "opt");
                let is_behind = opt.zip(direction).is_some_and(|(opt, out)| opt > out);
                let (pointer, result) = if is_old {
                    (opt.is_some() && !is_behind, is_behind)
                } else {
                    (has("opt"), has("maybenull"))
                };
                self.optional.get_or_insert(pointer);
                self.result_optional.get_or_insert(result);
                if self.result_size.is_none() {
                    self.result_size = size(&words, split(arguments).next(), params);
                }
            }
            Head::Plain => {
                self.optional.get_or_insert(has("opt") || has("maybenull"));
                self.read_size(&words, arguments, params);
            }
        }
    }

    fn read_size(&mut self, words: &[&str], arguments: &str, params: &[Param]) {
        let mut arguments = split(arguments);
        let Some(size) = size(words, arguments.next(), params) else {
            return;
        };
        self.size.get_or_insert(size);
        if self.length.is_none() {
            self.length = arguments.next().and_then(|it| count(it, params));
        }
    }
}

/// Returns the size that an annotation with these words says, whose first argument is `argument`.
fn size(words: &[&str], argument: Option<&str>, params: &[Param]) -> Option<Size> {
    const SIZES: &[&str] = &[
        "reads",
        "writes",
        "updates",
        "ecount",
        "bcount",
        "buffer",
        "bytebuffer",
    ];
    const BYTES: &[&str] = &["bytes", "bcount", "bytebuffer"];

    let has = |of: &[&str]| words.iter().any(|word| of.contains(word));
    if !has(SIZES) {
        return None;
    }
    let count = count(argument?, params)?;
    Some(Size {
        count,
        in_bytes: has(BYTES),
    })
}

/// The kind of an annotation, by its first word.
enum Head {
    /// Of what is passed.
    Plain,
    /// Of a pointer that is written where the parameter points to.
    Deref {
        /// Of SAL 1: the words behind the direction are about the result.
        is_old: bool,
    },
}

/// Returns the words of an annotation's name; `None` for a name that says nothing of these things.
fn words(name: &str) -> Option<(Head, Vec<&str>)> {
    if let Some(old) = name.strip_prefix("__") {
        let old = old.strip_prefix("RPC__").unwrap_or(old);
        let words: Vec<&str> = old.trim_end_matches('_').split('_').collect();
        return match words[0] {
            "in" | "out" | "inout" => Some((Head::Plain, words)),
            "deref" => Some((Head::Deref { is_old: true }, words)),
            _ => None,
        };
    }
    let inner = name.strip_prefix('_')?.strip_suffix('_')?;
    let inner = inner.strip_prefix("COM_").unwrap_or(inner);
    let words: Vec<&str> = inner.split('_').collect();
    match words[0] {
        "In" | "Out" | "Inout" | "Maybenull" | "Notnull" => {
            // `_Maybenull_` has its word as its head.
            let words = words
                .into_iter()
                .map(|word| {
                    if word == "Maybenull" {
                        "maybenull"
                    } else {
                        word
                    }
                })
                .collect();
            Some((Head::Plain, words))
        }
        "Outptr" => Some((Head::Deref { is_old: false }, words)),
        _ => None,
    }
}

/// Returns the first name of an annotation in `text`, and what is behind it.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let start = text.find(is_name)?;
    let text = &text[start..];
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name == "annotation" {
        return next_word(rest);
    }
    Some((name, rest))
}

/// Returns the arguments in the parentheses that `text` begins with, and what is behind them.
fn arguments(text: &str) -> (&str, &str) {
    let Some(inner) = text.trim_start().strip_prefix('(') else {
        return ("", text);
    };
    let mut depth = 1;
    for (at, char) in inner.char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&inner[..at], &inner[at + 1..]);
        }
    }
    (inner, "")
}

/// Returns the arguments one by one.
fn split(arguments: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    arguments.split(move |char| {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        char == ',' && depth == 0
    })
}

/// Returns the count that an argument is: a number, a parameter, or what one points to.
fn count(argument: &str, params: &[Param]) -> Option<Count> {
    let mut argument = argument.trim();
    while let Some(inner) = argument
        .strip_prefix('(')
        .and_then(|it| it.strip_suffix(')'))
    {
        argument = inner.trim();
    }
    if let Ok(number) = argument.parse() {
        return Some(Count::Const(number));
    }
    let index = |name: &str| params.iter().position(|param| param.name == name.trim());
    match argument.strip_prefix('*') {
        Some(name) => index(name).map(Count::Deref),
        None => index(argument).map(Count::Of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribute, Base, ParamAttributes, Type};
    use crate::source::Span;

    fn sal(annotation: &str) -> Sal {
        let param = |name: &str, list: Vec<Attribute>| {
            let mut attributes = ParamAttributes::default();
            attributes.set_list(list);
            Param {
                name: name.into(),
                ty: Type::Base(Base::Long),
                attributes,
                span: Span::NONE,
            }
        };
        let text = format!("annotation(\"{annotation}\")");
        let attribute = Attribute::with_arguments("annotation", text);
        let params = [
            param("p", vec![attribute]),
            param("n", Vec::new()),
            param("used", Vec::new()),
        ];
        Sal::of(&params, 0)
    }

    #[test]
    fn a_pointer_may_be_null_where_the_words_say_so() {
        let optional = [
            "_In_opt_",
            "_In_opt_z_",
            "_Inout_opt_",
            "_Out_opt_",
            "_Outptr_opt_",
            "_COM_Outptr_opt_result_maybenull_",
            "_In_reads_bytes_opt_(n)",
            "__in_opt",
            "__in_ecount_opt(n)",
            "__deref_opt_out",
            "__RPC__in_opt",
            "_Pre_valid_ _Maybenull_",
        ];
        for annotation in optional {
            assert_eq!(sal(annotation).optional, Some(true), "{annotation}");
        }
        let required = [
            "_In_",
            "_Out_writes_(n)",
            "__in",
            "_Outptr_",
            "__deref_out_opt",
            "__out",
        ];
        for annotation in required {
            assert_eq!(sal(annotation).optional, Some(false), "{annotation}");
        }
        for annotation in ["", "_Reserved_", "_Check_return_", "hello", "_"] {
            assert_eq!(sal(annotation), Sal::default(), "{annotation}");
        }
    }

    #[test]
    fn a_result_may_be_null_where_the_words_say_so() {
        for annotation in [
            "_Outptr_result_maybenull_",
            "_COM_Outptr_result_maybenull_",
            "__deref_out_opt",
            "__RPC__deref_out_opt",
        ] {
            assert_eq!(sal(annotation).result_optional, Some(true), "{annotation}");
        }
        for annotation in [
            "_Outptr_",
            "_COM_Outptr_opt_",
            "__deref_out",
            "__deref_opt_out",
        ] {
            assert_eq!(sal(annotation).result_optional, Some(false), "{annotation}");
        }
        assert_eq!(sal("_Out_").result_optional, None);
    }

    #[test]
    fn an_array_behind_a_pointer_has_a_size() {
        let size = |annotation: &str| sal(annotation).result_size;
        let count = |count, in_bytes| Some(Size { count, in_bytes });
        assert_eq!(
            size("_Outptr_result_buffer_(*n)"),
            count(Count::Deref(1), false)
        );
        assert_eq!(
            size("_Outptr_result_bytebuffer_(n)"),
            count(Count::Of(1), true)
        );
        assert_eq!(size("__deref_out_ecount(n)"), count(Count::Of(1), false));
        assert_eq!(size("_Outptr_"), None);
    }

    #[test]
    fn sizes_are_parameters_numbers_and_what_they_point_to() {
        let size = |annotation: &str| sal(annotation).size.map(|it| (it.count, it.in_bytes));
        assert_eq!(size("_In_reads_(n)"), Some((Count::Of(1), false)));
        assert_eq!(size("_In_reads_bytes_( (n) )"), Some((Count::Of(1), true)));
        assert_eq!(size("_Inout_updates_(16)"), Some((Count::Const(16), false)));
        assert_eq!(size("_Out_writes_(*n)"), Some((Count::Deref(1), false)));
        assert_eq!(size("__in_bcount(n)"), Some((Count::Of(1), true)));
        assert_eq!(size("_Out_writes_(n + 1)"), None);
        assert_eq!(size("_Out_writes_(f(n, 2))"), None);
        assert_eq!(size("_In_range_(0, n)"), None);
        let part = sal("_Out_writes_to_(n, *used)");
        assert_eq!(part.length, Some(Count::Deref(2)));
        assert_eq!(sal("__out_ecount_part(n, *used)"), part);
    }
}
