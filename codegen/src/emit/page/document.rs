//! The page as a whole: its head, its parts, and what it allows.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Chapter, Page, constant, contents, foreign, inheritance};

const STYLE: &str = include_str!("page.css");

/// The script of the search.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// What a browser may do for the page: nothing but to show its own style and run its own script. The
/// hashes are those of [`STYLE`] and [`SCRIPT`].
const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; \
    style-src 'sha256-FCFGR/ANxh+mrVs7bQ/Yr7hHGtldwXtuRDP0CNX7hzk='; script-src 'sha256-xusyy+KF+tjTRq8IrqDjvOvVTV+6z2+HgNbRUhKev6s='";

pub(super) fn whole(page: &Page<'_>, title: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="comidl";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header.bar {
                    a.title href="#content" { (title) }
                    (search())
                }
                (contents::contents(page))
                main #content tabindex="-1" {
                    h1 { (title) }
                    (targets(page))
                    (inheritance::picture(page))
                    @for chapter in Chapter::ALL { (section(page, chapter)) }
                    (foreign::chapter(page))
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn search() -> Markup {
    html! {
        search {
            label.hidden for="query" { "Search" }
            input #query type="search" role="combobox" autocomplete="off" spellcheck="false"
                placeholder="Search names and GUIDs ( / )" aria-expanded="false"
                aria-autocomplete="list" aria-controls="found";
            ul #found role="listbox" aria-label="Found" hidden {}
            p #told.hidden role="status" {}
        }
    }
}

fn targets(page: &Page<'_>) -> Markup {
    html! {
        @if let [width] = page.widths[..] {
            p.note {
                "For " (super::bits(width)) "-bit Windows alone: the files differ by target."
            }
        }
    }
}

fn section(page: &Page<'_>, chapter: Chapter) -> Markup {
    let items = page.chapter(chapter);
    let title = format!("{}-title", chapter.id());
    html! {
        @if !items.is_empty() {
            section id=(chapter.id()) aria-labelledby=(title) {
                h2 id=(title) { (chapter.title()) " " span.count { (items.len()) } }
                @if chapter == Chapter::Constants { (constant::table(page, &items)) }
                @else {
                    @for (id, _) in &items { (page.article(*id)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_has_the_hashes_of_the_style_and_the_script() {
        let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
        let (style, script) = (hash(STYLE), hash(SCRIPT));
        assert!(
            POLICY.ends_with(&format!(
                "style-src 'sha256-{style}'; script-src 'sha256-{script}'"
            )),
            "style {style}, script {script}"
        );
    }
}
