//! An arm of `Invoke`: it makes the arguments of a member out of VARIANTs, calls the trait's method, and gives the result
//! as a VARIANT.

use crate::emit::rust::code::Code;
use crate::emit::rust::signature::{Parameter, pointee};
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::Context;
use crate::lower::abi::AbiType;
use crate::lower::automation::Automation;
use crate::lower::number::Number;
use crate::lower::well_known::is_dispatch;
use crate::model::{self, Property, Value};

use super::form::Form;
use super::result_form::ResultForm;
use super::safe_array::{ANY_SAFE_ARRAY, SAFE_ARRAY};
use super::truth::Truth;
use super::vartype::{
    VT_BOOL, VT_DECIMAL, VT_DISPATCH, VT_UNKNOWN, array_element, array_vartype, record_vartype,
    truth_vartypes, vartypes,
};
use super::{Method, Returns};

/// What is written for a member.
pub(super) struct Arm<'a, 'c, 'm> {
    pub(super) context: &'a Context<'c>,
    /// The trait, by which the method is named.
    pub(super) trait_name: &'a str,
    pub(super) method: &'a Method<'m>,
}

/// An argument of a member: lines before the call, the value that the method gets, and lines after the call.
#[derive(Default)]
pub(super) struct Passed {
    before: Vec<String>,
    argument: Option<String>,
    after: Vec<String>,
}

impl Passed {
    /// Returns an argument that a line before the call makes.
    fn with(before: String, argument: String) -> Self {
        Self {
            before: vec![before],
            argument: Some(argument),
            after: Vec::new(),
        }
    }

    /// Returns an argument that is read into the variable `name`.
    fn variable(name: &str, read: &str) -> Self {
        Self::with(format!("let {name} = {read};"), name.to_owned())
    }
}

/// The type of the runtime for a VARIANT.
const VARIANT: &str = "::comidl::Variant";

fn pass_text(param: &Parameter, form: &Form, given: &model::Param, place: usize) -> Passed {
    let name = &param.name;
    let ty = "::comidl::dispatch::Text";
    let optional = format!("args__.read_optional::<{ty}>({place})?");
    let (read, argument) = if *form == (Form::Text { nullable: true }) {
        (optional, format!("{name}.as_deref()"))
    } else if given.attributes.optional {
        (
            format!("{optional}.unwrap_or_default()"),
            format!("&{name}"),
        )
    } else {
        (format!("args__.read::<{ty}>({place})?"), format!("&{name}"))
    };
    Passed::with(format!("let {name} = {read};"), argument)
}

/// Returns how a value of the caller's is had that the method reads and sets, at the address that is read.
fn pass_cell(name: &str, read: &str, function: &str, nullable: bool, place: usize) -> Passed {
    let read = format!("::comidl::InOut::{function}({read})");
    if nullable {
        return Passed::with(format!("let {name} = {read};"), format!("{name}.as_ref()"));
    }
    let read = format!("{read}.ok_or_else(|| args__.mismatch({place}))?");
    Passed::with(format!("let {name} = {read};"), format!("&{name}"))
}

