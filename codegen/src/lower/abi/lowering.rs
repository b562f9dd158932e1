//! Lowers the types of a model to the ABI.

use std::cell::OnceCell;

use super::{AbiConvention, AbiSignature, AbiType};
use crate::external::{External, Externals, WindowsVersion};
use crate::lower::number::Number;
use crate::lower::well_known;
use crate::model::{
    Base, Convention, Field, InterfaceKind, ItemId, ItemKind, Method, Model, OpaqueKind, Param,
    ParamAttributes, Record, Signature, Type,
};

/// Lowers the types of one model.
#[derive(Debug)]
pub struct Abi<'m> {
    model: &'m Model,
    /// The items that other crates have.
    externals: Option<&'m Externals>,
    /// By item: the type of `windows-core` that it is.
    provided: Vec<Option<AbiType>>,
    /// By item: the type that its name stands for.
    named: Vec<OnceCell<AbiType>>,
    /// The definition of `SAFEARRAY`.
    safearray: Option<ItemId>,
}

impl<'m> Abi<'m> {
    /// Looks through `model` for the well-known types, and lowers the name of each item.
    pub fn new(model: &'m Model) -> Self {
        Self::beside(model, None)
    }

    /// As [`Self::new`], for an output that takes `externals` from other crates.
    pub fn with_externals(model: &'m Model, externals: &'m Externals) -> Self {
        Self::beside(model, Some(externals))
    }

    fn beside(model: &'m Model, externals: Option<&'m Externals>) -> Self {
        let provided: Vec<Option<AbiType>> = model
            .items()
            .map(|(_, item)| well_known::provided(model, item))
            .collect();
        let abi = Self {
            model,
            externals,
            named: vec![OnceCell::new(); provided.len()],
            provided,
            safearray: model
                .items()
                .find(|(_, item)| item.is_safearray())
                .map(|(id, _)| id),
        };
        // A typedef comes after the type that it names. In this order, even the longest chain of
        // typedefs is lowered one step at a time, and no recursion goes deep.
        for (id, _) in model.items() {
            abi.named(id);
        }
        abi
    }

    /// Returns the model whose types are lowered.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Returns the type that `windows-core` has for the item, if it has one. No output defines the
    /// item then.
    pub fn provided(&self, id: ItemId) -> Option<&AbiType> {
        self.provided[id.0 as usize].as_ref()
    }

