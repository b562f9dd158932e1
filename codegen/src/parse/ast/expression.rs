//! Expressions.

use super::TypeName;
use crate::arithmetic::{Binary, Integer, Unary};
use crate::source::Span;
use crate::token::Symbol;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The kind.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A number as written.
    Number(Symbol),
    /// The value of an expression of numbers alone: `(0x80010000 + 18)`.
    Computed(Integer),
    /// `'c'` and `L'c'`: the value.
    Character(u32),
    /// Adjacent strings, joined.
    String(Symbol),
    /// Adjacent wide strings, joined.
    WideString(Symbol),
    /// A name.
    Name(Symbol),
    /// `TRUE`, `FALSE` and `NULL` as 1 and 0, where no macro defines them.
    Known(i64),
    /// A prefix operator.
    Unary(Unary, Box<Expression>),
    /// An infix operator.
    Binary(Binary, Box<(Expression, Expression)>),
    /// `a ? b : c`
    Conditional(Box<(Expression, Expression, Expression)>),
    /// `(T) a`
    Cast(Box<(TypeName, Expression)>),
    /// `sizeof(T)`
    SizeOf(Box<TypeName>),
    /// `sizeof(x)`, `sizeof x` of an expression.
    SizeOfValue(Box<Expression>),
    /// `(a)`. It is kept because `(T) - 1` is a cast if `T` turns out to be a type.
    Group(Box<Expression>),
    /// `a.b`, `a->b`
    Member(Box<Expression>, Symbol),
    /// `a[b]`
    Index(Box<(Expression, Expression)>),
    /// `a(b, c)`: a call of a macro that a `cpp_quote` defines.
    Call(Box<(Expression, Vec<Expression>)>),
}
