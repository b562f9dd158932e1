//! Types as Rust writes them: as a value, in a vtable's slot, as a name.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use crate::docs::Docs;
use crate::layout::{Layouts, Target};
use crate::lower::abi::{Abi, AbiConvention, AbiSignature, AbiType};
use crate::lower::closure::Closure;
use crate::lower::number::Number;
use crate::lower::well_known;
use crate::model::{ItemId, ItemKind, Model, PointerWidth, Type};

use super::Options;
use super::contents::{Contents, RecordContents};
use super::doc::{self, Links};
use super::enumeration::{self, Enums};
use super::name::Names;

/// What the emission of each item asks: the model, its lowering, and the output's names.
pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    pub(super) abi: &'m Abi<'m>,
    pub(super) names: Names,
    pub(super) enums: Enums,
    /// What the authors of the files say.
    pub(super) docs: &'m Docs<'m>,
    /// The links that a text may have.
    pub(super) links: Links,
    layouts: [RefCell<Layouts<'m>>; 2],
    contents: RecordContents,
    uses_bstr: Cell<bool>,
    shells: HashSet<ItemId>,
    implemented: &'m HashSet<ItemId>,
}

impl<'m> Context<'m> {
    pub(super) fn new(
        abi: &'m Abi<'m>,
        docs: &'m Docs<'m>,
        closure: Closure,
        targets: &'m [Target; 2],
        options: &'m Options,
    ) -> Self {
        let model = abi.model();
        let enums = options.enums;
        let mut names = Names::new(model, &closure.items, enums);
        for (id, external) in abi.externals() {
            names.set_external(id, &external.path);
        }
        Self {
            model,
            abi,
            links: doc::links(abi, &names, &closure.items),
            docs,
            names,
            enums,
            layouts: targets
                .each_ref()
                .map(|target| RefCell::new(Layouts::new(model, target))),
            contents: RecordContents::new(abi),
            uses_bstr: Cell::new(false),
            shells: closure.shells,
            implemented: &options.implemented,
        }
    }

    /// Whether the output only passes the interface on.
    pub(super) fn is_shell(&self, id: ItemId) -> bool {
        self.shells.contains(&id)
    }

    /// Whether `#[implement]` can implement the interface by the output.
    pub(super) fn is_implemented(&self, id: ItemId) -> bool {
        self.implemented.contains(&id)
    }

