//! Out parameters: cleared before the call, and taken back when it fails.

use crate::emit::rust::callback::Returns;
use crate::emit::rust::callback::form::{Form, is_owning};
use crate::emit::rust::callback::several::Access;
use crate::emit::rust::code::Code;
use crate::emit::rust::signature::pointee;
use crate::emit::rust::template::rust;
use crate::lower::abi::AbiType;
use crate::lower::sal::Sal;
use crate::model::Count;

use super::Slot;

impl Slot<'_, '_, '_> {
    /// Writes that what the method writes is cleared, so that the caller finds nothing there when it fails.
    pub(super) fn write_clearing(&self, code: &mut Code) {
        if self.method.returns_through_pointer() {
            rust!(code, "::comidl::object::clear(result__);");
        }
        let params = self.method.signature.params.iter();
        for (param, form) in params.zip(&self.method.forms) {
            if matches!(form, Form::Result { .. } | Form::Reported) {
                rust!(code, "::comidl::object::clear($name);", name = param.name);
            }
        }
        for statement in self.raw_cleared() {
            rust!(code, "$statement", statement);
        }
    }

    /// Returns the statements that clear what pointers point to that the method gets as they are, and that
    /// the caller may take for pointers to something.
    fn raw_cleared(&self) -> impl Iterator<Item = String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.method.params);
        let raw = params.zip(&method.forms).enumerate();
        let raw = raw.filter(|(_, (_, form))| **form == Form::Raw);
        raw.filter_map(|(index, ((param, given), _))| {
            let (attributes, name) = (&given.attributes, &param.name);
            let AbiType::Pointer {
                to,
                is_const: false,
            } = &param.ty
            else {
                return None;
            };
            let is_written = attributes.is_out && !attributes.is_in;
            let is_value = **to == AbiType::Void || self.context.abi.expand(to).number().is_some();
            if !is_written || is_value {
                return None;
            }
            let size = Sal::of(&method.method.params, index).size;
            match (attributes.size_is().first(), size) {
                (None, None) | (Some(None), _) => Some(format!("::comidl::object::clear({name});")),
                (Some(Some(Count::Of(count))), _) => {
                    let count = method.signature.params.get(*count)?;
                    let is_number = self.context.abi.expand(&count.ty).is_integer();
                    let count = &count.name;
                    is_number.then(|| format!("::comidl::object::clear_counted({name}, {count});"))
                }
                _ => None,
            }
        })
    }

    /// Returns the statements that release what a failing method has put into arrays.
    pub(super) fn taken_back(&self) -> Vec<String> {
        let method = self.method;
        let params = method.signature.params.iter().zip(&method.forms);
        let owned = params.filter(|(param, _)| is_owning(self.context, &pointee(&param.ty)));
        let owned = owned.filter_map(|(param, form)| match form {
            Form::Slice { several, count }
                if several.access == Access::Write && method.returns == Returns::HResult =>
            {
                let count = &method.signature.params[*count].name;
                Some(format!(
                    "::comidl::object::take_back({}__, {count});",
                    param.name
                ))
            }
            _ => None,
        });
        let raw = self
            .raw_cleared()
            .filter(|_| method.returns == Returns::HResult);
        owned.chain(raw).collect()
    }
}
