//! Memory of the caller's that a method reads, apart from what it writes: where both are the same, it reads a copy.

use crate::emit::rust::callback::form::Form;
use crate::emit::rust::callback::several::Access;
use crate::emit::rust::code::Code;
use crate::emit::rust::template::rust;

use super::Slot;

impl Slot<'_, '_, '_> {
    /// Writes which addresses the method may write, if it also reads memory of the caller's.
    pub(super) fn write_written(&self, code: &mut Code) {
        let method = self.method;
        if !method.is_writing() || !method.forms.iter().any(is_read) {
            return;
        }
        let params = method.signature.params.iter().zip(&method.forms);
        let written = params.filter(|(_, form)| form.is_written());
        let written = written.map(|(param, form)| {
            let (first, count) = match form {
                Form::Slice { several, count } => (
                    self.first(param, several),
                    method.signature.params[*count].name.clone(),
                ),
                Form::Array { several, length } => (self.first(param, several), length.to_string()),
                _ => (param.name.clone(), "1".to_owned()),
            };
            format!("::comidl::object::written({first}, {count})")
        });
        let written: Vec<String> = written.collect();
        let written = written.join(", ");
        rust!(code, "let written__ = [$written];", written);
    }

    /// Writes that an argument that the method reads is a copy, where the caller passes the same memory to
    /// be written as well.
    pub(super) fn write_apart(&self, code: &mut Code, name: &str, form: &Form) {
        if !self.method.is_writing() || !is_read(form) {
            return;
        }
        // `@` is the argument, and then what holds it.
        let (values, view, nullable) = match form {
            Form::Text { nullable } => {
                ("@.units()", "::comidl::WideStr::new(@.values())", *nullable)
            }
            Form::BStr => ("@.units()", "::comidl::WideStr::new(@.values())", false),
            Form::NarrowText { nullable } => (
                "@.to_bytes_with_nul()",
                "core::ffi::CStr::from_bytes_with_nul_unchecked(@.values())",
                *nullable,
            ),
            Form::Reference { nullable, .. } => {
                ("core::slice::from_ref(@)", "&@.values()[0]", *nullable)
            }
            Form::Array { several, .. } => (
                "core::slice::from_ref(@)",
                "&@.values()[0]",
                several.nullable,
            ),
            Form::Slice { several, .. } => ("@", "@.values()", several.nullable),
            _ => return,
        };
        let held = format!("{name}__");
        let (argument, holder) = if nullable {
            ("it", "it")
        } else {
            (name, &*held)
        };
        let apart = format!(
            "::comidl::object::Apart::new({}, &written__)",
            values.replace('@', argument)
        );
        let view = view.replace('@', holder);
        let (apart, view) = if nullable {
            (
                format!("{name}.map(|it| {apart})"),
                format!("{held}.as_ref().map(|it| {view})"),
            )
        } else {
            (apart, view)
        };
        rust!(
            code,
            "
            let $held = $apart;
            let $name = $view;
            ",
            held,
            apart,
            name,
            view,
        );
    }
}

/// Whether the method reads memory of the caller's through a reference.
fn is_read(form: &Form) -> bool {
    match form {
        Form::Text { .. } | Form::NarrowText { .. } | Form::BStr | Form::Reference { .. } => true,
        Form::Slice { several, .. } | Form::Array { several, .. } => several.access == Access::Read,
        _ => false,
    }
}
