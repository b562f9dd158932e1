//! Compares contracts with the IDL: each name must be one of the IDL's, and each type the slot's.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::c_syntax::type_text;
use crate::diagnostics::{Diagnostics, Problem};
use crate::identifier::is_identifier;
use crate::lower::abi::{Abi, AbiType, is_input_only};
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::lower::sal::Sal;
use crate::lower::well_known::is_dispatch;
use crate::model::{self, Base, Count, Item, ItemId, ItemKind, Model, Origin, Param, Type};

use super::syntax::{Attribute, Callback, Operation, Parameter, WebType, Word};
use super::{Contract, ContractMethod, ContractParam};

/// Returns the contracts that agree with the IDL. Everything wrong in the others is reported.
pub(crate) fn check(
    model: &Model,
    callbacks: &[Callback],
    diagnostics: &mut Diagnostics,
) -> Vec<Contract> {
    if callbacks.is_empty() {
        return Vec::new();
    }
    let abi = Abi::new(model);
    let constants = constants(model);
    let mut contracts: Vec<Contract> = Vec::new();
    for callback in callbacks {
        let mut checker = Checker {
            abi: &abi,
            model,
            diagnostics,
            constants: &constants,
            failed: false,
        };
        let contract = checker.contract(callback);
        if let Some(contract) = contract.filter(|_| !checker.failed) {
            let is_same = |other: &Contract| other.interface == contract.interface;
            if contracts.iter().any(is_same) {
                checker.report(
                    Problem::ContractTwice {
                        name: model.item(contract.interface).name.to_string(),
                    },
                    &callback.name,
                );
            } else {
                contracts.push(contract);
            }
        }
    }
    contracts
}

/// Checks one contract.
struct Checker<'a, 'm> {
    abi: &'a Abi<'m>,
    model: &'m Model,
    diagnostics: &'a mut Diagnostics,
    /// The names of all constants and enumerators.
    constants: &'a FxHashSet<&'m str>,
    failed: bool,
}

/// The slots, or the members of a dispinterface, that a contract has methods for.
struct Slots<'m> {
    all: Vec<(ItemId, &'m model::Method)>,
    /// The place of each name's first slot.
    by_name: FxHashMap<&'m str, usize>,
    /// The same without the case of letters.
    in_any_case: FxHashMap<String, usize>,
}

impl<'m> Slots<'m> {
    fn of(all: Vec<(ItemId, &'m model::Method)>) -> Self {
        let mut by_name = FxHashMap::default();
        let mut in_any_case = FxHashMap::default();
        for (index, (_, method)) in all.iter().enumerate() {
            by_name.entry(method.name.as_str()).or_insert(index);
            let name = method.name.to_ascii_lowercase();
            in_any_case.entry(name).or_insert(index);
        }
        Self {
            all,
            by_name,
            in_any_case,
        }
    }

    /// Returns the slot that a contract calls `name`. Another case of letters is taken where no slot has
    /// exactly this name.
    fn called(&self, name: &str) -> Option<(ItemId, &'m model::Method)> {
        let exact = self.by_name.get(name);
        let index = exact.or_else(|| self.in_any_case.get(&name.to_ascii_lowercase()));
        index.map(|index| self.all[*index])
    }
}

/// Returns the names of all constants and enumerators.
fn constants(model: &Model) -> FxHashSet<&str> {
    let mut names = FxHashSet::default();
    for (_, item) in model.items() {
        match &item.kind {
            ItemKind::Constant(_) => _ = names.insert(item.name.as_str()),
            ItemKind::Enum(it) => names.extend(it.values.iter().map(|value| value.name.as_str())),
            _ => {}
        }
    }
    names
}

impl<'m> Checker<'_, 'm> {
    fn report(&mut self, problem: Problem, at: &Word) {
        self.failed = true;
        self.diagnostics.report(problem, at.span);
    }

    /// Reports the value of an attribute that isn't what it has to be.
    fn bad_value(&mut self, name: &str, expected: &str, at: &Word) {
        let (name, expected) = (name.to_owned(), expected.to_owned());
        self.report(Problem::ContractAttributeValue { name, expected }, at);
    }

