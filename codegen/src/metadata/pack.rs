//! Makes the file of the [supplement](super::supplement) out of winmds.

use miniz_oxide::deflate::compress_to_vec;

use super::file::{File, Malformed, TableId};
use super::row::TypeDef;
use super::{APIS, name_filter};

/// The strongest compression that the library has.
const COMPRESSION_LEVEL: u8 = 10;

/// Returns the file of the supplement that has these winmds.
pub(super) fn pack(winmds: Vec<Vec<u8>>) -> Result<Vec<u8>, Malformed> {
    let number = |number: usize| (number as u32).to_le_bytes();
    let mut lengths = number(winmds.len()).to_vec();
    let mut contents = Vec::new();
    for winmd in winmds {
        let deflated = compress_to_vec(&winmd, COMPRESSION_LEVEL);
        for part in [names(&File::open(winmd)?), deflated] {
            lengths.extend(number(part.len()));
            contents.extend(part);
        }
    }
    lengths.extend(contents);
    Ok(lengths)
}

/// Returns the filter of the names by which something of a winmd is looked up.
fn names(file: &File) -> Vec<u8> {
    let mut names = Vec::new();
    for row in 0..file.rows(TableId::TYPE_DEF) {
        let ty = TypeDef::new(file, row);
        if !ty.namespace().is_empty() && ty.name() != APIS {
            names.push(ty.name());
        }
        let literals = ty.fields().filter(|field| field.is_literal());
        names.extend(literals.map(|field| field.name()));
    }
    name_filter::of(&names)
}