impl Arm<'_, '_, '_> {
    pub(super) fn write(&self, code: &mut Code, dispid: i32) {
        let method = self.method;
        let kind = match method.method.property {
            None => "is_method",
            Some(Property::Get) => "is_get",
            Some(Property::Put) => "is_put",
            Some(Property::PutRef) => "is_put_ref",
        };
        let Some(passed) = self.passed() else {
            rust!(
                code,
                "$dispid if call__.$kind() => ::comidl::dispatch::not_by_dispid(),",
                dispid,
                kind,
            );
            return;
        };
        let lines = |of: fn(&Passed) -> &Vec<String>| {
            let lines: Vec<&str> = passed.iter().flat_map(of).map(String::as_str).collect();
            lines.join("\n")
        };
        let count = method.arguments().count();
        let mut args = vec!["callback__".to_owned()];
        args.extend(passed.iter().filter_map(|it| it.argument.clone()));
        let names = self.result_names();
        let pattern = match &names[..] {
            [one] => one.clone(),
            several => format!("({})", several.join(", ")),
        };
        let is_fallible = matches!(method.returns, Returns::HResult | Returns::Invoked(_));
        let returned = match &method.returns {
            Returns::Invoked(Some((form, ty))) => self.returned(form, ty, "result__"),
            _ => None,
        };
        let returned = returned.map(|value| format!("call__.give({value});"));
        let (trait_name, name) = (self.trait_name, &method.name);
        let call = format!("<P::Value as {trait_name}>::{name}({})", args.join(", "));
        let after = lines(|passed| &passed.after);
        let write_call = |code: &mut Code| match (is_fallible, names.is_empty()) {
            (true, true) => rust!(code, "$call?;", call),
            (false, true) => rust!(code, "$call;", call),
            (false, false) => rust!(
                code,
                "
                let $pattern = $call;
                $after
                ",
                pattern,
                call,
                after,
            ),
            (true, false) => rust!(
                code,
                "
                ::comidl::object::finish($call, |$pattern| {
                    $after
                    $returned
                    Ok(())
                })?;
                ",
                call,
                pattern,
                after,
                returned = returned.clone().unwrap_or_default(),
            ),
        };
        rust!(
            code,
            "
            $dispid if call__.$kind() => {
                let $arguments = call__.arguments::<$count>()?;
                $before
                $call
                Ok(())
            }
            ",
            dispid,
            kind,
            arguments = if count == 0 { "_" } else { "args__" },
            count,
            before = lines(|passed| &passed.before),
            call = Block(write_call),
        );
    }

    fn result_names(&self) -> Vec<String> {
        let method = self.method;
        let first = match method.returns {
            Returns::Invoked(Some(_)) => Some("result__".to_owned()),
            _ => None,
        };
        let params = &method.signature.params;
        let others = method.results();
        let others = others.map(|(index, _)| format!("{}__", params[index].name));
        first.into_iter().chain(others).collect()
    }

    /// Returns all arguments and results; none if a VARIANT can't hold one.
    pub(super) fn passed(&self) -> Option<Vec<Passed>> {
        let method = self.method;
        if method.is_unsafe() || method.returns_through_pointer() {
            return None;
        }
        match &method.returns {
            Returns::HResult | Returns::Nothing | Returns::Invoked(None) => {}
            Returns::Invoked(Some((form, ty))) => _ = self.returned(form, ty, "")?,
            Returns::Value { .. } | Returns::Truth(_) => return None,
        }
        let places: Vec<usize> = method.arguments().collect();
        let params = method.signature.params.iter().zip(&method.forms);
        params
            .enumerate()
            .map(|(index, (param, form))| {
                let place = places.iter().position(|&it| it == index);
                self.pass(index, param, form, place)
            })
            .collect()
    }

    /// Returns how a parameter is had. Its argument is at `place`, if it has one.
    fn pass(
        &self,
        index: usize,
        param: &Parameter,
        form: &Form,
        place: Option<usize>,
    ) -> Option<Passed> {
        let given = &self.method.method.params[index];
        let Some(place) = place else {
            return self.pass_without_argument(param, form, given);
        };
        match form {
            Form::Value | Form::Truth(_) => self.pass_value(param, form, given, place),
            Form::Unused => Some(Passed::default()),
            Form::Interface {
                nullable,
                wrapper: None,
            } => Some(self.pass_interface(param, *nullable, given, place)),
            Form::BStr | Form::Text { .. } => Some(pass_text(param, form, given, place)),
            Form::SafeArray { array } => Some(self.pass_safe_array(&param.name, array, place)),
            Form::ByValue { target } => self.pass_by_value(param, target, given, place),
            Form::Reference {
                target,
                nullable: false,
            } => self.pass_for_reading(param, target, place),
            Form::InOut {
                target,
                truth,
                nullable,
            } => self.pass_in_out(param, (target, *truth), *nullable, place),
            Form::Result { form, .. } => self.pass_result(param, form, place),
            _ => None,
        }
    }

    /// Returns how a parameter is had for which a caller passes no argument: a result, or the locale.
    fn pass_without_argument(
        &self,
        param: &Parameter,
        form: &Form,
        given: &model::Param,
    ) -> Option<Passed> {
        let name = &param.name;
        match form {
            Form::Result { form, .. } => {
                let value = self.returned(form, &pointee(&param.ty), &format!("{name}__"))?;
                Some(Passed {
                    after: vec![format!("call__.give({value});")],
                    ..Passed::default()
                })
            }
            _ if given.attributes.lcid => Some(Passed {
                argument: Some("call__.lcid()".into()),
                ..Passed::default()
            }),
            // A `retval` that is no pointer to a returned value.
            _ => None,
        }
    }

    fn pass_value(
        &self,
        param: &Parameter,
        form: &Form,
        given: &model::Param,
        place: usize,
    ) -> Option<Passed> {
        let (context, name) = (self.context, &param.name);
        if matches!(form, Form::Truth(_)) {
            let read = self.read("bool", place, given)?;
            return Some(Passed::variable(name, &read));
        }
        let ty = context.value(&param.ty);
        if let Some(read) = self.read_as(&param.ty, place, given) {
            return Some(Passed::with(
                format!("let {name}: {ty} = {read};"),
                name.clone(),
            ));
        }
        let read = self.read(number(context, &param.ty)?, place, given)?;
        let value = cast(context, &param.ty, &read);
        Some(Passed::with(
            format!("let {name}: {ty} = {value};"),
            name.clone(),
        ))
    }

    fn pass_interface(
        &self,
        param: &Parameter,
        nullable: bool,
        given: &model::Param,
        place: usize,
    ) -> Passed {
        let name = &param.name;
        let ty = if param.ty.is_interface() {
            self.context.name(&param.ty)
        } else {
            "windows_core::IUnknown".into()
        };
        let (call, argument) = match (nullable, given.attributes.optional) {
            (true, true) => ("interface", format!("{name}.as_ref()")),
            (true, false) => ("required_interface", format!("{name}.as_ref()")),
            (false, _) => ("object", format!("&{name}")),
        };
        let read = format!("let {name} = args__.{call}::<{ty}>({place})?;");
        Passed::with(read, argument)
    }

    /// Returns the expression that reads an argument whose type isn't the number that it is in memory.
    fn read_as(&self, ty: &AbiType, place: usize, given: &model::Param) -> Option<String> {
        let (read, field) = match ty {
            AbiType::Alias(id)
                if Automation::Date.is(self.context.model.item(*id))
                    && self.context.external_number(ty).is_none() =>
            {
                ("::comidl::Date", ".0")
            }
            AbiType::HResult => ("windows_core::HRESULT", ""),
            _ => return None,
        };
        if given.attributes.default_value().is_some() {
            return None;
        }
        Some(if given.attributes.optional {
            format!("args__.read_optional::<{read}>({place})?.unwrap_or_default(){field}")
        } else {
            format!("args__.read::<{read}>({place})?{field}")
        })
    }

    /// Returns how an array is had. Where it may be another argument, which is written, the method reads a copy.
    fn pass_safe_array(&self, name: &str, array: &str, place: usize) -> Passed {
        let read = match array_element(array) {
            Some(element) => format!("args__.safe_array::<{element}>({place})?"),
            None => format!("args__.any_array({place})?"),
        };
        if !self.is_writing() {
            return Passed::variable(name, &read);
        }
        Passed::with(format!("let {name} = {read}.clone();"), format!("&{name}"))
    }

    fn pass_by_value(
        &self,
        param: &Parameter,
        target: &str,
        given: &model::Param,
        place: usize,
    ) -> Option<Passed> {
        let name = &param.name;
        if target != VARIANT {
            let ty = match record_vartype(self.context, &param.ty)? {
                VT_DECIMAL => "::comidl::Decimal",
                _ => "::comidl::Currency",
            };
            let read = format!("args__.read::<{ty}>({place})?");
            let argument = format!("&*(&raw const {name}).cast::<{target}>()");
            return Some(Passed::with(format!("let {name} = {read};"), argument));
        }
        let read = if given.attributes.optional {
            format!("args__.variant({place})")
        } else {
            format!("args__.required_variant({place})?")
        };
        Some(self.reading(name, &read))
    }

    /// Returns how a reference is had through which the method reads.
    fn pass_for_reading(&self, param: &Parameter, target: &str, place: usize) -> Option<Passed> {
        let name = &param.name;
        if target == VARIANT {
            let read = format!("args__.required_variant({place})?");
            return Some(self.reading(name, &read));
        }
        None
    }

    /// Returns how a value of the caller's is had that the method reads and sets.
    fn pass_in_out(
        &self,
        param: &Parameter,
        (target, truth): (&str, Option<Truth>),
        nullable: bool,
        place: usize,
    ) -> Option<Passed> {
        let (name, inner) = (&param.name, pointee(&param.ty));
        let (ty, types, function) = match truth {
            Some(truth) => {
                let (ty, types) = truth_vartypes(truth)?;
                (ty, types, truth.in_out())
            }
            None if let Some(element) = array_element(target) => {
                let read = format!("args__.safe_array_by_reference::<{element}>({place})?");
                return Some(pass_cell(name, &read, "at", nullable, place));
            }
            // The variable would have to have the type of each array that is set.
            None if target == ANY_SAFE_ARRAY => return None,
            None => {
                let types = self.types_for_change(&inner)?;
                let function = if types == [VT_DECIMAL] {
                    "of_decimal"
                } else {
                    "at"
                };
                (target, types, function)
            }
        };
        let read = format!("args__.by_reference::<{ty}>({place}, &{types:?})?");
        Some(pass_cell(name, &read, function, nullable, place))
    }

    /// The VARTYPEs of values that are in memory as `ty`, both for reading and for writing. A VARIANT has no
    /// other interfaces than `IUnknown` and `IDispatch`.
    fn types_for_change(&self, ty: &AbiType) -> Option<Vec<u16>> {
        match ty {
            AbiType::IUnknown => Some(vec![VT_UNKNOWN]),
            AbiType::Interface(id) if is_dispatch(self.context.model, *id) => {
                Some(vec![VT_DISPATCH])
            }
            _ if ty.is_interface() => None,
            _ => vartypes(self.context, ty, None),
        }
    }

    /// Whether the method writes variables that the caller passes by reference, or its results go there.
    fn is_writing(&self) -> bool {
        let forms = &self.method.forms;
        let arguments = || self.method.arguments();
        self.method.is_writing() || arguments().any(|it| matches!(forms[it], Form::Result { .. }))
    }

    /// Returns how a reference is had through which the method reads. If the method writes variables of the
    /// caller's, it reads a copy of the bits, since it may be one of them. What these own stays for the call.
    fn reading(&self, name: &str, read: &str) -> Passed {
        if !self.is_writing() {
            return Passed::variable(name, read);
        }
        let copy = format!("let {name} = core::mem::ManuallyDrop::new(core::ptr::read({read}));");
        Passed::with(copy, format!("&{name}"))
    }

    /// Returns how a result is had that the caller takes by reference.
    fn pass_result(&self, param: &Parameter, form: &ResultForm, place: usize) -> Option<Passed> {
        let name = &param.name;
        let inner = pointee(&param.ty);
        let (ty, types, value) = match form {
            ResultForm::Same { ty } if ty == ANY_SAFE_ARRAY => return None,
            ResultForm::Same { ty } if ty.starts_with(SAFE_ARRAY) => {
                (ty.clone(), vec![array_vartype(ty)?], format!("{name}__"))
            }
            ResultForm::Same { .. } | ResultForm::Interface { .. } => (
                form.ty(),
                vartypes(self.context, &inner, None)?,
                format!("{name}__"),
            ),
            ResultForm::Truth(truth) => {
                let (ty, types) = truth_vartypes(*truth)?;
                (ty.into(), types, truth.to_c(&format!("{name}__")))
            }
            ResultForm::Text
            | ResultForm::NarrowText
            | ResultForm::Array(_)
            | ResultForm::Query { .. } => return None,
        };
        let (clear, give) = if types == [VT_DECIMAL] {
            let zero = "core::mem::zeroed()";
            let give = "::comidl::dispatch::give_decimal";
            (format!("{give}::<{ty}>({name}, {zero});"), give)
        } else {
            let clear = format!("::comidl::object::clear({name});");
            (clear, "::comidl::object::give")
        };
        Some(Passed {
            before: vec![
                format!("let {name} = args__.by_reference::<{ty}>({place}, &{types:?})?;"),
                clear,
            ],
            argument: None,
            after: vec![format!("{give}({name}, {value});")],
        })
    }

    /// Returns the expression that reads an argument, or its default if the caller may leave it out.
    fn read(&self, ty: &str, place: usize, given: &model::Param) -> Option<String> {
        if !given.attributes.optional && given.attributes.default_value().is_none() {
            return Some(format!("args__.read::<{ty}>({place})?"));
        }
        let default = match (given.attributes.default_value(), ty) {
            (None, _) => format!("{ty}::default()"),
            (Some(Value::Int(value)), "bool") => (*value != 0).to_string(),
            (Some(Value::Int(value)), _) => format!("{value} as {ty}"),
            (Some(Value::Float(value)), "f32" | "f64") => format!("{value:?}"),
            _ => return None,
        };
        Some(format!(
            "args__.read_optional::<{ty}>({place})?.unwrap_or({default})"
        ))
    }

    /// Returns the expression for the VARIANT of a result that is in `value`.
    fn returned(&self, form: &ResultForm, ty: &AbiType, value: &str) -> Option<String> {
        match form {
            ResultForm::Same { ty } if ty == VARIANT => Some(value.to_owned()),
            ResultForm::Same { ty } if ty.starts_with(SAFE_ARRAY) => {
                Some(format!("::comidl::dispatch::returned_array({value})"))
            }
            ResultForm::Same { ty } if ty == ANY_SAFE_ARRAY => {
                Some(format!("::comidl::dispatch::returned_any_array({value})"))
            }
            ResultForm::Same { .. } | ResultForm::Interface { .. } => {
                let vartype = *vartypes(self.context, ty, None)?.first()?;
                if vartype == VT_DECIMAL {
                    return Some(format!("::comidl::dispatch::returned_decimal({value})"));
                }
                Some(format!("::comidl::dispatch::returned({vartype}, {value})"))
            }
            ResultForm::Truth(_) => Some(format!(
                "::comidl::dispatch::returned({VT_BOOL}, -i16::from({value}))"
            )),
            ResultForm::Text
            | ResultForm::NarrowText
            | ResultForm::Array(_)
            | ResultForm::Query { .. } => None,
        }
    }
}

/// The number that an argument is read as for a parameter of type `ty`.
fn number(context: &Context<'_>, ty: &AbiType) -> Option<&'static str> {
    let number = context.abi.expand(ty);
    match number {
        AbiType::HResult => Some("i32"),
        AbiType::Enum(id) => context.abi.enum_repr(id).number().map(Number::name),
        _ => number.number().map(Number::name),
    }
}

/// A number as a value of `ty`.
fn cast(context: &Context<'_>, ty: &AbiType, number: &str) -> String {
    match context.abi.expand(ty) {
        AbiType::HResult => format!("windows_core::HRESULT({number})"),
        _ if let Some((id, of)) = context.typed_enum(ty) => {
            format!("{}({number} as {})", context.names.item(id), of.name())
        }
        _ if let Some(of) = context.external_number(ty) => {
            context.number_as(ty, of, &format!("{number} as {}", of.name()))
        }
        _ => number.to_owned(),
    }
}