    fn contract(&mut self, callback: &Callback) -> Option<Contract> {
        let names = ["Implements", "Service", "Flags"];
        self.attributes(&callback.attributes, &names, &names);
        let Some(implements) = value(&callback.attributes, "Implements") else {
            let name = callback.name.text.clone();
            self.report(Problem::NoImplements { name }, &callback.name);
            return None;
        };
        let Some(interface) = self.interface(implements) else {
            let name = implements.text.clone();
            self.report(Problem::UnknownContractInterface { name }, implements);
            return None;
        };
        let slots = Slots::of(self.slots(interface));
        let mut methods: Vec<ContractMethod> = Vec::new();
        let (mut names, mut taken) = (FxHashSet::default(), FxHashSet::default());
        for operation in &callback.operations {
            if !names.insert(operation.name.text.as_str()) {
                let name = operation.name.text.clone();
                self.report(Problem::ContractMethodTwice { name }, &operation.name);
                continue;
            }
            let Some(method) = self.method(interface, &slots, operation) else {
                continue;
            };
            if !taken.insert((method.owner, method.slot.clone())) {
                let slot = value(&operation.attributes, "Slot").unwrap_or(&operation.name);
                let name = method.slot.clone();
                self.report(Problem::ContractSlotTwice { name }, slot);
                continue;
            }
            methods.push(method);
        }
        let missing = slots.all.iter().filter(|(owner, slot)| {
            let slot = (*owner, slot.name.to_string());
            !taken.contains(&slot)
        });
        let missing: Vec<String> = missing
            .map(|(_, slot)| format!("`{}`", slot.name))
            .collect();
        if !missing.is_empty() && !self.failed {
            let problem = Problem::ContractSlotsMissing {
                name: callback.name.text.clone(),
                slots: missing.join(", "),
            };
            self.report(problem, &callback.name);
        }
        if let Some(flags) = value(&callback.attributes, "Flags")
            && !is_identifier(&flags.text)
        {
            self.bad_value("Flags", "a name", flags);
        }
        let text = |name: &str| value(&callback.attributes, name).map(|it| it.text.clone());
        Some(Contract {
            interface,
            name: callback.name.text.clone(),
            docs: callback.docs.clone(),
            service: text("Service"),
            flags: text("Flags").unwrap_or_else(|| format!("{}Notify", callback.name.text)),
            methods,
        })
    }

    /// Returns the interface called `name`. Of two, it is the one of the input files.
    fn interface(&self, name: &Word) -> Option<ItemId> {
        let is_called =
            |item: &Item| item.name == name.text && matches!(item.kind, ItemKind::Interface(_));
        let mut all = self.model.items().filter(|(_, item)| is_called(item));
        let own = self
            .model
            .items()
            .find(|(_, item)| is_called(item) && item.origin == Origin::Named);
        own.or_else(|| all.next()).map(|(id, _)| id)
    }

    /// Returns the slots, or the members of a dispinterface, that a contract has methods for: all
    /// except those of `IUnknown` and `IDispatch`.
    fn slots(&self, interface: ItemId) -> Vec<(ItemId, &'m model::Method)> {
        let lineage = self.model.lineage(interface).into_iter();
        lineage
            .filter(|id| self.abi.provided(*id).is_none() && !is_dispatch(self.model, *id))
            .flat_map(|id| {
                let interface = self.model.interface(id);
                let methods = interface.into_iter().flat_map(|it| &it.methods);
                let by_dispid =
                    interface.is_some_and(|it| it.kind == model::InterfaceKind::Dispatch);
                methods
                    .filter(move |it| by_dispid || it.slot.is_some())
                    .map(move |method| (id, method))
            })
            .collect()
    }

