//! The URIs of files, and their paths.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands for itself in the path of a URI.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Returns the path of the file that a URI names; none if it names something else.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme()?.as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let decoded = percent_decode_str(uri.path().as_str()).decode_utf8().ok()?;
    Some(PathBuf::from(local(&decoded, cfg!(windows))))
}

/// Returns the path of a URI as the system writes it: on Windows, without the `/` before a drive.
fn local(path: &str, is_windows: bool) -> &str {
    match path.strip_prefix('/') {
        Some(rest) if is_windows && rest.as_bytes().get(1) == Some(&b':') => rest,
        _ => path,
    }
}

/// Returns the URI of the file at an absolute path.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    // Windows' own form of a path without links begins so.
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    let slash = if path.starts_with('/') { "" } else { "/" };
    let escaped = utf8_percent_encode(path, ESCAPED);
    Uri::from_str(&format!("file://{slash}{escaped}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_from_its_uri() {
        for written in ["/a/b.idl", "/a b/\u{e9}\u{1f980}%20#?.idl"] {
            let uri = of(Path::new(written)).unwrap();
            assert_eq!(path(&uri).unwrap(), Path::new(written), "{uri:?}");
        }
    }

    #[test]
    fn editors_may_escape_more() {
        let uri = Uri::from_str("file:///a%2Bb/c%3A.idl").unwrap();
        assert_eq!(path(&uri).unwrap(), Path::new("/a+b/c:.idl"));
        assert_eq!(path(&Uri::from_str("untitled:Untitled-1").unwrap()), None);
    }

    #[test]
    fn a_drive_has_no_slash_before_it() {
        let uri = of(Path::new("\\\\?\\C:\\a.idl")).unwrap();
        assert_eq!(uri.as_str(), "file:///C%3A/a.idl");
        assert_eq!(local("/c:/a.idl", true), "c:/a.idl");
        assert_eq!(local("/c:/a.idl", false), "/c:/a.idl");
    }
}
