//! Interfaces: the smart pointer, the vtable with every slot typed, the methods to call, the trait to implement.

use crate::lower::abi::AbiType;
use crate::lower::implement::obstacle;
use crate::model::{Interface, InterfaceKind, ItemId, ItemKind, Method};

use super::call::{self, Callee};
use super::code::Code;
use super::constant::guid_literal;
use super::doc;
use super::hierarchy::{Base, base, bases, is_unknown, write_hierarchy};
use super::implement::{self, Dispatch};
use super::name::MethodNames;
use super::signature::{ResultKind, Signature};
use super::template::{Block, rust};
use super::types::{Context, VOID_POINTER};

/// A method with all that its emission asks.
struct Slot<'m> {
    name: String,
    method: &'m Method,
    signature: Signature,
}

/// The type of a vtable.
pub(super) struct Vtable {
    pub(super) name: String,
    /// The type of the vtable that it begins with.
    pub(super) base: Option<String>,
}

/// Writes the type of a vtable with the methods of the interface `id`.
pub(super) fn write_vtable_of(code: &mut Code, context: &Context<'_>, id: ItemId, vtable: &Vtable) {
    if let Some(interface) = context.model.interface(id) {
        write_vtable(code, context, vtable, &slots(context, interface));
    }
}

fn base_vtable(context: &Context<'_>, id: ItemId) -> Option<String> {
    let base = match base(context, id) {
        Base::None => return None,
        Base::Provided(ty) => context.name(&ty),
        Base::Emitted(base) => context.names.item(base).to_owned(),
    };
    Some(format!("{base}_Vtbl"))
}

/// Writes the interface `id`. One for remote procedure calls has no vtable and is left out.
pub(super) fn write(code: &mut Code, context: &Context<'_>, id: ItemId, interface: &Interface) {
    if interface.kind == InterfaceKind::Rpc {
        return;
    }
    let slots = slots(context, interface);
    let dispatch = if is_unknown(context, id) {
        Dispatch::Offset
    } else {
        Dispatch::Scoped
    };
    write_definition(code, context, id, interface, dispatch);
    write_hierarchy(code, context, id);
    if context.is_shell(id) {
        write_shell(code, context, id);
        return;
    }
    write_methods(code, context, id, &slots);
    let vtable = Vtable {
        name: format!("{}_Vtbl", context.names.item(id)),
        base: base_vtable(context, id),
    };
    write_vtable(code, context, &vtable, &slots);
    if context.is_implemented(id) {
        write_implementation(code, context, id, &slots, dispatch);
    } else if dispatch == Dispatch::Offset && context.model.item(id).full_name().is_some() {
        write_runtime_name(code, context, id);
    }
}

/// Whether the output has all of the interface `id` but what `#[implement]` needs.
pub(super) fn lacks_trait(context: &Context<'_>, id: ItemId) -> bool {
    context.model.interface(id).is_some()
        && !context.is_shell(id)
        && !context.is_implemented(id)
        && obstacle(context.abi, id).is_none()
}

/// Writes the name of which an object of `#[implement]` tells whoever asks for its class.
pub(super) fn write_runtime_name(code: &mut Code, context: &Context<'_>, id: ItemId) {
    let item = context.model.item(id);
    let full_name = match item.kind {
        ItemKind::Coclass(_) => Some(item.full_name().unwrap_or_else(|| item.name.to_string())),
        _ => item.full_name(),
    };
    let name = context.names.item(id);
    match full_name {
        Some(full_name) => rust!(
            code,
            "
            impl windows_core::RuntimeName for $name {
                const NAME: &'static str = \"$full_name\";
            }
            ",
            name,
            full_name
        ),
        None => rust!(code, "impl windows_core::RuntimeName for $name {}", name),
    }
}