    /// Returns the method of `operation`, if one of `slots` is its slot.
    fn method(
        &mut self,
        interface: ItemId,
        slots: &Slots<'m>,
        operation: &Operation,
    ) -> Option<ContractMethod> {
        self.attributes(
            &operation.attributes,
            &["Slot", "Notify", "Retry", "Optional"],
            &["Slot", "Notify"],
        );
        let slot = value(&operation.attributes, "Slot").unwrap_or(&operation.name);
        let Some((owner, method)) = slots.called(&slot.text) else {
            let problem = Problem::UnknownSlot {
                slot: slot.text.clone(),
                interface: self.model.item(interface).name.to_string(),
            };
            self.report(problem, slot);
            return None;
        };
        let notify = value(&operation.attributes, "Notify");
        if let Some(flag) = notify
            && !self.is_constant(&flag.text)
        {
            let name = flag.text.clone();
            self.report(Problem::UnknownFlag { name }, flag);
        }
        let has = |name: &str| {
            let mut attributes = operation.attributes.iter();
            attributes.any(|attribute| attribute.name.text == name)
        };
        let optional = has("Optional") || notify.is_some();
        if optional
            && self.abi.ty(&method.returns) != AbiType::HResult
            && *self.model.strip(&method.returns) != Type::Base(Base::Void)
        {
            let name = operation.name.text.clone();
            self.report(Problem::NoDefault { name }, &operation.name);
        }
        let params = self.params(method, operation);
        self.returns(method, operation);
        Some(ContractMethod {
            owner,
            slot: method.name.to_string(),
            name: operation.name.text.clone(),
            docs: operation.docs.clone(),
            optional,
            retry: has("Retry"),
            notify: notify.map(|it| it.text.clone()),
            nullable_result: match operation.returns {
                Some(WebType::Any) | None => None,
                Some(_) => Some(operation.returns_nullable),
            },
            params,
        })
    }

    fn params(&mut self, method: &model::Method, operation: &Operation) -> Vec<ContractParam> {
        let mut params: Vec<ContractParam> = Vec::new();
        for parameter in &operation.params {
            self.attributes(&parameter.attributes, &["Wrapper"], &["Wrapper"]);
            if let Some(wrapper) = value(&parameter.attributes, "Wrapper")
                && !is_rust_path(&wrapper.text)
            {
                self.bad_value(
                    "Wrapper",
                    "a type's path in Rust: `crate::lamp::Bulb`",
                    wrapper,
                );
            }
            let Some(index) = self.index(method, parameter) else {
                let problem = Problem::UnknownContractParameter {
                    name: parameter.name.text.clone(),
                    slot: method.name.to_string(),
                };
                self.report(problem, &parameter.name);
                continue;
            };
            if params.last().is_some_and(|last| last.index >= index) {
                let problem = Problem::ContractParameterOrder {
                    name: parameter.name.text.clone(),
                    slot: method.name.to_string(),
                };
                self.report(problem, &parameter.name);
                continue;
            }
            let param = &method.params[index];
            if !self.fits(
                &parameter.ty,
                &param.ty,
                &self.abi.param(param),
                Some((&method.params, index)),
            ) {
                self.mismatch(&parameter.name, &parameter.ty, &param.ty);
            }
            params.push(ContractParam {
                index,
                name: parameter.name.text.clone(),
                nullable: parameter.nullable,
                wrapper: value(&parameter.attributes, "Wrapper").map(|it| it.text.clone()),
            });
        }
        // A parameter that also goes out can't be left out.
        for (index, param) in method.params.iter().enumerate() {
            let is_there = params.iter().any(|it| it.index == index);
            if !is_there && param.attributes.is_in && param.attributes.is_out {
                let problem = Problem::ContractParameterMissing {
                    name: param.name.to_string(),
                    slot: method.name.to_string(),
                };
                self.report(problem, &operation.name);
            }
        }
        params
    }

    /// Returns the index of the slot's parameter that a contract's parameter means: by its name, or
    /// by its name without the prefix for its type (`pJob`, `dwReserved`).
    fn index(&self, method: &model::Method, parameter: &Parameter) -> Option<usize> {
        let name = parameter.name.text.as_str();
        let inputs = || {
            let params = method.params.iter().enumerate();
            params.filter(|(_, param)| {
                let attributes = &param.attributes;
                is_input_only(attributes) || attributes.is_in || is_filled(param)
            })
        };
        let exact = inputs().find(|(_, it)| it.name.eq_ignore_ascii_case(name));
        let bare = || {
            inputs().find(|(_, param)| {
                let bare = param
                    .name
                    .trim_start_matches(|c: char| c.is_ascii_lowercase());
                bare.eq_ignore_ascii_case(name)
            })
        };
        exact.or_else(bare).map(|(index, _)| index)
    }

