//! The language server as an editor has it: over standard input and output.

mod diagnostics;
mod editor;
mod names;
mod typing;
mod wine;
