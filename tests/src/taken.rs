//! IDL that is taken without an error, and what comes of it.

use comidl_codegen::internal::compile::{Form, Options, Resolved};
use serde_json::Value;

use crate::Sources;

/// An IDL that was compiled without an error.
pub struct Taken {
    /// Its description, as `comidl inspect --format json` prints it.
    pub document: Value,
    /// The warnings.
    pub said: String,
}

/// Compiles `idl`.
///
/// # Panics
///
/// When it has an error.
pub fn taken(idl: &str) -> Taken {
    taken_with(Sources::new(idl), |_| {})
}

/// Compiles `test.idl` of these files with other options.
///
/// # Panics
///
/// When it has an error.
pub fn taken_with(sources: Sources, change: impl FnOnce(&mut Options)) -> Taken {
    let mut options = sources.options();
    change(&mut options);
    let (mut compilation, _) = Resolved::read(options).verify();
    let said = sources.said(&compilation);
    assert!(!compilation.failed(), "{said}");
    // All that `build` makes can be made.
    let forms = [Form::Rust, Form::Winmd, Form::Rdl, Form::Json];
    let outputs = compilation.emit(&forms, "".as_ref());
    assert!(!compilation.failed(), "{}", sources.said(&compilation));
    let document = serde_json::from_slice(&outputs[3].bytes).expect("JSON");
    Taken { document, said }
}

impl Taken {
    /// Returns it, if there is no warning.
    ///
    /// # Panics
    ///
    /// When there is one.
    #[must_use]
    pub fn silently(self) -> Self {
        assert_eq!(self.said, "");
        self
    }

    /// Returns the entry of this name in the list `kind`.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn entry(&self, kind: &str, name: &str) -> &Value {
        let list = self.document[kind].as_array().expect("a list");
        let found = list.iter().find(|entry| entry["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} among the {kind}: {list:#?}"))
    }

    /// Returns the interface's own methods, each as C declares it, with its slot.
    ///
    /// # Panics
    ///
    /// When there is no such interface.
    pub fn methods(&self, interface: &str) -> Vec<String> {
        let methods = self.entry("interfaces", interface)["methods"].as_array();
        let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
        let method = |method: &Value| {
            let params = method["params"].as_array().expect("parameters").iter();
            let params =
                params.map(|param| format!("{} {}", text(&param["type"]), text(&param["name"])));
            let params: Vec<String> = params.collect();
            let (name, returns) = (text(&method["name"]), text(&method["returns"]));
            format!("{} {returns} {name}({})", method["slot"], params.join(", "))
        };
        methods.expect("methods").iter().map(method).collect()
    }

    /// Checks that the interface has this method, which is given as [`methods`](Self::methods) returns it.
    ///
    /// # Panics
    ///
    /// When it hasn't.
    pub fn has_method(&self, interface: &str, method: &str) {
        let methods = self.methods(interface);
        assert!(methods.iter().any(|it| it == method), "{methods:#?}");
    }

    /// Returns the constant's value.
    ///
    /// # Panics
    ///
    /// When there is no such constant.
    pub fn constant(&self, name: &str) -> &Value {
        &self.entry("constants", name)["value"]
    }
}

/// Returns an IDL with the interface `IMill` of `body`, behind `before`.
pub fn interface(before: &str, attributes: &str, body: &str) -> String {
    format!(
        "import \"oaidl.idl\";\n{before}\n\
         [object, {attributes} uuid(6b1f0a52-0f5d-4b9c-9d65-52ad3f9a7c01)]\n\
         interface IMill : IUnknown\n{{\n{body}\n}}\n"
    )
}