/// Writes the vtable of an interface that the output only passes on: the slots that it has of
/// `windows-core`'s interfaces.
fn write_shell(code: &mut Code, context: &Context<'_>, id: ItemId) {
    let lineage = context.model.lineage(id).into_iter();
    let provided = lineage.rev().find_map(|id| context.abi.provided(id));
    let vtable = Vtable {
        name: format!("{}_Vtbl", context.names.item(id)),
        base: provided.map(|base| format!("{}_Vtbl", context.name(base))),
    };
    write_vtable(code, context, &vtable, &[]);
}

fn slots<'m>(context: &Context<'_>, interface: &'m Interface) -> Vec<Slot<'m>> {
    let mut names = MethodNames::default();
    own_methods(interface)
        .map(|method| Slot {
            name: names.add(&method.name, method.property.is_some()),
            method,
            signature: Signature::new(context, &method.params, &method.returns, true),
        })
        .collect()
}

/// The methods that have a slot of this interface's part of the vtable.
fn own_methods(interface: &Interface) -> impl Iterator<Item = &Method> {
    let has_slots = interface.kind != InterfaceKind::Dispatch;
    interface
        .methods
        .iter()
        .filter(move |method| has_slots && method.slot.is_some())
}

/// Writes the type of pointers to the interface `id`.
fn write_definition(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    interface: &Interface,
    dispatch: Dispatch,
) {
    let name = context.names.item(id);
    let iid = interface.iid.map_or("0".into(), guid_literal);
    let (content, iid, unknown) = match dispatch {
        Dispatch::Offset => (
            "windows_core::IUnknown",
            format!("windows_core::GUID::from_u128({iid})"),
            "",
        ),
        Dispatch::Scoped => (
            "core::ptr::NonNull<core::ffi::c_void>",
            "windows_core::GUID::zeroed()".into(),
            "const UNKNOWN: bool = false;",
        ),
    };
    let pointer = Pointer {
        name,
        content,
        vtable: &format!("{name}_Vtbl"),
        iid: &iid,
        unknown,
    };
    doc::write_item(code, context, id);
    write_pointer(code, &pointer);
}

/// The type of pointers to an interface.
pub(super) struct Pointer<'a> {
    pub(super) name: &'a str,
    /// The type of its only field.
    pub(super) content: &'a str,
    pub(super) vtable: &'a str,
    pub(super) iid: &'a str,
    /// What tells `windows-core` of an interface that isn't `IUnknown`.
    pub(super) unknown: &'a str,
}

/// Writes what `windows_core::imp::define_interface!` makes. The macro takes no documentation.
///
/// ```text
/// #[repr(transparent)]
/// pub struct IFoo(windows_core::IUnknown);
/// unsafe impl windows_core::Interface for IFoo {
///     type Vtable = IFoo_Vtbl;
///     const IID: windows_core::GUID = windows_core::GUID::from_u128(0x97ea99c7_..);
/// }
/// impl core::clone::Clone for IFoo { .. }
/// impl core::cmp::PartialEq for IFoo { .. }
/// impl core::cmp::Eq for IFoo {}
/// impl core::fmt::Debug for IFoo { .. }
/// ```
///
/// Derives would make more items of the same traits, and so more work for rustc.
pub(super) fn write_pointer(code: &mut Code, pointer: &Pointer<'_>) {
    rust!(
        code,
        "
        #[repr(transparent)]
        pub struct $name($content);
        unsafe impl windows_core::Interface for $name {
            type Vtable = $vtable;
            const IID: windows_core::GUID = $iid;
            $unknown
        }
        impl core::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self(core::clone::Clone::clone(&self.0))
            }
        }
        impl core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl core::cmp::Eq for $name {}
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                shared__::show(f, stringify!($name), windows_core::Interface::as_raw(self))
            }
        }
        ",
        name = pointer.name,
        content = pointer.content,
        vtable = pointer.vtable,
        iid = pointer.iid,
        unknown = pointer.unknown
    );
}

