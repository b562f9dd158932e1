//! Writes metadata of the Windows Runtime as IDL in MIDL's attribute style, the language of the SDK's own
//! files.

use std::fmt::Write as _;

use windows_metadata::reader::{Attribute, Index, InterfaceImpl, MethodDef, TypeCategory, TypeDef};
use windows_metadata::{FieldAttributes, HasAttributes, MethodAttributes, Type, TypeName, Value};

/// The words that stand for themselves only behind an `@`.
const KEYWORDS: &[&str] = &[
    "attribute",
    "boolean",
    "byte",
    "case",
    "char",
    "const",
    "declare",
    "default",
    "delegate",
    "double",
    "enum",
    "event",
    "float",
    "handle",
    "hyper",
    "import",
    "in",
    "int",
    "interface",
    "library",
    "long",
    "module",
    "namespace",
    "object",
    "out",
    "requires",
    "short",
    "signed",
    "small",
    "static",
    "string",
    "struct",
    "switch",
    "typedef",
    "union",
    "unsigned",
    "void",
    "wchar_t",
];

/// Returns the IDL of these types, a namespace after the other.
pub(crate) fn idl<'a>(
    index: &Index,
    types: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut text = String::from("import \"inspectable.idl\";\nimport \"EventToken.idl\";\n");
    let mut open = None;
    for (namespace, name) in types {
        if open != Some(namespace) {
            if open.is_some() {
                text.push_str("}\n");
            }
            open = Some(namespace);
            writeln!(text, "namespace {namespace}\n{{").unwrap();
        }
        text.push_str(&definition(index.expect(namespace, name)));
    }
    if open.is_some() {
        text.push_str("}\n");
    }
    text
}

fn definition(ty: TypeDef<'_>) -> String {
    let name = ty.name().split('`').next().unwrap();
    let parameters: Vec<Type> = ty
        .generic_params()
        .map(|it| Type::Generic(it.name().to_owned(), it.sequence()))
        .collect();
    let generics = match &parameters[..] {
        [] => String::new(),
        all => format!("<{}>", all.iter().map(named).collect::<Vec<_>>().join(", ")),
    };
    let implemented = |it: InterfaceImpl<'_>| named(&it.interface(&parameters));
    let attributes = list(attributes(ty));
    match ty.category() {
        // The others are MIDL's own: no file declares them.
        TypeCategory::Attribute if !ty.has_attribute("AttributeNameAttribute") => String::new(),
        TypeCategory::Attribute => format!("{attributes}attribute {name}\n{{\n{}}}\n", fields(ty)),
        TypeCategory::Interface => {
            let required: Vec<String> = ty.interface_impls().map(implemented).collect();
            let requires = match &required[..] {
                [] => String::new(),
                required => format!(" requires {}", required.join(", ")),
            };
            let methods: String = ty.methods().map(|it| method(it, &parameters)).collect();
            format!(
                "{attributes}interface {name}{generics} : IInspectable{requires}\n{{\n{methods}}}\n"
            )
        }
        TypeCategory::Delegate => {
            let invoke = ty.methods().find(|it| it.name() == "Invoke").unwrap();
            let params = params(invoke, &parameters);
            format!("{attributes}delegate HRESULT {name}{generics}({params});\n")
        }
        TypeCategory::Class => {
            let base = match ty.extends() {
                Some(base) if base.namespace() != "System" => {
                    format!(" : {}.{}", base.namespace(), base.name())
                }
                _ => String::new(),
            };
            let interfaces: String = ty
                .interface_impls()
                .map(|it| {
                    let default = it.has_attribute("DefaultAttribute");
                    let default = if default { "[default] " } else { "" };
                    format!("    {default}interface {};\n", implemented(it))
                })
                .collect();
            format!("{attributes}runtimeclass {name}{base}\n{{\n{interfaces}}}\n")
        }
        TypeCategory::Enum => {
            let fields = ty.fields();
            let literals = fields.filter(|it| it.flags().contains(FieldAttributes::Literal));
            let values: String = literals
                .map(|it| {
                    let value = match it.constant().unwrap().value() {
                        Value::I32(value) => value.to_string(),
                        Value::U32(value) => format!("{value:#x}"),
                        other => panic!("{other:?}"),
                    };
                    format!("    {} = {value},\n", escaped(it.name()))
                })
                .collect();
            format!("{attributes}enum {name}\n{{\n{values}}};\n")
        }
        TypeCategory::Struct if ty.has_attribute("ApiContractAttribute") => {
            format!("{attributes}apicontract {name}\n{{\n}};\n")
        }
        TypeCategory::Struct => {
            format!("{attributes}struct {name}\n{{\n{}}};\n", fields(ty))
        }
    }
}

fn fields(ty: TypeDef<'_>) -> String {
    ty.fields()
        .map(|it| format!("    {} {};\n", value_type(&it.ty()), escaped(it.name())))
        .collect()
}

