//! C syntax: types and declarations as IDL and C write them, for messages, `inspect` and `doc`.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::model::{Convention, ItemId, Model, Signature, Type};

/// A piece of a declaration.
pub(crate) enum Piece {
    /// Words and signs.
    Text(Cow<'static, str>),
    /// The name of an item.
    Item(ItemId),
    /// What is declared.
    Declared,
}

impl Piece {
    fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into())
    }
}

/// Returns `ty` without a declared name: `IBackgroundCopyJob *`,
/// `BG_FILE_RANGE []`, `HRESULT (__stdcall *)(int code)`.
pub(crate) fn type_text(model: &Model, ty: &Type) -> String {
    declaration(model, ty, "")
}

/// Returns a declaration of `name` with the type `ty`: `LPWSTR *pVal`, `BG_FILE_RANGE Ranges[]`.
pub fn declaration(model: &Model, ty: &Type, name: &str) -> String {
    let mut text = String::new();
    for piece in pieces(ty, !name.is_empty()) {
        match piece {
            Piece::Text(piece) => text.push_str(&piece),
            Piece::Item(id) => text.push_str(&model.item(id).name),
            Piece::Declared => text.push_str(name),
        }
    }
    text
}

/// Returns the pieces of a declaration with the type `ty`, or those of the type alone.
pub(crate) fn pieces(ty: &Type, is_declaration: bool) -> Vec<Piece> {
    pieces_around(ty, is_declaration.then_some(Piece::Declared))
}

/// Returns the pieces of a declaration of `declared`. Without it, they are those of the type alone.
fn pieces_around(ty: &Type, declared: Option<Piece>) -> Vec<Piece> {
    let mut declarator = VecDeque::from_iter(declared);
    let mut is_const = false;
    let mut ty = ty;
    // C reads a declarator from the outside inward: each layer wraps the declarator so far.
    loop {
        match ty {
            Type::Pointer {
                to,
                is_const: to_const,
            } => {
                let star = match (is_const, declarator.is_empty()) {
                    (false, _) => "*",
                    (true, true) => "*const",
                    (true, false) => "*const ",
                };
                declarator.push_front(Piece::text(star));
                if matches!(**to, Type::Array(_) | Type::Function(_)) {
                    declarator.push_front(Piece::text(opening(to)));
                    declarator.push_back(Piece::text(")"));
                }
                is_const = *to_const;
                ty = to;
            }
            Type::Array(array) => {
                let length = array.length;
                let length = length.map_or(String::new(), |length| length.to_string());
                declarator.push_back(Piece::text(format!("[{length}]")));
                ty = &array.element;
            }
            Type::Function(signature) => {
                declarator.push_back(Piece::text("("));
                declarator.extend(parameters(signature));
                declarator.push_back(Piece::text(")"));
                ty = &signature.returns;
            }
            Type::Base(_) | Type::Named(_) | Type::SafeArray(_) | Type::Parameterized(..) => break,
        }
    }
    let mut pieces = Vec::new();
    if is_const {
        pieces.push(Piece::text("const "));
    }
    write_specifier(&mut pieces, ty);
    if !declarator.is_empty() {
        pieces.push(Piece::text(" "));
    }
    pieces.extend(declarator);
    pieces
}

/// Writes the part of a declaration that stands before the declarator.
fn write_specifier(pieces: &mut Vec<Piece>, ty: &Type) {
    match ty {
        Type::Base(base) => pieces.push(Piece::text(base.text())),
        Type::Named(id) => pieces.push(Piece::Item(*id)),
        Type::SafeArray(element) => {
            pieces.push(Piece::text("SAFEARRAY("));
            pieces.extend(pieces_around(element, None));
            pieces.push(Piece::text(")"));
        }
        Type::Parameterized(id, arguments) => {
            pieces.push(Piece::Item(*id));
            pieces.push(Piece::text("<"));
            let arguments = arguments.iter().map(|ty| pieces_around(ty, None));
            write_separated(pieces, arguments);
            pieces.push(Piece::text(">"));
        }
        Type::Pointer { .. } | Type::Array(_) | Type::Function(_) => {
            pieces.extend(pieces_around(ty, None));
        }
    }
}

/// Returns what stands before the `*` of a pointer to an array or a function: the convention of the
/// function in it.
fn opening(ty: &Type) -> &'static str {
    match ty {
        Type::Function(signature) => match signature.convention {
            Convention::Stdcall => "(__stdcall ",
            Convention::Cdecl => "(__cdecl ",
        },
        _ => "(",
    }
}

/// Returns the parameters of a function, without the parentheses.
fn parameters(signature: &Signature) -> Vec<Piece> {
    let params = signature.params.iter();
    let declarations = params.map(|param| {
        let name = (!param.name.is_empty()).then(|| Piece::text(param.name.to_string()));
        pieces_around(&param.ty, name)
    });
    let mut declarations: Vec<_> = declarations.collect();
    if signature.variadic {
        declarations.push(vec![Piece::text("...")]);
    }
    if declarations.is_empty() {
        declarations.push(vec![Piece::text("void")]);
    }
    let mut parameters = Vec::new();
    write_separated(&mut parameters, declarations);
    parameters
}

fn write_separated(pieces: &mut Vec<Piece>, parts: impl IntoIterator<Item = Vec<Piece>>) {
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::text(", "));
        }
        pieces.extend(part);
    }
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
