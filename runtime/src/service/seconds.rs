//! Durations as the interfaces have them: a number of seconds in 32 bits.

use crate::error::E_INVALIDARG;
use crate::{Error, Result};
use std::time::Duration;

/// Returns so many seconds.
pub(crate) fn from_seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

/// Returns the number of seconds, rounded up: each setting is a least or a most, and zero means
/// something else.
///
/// # Errors
///
/// E_INVALIDARG for more seconds than fit 32 bits.
pub(crate) fn to_seconds(time: Duration) -> Result<u32> {
    time.as_secs()
        .checked_add(u64::from(time.subsec_nanos() > 0))
        .and_then(|seconds| u32::try_from(seconds).ok())
        .ok_or_else(|| Error::new(E_INVALIDARG, "the time is longer than 2^32 seconds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_second_counts_as_one() {
        assert_eq!(to_seconds(Duration::from_millis(1)), Ok(1));
        assert_eq!(to_seconds(Duration::from_secs(60)), Ok(60));
        assert_eq!(to_seconds(Duration::ZERO), Ok(0));
    }

    #[test]
    fn more_seconds_than_fit_are_refused() {
        for time in [Duration::from_secs(1 << 32), Duration::MAX] {
            assert_eq!(to_seconds(time), Err(E_INVALIDARG.into()));
        }
    }
}
