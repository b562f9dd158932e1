//! Looks for words in the text of a file, in one pass for all of them.

/// What the words of a file say of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scanned {
    /// Each name that was looked for and stands in the place of a definition's name: before a `;`,
    /// for example. The name's number comes first, then how sure that is.
    pub(super) mentioned: Vec<(usize, Mention)>,
    /// The files that its lines include or import, without their folders, in small letters.
    pub(super) uses: Vec<String>,
    /// Whether one of its lines imports a file.
    pub(super) imports: bool,
}

/// How a name is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention {
    /// It may be defined. Only a parse can tell.
    Likely,
    /// It is defined: `interface X : IUnknown`, for example.
    Definition,
}

/// The words that come before the name of a type that is defined.
const KEYWORDS: &[&[u8]] = &[
    b"interface",
    b"dispinterface",
    b"coclass",
    b"runtimeclass",
    b"struct",
    b"union",
    b"enum",
];

/// Looks for `names`.
pub(super) fn scan(text: &[u8], names: &[&str]) -> Scanned {
    let mut scanned = Scanned::default();
    let mut first = [false; 256];
    for name in names {
        first[usize::from(name.as_bytes().first().copied().unwrap_or(0))] = true;
    }
    // `include` and `import`.
    first[usize::from(b'i')] = true;
    let mut last_word: &[u8] = b"";
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let kind = KINDS[usize::from(byte)];
        if kind == Kind::Other {
            at = behind(text, at + 1, Kind::Other);
            continue;
        }
        if kind == Kind::Slash {
            at = behind_comment(text, at);
            continue;
        }
        if kind == Kind::Quote {
            at = behind_string(text, at);
            last_word = b"";
            continue;
        }
        let start = at;
        at = behind(text, at + 1, Kind::Word);
        let word = &text[start..at];
        if first[usize::from(byte)] {
            if matches!(word, b"include" | b"import") {
                add_uses(text, start, at, &mut scanned);
            }
            if let Some(number) = names.iter().position(|name| name.as_bytes() == word)
                && let Some(mention) = mention(last_word, &text[at..])
            {
                add_mention(&mut scanned.mentioned, number, mention);
            }
        }
        last_word = word;
    }
    scanned
}

/// Returns the position behind the bytes of this kind from `at` on.
fn behind(text: &[u8], at: usize, kind: Kind) -> usize {
    let rest = &text[at..];
    let other = rest
        .iter()
        .position(|byte| KINDS[usize::from(*byte)] != kind);
    at + other.unwrap_or(rest.len())
}

/// The kind of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Word,
    /// It may begin a comment.
    Slash,
    Quote,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if is_of_a_word(byte as u8) {
            kinds[byte] = Kind::Word;
        }
        byte += 1;
    }
    kinds[b'/' as usize] = Kind::Slash;
    kinds[b'"' as usize] = Kind::Quote;
    kinds
};

const fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns the position behind the comment at `at`, or behind the slash that begins none.
fn behind_comment(text: &[u8], at: usize) -> usize {
    let rest = &text[at + 1..];
    let length = match rest.first() {
        Some(b'/') => rest.iter().position(|byte| *byte == b'\n'),
        Some(b'*') => rest[1..]
            .windows(2)
            .position(|two| two == b"*/")
            .map(|length| length + 3),
        _ => Some(0),
    };
    at + 1 + length.unwrap_or(rest.len())
}

/// Returns the position behind the string at `at`. A string ends with its line at the latest, so that
/// a lone quote hides little.
fn behind_string(text: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = text.get(end) {
        match byte {
            b'\\' => end += 1,
            b'"' => return end + 1,
            b'\n' => return end,
            _ => {}
        }
        end += 1;
    }
    end
}

/// Returns how a name between `before` and `behind` is mentioned, if it isn't only used there.
fn mention(before: &[u8], behind: &[u8]) -> Option<Mention> {
    let next = *behind.trim_ascii_start().first()?;
    if KEYWORDS.contains(&before) && matches!(next, b'{' | b':') {
        return Some(Mention::Definition);
    }
    // After `#define`, anything may follow.
    let is_macro = before == b"define";
    (is_macro || b"{:,;[)<=}".contains(&next)).then_some(Mention::Likely)
}

