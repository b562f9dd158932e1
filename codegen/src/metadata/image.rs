//! The PE image that a winmd is, and where its metadata lies in it (ECMA-335 II.24.2 and II.25).

use std::ops::Range;

/// Returns the number of two bytes at an offset.
#[inline]
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// Returns the number of four bytes at an offset.
#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// Returns the number of eight bytes at an offset.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32_at(bytes, at)?) | u64::from(u32_at(bytes, at + 4)?) << 32)
}

/// Returns the offset of the metadata root: PE header, CLI header (ECMA-335 II.25), root.
pub(super) fn metadata_root(bytes: &[u8]) -> Option<usize> {
    let pe = u32_at(bytes, 0x3c)? as usize;
    if bytes.get(..2)? != b"MZ" || bytes.get(pe..pe.checked_add(4)?)? != b"PE\0\0" {
        return None;
    }
    let sections = usize::from(u16_at(bytes, pe + 6)?);
    let optional_size = usize::from(u16_at(bytes, pe + 20)?);
    let optional = pe + 24;
    let directories = match u16_at(bytes, optional)? {
        0x10b => optional + 96,
        0x20b => optional + 112,
        _ => return None,
    };
    let section_table = optional + optional_size;
    let to_offset = |address: u32| -> Option<usize> {
        (0..sections).find_map(|number| {
            let section = section_table + number * 40;
            let start = u32_at(bytes, section + 12)?;
            let inside = address.checked_sub(start)?;
            (inside < u32_at(bytes, section + 8)?)
                .then(|| u32_at(bytes, section + 20)?.checked_add(inside))?
                .map(|offset| offset as usize)
        })
    };
    const CLI_HEADER: usize = 14;
    let cli = to_offset(u32_at(bytes, directories + CLI_HEADER * 8)?)?;
    let root = to_offset(u32_at(bytes, cli + 8)?)?;
    (u32_at(bytes, root)? == 0x424a_5342).then_some(root)
}

/// Where the streams that matter are.
pub(super) struct Streams {
    pub(super) strings: Range<usize>,
    pub(super) blobs: Range<usize>,
    pub(super) tables: usize,
}

/// Returns the streams of the metadata whose root is at an offset.
pub(super) fn streams(bytes: &[u8], root: usize) -> Option<Streams> {
    let version = u32_at(bytes, root + 12)? as usize;
    let mut header = root.checked_add(16)?.checked_add(version)?;
    let count = u16_at(bytes, header + 2)?;
    header += 4;
    let (mut strings, mut blobs, mut tables) = (0..0, 0..0, None);
    for _ in 0..count {
        let start = root.checked_add(u32_at(bytes, header)? as usize)?;
        let end = start.checked_add(u32_at(bytes, header + 4)? as usize)?;
        let name = bytes.get(header + 8..)?;
        let length = name.iter().take(32).position(|byte| *byte == 0)?;
        let range = start.min(bytes.len())..end.min(bytes.len());
        match &name[..length] {
            b"#Strings" => strings = range,
            b"#Blob" => blobs = range,
            b"#~" => tables = Some(start),
            _ => {}
        }
        header += 8 + (length + 4) / 4 * 4;
    }
    Some(Streams {
        strings,
        blobs,
        tables: tables?,
    })
}
