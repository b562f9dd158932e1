//! `IDispatch` of a callback: its members by name and by dispid, and for each an arm that makes its
//! arguments of VARIANTs and calls the trait's method.

use crate::emit::rust::code::Code;
use crate::emit::rust::implement::slot_arrow;
use crate::emit::rust::signature::{Parameter, Signature, pointee};
use crate::emit::rust::types::{Context, VOID_POINTER};
use crate::lower::abi::AbiType;
use crate::lower::number::Number;
use crate::lower::well_known::IDISPATCH;
use crate::model::{self, ItemId, Property, Value};

use super::form::{Access, Form, ResultForm, Truth, is_variant};
use super::{Callback, Method, Returns};

/// Whether `id` is `IDispatch`.
pub(super) fn is_dispatch(context: &Context<'_>, id: ItemId) -> bool {
    context
        .model
        .interface(id)
        .is_some_and(|it| it.iid == Some(IDISPATCH))
}

/// The dispid that MIDL gives to a member without `id(..)`: by how deep its interface is derived
/// (2 where `IDispatch` is its base), and by its place there.
pub(super) fn default_dispid(depth: usize, place: usize) -> i32 {
    0x6000_0000 | (depth as i32) << 16 | place as i32
}

/// Writes the slots of `IDispatch` itself, `interface` being it:
///
/// ```text
/// unsafe extern "system" fn dispatch__3<T: LampEvents>(this: .., dispidmember: i32, ..) -> .. {
///     unsafe {
///         ::comidl::dispatch::invoke(this, .., |callback__: &T, call__| match call__.dispid() {
///             1 if call__.is_method() => {
///                 let args__ = call__.arguments::<2>()?;
///                 let lamp = args__.object::<ILamp>(0)?;
///                 let on = args__.read::<bool>(1)?;
///                 T::switched(callback__, &lamp, on)?;
///                 Ok(())
///             }
///             _ => ::comidl::dispatch::no_member(),
///         })
///     }
/// }
/// ```
pub(super) fn write(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    interface: ItemId,
) {
    write_members(code, callback);
    let methods = context.model.interface(interface).map(|it| &it.methods);
    let slots = methods.into_iter().flatten().filter(|it| it.slot.is_some());
    for (number, method) in slots.enumerate().take(4) {
        write_slot(code, context, callback, number, method);
    }
}

/// The slots of `IDispatch`, in their order.
pub(super) const SLOTS: [&str; 4] = ["GetTypeInfoCount", "GetTypeInfo", "GetIDsOfNames", "Invoke"];

/// The names of the functions for the slots of `IDispatch`, in their order.
pub(super) fn slot_name(number: usize) -> String {
    format!("dispatch__{number}")
}

fn write_members(code: &mut Code, callback: &Callback<'_>) {
    let mut seen: Vec<(i32, &str)> = Vec::new();
    code.line(format_args!(
        "const MEMBERS: &'static [::comidl::dispatch::Member] = &["
    ));
    code.deeper();
    for method in &callback.methods {
        let Some(dispid) = method.dispid else {
            continue;
        };
        let name = method.method.written();
        if seen.contains(&(dispid, name)) {
            continue;
        }
        seen.push((dispid, name));
        let parameters: Vec<String> = method
            .arguments()
            .map(|index| format!("{:?}", method.method.params[index].name))
            .collect();
        code.open(format_args!("::comidl::dispatch::Member"));
        code.line(format_args!("name: {name:?},"));
        code.line(format_args!("dispid: {dispid},"));
        code.line(format_args!("parameters: &[{}],", parameters.join(", ")));
        code.close("},");
    }
    code.shallower();
    code.line(format_args!("];"));
}

