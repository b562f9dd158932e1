//! What a slot gives to its caller: the results of the method, in C's forms.

use crate::emit::rust::code::Code;
use crate::emit::rust::signature::pointee;
use crate::emit::rust::template::{Block, rust};

use super::Returns;
use super::form::Form;
use super::result_form::{Allocated, AllocatedCount, ResultForm};
use super::slot::Slot;

impl Slot<'_, '_, '_> {
    /// Writes the call, and gives its results to the caller.
    pub(super) fn write_results(&self, code: &mut Code, call: &str) {
        let method = self.method;
        let is_fallible = method.returns == Returns::HResult;
        let params = &method.signature.params;
        let mut names = Vec::new();
        if matches!(method.returns, Returns::Value { .. } | Returns::Truth(_)) {
            let hidden = method.returns_through_pointer();
            names.push(if hidden { "value__" } else { "result__" }.to_owned());
        }
        names.extend(
            method
                .results()
                .map(|(index, _)| format!("{}__", params[index].name)),
        );
        let pattern = match &names[..] {
            [one] => one.clone(),
            several => format!("({})", several.join(", ")),
        };
        if is_fallible {
            rust!(
                code,
                "
                ::comidl::object::finish($call, |$pattern| {
                    $given
                    Ok(())
                })
                ",
                call,
                pattern,
                given = Block(|code| self.write_given(code)),
            );
        } else {
            rust!(code, "let $pattern = $call;", pattern, call);
            self.write_given(code);
        }
    }

    /// Writes what gives the results to the caller. The steps that can fail come first.
    fn write_given(&self, code: &mut Code) {
        let method = self.method;
        let is_fallible = method.returns == Returns::HResult;
        let params = &method.signature.params;
        self.write_room(code);
        for (index, form) in method.results() {
            let name = &params[index].name;
            if let Some(ty) = form.task_string() {
                rust!(
                    code,
                    "let ${name}__ = $ty::new(&${name}__)$end;",
                    name,
                    ty,
                    end = if is_fallible { "?" } else { ".ok()" },
                );
            }
        }
        self.write_allocated(code);
        for (index, form) in method.results() {
            if let ResultForm::Query { iid } = form {
                let (name, iid) = (&params[index].name, &params[*iid].name);
                let (before, end) = if is_fallible { ("", "?") } else { ("_ = ", "") };
                rust!(
                    code,
                    "$before::comidl::object::query(&${name}__, $iid, $name.cast())$end;",
                    before,
                    name,
                    iid,
                    end,
                );
            }
        }
        if method.returns_through_pointer() {
            rust!(code, "result__.write(value__);");
        }
        for (index, form) in method.results() {
            let name = &params[index].name;
            let (ty, value) = match form {
                ResultForm::Same { .. } | ResultForm::Interface { .. } => {
                    (form.ty(), format!("{name}__"))
                }
                ResultForm::Truth(truth) => ("_".into(), truth.to_c(&format!("{name}__"))),
                ResultForm::Text | ResultForm::NarrowText => {
                    let ty = form.task_string().unwrap_or_default();
                    let ty = if is_fallible {
                        ty.into()
                    } else {
                        format!("Option<{ty}>")
                    };
                    (ty, format!("{name}__"))
                }
                ResultForm::Array(array) => (
                    format!("*mut {}", array.element),
                    format!("{name}__.into_raw()"),
                ),
                ResultForm::Query { .. } => continue,
            };
            let cast = match &ty[..] {
                "_" => String::new(),
                ty => format!(".cast::<{ty}>()"),
            };
            rust!(
                code,
                "::comidl::object::give($name$cast, $value);",
                name,
                cast,
                value
            );
        }
        for (param, form) in params.iter().zip(&method.forms) {
            if *form == Form::Reported {
                rust!(
                    code,
                    "::comidl::object::give($name.cast(), ${name}__);",
                    name = param.name,
                );
            }
        }
    }

    /// Writes what makes arrays in task memory, and the numbers of their elements.
    fn write_allocated(&self, code: &mut Code) {
        let params = &self.method.signature.params;
        let arrays: Vec<(usize, &Allocated)> = self.allocated().collect();
        for (index, array) in &arrays {
            let name = &params[*index].name;
            rust!(
                code,
                "let ${name}__ = ::comidl::object::TaskArray::<$element>::new(${name}__)?;",
                name,
                element = array.element,
            );
            if let AllocatedCount::Told(count) = array.count {
                let count = &params[count].name;
                rust!(code, "${name}__.expect($count)?;", name, count);
            }
        }
        for (count, param) in params.iter().enumerate() {
            let of = arrays
                .iter()
                .filter(|(_, array)| array.count == AllocatedCount::Reported(count));
            let mut names = of.map(|(index, _)| format!("{}__", params[*index].name));
            let (Some(first), Some(number)) = (
                names.next(),
                self.context.abi.expand(&pointee(&param.ty)).number(),
            ) else {
                continue;
            };
            let others = names.map(|name| format!("{name}.len()"));
            rust!(
                code,
                "let ${name}__ = $first.count::<$number>(&[$others])?;",
                name = param.name,
                first,
                number = number.name(),
                others = others.collect::<Vec<_>>().join(", "),
            );
        }
    }

    /// Returns the arrays that the method allocates, by the indices of their parameters.
    fn allocated(&self) -> impl Iterator<Item = (usize, &Allocated)> {
        self.method
            .results()
            .filter_map(|(index, form)| match form {
                ResultForm::Array(array) => Some((index, array)),
                _ => None,
            })
    }

    /// Writes that a method reports no more elements than there is room for.
    fn write_room(&self, code: &mut Code) {
        let method = self.method;
        for form in &method.forms {
            let (room, several) = match form {
                Form::Slice { several, count } => {
                    (method.signature.params[*count].name.clone(), several)
                }
                Form::Array { several, length } => (length.to_string(), several),
                _ => continue,
            };
            let Some(reported) = several.reported else {
                continue;
            };
            let Some(Form::Result {
                form: ResultForm::Same { .. },
                ..
            }) = method.forms.get(reported)
            else {
                continue;
            };
            let name = format!("{}__", method.signature.params[reported].name);
            if method.returns == Returns::HResult {
                rust!(code, "::comidl::object::fits($name, $room)?;", name, room);
            } else {
                rust!(
                    code,
                    "let $name = if ::comidl::object::fits($name, $room).is_ok() { $name } else { 0 };",
                    name,
                    room,
                );
            }
        }
    }
}
