//! Finds where a token, a literal or a comment ends: functions from bytes and an offset to an
//! offset.
//!
//! A table tells what a byte can begin. A line may go on after `\` anywhere.

use crate::token::{Punct, TokenKind};

/// The sort of token that a byte can begin.
#[derive(Clone, Copy)]
pub(super) enum Class {
    Space,
    Newline,
    Letter,
    Digit,
    Dot,
    Quote,
    /// An operator that is no prefix of another.
    Single(Punct),
    /// An operator that may be a prefix of another.
    Punct(Punct),
    Stray,
}

pub(super) const CLASSES: [Class; 256] = {
    let mut classes = [Class::Stray; 256];
    let mut index = 0;
    while index < Punct::ALL.len() {
        let punct = Punct::ALL[index];
        let text = punct.text().as_bytes();
        let first = text[0] as usize;
        classes[first] = match classes[first] {
            Class::Stray if text.len() == 1 => Class::Single(punct),
            // The shortest comes last.
            _ => Class::Punct(punct),
        };
        index += 1;
    }
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            b'\n' => Class::Newline,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'.' => Class::Dot,
            b'"' | b'\'' => Class::Quote,
            _ => classes[byte],
        };
        byte += 1;
    }
    classes
};

fn is_word(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Letter | Class::Digit)
}

/// Returns the offset after `\` and newline, if they stand at `offset`.
pub(super) fn splice(bytes: &[u8], offset: usize) -> Option<usize> {
    match bytes[offset..] {
        [b'\\', b'\n', ..] => Some(offset + 2),
        [b'\\', b'\r', b'\n', ..] => Some(offset + 3),
        _ => None,
    }
}

/// Returns the offset of the next `\` that ends a line, or of the text's end if there is none.
pub(super) fn next_splice(bytes: &[u8], mut offset: usize) -> usize {
    while let Some(further) = bytes[offset..].iter().position(|byte| *byte == b'\\') {
        offset += further;
        if splice(bytes, offset).is_some() {
            return offset;
        }
        offset += 1;
    }
    bytes.len()
}

/// Returns the byte at `offset`, or the first behind continued lines, and the offset after it.
pub(super) fn logical(bytes: &[u8], mut offset: usize) -> Option<(u8, usize)> {
    loop {
        match *bytes.get(offset)? {
            b'\\' => match splice(bytes, offset) {
                Some(after) => offset = after,
                None => return Some((b'\\', offset + 1)),
            },
            byte => return Some((byte, offset + 1)),
        }
    }
}

pub(super) fn word(bytes: &[u8], mut offset: usize) -> usize {
    while let Some(byte) = bytes.get(offset) {
        if is_word(*byte) {
            offset += 1;
        } else if *byte == b'\\'
            && let Some((byte, after)) = logical(bytes, offset)
            && is_word(byte)
        {
            offset = after;
        } else {
            break;
        }
    }
    offset
}

pub(super) fn number(bytes: &[u8], mut offset: usize) -> usize {
    let mut before = 0;
    while let Some((byte, after)) = logical(bytes, offset) {
        let goes_on = match byte {
            b'+' | b'-' => matches!(before, b'e' | b'E' | b'p' | b'P'),
            b'.' => true,
            _ => is_word(byte),
        };
        if !goes_on {
            break;
        }
        before = byte;
        offset = after;
    }
    offset
}

/// Returns the operator at `start`. Its first character is the operator `alone`.
pub(super) fn punct(bytes: &[u8], start: usize, alone: Punct) -> (TokenKind, usize) {
    let next = bytes.get(start + 1);
    match next.map(|byte| CLASSES[*byte as usize]) {
        Some(Class::Punct(_) | Class::Dot | Class::Single(Punct::Backslash)) => {
            longest(bytes, start)
        }
        _ => (TokenKind::Punct(alone), start + 1),
    }
}

/// Returns the longest operator at `start`.
fn longest(bytes: &[u8], start: usize) -> (TokenKind, usize) {
    let mut next = [0; 3];
    let mut ends = [start; 3];
    let mut count = 0;
    let mut offset = start;
    while count < 3
        && let Some((byte, after)) = logical(bytes, offset)
    {
        (next[count], ends[count]) = (byte, after);
        offset = after;
        count += 1;
    }
    let punct = Punct::ALL
        .iter()
        .find(|punct| {
            let text = punct.text().as_bytes();
            text[0] == next[0] && next[..count].starts_with(text)
        })
        .expect("the class says that an operator begins here");
    (TokenKind::Punct(*punct), ends[punct.text().len() - 1])
}

/// Returns the offset of the quote, if the word is the prefix `L` of a literal.
pub(super) fn literal_prefix(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    if end != start + 1 || bytes[start] != b'L' {
        return None;
    }
    match logical(bytes, end)? {
        (b'"' | b'\'', after) => Some(after - 1),
        _ => None,
    }
}

/// Returns the end of the string that opens at `quote`, which may go on over line ends. Returns none
/// if no quote closes it.
pub(super) fn string(bytes: &[u8], quote: usize) -> Option<usize> {
    let mut offset = quote + 1;
    loop {
        match *bytes.get(offset)? {
            b'\\' => match splice(bytes, offset) {
                Some(after) => offset = after,
                None => offset = logical(bytes, offset + 1)?.1,
            },
            b'"' => return Some(offset + 1),
            _ => offset += 1,
        }
    }
}

/// Returns the end of the literal that opens at `quote` and ends with its line at the latest, and
/// whether it is terminated.
pub(super) fn quoted(bytes: &[u8], quote: usize) -> (usize, bool) {
    let mut offset = quote + 1;
    while let Some((byte, after)) = logical(bytes, offset) {
        match byte {
            b'\n' => break,
            b'\\' => match logical(bytes, after) {
                Some((b'\n', _)) | None => offset = after,
                Some((_, escaped)) => offset = escaped,
            },
            _ if byte == bytes[quote] => return (after, true),
            _ => offset = after,
        }
    }
    // Within a character that an escape began, `offset` is after its first byte.
    while offset < bytes.len() && bytes[offset] & 0xc0 == 0x80 {
        offset += 1;
    }
    (offset, false)
}

/// Returns the offset of the next newline or comment that isn't within a literal.
pub(super) fn plain(bytes: &[u8], mut offset: usize) -> usize {
    while let Some(byte) = bytes.get(offset) {
        match byte {
            b'\n' => break,
            b'"' | b'\'' => offset = quoted(bytes, offset).0,
            b'/' => match logical(bytes, offset + 1) {
                Some((b'/' | b'*', _)) => break,
                _ => offset += 1,
            },
            b'\\' => match splice(bytes, offset) {
                Some(_) => break,
                None => offset += 1,
            },
            _ => offset += 1,
        }
    }
    offset
}

/// Returns the offset of the newline that ends a line comment, or of the end.
pub(super) fn line_comment(bytes: &[u8], mut offset: usize) -> usize {
    while let Some(byte) = bytes.get(offset) {
        match byte {
            b'\n' => break,
            b'\\' => offset = splice(bytes, offset).unwrap_or(offset + 1),
            _ => offset += 1,
        }
    }
    offset
}

/// Returns the offset after the `*/` that closes a comment.
pub(super) fn block_comment(bytes: &[u8], mut offset: usize) -> Option<usize> {
    loop {
        match bytes.get(offset)? {
            b'*' => match logical(bytes, offset + 1)? {
                (b'/', after) => return Some(after),
                _ => offset += 1,
            },
            _ => offset += 1,
        }
    }
}
