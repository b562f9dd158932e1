//! How many tokens macros may make.

/// How many tokens one call in a file may make.
pub(super) const MAX_TOKENS_PER_CALL: usize = 1 << 20;

/// How many tokens all macros of one file may make.
const MAX_TOKENS_PER_FILE: usize = 1 << 22;

/// The tokens that macros have made in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Budget {
    total: usize,
    /// Those of the call that is being expanded.
    in_call: usize,
}

impl Budget {
    pub(super) fn begin_call(&mut self) {
        self.in_call = 0;
    }

    pub(super) fn spend(&mut self, tokens: usize) {
        self.total += tokens;
        self.in_call += tokens;
    }

    /// How many tokens all macros have made.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Whether the call may make so many more tokens.
    #[inline]
    pub(super) fn allows(&self, tokens: usize) -> bool {
        self.in_call + tokens <= MAX_TOKENS_PER_CALL && self.total + tokens <= MAX_TOKENS_PER_FILE
    }

    /// Whether the macros of the file have made too many tokens.
    pub(super) fn is_file_exhausted(&self) -> bool {
        self.total > MAX_TOKENS_PER_FILE
    }
}
