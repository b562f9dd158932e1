//! How the allocator comes by its memory.

use std::hint::black_box;

/// What glibc's allocator takes in one piece at most (`mallopt(3)`: `DEFAULT_MMAP_THRESHOLD_MAX` is
/// 32 MiB for 64 bits), less its own bytes.
const PIECE: usize = (32 << 20) - (64 << 10);

/// Lets the memory of this thread come in large pieces from here on, where the allocator is glibc's
/// for 64 bits.
/// Elsewhere it does nothing that is noticed; no page of it is touched.
///
/// That allocator has the system map each large vector on its own, and unmap it when it is dropped,
/// until it has seen one as large dropped. And the memory of each thread but the first grows by a
/// page at a time, which is a call of the system for every 4 KiB, until it was larger once.
pub(crate) fn in_large_pieces() {
    for _ in 0..2 {
        let mut piece = Vec::<u8>::new();
        // Without it, things are as they were.
        let _ = piece.try_reserve_exact(PIECE);
        black_box(&mut piece);
    }
}
