//! The content behind URLs.

use super::lock;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The content that a test published.
#[derive(Default)]
pub(super) struct Content(Mutex<HashMap<String, Arc<[u8]>>>);

impl Content {
    pub(super) fn publish(&self, url: String, content: Vec<u8>) {
        lock(&self.0).insert(url, content.into());
    }

    pub(super) fn find(&self, url: &str) -> Option<Arc<[u8]>> {
        lock(&self.0).get(url).cloned()
    }
}

/// Returns the bytes of a range, as far as the content goes.
pub(super) fn part(content: &[u8], offset: u64, length: u64) -> &[u8] {
    let clamp = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(content.len());
    &content[clamp(offset)..clamp(offset.saturating_add(length))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_ends_where_the_content_does() {
        let content = [0, 1, 2, 3];
        assert_eq!(part(&content, 1, 2), [1, 2]);
        assert_eq!(part(&content, 2, u64::MAX), [2, 3]);
        assert!(part(&content, u64::MAX, u64::MAX).is_empty());
    }
}
