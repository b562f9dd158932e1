//! Callbacks: for an interface that a program implements, a plain Rust trait, and the slots that
//! call it.
//!
//! [`form`] says in which form a method gets each argument, and [`result_form`] in which it returns each
//! result; a [`Method`] is a slot with all that. `truth`, `several` and `safe_array` know forms of their own.
//!
//! `definition` writes the trait, `slot` and `given` the functions of the vtable, `dispatch` those of `IDispatch`,
//! `arm` an arm of `Invoke`, by the VARTYPEs of `vartype`. `chain` writes the vtable itself and what the attribute asks
//! for, `conversion` how values become interfaces, `closure` objects of closures, `enumerator` those of iterators, and
//! `owned` those without `IUnknown`.

mod arm;
mod chain;
mod closure;
mod contract;
pub(super) mod conversion;
mod definition;
mod dispatch;
mod enumerator;
mod form;
mod given;
mod owned;
mod result_form;
mod safe_array;
mod several;
mod slot;
mod truth;
mod vartype;

use std::collections::HashSet;

use crate::contract::{Contract, ContractMethod};
use crate::diagnostics::{Diagnostic, Problem};
use crate::lower::abi::AbiType;
use crate::lower::implement::further_arguments;
use crate::lower::nullable::{NullRule, rule_for};
use crate::lower::well_known::is_dispatch;
use crate::model::{self, InterfaceKind, ItemId};
use crate::pattern;

use super::Options;
use super::code::Code;
use super::name::{MethodNames, Names, UniqueNames, item_name, snake_case};
use super::signature::{ResultKind, Signature};
use super::types::Context;

use form::{Form, forms};
use result_form::ResultForm;
use truth::Truth;

/// The name of what a method returns itself, beside those of its parameters.
const RETURN: &str = "return";

/// An interface that is to be implemented, with the names of what is made for it.
#[derive(Debug)]
pub(super) struct Callback<'m> {
    contract: Option<&'m Contract>,
    /// The interfaces of its chain: itself, then its bases, without `IUnknown`.
    interfaces: Vec<ItemId>,
    trait_name: String,
    chain_name: String,
    /// Whether the interface derives from `IUnknown`.
    has_unknown: bool,
    /// All slots behind `IUnknown`'s, in their order.
    methods: Vec<Method<'m>>,
}

/// The trait of a callback, for who writes an implementation.
#[derive(Clone, Debug)]
pub struct CallbackTrait {
    /// The interface that it is for.
    pub interface: ItemId,
    /// Its name in the bindings.
    pub name: String,
    /// Its methods, in the order of the vtable.
    pub methods: Vec<CallbackMethod>,
}

/// A method of such a trait.
#[derive(Clone, Debug)]
pub struct CallbackMethod {
    /// Its name in the trait.
    pub name: String,
    /// `fn switched(&self, on: bool) -> ::comidl::Result<()>`, without `;`.
    pub head: String,
    /// What it returns.
    pub returned: Returned,
}

/// What a method of a callback returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Nothing at all.
    Nothing,
    /// A `Result` without a value.
    Success,
    /// A `Result` with a value.
    Result,
    /// A value.
    Value,
}

/// A method of a callback.
#[derive(Debug)]
struct Method<'m> {
    /// The interface that declares it.
    owner: ItemId,
    method: &'m model::Method,
    /// Its field in the vtable; none for what only `Invoke` reaches.
    slot: Option<String>,
    /// By what `Invoke` reaches it.
    dispid: Option<i32>,
    /// Its name in the trait.
    name: String,
    /// As the vtable has it.
    signature: Signature,
    /// A form for each parameter.
    forms: Vec<Form>,
    returns: Returns,
    /// Whether the user asks for a default.
    has_default: bool,
    /// What a contract says of it.
    contract: Option<&'m ContractMethod>,
    /// The types that stand in other types' places, and those.
    wrapped: Vec<(String, String)>,
}

/// What the slot itself returns.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Returns {
    /// An `HRESULT`: the method returns a `Result`.
    HResult,
    /// Nothing.
    Nothing,
    /// This, before what out parameters return.
    Value { ty: String },
    /// A `bool`.
    Truth(Truth),
    /// No slot, but `Invoke`: the method returns a `Result` of this.
    Invoked(Option<(ResultForm, AbiType)>),
}

