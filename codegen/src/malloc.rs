//! How glibc's allocator gets its memory from the system.

use std::hint::black_box;

/// The largest vector that makes the allocator raise its threshold (`mallopt(3)`:
/// `DEFAULT_MMAP_THRESHOLD_MAX` is 32 MiB for 64 bits), less the allocator's own bytes.
const MAX_PIECE: usize = (32 << 20) - (64 << 10);

/// Makes the allocator give this thread its memory in large pieces, where the allocator is glibc's
/// for 64 bits. Elsewhere the call has no effect; it touches no page.
///
/// glibc's allocator has the system map each large vector on its own, and unmap it when it is
/// dropped, until it has seen a vector as large dropped. And the memory of each thread but the
/// first grows page by page, which is a system call for every 4 KiB, until it was larger once.
/// Dropping two large vectors, which nobody has written to, ends both.
pub(crate) fn use_large_pieces() {
    for _ in 0..2 {
        let mut piece = Vec::<u8>::new();
        // If there is no room, the allocator goes on as before.
        let _ = piece.try_reserve_exact(MAX_PIECE);
        black_box(&mut piece);
    }
}
