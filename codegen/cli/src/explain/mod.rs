//! `comidl explain`: the index of errors. Each code has a section in a page of its kind, with an input that has
//! the problem and one that hasn't. The page `docs/errors.md` is made of the same sections.

use std::io::{self, Write};

use comidl_codegen::internal::diagnostics::Problem;

use crate::arguments::ExplainArguments;
use crate::{Outcome, refuse};

/// The pages. The second digit of a code is the number of its page, from 1.
const PAGES: [&str; 9] = [
    include_str!("files.md"),
    include_str!("preprocessor.md"),
    include_str!("syntax.md"),
    include_str!("names.md"),
    include_str!("values.md"),
    include_str!("attributes.md"),
    include_str!("metadata.md"),
    include_str!("output.md"),
    include_str!("contracts.md"),
];

pub(crate) fn run(arguments: &ExplainArguments) -> io::Result<Outcome> {
    let text = match &arguments.code {
        None => list(),
        Some(asked) => match find(asked) {
            Some((code, message)) => explanation(code, message),
            None => refuse(
                "explain",
                format!("comidl has no problem `{asked}`; without a code, it lists all"),
            ),
        },
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// Returns a line for each code.
fn list() -> String {
    let mut all = Problem::ALL.to_vec();
    all.sort_unstable();
    let lines = all.into_iter();
    lines
        .map(|(code, message)| format!("{code}  {message}\n"))
        .collect()
}

/// Returns the code that the user means, with its message. Whoever copies `error[IDL0401]` means the same as who
/// types `401`, `idl0401` or `E0401`. A warning may be `W0401`.
fn find(asked: &str) -> Option<(&'static str, &'static str)> {
    let asked = asked.to_ascii_uppercase();
    let digits: String = asked.chars().filter(char::is_ascii_digit).collect();
    let mut number: u32 = digits.parse().ok()?;
    let is_warning = asked.starts_with('W');
    if is_warning && number < 1000 {
        number += 1000;
    }
    let meant = format!("IDL{number:04}");
    let mut all = Problem::ALL.iter();
    all.find(|(code, _)| *code == meant).copied()
}

/// Returns the section of a code under its message.
fn explanation(code: &str, message: &str) -> String {
    let title = format!("{code}: {message}\n\n");
    match section(code) {
        Some(section) => title + section + "\n",
        None => title,
    }
}

/// Returns what the pages say of a code, without its title.
fn section(code: &str) -> Option<&'static str> {
    let title = format!("\n## {code}\n");
    PAGES.iter().find_map(|page| {
        let (_, rest) = page.split_once(&title)?;
        let section = rest
            .split_once("\n## ")
            .map_or(rest, |(section, _)| section);
        Some(section.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_a_section_and_each_section_a_code() {
        let mut codes: Vec<&str> = Problem::ALL.iter().map(|(code, _)| *code).collect();
        let pages = PAGES.iter().flat_map(|page| page.lines());
        let mut sections: Vec<&str> = pages.filter_map(|line| line.strip_prefix("## ")).collect();
        let is_sorted = sections.is_sorted_by_key(|code| (code.chars().nth(4), *code));
        assert!(is_sorted, "the codes of a page are in order, errors first");
        codes.sort_unstable();
        sections.sort_unstable();
        assert_eq!(sections, codes);
    }

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for asked in [
            "IDL0401",
            "idl0401",
            "401",
            "0401",
            "E0401",
            "e401",
            "error[IDL0401]",
        ] {
            assert_eq!(
                find(asked).map(|(code, _)| code),
                Some("IDL0401"),
                "{asked}"
            );
        }
        for asked in ["IDL1401", "1401", "W1401", "w401", "warning[IDL1401]"] {
            assert_eq!(
                find(asked).map(|(code, _)| code),
                Some("IDL1401"),
                "{asked}"
            );
        }
        for asked in ["", "IDL", "IDL9999", "99999999999999999999", "vtable"] {
            assert_eq!(find(asked), None, "{asked}");
        }
    }
}