    /// Returns the type of another crate that the item is. No output defines the item then.
    pub fn external(&self, id: ItemId) -> Option<&'m External> {
        let externals = self.externals?;
        externals.get(id).filter(|_| self.provided(id).is_none())
    }

    /// Returns the items that other crates have.
    pub fn externals(&self) -> impl Iterator<Item = (ItemId, &'m External)> {
        let externals = self.externals.into_iter().flat_map(Externals::iter);
        externals.filter(|(id, _)| self.provided(*id).is_none())
    }

    /// Returns the version of the `windows` crate that the output is for, if it is.
    pub fn windows(&self) -> Option<WindowsVersion> {
        self.externals?.windows()
    }

    /// Returns the path of `BSTR` in another crate of bindings.
    pub fn bstr(&self) -> Option<&'m str> {
        self.externals?.bstr()
    }

    /// Returns whether another crate has the item: `windows-core`, or one of the user's.
    pub fn is_elsewhere(&self, id: ItemId) -> bool {
        self.provided(id).is_some() || self.external(id).is_some()
    }

    /// Lowers the type of a value: a result, a constant, the target of a pointer.
    pub fn ty(&self, ty: &Type) -> AbiType {
        match ty {
            Type::Base(base) => base_type(*base),
            Type::Named(id) => self.named(*id),
            Type::Pointer { to, is_const } => self.pointer_to(to, *is_const),
            Type::Array(array) => AbiType::Array {
                element: Box::new(self.ty(&array.element)),
                length: array.length.unwrap_or(1),
            },
            Type::Function(signature) => AbiType::Function(Box::new(self.signature(signature))),
            Type::SafeArray(_) => self
                .safearray
                .map_or(AbiType::Void, AbiType::Record)
                .pointer(false),
            Type::Parameterized(id, arguments) => AbiType::Parameterized(
                *id,
                arguments.iter().map(|argument| self.ty(argument)).collect(),
            ),
        }
    }

    /// Lowers the type of a parameter. An array is a pointer to its first element, and `[string]`
    /// makes a pointer to characters a string.
    pub fn param(&self, param: &Param) -> AbiType {
        let lowered = match self.model.strip(&param.ty) {
            Type::Array(array) => self.pointer_to(&array.element, is_input_only(&param.attributes)),
            _ => self.ty(&param.ty),
        };
        if param.attributes.string {
            string_pointer(lowered)
        } else {
            lowered
        }
    }

    /// Lowers the type of a field. The type of a bit field is that of its storage unit.
    pub fn field(&self, field: &Field) -> AbiType {
        let lowered = self.ty(&field.ty);
        if field.attributes.iter().any(|it| it.name() == "string") {
            string_pointer(lowered)
        } else {
            lowered
        }
    }

    /// Lowers a method's signature. `this` is no parameter of the result.
    pub fn method(&self, method: &Method) -> AbiSignature {
        AbiSignature {
            returns: self.ty(&method.returns),
            params: self.params(&method.params),
            variadic: method.variadic,
            convention: if method.variadic {
                AbiConvention::C
            } else {
                AbiConvention::System
            },
        }
    }

    /// Lowers a function's signature. A function that takes further arguments always has C's
    /// convention: a callee can't clean up arguments that it can't count.
    pub fn signature(&self, signature: &Signature) -> AbiSignature {
        AbiSignature {
            returns: self.ty(&signature.returns),
            params: self.params(&signature.params),
            variadic: signature.variadic,
            convention: if signature.variadic || signature.convention == Convention::Cdecl {
                AbiConvention::C
            } else {
                AbiConvention::System
            },
        }
    }

    /// Returns the type that the typedef `id` names, which may be another [`AbiType::Alias`].
    /// Returns [`AbiType::Void`] if `id` is no typedef.
    pub fn typedef(&self, id: ItemId) -> AbiType {
        let ItemKind::Typedef(typedef) = &self.model.item(id).kind else {
            return AbiType::Void;
        };
        let lowered = self.ty(&typedef.ty);
        if typedef
            .attributes
            .iter()
            .any(|attribute| attribute.name() == "string")
        {
            string_pointer(lowered)
        } else {
            lowered
        }
    }

    /// Returns the number that holds a value of the enumeration `id`.
    pub fn enum_repr(&self, id: ItemId) -> AbiType {
        match &self.model.item(id).kind {
            ItemKind::Enum(enumeration) => base_type(enumeration.repr),
            _ => AbiType::Number(Number::I32),
        }
    }

    /// Returns `ty`, or, where it is an [`AbiType::Alias`], the type that the chain of aliases ends
    /// with.
    pub fn expand(&self, ty: &AbiType) -> AbiType {
        let mut ty = ty.clone();
        while let AbiType::Alias(id) = ty {
            ty = self.typedef(id);
        }
        ty
    }

    /// Returns whether a method that returns `ty` writes it through a hidden pointer, its first
    /// argument after `this`. C++ returns every struct of a member function in this way, even the
    /// smallest.
    pub fn returns_through_pointer(&self, ty: &AbiType) -> bool {
        matches!(self.expand(ty), AbiType::Record(_) | AbiType::Guid)
    }

    fn params(&self, params: &[Param]) -> Vec<(String, AbiType)> {
        params
            .iter()
            .map(|param| (param.name.to_string(), self.param(param)))
            .collect()
    }

    fn named(&self, id: ItemId) -> AbiType {
        self.named[id.0 as usize]
            .get_or_init(|| self.lower_name(id))
            .clone()
    }

    fn lower_name(&self, id: ItemId) -> AbiType {
        if let Some(provided) = self.provided(id) {
            return provided.clone();
        }
        let item = self.model.item(id);
        match &item.kind {
            // Metadata and WinRT name an interface and mean a pointer to it.
            ItemKind::Interface(interface) if interface.kind != InterfaceKind::Rpc => {
                AbiType::Interface(id)
            }
            ItemKind::Coclass(coclass) => match &coclass.stands_for {
                Some(default) => self.ty(default),
                None => AbiType::IUnknown,
            },
            ItemKind::Record(_) => AbiType::Record(id),
            ItemKind::Enum(_) => AbiType::Enum(id),
            ItemKind::Opaque(OpaqueKind::Enum) => AbiType::Number(Number::I32),
            ItemKind::Typedef(_) => {
                let target = self.typedef(id);
                if self.keeps_name(&item.name, &target) {
                    AbiType::Alias(id)
                } else {
                    target
                }
            }
            _ => AbiType::Void,
        }
    }

    /// Returns whether a typedef of `target` keeps its name in signatures.
    fn keeps_name(&self, name: &str, target: &AbiType) -> bool {
        match target {
            AbiType::Number(_) => !well_known::is_base_name(name),
            AbiType::Function(_) | AbiType::Alias(_) | AbiType::Record(_) | AbiType::Enum(_) => {
                true
            }
            target => target.is_void_pointer() && !well_known::is_base_name(name),
        }
    }

    /// Lowers a pointer to `to`. A pointer to an interface is that interface, and a pointer to a
    /// function is that function. A pointer to a type that nobody defines is untyped.
    fn pointer_to(&self, to: &Type, is_const: bool) -> AbiType {
        let stripped = self.model.strip(to);
        match stripped {
            Type::Named(id) => match &self.model.item(*id).kind {
                ItemKind::Interface(_) | ItemKind::Coclass(_) => {
                    return match self.named(*id) {
                        AbiType::Void => AbiType::Void.pointer(is_const),
                        interface => interface,
                    };
                }
                ItemKind::Record(record) if is_handle_tag(&self.model.item(*id).name, record) => {
                    return AbiType::Void.pointer(is_const);
                }
                _ => {}
            },
            Type::Parameterized(..) => return self.ty(stripped),
            Type::Function(_) => return self.ty(to),
            _ => {}
        }
        match self.ty(to) {
            // At the ABI, a pointer to an array is a pointer to its first element.
            AbiType::Array { element, .. } => element.pointer(is_const),
            to => to.pointer(is_const),
        }
    }
}

