//! Templates: the Rust that is written, as it reads, with holes for what differs.
//!
//! A template is a string of several lines. A hole is `$name`, or `${name}` before a letter. The
//! compiler of this crate checks that each hole has a value and each value a hole.

use std::fmt::{Display, Write};

use super::code::Code;

/// Writes a template to some [`Code`], at its depth.
///
/// ```ignore
/// rust!(code, "
///     impl $name {
///         pub const LENGTH: usize = $length;
///         $methods
///     }
/// ", name, length = fields.len(), methods = Block(|code| write_methods(code, fields)));
/// ```
///
/// A value is whatever can be displayed, or a [`Block`], which writes lines in its place.
///
/// The indentation of the first line is taken from all lines. The further lines of a value with
/// several lines begin where the hole's line begins. A line is left out when its holes leave
/// nothing on it.
macro_rules! rust {
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
    ($code:expr, $text:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: () = $crate::emit::rust::template::check($text, &[$(stringify!($name)),*]);
        $code.template($text, &[$((stringify!($name), &rust!(@value $name $(= $value)?))),*]);
    }};
}
pub(super) use rust;

/// The values of a template's holes, by name.
pub(super) type Values<'a> = &'a [(&'a str, &'a dyn Value)];

/// What stands in a hole.
pub(super) trait Value {
    /// Writes the value to a line that begins at the offset `start` of the text.
    fn write(&self, code: &mut Code, start: usize);
}

impl<T: Display> Value for T {
    fn write(&self, code: &mut Code, _: usize) {
        let before = code.text.len();
        write!(code.text, "{self}").expect("writing to a string can't fail");
        while code.text.len() > before && code.text.ends_with('\n') {
            code.text.pop();
        }
        if code.text[before..].contains('\n') {
            let value = code.text.split_off(before);
            for (number, line) in value.lines().enumerate() {
                if number > 0 {
                    code.text.push('\n');
                    if !line.is_empty() {
                        code.indent();
                    }
                }
                code.text.push_str(line);
            }
        }
    }
}

/// The lines that a function writes. Nothing else stands on the line of the hole.
///
/// The lines are written at their depth, while a text of many lines would be copied once for each
/// template around it.
pub(super) struct Block<F: Fn(&mut Code)>(pub(super) F);

impl<F: Fn(&mut Code)> Value for Block<F> {
    fn write(&self, code: &mut Code, start: usize) {
        code.text.truncate(start);
        (self.0)(code);
        if code.text.len() > start && code.text.ends_with('\n') {
            code.text.pop();
        }
    }
}

/// Fails to compile where a hole of `text` has no value, or a value no hole.
pub(super) const fn check(text: &str, names: &[&str]) {
    let text = text.as_bytes();
    let mut used = [false; 32];
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'$' {
            let (start, end) = hole(text, at);
            let mut number = 0;
            while number < names.len() && !is_same(text, start, end, names[number].as_bytes()) {
                number += 1;
            }
            assert!(number < names.len(), "a hole has no value");
            used[number] = true;
            at = end;
        } else {
            at += 1;
        }
    }
    let mut number = 0;
    while number < names.len() {
        assert!(used[number], "a value has no hole");
        number += 1;
    }
}

/// Returns where the name of the hole begins and ends whose `$` is at `at`.
const fn hole(text: &[u8], at: usize) -> (usize, usize) {
    let start = if at + 1 < text.len() && text[at + 1] == b'{' {
        at + 2
    } else {
        at + 1
    };
    let mut end = start;
    while end < text.len() && (text[end].is_ascii_alphanumeric() || text[end] == b'_') {
        end += 1;
    }
    (start, end)
}

const fn is_same(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if text[start + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Writes the template `text` to `code`.
pub(super) fn write(code: &mut Code, text: &str, values: Values<'_>) {
    let mut margin = None;
    for line in text.lines() {
        let Some(column) = line.bytes().position(|byte| byte != b' ') else {
            continue;
        };
        let content = &line[column..];
        let depth = column.saturating_sub(*margin.get_or_insert(column)) / 4;
        code.depth += depth;
        write_line(code, content, values);
        code.depth -= depth;
    }
}

fn write_line(code: &mut Code, mut line: &str, values: Values<'_>) {
    let start = code.text.len();
    code.indent();
    while let Some(at) = line.find('$') {
        code.text.push_str(&line[..at]);
        let (name, end) = hole(line.as_bytes(), at);
        let value = values.iter().find(|(known, _)| *known == &line[name..end]);
        line = line[end..]
            .strip_prefix('}')
            .filter(|_| name == at + 2)
            .unwrap_or(&line[end..]);
        if let Some((_, value)) = value {
            value.write(code, start);
        }
    }
    code.text.push_str(line);
    if code.text.as_bytes()[start..]
        .iter()
        .all(|byte| *byte == b' ')
    {
        code.text.truncate(start);
    } else {
        code.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::Block;
    use crate::emit::rust::code::Code;

    #[test]
    fn a_template_stands_at_the_depth_of_what_is_around_it() {
        let mut code = Code::default();
        let (name, methods) = ("Lamp", "fn a();\nfn b();\n");
        let write_items = |code: &mut Code| {
            rust!(
                code,
                "
                impl $name {
                    pub const LENGTH_OF_${name}S: usize = $length;
                    $methods
                }
                ",
                name,
                length = 3,
                methods
            );
        };
        rust!(
            code,
            "
            mod lamps {
                $items
            }
            ",
            items = Block(write_items)
        );
        assert_eq!(
            code.into_text(),
            "mod lamps {
    impl Lamp {
        pub const LENGTH_OF_LampS: usize = 3;
        fn a();
        fn b();
    }
}
"
        );
    }

    #[test]
    fn a_line_of_which_nothing_is_left_is_left_out() {
        let mut code = Code::default();
        rust!(
            code,
            "
            struct A {
                $fields
            }
            ",
            fields = ""
        );
        assert_eq!(code.into_text(), "struct A {\n}\n");
    }

    #[test]
    fn a_block_is_written_at_the_depth_of_its_hole() {
        let mut code = Code::default();
        rust!(
            code,
            "
            impl A {
                $methods
                $nothing
            }
            ",
            methods = Block(|code| {
                for name in ["a", "b"] {
                    rust!(code, "fn $name();", name);
                }
            }),
            nothing = Block(|_| {})
        );
        assert_eq!(code.into_text(), "impl A {\n    fn a();\n    fn b();\n}\n");
    }
}
