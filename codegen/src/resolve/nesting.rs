//! Limits how deep definitions may be nested, so that no stage that follows them runs out of stack.

use rustc_hash::FxHashMap;

use super::expression::{Fault, fault};
use super::{Progress, Resolver};
use crate::diagnostics::Problem;
use crate::model::{Base, ItemId, ItemKind, Type};
use crate::source::Span;

/// How deep typedefs of typedefs and values that are made of values may be nested. Real IDL stays
/// below 10.
pub(super) const MAX_DEPTH: usize = 100;

/// How deep the resolver is in definitions and expressions.
#[derive(Default)]
pub(super) struct Depth {
    /// How many definitions wait for another one that they are made of.
    definitions: usize,
    /// How many expressions wait for one in them.
    pub(super) expressions: usize,
}

/// Returns the problem that the limit is reached.
pub(super) fn too_deep() -> Problem {
    Problem::NestedTooDeep { limit: MAX_DEPTH }
}

impl Resolver<'_, '_> {
    /// Does `work` for a definition that another definition is made of.
    ///
    /// # Errors
    ///
    /// [`Problem::NestedTooDeep`] if the definitions are nested too deep.
    pub(super) fn deeper<T>(
        &mut self,
        span: Span,
        work: impl FnOnce(&mut Self) -> T,
    ) -> Result<T, Fault> {
        if self.depth.definitions == MAX_DEPTH {
            return Err(fault(too_deep(), span));
        }
        self.depth.definitions += 1;
        let result = work(self);
        self.depth.definitions -= 1;
        Ok(result)
    }

    /// Reports each typedef that is nested too deep or leads back to itself, and makes it an
    /// integer.
    pub(super) fn check_typedef_nesting(&mut self) {
        let mut depths = FxHashMap::default();
        let items = self.model.items();
        let typedefs = items.filter(|(_, item)| matches!(item.kind, ItemKind::Typedef(_)));
        let typedefs: Vec<ItemId> = typedefs.map(|(id, _)| id).collect();
        for id in typedefs {
            self.check_typedef(id, &mut depths);
        }
    }

    /// Checks one typedef and the typedefs that it names. It has a stack of its own, because
    /// nothing limits the nesting before this check.
    fn check_typedef(&mut self, id: ItemId, depths: &mut FxHashMap<ItemId, Progress<usize>>) {
        let mut open = vec![id];
        while let Some(&id) = open.last() {
            let ItemKind::Typedef(typedef) = &self.model.item(id).kind else {
                depths.insert(id, Progress::Done(0));
                open.pop();
                continue;
            };
            if let Some(Progress::Done(_)) = depths.get(&id) {
                open.pop();
                continue;
            }
            let (before, mut depth, mut is_cyclic) = (open.len(), 0, false);
            depths.insert(id, Progress::Running);
            typedef
                .ty
                .visit_names(&mut |inner| match depths.get(&inner) {
                    Some(Progress::Done(of_inner)) => depth = depth.max(*of_inner),
                    Some(Progress::Running) => is_cyclic = true,
                    None => open.push(inner),
                });
            let problem = if is_cyclic {
                let name = self.model.item(id).name.to_string();
                Some(Problem::CyclicType { name })
            } else {
                depth += written_depth(&typedef.ty);
                (depth > MAX_DEPTH).then(too_deep)
            };
            if open.len() > before && !is_cyclic {
                continue;
            }
            open.truncate(before - 1);
            if let Some(problem) = problem {
                let item = self.model.item_mut(id);
                if let ItemKind::Typedef(typedef) = &mut item.kind {
                    typedef.ty = Type::Base(Base::Int);
                }
                let span = item.span;
                self.report(problem, span);
                depth = 0;
            }
            depths.insert(id, Progress::Done(depth));
        }
    }
}

