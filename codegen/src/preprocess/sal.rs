//! SAL: the annotations of Windows' headers, which say to Microsoft's analyzer what a parameter is
//! for: `_In_`, `__out_ecount(n)`, `__RPC__in_opt`.
//!
//! To the compiler they are macros that stand for nothing. A name is told to be an annotation by its
//! parts: headers make thousands of names out of few words. A macro that a file defines itself comes
//! before this.

use super::Preprocessor;
use super::lexer::Lexeme;
use crate::diagnostics::Problem;
use crate::token::{Punct, TokenKind};

/// The first words of annotations of SAL 2 that describe a parameter, a result or a field.
const HEADS: &[&str] = &[
    "In", "Out", "Inout", "Outptr", "Outref", "Deref", "Deref2", "Pre", "Post", "Prepost", "Ret",
    "Field",
];

/// The words that may follow.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "all", "at", "bound", "buffer", "byte", "bytebuffer", "bytecap", "bytecount", "bytes", "c", "cap",
    "class", "count", "defensive", "equal", "full", "function", "impl", "in", "inout", "invalid",
    "lock", "m", "maybenull", "maybez", "notnull", "null", "nullonfailure", "opt", "or", "out", "part",
    "post", "pre", "prepost", "ptr", "range", "readable", "reads", "result", "ret", "s", "same",
    "satisfies", "size", "to", "updates", "valid", "writable", "writes", "x", "z", "zeroonfailure",
];

/// Other annotations of SAL 2: the first words, and what may follow them. `*` is any word in lower
/// case, and all behind it.
#[rustfmt::skip]
const PHRASES: &[(&str, &[&str])] = &[
    ("Acquires", &["*"]), ("Allocator", &["size"]), ("Always", &[""]),
    ("Analysis", &["*"]), ("At", &["", "buffer"]), ("Benign", &["race_begin", "race_end"]),
    ("Callback", &[""]), ("Check", &["return"]), ("Const", &[""]), ("Create", &["lock_level"]),
    ("Dispatch", &["type"]), ("Enum", &["is_bitflag"]), ("Frees", &["ptr", "ptr_opt"]),
    ("Function", &["class", "ignore_lock_checking"]), ("Group", &[""]), ("Guarded", &["by"]),
    ("Has", &["lock_kind", "lock_level"]), ("Inexpressible", &[""]),
    ("Interlocked", &["", "operand", "operand_impl"]), ("IRQL", &["*"]), ("Kernel", &["*"]),
    ("Literal", &[""]), ("Lock", &["level_order"]), ("Maybe", &["raises_SEH_exception"]),
    ("Maybenull", &[""]), ("Maybevalid", &[""]), ("Memberinit", &[""]),
    ("Must", &["inspect_result"]), ("No", &["competing_thread", "competing_thread_begin",
        "competing_thread_end"]),
    ("Notliteral", &[""]), ("Notnull", &[""]), ("Notref", &["", "impl"]), ("Notvalid", &[""]),
    ("Null", &["", "or_valid", "terminated", "terminated_count"]), ("NullNull", &["terminated"]),
    ("Nullterm", &["length"]), ("On", &["failure"]), ("Points", &["to", "to_data"]),
    ("Post", &["*"]), ("Printf", &["format_string", "format_string_params"]),
    ("Raises", &["SEH_exception", "SEH_exception_if"]), ("Readable", &["bytes", "elements"]),
    ("Releases", &["*"]), ("Requires", &["*"]), ("Reserved", &[""]),
    ("Result", &["nullonfailure", "zeroonfailure"]), ("Return", &["type_success"]),
    ("Satisfies", &[""]), ("Scanf", &["format_string", "format_string_params",
        "s_format_string", "s_format_string_params"]),
    ("Static", &["decl_annotations"]), ("Strict", &["type_match"]), ("Struct", &["size_bytes"]),
    ("Success", &[""]), ("Translates", &["NTSTATUS_to_HRESULT", "Win32_to_HRESULT",
        "last_error_to_HRESULT"]),
    ("Type", &["has_adt_index"]), ("Typefix", &[""]), ("Unchanged", &[""]),
    ("Use", &["decl_annotations"]), ("Valid", &[""]), ("When", &[""]), ("Writable", &["bytes",
        "elements"]),
    ("Write", &["guarded_by"]),
];

