//! Declarators: the types of declared names.

use super::Resolver;
use super::definition::Scope;
use super::specifier::Nesting;
use crate::diagnostics::Problem;
use crate::model::{Convention, Signature, Type, Value};
use crate::parse::ast::{
    self, Declarator, Derivation, Dimension, Name, Specifier, SpecifierKind, TypeName,
};
use crate::token::Symbol;

impl Resolver<'_, '_> {
    /// Returns the type of a declared name.
    pub(super) fn declared_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
    ) -> Type {
        self.nested_type(scope, specifier, declarator, None)
    }

    /// Returns the type of a declared name, which may be a nameless struct at the place `nesting`.
    pub(super) fn nested_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
        nesting: Option<Nesting>,
    ) -> Type {
        self.derived_type(
            scope,
            specifier,
            declarator,
            &declarator.derivations,
            nesting,
        )
    }

    /// Returns the result type of a function whose declarator has `derivations` around its
    /// parameters.
    pub(super) fn returned_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
        derivations: &[Derivation],
    ) -> Type {
        match specifier.kind {
            SpecifierKind::Named(name) if derivations.is_empty() => self.result_type(scope, name),
            _ => self.derived_type(scope, specifier, declarator, derivations, None),
        }
    }

    fn derived_type(
        &mut self,
        scope: Scope,
        specifier: &Specifier,
        declarator: &Declarator,
        derivations: &[Derivation],
        nesting: Option<Nesting>,
    ) -> Type {
        let name = declarator.name.unwrap_or(Name {
            text: Symbol::EMPTY,
            span: specifier.span,
        });
        let is_result = matches!(derivations, [.., Derivation::Function(_)]);
        let base = match specifier.kind {
            SpecifierKind::Named(result) if is_result => self.result_type(scope, result),
            _ => self.specified(scope, specifier, nesting, name),
        };
        let is_const = specifier.is_const || declarator.is_const();
        self.derived(scope, base, is_const, derivations)
    }

    /// Returns the type of a type name, which declares no name.
    pub(super) fn type_name(&mut self, scope: Scope, ty: &TypeName) -> Type {
        self.declared_type(scope, &ty.specifier, &ty.declarator)
    }

    /// Returns the type of a type name, if it names one. Nothing is reported.
    pub(super) fn quiet_type(&mut self, scope: Scope, ty: &TypeName) -> Option<Type> {
        if let Some((path, arguments)) = ty.specifier.kind.name() {
            let [name] = path[..] else {
                return None;
            };
            if !arguments.is_empty() {
                return None;
            }
            self.type_called(scope, name.text)?;
        }
        Some(self.type_name(scope, ty))
    }

    /// Returns `base` with the derivations of a declarator, of which the outermost stands first.
    fn derived(
        &mut self,
        scope: Scope,
        base: Type,
        is_const: bool,
        derivations: &[Derivation],
    ) -> Type {
        let (mut ty, mut is_const) = (base, is_const);
        for derivation in derivations.iter().rev() {
            ty = match derivation {
                Derivation::Pointer(itself_const) => {
                    let pointer = Type::Pointer {
                        to: Box::new(ty),
                        is_const,
                    };
                    is_const = *itself_const;
                    pointer
                }
                Derivation::Array(dimension) => Type::array(ty, self.length(scope, dimension)),
                Derivation::Function(parameters) => {
                    let params = self.parameters(scope, parameters);
                    let convention = if parameters.is_cdecl {
                        Convention::Cdecl
                    } else {
                        Convention::Stdcall
                    };
                    let variadic = parameters.variadic;
                    Type::Function(Box::new(Signature {
                        returns: ty,
                        params,
                        variadic,
                        convention,
                    }))
                }
            };
        }
        ty
    }

    /// Returns an array's length. An open array has none.
    fn length(&mut self, scope: Scope, dimension: &Dimension) -> Option<u64> {
        let expression = match dimension {
            Dimension::Open => return None,
            Dimension::Fixed(expression) => expression,
            Dimension::Range(bounds) => {
                let (lower, upper) = &**bounds;
                let lower = self.dimension(scope, lower)?;
                let upper_value = self.dimension(scope, upper)?;
                if upper_value < lower {
                    self.report(Problem::BadDimension {}, upper.span);
                    return None;
                }
                return Some(upper_value - lower + 1);
            }
        };
        self.dimension(scope, expression)
    }

    /// Returns the value of an array's bound.
    fn dimension(&mut self, scope: Scope, expression: &ast::Expression) -> Option<u64> {
        match self.evaluate(scope, expression) {
            Ok(computed) => match computed.value {
                Value::Int(value) if (0..=0x7fff_ffff).contains(&value) => Some(value as u64),
                _ => {
                    self.report(Problem::BadDimension {}, expression.span);
                    None
                }
            },
            Err(fault) => {
                self.session.diagnostics.push(*fault);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::c_syntax::type_text;
    use crate::model::ItemKind;
    use crate::resolve::tests::{compile, kind};

    #[test]
    fn types_are_cs_with_typedefs_kept() {
        let model = compile(
            r#"typedef const WCHAR *NAME;
            interface IFoo : IUnknown {
                void F(NAME a, const long *b, long * const *c, long d[2][3], IFoo **e,
                       SAFEARRAY(BSTR) f, HRESULT (__stdcall *g)(int x));
            }"#,
        );
        let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
            panic!()
        };
        let types: Vec<String> = foo.methods[0]
            .params
            .iter()
            .map(|param| type_text(&model, &param.ty))
            .collect();
        assert_eq!(
            types[..5],
            [
                "NAME",
                "const long *",
                "long *const *",
                "long [2][3]",
                "IFoo **"
            ]
        );
        assert_eq!(types[5], "SAFEARRAY(BSTR)");
    }

    #[test]
    fn const_before_a_later_name_is_of_what_that_name_points_to() {
        let model = compile(
            r#"typedef struct TAG { long id; } TAG, const *PCTAG, *PTAG, * const CPTAG, const **PPCTAG;
            typedef long NUMBER, const NUMBERS[2], const far * __ptr64 FARNUMBER;
            struct S { long a, const *b, *c; };
            interface IFoo : IUnknown { long *F(), const *G(), H() const; }"#,
        );
        let typedef = |name: &str| match kind(&model, name) {
            ItemKind::Typedef(typedef) => type_text(&model, &typedef.ty),
            other => panic!("{name}: {other:?}"),
        };
        let cases = [
            ("PCTAG", "const TAG *"),
            ("PTAG", "TAG *"),
            ("CPTAG", "TAG *"),
            ("PPCTAG", "const TAG **"),
            ("NUMBERS", "long [2]"),
            ("FARNUMBER", "const long *"),
        ];
        for (name, expected) in cases {
            assert_eq!(typedef(name), expected, "{name}");
        }
        let ItemKind::Record(record) = kind(&model, "S") else {
            panic!()
        };
        let fields: Vec<String> = record
            .fields
            .iter()
            .map(|field| type_text(&model, &field.ty))
            .collect();
        assert_eq!(fields, ["long", "const long *", "long *"]);
        let ItemKind::Interface(foo) = kind(&model, "IFoo") else {
            panic!()
        };
        let results: Vec<String> = foo
            .methods
            .iter()
            .map(|method| type_text(&model, &method.returns))
            .collect();
        assert_eq!(results, ["long *", "const long *", "long"]);
    }

    #[test]
    fn each_name_of_void_is_void() {
        let model = compile(
            r#"typedef VOID NOTHING;
            typedef NOTHING (*CLEAN)(NOTHING);
            interface IFoo : IUnknown { NOTHING F(VOID); VOID *G(const VOID *a, NOTHING *b, CLEAN c); }
            dispinterface DFoo { properties: methods: [id(1)] VOID F(VOID); };
            library Foos { interface IBar : IUnknown { Void F(Void); } }"#,
        );
        let methods = |name: &str| match kind(&model, name) {
            ItemKind::Interface(interface) => interface.methods.clone(),
            other => panic!("{name}: {other:?}"),
        };
        for name in ["IFoo", "DFoo", "IBar"] {
            let method = &methods(name)[0];
            assert_eq!(type_text(&model, &method.returns), "void", "{name}");
            assert!(method.params.is_empty(), "{name}");
        }
        let second = &methods("IFoo")[1];
        let types: Vec<String> = second
            .params
            .iter()
            .map(|param| type_text(&model, &param.ty))
            .collect();
        assert_eq!(types, ["const void *", "NOTHING *", "CLEAN"]);
        let ItemKind::Typedef(clean) = kind(&model, "CLEAN") else {
            panic!()
        };
        assert_eq!(type_text(&model, &clean.ty), "void (__stdcall *)(void)");
    }
}