    /// Checks the type of the result.
    fn returns(&mut self, method: &model::Method, operation: &Operation) {
        let results: Vec<&Param> = method
            .params
            .iter()
            .filter(|param| {
                let attributes = &param.attributes;
                (attributes.is_out || attributes.retval) && !attributes.is_in
            })
            .filter(|param| !is_filled(param))
            .collect();
        let own = match self.abi.ty(&method.returns) {
            AbiType::HResult | AbiType::Void => None,
            ty => Some((&method.returns, ty)),
        };
        let fits = match (&operation.returns, own, &results[..]) {
            (None, None, []) | (Some(WebType::Any), _, _) => true,
            (Some(ty), Some((of, abi)), []) => self.fits(ty, of, &abi, None),
            (Some(ty), None, [one]) => self.fits(ty, &one.ty, &self.abi.param(one), None),
            _ => false,
        };
        if fits {
            return;
        }
        let theirs = match &results[..] {
            [] if returns_no_value(self.abi, method) => "nothing but an HRESULT".to_owned(),
            [] => format!("`{}`", type_text(self.model, &method.returns)),
            [one] => format!("`{}`", type_text(self.model, &one.ty)),
            _ => "several values: write `any`".to_owned(),
        };
        let problem = Problem::ContractResult {
            name: operation.name.text.clone(),
            ours: operation
                .returns
                .as_ref()
                .map_or_else(|| "undefined".into(), WebType::text),
            theirs,
        };
        self.report(problem, &operation.name);
    }

    fn mismatch(&mut self, at: &Word, ours: &WebType, theirs: &Type) {
        let problem = Problem::ContractType {
            name: at.text.clone(),
            ours: ours.text(),
            theirs: type_text(self.model, theirs),
        };
        self.report(problem, at);
    }

    /// Returns whether a contract's type means the IDL's type. It looks through pointers, because
    /// WebIDL has none.
    fn fits(
        &self,
        web: &WebType,
        ty: &Type,
        abi: &AbiType,
        param: Option<(&[Param], usize)>,
    ) -> bool {
        let is_several = param.is_some_and(|(params, index)| {
            let param = &params[index];
            let attributes = &param.attributes;
            let counted = matches!(
                attributes.size_is().first(),
                Some(Some(Count::Of(_) | Count::Const(_)))
            );
            let by_sal =
                || attributes.size_is().is_empty() && Sal::of(params, index).size.is_some();
            counted || by_sal() || matches!(self.model.strip(&param.ty), Type::Array(_))
        });
        if is_several || matches!(web, WebType::Sequence(_)) {
            let WebType::Sequence(element) = web else {
                return false;
            };
            let inner = match (self.model.strip(ty), abi) {
                (Type::Array(array), AbiType::Pointer { to, .. }) => (&array.element, to),
                (Type::Pointer { to: inner, .. }, AbiType::Pointer { to, .. }) => (&**inner, to),
                _ => return false,
            };
            return is_several && self.fits(element, inner.0, inner.1, None);
        }
        if self.is_same(web, ty, abi) {
            return true;
        }
        match (self.model.strip(ty), abi) {
            (Type::Pointer { to, .. }, AbiType::Pointer { to: inner, .. }) => {
                self.fits(web, to, inner, None)
            }
            _ => false,
        }
    }

