//! Times as the interfaces of BITS have them: FILETIME, which counts steps of 100 nanoseconds since
//! 1601, to and from [`SystemTime`].

use crate::bindings::FILETIME;
use std::time::{Duration, SystemTime};

const STEPS_PER_SECOND: u64 = 10_000_000;
const SECONDS_FROM_1601_TO_1970: u64 = 11_644_473_600;

/// Returns the time; `None` for zero, which stands for an unknown time, and for a time that the system's clock
/// can't express.
pub(crate) fn to_system_time(time: FILETIME) -> Option<SystemTime> {
    let steps = u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    if steps == 0 {
        return None;
    }
    let since_1601 = Duration::new(
        steps / STEPS_PER_SECOND,
        // Below a second, so below 10^9.
        (steps % STEPS_PER_SECOND) as u32 * 100,
    );
    let epoch = Duration::from_secs(SECONDS_FROM_1601_TO_1970);
    match since_1601.checked_sub(epoch) {
        Some(after) => SystemTime::UNIX_EPOCH.checked_add(after),
        None => SystemTime::UNIX_EPOCH.checked_sub(epoch - since_1601),
    }
}

/// Returns the time, rounded down to a step; zero for a time before 1601.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn from_system_time(time: SystemTime) -> FILETIME {
    let epoch = Duration::from_secs(SECONDS_FROM_1601_TO_1970);
    let since_1601 = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => epoch.saturating_add(after),
        Err(before) => epoch.saturating_sub(before.duration()),
    };
    let steps = u64::try_from(since_1601.as_nanos() / 100).unwrap_or(u64::MAX);
    FILETIME {
        dwLowDateTime: steps as u32,
        dwHighDateTime: (steps >> 32) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unix_epoch_is_the_documented_number_of_steps() {
        let time = from_system_time(SystemTime::UNIX_EPOCH);
        assert_eq!(
            (time.dwHighDateTime, time.dwLowDateTime),
            (0x019D_B1DE, 0xD53E_8000)
        );
        assert_eq!(to_system_time(time), Some(SystemTime::UNIX_EPOCH));
    }

    #[test]
    fn times_before_1970_and_after_come_back() {
        for seconds in [-1_000_000_000_i64, -1, 0, 1, 4_000_000_000] {
            let distance = Duration::new(seconds.unsigned_abs(), 700);
            let time = if seconds < 0 {
                SystemTime::UNIX_EPOCH - distance
            } else {
                SystemTime::UNIX_EPOCH + distance
            };
            assert_eq!(to_system_time(from_system_time(time)), Some(time));
        }
    }

    #[test]
    fn zero_is_no_time() {
        assert_eq!(to_system_time(FILETIME::default()), None);
    }
}
