//! The headers of the Windows SDK, for a machine that hasn't got it.
//!
//! Metadata has what they declare, so a header that isn't found is no error. But metadata has no
//! macros: those that IDL needs are in short headers of our own, beside this file.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::Preprocessor;
use crate::source::File;

/// The names of the SDK's `.idl` and `.h` files and those of C's library, in lower case, sorted, one
/// a line.
const FILES: &str = include_str!("files.txt");

static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| FILES.lines().collect());

/// The macros that most headers bring in by those that they include.
const COMMON: &str = concat!(
    include_str!("winapifamily.h"),
    include_str!("sdkddkver.h"),
    include_str!("windef.h"),
    include_str!("rpc.h"),
);

/// The headers that have more than the common macros.
const OTHERS: &[(&str, &str)] = &[
    ("olectl.h", include_str!("olectl.h")),
    ("poppack.h", "#pragma pack(pop)\n"),
    ("pshpack1.h", "#pragma pack(push, 1)\n"),
    ("pshpack2.h", "#pragma pack(push, 2)\n"),
    ("pshpack4.h", "#pragma pack(push, 4)\n"),
    ("pshpack8.h", "#pragma pack(push, 8)\n"),
];

/// Whether an `import` or `#include` of `name` means a file of the Windows SDK. The folder in the
/// name and the case of its letters mean nothing.
pub(crate) fn is_windows_file(name: &str) -> bool {
    let file = file_name(name);
    NAMES.binary_search(&file.as_str()).is_ok()
}

/// Begins the path of a header that stands in for one of Windows.
const STAND_IN: &str = "<Windows SDK>/";

/// Whether `file` stands in for a header of Windows.
pub(super) fn is_stand_in(file: &File) -> bool {
    let path = file.path().to_str();
    path.is_some_and(|path| path.starts_with(STAND_IN))
}

fn file_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.to_ascii_lowercase()
}

/// The headers of Windows that a file includes.
#[derive(Debug, Default)]
pub(super) struct WindowsHeaders {
    /// There is one, so that annotations of SAL vanish.
    pub(super) is_included: bool,
    /// The texts that were read, each of which is read once. Those that pack structs are read each
    /// time.
    read: HashSet<&'static str>,
}

impl Preprocessor<'_> {
    /// Returns what is read in the place of a header of Windows that isn't found; none if there is
    /// nothing to read.
    pub(super) fn windows_header(&mut self, name: &str) -> Option<Arc<File>> {
        let name = file_name(name);
        let other = OTHERS.iter().find(|(header, _)| *header == name);
        let text = match other {
            Some((_, text)) if text.starts_with("#pragma") => (*text).to_owned(),
            _ => {
                let texts = [Some(COMMON), other.map(|(_, text)| *text)];
                let texts = texts.into_iter().flatten();
                texts
                    .filter(|text| self.windows.read.insert(text))
                    .collect()
            }
        };
        let path = format!("{STAND_IN}{name}");
        (!text.is_empty()).then(|| self.session.loader.embed(&path, &text))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, tokens};
    use super::*;

    #[test]
    fn the_names_are_sorted_and_in_lower_case() {
        assert!(NAMES.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(FILES, FILES.to_ascii_lowercase());
        for (name, _) in OTHERS {
            assert!(is_windows_file(name), "{name}");
        }
    }

    #[test]
    fn a_file_of_windows_is_recognized_in_any_case_and_folder() {
        assert!(is_windows_file("OAIdl.Idl"));
        assert!(is_windows_file("wine\\unknwn.idl"));
        assert!(is_windows_file("shared/WinError.h"));
        assert!(is_windows_file("stdint.h"));
        assert!(!is_windows_file("vendor.idl"));
        assert!(!is_windows_file("oaidl"));
    }

    #[test]
    fn a_header_of_windows_need_not_be_there() {
        let text = "#include <windows.h>\n#include \"shared\\WinError.h\"\n#include <OleAuto.h>\na";
        assert_eq!(tokens(text), "a");
        assert_eq!(
            problems("#include <winerrors.h>"),
            ["IDL0102 <winerrors.h>"]
        );
    }

    #[test]
    fn type_libraries_have_their_names() {
        let text = "STDOLE_TLB\n#include <olectl.h>\nSTDOLE_TLB STDTYPE_TLB\n#include <OleCtl.h>";
        assert_eq!(tokens(text), "STDOLE_TLB \"stdole2.tlb\" \"olepro32.dll\"");
    }

    #[test]
    fn versions_may_be_tested() {
        let text = "#include <sdkddkver.h>\n#if NTDDI_VERSION >= NTDDI_WIN10_RS5 && WINVER >= 0x0A00\n\
            a\n#endif\n#if _WIN32_WINNT >= _WIN32_WINNT_WIN8\nb\n#endif";
        assert_eq!(tokens(text), "a b");
        let old = "#define _WIN32_WINNT 0x0601\n#include <windows.h>\n#define WINVER 0x0500\n\
            #if NTDDI_VERSION < NTDDI_WIN8\nold WINVER\n#endif";
        assert_eq!(tokens(old), "old 0x0500");
    }

    #[test]
    fn families_may_be_tested() {
        let text = "#include <winapifamily.h>\n\
            #if WINAPI_FAMILY_PARTITION(WINAPI_PARTITION_DESKTOP | WINAPI_PARTITION_SYSTEM)\na\n#endif\n\
            #if WINAPI_FAMILY_PARTITION(WINAPI_PARTITION_PHONE_APP)\nb\n#endif\n\
            #if WINAPI_FAMILY == WINAPI_FAMILY_DESKTOP_APP\nc\n#endif";
        assert_eq!(tokens(text), "a c");
    }

    #[test]
    fn headers_that_pack_do_so_each_time() {
        let text = "#include <pshpack2.h>\na\n#include <poppack.h>\n#include <pshpack2.h>";
        assert_eq!(
            tokens(text),
            "#pragma<pack(push, 2)> a #pragma<pack(pop)> #pragma<pack(push, 2)>"
        );
    }
}