fn add_mention(mentioned: &mut Vec<(usize, Mention)>, number: usize, mention: Mention) {
    match mentioned.iter_mut().find(|(other, _)| *other == number) {
        Some((_, known)) => *known = mention.max(*known),
        None => mentioned.push((number, mention)),
    }
}

/// Adds the files of the line whose `include` or `import` stands from `start` to `end`.
fn add_uses(text: &[u8], start: usize, end: usize, scanned: &mut Scanned) {
    let line = text[..start].iter().rposition(|byte| *byte == b'\n');
    let before = text[line.map_or(0, |line| line + 1)..start].trim_ascii();
    let expected: &[u8] = if &text[start..end] == b"include" {
        b"#"
    } else {
        b""
    };
    if before != expected {
        return;
    }
    scanned.imports |= expected.is_empty();
    let rest = text[end..].split(|byte| *byte == b'\n').next();
    let mut parts = rest
        .unwrap_or_default()
        .split(|byte| b"\"<>".contains(byte));
    // What comes before the first quote names no file.
    parts.next();
    for part in parts {
        let name = part.rsplit(|byte| b"/\\".contains(byte)).next();
        let name = String::from_utf8_lossy(name.unwrap_or_default());
        scanned.uses.push(name.to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lamp(text: &str) -> Option<Mention> {
        let scanned = scan(text.as_bytes(), &["Shade", "Lamp"]);
        let mut mentioned = scanned.mentioned.into_iter();
        let lamp = mentioned.find(|(number, _)| *number == 1);
        lamp.map(|(_, mention)| mention)
    }

    #[test]
    fn a_definition_is_a_word_with_what_can_stand_behind_it() {
        let (likely, definition) = (Some(Mention::Likely), Some(Mention::Definition));
        assert_eq!(lamp("struct Lamp { long watts; };"), definition);
        assert_eq!(
            lamp("interface Lamp; interface Lamp\n : IUnknown"),
            definition
        );
        assert_eq!(lamp("typedef struct Shade Lamp, *Lamps;"), likely);
        assert_eq!(lamp("typedef void (*Lamp)(long);"), likely);
        assert_eq!(lamp("#define Lamp 5"), likely);
        assert_eq!(lamp("interface Lamp;"), likely);
        assert_eq!(lamp("HRESULT Switch(Lamp *lamp);"), None);
        let longer = "struct OldLamp { long watts; }; typedef long LampWatts;";
        assert_eq!(lamp(longer), None);
    }

    #[test]
    fn comments_and_strings_define_nothing() {
        assert_eq!(lamp("// struct Lamp {\n/* struct Lamp { */"), None);
        assert_eq!(lamp("helpstring(\"struct Lamp {\")"), None);
        assert_eq!(lamp("/* never closed struct Lamp {"), None);
        assert_eq!(
            lamp("\"never closed\nstruct Lamp {"),
            Some(Mention::Definition)
        );
        assert_eq!(lamp("/**/struct/**/Lamp{"), Some(Mention::Definition));
        assert_eq!(lamp("a / b; struct Lamp{"), Some(Mention::Definition));
    }

    #[test]
    fn a_use_is_a_directive_or_an_import() {
        let uses = |text: &str| scan(text.as_bytes(), &[]).uses;
        assert_eq!(uses("#include \"lamp.idl\"")[0], "lamp.idl");
        assert_eq!(uses("x\n # include <Vendor\\Lamp.idl>")[0], "lamp.idl");
        let both = uses("  import \"unknwn.idl\", \"lamp.idl\";");
        assert!(both.contains(&"lamp.idl".to_owned()) && both.contains(&"unknwn.idl".to_owned()));
        assert!(uses("// see \"lamp.idl\"\nlong import;").is_empty());
    }
}