    /// Returns whether a contract's type means the IDL's type, without a look through pointers.
    fn is_same(&self, web: &WebType, ty: &Type, abi: &AbiType) -> bool {
        let expanded = self.abi.expand(abi);
        match web {
            WebType::Any => self.is_named(Automation::Variant.name(), ty, abi),
            WebType::Boolean => {
                *abi == AbiType::Bool
                    || self.is_named(Automation::VariantBool.name(), ty, abi)
                    || *self.model.strip(ty) == Type::Base(Base::Boolean)
            }
            WebType::Integer { bits, signed } => {
                let number = match expanded {
                    AbiType::Enum(id) => self.abi.enum_repr(id),
                    AbiType::HResult => AbiType::Number(Number::I32),
                    other => other,
                };
                number.number().is_some_and(|number| {
                    let max_bits = number.bits().unwrap_or(64);
                    number.is_integer()
                        && (max_bits, number.is_signed()) == (u64::from(*bits), *signed)
                })
            }
            WebType::Float { bits: 32 } => expanded == AbiType::Number(Number::F32),
            WebType::Float { .. } => expanded == AbiType::Number(Number::F64),
            WebType::Text => matches!(
                abi,
                AbiType::PWStr | AbiType::PCWStr | AbiType::BStr | AbiType::HString
            ),
            WebType::NarrowText => matches!(abi, AbiType::PStr | AbiType::PCStr),
            WebType::Object => abi.is_interface(),
            WebType::Named(name) => self.is_named(name, ty, abi),
            WebType::Sequence(_) | WebType::Other => false,
        }
    }

    /// Returns whether a type is called `name` in the IDL or at the ABI.
    fn is_named(&self, name: &str, ty: &Type, abi: &AbiType) -> bool {
        let mut ty = ty;
        while let Type::Named(id) = ty {
            if self.model.item(*id).name == name {
                return true;
            }
            match &self.model.item(*id).kind {
                ItemKind::Typedef(typedef) => ty = &typedef.ty,
                _ => break,
            }
        }
        match abi {
            AbiType::IUnknown => name == "IUnknown",
            AbiType::Guid => matches!(name, "GUID" | "IID" | "CLSID"),
            AbiType::HResult => name == "HRESULT",
            AbiType::Interface(id) | AbiType::Record(id) | AbiType::Enum(id) => {
                self.model.item(*id).name == name
            }
            _ => false,
        }
    }

    /// Returns whether a constant or an enumerator is called `name`.
    fn is_constant(&self, name: &str) -> bool {
        self.constants.contains(name)
    }

    /// Reports an attribute that isn't one of `allowed`, that stands there twice, that lacks a
    /// value, or that has a value while it isn't one of `with_value`.
    fn attributes(&mut self, attributes: &[Attribute], allowed: &[&str], with_value: &[&str]) {
        for (index, attribute) in attributes.iter().enumerate() {
            let name = attribute.name.text.as_str();
            let is_twice = attributes[..index].iter().any(|it| it.name.text == name);
            if is_twice {
                let name = name.to_owned();
                self.report(Problem::RepeatedAttribute { name }, &attribute.name);
            } else if !allowed.contains(&name) {
                let problem = Problem::UnknownContractAttribute {
                    name: name.to_owned(),
                    known: allowed
                        .iter()
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(", "),
                };
                self.report(problem, &attribute.name);
            } else if with_value.contains(&name) != attribute.value.is_some() {
                let (name, expected) = (
                    name.to_owned(),
                    match attribute.value {
                        Some(_) => "nothing behind it".to_owned(),
                        None => format!("`{name}=…`"),
                    },
                );
                self.report(
                    Problem::ContractAttributeValue { name, expected },
                    &attribute.name,
                );
            }
        }
    }
}

/// Returns whether `text` is a path of Rust without arguments: `Bulb`, `::lamp::Bulb`.
fn is_rust_path(text: &str) -> bool {
    let path = text.strip_prefix("::").unwrap_or(text);
    path.split("::").all(is_identifier)
}

/// Returns whether a parameter is the caller's array, which the method fills.
fn is_filled(param: &Param) -> bool {
    !param.attributes.size_is().is_empty() && param.attributes.size_is()[0].is_some()
}

/// Returns whether a method returns nothing, or nothing but an `HRESULT`.
fn returns_no_value(abi: &Abi<'_>, method: &model::Method) -> bool {
    matches!(abi.ty(&method.returns), AbiType::HResult | AbiType::Void)
}

/// Returns the value of the attribute called `name`.
fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Word> {
    let found = attributes.iter().find(|it| it.name.text == name)?;
    found.value.as_ref()
}
