//! Directions of parameters. What comes out of a call comes through a pointer.

use super::Resolver;
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Attribute, Base, Interface, InterfaceKind, ItemKind, Model, Origin, Type};

impl Resolver<'_, '_> {
    /// Reports each `[out]` parameter that is passed by value. MIDL doesn't check a `local` method
    /// or interface, because it makes no proxy for it. An interface of Windows has the
    /// parameters that Windows gave it, so that a call of it is right.
    pub(super) fn check_directions(&mut self) {
        // A type that isn't known is an integer here, which nothing should be said of.
        let has_unknown = self.session.diagnostics.iter().any(|diagnostic| {
            matches!(
                diagnostic.problem,
                Problem::UnknownType { .. } | Problem::CyclicType { .. }
            )
        });
        let model = &self.model;
        let mut found = Vec::new();
        let interfaces = model.items().filter_map(|(_, item)| match &item.kind {
            ItemKind::Interface(it) if !matches!(item.origin, Origin::Metadata { .. }) => {
                Some((&item.name, &**it))
            }
            _ => None,
        });
        let parameterized = model.parameterized().iter();
        let parameterized = parameterized.map(|it| (&it.name, &it.content));
        for (interface_name, interface) in interfaces.chain(parameterized) {
            if !is_checked(interface) {
                continue;
            }
            let methods = interface.methods.iter();
            let params = methods.flat_map(|it| it.params.iter().map(move |param| (it, param)));
            for (method, param) in params.filter(|(_, param)| param.attributes.is_out) {
                let ty = model.strip(&param.ty);
                let may_be_unknown = has_unknown && *ty == Type::Base(Base::Int);
                let is_wrong = is_value(model, ty) && !may_be_unknown;
                if is_wrong && !method.attributes.iter().any(is_local) {
                    let name = param.name.to_string();
                    let problem = if self.metadata.knows(interface_name) {
                        Problem::OutByValueInWindows { name }
                    } else {
                        Problem::OutByValue { name }
                    };
                    found.push(Diagnostic::new(problem, param.span));
                }
            }
        }
        for diagnostic in found {
            self.session.diagnostics.push(diagnostic);
        }
    }
}

fn is_checked(interface: &Interface) -> bool {
    interface.kind != InterfaceKind::Rpc
        && interface.async_of.is_none()
        && !interface.attributes.iter().any(is_local)
}

fn is_local(attribute: &Attribute) -> bool {
    attribute.text() == "local"
}

/// Returns whether a type without typedefs is certainly no pointer. A handle may be one, and so may
/// a type that is only declared.
fn is_value(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Base(base) => *base != Base::Handle,
        Type::Named(id) => matches!(
            model.item(*id).kind,
            ItemKind::Record(_) | ItemKind::Enum(_)
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::tests::problems;

    /// Returns the problems of a method with this parameter.
    fn of(attributes: &str, parameter: &str) -> Vec<String> {
        problems(&format!(
            "import \"oaidl.idl\";
            typedef enum {{ SMALL }} SIZE_KIND; typedef long *PNUMBER; typedef long LINE[4];
            [object, {attributes} uuid(00000001-0002-0003-0004-000000000005)]
            interface IMill : IUnknown {{ HRESULT Turn({parameter}); }}"
        ))
    }

    #[test]
    fn what_comes_out_is_a_pointer_whatever_its_name() {
        for parameter in [
            "[out] long *a",
            "[out] PNUMBER a",
            "[out] LINE a",
            "[out] long a[4]",
            "[out] SAFEARRAY(long) *a",
            "[out] LPWSTR a",
            "[in, out] VARIANT *a",
            "[in] long a",
        ] {
            assert_eq!(of("", parameter), [""; 0], "{parameter}");
        }
        for parameter in [
            "[out] long a",
            "[out, retval] BOOL a",
            "[in, out] VARIANT a",
            "[out] SIZE_KIND a",
        ] {
            assert_eq!(
                of("", parameter),
                ["IDL0418 `a` is `[out]` and no pointer"],
                "{parameter}"
            );
            assert_eq!(of("local,", parameter), [""; 0], "{parameter}");
        }
    }

    #[test]
    fn a_type_that_nobody_knows_is_reported_alone() {
        assert_eq!(
            of("", "[out] GRIST a"),
            ["IDL0401 cannot find type `GRIST`"]
        );
    }
}