fn write_slot(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    number: usize,
    method: &model::Method,
) {
    let signature = Signature::new(context, &method.params, &method.returns, true);
    let mut params = vec![format!("this: {VOID_POINTER}")];
    params.extend(
        signature
            .params
            .iter()
            .map(|it| format!("{}: {}", it.name, context.slot(&it.ty))),
    );
    if number < 3 {
        params[0] = format!("_: {VOID_POINTER}");
    }
    let names: Vec<&str> = signature.params.iter().map(|it| it.name.as_str()).collect();
    let unused: &[usize] = match number {
        1 => &[1],
        2 => &[0, 3],
        _ => &[],
    };
    for &index in unused {
        if let Some(param) = params.get_mut(index + 1) {
            param.insert(0, '_');
        }
    }
    let generics = [format!("T: {}", callback.trait_name)];
    code.generic_function(
        &format!("unsafe extern \"system\" fn {}", slot_name(number)),
        &generics,
        &params,
        &format!("){} {{", slot_arrow(context, &signature)),
    );
    code.deeper();
    code.line(format_args!("// SAFETY: see above."));
    match (number, &names[..]) {
        (0, [count, ..]) => code.line(format_args!(
            "unsafe {{ ::comidl::dispatch::type_info_count({count}) }}"
        )),
        (1, [index, _, info, ..]) => code.line(format_args!(
            "unsafe {{ ::comidl::dispatch::type_info({index}, {info}.cast()) }}"
        )),
        (2, [_, names, count, _, ids, ..]) => code.line(format_args!(
            "unsafe {{ ::comidl::dispatch::ids_of_names(Self::MEMBERS, {names}.cast(), {count}, {ids}) }}"
        )),
        (3, [dispid, iid, lcid, flags, parameters, result, exception, argument, ..]) => {
            code.open(format_args!("unsafe"));
            code.open(format_args!(
                "let invocation__ = ::comidl::dispatch::Invocation"
            ));
            code.line(format_args!("dispid: {dispid},"));
            code.line(format_args!("iid: {iid},"));
            code.line(format_args!("lcid: {lcid},"));
            code.line(format_args!("flags: {flags} as u16,"));
            code.line(format_args!("parameters: {parameters}.cast(),"));
            code.line(format_args!("result: {result}.cast(),"));
            code.line(format_args!("exception: {exception}.cast(),"));
            code.line(format_args!("bad_argument: {argument},"));
            code.close("};");
            write_arms(code, context, callback);
            code.close("}");
        }
        _ => {}
    }
    code.close("}");
}

fn write_arms(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let members = callback.methods.iter();
    let arms = members.filter_map(|method| Some((method.dispid?, Arm { context, method })));
    let is_called = arms.clone().any(|(_, arm)| arm.passed().is_some());
    let callback = if is_called { "callback__" } else { "_" };
    code.open(format_args!(
        "::comidl::dispatch::invoke(this, invocation__, |{callback}: &T, call__| match call__.dispid()"
    ));
    for (dispid, arm) in arms {
        arm.write(code, dispid);
    }
    code.line(format_args!("_ => ::comidl::dispatch::no_member(),"));
    code.close("})");
}

struct Arm<'a, 'c, 'm> {
    context: &'a Context<'c>,
    method: &'a Method<'m>,
}

/// How an argument is had: lines before the call, what the method is called with, and lines after.
#[derive(Default)]
struct Passed {
    before: Vec<String>,
    argument: Option<String>,
    after: Vec<String>,
}

