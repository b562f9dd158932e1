//! Interfaces with their methods, properties and events.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Writer, attribute, name};
use super::attribute::Argument;
use super::signature::{Passed, RuntimeSignature};
use super::types::{RuntimeType, TOKEN};
use crate::model::{Guid, Interface, ItemId, Method, Property};

/// A member of an interface, as RDL has it: with a short form for the accessors of properties and events,
/// if they have the parameters' names and the attributes that this form gives them.
enum Member {
    Get(String, Passed),
    Put(String, Passed),
    Add(String, Passed),
    Remove(String),
    /// Any other method.
    Method,
}

impl Writer<'_> {
    /// Writes an interface of the Windows Runtime. The slots of `IInspectable` go without saying.
    pub(in super::super) fn runtime_interface(
        &mut self,
        id: ItemId,
        interface: &Interface,
    ) -> TokenStream {
        let name = name::ident(&self.model().item(id).name);
        self.runtime_interface_called(&name, interface)
    }

    /// Writes the interface with this name, which may have type parameters.
    pub(super) fn runtime_interface_called(
        &mut self,
        name: &TokenStream,
        interface: &Interface,
    ) -> TokenStream {
        let iid = iid(interface.iid);
        let attributes = self.runtime_attributes(&interface.attributes, &[]);
        let requires: Vec<TokenStream> = interface
            .requires
            .iter()
            .filter_map(|id| self.runtime_object(*id))
            .collect();
        let requires = (!requires.is_empty()).then(|| quote!(: #(#requires)+*));
        let members = self.members(&interface.methods);
        quote! {
            #iid
            #attributes
            interface #name #requires { #members }
        }
    }

    /// Returns an interface or a class that another definition names, if the Windows Runtime has it.
    pub(super) fn runtime_object(&mut self, id: ItemId) -> Option<TokenStream> {
        let ty = self.winrt.ty(&self.abi, &crate::model::Type::Named(id))?;
        let is_type = matches!(ty, RuntimeType::Item(_) | RuntimeType::Instance(..));
        is_type.then(|| self.runtime_type(&ty))
    }

    fn members(&mut self, methods: &[Method]) -> TokenStream {
        let mut members = TokenStream::new();
        let mut rest = methods;
        while let Some((method, next)) = rest.split_first() {
            rest = next;
            let second = next.first().map(|next| self.member(next));
            let written = match (self.member(method), second) {
                (Member::Get(name, ty), Some(Member::Put(other, put)))
                    if name == other && ty == put =>
                {
                    rest = &next[1..];
                    self.property(None, &name, &ty)
                }
                (Member::Add(name, handler), Some(Member::Remove(other))) if name == other => {
                    rest = &next[1..];
                    let (name, handler) = (name::ident(&name), self.passed(&handler));
                    quote!(event #name: #handler;)
                }
                (Member::Get(name, ty), _) => self.property(Some(quote!(#[get])), &name, &ty),
                (Member::Put(name, ty), _) => self.property(Some(quote!(#[set])), &name, &ty),
                _ => self.runtime_method(method),
            };
            members.extend(written);
        }
        members
    }

    fn property(&mut self, accessor: Option<TokenStream>, name: &str, ty: &Passed) -> TokenStream {
        let (name, ty) = (name::ident(name), self.passed(ty));
        quote!(#accessor #name: #ty;)
    }

    /// Returns the form of a method.
    fn member(&self, method: &Method) -> Member {
        let Some((name, signature)) = self.plain(method) else {
            return Member::Method;
        };
        let RuntimeSignature { params, returns } = signature;
        let mut inputs = params.iter().map(|it| (it.name.as_str(), it.input()));
        let form = (inputs.next(), inputs.next(), returns);
        match (method.name.split_once('_'), form) {
            (Some(("get", _)), (None, _, Some(ty))) => Member::Get(name, ty),
            (Some(("put", _)), (Some(("value", Some(ty))), None, None)) => {
                Member::Put(name, ty.clone())
            }
            (Some(("add", _)), (Some(("handler", Some(ty))), None, Some(token)))
                if token.ty == TOKEN =>
            {
                Member::Add(name, ty.clone())
            }
            (Some(("remove", _)), (Some(("token", Some(token))), None, None))
                if token.ty == TOKEN =>
            {
                Member::Remove(name)
            }
            _ => Member::Method,
        }
    }

    /// Returns the name of a property or an event whose accessor this is, and its signature, if nothing
    /// else is to be said of the accessor.
    fn plain(&self, method: &Method) -> Option<(String, RuntimeSignature)> {
        let stem = method.stem.as_ref()?;
        let has_attributes = method
            .attributes
            .iter()
            .any(|attribute| !matches!(attribute.name(), "eventadd" | "eventremove"));
        let is_identifier = name::ident(stem).to_string() == **stem;
        if has_attributes || !is_identifier {
            return None;
        }
        let signature = self.winrt.signature(&self.abi, method)?;
        Some((stem.to_string(), signature))
    }

    /// Writes a method in full. The name of one that has several forms is that of all; an attribute has
    /// the name of its slot.
    fn runtime_method(&mut self, method: &Method) -> TokenStream {
        let Some(signature) = self.winrt.signature(&self.abi, method) else {
            return TokenStream::new();
        };
        let is_accessor = matches!(method.property, Some(Property::Get | Property::Put))
            || method.stem.is_some() && method.property.is_none();
        let special = is_accessor.then(|| quote!(#[special]));
        let (overload, name) = match attribute_text(method, "overload") {
            Some(name) => {
                let slot = vec![Argument::Text(method.name.to_string())];
                let overload = self.metadata_attribute("Overload", slot);
                (Some(overload), name)
            }
            None => (None, method.name.to_string()),
        };
        let covered = ["overload", "eventadd", "eventremove"];
        let attributes = self.runtime_attributes(&method.attributes, &covered);
        let name = name::ident(&name);
        let params = self.runtime_params(&signature.params);
        let returns = self.runtime_result(signature.returns.as_ref());
        quote! {
            #special
            #overload
            #attributes
            fn #name(&self #(, #params)*) #returns;
        }
    }
}

/// Returns the text in the attribute `name` of a method.
fn attribute_text(method: &Method, name: &str) -> Option<String> {
    use crate::model::AttributeArgument::Text;
    let attribute = method.attributes.iter().find(|it| it.name() == name)?;
    match attribute.arguments() {
        [Text(text)] => Some(text.to_string()),
        _ => None,
    }
}

/// Returns the attribute with an IID.
pub(super) fn iid(iid: Option<Guid>) -> TokenStream {
    match iid {
        Some(iid) => {
            let iid = attribute::guid(iid);
            quote!(#[guid(#iid)])
        }
        None => quote!(#[no_guid]),
    }
}
