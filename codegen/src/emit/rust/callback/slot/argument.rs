//! An argument as C passes it, made what the trait's method takes.

use crate::emit::rust::callback::form::Form;
use crate::emit::rust::callback::safe_array::is_safe_array;
use crate::emit::rust::callback::several::{Access, Several};
use crate::emit::rust::callback::truth::Truth;
use crate::emit::rust::code::Code;
use crate::emit::rust::signature::Parameter;
use crate::emit::rust::template::rust;
use crate::emit::rust::types::VOID_POINTER;
use crate::lower::abi::AbiType;
use crate::lower::number::Number;

use super::Slot;

impl Slot<'_, '_, '_> {
    /// Converts an argument into the form that the method takes, under the same name.
    pub(super) fn write_argument(&self, code: &mut Code, param: &Parameter, form: &Form) {
        let (name, context) = (&param.name, self.context);
        match form {
            Form::Count | Form::Unused | Form::Value | Form::Truth(_) | Form::Raw => {}
            Form::Reported => self.write_non_null(code, name, ""),
            Form::Interface {
                nullable,
                wrapper: Some(wrapper),
            } => {
                let value = format!("<{wrapper} as ::comidl::object::Borrow>::borrow(&{name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::Interface {
                nullable,
                wrapper: None,
            } => {
                let ty = if param.ty.is_interface() {
                    context.name(&param.ty)
                } else {
                    rust!(
                        code,
                        "let $name = $name as $VOID_POINTER;",
                        name,
                        VOID_POINTER
                    );
                    "windows_core::IUnknown".into()
                };
                let value =
                    format!("<{ty} as windows_core::Interface>::from_raw_borrowed(&{name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::Text { nullable } => {
                let value = format!("::comidl::WideStr::from_pcwstr({name})");
                self.write_option(code, name, &value, *nullable);
            }
            Form::NarrowText { nullable } => {
                let value = format!(
                    "(!{name}.is_null()).then(|| core::ffi::CStr::from_ptr({name}.0.cast()))"
                );
                self.write_option(code, name, &value, *nullable);
            }
            Form::BStr => rust!(
                code,
                "let $name = ::comidl::WideStr::from_bstr($name.cast());",
                name,
            ),
            Form::SafeArray { array } => self.write_safe_array(code, name, array),
            Form::ByValue { target } => rust!(
                code,
                "let $name = &*(&raw const $name).cast::<$target>();",
                name,
                target,
            ),
            Form::Reference { target, nullable } => {
                let value = format!("{name}.cast::<{target}>().as_ref()");
                self.write_option(code, name, &value, *nullable);
            }
            Form::InOut {
                target,
                truth,
                nullable,
            } => self.write_in_out(code, name, (target, *truth), *nullable),
            Form::Array { several, length } if several.is_replaced => {
                self.write_replaced(code, param, several, &length.to_string());
            }
            Form::Slice { several, count } if several.is_replaced => {
                let length = &self.method.signature.params[*count].name;
                self.write_replaced(code, param, several, length);
            }
            Form::Array { several, length } => {
                let first = self.first(param, several);
                if several.access == Access::Write {
                    rust!(
                        code,
                        "::comidl::object::clear_several($first, $length);",
                        first,
                        length,
                    );
                }
                let element = &several.element;
                let (element, as_ref) = match (several.access, several.is_shared) {
                    (Access::Read, _) => (element.clone(), "as_ref"),
                    (_, false) => (element.clone(), "as_mut"),
                    (_, true) => (format!("core::cell::Cell<{element}>"), "as_ref"),
                };
                let value = format!("{first}.cast::<[{element}; {length}]>().{as_ref}()");
                self.write_option(code, name, &value, several.nullable);
            }
            Form::Slice { several, count } => self.write_slice(code, param, several, *count),
            Form::Result { optional, .. } => {
                if !optional {
                    self.write_non_null(code, name, &self.if_several(name));
                }
            }
        }
    }

    /// Writes that null is refused for a pointer to a result, under a further condition.
    fn write_non_null(&self, code: &mut Code, name: &str, condition: &str) {
        rust!(
            code,
            "
            if $name.is_null()$condition {
                $refusal
            }
            ",
            name,
            condition,
            refusal = self.refusal("refuse_null", name),
        );
    }

    /// Returns the condition under which null is refused where a method reports how many elements it has
    /// written: where there is room for one, the code says it all.
    fn if_several(&self, name: &str) -> String {
        let params = &self.method.signature.params;
        let room = self.method.forms.iter().find_map(|form| match form {
            Form::Slice { several, count } => {
                let reported = &params[several.reported?].name;
                (reported == name).then(|| &params[*count].name)
            }
            _ => None,
        });
        room.map_or_else(String::new, |room| format!(" && {room} != 1"))
    }

    /// Writes an array that the method reads. Where it may be another argument, which is written, the method
    /// reads a copy.
    fn write_safe_array(&self, code: &mut Code, name: &str, array: &str) {
        rust!(
            code,
            "
            let Some($name) = <$array>::at(&$name) else {
                $refusal
            };
            ",
            name,
            array,
            refusal = self.refusal("refuse_elements", name),
        );
        if self.method.is_writing() {
            rust!(code, "let $name = &$name.clone();", name);
        }
    }

    fn write_in_out(
        &self,
        code: &mut Code,
        name: &str,
        (target, truth): (&str, Option<Truth>),
        nullable: bool,
    ) {
        if is_safe_array(target) {
            rust!(
                code,
                "
                if !$name.is_null() && <$target>::at($name).is_none() {
                    $refusal
                }
                ",
                name,
                target,
                refusal = self.refusal("refuse_elements", name),
            );
        }
        let value = match truth {
            None => format!("::comidl::InOut::at({name}.cast::<{target}>())"),
            Some(Truth::ExternalVariantBool) => {
                format!("::comidl::InOut::of_variant_bool({name}.cast())")
            }
            Some(truth) => format!("::comidl::InOut::{}({name})", truth.in_out()),
        };
        self.write_option(code, name, &value, nullable);
    }

    fn write_slice(&self, code: &mut Code, param: &Parameter, several: &Several, count: usize) {
        let name = &param.name;
        let length = &self.method.signature.params[count].name;
        let first = self.first(param, several);
        let slice = match (several.access, several.is_shared) {
            (Access::Read, _) => "slice",
            (_, false) => "slice_mut",
            (_, true) => "cells",
        };
        if several.access == Access::Write {
            rust!(
                code,
                "
                let ${name}__ = $first;
                ::comidl::object::clear_several(${name}__, $length);
                ",
                name,
                first,
                length,
            );
        }
        let value = format!("::comidl::object::{slice}({first}, {length})");
        self.write_several(code, name, &value, several);
    }

    fn write_replaced(&self, code: &mut Code, param: &Parameter, several: &Several, length: &str) {
        let name = &param.name;
        let value = format!(
            "::comidl::InOut::several({}, {length})",
            self.first(param, several)
        );
        self.write_several(code, name, &value, several);
    }

    /// Writes the elements that `value` makes, none of them where null may be passed and is.
    fn write_several(&self, code: &mut Code, name: &str, value: &str, several: &Several) {
        if several.nullable {
            rust!(
                code,
                "let $name = if $name.is_null() { None } else { $value };",
                name,
                value,
            );
        } else {
            self.write_option(code, name, value, false);
        }
    }

    /// Returns the pointer to the first element.
    pub(super) fn first(&self, param: &Parameter, several: &Several) -> String {
        format!("{}.cast::<{}>()", self.pointer(param), several.element)
    }

    /// Returns the parameter as a pointer, also if it has the type of a string.
    fn pointer(&self, param: &Parameter) -> String {
        match param.ty {
            AbiType::PStr | AbiType::PCStr | AbiType::PWStr | AbiType::PCWStr => {
                format!("{}.0", param.name)
            }
            _ => param.name.clone(),
        }
    }

    /// Converts each count into a `usize`. A count that doesn't fit is refused.
    pub(super) fn write_counts(&self, code: &mut Code) {
        let mut counts: Vec<usize> = self.method.forms.iter().filter_map(Form::count).collect();
        counts.sort_unstable();
        counts.dedup();
        for count in counts {
            let param = &self.method.signature.params[count];
            let name = &param.name;
            match self.context.abi.expand(&param.ty) {
                AbiType::Number(Number::USize) => {}
                AbiType::Number(Number::U8)
                | AbiType::Number(Number::U16)
                | AbiType::Number(Number::U32) => {
                    rust!(code, "let $name = $name as usize;", name);
                }
                _ => rust!(
                    code,
                    "
                    let Ok($name) = usize::try_from($name) else {
                        $refusal
                    };
                    ",
                    name,
                    refusal = self.refusal("refuse_count", name),
                ),
            }
        }
    }
}
