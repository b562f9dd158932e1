//! Lists of facts: a line each, its parts between ` | `, the last one says why.

/// Returns the lines of `text`, split into their parts. Empty lines and those that begin with `#` are
/// left out.
///
/// # Panics
///
/// When a line has another number of parts, or an empty one.
pub fn listed<const PARTS: usize>(text: &str) -> impl Iterator<Item = [&str; PARTS]> {
    let lines = text.lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let parts: Vec<&str> = line.splitn(PARTS, " | ").map(str::trim).collect();
        assert!(parts.iter().all(|part| !part.is_empty()), "{line}");
        let parts: Result<[&str; PARTS], _> = parts.try_into();
        parts.unwrap_or_else(|_| panic!("not {PARTS} parts: {line}"))
    })
}