impl<'m> Callback<'m> {
    /// What is made for the interface `id`. Its trait has the interface's name without its `I`, or
    /// with something behind it where that name is taken.
    ///
    /// # Errors
    ///
    /// For an interface that no object of ours can have.
    pub(super) fn new(
        context: &Context<'m>,
        names: &mut TraitNames,
        id: ItemId,
        contract: Option<&'m Contract>,
        options: &Options,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut interfaces = context.model.lineage(id);
        let has_unknown = context.abi.provided(interfaces[0]) == Some(&AbiType::IUnknown);
        if has_unknown {
            interfaces.remove(0);
        } else if context.abi.external(id).is_some() {
            let reason = "it has no `IUnknown`, and another crate defines it";
            return Err(refused(context, id, reason));
        }
        if interfaces.is_empty() {
            return Err(refused(context, id, "each callback has it as its base"));
        }
        let is_inspectable = |id: &ItemId| context.abi.provided(*id).is_some();
        if interfaces.iter().any(is_inspectable) {
            return Err(refused(
                context,
                id,
                "it derives from `IInspectable`; ask for its trait by `implement`, for `#[windows_core::implement]`",
            ));
        }
        let mut methods = methods(context, &interfaces);
        if !has_unknown && methods.is_empty() {
            return Err(refused(context, id, "it has no vtable"));
        }
        if let Some(variadic) = methods.iter().find(|it| it.method.variadic) {
            let reason = further_arguments(&variadic.method.name);
            return Err(refused(context, id, &reason));
        }
        interfaces.reverse();
        if let Some(contract) = contract {
            contract::apply(&mut methods, contract);
        }
        for method in &mut methods {
            method.apply_nulls(context, &options.nulls);
            let has_default = |name: &String| method.is_called(context, name);
            method.has_default = method.can_default() && options.defaults.iter().any(has_default);
        }
        let wanted = contract.map_or(&*context.model.item(id).name, |it| &it.name);
        let (trait_name, chain_name) = names.add(&context.names, wanted);
        Ok(Self {
            contract,
            interfaces,
            trait_name,
            chain_name,
            has_unknown,
            methods,
        })
    }

    /// Returns its trait for who writes an implementation.
    pub(super) fn outline(&self, context: &Context<'_>) -> CallbackTrait {
        definition::outline(context, self)
    }

    /// Writes all of it.
    pub(super) fn write(&self, code: &mut Code, context: &Context<'_>, module: &str) {
        contract::write_flags(code, context, self);
        definition::write(code, context, self);
        chain::write(code, context, self, module);
        slot::write(code, context, self);
        if self.has_unknown {
            closure::write(code, context, self);
            enumerator::write(code, context, self);
        } else {
            owned::write(code, context, self);
        }
    }

    /// Returns what could be null: an interface, its method, and the parameter's name.
    pub(super) fn nullable<'a>(
        &'a self,
        context: &'a Context<'_>,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.methods.iter().flat_map(|method| {
            let interface = context.model.item(method.owner).name.as_str();
            let params = method.method.params.iter().zip(&method.forms);
            let params = params.filter(|(_, form)| (*form).clone().set_nullable(true));
            let own = match &method.returns {
                Returns::Invoked(Some((form, _))) => form.clone().set_nullable(true),
                _ => false,
            };
            let names = params.map(|(param, _)| param.name.as_str());
            let names = names.chain(own.then_some(RETURN));
            names.map(move |name| (interface, method.method.name.as_str(), name))
        })
    }

    /// Whether a method with a default has this name.
    pub(super) fn has_default(&self, context: &Context<'_>, name: &str) -> bool {
        let mut methods = self.methods.iter();
        methods.any(|method| method.has_default && method.is_called(context, name))
    }

    /// `IDispatch`, if it is in the chain.
    fn dispatch(&self, context: &Context<'_>) -> Option<ItemId> {
        let mut interfaces = self.interfaces.iter().copied();
        interfaces.find(|id| is_dispatch(context.model, *id))
    }

    /// Returns the interfaces of the chain that the bindings define: those before the ones of other crates.
    fn own_interfaces(&self, context: &Context<'_>) -> &[ItemId] {
        let is_external = |id: &ItemId| context.abi.external(*id).is_some();
        let own = self.interfaces.iter().position(is_external);
        &self.interfaces[..own.unwrap_or(self.interfaces.len())]
    }

    /// The interface that is implemented.
    fn interface(&self) -> ItemId {
        self.interfaces[0]
    }
}

