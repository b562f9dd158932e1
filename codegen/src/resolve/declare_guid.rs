//! GUIDs with a name: `declare_guid`.

use super::Resolver;
use super::definition::Scope;
use super::expression::{Computed, Fault, fault};
use crate::diagnostics::Problem;
use crate::model::Value;
use crate::parse::ast::DeclareGuid;
use crate::source::Span;

impl Resolver<'_, '_> {
    /// Returns the value of a declared GUID.
    pub(super) fn declared_guid(
        &mut self,
        scope: Scope,
        declared: &DeclareGuid,
        span: Span,
    ) -> Result<Computed, Fault> {
        let name = self.session.names.intern("GUID");
        match self.type_called(scope, name) {
            Some(ty) => Ok(Computed {
                value: Value::Guid(declared.guid),
                ty,
            }),
            None => Err(fault(Problem::NotConstant {}, span)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Guid, Value};
    use crate::resolve::tests::{compile, problems, value};

    #[test]
    fn a_declared_guid_is_a_constant_wherever_it_is_declared() {
        let model = compile(
            r#"declare_guid(CLSID_Broom, 7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d14);
            interface IBroom : IUnknown
            {
                declare_guid(IID_Inner, "7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d15")
                HRESULT Sweep();
            }
            library Brooms { declare_guid(CATID_Broom, {7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d16}); }"#,
        );
        let guid = |last: u128| Value::Guid(Guid(0x7d1c2f00_0b6a_4d7e_9a51_3f6f2b6b9d00 + last));
        assert_eq!(value(&model, "CLSID_Broom"), guid(0x14));
        assert_eq!(value(&model, "IID_Inner"), guid(0x15));
        assert_eq!(value(&model, "CATID_Broom"), guid(0x16));
    }

    #[test]
    fn a_declared_guid_that_is_none_is_an_error_once() {
        let found = problems("declare_guid(CLSID_Broom, 7d1c2f00-0b6a-4d7e-9a51);");
        assert_eq!(found, ["IDL0605 `7d1c2f00-0b6a-4d7e-9a51` is not a uuid"]);
        let found = problems(
            "declare_guid(CLSID_Broom, 7d1c2f00-0b6a-4d7e-9a51-3f6f2b6b9d14);
            const long BROOMS = CLSID_Broom + 1;",
        );
        assert_eq!(found, ["IDL0505 this isn't an integer"]);
    }
}
