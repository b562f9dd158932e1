//! Types.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Writer, name, reference};
use crate::lower::abi::AbiType;
use crate::metadata::WIN32_NAMESPACE;
use crate::model::ItemId;

impl Writer<'_> {
    /// Returns `ty` as RDL writes it. A function type that the IDL gives no name is named after
    /// `owner`, which has the type.
    pub(super) fn ty(&mut self, ty: &AbiType, owner: &str) -> TokenStream {
        let primitive = match ty {
            AbiType::Void => "void",
            AbiType::Number(number) => number.name(),
            AbiType::Guid => return self.win32("GUID", reference::Kind::Struct),
            AbiType::HResult => return self.win32_number("HRESULT"),
            AbiType::Bool => return self.win32_number("BOOL"),
            AbiType::NtStatus => return self.win32_number("NTSTATUS"),
            AbiType::RpcStatus => return self.win32_number("RPC_STATUS"),
            AbiType::PStr => return self.win32_string("PSTR"),
            AbiType::PCStr => return self.win32_string("PCSTR"),
            AbiType::PWStr => return self.win32_string("PWSTR"),
            AbiType::PCWStr => return self.win32_string("PCWSTR"),
            AbiType::BStr => return self.win32("BSTR", reference::Kind::Struct),
            AbiType::HString => return self.win32("HSTRING", reference::Kind::Struct),
            // Win32 metadata has no parameterized interfaces: any interface stands for one.
            AbiType::IUnknown | AbiType::Parameterized(..) => {
                return self.win32("IUnknown", reference::Kind::Interface);
            }
            AbiType::IInspectable => return self.win32("IInspectable", reference::Kind::Interface),
            AbiType::Interface(id)
            | AbiType::Record(id)
            | AbiType::Enum(id)
            | AbiType::Alias(id) => return self.named(*id),
            AbiType::Pointer { .. } => return self.pointer(ty, owner),
            AbiType::Array { element, length } => {
                let element = self.ty(element, owner);
                let length = Literal::u64_unsuffixed(*length);
                return quote!([#element; #length]);
            }
            AbiType::Function(signature) => return self.unnamed_function_pointer(owner, signature),
        };
        let primitive = format_ident!("{primitive}");
        quote!(#primitive)
    }

    /// Returns the name of the item `id`, whether the text or metadata defines it.
    pub(super) fn named(&mut self, id: ItemId) -> TokenStream {
        if let Some(provided) = self.abi.provided(id).cloned() {
            return self.ty(&provided, "");
        }
        if let Some(instance) = self.instance(id) {
            return instance;
        }
        let item = self.model().item(id);
        let placement = self.placements[id.0 as usize].clone();
        if !placement.is_ours {
            let kind = reference::Kind::of(&self.abi, id);
            self.references.add(&placement.namespace, &item.name, kind);
        }
        self.type_path(&placement.namespace, &item.name)
    }

    fn win32(&mut self, name: &str, kind: reference::Kind) -> TokenStream {
        self.references.add(WIN32_NAMESPACE, name, kind);
        name::path(WIN32_NAMESPACE, name)
    }

    fn win32_number(&mut self, name: &str) -> TokenStream {
        self.win32(name, reference::Kind::Typedef(windows_metadata::Type::I32))
    }

    fn win32_string(&mut self, name: &str) -> TokenStream {
        let pointer = windows_metadata::Type::PtrMut(Box::new(windows_metadata::Type::Void), 1);
        self.win32(name, reference::Kind::Typedef(pointer))
    }

    /// Returns a pointer of any depth. Metadata keeps one `const` for the whole chain of pointers.
    /// The chain is `const` only if every link is: somebody writes through a link that is `mut`, so
    /// that `const` would be unsound. The reverse merely promises less.
    fn pointer(&mut self, ty: &AbiType, owner: &str) -> TokenStream {
        let mut depth = 0;
        let mut all_const = true;
        let mut target = ty;
        while let AbiType::Pointer { to, is_const } = target {
            depth += 1;
            all_const &= is_const;
            target = to;
        }
        let target = self.ty(target, owner);
        let link = if all_const {
            quote!(*const)
        } else {
            quote!(*mut)
        };
        let links = std::iter::repeat_n(link, depth);
        quote!(#(#links)* #target)
    }
}