/// Returns whether the parameter goes only to the callee: `[in]`, or no direction at all.
pub(crate) fn is_input_only(attributes: &ParamAttributes) -> bool {
    !attributes.is_out && !attributes.retval
}

fn base_type(base: Base) -> AbiType {
    match base {
        Base::Void => AbiType::Void,
        Base::Boolean | Base::Byte | Base::UChar => AbiType::Number(Number::U8),
        Base::Char | Base::SChar => AbiType::Number(Number::I8),
        Base::WChar | Base::UShort => AbiType::Number(Number::U16),
        Base::Short => AbiType::Number(Number::I16),
        Base::Int | Base::Long => AbiType::Number(Number::I32),
        Base::UInt | Base::ULong | Base::ErrorStatus => AbiType::Number(Number::U32),
        Base::Hyper => AbiType::Number(Number::I64),
        Base::UHyper => AbiType::Number(Number::U64),
        Base::IntPtr => AbiType::Number(Number::ISize),
        Base::UIntPtr => AbiType::Number(Number::USize),
        Base::Float => AbiType::Number(Number::F32),
        Base::Double => AbiType::Number(Number::F64),
        Base::Handle => AbiType::Void.pointer(false),
    }
}

/// Makes the innermost pointer to characters in `ty` a string.
fn string_pointer(ty: AbiType) -> AbiType {
    match ty {
        AbiType::Pointer { to, is_const } => match (*to, is_const) {
            (AbiType::Number(Number::U16), true) => AbiType::PCWStr,
            (AbiType::Number(Number::U16), false) => AbiType::PWStr,
            (AbiType::Number(Number::I8) | AbiType::Number(Number::U8), true) => AbiType::PCStr,
            (AbiType::Number(Number::I8) | AbiType::Number(Number::U8), false) => AbiType::PStr,
            (to, is_const) => string_pointer(to).pointer(is_const),
        },
        other => other,
    }
}

