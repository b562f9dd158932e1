//! Templates: the Rust that is written, as it reads, with holes for what differs.
//!
//! A template is a string of several lines. A hole is `$name`, or `${name}` before a letter. The
//! compiler of this crate checks that each hole has a value and each value a hole.

use std::fmt::{Display, Write};

/// Writes a template to some [`Code`](super::code::Code), at its depth.
///
/// ```ignore
/// rust!(code, "
///     impl $name {
///         pub const LENGTH: usize = $length;
///         $methods
///     }
/// ", name, length = fields.len(), methods = methods.into_text());
/// ```
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
pub(super) type Values<'a> = &'a [(&'a str, &'a dyn Display)];

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

/// Writes the template `text` to `out`, each line behind `indentation`.
pub(super) fn write(out: &mut String, indentation: &str, text: &str, values: Values<'_>) {
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .peekable();
    let margin = lines
        .peek()
        .map_or(0, |line| line.len() - line.trim_start().len());
    for line in lines {
        write_line(
            out,
            indentation,
            line.get(margin..).unwrap_or_default(),
            values,
        );
    }
}

fn write_line(out: &mut String, indentation: &str, mut line: &str, values: Values<'_>) {
    let start = out.len();
    out.push_str(indentation);
    let inner = line.len() - line.trim_start().len();
    let is_blank = line.is_empty();
    while let Some(at) = line.find('$') {
        out.push_str(&line[..at]);
        let (name, end) = hole(line.as_bytes(), at);
        let value = values.iter().find(|(known, _)| *known == &line[name..end]);
        line = line[end..]
            .strip_prefix('}')
            .filter(|_| name == at + 2)
            .unwrap_or(&line[end..]);
        if let Some((_, value)) = value {
            write_value(out, start, indentation.len() + inner, value);
        }
    }
    out.push_str(line);
    if is_blank || out[start..].trim().is_empty() {
        out.truncate(start);
    } else {
        out.push('\n');
    }
}

/// Writes a value. Its further lines begin as deep as the line that starts at `start`.
fn write_value(out: &mut String, start: usize, depth: usize, value: &dyn Display) {
    let before = out.len();
    write!(out, "{value}").expect("writing to a string can't fail");
    while out.len() > before && out.ends_with('\n') {
        out.pop();
    }
    if out[before..].contains('\n') {
        let value = out.split_off(before);
        let indentation = out[start..start + depth].to_owned();
        for (number, line) in value.lines().enumerate() {
            if number > 0 {
                out.push('\n');
                if !line.is_empty() {
                    out.push_str(&indentation);
                }
            }
            out.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::emit::rust::code::Code;

    #[test]
    fn a_template_stands_at_the_depth_of_what_is_around_it() {
        let mut code = Code::default();
        let (name, methods) = ("Lamp", "fn a();\nfn b();\n");
        code.open(format_args!("mod lamps"));
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
        code.close("}");
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
}