fn list(attributes: Vec<String>) -> String {
    match &attributes[..] {
        [] => String::new(),
        attributes => format!("[{}]\n", attributes.join(", ")),
    }
}

/// Returns the attributes in the words of IDL. Those that have none are left out.
fn attributes<'a>(of: impl HasAttributes<'a>) -> Vec<String> {
    of.attributes().filter_map(attribute).collect()
}

pub(crate) fn attribute(attribute: Attribute<'_>) -> Option<String> {
    let values: Vec<Value> = attribute
        .value()
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    let name = attribute.name();
    let word = match name {
        "GuidAttribute" => return Some(format!("uuid({})", guid(&values))),
        "AttributeNameAttribute" | "ContentPropertyAttribute" => {
            let [Value::Utf8(text)] = &values[..] else {
                panic!("{values:?}")
            };
            let word = name.strip_suffix("Attribute").unwrap();
            return Some(format!("{}({text:?})", word.to_ascii_lowercase()));
        }
        "AttributeUsageAttribute" => return Some(format!("attributeusage({})", targets(&values))),
        "AllowMultipleAttribute" => "allowmultiple",
        "ExclusiveToAttribute" => "exclusiveto",
        "ContractVersionAttribute" if values.len() == 1 => "contractversion",
        "ContractVersionAttribute" => "contract",
        "ActivatableAttribute" => "activatable",
        "StaticAttribute" => "static",
        "ComposableAttribute" => "composable",
        "ThreadingAttribute" => "threading",
        "MarshalingBehaviorAttribute" => "marshaling_behavior",
        "DeprecatedAttribute" => "deprecated",
        "AllowForWebAttribute" => "allowforweb",
        "HasVariantAttribute" => "hasvariant",
        "InternalAttribute" => "internal",
        "RemoteAsyncAttribute" => "remote_async",
        "VariantAttribute" => "variant",
        "DefaultOverloadAttribute" => "default_overload",
        "ExperimentalAttribute" => "experimental",
        "FlagsAttribute" => "flags",
        "NoExceptionAttribute" => "noexcept",
        "WebHostHiddenAttribute" => "webhosthidden",
        _ => return None,
    };
    let arguments: Vec<String> = arguments(values);
    Some(match &arguments[..] {
        [] => word.to_owned(),
        arguments => format!("{word}({})", arguments.join(", ")),
    })
}

/// Returns the arguments of an attribute. Metadata has a version before its contract, and IDL behind.
fn arguments(values: Vec<Value>) -> Vec<String> {
    let mut values = values;
    if let [.., Value::U32(_), Value::Utf8(_)] = &values[..] {
        let version = values.len() - 2;
        values.swap(version, version + 1);
    }
    let is_text = |index: usize| index == 0 && values.len() > 2;
    let written = values.iter().enumerate().map(|(index, value)| match value {
        Value::TypeName(name) => full_name(name),
        Value::Utf8(text) if is_text(index) => format!("{text:?}"),
        Value::Utf8(contract) => contract.clone(),
        Value::U32(version) => format!("{}.{}", version >> 16, version & 0xffff),
        Value::EnumValue(of, value) => word(of, value).to_owned(),
        other => panic!("{other:?}"),
    });
    written.collect()
}

fn word(of: &TypeName, value: &Value) -> &'static str {
    let Value::I32(value) = value else {
        panic!("{value:?}")
    };
    let words = match &*of.name {
        "CompositionType" => ["", "protected", "public", ""],
        "DeprecationType" => ["deprecate", "remove", "", ""],
        "MarshalingType" => ["", "none", "agile", "standard"],
        "ThreadingModel" => ["", "sta", "mta", "both"],
        other => panic!("{other}"),
    };
    words[*value as usize]
}

/// Returns the definitions on which an attribute may stand.
fn targets(values: &[Value]) -> String {
    let [Value::EnumValue(_, value)] = values else {
        panic!("{values:?}")
    };
    let Value::I32(value) = **value else {
        panic!("{values:?}")
    };
    let targets = [
        (1, "delegate"),
        (2, "enum"),
        (4, "event"),
        (8, "field"),
        (16, "interface"),
        (64, "method"),
        (128, "parameter"),
        (256, "property"),
        (512, "runtimeclass"),
        (1024, "struct"),
        (2048, "interfaceimpl"),
        (8192, "apicontract"),
    ];
    if value == -1 {
        return "target_all".to_owned();
    }
    let of_it = targets.iter().filter(|(bit, _)| value & bit != 0);
    let words: Vec<String> = of_it.map(|(_, word)| format!("target_{word}")).collect();
    words.join(", ")
}

fn guid(values: &[Value]) -> String {
    let number = |index: usize| match values[index] {
        Value::U32(value) => value,
        Value::U16(value) => value.into(),
        Value::U8(value) => value.into(),
        _ => panic!("{values:?}"),
    };
    let mut text = format!("{:08x}-{:04x}-{:04x}-", number(0), number(1), number(2));
    for index in 3..11 {
        write!(text, "{:02x}", number(index)).unwrap();
        if index == 4 {
            text.push('-');
        }
    }
    text
}

