//! What is read and not made: a declaration that no output has. Each gets a warning that says why.

use super::Resolver;
use super::definition::Scope;
use crate::diagnostics::Problem;
use crate::load::Units;
use crate::model::Origin;
use crate::parse::ast::{Declaration, Name, Storage, Variable};
use crate::source::{Reached, Span};
use crate::token::{Interner, Symbol};

/// The type libraries of Automation's own types. The prelude and metadata have these types.
const AUTOMATION_LIBRARIES: &[&str] = &[
    "olepro32.dll",
    "stdole.tlb",
    "stdole2.tlb",
    "stdole32.tlb",
    "stdtype.tlb",
];

impl Resolver<'_, '_> {
    /// Reports the declarations of the input files that no output has, except those of interfaces.
    pub(super) fn report_not_made(&mut self) {
        let units = self.units;
        for (_, unit) in units.iter() {
            if unit.origin == Origin::Named {
                self.report_not_made_of(&unit.syntax.declarations);
            }
        }
    }

    fn report_not_made_of(&mut self, declarations: &[Declaration]) {
        for declaration in declarations {
            match declaration {
                Declaration::Variable(variable) if variable.storage == Storage::Plain => {
                    self.variable_is_not_made(variable);
                }
                Declaration::Importlib(name) => self.type_library_is_not_read(*name),
                Declaration::Library(library) => self.report_not_made_of(&library.body),
                Declaration::Namespace(namespace) => self.report_not_made_of(&namespace.body),
                _ => {}
            }
        }
    }

    /// Reports functions and variables outside of interfaces and modules.
    fn variable_is_not_made(&mut self, variable: &Variable) {
        for declarator in &variable.declarators {
            let Some(name) = declarator.name else {
                continue;
            };
            let (kind, reason) = if declarator.is_function() {
                ("function", "it is in no interface and in no module")
            } else {
                ("variable", "no output has variables")
            };
            self.not_made(kind, name, reason);
        }
    }

    fn type_library_is_not_read(&mut self, name: Name) {
        if is_foreign(&self.session.names, name) {
            let reason = "type libraries aren't read";
            self.not_made("content of", name, reason);
        }
    }

    /// Reports that the outputs don't have what is called `name`. What a header declares that an
    /// input file includes is C's business.
    pub(super) fn not_made(&mut self, kind: &str, name: Name, reason: &str) {
        let inclusion = self.session.sources.inclusion(name.span);
        if inclusion.is_none_or(|inclusion| inclusion.reached == Reached::Named) {
            let what = format!("{kind} `{}`", self.text(name.text));
            let reason = reason.to_owned();
            self.report(Problem::NotMade { what, reason }, name.span);
        }
    }

    /// Returns the place of the first `importlib` in the unit of `scope` whose type library isn't
    /// read.
    pub(super) fn foreign_library(&self, scope: Scope) -> Option<(Symbol, Span)> {
        fn first(names: &Interner, declarations: &[Declaration]) -> Option<Name> {
            declarations
                .iter()
                .find_map(|declaration| match declaration {
                    Declaration::Importlib(name) => is_foreign(names, *name).then_some(*name),
                    Declaration::Library(library) => first(names, &library.body),
                    _ => None,
                })
        }
        let units: &Units = self.units;
        let declarations = &units.unit(scope.unit).syntax.declarations;
        let name = first(&self.session.names, declarations)?;
        Some((name.text, name.span))
    }
}

/// Returns whether the type library is none of Automation's.
fn is_foreign(names: &Interner, name: Name) -> bool {
    let path = names.text(name.text);
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    !AUTOMATION_LIBRARIES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(file))
}

#[cfg(test)]
mod tests {
    use crate::resolve::tests::{compile_files, problems};

    #[test]
    fn the_procedures_of_an_interface_without_objects_get_one_warning() {
        let rpc = "[uuid(00000001-0002-0003-0004-000000000005)] interface Mill {
            extern handle_t mill; void Turn(); void Stop(); }";
        assert_eq!(
            problems(rpc),
            [
                "IDL1402 the interface `Mill` isn't made: it is of remote procedure calls and not of objects"
            ]
        );
        assert_eq!(problems(&rpc.replace("uuid", "local, uuid")).len(), 0);
        let types = "[uuid(00000001-0002-0003-0004-000000000005)] interface Mill {
            typedef long SACK; }";
        assert_eq!(problems(types), [""; 0]);
    }

    #[test]
    fn functions_variables_and_type_libraries_get_a_warning_each() {
        let text = "HRESULT Turn(long a); extern handle_t mill;
            [uuid(00000001-0002-0003-0004-000000000005)] library Mills {
                importlib(\"stdole2.tlb\"); importlib(\"STDOLE32.TLB\"); importlib(\"sacks.tlb\");
            }";
        assert_eq!(
            problems(text),
            [
                "IDL1402 the function `Turn` isn't made: it is in no interface and in no module",
                "IDL1402 the variable `mill` isn't made: no output has variables",
                "IDL1402 the content of `sacks.tlb` isn't made: type libraries aren't read",
            ]
        );
    }

    #[test]
    fn imported_and_included_files_get_none() {
        let header = "HRESULT Turn(long a);";
        let compiled = compile_files(&[
            (
                "a.idl",
                "import \"b.idl\";\n#include \"c.h\"\ntypedef long SACK;",
            ),
            ("b.idl", header),
            ("c.h", header),
        ]);
        assert_eq!(compiled.problems, [""; 0]);
    }

    #[test]
    fn a_class_is_without_an_interface_that_a_type_library_may_have() {
        let text = "[uuid(00000001-0002-0003-0004-000000000005)] library Mills {
                importlib(\"sacks.tlb\");
                [uuid(00000001-0002-0003-0004-000000000006)]
                coclass Mill { [default] interface IUnknown; interface ISack; }
            }";
        assert_eq!(
            problems(text),
            [
                "IDL1402 the content of `sacks.tlb` isn't made: type libraries aren't read",
                "IDL1401 no file declares the interface `ISack`",
            ]
        );
        assert_eq!(
            problems(&text.replace("sacks.tlb", "stdole2.tlb")),
            ["IDL0401 cannot find type `ISack`"]
        );
    }
}
