//! The library's source, reduced to the code that a user runs: without comments, strings and tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use comidl_tests::root;

/// A file of a package.
pub(crate) struct RustSource {
    /// The path within the folder that was asked for.
    pub(crate) path: PathBuf,
    /// The text. Each byte of a comment, a string or a test is a space; line breaks stay.
    pub(crate) code: String,
}

impl RustSource {
    /// Returns the names of the module: `["parse", "record"]` for `parse/record.rs`.
    pub(crate) fn module(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        let names = path.iter().map(|name| name.to_string_lossy().into_owned());
        names
            .filter(|name| name != "mod" && name != "lib")
            .collect()
    }

    /// Returns the number of the line that the byte at `index` is in.
    pub(crate) fn line(&self, index: usize) -> usize {
        1 + self.code[..index].matches('\n').count()
    }
}

/// Returns the path of the library's source.
pub(crate) fn folder() -> PathBuf {
    root().join("codegen/src")
}

/// Returns all files of the library that aren't compiled for tests alone, sorted.
pub(crate) fn rust_sources() -> Vec<RustSource> {
    rust_sources_of(&folder())
}

/// Returns all files of a folder that aren't compiled for tests alone, sorted.
pub(crate) fn rust_sources_of(folder: &Path) -> Vec<RustSource> {
    let mut paths = Vec::new();
    collect(folder, &mut paths);
    paths.sort();
    let mut tests = BTreeSet::new();
    let mut sources = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file of text");
        let mut code = without_comments_and_strings(&text);
        remove_tests(&mut code, &path, &mut tests);
        let within = path.strip_prefix(folder).expect("it is in the folder");
        sources.push(RustSource {
            path: within.to_owned(),
            code,
        });
    }
    sources.retain(|source| {
        let module = folder.join(&source.path).with_extension("");
        !tests.iter().any(|test| module.starts_with(test))
    });
    sources
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Blanks each item behind a `#[cfg(test)]`. The path of a module that is a file of its own, without
/// its extension, is added to `modules`.
fn remove_tests(code: &mut String, path: &Path, modules: &mut BTreeSet<PathBuf>) {
    const TEST: &str = "#[cfg(test)]";
    while let Some(start) = code.find(TEST) {
        let behind = start + TEST.len();
        let length = code[behind..]
            .find(['{', ';'])
            .expect("an item behind the attribute");
        let mut end = behind + length + 1;
        if code.as_bytes()[end - 1] == b';' {
            let item = code[behind..end - 1].trim();
            if let Some(name) = item.strip_prefix("mod ") {
                modules.insert(module_folder(path).join(name));
            }
        } else {
            let mut depth = 1;
            for byte in code[end..].bytes() {
                match byte {
                    b'{' => depth += 1,
                    b'}' => depth -= 1,
                    _ => {}
                }
                end += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        let blank = blank(&code[start..end]);
        code.replace_range(start..end, &blank);
    }
}

/// Returns the folder in which the modules of the file at `path` are.
fn module_folder(path: &Path) -> PathBuf {
    match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => path.with_file_name(""),
        _ => path.with_extension(""),
    }
}

/// Returns as many bytes of spaces, with the line breaks of `text`.
fn blank(text: &str) -> String {
    let bytes = text.bytes();
    bytes
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect()
}

fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        let is_in_word = previous.is_alphanumeric() || previous == '_';
        let length = literal_or_comment(rest, is_in_word);
        let (taken, behind) = rest.split_at(length.unwrap_or(first.len_utf8()));
        match length {
            Some(_) => code += &blank(taken),
            None => code.push(first),
        }
        previous = first;
        rest = behind;
    }
    code
}

/// Returns the length of the comment, string or character that `text` begins with.
fn literal_or_comment(text: &str, is_in_word: bool) -> Option<usize> {
    let end_of = |from: usize, end: &str| {
        let found = text[from..].find(end);
        Some(found.map_or(text.len(), |index| from + index + end.len()))
    };
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return end_of(2, "*/");
    }
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    if is_in_word {
        return None;
    }
    if let Some(behind) = text.strip_prefix("br").or(text.strip_prefix('r')) {
        let hashes = behind.len() - behind.trim_start_matches('#').len();
        let open = text.len() - behind.len() + hashes + 1;
        if behind[hashes..].starts_with('"') {
            return end_of(open, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    // A lifetime isn't closed by a quote.
    let character = text.strip_prefix('\'')?;
    let mut letters = character.chars();
    match (letters.next()?, letters.next()?) {
        ('\\', _) => Some(quoted(text, '\'')),
        (letter, '\'') => Some(letter.len_utf8() + 2),
        _ => None,
    }
}

/// Returns the length of the literal that `text` begins with and that ends with `quote`.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[test]
fn comments_strings_and_tests_are_blank() {
    let text = "use a; // b\nlet c = (\"d\\\"\", 'e', '\\'', r#\"f\"g\"#);\n/* h */ fn i<'j>() {}\n\
                #[cfg(test)]\nmod k;\n#[cfg(test)]\nmod l {\n    fn m() {}\n}\nuse n;\n";
    let mut code = without_comments_and_strings(text);
    let mut modules = BTreeSet::new();
    remove_tests(&mut code, Path::new("x/mod.rs"), &mut modules);
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "use a; let c = ( , , , ); fn i<'j>() {} use n;"
    );
    assert_eq!(code.len(), text.len());
    assert_eq!(modules, BTreeSet::from([PathBuf::from("x/k")]));
}
