//! Pages that tests make.

use std::path::Path;

/// Compares a page with what a test makes, and writes it where `INSTA_UPDATE` is `always`.
pub(crate) fn assert_is_made(path: &Path, made: &str) {
    let there = std::fs::read_to_string(path).unwrap_or_default();
    if made != there && std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        std::fs::write(path, made).expect("the page can be written");
        return;
    }
    let differing = made
        .lines()
        .zip(there.lines())
        .find(|(made, there)| made != there);
    assert!(
        made == there,
        "{} is stale; write it by INSTA_UPDATE=always. The first difference: {differing:?}",
        path.display()
    );
}