/// ```text
/// impl IFoo {
///     pub unsafe fn Cancel(&self) -> windows_core::HRESULT { .. }
/// }
/// ```
fn write_methods(code: &mut Code, context: &Context<'_>, id: ItemId, slots: &[Slot<'_>]) {
    // No wrapper can hand on further arguments: such a method is called through the vtable.
    let callable = || slots.iter().filter(|slot| !slot.method.variadic);
    if callable().next().is_none() {
        return;
    }
    let write_all = |code: &mut Code| {
        for slot in callable() {
            let callee = Callee::Slot(&slot.name);
            doc::write_method(code, context, id, slot.method);
            call::write(code, context, &slot.name, &slot.signature, callee);
        }
    };
    rust!(
        code,
        "
        impl $name {
            $methods
        }
        ",
        name = context.names.item(id),
        methods = Block(write_all)
    );
}

/// ```text
/// #[repr(C)]
/// pub struct IFoo2_Vtbl {
///     pub base__: IFoo_Vtbl,
///     pub Cancel: unsafe extern "system" fn(*mut core::ffi::c_void) -> windows_core::HRESULT,
/// }
/// ```
fn write_vtable(code: &mut Code, context: &Context<'_>, vtable: &Vtable, slots: &[Slot<'_>]) {
    let write_fields = |code: &mut Code| {
        if let Some(base) = &vtable.base {
            rust!(code, "pub base__: $base,", base);
        }
        for slot in slots {
            write_slot(code, context, slot);
        }
    };
    rust!(
        code,
        "
        #[repr(C)]
        pub struct $name {
            $fields
        }
        ",
        name = vtable.name,
        fields = Block(write_fields)
    );
}

fn write_slot(code: &mut Code, context: &Context<'_>, slot: &Slot<'_>) {
    let mut params = vec![VOID_POINTER.to_owned()];
    if slot.signature.result == ResultKind::Struct {
        params.push(format!("*mut {}", context.value(&slot.signature.returns)));
    }
    params.extend(slot.signature.params.iter().map(|it| context.slot(&it.ty)));
    if slot.method.variadic {
        params.push("...".into());
    }
    rust!(
        code,
        "pub $name: unsafe extern \"$convention\" fn($params)$returns,",
        name = slot.name,
        convention = if slot.method.variadic { "C" } else { "system" },
        params = params.join(", "),
        returns = implement::slot_arrow(context, &slot.signature)
    );
}

/// Writes what `#[implement]` needs of the interface `id`.
fn write_implementation(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    slots: &[Slot<'_>],
    dispatch: Dispatch,
) {
    write_trait(code, context, id, slots);
    write_constructor(code, context, id, slots, dispatch);
    match dispatch {
        Dispatch::Offset => write_runtime_name(code, context, id),
        Dispatch::Scoped => write_scoped(code, context, id),
    }
}

/// ```text
/// pub trait IFoo2_Impl: IFoo_Impl {
///     fn Cancel(&self) -> windows_core::Result<()>;
/// }
/// ```
fn write_trait(code: &mut Code, context: &Context<'_>, id: ItemId, slots: &[Slot<'_>]) {
    let bound = match base(context, id) {
        Base::None => String::new(),
        Base::Provided(_) => ": windows_core::IUnknownImpl".into(),
        Base::Emitted(base) => format!(": {}_Impl", context.names.item(base)),
    };
    let name = context.names.item(id);
    let write_methods = |code: &mut Code| {
        for slot in slots {
            if !slot.name.starts_with("r#") && !name.starts_with("r#") {
                doc::write(code, &[format!("See [`{name}::{}`].", slot.name)]);
            }
            implement::write_trait_method(code, context, &slot.name, &slot.signature);
        }
    };
    rust!(
        code,
        "
        pub trait ${name}_Impl$bound {
            $methods
        }
        ",
        name,
        bound,
        methods = Block(write_methods)
    );
}