fn refused(context: &Context<'_>, id: ItemId, reason: &str) -> Box<Diagnostic> {
    let item = context.model.item(id);
    let problem = Problem::NoCallback {
        name: item.name.to_string(),
        reason: reason.into(),
    };
    Box::new(Diagnostic::new(problem, item.span))
}

/// The methods of a chain, whose interfaces stand root first.
fn methods<'m>(context: &Context<'m>, interfaces: &[ItemId]) -> Vec<Method<'m>> {
    let is_dispatched = interfaces.iter().any(|id| is_dispatch(context.model, *id));
    let mut names = UniqueNames::default();
    let mut methods = Vec::new();
    for (depth, &owner) in interfaces.iter().enumerate() {
        let Some(interface) = context.model.interface(owner) else {
            continue;
        };
        // Those of `IDispatch` itself aren't the program's affair.
        if is_dispatch(context.model, owner) {
            continue;
        }
        let mut slots = MethodNames::default();
        let by_dispid = interface.kind == InterfaceKind::Dispatch;
        let members = interface.methods.iter();
        let members = members.filter(|it| by_dispid || it.slot.is_some());
        for (place, method) in members.enumerate() {
            let slot = slots.add(&method.name, method.property.is_some());
            let name = names.add(snake_case(slot.trim_start_matches("r#")), |_| true);
            let default = || dispatch::default_dispid(depth + 1, place);
            methods.push(Method::new(
                context,
                owner,
                method,
                (!by_dispid).then_some(slot),
                super::name::identifier(&name),
                is_dispatched.then(|| method.dispid.unwrap_or_else(default)),
            ));
        }
    }
    methods
}

impl<'m> Method<'m> {
    fn new(
        context: &Context<'_>,
        owner: ItemId,
        method: &'m model::Method,
        slot: Option<String>,
        name: String,
        dispid: Option<i32>,
    ) -> Self {
        let signature = Signature::new(context, &method.params, &method.returns, true);
        let types: Vec<AbiType> = signature.params.iter().map(|it| it.ty.clone()).collect();
        let is_fallible = signature.returns == AbiType::HResult;
        let forms = forms(context, &method.params, &types, is_fallible);
        let returns = match &signature.returns {
            AbiType::HResult | AbiType::Void if slot.is_none() => Returns::Invoked(None),
            ty if slot.is_none() => {
                let form = result_form::returned(context, &method.returns, ty);
                Returns::Invoked(Some((form, ty.clone())))
            }
            AbiType::HResult => Returns::HResult,
            AbiType::Void => Returns::Nothing,
            ty => match Truth::of(context, &method.returns, ty) {
                Some(truth) => Returns::Truth(truth),
                None => Returns::Value {
                    ty: context.value(ty),
                },
            },
        };
        Self {
            owner,
            method,
            slot,
            dispid,
            name,
            signature,
            forms,
            returns,
            has_default: false,
            contract: None,
            wrapped: Vec::new(),
        }
    }

    /// The parameters, by index, that a caller of `Invoke` passes arguments for.
    fn arguments(&self) -> impl Iterator<Item = usize> {
        let params = self.method.params.iter().enumerate();
        params
            .filter(|(_, param)| !param.attributes.retval && !param.attributes.lcid)
            .map(|(index, _)| index)
    }

    /// Returns what is returned, in order.
    fn result_forms_mut(&mut self) -> impl Iterator<Item = &mut ResultForm> {
        let own = match &mut self.returns {
            Returns::Invoked(Some((form, _))) => Some(form),
            _ => None,
        };
        let others = self.forms.iter_mut().filter_map(|form| match form {
            Form::Result { form, .. } => Some(form),
            _ => None,
        });
        own.into_iter().chain(others)
    }

