//! Dates: days since 1899-12-30, with the time of day as the fraction, also where the day is negative.

/// The days that have a date, of the years 100 to 9999, are between these.
const BEFORE_FIRST: f64 = -657_435.0;
const AFTER_LAST: f64 = 2_958_466.0;

/// The day on which other calendars begin, 1970-01-01.
const UNIX_EPOCH: i64 = 25_569;

/// The digits that a number of a date may have.
const MAX_DIGITS: usize = 9;

const SECONDS_PER_DAY: f64 = 86_400.0;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the number, if it is a date.
pub(super) fn checked(date: f64) -> Option<f64> {
    (date > BEFORE_FIRST && date < AFTER_LAST).then_some(date)
}

/// Returns a date as text, `1/31/2000 6:00:00 PM`. The first day has no date in it, and midnight no time.
pub(super) fn text(date: f64) -> String {
    let mut day = date.trunc();
    let time = (date - day).abs();
    let mut seconds = (time * SECONDS_PER_DAY).round();
    let has_date = day != 0.0;
    if seconds >= SECONDS_PER_DAY {
        seconds = 0.0;
        day += 1.0;
    }
    let (year, month, day) = civil(day as i64);
    let seconds = seconds as u32;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let date = format!("{month}/{day}/{year}");
    let clock = format!("{}:{minute:02}:{second:02} {half}", (hour + 11) % 12 + 1);
    match (has_date, time != 0.0) {
        (true, false) => date,
        (true, true) => format!("{date} {clock}"),
        (false, _) => clock,
    }
}

/// Returns year, month and day. Source: `civil_from_days` of Howard Hinnant's "chrono-Compatible Low-Level
/// Date Algorithms".
fn civil(date: i64) -> (i64, i64, i64) {
    let day = date - UNIX_EPOCH + 719_468;
    let era = day.div_euclid(146_097);
    let day = day.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let of_month = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_month)
}

/// Returns the day of a date, if there is one. Source: `days_from_civil`, as above.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let date = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let date = date - 719_468 + UNIX_EPOCH;
    // The 30th of February is another day.
    (civil(date) == (year, month, day)).then_some(date)
}

/// A piece of a date in text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    /// A number, and how many digits it has.
    Number(i64, usize),
    /// 1 to 12.
    Month(i64),
    /// Whether it is the afternoon.
    Half(bool),
    /// `/`, `-` or `:`.
    Mark(char),
}

/// Reads a date, a time, or both: `1/31/2000`, `2000-01-31`, `31 January 2000`, `Jan 31, 2000`, `6:00 PM`.
pub(super) fn parse(text: &str) -> Option<f64> {
    let pieces = pieces(text)?;
    let colon = pieces.iter().position(|it| *it == Piece::Mark(':'));
    // The number before the first colon is the hour.
    let (date, time) = pieces.split_at(colon.map_or(pieces.len(), |colon| colon.saturating_sub(1)));
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let day = if date.is_empty() { 0 } else { day_of(date)? };
    let time = if time.is_empty() { 0.0 } else { time_of(time)? };
    let day = checked(day as f64)?;
    Some(if day < 0.0 { day - time } else { day + time })
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| match first {
            '0'..='9' => c.is_ascii_digit(),
            _ => c.is_ascii_alphabetic() && first.is_ascii_alphabetic(),
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end.max(first.len_utf8()));
        rest = behind;
        pieces.push(match first {
            // More digits are no year, and could be no number.
            '0'..='9' if word.len() > MAX_DIGITS => return None,
            '0'..='9' => Piece::Number(word.parse().ok()?, word.len()),
            '/' | '-' | ':' => Piece::Mark(first),
            ' ' | ',' => continue,
            _ => named(&word.to_ascii_lowercase())?,
        });
    }
    Some(pieces)
}

fn named(word: &str) -> Option<Piece> {
    match word {
        "am" | "a" => return Some(Piece::Half(false)),
        "pm" | "p" => return Some(Piece::Half(true)),
        _ => {}
    }
    let is_month = |name: &str| word == name || name.get(..3) == Some(word);
    let month = MONTHS.iter().position(|name| is_month(name))?;
    Some(Piece::Month(month as i64 + 1))
}

fn day_of(pieces: &[Piece]) -> Option<i64> {
    use Piece::{Mark, Month, Number};

    let year = |year: i64, digits: usize| match (year, digits) {
        (0..30, 1..=2) => 2000 + year,
        (30..100, 1..=2) => 1900 + year,
        _ => year,
    };
    match *pieces {
        [
            Number(y, 3..),
            Mark(one),
            Number(m, _),
            Mark(other),
            Number(d, _),
        ] if one == other => days(y, m, d),
        [
            Number(a, _),
            Mark(one),
            Number(b, _),
            Mark(other),
            Number(y, digits),
        ] if one == other => {
            let year = year(y, digits);
            // Of two orders, the one of the United States comes first.
            days(year, a, b).or_else(|| days(year, b, a))
        }
        [Month(m), Number(d, 1..=2), Number(y, digits)]
        | [Number(d, 1..=2), Month(m), Number(y, digits)] => days(year(y, digits), m, d),
        _ => None,
    }
}

fn time_of(pieces: &[Piece]) -> Option<f64> {
    use Piece::{Half, Mark, Number};

    let (clock, half) = match pieces {
        [clock @ .., Half(half)] => (clock, Some(*half)),
        clock => (clock, None),
    };
    let (hour, minute, second) = match *clock {
        [Number(h, _), Mark(':'), Number(m, _)] => (h, m, 0),
        [
            Number(h, _),
            Mark(':'),
            Number(m, _),
            Mark(':'),
            Number(s, _),
        ] => (h, m, s),
        _ => return None,
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
    };
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then(|| (hour * 3600 + minute * 60 + second) as f64 / SECONDS_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_text_and_text_a_date() {
        for (date, text) in [
            (1.0, "12/31/1899"),
            (36_526.75, "1/1/2000 6:00:00 PM"),
            (-1.25, "12/29/1899 6:00:00 AM"),
            (0.0, "12:00:00 AM"),
            (0.25, "6:00:00 AM"),
            (2_958_465.5, "12/31/9999 12:00:00 PM"),
            (-657_434.5, "1/1/100 12:00:00 PM"),
        ] {
            assert_eq!(super::text(date), text);
            assert_eq!(parse(text), Some(date), "{text}");
        }
    }

    #[test]
    fn months_have_names_and_days_and_months_may_change_places() {
        for text in [
            "2000-01-02",
            "1/2/2000",
            "Jan 2, 2000",
            "2 January 2000",
            "2 jan 2000",
            "1-2-2000",
            "1/2/00",
        ] {
            assert_eq!(parse(text), Some(36_527.0), "{text}");
        }
        assert_eq!(parse("13/1/2000"), Some(36_538.0));
        assert_eq!(parse("1/2/50"), Some(18_265.0));
        assert_eq!(parse("12:30 AM").map(|time| time * 1440.0), Some(30.0));
        for text in [
            "",
            "2/30/2000",
            "1/2/3/4",
            "25:00",
            "13:00 PM",
            "Foo 1, 2000",
            "1/2-2000",
            "3:",
            ":3",
            "12/31/10000",
            "99999999999999999999/1/1",
            "1/9999999999/2000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
