//! Compiles RDL to a winmd with `windows-rdl`, whose errors and panics become diagnostics.

use std::path::Path;

use super::catch_panic::catch_panic;
use super::scratch::Scratch;
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;

/// Compiles `rdl` to a winmd whose assembly and module are called `name`. Each name that `rdl` uses
/// and doesn't define must be in one of the `references`, which are winmds too.
///
/// The same text always gives the same bytes: the file holds no time, and the module's version id
/// is zero.
///
/// ```
/// use comidl_codegen::internal::emit::winmd::compile;
///
/// let rdl = "#[win32] mod Drawing { struct POINT { x: i32, y: i32, } }";
/// let winmd = compile(rdl, "Drawing", &[]).unwrap();
/// let file = windows_metadata::reader::File::new(winmd).unwrap();
/// let index = windows_metadata::reader::Index::new(vec![file]);
/// assert!(index.contains("Drawing", "POINT"));
/// ```
///
/// # Errors
///
/// [`Problem::RdlRejected`] if the text doesn't compile, [`Problem::LibraryPanicked`] if
/// `windows-rdl` panics, and [`Problem::NoTemporaryFolder`] if there is no folder for its output:
/// it writes to files only.
pub fn compile(rdl: &str, name: &str, references: &[&[u8]]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let folder = Scratch::new().map_err(no_folder)?;
    // The assembly gets the name of the file.
    let path = folder.path().join(format!("{name}.winmd"));
    catch_panic(|| write(rdl, &path, references)).map_err(|panicked| {
        let (library, message) = ("windows-rdl".into(), panicked.to_string());
        problem(Problem::LibraryPanicked { library, message })
    })??;
    let mut winmd = std::fs::read(&path).map_err(no_folder)?;
    restore_keywords(&mut winmd);
    Ok(winmd)
}

/// Returns the diagnostic of a problem that has no place in the user's files.
fn problem(problem: Problem) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(problem, Span::NONE))
}

fn no_folder(error: std::io::Error) -> Box<Diagnostic> {
    let reason = error.to_string();
    problem(Problem::NoTemporaryFolder { reason })
}

fn write(rdl: &str, path: &Path, references: &[&[u8]]) -> Result<(), Box<Diagnostic>> {
    windows_rdl::reader()
        .input_text(rdl)
        .reference_byte_sets(references)
        .output(path)
        .write()
        .map_err(|error| {
            // An error that names the output is one of the file system.
            if error.line == 0 && Path::new(&error.file_name) == path {
                problem(Problem::NoTemporaryFolder {
                    reason: error.message,
                })
            } else {
                rejected(rdl, &error)
            }
        })
}

/// Returns the diagnostic of an error, with the line of RDL that the error is about.
fn rejected(rdl: &str, error: &windows_rdl::Error) -> Box<Diagnostic> {
    let message = error.message.clone();
    let mut diagnostic = problem(Problem::RdlRejected { message });
    if let Some(index) = error.line.checked_sub(1)
        && let Some(text) = rdl.lines().nth(index)
    {
        let note = format!("line {} of the RDL: {}", error.line, text.trim());
        diagnostic.notes.push(note);
    }
    diagnostic
}

/// Removes the `r#` from the names in `winmd`.
///
/// Where the name of a method, a type or a constant is one of Rust's keywords, `windows-rdl` writes
/// the raw identifier, `r#move`. No reader of metadata expects that, and `windows-bindgen` panics.
/// No name of C has a `#`, so that each string of the `#Strings` heap that begins with `r#` is a raw
/// identifier. The string is moved to its own start, where the tables point. Two empty strings are
/// left behind it, to which nothing points.
fn restore_keywords(winmd: &mut [u8]) {
    let Some(strings) = strings_heap(winmd) else {
        return;
    };
    for string in strings.split_mut(|byte| *byte == 0) {
        if string.starts_with(b"r#") {
            string.copy_within(2.., 0);
            let len = string.len();
            string[len - 2..].fill(0);
        }
    }
}

/// Returns the `#Strings` heap (ECMA-335 II.24.2.1 and .2). The signature of the metadata root
/// leads to it, then the root's list of streams, then the stream's name.
fn strings_heap(winmd: &mut [u8]) -> Option<&mut [u8]> {
    let root = winmd.windows(4).position(|bytes| bytes == b"BSJB")?;
    let version = u32_at(winmd, root + 12)?;
    let mut header = root + 16 + version + 4;
    let streams = u32_at(winmd, header - 4)? >> 16;
    for _ in 0..streams {
        let (offset, size) = (u32_at(winmd, header)?, u32_at(winmd, header + 4)?);
        let name = winmd.get(header + 8..)?.split(|byte| *byte == 0).next()?;
        if name == b"#Strings" {
            return winmd.get_mut(root + offset..root + offset + size);
        }
        header += 8 + (name.len() + 1).next_multiple_of(4);
    }
    None
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use windows_metadata::reader::{File, Index};

    #[test]
    fn the_same_text_gives_the_same_bytes() {
        let rdl = "#[win32] mod A { struct B { c: i32, } }";
        assert_eq!(compile(rdl, "A", &[]), compile(rdl, "A", &[]));
    }

    #[test]
    fn a_name_that_nobody_has_is_told_with_its_line() {
        let rdl = "#[win32]\nmod A {\n    struct B {\n        c: Missing,\n    }\n}\n";
        let diagnostic = compile(rdl, "A", &[]).unwrap_err();
        assert_eq!(diagnostic.problem.code(), "IDL0821");
        assert_eq!(diagnostic.notes, ["line 4 of the RDL: c: Missing,"]);
    }

    #[test]
    fn a_panic_inside_is_an_error() {
        // A base that is no class: the writer of windows-metadata panics.
        let rdl = "#[win32] mod A { struct B { c: i32, } #[no_guid] interface D: B {} }";
        let diagnostic = compile(rdl, "A", &[]).unwrap_err();
        assert_eq!(diagnostic.problem.code(), "IDL0822");
    }

    #[test]
    fn a_keyword_is_itself_in_the_winmd() {
        let rdl = "#[win32] mod A { \
                   #[no_guid] interface I { fn r#move(&self); fn r#type(&self); } \
                   struct S { r#in: i32, } }";
        let winmd = compile(rdl, "A", &[]).unwrap();
        let index = Index::new(vec![File::new(winmd).unwrap()]);
        let interface = index.expect("A", "I");
        let names: Vec<_> = interface
            .methods()
            .map(|method| method.name().to_string())
            .collect();
        assert_eq!(names, ["move", "type"]);
        let record = index.expect("A", "S");
        assert_eq!(record.fields().next().unwrap().name(), "in");
    }
}