impl Arm<'_, '_, '_> {
    fn write(&self, code: &mut Code, dispid: i32) {
        let method = self.method;
        let kind = match method.method.property {
            None => "is_method",
            Some(Property::Get) => "is_get",
            Some(Property::Put) => "is_put",
            Some(Property::PutRef) => "is_put_ref",
        };
        let head = format!("{dispid} if call__.{kind}() =>");
        let Some(passed) = self.passed() else {
            code.line(format_args!("{head} ::comidl::dispatch::not_by_dispid(),"));
            return;
        };
        code.open(format_args!("{head}"));
        let count = method.arguments().count();
        let args = if count == 0 { "_" } else { "args__" };
        code.line(format_args!("let {args} = call__.arguments::<{count}>()?;"));
        for line in passed.iter().flat_map(|it| &it.before) {
            code.line(format_args!("{line}"));
        }
        let mut args = vec!["callback__".to_owned()];
        args.extend(passed.iter().filter_map(|it| it.argument.clone()));
        let names = self.result_names();
        let pattern = match &names[..] {
            [] => String::new(),
            [one] => format!("let {one} = "),
            several => format!("let ({}) = ", several.join(", ")),
        };
        let is_fallible = matches!(method.returns, Returns::HResult | Returns::Invoked(_));
        let end = if is_fallible { ")?;" } else { ");" };
        code.call(&format!("{pattern}T::{}(", method.name), &args, end);
        for line in passed.iter().flat_map(|it| &it.after) {
            code.line(format_args!("{line}"));
        }
        if let Returns::Invoked(Some((form, ty))) = &method.returns
            && let Some(value) = self.returned(form, ty, "result__")
        {
            code.line(format_args!("call__.give({value});"));
        }
        code.line(format_args!("Ok(())"));
        code.close("}");
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

    /// All arguments and results; `None` where a VARIANT can't hold one.
    fn passed(&self) -> Option<Vec<Passed>> {
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

    fn pass(
        &self,
        index: usize,
        param: &Parameter,
        form: &Form,
        place: Option<usize>,
    ) -> Option<Passed> {
        let (context, name) = (self.context, &param.name);
        let given = &self.method.method.params[index];
        let Some(place) = place else {
            return match form {
                Form::Result(form) => {
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
                // A `retval` that is no pointer to what would be returned.
                _ => None,
            };
        };
        let simple = |before: String, argument: String| {
            Some(Passed {
                before: vec![before],
                argument: Some(argument),
                after: Vec::new(),
            })
        };
        match form {
            Form::Value => {
                let ty = context.value(&param.ty);
                let read = number(context, &param.ty)?;
                let read = self.read(read, place, given)?;
                simple(
                    format!("let {name}: {ty} = {};", cast(context, &param.ty, &read)),
                    name.clone(),
                )
            }
            Form::Truth(_) => {
                let read = self.read("bool", place, given)?;
                simple(format!("let {name} = {read};"), name.clone())
            }
            Form::Unused => Some(Passed::default()),
            Form::Interface {
                nullable,
                wrapper: None,
            } => {
                let ty = match param.ty.is_interface() {
                    true => context.name(&param.ty),
                    false => "windows_core::IUnknown".into(),
                };
                let (call, argument) = match nullable {
                    true => ("interface", format!("{name}.as_ref()")),
                    false => ("object", format!("&{name}")),
                };
                simple(
                    format!("let {name} = args__.{call}::<{ty}>({place})?;"),
                    argument,
                )
            }
            Form::BStr | Form::Text { nullable: false } => {
                let ty = "&::comidl::WideStr";
                let read = match given.attributes.optional {
                    true => format!(
                        "args__.read_optional::<{ty}>({place})?.unwrap_or(::comidl::WideStr::new(&[]))"
                    ),
                    false => format!("args__.read::<{ty}>({place})?"),
                };
                simple(format!("let {name} = {read};"), name.clone())
            }
            Form::Text { nullable: true } => simple(
                format!("let {name} = args__.read_optional::<&::comidl::WideStr>({place})?;"),
                name.clone(),
            ),
            Form::ByValue { target } if target == "::comidl::Variant" => simple(
                match given.attributes.optional {
                    true => format!("let {name} = args__.variant({place});"),
                    false => format!("let {name} = args__.required_variant({place})?;"),
                },
                name.clone(),
            ),
            Form::ByValue { target } => {
                let vartype = record_type(context, &param.ty)?;
                simple(
                    format!("let {name} = &*args__.within::<{target}>({place}, {vartype})?;"),
                    name.clone(),
                )
            }
            Form::Reference {
                target,
                nullable,
                access: Access::Read,
            } => {
                let inner = pointee(&param.ty);
                if target == "::comidl::Variant" && !nullable {
                    return simple(
                        format!("let {name} = args__.required_variant({place})?;"),
                        name.clone(),
                    );
                }
                if !nullable && is_array(context, &inner) {
                    return simple(
                        format!("let {name} = &*args__.array::<{target}>({place})?;"),
                        name.clone(),
                    );
                }
                None
            }
            Form::Reference {
                target,
                nullable,
                access,
            } if *access == Access::Change => {
                let types = types(context, &pointee(&param.ty), None)?;
                let (argument, end) = match nullable {
                    true => (name.clone(), "as_mut();".to_owned()),
                    false => (
                        name.clone(),
                        format!("as_mut().ok_or_else(|| args__.mismatch({place}))?;"),
                    ),
                };
                simple(
                    format!(
                        "let {name} = args__.by_reference::<{target}>({place}, &{types:?})?.{end}"
                    ),
                    argument,
                )
            }
            Form::TruthReference {
                truth,
                nullable: false,
            } => {
                let (ty, types) = truth_type(*truth)?;
                Some(Passed {
                    before: vec![
                        format!(
                            "let {name} = args__.by_reference::<{ty}>({place}, &{types:?})?.as_mut()\
                             .ok_or_else(|| args__.mismatch({place}))?;"
                        ),
                        format!(
                            "let mut {name}__ = {};",
                            truth.to_bool(&format!("(*{name})"))
                        ),
                    ],
                    argument: Some(format!("&mut {name}__")),
                    after: vec![format!("*{name} = {};", truth.to_c(&format!("{name}__")))],
                })
            }
            Form::Result(form) => {
                let inner = pointee(&param.ty);
                let (ty, types, value) = match form {
                    ResultForm::Same { ty } => (
                        ty.clone(),
                        types(context, &inner, None)?,
                        format!("{name}__"),
                    ),
                    ResultForm::Truth(truth) => {
                        let (ty, types) = truth_type(*truth)?;
                        (ty.into(), types, truth.to_c(&format!("{name}__")))
                    }
                    ResultForm::Text | ResultForm::Query { .. } => return None,
                };
                Some(Passed {
                    before: vec![
                        format!("let {name} = args__.by_reference::<{ty}>({place}, &{types:?})?;"),
                        format!("::comidl::object::clear({name});"),
                    ],
                    argument: None,
                    after: vec![format!("::comidl::object::give({name}, {value});")],
                })
            }
            _ => None,
        }
    }

    /// The reading of an argument, or of its default where it may be left out.
    fn read(&self, ty: &str, place: usize, given: &model::Param) -> Option<String> {
        if !given.attributes.optional && given.attributes.default.is_none() {
            return Some(format!("args__.read::<{ty}>({place})?"));
        }
        let default = match (given.attributes.default.as_deref(), ty) {
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

    /// The VARIANT of a result that is in `value`.
    fn returned(&self, form: &ResultForm, ty: &AbiType, value: &str) -> Option<String> {
        match form {
            ResultForm::Same { ty } if ty == "::comidl::Variant" => Some(value.to_owned()),
            ResultForm::Same { .. } => {
                let vartype = *types(self.context, ty, None)?.first()?;
                Some(format!("::comidl::dispatch::returned({vartype}, {value})"))
            }
            ResultForm::Truth(_) => Some(format!(
                "::comidl::dispatch::returned({VT_BOOL}, -i16::from({value}))"
            )),
            ResultForm::Text | ResultForm::Query { .. } => None,
        }
    }
}

const VT_I2: u16 = 2;
const VT_I4: u16 = 3;
const VT_R4: u16 = 4;
const VT_R8: u16 = 5;
const VT_CY: u16 = 6;
const VT_DATE: u16 = 7;
const VT_BSTR: u16 = 8;
const VT_DISPATCH: u16 = 9;
const VT_ERROR: u16 = 10;
const VT_BOOL: u16 = 11;
const VT_VARIANT: u16 = 12;
const VT_UNKNOWN: u16 = 13;
const VT_I1: u16 = 16;
const VT_UI1: u16 = 17;
const VT_UI2: u16 = 18;
const VT_UI4: u16 = 19;
const VT_I8: u16 = 20;
const VT_UI8: u16 = 21;
const VT_INT: u16 = 22;
const VT_UINT: u16 = 23;

/// The VARTYPEs of values that are in memory as `ty`, the usual one first.
fn types(context: &Context<'_>, ty: &AbiType, name: Option<&str>) -> Option<Vec<u16>> {
    if let AbiType::Alias(id) = ty {
        let name = context.model.item(*id).name.as_str();
        if name == "DATE" {
            return Some(vec![VT_DATE, VT_R8]);
        }
        if is_variant(context, ty) {
            return Some(vec![VT_VARIANT]);
        }
        return types(context, &context.abi.typedef(*id), Some(name));
    }
    Some(match ty {
        _ if is_variant(context, ty) => vec![VT_VARIANT],
        AbiType::Number(Number::I16) if name == Some("VARIANT_BOOL") => vec![VT_BOOL],
        AbiType::Number(Number::I8) => vec![VT_I1],
        AbiType::Number(Number::U8) => vec![VT_UI1],
        AbiType::Number(Number::I16) => vec![VT_I2],
        AbiType::Number(Number::U16) => vec![VT_UI2],
        AbiType::Number(Number::I32) | AbiType::Enum(_) => vec![VT_I4, VT_INT],
        AbiType::Number(Number::U32) => vec![VT_UI4, VT_UINT],
        AbiType::Number(Number::I64) => vec![VT_I8],
        AbiType::Number(Number::U64) => vec![VT_UI8],
        AbiType::Number(Number::F32) => vec![VT_R4],
        AbiType::Number(Number::F64) => vec![VT_R8],
        AbiType::HResult => vec![VT_ERROR],
        AbiType::Bool => vec![VT_I4, VT_INT],
        AbiType::BStr => vec![VT_BSTR],
        AbiType::Record(_) => vec![record_type(context, ty)?],
        AbiType::Interface(id)
            if context
                .model
                .lineage(*id)
                .iter()
                .any(|it| is_dispatch(context, *it)) =>
        {
            vec![VT_DISPATCH, VT_UNKNOWN]
        }
        _ if ty.is_interface() => vec![VT_UNKNOWN, VT_DISPATCH],
        _ => return None,
    })
}

/// The VARTYPE of a record that a VARIANT can hold.
fn record_type(context: &Context<'_>, ty: &AbiType) -> Option<u16> {
    match context.abi.expand(ty) {
        AbiType::Record(id) if matches!(&context.model.item(id).name[..], "CY" | "CURRENCY") => {
            Some(VT_CY)
        }
        _ => None,
    }
}

fn is_array(context: &Context<'_>, ty: &AbiType) -> bool {
    match context.abi.expand(ty) {
        AbiType::Record(id) => context.model.item(id).name == "SAFEARRAY",
        _ => false,
    }
}

/// C's type for a truth value, and the VARTYPEs that are so in memory.
fn truth_type(truth: Truth) -> Option<(&'static str, Vec<u16>)> {
    match truth {
        Truth::VariantBool => Some(("i16", vec![VT_BOOL])),
        Truth::Bool => Some(("windows_core::BOOL", vec![VT_I4, VT_INT])),
        Truth::Byte => Some(("u8", vec![VT_UI1])),
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
        _ => number.to_owned(),
    }
}
