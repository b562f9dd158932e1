//! Says how two types differ.

use super::abi::Abi;
use crate::c_syntax::type_text;
use crate::layout::{Layouts, Target};
use crate::model::{Model, Type};

/// How many typedefs and pointers are looked through. Nobody reads a type with more.
const MAX_DEPTH: usize = 32;

impl Abi<'_> {
    /// Returns the types of two parameters, as [`both`](Self::both) does.
    pub(super) fn both_parameters(&self, ours: &Type, theirs: &Type) -> String {
        self.both(&as_pointer(ours), &as_pointer(theirs))
    }

    /// Returns both types with what differs: their names, the types behind equal names, or the sizes
    /// of those.
    pub(super) fn both(&self, ours: &Type, theirs: &Type) -> String {
        let (our_model, their_model) = (self.ours(), self.theirs());
        let our_text = type_text(our_model, ours);
        let their_text = type_text(their_model, theirs);
        let our_meaning = meaning(our_model, ours, MAX_DEPTH);
        let their_meaning = meaning(their_model, theirs, MAX_DEPTH);
        let behind = [
            type_text(our_model, &our_meaning),
            type_text(their_model, &their_meaning),
        ];
        if behind[0] != behind[1] && our_text != their_text {
            return format!("`{our_text}` here, `{their_text}` in metadata");
        }
        let [our_behind, their_behind] = behind;
        if our_behind != their_behind {
            return format!(
                "`{our_behind}` here, `{their_behind}` in metadata, \
                 and both call it `{our_text}`"
            );
        }
        let our_size = size(our_model, &our_meaning);
        let their_size = size(their_model, &their_meaning);
        if let (Some(our_size), Some(their_size)) = (our_size, their_size)
            && our_size != their_size
        {
            return format!("`{our_text}` of {our_size} bytes here, of {their_size} in metadata");
        }
        format!("`{our_text}` here, another type of this name in metadata")
    }
}

/// Returns the type as a parameter passes it.
fn as_pointer(ty: &Type) -> Type {
    match ty {
        Type::Array(array) => Type::Pointer {
            to: Box::new(array.element.clone()),
            is_const: false,
        },
        _ => ty.clone(),
    }
}

/// Returns the type without names of other types.
fn meaning(model: &Model, ty: &Type, depth: usize) -> Type {
    let inner = |ty: &Type| meaning(model, ty, depth - 1);
    match ty {
        _ if depth == 0 => ty.clone(),
        Type::Named(id) => match model.item(*id).stands_for() {
            Some(target) => meaning(model, target, depth - 1),
            None => ty.clone(),
        },
        Type::Pointer { to, is_const } => Type::Pointer {
            to: Box::new(inner(to)),
            is_const: *is_const,
        },
        Type::Array(array) => Type::array(inner(&array.element), array.length),
        _ => ty.clone(),
    }
}

/// Returns the size of what a type leads to through pointers, in bytes.
fn size(model: &Model, ty: &Type) -> Option<u64> {
    let mut ty = ty;
    while let Type::Pointer { to, .. } = ty {
        ty = to;
    }
    let target = Target::default();
    let layout = Layouts::new(model, &target).of(ty);
    layout.ok().map(|layout| layout.size)
}