    /// Whether `name` is that of the interface or of the method, or a pattern of it: `IFoo`, `IFoo::Bar`.
    pub(super) fn is_called(&self, context: &Context<'_>, name: &str) -> bool {
        let interface = &context.model.item(self.owner).name;
        match name.split_once("::") {
            Some((of, method)) => {
                pattern::matches(of, interface) && pattern::matches(method, &self.method.name)
            }
            None => pattern::matches(name, interface),
        }
    }

    /// Whether a default can be written for it.
    fn can_default(&self) -> bool {
        !matches!(self.returns, Returns::Value { .. } | Returns::Truth(_))
            && (self.returns != Returns::Nothing || self.results().next().is_none())
    }

    /// Makes parameters and results an `Option` or none, as the user says.
    fn apply_nulls(&mut self, context: &Context<'_>, nulls: &[NullRule]) {
        if nulls.is_empty() {
            return;
        }
        let interface = &context.model.item(self.owner).name;
        let says = |param: &str| {
            let rule = rule_for(nulls, interface, &self.method.name, param);
            rule.map(|rule| rule.nullable)
        };
        for (param, form) in self.method.params.iter().zip(&mut self.forms) {
            if let Some(nullable) = says(&param.name) {
                form.set_nullable(nullable);
            }
        }
        if let Returns::Invoked(Some((form, _))) = &mut self.returns
            && let Some(nullable) = says(RETURN)
        {
            form.set_nullable(nullable);
        }
    }

    /// Whether an implementation may leave it out.
    fn is_optional(&self) -> bool {
        self.has_default || self.contract.is_some_and(|it| it.optional)
    }

    /// Whether the caller has to promise something that Rust's types don't say.
    fn is_unsafe(&self) -> bool {
        self.forms.contains(&Form::Raw)
    }

    /// The out parameters that are returned, by index.
    fn results(&self) -> impl Iterator<Item = (usize, &ResultForm)> {
        self.forms
            .iter()
            .enumerate()
            .filter_map(|(index, form)| match form {
                Form::Result { form, .. } => Some((index, form)),
                _ => None,
            })
    }

    /// Whether the method may write the caller's memory while it runs.
    fn is_writing(&self) -> bool {
        self.forms.iter().any(Form::is_written)
    }

    /// Whether the slot writes what it returns through a hidden pointer.
    fn returns_through_pointer(&self) -> bool {
        self.slot.is_some() && self.signature.result == ResultKind::Struct
    }

    /// The types of what is returned, in order.
    fn returned(&self) -> Vec<String> {
        let first = match &self.returns {
            Returns::HResult | Returns::Nothing | Returns::Invoked(None) => None,
            Returns::Invoked(Some((form, _))) => Some(form.ty()),
            Returns::Value { ty } => Some(ty.clone()),
            Returns::Truth(_) => Some("bool".into()),
        };
        let results = self.results().map(|(_, form)| form.ty());
        first.into_iter().chain(results).collect()
    }
}

/// The names of traits and chains, all different.
#[derive(Debug, Default)]
pub(super) struct TraitNames {
    taken: HashSet<String>,
}

impl TraitNames {
    /// The names of the trait and the chain for an interface.
    fn add(&mut self, names: &Names, interface: &str) -> (String, String) {
        let bare = interface.trim_start_matches('_');
        let bare = match bare.strip_prefix('I') {
            Some(rest) if rest.starts_with(|c: char| c.is_uppercase()) => rest,
            _ => bare,
        };
        let is_free = |name: &String| {
            !self.taken.contains(name) && !names.is_type(name) && item_name(name) == *name
        };
        let mut name = bare.to_owned();
        while !(is_free(&name) && is_free(&chain_name(&name))) {
            name.push_str("Callback");
        }
        self.taken.extend([name.clone(), chain_name(&name)]);
        (name.clone(), chain_name(&name))
    }
}

fn chain_name(trait_name: &str) -> String {
    format!("{trait_name}Chain")
}