/// Returns whether the record exists only to make handles distinct types in C:
/// `struct HWND__ { int unused; }`.
fn is_handle_tag(name: &str, record: &Record) -> bool {
    name.ends_with("__")
        && matches!(&record.fields[..], [field] if field.name.as_deref() == Some("unused"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Packing;
    use crate::model::{Guid, Interface, Item, Origin, Typedef};
    use crate::source::Span;

    fn add(model: &mut Model, name: &str, kind: ItemKind) -> ItemId {
        model.push(Item::new(name, Origin::Named, kind))
    }

    fn typedef(model: &mut Model, name: &str, ty: Type) -> Type {
        Type::Named(add(model, name, ItemKind::Typedef(Typedef::new(ty))))
    }

    fn pointer(to: &Type) -> Type {
        Type::Pointer {
            to: Box::new(to.clone()),
            is_const: false,
        }
    }

    fn const_pointer(to: &Type) -> Type {
        Type::Pointer {
            to: Box::new(to.clone()),
            is_const: true,
        }
    }

    fn param(ty: &Type, attributes: ParamAttributes) -> Param {
        Param {
            name: "value".into(),
            ty: ty.clone(),
            attributes,
            span: Span::NONE,
        }
    }

    #[test]
    fn a_pointer_to_an_interface_is_the_interface_through_typedefs_too() {
        let mut model = Model::default();
        let foo = add(&mut model, "IFoo", ItemKind::Interface(Box::default()));
        let foo_pointer = pointer(&Type::Named(foo));
        let lpfoo = typedef(&mut model, "LPFOO", foo_pointer.clone());
        let abi = Abi::new(&model);
        assert_eq!(abi.ty(&foo_pointer), AbiType::Interface(foo));
        assert_eq!(abi.ty(&lpfoo), AbiType::Interface(foo));
        assert_eq!(
            abi.ty(&pointer(&lpfoo)),
            AbiType::Interface(foo).pointer(false)
        );
    }

    #[test]
    fn iunknown_is_known_by_its_iid_under_any_name() {
        let mut model = Model::default();
        let unknown = add(
            &mut model,
            "MyUnknown",
            ItemKind::from(Interface {
                iid: Some(Guid(0x00000000_0000_0000_c000_000000000046)),
                ..Interface::default()
            }),
        );
        let abi = Abi::new(&model);
        assert_eq!(abi.ty(&pointer(&Type::Named(unknown))), AbiType::IUnknown);
        assert!(abi.provided(unknown).is_some());
    }

    #[test]
    fn a_string_is_known_by_its_name_or_its_attribute_and_not_by_its_shape() {
        let mut model = Model::default();
        let wchar = typedef(&mut model, "WCHAR", Type::Base(Base::WChar));
        let lpcwstr = typedef(&mut model, "LPCWSTR", const_pointer(&wchar));
        let url = typedef(&mut model, "URL", lpcwstr.clone());
        let abi = Abi::new(&model);
        let string = ParamAttributes {
            string: true,
            ..ParamAttributes::default()
        };
        assert_eq!(abi.ty(&lpcwstr), AbiType::PCWStr);
        assert_eq!(abi.ty(&url), AbiType::PCWStr);
        assert_eq!(
            abi.ty(&const_pointer(&wchar)),
            AbiType::Number(Number::U16).pointer(true)
        );
        assert_eq!(
            abi.param(&param(&const_pointer(&wchar), string.clone())),
            AbiType::PCWStr
        );
        assert_eq!(
            abi.param(&param(&pointer(&pointer(&wchar)), string)),
            AbiType::PWStr.pointer(false)
        );
    }

    #[test]
    fn a_known_name_of_another_shape_is_not_taken_for_the_known_type() {
        let mut model = Model::default();
        let bool8 = typedef(&mut model, "BOOL", Type::Base(Base::UChar));
        let bstr = typedef(&mut model, "BSTR", Type::Base(Base::Long));
        let abi = Abi::new(&model);
        assert_eq!(abi.expand(&abi.ty(&bool8)), AbiType::Number(Number::U8));
        assert_eq!(abi.expand(&abi.ty(&bstr)), AbiType::Number(Number::I32));
    }

    #[test]
    fn plain_numbers_dissolve_and_names_with_a_meaning_stay() {
        let mut model = Model::default();
        let dword = typedef(&mut model, "DWORD", Type::Base(Base::ULong));
        let cookie = typedef(&mut model, "COOKIE", dword.clone());
        let hwnd = typedef(&mut model, "HWND", pointer(&Type::Base(Base::Void)));
        let lpvoid = typedef(&mut model, "LPVOID", pointer(&Type::Base(Base::Void)));
        let abi = Abi::new(&model);
        assert_eq!(abi.ty(&dword), AbiType::Number(Number::U32));
        assert!(matches!(abi.ty(&cookie), AbiType::Alias(_)));
        assert_eq!(abi.expand(&abi.ty(&cookie)), AbiType::Number(Number::U32));
        assert!(matches!(abi.ty(&hwnd), AbiType::Alias(_)));
        assert_eq!(abi.ty(&lpvoid), AbiType::Void.pointer(false));
    }

    #[test]
    fn an_array_parameter_is_a_pointer_and_an_array_field_an_array() {
        let mut model = Model::default();
        let byte = Type::Base(Base::Byte);
        let key = typedef(&mut model, "KEY", Type::array(byte.clone(), Some(16)));
        let abi = Abi::new(&model);
        assert_eq!(
            abi.param(&param(&key, ParamAttributes::default())),
            AbiType::Number(Number::U8).pointer(true)
        );
        assert_eq!(
            abi.ty(&key),
            AbiType::Array {
                element: Box::new(AbiType::Number(Number::U8)),
                length: 16
            }
        );
        assert_eq!(
            abi.ty(&Type::array(byte, None)),
            AbiType::Array {
                element: Box::new(AbiType::Number(Number::U8)),
                length: 1
            }
        );
    }

    #[test]
    fn a_pointer_to_a_type_that_nobody_defines_is_untyped() {
        let mut model = Model::default();
        let opaque = add(&mut model, "foo", ItemKind::Opaque(OpaqueKind::Struct));
        let tag = add(
            &mut model,
            "HWND__",
            ItemKind::Record(Record {
                is_union: false,
                fields: vec![Field {
                    name: Some("unused".into()),
                    ty: Type::Base(Base::Int),
                    bits: None,
                    size_is: Vec::new(),
                    align: None,
                    attributes: Vec::new(),
                    span: Span::NONE,
                }],
                pack: Packing::default(),
                align: None,
            }),
        );
        // An interface for remote procedure calls has no objects.
        let rpc = Interface {
            kind: InterfaceKind::Rpc,
            ..Default::default()
        };
        let rpc = add(&mut model, "rpc", ItemKind::from(rpc));
        let abi = Abi::new(&model);
        for id in [opaque, tag, rpc] {
            assert_eq!(
                abi.ty(&pointer(&Type::Named(id))),
                AbiType::Void.pointer(false)
            );
        }
    }
}
