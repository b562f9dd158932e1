//! Decodes the bytes of a file to text.

/// Decodes UTF-16 where a byte order mark says so, else UTF-8, else Latin-1. Drops the mark, and
/// the trailing Ctrl-Z with which DOS editors ended a text.
///
/// # Errors
///
/// Returns the offset of the first zero byte (in UTF-16, of the first zero unit), since no text has
/// one.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, usize> {
    let mut text = match &bytes[..] {
        [0xff, 0xfe, units @ ..] => decode_utf16(units, u16::from_le_bytes)?,
        [0xfe, 0xff, units @ ..] => decode_utf16(units, u16::from_be_bytes)?,
        _ => decode_bytes(bytes)?,
    };
    text.truncate(text.trim_end_matches('\x1a').len());
    Ok(text)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    if let Some(index) = units.iter().position(|unit| *unit == 0) {
        return Err(2 + 2 * index);
    }
    let mut text = String::from_utf16_lossy(&units);
    if odd {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

fn decode_bytes(mut bytes: Vec<u8>) -> Result<String, usize> {
    // `contains` is quicker than `position`, and there is hardly ever a zero byte.
    if bytes.contains(&0)
        && let Some(offset) = bytes.iter().position(|byte| *byte == 0)
    {
        return Err(offset);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        assert_eq!(decode("größe".into()), Ok("größe".to_owned()));
        assert_eq!(decode("\u{feff}größe".into()), Ok("größe".to_owned()));
    }

    #[test]
    fn utf16_is_read_in_the_order_that_its_mark_says() {
        let little = utf16("größe 😀", [0xff, 0xfe], u16::to_le_bytes);
        let big = utf16("größe 😀", [0xfe, 0xff], u16::to_be_bytes);
        assert_eq!(decode(little), Ok("größe 😀".to_owned()));
        assert_eq!(decode(big), Ok("größe 😀".to_owned()));
    }

    #[test]
    fn half_a_utf16_unit_at_the_end_becomes_a_replacement_character() {
        assert_eq!(decode(b"\xff\xfea\0b".to_vec()), Ok("a\u{fffd}".to_owned()));
    }

    #[test]
    fn text_that_is_not_utf8_is_latin1() {
        assert_eq!(decode(b"// \xa9 1995".to_vec()), Ok("// © 1995".to_owned()));
    }

    #[test]
    fn a_zero_byte_is_no_text() {
        assert_eq!(decode(b"MZ\x90\0".to_vec()), Err(3));
        assert_eq!(decode(b"\xff\xfea\0\0\0".to_vec()), Err(4));
    }

    #[test]
    fn the_control_z_of_dos_ends_a_text() {
        assert_eq!(
            decode(b"interface\r\n\x1a".to_vec()),
            Ok("interface\r\n".to_owned())
        );
    }
}
