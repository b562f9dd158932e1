//! Parts of a file, and the structure in which `Start` takes them.

use crate::bindings::{DO_DOWNLOAD_RANGE, DO_DOWNLOAD_RANGES_INFO, DO_LENGTH_TO_EOF};
use crate::error::E_INVALIDARG;
use crate::{Error, Result};
use std::fmt;
use std::mem::offset_of;

/// A part of a file, in bytes (`DO_DOWNLOAD_RANGE`).
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct DownloadRange(DO_DOWNLOAD_RANGE);

impl DownloadRange {
    /// Returns the range of `length` bytes from `offset` on.
    pub const fn new(offset: u64, length: u64) -> Self {
        Self(DO_DOWNLOAD_RANGE {
            Offset: offset,
            Length: length,
        })
    }

    /// Returns the range of all bytes from `offset` on.
    pub const fn to_end(offset: u64) -> Self {
        Self::new(offset, DO_LENGTH_TO_EOF)
    }

    /// Returns the offset of the first byte.
    pub const fn offset(&self) -> u64 {
        self.0.Offset
    }

    /// Returns the number of bytes; `None` for a range to the end of the file (`DO_LENGTH_TO_EOF`).
    pub const fn length(&self) -> Option<u64> {
        match self.0.Length {
            DO_LENGTH_TO_EOF => None,
            length => Some(length),
        }
    }
}

impl From<DO_DOWNLOAD_RANGE> for DownloadRange {
    fn from(raw: DO_DOWNLOAD_RANGE) -> Self {
        Self(raw)
    }
}

impl From<DownloadRange> for DO_DOWNLOAD_RANGE {
    fn from(range: DownloadRange) -> Self {
        range.0
    }
}

impl fmt::Debug for DownloadRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadRange")
            .field("offset", &self.offset())
            .field("length", &self.length())
            .finish()
    }
}

/// A `DO_DOWNLOAD_RANGES_INFO`, whose array goes on beyond the end of the structure.
///
/// It is a list of these structures, one for each range. The list has the alignment that the structure
/// needs, and more room than the ranges take.
pub(super) struct RangesInfo(Vec<DO_DOWNLOAD_RANGES_INFO>);

const _: () = assert!(size_of::<DO_DOWNLOAD_RANGES_INFO>() > size_of::<DO_DOWNLOAD_RANGE>());

impl RangesInfo {
    /// # Errors
    ///
    /// E_INVALIDARG for no ranges, and for more than can be counted.
    pub(super) fn new(ranges: &[DownloadRange]) -> Result<Self> {
        if ranges.is_empty() {
            return Err(Error::new(E_INVALIDARG, "there are no ranges"));
        }
        let count = u32::try_from(ranges.len())
            .map_err(|_| Error::new(E_INVALIDARG, "there are too many ranges"))?;
        let mut room = vec![DO_DOWNLOAD_RANGES_INFO::default(); ranges.len()];
        room[0].RangeCount = count;
        // SAFETY: the first structure begins where the array does that it is in, whose n structures
        // are larger than what comes before the ranges and n ranges together.
        unsafe {
            room.as_mut_ptr()
                .byte_add(offset_of!(DO_DOWNLOAD_RANGES_INFO, Ranges))
                .cast::<DownloadRange>()
                .copy_from_nonoverlapping(ranges.as_ptr(), ranges.len());
        }
        Ok(Self(room))
    }

    /// Lives as long as `self`.
    pub(super) fn as_ptr(&self) -> *const DO_DOWNLOAD_RANGES_INFO {
        self.0.as_ptr()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_follow_their_number() {
        for count in [1, 2, 100] {
            let ranges: Vec<_> = (0..count)
                .map(|index| DownloadRange::new(index, index + 1))
                .collect();
            let info = RangesInfo::new(&ranges).unwrap();
            // SAFETY: the structure is followed by as many ranges as it says.
            let found = unsafe {
                let first = &raw const (*info.as_ptr()).Ranges;
                let count = (*info.as_ptr()).RangeCount as usize;
                std::slice::from_raw_parts(
                    info.as_ptr()
                        .cast::<u8>()
                        .add(first as usize - info.as_ptr() as usize)
                        .cast::<DownloadRange>(),
                    count,
                )
            };
            assert_eq!(found, ranges);
        }
    }

    #[test]
    fn no_ranges_are_refused() {
        let refused = RangesInfo::new(&[]).err().map(|error| error.code());
        assert_eq!(refused, Some(E_INVALIDARG));
    }

    #[test]
    fn a_range_to_the_end_has_no_length() {
        assert_eq!(DownloadRange::to_end(7).length(), None);
        assert_eq!(DownloadRange::new(7, 3).length(), Some(3));
    }
}
