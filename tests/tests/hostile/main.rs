//! Input that means harm, or that a machine made: it ends in an error, in little time, and leaves
//! nothing in the outputs that isn't a name or data.

mod bounds;
mod cost;
mod files;
mod metadata;
mod names;

use comidl_codegen::internal::compile::{Compilation, Form, Options, Resolved};
use comidl_tests::Sources;

/// Returns the codes of the errors and warnings about `idl`.
fn codes(idl: &str) -> Vec<&'static str> {
    codes_of(&compiled(Sources::new(idl).options()))
}

/// Compiles as `check` does.
fn compiled(options: Options) -> Compilation {
    Resolved::read(options).verify().0
}

fn codes_of(compilation: &Compilation) -> Vec<&'static str> {
    let diagnostics = compilation.session.diagnostics.iter();
    let mut codes: Vec<&str> = diagnostics.map(|it| it.problem.code()).collect();
    codes.dedup();
    codes
}

/// Makes the outputs of these forms and returns the text of the first.
fn output(compilation: &mut Compilation, forms: &[Form]) -> String {
    let outputs = compilation.emit(forms, "".as_ref());
    let said = comidl_tests::outcome(compilation);
    let first = outputs.first().unwrap_or_else(|| panic!("{said}"));
    String::from_utf8_lossy(&first.bytes).into_owned()
}