fn method(method: MethodDef<'_>, parameters: &[Type]) -> String {
    let name = method.name();
    let mut attributes = attributes(method);
    let is_special = method.flags().contains(MethodAttributes::SpecialName);
    let written = match name.split_once('_').filter(|_| is_special) {
        Some((accessor, name)) => {
            attributes.push(
                match accessor {
                    "get" => "propget",
                    "put" => "propput",
                    "add" => "eventadd",
                    "remove" => "eventremove",
                    other => panic!("{other}"),
                }
                .to_owned(),
            );
            name.to_owned()
        }
        None => name.to_owned(),
    };
    let overload = method
        .find_attribute("OverloadAttribute")
        .map(|it| it.value());
    let slot = match overload.as_deref() {
        Some([(_, Value::Utf8(slot)), ..]) => {
            attributes.push(format!("overload({written:?})"));
            slot.clone()
        }
        _ => written,
    };
    let attributes = match &attributes[..] {
        [] => String::new(),
        attributes => format!("[{}] ", attributes.join(", ")),
    };
    format!(
        "    {attributes}HRESULT {}({});\n",
        escaped(&slot),
        params(method, parameters)
    )
}

fn params(method: MethodDef<'_>, parameters: &[Type]) -> String {
    let signature = method.signature(parameters);
    let rows = method.params_by_sequence(signature.types.len()).unwrap();
    let mut params = Vec::new();
    for (ty, row) in signature.types.iter().zip(rows.params()) {
        let row = row.as_ref().expect("each parameter has a name");
        let is_out = row.flags().contains(windows_metadata::ParamAttributes::Out);
        param(ty, row.name(), is_out, &mut params);
    }
    match &signature.return_type {
        Type::Void => {}
        Type::Array(element) => {
            params.push("[out] UINT32* __resultSize".to_owned());
            let element = value_type(element);
            params.push(format!(
                "[out, retval, size_is(, *__resultSize)] {element}** __result"
            ));
        }
        ty => params.push(format!("[out, retval] {}* __result", value_type(ty))),
    }
    params.join(", ")
}

fn param(ty: &Type, name: &str, is_out: bool, params: &mut Vec<String>) {
    let (count, name) = (format!("__{name}Size"), escaped(name));
    match ty {
        Type::Array(element) => {
            let direction = if is_out { "out" } else { "in" };
            let element = value_type(element);
            params.push(format!("[in] UINT32 {count}"));
            params.push(format!("[{direction}, size_is({count})] {element}* {name}"));
        }
        Type::RefMut(ty) => match &**ty {
            Type::Array(element) => {
                let element = value_type(element);
                params.push(format!("[out] UINT32* {count}"));
                params.push(format!("[out, size_is(, *{count})] {element}** {name}"));
            }
            ty => params.push(format!("[out] {}* {name}", value_type(ty))),
        },
        Type::RefConst(ty) => params.push(format!("[in] const {}* {name}", value_type(ty))),
        ty => params.push(format!("[in] {} {name}", value_type(ty))),
    }
}

/// Returns the type of a value. One that refers to an object is a pointer.
fn value_type(ty: &Type) -> String {
    match ty {
        Type::ClassName(name) if name == ("System", "Type") => full_name(name),
        Type::ClassName(_) | Type::Object => format!("{}*", named(ty)),
        ty => named(ty),
    }
}

fn named(ty: &Type) -> String {
    let word = match ty {
        Type::Bool => "boolean",
        Type::Char => "WCHAR",
        Type::U8 => "BYTE",
        Type::I16 => "INT16",
        Type::U16 => "UINT16",
        Type::I32 => "INT32",
        Type::U32 => "UINT32",
        Type::I64 => "INT64",
        Type::U64 => "UINT64",
        Type::F32 => "FLOAT",
        Type::F64 => "DOUBLE",
        Type::String => "HSTRING",
        Type::Object => "IInspectable",
        Type::Generic(name, _) => return name.clone(),
        Type::ClassName(name) | Type::ValueName(name) => return full_name(name),
        other => panic!("{other:?}"),
    };
    word.to_owned()
}

fn full_name(name: &TypeName) -> String {
    let plain = name.name.split('`').next().unwrap();
    let arguments: Vec<String> = name.generics.iter().map(value_type).collect();
    match (&*name.namespace, plain) {
        ("System", "Guid") => "GUID".to_owned(),
        // Only attributes have types as values.
        ("System", "Type") => "Windows.UI.Xaml.Interop.TypeName".to_owned(),
        ("Windows.Foundation", "HResult") => "HRESULT".to_owned(),
        ("Windows.Foundation", "EventRegistrationToken") => plain.to_owned(),
        (namespace, name) if arguments.is_empty() => format!("{namespace}.{name}"),
        (namespace, name) => format!("{namespace}.{name}<{}>", arguments.join(", ")),
    }
}

fn escaped(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("@{name}")
    } else {
        name.to_owned()
    }
}
