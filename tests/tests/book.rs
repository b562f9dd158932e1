//! The pages as a book and as files: each link leads somewhere, each page is in the book, and mdBook builds it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use comidl_tests::{Tool, root};

/// mdBook, which `tests/run.sh` installs.
const MDBOOK: Tool = Tool {
    name: concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../target/tests/python/bin/mdbook"
    ),
    package: "mdbook, from PyPI",
};

/// Returns the Markdown files of a folder and of those in it, from the root of the repository.
fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(root().join(folder))
        .expect("the folder")
        .flatten()
    {
        let path = folder.join(entry.file_name());
        if entry.path().is_dir() {
            pages.extend(pages_in(&path));
        } else if path.extension().is_some_and(|it| it == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    pages
}

/// Returns all pages.
fn pages() -> Vec<PathBuf> {
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(PathBuf::from);
    top.into_iter().chain(pages_in(Path::new("docs"))).collect()
}

fn read(page: &Path) -> String {
    fs::read_to_string(root().join(page))
        .unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// Returns the lines of a page outside of fenced blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_fenced = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        !is_fenced && !is_fence
    })
}

/// Returns the targets of a page's links.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let text: Vec<&str> = prose(text).collect();
    let text = text.join("\n");
    // What stands between backticks is no link.
    for part in text.split('`').step_by(2) {
        links.extend(part.split("](").skip(1).filter_map(|rest| {
            let (target, _) = rest.split_once(')')?;
            Some(target.to_owned())
        }));
    }
    links
}

/// Returns the anchors of a page's headings, as mdBook and others make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter_map(|line| {
        line.trim_start_matches('#')
            .strip_prefix(' ')
            .filter(|_| line.starts_with('#'))
    });
    headings
        .map(|heading| {
            let letters = heading.chars().filter_map(|letter| match letter {
                ' ' | '-' => Some('-'),
                '_' => Some('_'),
                letter if letter.is_alphanumeric() => Some(letter.to_ascii_lowercase()),
                _ => None,
            });
            letters.collect()
        })
        .collect()
}

/// Returns a path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => _ = plain.pop(),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn each_link_leads_to_a_file_and_to_a_heading_of_it() {
    let mut lost = Vec::new();
    let mut count = 0;
    for page in pages() {
        for link in links(&read(&page)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            count += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => page.clone(),
                _ => plain(&page.parent().unwrap_or(Path::new("")).join(path)),
            };
            let is_lost = !root().join(&target).exists()
                || (!anchor.is_empty() && !anchors(&read(&target)).contains(anchor));
            if is_lost {
                lost.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(count > 50, "only {count} links");
}

#[test]
fn each_page_of_the_folder_is_in_the_book_and_leads_out_of_it_nowhere() {
    let summary = read(Path::new("docs/SUMMARY.md"));
    let in_book: BTreeSet<PathBuf> = links(&summary)
        .iter()
        .map(|link| Path::new("docs").join(link))
        .collect();
    let all: BTreeSet<PathBuf> = pages_in(Path::new("docs"))
        .into_iter()
        .filter(|page| page != Path::new("docs/SUMMARY.md"))
        .collect();
    assert_eq!(in_book, all);
    for page in all {
        for link in links(&read(&page))
            .iter()
            .filter(|link| !link.contains("://"))
        {
            let path = plain(&page.parent().unwrap_or(Path::new("")).join(link));
            assert!(
                path.starts_with("docs") || link.starts_with('#'),
                "{}: {link}",
                page.display()
            );
        }
    }
}

#[test]
fn mdbook_builds_the_book() {
    if !MDBOOK.or_left_out("mdbook_builds_the_book") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let book = root().display().to_string();
    let into = folder.path().display().to_string();
    let output = MDBOOK.run(["build", &book, "--dest-dir", &into]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("WARN") && !said.contains("ERROR"), "{said}");
    for page in [
        "guide.html",
        "cookbook.html",
        "errors.html",
        "contracts.html",
        "index.html",
    ] {
        assert!(folder.path().join(page).is_file(), "{page}");
    }
    let errors = fs::read_to_string(folder.path().join("errors.html")).expect("the page");
    assert!(
        errors.contains("id=\"idl0705\""),
        "the anchors are those that pages link to"
    );
}