    /// The layouts of the model's types where pointers have that width.
    pub(super) fn layouts(&self, width: PointerWidth) -> &RefCell<Layouts<'m>> {
        &self.layouts[width as usize]
    }

    /// Whether the text so far names `BSTR`.
    pub(super) fn uses_bstr(&self) -> bool {
        self.uses_bstr.get()
    }

    /// The enumeration that `ty` is, and its number, if it is a type of its own in Rust.
    pub(super) fn typed_enum(&self, ty: &AbiType) -> Option<(ItemId, Number)> {
        match (self.abi.expand(ty), self.enums) {
            (_, Enums::Alias) => None,
            (AbiType::Enum(id), _) if self.abi.external(id).is_some() => None,
            (AbiType::Enum(id), Enums::Newtype | Enums::Open) => match &self.model.item(id).kind {
                ItemKind::Enum(definition) => Some((id, enumeration::number(definition))),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the number that a value of `ty` is in memory, if `ty` is an enumeration or a number of
    /// another crate. The crate may have the type as a type of its own, or as a name of the number.
    pub(super) fn external_number(&self, ty: &AbiType) -> Option<Number> {
        let (AbiType::Enum(id) | AbiType::Alias(id)) = ty else {
            return None;
        };
        self.abi.external(*id)?;
        match self.abi.expand(ty) {
            AbiType::Enum(id) => match &self.model.item(id).kind {
                ItemKind::Enum(definition) => Some(enumeration::number(definition)),
                _ => None,
            },
            ty => ty.number(),
        }
    }

    /// Returns a value of an external type that is `number` in memory, of the expression for that.
    pub(super) fn number_as(&self, ty: &AbiType, number: Number, value: &str) -> String {
        format!(
            "core::mem::transmute::<{}, {}>({value})",
            number.name(),
            self.name(ty)
        )
    }

    /// The type's name: of a pointer to an interface, the interface's.
    pub(super) fn name(&self, ty: &AbiType) -> String {
        match ty {
            AbiType::Void => "core::ffi::c_void".into(),
            AbiType::Number(number) => number.name().into(),
            AbiType::Guid => "windows_core::GUID".into(),
            AbiType::HResult => "windows_core::HRESULT".into(),
            AbiType::Bool => "windows_core::BOOL".into(),
            AbiType::NtStatus => self.status("Foundation::NTSTATUS"),
            AbiType::RpcStatus => self.status("System::Rpc::RPC_STATUS"),
            AbiType::PStr => "windows_core::PSTR".into(),
            AbiType::PCStr => "windows_core::PCSTR".into(),
            AbiType::PWStr => "windows_core::PWSTR".into(),
            AbiType::PCWStr => "windows_core::PCWSTR".into(),
            AbiType::BStr => match (self.abi.windows(), self.abi.bstr()) {
                // Where the `windows` crate is, the target is Windows.
                (Some(_), _) => "windows_core::BSTR".into(),
                (None, Some(path)) => path.into(),
                (None, None) => {
                    self.uses_bstr.set(true);
                    "BSTR".into()
                }
            },
            AbiType::HString => "windows_core::HSTRING".into(),
            AbiType::IUnknown => "windows_core::IUnknown".into(),
            AbiType::IInspectable => "windows_core::IInspectable".into(),
            AbiType::Parameterized(id, _) => self.parameterized(*id).into(),
            AbiType::Interface(id)
            | AbiType::Record(id)
            | AbiType::Enum(id)
            | AbiType::Alias(id) => self.names.item(*id).into(),
            AbiType::Pointer { to, is_const } => {
                let keyword = if *is_const { "const" } else { "mut" };
                format!("*{keyword} {}", self.value(to))
            }
            AbiType::Array { element, length } => format!("[{}; {length}]", self.value(element)),
            AbiType::Function(signature) => self.function_pointer(signature),
        }
    }

    /// The name of a status code, which `windows-core` has, or the `windows` crate of older versions.
    fn status(&self, path: &str) -> String {
        if self.abi.windows().is_some() {
            format!("windows::Win32::{path}")
        } else {
            format!("windows_core::{}", path.rsplit("::").next().unwrap_or(path))
        }
    }

    /// The type of a value that may be null: an interface is an `Option`.
    pub(super) fn value(&self, ty: &AbiType) -> String {
        let name = self.name(ty);
        if ty.is_interface() {
            format!("Option<{name}>")
        } else {
            name
        }
    }

    /// The type in a vtable's slot: what owns something is an untyped pointer there.
    pub(super) fn slot(&self, ty: &AbiType) -> String {
        match ty {
            _ if ty.is_interface() => VOID_POINTER.into(),
            AbiType::BStr | AbiType::HString => VOID_POINTER.into(),
            AbiType::Pointer { to, is_const } => {
                let keyword = if *is_const { "const" } else { "mut" };
                let to = match &**to {
                    AbiType::Record(_) => self.name(to),
                    to => self.slot(to),
                };
                format!("*{keyword} {to}")
            }
            AbiType::Array { element, length } => format!("[{}; {length}]", self.slot(element)),
            // The caller releases what it passes.
            AbiType::Record(_) if self.is_dropped(ty) => {
                format!("core::mem::ManuallyDrop<{}>", self.name(ty))
            }
            _ => self.name(ty),
        }
    }

    /// Whether [`Self::value`] and [`Self::slot`] are the same type.
    pub(super) fn fits_slot(&self, ty: &AbiType) -> bool {
        match ty {
            AbiType::BStr | AbiType::HString => false,
            AbiType::Record(_) => !self.is_dropped(ty),
            AbiType::Pointer { to, .. } => matches!(**to, AbiType::Record(_)) || self.fits_slot(to),
            AbiType::Array { element, .. } => self.fits_slot(element),
            _ => !ty.is_interface(),
        }
    }

    /// The interface that stands for a parameterized one: bindings that depend on `windows-core`
    /// alone have no generic interfaces.
    fn parameterized(&self, id: ItemId) -> &'static str {
        let inspectable = self.model.lineage(id).into_iter().any(|base| {
            self.model
                .interface(base)
                .is_some_and(|base| base.iid == Some(well_known::IINSPECTABLE))
        });
        if inspectable {
            "windows_core::IInspectable"
        } else {
            "windows_core::IUnknown"
        }
    }

    /// `Option<unsafe extern "system" fn(a: u32) -> i32>`: a pointer to a function, which C may
    /// leave null.
    pub(super) fn function_pointer(&self, signature: &AbiSignature) -> String {
        format!("Option<{}>", self.bare_function(signature))
    }

    /// `unsafe extern "system" fn(a: u32) -> i32`: a pointer to a function that is never null.
    pub(super) fn bare_function(&self, signature: &AbiSignature) -> String {
        format!(
            "unsafe extern \"{}\" fn({}){}",
            convention(signature.convention),
            self.function_params(signature).join(", "),
            self.arrow(&signature.returns)
        )
    }

    /// The parameters of a function that others call: borrowed interfaces are `Ref`.
    fn function_params(&self, signature: &AbiSignature) -> Vec<String> {
        let names = self
            .names
            .params(signature.params.iter().map(|(name, _)| name.as_str()));
        let mut params: Vec<String> = names
            .iter()
            .zip(&signature.params)
            .map(|(name, (_, ty))| format!("{name}: {}", self.borrowed(ty)))
            .collect();
        if signature.variadic {
            params.push("...".into());
        }
        params
    }

    /// A parameter's type where the caller keeps what it passes.
    fn borrowed(&self, ty: &AbiType) -> String {
        if ty.is_interface() || matches!(ty, AbiType::BStr | AbiType::HString) {
            format!("windows_core::Ref<{}>", self.name(ty))
        } else {
            self.value(ty)
        }
    }

    /// ` -> T`, or nothing for `void`.
    pub(super) fn arrow(&self, returns: &AbiType) -> String {
        match returns {
            AbiType::Void => String::new(),
            ty => format!(" -> {}", self.value(ty)),
        }
    }

    /// Whether copying a value's bytes copies the value: it owns nothing.
    pub(super) fn is_copyable(&self, ty: &AbiType) -> bool {
        !self.contents.of(self.abi, ty).has_owned
    }

    /// Returns what the record `id` has in it.
    pub(super) fn contents(&self, id: ItemId) -> Contents {
        self.contents.record(id)
    }

    /// Whether dropping a value releases something of its own. A record of the output doesn't: its
    /// fields are `ManuallyDrop`.
    pub(super) fn is_dropped(&self, ty: &AbiType) -> bool {
        match ty {
            AbiType::BStr | AbiType::HString => true,
            AbiType::Record(id) => self.abi.external(*id).is_some_and(|it| it.is_dropped),
            AbiType::Array { element, .. } => self.is_dropped(element),
            _ => ty.is_interface(),
        }
    }

    /// Whether `ty` is passed as one plain machine word: a number, a code, a handle, a pointer.
    pub(super) fn is_primitive(&self, ty: &AbiType) -> bool {
        let ty = self.abi.expand(ty);
        !matches!(
            ty,
            AbiType::Void
                | AbiType::Guid
                | AbiType::PStr
                | AbiType::PCStr
                | AbiType::PWStr
                | AbiType::PCWStr
                | AbiType::BStr
                | AbiType::HString
                | AbiType::Record(_)
                | AbiType::Array { .. }
        ) && !ty.is_interface()
    }

    /// How many bytes a value takes where pointers take 4.
    ///
    /// Where the size of a type decides about a signature, it is this one, so that the signature
    /// is the same on every target.
    pub(super) fn size(&self, ty: &Type) -> Option<u64> {
        let layout = self.layouts(PointerWidth::Bits32).borrow_mut().of(ty);
        layout.ok().map(|layout| layout.size)
    }
}

/// An untyped pointer.
pub(super) const VOID_POINTER: &str = "*mut core::ffi::c_void";

/// The name of a calling convention in Rust.
pub(super) fn convention(convention: AbiConvention) -> &'static str {
    match convention {
        AbiConvention::System => "system",
        AbiConvention::C => "C",
    }
}
