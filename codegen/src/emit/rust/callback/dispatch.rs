//! `IDispatch` of a callback: its slots, its members by name and by dispid, and an arm of `Invoke` for each.

use crate::emit::rust::code::Code;
use crate::emit::rust::implement::slot_arrow;
use crate::emit::rust::signature::Signature;
use crate::emit::rust::template::{Block, rust};
use crate::emit::rust::types::{Context, VOID_POINTER};
use crate::model::{self, ItemId};

use super::Callback;
use super::arm::Arm;

/// Returns the dispid that MIDL gives to a member without `id(..)`: by how deep its interface is derived
/// (2 where `IDispatch` is its base), and by its place there.
pub(super) fn default_dispid(depth: usize, place: usize) -> i32 {
    0x6000_0000 | (depth as i32) << 16 | place as i32
}

/// Writes the slots of `IDispatch` itself, `interface` being it:
///
/// ```text
/// unsafe extern "system" fn dispatch__3<P: Place<Value: LampEvents>>(this: .., dispidmember: i32, ..) -> .. {
///     unsafe {
///         ::comidl::dispatch::invoke::<P>(this, .., |callback__, call__| match call__.dispid() {
///             1 if call__.is_method() => {
///                 let args__ = call__.arguments::<2>()?;
///                 let lamp = args__.object::<ILamp>(0)?;
///                 let on = args__.read::<bool>(1)?;
///                 <P::Value as LampEvents>::switched(callback__, &lamp, on)?;
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

/// Returns the name of the function for a slot of `IDispatch`.
pub(super) fn slot_name(number: usize) -> String {
    format!("dispatch__{number}")
}

fn write_members(code: &mut Code, callback: &Callback<'_>) {
    let mut seen: Vec<(i32, &str)> = Vec::new();
    let mut members = String::new();
    for method in &callback.methods {
        let Some(dispid) = method.dispid else {
            continue;
        };
        let name = method.method.written();
        if seen.contains(&(dispid, name)) {
            continue;
        }
        seen.push((dispid, name));
        let arguments = method.arguments();
        let names = arguments.map(|index| format!("{:?}", method.method.params[index].name));
        let names: Vec<String> = names.collect();
        let names = names.join(", ");
        members += &format!(
            "::comidl::dispatch::Member {{ name: {name:?}, dispid: {dispid}, parameters: &[{names}] }},\n"
        );
    }
    rust!(
        code,
        "
        const MEMBERS: &'static [::comidl::dispatch::Member] = &[
            $members
        ];
        ",
        members,
    );
}

fn write_slot(
    code: &mut Code,
    context: &Context<'_>,
    callback: &Callback<'_>,
    number: usize,
    method: &model::Method,
) {
    let signature = Signature::new(context, &method.params, &method.returns, true);
    let names: Vec<&str> = signature
        .params
        .iter()
        .map(|param| param.name.as_str())
        .collect();
    let write_body = |code: &mut Code| match (number, &names[..]) {
        (0, [count, ..]) => {
            rust!(code, "::comidl::dispatch::type_info_count($count)", count);
        }
        (1, [index, _, info, ..]) => rust!(
            code,
            "::comidl::dispatch::type_info($index, $info.cast())",
            index,
            info,
        ),
        (2, [_, names, count, _, ids, ..]) => rust!(
            code,
            "::comidl::dispatch::ids_of_names(Self::MEMBERS, $names.cast(), $count, $ids)",
            names,
            count,
            ids,
        ),
        (3, names) => write_invoke(code, context, callback, names),
        _ => {}
    };
    rust!(
        code,
        r#"
        unsafe extern "system" fn $name<P: ::comidl::object::Place<Value: $trait_name>>($params)$arrow {
            // SAFETY: see above.
            unsafe {
                $body
            }
        }
        "#,
        name = slot_name(number),
        trait_name = callback.trait_name,
        params = slot_params(context, &signature, number).join(", "),
        arrow = slot_arrow(context, &signature),
        body = Block(write_body),
    );
}

/// Returns the parameters of the function for a slot of `IDispatch`. An underscore marks those that
/// it doesn't use.
fn slot_params(context: &Context<'_>, signature: &Signature, number: usize) -> Vec<String> {
    let this = if number < 3 { "_" } else { "this" };
    let unused: &[usize] = match number {
        1 => &[1],
        2 => &[0, 3],
        _ => &[],
    };
    let params = signature.params.iter().enumerate().map(|(index, param)| {
        let mark = if unused.contains(&index) { "_" } else { "" };
        format!("{mark}{}: {}", param.name, context.slot(&param.ty))
    });
    let this = std::iter::once(format!("{this}: {VOID_POINTER}"));
    this.chain(params).collect()
}

/// Writes the body of `Invoke`, whose parameters have these names.
fn write_invoke(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>, names: &[&str]) {
    let [
        dispid,
        iid,
        lcid,
        flags,
        parameters,
        result,
        exception,
        argument,
        ..,
    ] = names
    else {
        return;
    };
    rust!(
        code,
        "
        let invocation__ = ::comidl::dispatch::Invocation {
            dispid: $dispid,
            iid: $iid,
            lcid: $lcid,
            flags: $flags as u16,
            parameters: $parameters.cast(),
            result: $result.cast(),
            exception: $exception.cast(),
            bad_argument: $argument,
        };
        $arms
        ",
        dispid,
        iid,
        lcid,
        flags,
        parameters,
        result,
        exception,
        argument,
        arms = Block(|code| write_arms(code, context, callback)),
    );
}

fn write_arms(code: &mut Code, context: &Context<'_>, callback: &Callback<'_>) {
    let members = callback.methods.iter();
    let arms = members.filter_map(|method| {
        Some((
            method.dispid?,
            Arm {
                context,
                trait_name: &callback.trait_name,
                method,
            },
        ))
    });
    let is_called = arms.clone().any(|(_, arm)| arm.passed().is_some());
    let write_arms = |code: &mut Code| {
        for (dispid, arm) in arms.clone() {
            arm.write(code, dispid);
        }
    };
    rust!(
        code,
        "
        ::comidl::dispatch::invoke::<P>(this, invocation__, |$callback, call__| match call__.dispid() {
            $arms
            _ => ::comidl::dispatch::no_member(),
        })
        ",
        callback = if is_called { "callback__" } else { "_" },
        arms = Block(write_arms),
    );
}