/// The first words of annotations of SAL 1 that describe a parameter, a result or a field.
const OLD_HEADS: &[&str] = &[
    "in", "out", "inout", "deref", "field", "pre", "post", "ret", "bound", "range",
];

/// The words that may follow.
#[rustfmt::skip]
const OLD_WORDS: &[&str] = &[
    "adt", "awcount", "bcount", "bound", "data", "deref", "ecount", "full", "has", "in", "inout",
    "invalid", "nullterminated", "nz", "opt", "out", "part", "prefix", "range", "source", "string",
    "valid", "xcount", "z",
];

/// Other annotations of SAL 1, without a `_` that may be at their end.
#[rustfmt::skip]
const OLD_NAMES: &[&str] = &[
    "__allocator", "__analysis_assume", "__analysis_hint", "__analysis_noreturn",
    "__assume_bound", "__assume_validated", "__blocksOn", "__byte_readableTo", "__byte_writableTo",
    "__callback", "__checkReturn", "__class_code_content", "__control_entrypoint",
    "__data_entrypoint", "__deferTypecheck", "__elem_readableTo", "__elem_writableTo", "__encoded_array",
    "__encoded_pointer", "__exceptthat", "__execute", "__fallthrough", "__file_parser",
    "__file_parser_class", "__file_parser_library", "__format_string", "__gdi_entry",
    "__inexpressible_readableTo", "__inexpressible_writableTo", "__inner_checkReturn",
    "__kernel_entry", "__maybenull", "__maybereadonly", "__maybevalid", "__noncritical",
    "__nonvolatile", "__notnull", "__notnullterminated", "__notreadonly", "__notvalid", "__null",
    "__nullnullterminated", "__nullterminated", "__nullterminated_count", "__override", "__part",
    "__possibly_notnullterminated", "__readableTo", "__readonly", "__refparam", "__reserved",
    "__rpc_entry", "__source_code_content", "__struct_bcount", "__struct_xcount", "__success",
    "__this_out_data_source", "__transfer", "__type_has_adt_prefix", "__typefix", "__valid",
    "__volatile", "__writableTo",
    "__RPC_full_pointer", "__RPC_ref_pointer", "__RPC_reserved", "__RPC_string",
    "__RPC_unique_pointer",
];

/// Whether `name` is an annotation.
pub(super) fn is_annotation(name: &str) -> bool {
    if let Some(words) = name.strip_prefix("__") {
        return is_old(name, words);
    }
    let inner = name
        .strip_prefix('_')
        .and_then(|rest| rest.strip_suffix('_'));
    let Some(inner) = inner.filter(|inner| !inner.ends_with('_')) else {
        return false;
    };
    let inner = match inner.strip_prefix("COM_") {
        Some(rest) if rest.starts_with("Outptr") => rest,
        _ => inner,
    };
    let (head, rest) = inner.split_once('_').unwrap_or((inner, ""));
    if HEADS.contains(&head) {
        let is_known = |word: &str| word.is_empty() || WORDS.contains(&word);
        return rest.split('_').all(is_known);
    }
    let phrase = PHRASES.iter().find(|(first, _)| *first == head);
    phrase.is_some_and(|(_, tails)| {
        tails.contains(&rest)
            || tails.contains(&"*") && rest.starts_with(|first: char| first.is_ascii_lowercase())
    })
}

/// Whether `name`, which is `__` and `words`, is an annotation of SAL 1.
fn is_old(name: &str, words: &str) -> bool {
    let of_rpc = words.strip_prefix("RPC_");
    let words = of_rpc.map_or(words, |rest| rest.strip_prefix('_').unwrap_or(rest));
    if let Some(word) = words.strip_prefix("drv_") {
        return word.starts_with(|first: char| first.is_ascii_lowercase());
    }
    let words = words.strip_suffix('_').unwrap_or(words);
    let mut words = words.split('_');
    let is_made_of_words = words.next().is_some_and(|head| OLD_HEADS.contains(&head))
        && words.all(|word| OLD_WORDS.contains(&word));
    is_made_of_words || OLD_NAMES.contains(&name.strip_suffix('_').unwrap_or(name))
}

