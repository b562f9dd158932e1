//! Rust text, line by line, laid out as `rustfmt` lays it out.
//!
//! The text is written already formatted: running it through a parser and a pretty-printer costs
//! an unoptimised build script several times what all the other stages cost together.

use std::fmt::{self, Write};

use super::template;

/// The longest line.
const WIDTH: usize = 100;

/// The longest list of a call's arguments that stays on one line.
const CALL_WIDTH: usize = 60;

/// The text of a file, and how deep its end is nested.
#[derive(Debug, Default)]
pub(super) struct Code {
    text: String,
    depth: usize,
}

impl Code {
    /// The text so far.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: fmt::Arguments<'_>) {
        let start = self.text.len();
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
        let indented = self.text.len();
        self.text
            .write_fmt(line)
            .expect("writing to a string can't fail");
        if self.text.len() == indented {
            self.text.truncate(start);
        }
        self.text.push('\n');
    }

    /// Writes a [template](super::template), at the depth of the text so far.
    pub(super) fn template(&mut self, text: &str, values: template::Values<'_>) {
        let indentation = "    ".repeat(self.depth);
        template::write(&mut self.text, &indentation, text, values);
    }

    /// Writes `head {`; what follows is one level deeper until [`Self::close`].
    pub(super) fn open(&mut self, head: fmt::Arguments<'_>) {
        self.line(format_args!("{head} {{"));
        self.depth += 1;
    }

    /// Writes `head: bound {`, or `head: bound {}` where nothing follows.
    pub(super) fn open_bounded(&mut self, head: &str, bound: &str, is_empty: bool) {
        let end = if is_empty { "{}" } else { "{" };
        let fits = head.len() + 2 + bound.len() + 1 + end.len() <= self.room();
        if bound.is_empty() {
            self.line(format_args!("{head} {end}"));
        } else if fits {
            self.line(format_args!("{head}: {bound} {end}"));
        } else {
            self.line(format_args!("{head}:"));
            self.line(format_args!("    {bound}"));
            self.line(format_args!("{end}"));
        }
        if !is_empty {
            self.depth += 1;
        }
    }

    /// Ends what [`Self::open`] began, with `end`: `}` and what comes right after it.
    pub(super) fn close(&mut self, end: &str) {
        self.depth -= 1;
        self.line(format_args!("{end}"));
    }

    /// Writes a list of parameters, a line for all or one for each: `head`, which ends with the
    /// opening bracket, the items, and `tail`, which begins with the closing one.
    pub(super) fn list(&mut self, head: &str, items: &[String], tail: &str) {
        self.list_within(head, items, tail, WIDTH, ",");
    }

    /// Writes a call likewise.
    pub(super) fn call(&mut self, head: &str, items: &[String], tail: &str) {
        self.list_within(head, items, tail, CALL_WIDTH, ",");
    }

    /// Writes a macro's call likewise, without a comma behind the last argument.
    pub(super) fn macro_call(&mut self, head: &str, items: &[String], tail: &str) {
        self.list_within(head, items, tail, CALL_WIDTH, "");
    }

    /// Writes `target call;`, `target` being what comes before the call (`let x =`).
    pub(super) fn assign(&mut self, target: &str, head: &str, args: &[String]) {
        let whole = format!("{target} {head}");
        let inner = joined_width(args);
        let flat = whole.len() + inner + ");".len();
        let fits = inner <= CALL_WIDTH && flat <= self.room();
        if fits || whole.len() <= self.room() && !self.fits_below(head, args) {
            self.call(&whole, args, ");");
        } else {
            self.line(format_args!("{target}"));
            self.depth += 1;
            self.call(head, args, ");");
            self.depth -= 1;
        }
    }

    /// Whether the call would be one line if it stood a level deeper.
    fn fits_below(&self, head: &str, args: &[String]) -> bool {
        let inner = joined_width(args);
        inner <= CALL_WIDTH && 4 + head.len() + inner + ");".len() <= self.room()
    }

    /// Writes the head of a function: `head`, its generic parameters, its parameters, and `tail`,
    /// which begins with the closing bracket.
    pub(super) fn generic_function(
        &mut self,
        head: &str,
        generics: &[String],
        params: &[String],
        tail: &str,
    ) {
        if generics.is_empty() {
            self.list(&format!("{head}("), params, tail);
            return;
        }
        let flat = format!("{head}<{}>(", generics.join(", "));
        // What follows a list of generic parameters is given three columns, needed or not.
        if flat.len() + 3 <= self.room() {
            self.list(&flat, params, tail);
            return;
        }
        if params.is_empty() {
            self.list_within(&format!("{head}<"), generics, &format!(">({tail}"), 0, ",");
            return;
        }
        self.list_within(&format!("{head}<"), generics, ">(", 0, ",");
        self.depth += 1;
        for param in params {
            self.line(format_args!("{param},"));
        }
        self.depth -= 1;
        self.line(format_args!("{tail}"));
    }

    /// Whether a call of `head` with `items` and what comes with it in `around` further columns
    /// stays on one line.
    pub(super) fn call_fits(&self, head: &str, items: &[String], around: usize) -> bool {
        let inner = joined_width(items);
        inner <= CALL_WIDTH && self.indent() + head.len() + inner + around <= WIDTH
    }

    fn list_within(&mut self, head: &str, items: &[String], tail: &str, most: usize, end: &str) {
        let inner = joined_width(items);
        // A brace that opens a body may not hang over the edge, either.
        let width = self.indent() + head.len() + inner + tail.len();
        if items.is_empty() || (inner <= most && width <= WIDTH) {
            self.line(format_args!("{head}{}{tail}", items.join(", ")));
            return;
        }
        self.line(format_args!("{head}"));
        self.depth += 1;
        for (index, item) in items.iter().enumerate() {
            let comma = if index + 1 < items.len() { "," } else { end };
            self.line(format_args!("{item}{comma}"));
        }
        self.depth -= 1;
        self.line(format_args!("{tail}"));
    }

    /// Writes `head: ty` with a function's type, in the way of a field: `ty` is `before`, the
    /// parameters and `after`.
    pub(super) fn function_field(
        &mut self,
        head: &str,
        before: &str,
        params: &[String],
        after: &str,
    ) {
        let flat = before.len() + joined_width(params) + after.len() + 1;
        if self.indent() + head.len() + 2 + flat <= WIDTH {
            self.line(format_args!(
                "{head}: {before}{}{after},",
                params.join(", ")
            ));
        } else if self.indent() + 4 + flat <= WIDTH {
            self.line(format_args!("{head}:"));
            self.depth += 1;
            self.line(format_args!("{before}{}{after},", params.join(", ")));
            self.depth -= 1;
        } else {
            let head = format!("{head}: {before}");
            self.line(format_args!("{head}"));
            self.depth += 1;
            for param in params {
                self.line(format_args!("{param},"));
            }
            self.depth -= 1;
            self.line(format_args!("{after},"));
        }
    }

    /// Writes `a || b`, in a line or an operand a line.
    pub(super) fn operands(&mut self, operands: &[String], operator: &str) {
        let flat = operands.join(&format!(" {operator} "));
        if flat.len() <= self.room() {
            self.line(format_args!("{flat}"));
            return;
        }
        for (index, operand) in operands.iter().enumerate() {
            if index == 0 {
                self.line(format_args!("{operand}"));
                self.depth += 1;
            } else {
                self.line(format_args!("{operator} {operand}"));
            }
        }
        self.depth -= 1;
    }

    /// One level deeper.
    pub(super) fn deeper(&mut self) {
        self.depth += 1;
    }

    /// One level back.
    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }

    /// How many columns are left on a line here.
    pub(super) fn room(&self) -> usize {
        WIDTH.saturating_sub(self.indent())
    }

    fn indent(&self) -> usize {
        4 * self.depth
    }
}

fn joined_width(items: &[String]) -> usize {
    let texts: usize = items.iter().map(|item| item.chars().count()).sum();
    texts + 2 * items.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(items: &[&str]) -> Vec<String> {
        items.iter().map(|&item| item.into()).collect()
    }

    #[test]
    fn a_list_that_fits_is_one_line_and_one_that_does_not_is_a_line_each() {
        let mut code = Code::default();
        code.list("fn f(", &strings(&["a: u8", "b: u8"]), ");");
        let long = "x".repeat(50);
        code.list("fn f(", &strings(&[&long, &long]), ");");
        assert_eq!(
            code.into_text(),
            format!("fn f(a: u8, b: u8);\nfn f(\n    {long},\n    {long},\n);\n")
        );
    }
}
