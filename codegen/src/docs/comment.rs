//! The words of comments, without the marks around them.

/// Returns the lines of some comments that stand together. No line is empty but between two
/// paragraphs. Rows of marks, which only separate, are left out.
pub(super) fn words<'t>(comments: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph_ends = false;
    for line in comments.flat_map(lines_of) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.chars().any(char::is_alphanumeric) {
            paragraph_ends = true;
            continue;
        }
        if std::mem::take(&mut paragraph_ends) && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(line);
    }
    lines
}

/// Returns the lines of a comment, without what makes a comment of them.
fn lines_of(comment: &str) -> Vec<&str> {
    if let Some(line) = comment.strip_prefix("//") {
        let line = line.trim_start_matches('/');
        return vec![without_mark(line)];
    }
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let inner = without_mark(inner.trim_start_matches('*'));
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        let line = line.trim_start_matches("**");
        // `*` alone or before a space is the left edge of a comment. Emphasis has no space.
        let line = match line.strip_prefix('*') {
            Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest,
            _ => line,
        };
        line.trim_end_matches('*')
    });
    lines.collect()
}

/// Returns a comment's text without the mark by which tools know documentation: `!`, `<` or both.
fn without_mark(text: &str) -> &str {
    let text = text.strip_prefix('!').unwrap_or(text);
    text.strip_prefix('<').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::words;

    fn said(comment: &str) -> String {
        words(std::iter::once(comment)).join("|")
    }

    #[test]
    fn a_comment_is_its_words() {
        for (comment, expected) in [
            ("// A lamp.", "A lamp."),
            ("/// A lamp.", "A lamp."),
            ("//! A lamp.", "A lamp."),
            ("///< A lamp.", "A lamp."),
            ("/* A lamp. */", "A lamp."),
            ("/** A lamp. **/", "A lamp."),
            ("/**< A lamp. */", "A lamp."),
            ("/*!< A lamp. */", "A lamp."),
            (
                "/*\n * A lamp\n *   that  burns.\n */",
                "A lamp|that burns.",
            ),
            ("/**\n ** One.\n **\n ** Two.\n **/", "One.||Two."),
            ("// a * b", "a * b"),
            ("/* *strong* words */", "*strong* words"),
        ] {
            assert_eq!(said(comment), expected, "{comment}");
        }
    }

    #[test]
    fn a_row_of_marks_says_nothing() {
        for row in [
            "//-----",
            "/*****/",
            "/**/",
            "//",
            "/* ==== */",
            "/*",
            "//~",
        ] {
            assert_eq!(said(row), "", "{row}");
        }
        assert_eq!(said("/*=====\n A lamp.\n=====*/"), "A lamp.");
    }
}