impl Preprocessor<'_> {
    /// Whether a name that is no macro is an annotation, in a file that includes a header of Windows.
    #[inline]
    pub(super) fn is_annotation(&self, name: &Lexeme) -> bool {
        self.windows.is_included
            && !self.expander.in_directive
            && self.session.names.begins_with(name.text, b'_')
            && is_annotation(self.session.names.text(name.text))
    }

    /// Skips the arguments of an annotation, if it has any.
    pub(super) fn skip_annotation(&mut self, name: &Lexeme) {
        if !self.opens_call() {
            return;
        }
        let mut open = 1;
        while open > 0 {
            let next = self.raw();
            match next.kind {
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) => open -= 1,
                TokenKind::Eof => {
                    if !self.expander.runaway {
                        let name_text = self.text(name.text);
                        self.report(Problem::UnterminatedCall { name: name_text }, name.span);
                    }
                    return;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{problems, tokens};
    use super::*;

    #[test]
    fn an_annotation_is_told_by_its_words() {
        #[rustfmt::skip]
        let names = [
            "_In_", "_In_opt_z_", "_Inout_updates_bytes_to_opt_", "_Outptr_result_maybenull_",
            "_COM_Outptr_opt_result_nullonfailure_", "_Out_writes_to_", "_Check_return_", "_When_",
            "_At_", "_At_buffer_", "_Must_inspect_result_", "_Ret_maybenull_", "_Ret_range_",
            "_Field_size_bytes_part_opt_", "_Success_", "_Post_ptr_invalid_", "_Deref_out_range_",
            "_Acquires_shared_lock_", "_IRQL_requires_max_", "_Printf_format_string_",
            "_Null_terminated_", "_Reserved_", "_Pre_", "_Post_satisfies_", "_Out_writes_bytes_all_",
            "__in", "__out", "__inout_opt", "__in_ecount_opt", "__out_bcount_part",
            "__deref_out_ecount_full_opt", "__deref_opt_inout_z", "__nullterminated", "__reserved",
            "__checkReturn", "__range", "__success", "__typefix", "__drv_when", "__field_ecount",
            "__in_bcount_opt_", "__RPC__in", "__RPC__in_ecount_full", "__RPC__deref_out_opt_string",
            "__RPC_unique_pointer", "__RPC__inout_xcount", "__RPC_in_range", "_Ret__notnull_",
        ];
        for name in names {
            assert!(is_annotation(name), "{name}");
        }
    }

    #[test]
    fn other_names_are_none() {
        #[rustfmt::skip]
        let names = [
            "_In_Progress_", "_Input_", "_In", "In_", "_", "__", "___", "_In__", "_Out_file_",
            "_Check_", "_COM_", "_COM_In_", "_At_home_", "_Null_device_", "__int64", "__int3264",
            "__inline", "__stdcall", "__declspec", "__midl", "__RPC_FAR", "__RPC__", "__in64",
            "__drv_", "__RPC_USER", "_DMill", "_IMillEvents", "__MIDL_IMill_0001", "_When",
        ];
        for name in names {
            assert!(!is_annotation(name), "{name}");
        }
    }

    #[test]
    fn annotations_vanish_with_their_arguments() {
        let text = "#include <sal.h>\n_In_ a, _Out_writes_(f(n, (2)) + \")\") b __in_ecount(\nn) c\n\
            _When_(x, _At_(*y, _Post_z_)) (d) __in";
        assert_eq!(tokens(text), "a , b c ( d )");
        let in_macros = "#include <sal.h>\n#define ARG(x) _In_ x\n#define OUT __out_ecount\n\
            ARG(a) OUT(2) b ARG(_Inout_ c) OUT";
        assert_eq!(tokens(in_macros), "a b c");
    }

    #[test]
    fn a_macro_of_the_file_comes_first() {
        let text =
            "#include <sal.h>\n#ifndef __in\n#define __in(x) [in] x\n#endif\n__in(a) __out b";
        assert_eq!(tokens(text), "[ in ] a b");
    }

    #[test]
    fn without_a_header_of_windows_they_are_names() {
        assert_eq!(tokens("_In_ a\n#include <sal.h>\n_In_ b"), "_In_ a b");
    }

    #[test]
    fn an_annotation_whose_parenthesis_is_open_is_marked() {
        assert_eq!(
            problems("#include <sal.h>\na _When_(b (c)\nd"),
            ["IDL0211 _When_"]
        );
    }
}
