//! C syntax: types and declarations as IDL and C write them, for messages and for `inspect`.

use crate::model::{Convention, ItemId, Model, Signature, Type};

/// Returns `ty` without a declared name: `IBackgroundCopyJob *`,
/// `BG_FILE_RANGE []`, `HRESULT (__stdcall *)(int code)`.
pub(crate) fn type_text(model: &Model, ty: &Type) -> String {
    declaration(model, ty, "")
}

/// Returns a declaration of `name` with the type `ty`: `LPWSTR *pVal`, `BG_FILE_RANGE Ranges[]`.
pub fn declaration(model: &Model, ty: &Type, name: &str) -> String {
    let mut declarator = name.to_string();
    let mut is_const = false;
    let mut ty = ty;
    // C reads a declarator from the outside inward: each layer wraps the declarator so far.
    loop {
        match ty {
            Type::Pointer {
                to,
                is_const: to_const,
            } => {
                let space = if declarator.is_empty() { "" } else { " " };
                declarator = if is_const {
                    format!("*const{space}{declarator}")
                } else {
                    format!("*{declarator}")
                };
                if matches!(**to, Type::Array(_) | Type::Function(_)) {
                    declarator = format!("({}{declarator})", convention(to));
                }
                is_const = *to_const;
                ty = to;
            }
            Type::Array(array) => {
                let length = array.length;
                let length = length.map_or(String::new(), |length| length.to_string());
                declarator = format!("{declarator}[{length}]");
                ty = &array.element;
            }
            Type::Function(signature) => {
                declarator = format!("{declarator}({})", parameters(model, signature));
                ty = &signature.returns;
            }
            Type::Base(_) | Type::Named(_) | Type::SafeArray(_) | Type::Parameterized(..) => break,
        }
    }
    let mut text = specifier(model, ty);
    if is_const {
        text.insert_str(0, "const ");
    }
    if !declarator.is_empty() {
        text.push(' ');
        text.push_str(&declarator);
    }
    text
}

/// Returns the part of a declaration that stands before the declarator.
fn specifier(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Base(base) => base.text().into(),
        Type::Named(id) => name(model, *id),
        Type::SafeArray(element) => format!("SAFEARRAY({})", type_text(model, element)),
        Type::Parameterized(id, arguments) => {
            let arguments: Vec<_> = arguments.iter().map(|ty| type_text(model, ty)).collect();
            format!("{}<{}>", name(model, *id), arguments.join(", "))
        }
        Type::Pointer { .. } | Type::Array(_) | Type::Function(_) => type_text(model, ty),
    }
}

fn name(model: &Model, id: ItemId) -> String {
    model.item(id).name.to_string()
}

/// Returns the calling convention of a function, with a space behind it.
fn convention(ty: &Type) -> &'static str {
    match ty {
        Type::Function(signature) => match signature.convention {
            Convention::Stdcall => "__stdcall ",
            Convention::Cdecl => "__cdecl ",
        },
        _ => "",
    }
}

/// Returns the parameters of a function, without the parentheses.
fn parameters(model: &Model, signature: &Signature) -> String {
    let mut params: Vec<_> = signature
        .params
        .iter()
        .map(|param| declaration(model, &param.ty, &param.name))
        .collect();
    if signature.variadic {
        params.push("...".into());
    }
    if params.is_empty() {
        params.push("void".into());
    }
    params.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Base, Param, ParamAttributes};
    use crate::source::Span;

    fn pointer(to: Type, is_const: bool) -> Type {
        let to = Box::new(to);
        Type::Pointer { to, is_const }
    }

    fn text(ty: &Type) -> String {
        type_text(&Model::default(), ty)
    }

    const LONG: Type = Type::Base(Base::Long);

    #[test]
    fn const_stands_before_what_is_constant() {
        assert_eq!(text(&pointer(LONG, true)), "const long *");
        assert_eq!(text(&pointer(pointer(LONG, true), false)), "const long **");
        assert_eq!(text(&pointer(pointer(LONG, false), true)), "long *const *");
    }

    #[test]
    fn arrays_of_pointers_and_pointers_to_arrays_differ() {
        assert_eq!(text(&Type::array(LONG, None)), "long []");
        assert_eq!(
            text(&Type::array(pointer(LONG, false), Some(3))),
            "long *[3]"
        );
        assert_eq!(
            text(&pointer(Type::array(LONG, Some(3)), false)),
            "long (*)[3]"
        );
        assert_eq!(
            text(&Type::array(Type::array(LONG, Some(3)), Some(2))),
            "long [2][3]"
        );
    }

    #[test]
    fn a_pointer_to_a_function_names_its_convention_and_parameters() {
        let code = Param {
            name: "code".into(),
            ty: LONG,
            attributes: ParamAttributes::default(),
            span: Span::NONE,
        };
        let function = Type::Function(Box::new(Signature {
            returns: pointer(Type::Base(Base::Void), false),
            params: vec![code],
            variadic: false,
            convention: Convention::Stdcall,
        }));
        let function = pointer(function, false);
        assert_eq!(text(&function), "void *(__stdcall *)(long code)");
        assert_eq!(
            declaration(&Model::default(), &function, "pfn"),
            "void *(__stdcall *pfn)(long code)"
        );
    }
}
