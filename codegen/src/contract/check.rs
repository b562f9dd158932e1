//! Holds contracts against the IDL: each name has to be one there, each type the slot's.

use crate::c_syntax::type_text;
use crate::diagnostics::{Diagnostics, Problem};
use crate::lower::abi::{Abi, AbiType, is_input_only};
use crate::lower::number::Number;
use crate::model::{self, Base, Count, Item, ItemId, ItemKind, Model, Origin, Param, Type};

use super::syntax::{Attribute, Callback, Operation, Parameter, WebType, Word};
use super::{Contract, ContractMethod, ContractParam};

/// The contracts of files that were read. One in which something is wrong isn't among them.
pub(crate) fn check(
    model: &Model,
    callbacks: &[Callback],
    diagnostics: &mut Diagnostics,
) -> Vec<Contract> {
    let abi = Abi::new(model);
    let mut contracts: Vec<Contract> = Vec::new();
    for callback in callbacks {
        let mut checker = Checker {
            abi: &abi,
            model,
            diagnostics,
            failed: false,
        };
        let contract = checker.contract(callback);
        if let Some(contract) = contract.filter(|_| !checker.failed) {
            let is_same = |it: &Contract| it.interface == contract.interface;
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

struct Checker<'a, 'm> {
    abi: &'a Abi<'m>,
    model: &'m Model,
    diagnostics: &'a mut Diagnostics,
    failed: bool,
}

impl<'m> Checker<'_, 'm> {
    fn report(&mut self, problem: Problem, at: &Word) {
        self.failed = true;
        self.diagnostics.report(problem, at.span);
    }

    fn contract(&mut self, callback: &Callback) -> Option<Contract> {
        let known = ["Implements", "Service", "Flags"];
        self.attributes(&callback.attributes, &known, &known);
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
        let slots = self.slots(interface);
        let mut methods: Vec<ContractMethod> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for operation in &callback.operations {
            if names.contains(&operation.name.text.as_str()) {
                let name = operation.name.text.clone();
                self.report(Problem::ContractMethodTwice { name }, &operation.name);
                continue;
            }
            names.push(&operation.name.text);
            let Some(method) = self.method(interface, &slots, operation) else {
                continue;
            };
            let is_same = |it: &ContractMethod| it.owner == method.owner && it.slot == method.slot;
            if methods.iter().any(is_same) {
                let slot = value(&operation.attributes, "Slot").unwrap_or(&operation.name);
                let name = method.slot.clone();
                self.report(Problem::ContractSlotTwice { name }, slot);
                continue;
            }
            methods.push(method);
        }
        let missing = slots.iter().filter(|(owner, slot)| {
            let is_it = |it: &ContractMethod| it.owner == *owner && it.slot == slot.name;
            !methods.iter().any(is_it)
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

    /// The interface of that name; of two, the named files' own.
    fn interface(&self, name: &Word) -> Option<ItemId> {
        let is_it =
            |item: &Item| item.name == name.text && matches!(item.kind, ItemKind::Interface(_));
        let mut all = self.model.items().filter(|(_, item)| is_it(item));
        let own = self
            .model
            .items()
            .find(|(_, item)| is_it(item) && item.origin == Origin::Named);
        own.or_else(|| all.next()).map(|(id, _)| id)
    }

    /// The slots, or members, that a contract says something about: all but those of `IUnknown` and
    /// `IDispatch`.
    fn slots(&self, interface: ItemId) -> Vec<(ItemId, &'m model::Method)> {
        let lineage = self.model.lineage(interface).into_iter();
        lineage
            .filter(|id| {
                let item = self.model.item(*id);
                self.abi.provided(*id).is_none() && item.name != "IDispatch"
            })
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

    fn method(
        &mut self,
        interface: ItemId,
        slots: &[(ItemId, &'m model::Method)],
        operation: &Operation,
    ) -> Option<ContractMethod> {
        self.attributes(
            &operation.attributes,
            &["Slot", "Notify", "Retry", "Optional"],
            &["Slot", "Notify"],
        );
        let slot = value(&operation.attributes, "Slot").unwrap_or(&operation.name);
        let exact = slots.iter().find(|(_, it)| it.name == slot.text);
        let loose = || {
            slots
                .iter()
                .find(|(_, it)| it.name.eq_ignore_ascii_case(&slot.text))
        };
        let Some((owner, method)) = exact.or_else(loose).copied() else {
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
        let has = |name: &str| operation.attributes.iter().any(|it| it.name.text == name);
        let optional = has("Optional") || notify.is_some();
        if optional
            && self.abi.ty(&method.returns) != AbiType::HResult
            && *method_type(self.model, method) != Type::Base(Base::Void)
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
            params,
        })
    }

    fn params(&mut self, method: &model::Method, operation: &Operation) -> Vec<ContractParam> {
        let mut params: Vec<ContractParam> = Vec::new();
        for parameter in &operation.params {
            self.attributes(&parameter.attributes, &["Wrapper"], &["Wrapper"]);
            let Some(index) = self.place(method, parameter) else {
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
                Some(param),
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
        // What goes out can't be left out.
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

    /// The parameter of the slot that a contract's means: by its name, or by that without the
    /// prefix that says its type (`pJob`, `dwReserved`).
    fn place(&self, method: &model::Method, parameter: &Parameter) -> Option<usize> {
        let name = parameter.name.text.as_str();
        let inputs = || {
            let params = method.params.iter().enumerate();
            params.filter(|(_, it)| {
                is_input_only(&it.attributes) || it.attributes.is_in || is_filled(it)
            })
        };
        let exact = inputs().find(|(_, it)| it.name.eq_ignore_ascii_case(name));
        let bare = || {
            inputs().find(|(_, it)| {
                let bare = it.name.trim_start_matches(|c: char| c.is_ascii_lowercase());
                bare.eq_ignore_ascii_case(name)
            })
        };
        exact.or_else(bare).map(|(index, _)| index)
    }

    fn returns(&mut self, method: &model::Method, operation: &Operation) {
        let results: Vec<&Param> = method
            .params
            .iter()
            .filter(|it| (it.attributes.is_out || it.attributes.retval) && !it.attributes.is_in)
            .filter(|it| !is_filled(it))
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
            [] if own_is_none(self.abi, method) => "nothing but an HRESULT".to_owned(),
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

    /// Whether a contract's type says what the IDL's does. Pointers are looked through, since
    /// WebIDL has none.
    fn fits(&self, web: &WebType, ty: &Type, abi: &AbiType, param: Option<&Param>) -> bool {
        let is_several = param.is_some_and(|it| {
            let attributes = &it.attributes;
            let counted = matches!(
                attributes.size_is.first(),
                Some(Some(Count::Of(_) | Count::Const(_)))
            );
            counted || matches!(self.model.strip(&it.ty), Type::Array { .. })
        });
        if is_several || matches!(web, WebType::Sequence(_)) {
            let WebType::Sequence(element) = web else {
                return false;
            };
            let inner = match (self.model.strip(ty), abi) {
                (Type::Array { element, .. }, AbiType::Pointer { to, .. }) => (&**element, to),
                (Type::Pointer { to: inner, .. }, AbiType::Pointer { to, .. }) => (&**inner, to),
                _ => return false,
            };
            return is_several && self.fits(element, inner.0, inner.1, None);
        }
        if self.is_itself(web, ty, abi) {
            return true;
        }
        match (self.model.strip(ty), abi) {
            (Type::Pointer { to, .. }, AbiType::Pointer { to: inner, .. }) => {
                self.fits(web, to, inner, None)
            }
            _ => false,
        }
    }

    fn is_itself(&self, web: &WebType, ty: &Type, abi: &AbiType) -> bool {
        let expanded = self.abi.expand(abi);
        match web {
            WebType::Any => self.is_named("VARIANT", ty, abi),
            WebType::Boolean => {
                *abi == AbiType::Bool
                    || self.is_named("VARIANT_BOOL", ty, abi)
                    || *self.model.strip(ty) == Type::Base(Base::Boolean)
            }
            WebType::Integer { bits, signed } => {
                let number = match expanded {
                    AbiType::Enum(id) => self.abi.enum_repr(id),
                    AbiType::HResult => AbiType::Number(Number::I32),
                    other => other,
                };
                number.number().is_some_and(|it| {
                    let widest = it.bits().unwrap_or(64);
                    it.is_integer() && (widest, it.is_signed()) == (u64::from(*bits), *signed)
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

    /// Whether a type has that name, in the IDL or at the ABI.
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

    /// Whether a constant or an enumerator has that name.
    fn is_constant(&self, name: &str) -> bool {
        self.model.items().any(|(_, item)| match &item.kind {
            ItemKind::Constant(_) => item.name == name,
            ItemKind::Enum(it) => it.values.iter().any(|value| value.name == name),
            _ => false,
        })
    }

    /// Reports attributes that aren't known, that lack a value or have one too much, or that are
    /// there twice.
    fn attributes(&mut self, attributes: &[Attribute], known: &[&str], with_value: &[&str]) {
        for (index, attribute) in attributes.iter().enumerate() {
            let name = attribute.name.text.as_str();
            let is_twice = attributes[..index].iter().any(|it| it.name.text == name);
            if is_twice {
                let name = name.to_owned();
                self.report(Problem::RepeatedAttribute { name }, &attribute.name);
            } else if !known.contains(&name) {
                let problem = Problem::UnknownContractAttribute {
                    name: name.to_owned(),
                    known: known
                        .iter()
                        .map(|it| format!("`{it}`"))
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

/// A caller's array, which a method fills.
fn is_filled(param: &Param) -> bool {
    !param.attributes.size_is.is_empty() && param.attributes.size_is[0].is_some()
}

fn own_is_none(abi: &Abi<'_>, method: &model::Method) -> bool {
    matches!(abi.ty(&method.returns), AbiType::HResult | AbiType::Void)
}

fn method_type<'m>(model: &'m Model, method: &'m model::Method) -> &'m Type {
    model.strip(&method.returns)
}

fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Word> {
    let found = attributes.iter().find(|it| it.name.text == name)?;
    found.value.as_ref()
}