/// ```text
/// impl IFoo2_Vtbl {
///     pub const fn new<Identity: IFoo2_Impl, const OFFSET: isize>() -> Self {
///         unsafe extern "system" fn Cancel<..>(..) -> windows_core::HRESULT { .. }
///         Self { base__: IFoo_Vtbl::new::<Identity, OFFSET>(), Cancel: Cancel::<Identity, OFFSET> }
///     }
///     pub fn matches(iid: &windows_core::GUID) -> bool {
///         iid == &<IFoo2 as windows_core::Interface>::IID || ..
///     }
/// }
/// ```
fn write_constructor(
    code: &mut Code,
    context: &Context<'_>,
    id: ItemId,
    slots: &[Slot<'_>],
    dispatch: Dispatch,
) {
    let name = context.names.item(id);
    let trait_name = format!("{name}_Impl");
    let arguments = dispatch.arguments();
    let base = match base(context, id) {
        Base::None => None,
        Base::Provided(AbiType::IInspectable) => Some(format!(
            "windows_core::IInspectable_Vtbl::new::<Identity, {name}, OFFSET>()"
        )),
        Base::Provided(_) => Some(format!("windows_core::IUnknown_Vtbl::new::{arguments}()")),
        Base::Emitted(base) => Some(format!(
            "{}_Vtbl::new::{arguments}()",
            context.names.item(base)
        )),
    };
    let write_functions = |code: &mut Code| {
        for slot in slots {
            let (name, signature) = (&slot.name, &slot.signature);
            implement::write_function(code, context, &trait_name, name, signature, dispatch);
        }
    };
    let write_fields = |code: &mut Code| {
        if let Some(base) = &base {
            rust!(code, "base__: $base,", base);
        }
        for slot in slots {
            rust!(
                code,
                "$name: $name::$arguments,",
                name = slot.name,
                arguments
            );
        }
    };
    let write_matches = |code: &mut Code| {
        if dispatch == Dispatch::Offset {
            write_matches(code, context, id);
        }
    };
    rust!(
        code,
        "
        impl ${name}_Vtbl {
            pub const fn new$generics() -> Self {
                $functions
                Self {
                    $fields
                }
            }
            $matches
        }
        ",
        name,
        generics = dispatch.generics(&trait_name),
        functions = Block(write_functions),
        fields = Block(write_fields),
        matches = Block(write_matches)
    );
}

/// Writes the function that tells whether an object of this interface answers to an IID.
fn write_matches(code: &mut Code, context: &Context<'_>, id: ItemId) {
    // `#[implement]` itself answers for what windows-core provides.
    let mut names = vec![context.names.item(id)];
    names.extend(
        bases(context, id)
            .into_iter()
            .filter(|base| context.abi.provided(*base).is_none())
            .map(|base| context.names.item(base)),
    );
    let tests: Vec<String> = names
        .iter()
        .map(|name| format!("iid == &<{name} as windows_core::Interface>::IID"))
        .collect();
    rust!(
        code,
        "
        pub fn matches(iid: &windows_core::GUID) -> bool {
            $tests
        }
        ",
        tests = tests.join(" || ")
    );
}

/// Writes how an object is made of an implementation, of an interface without `IUnknown`. The object
/// lives as long as the value that implements the interface.
fn write_scoped(code: &mut Code, context: &Context<'_>, id: ItemId) {
    rust!(
        code,
        "
        struct ${name}_ImplVtbl<Identity: ${name}_Impl>(core::marker::PhantomData<Identity>);
        impl<Identity: ${name}_Impl> ${name}_ImplVtbl<Identity> {
            const VTABLE: ${name}_Vtbl = ${name}_Vtbl::new::<Identity>();
        }
        impl $name {
            pub fn new<'a, Identity: ${name}_Impl>(this: &'a Identity) -> windows_core::ScopedInterface<'a, Self> {
                let this__ = windows_core::imp::box_new(windows_core::ScopedHeap {
                    vtable: core::ptr::from_ref(&${name}_ImplVtbl::<Identity>::VTABLE).cast(),
                    this: core::ptr::from_ref(this).cast(),
                });
                let this__ = core::mem::ManuallyDrop::new(this__);
                unsafe { windows_core::ScopedInterface::new(core::mem::transmute(&this__.vtable)) }
            }
        }
        ",
        name = context.names.item(id)
    );
}