/// Returns how deep a type is nested as it is written.
fn written_depth(ty: &Type) -> usize {
    1 + match ty {
        Type::Base(_) | Type::Named(_) => 0,
        Type::Pointer { to: inner, .. } | Type::SafeArray(inner) => written_depth(inner),
        Type::Array(array) => written_depth(&array.element),
        Type::Function(signature) => {
            let params = signature.params.iter();
            let params = params.map(|param| written_depth(&param.ty));
            params.fold(written_depth(&signature.returns), usize::max)
        }
        Type::Parameterized(_, arguments) => {
            arguments.iter().map(written_depth).fold(0, usize::max)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::problems;

    /// A thousand definitions that each `step` makes of its own number and the next one's.
    fn chain(step: impl Fn(usize, usize) -> String) -> String {
        (0..1000).map(|number| step(number, number + 1)).collect()
    }

    #[track_caller]
    fn is_too_deep(text: &str) {
        let problems = problems(text);
        let deep = "IDL0302 this is nested more than 100 levels deep";
        assert!(problems.iter().any(|it| it == deep), "{problems:?}");
    }

    #[test]
    fn expressions_that_go_too_deep_are_refused_however_they_do() {
        let is_refused = |expression: &str, limit: usize| {
            let text = format!("const long b = 1; const long a = {expression};");
            let problems = problems(&text);
            let deep = format!("IDL0302 this is nested more than {limit} levels deep");
            assert!(problems.contains(&deep), "{problems:?}");
        };
        is_refused(&"b + ".repeat(1001).replacen("b", "(b)", 1), 1000);
        is_refused(&format!("b{}", "[1]".repeat(1001)), 1000);
        is_refused(&format!("b{}", ".b".repeat(1001)), 1000);
        // Chains at each other's beginning.
        let nested = |levels: usize, links: usize| {
            format!(
                "{}b{}",
                "(".repeat(levels),
                format!("{})", " + b".repeat(links)).repeat(levels)
            )
        };
        is_refused(&nested(10, 300), 1000);
        is_refused(&nested(101, 0), 100);
        let allowed = problems(&format!(
            "const long b = 1; const long a = {}; const long c = {};",
            nested(40, 25),
            "b + ".repeat(999) + "b"
        ));
        assert_eq!(allowed, [""; 0]);
        // Constants in each other, none of which is deep itself.
        let in_each_other: String = (0..30)
            .map(|number| {
                let (open, close) = ("(".repeat(30), ")".repeat(30));
                format!("const long A{number} = {open}A{}{close};", number + 1)
            })
            .collect();
        let problems = problems(&format!("{in_each_other} const long A30 = 1;"));
        let deep = "IDL0302 this is nested more than 250 levels deep";
        assert!(problems.iter().any(|it| it == deep), "{problems:?}");
    }

    #[test]
    fn definitions_that_go_too_deep_are_refused_whatever_they_define() {
        is_too_deep(
            &(chain(|number, next| format!("typedef T{next} T{number};")) + "typedef long T1000;"),
        );
        is_too_deep(
            &("typedef long T0;".to_owned()
                + &chain(|number, next| format!("typedef T{number} T{next};"))),
        );
        is_too_deep(&chain(|number, next| {
            format!("typedef long T{number}[sizeof(T{next})];")
        }));
        is_too_deep(&chain(|number, next| {
            format!("const long A{number} = A{next} + 1;")
        }));
        is_too_deep(&chain(|number, next| {
            format!("enum E{number} {{ A{number} = A{next} }};")
        }));
        is_too_deep(&chain(|number, next| {
            format!("coclass C{number} {{ interface C{next}; }} typedef C{number} T{number};")
        }));
        is_too_deep(
            &chain(|number, next| format!("cpp_quote(\"#define F{number}(x) F{next}(x)\")"))
                .replacen("", "const long A = F0(1);", 1),
        );
    }

    #[test]
    fn classes_that_stand_for_each_other_are_refused() {
        is_too_deep("coclass A { interface B; } coclass B { interface A; } typedef A *T;");
    }

    #[test]
    fn macros_that_multiply_are_refused() {
        let double =
            |number, next| format!("cpp_quote(\"#define F{number}(x) F{next}(x) + F{next}(x)\")");
        let text: String = (0..60).map(|number| double(number, number + 1)).collect();
        is_too_deep(&(text + "cpp_quote(\"#define F60(x) x\") const long A = F0(1);"));
    }

    #[test]
    fn a_typedef_that_leads_back_to_itself_through_a_pointer_or_a_function_is_refused() {
        let cyclic = "IDL0406 `B` is defined by itself";
        assert_eq!(problems("typedef B *A; typedef A *B;"), [cyclic]);
        assert_eq!(
            problems("typedef void (*A)(B); typedef A (*B)();"),
            [cyclic]
        );
    }

    #[test]
    fn a_struct_may_lead_back_to_itself_through_a_pointer() {
        assert_eq!(
            problems("typedef struct A { B b; } A; typedef A *B;"),
            [""; 0]
        );
    }
}
