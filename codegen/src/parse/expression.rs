//! Expressions, by precedence.

use super::ast::{Expression, ExpressionKind as Kind};
use super::declarator::is_qualifier;
use super::{Parse, Parser};
use crate::arithmetic::{self, Binary, Integer, Number, Unary, number};
use crate::diagnostics::Problem;
use crate::token::{Punct, Token, TokenKind, keyword as kw};

/// The infix operators with how tightly they bind, as in C.
fn infix(token: Token) -> Option<(Binary, u8)> {
    let TokenKind::Punct(punct) = token.kind else {
        return None;
    };
    Some(match punct {
        Punct::Star => (Binary::Multiply, 10),
        Punct::Slash => (Binary::Divide, 10),
        Punct::Percent => (Binary::Remainder, 10),
        Punct::Plus => (Binary::Add, 9),
        Punct::Minus => (Binary::Subtract, 9),
        Punct::Shl => (Binary::ShiftLeft, 8),
        Punct::Shr => (Binary::ShiftRight, 8),
        Punct::Lt => (Binary::Less, 7),
        Punct::Le => (Binary::LessOrEqual, 7),
        Punct::Gt => (Binary::Greater, 7),
        Punct::Ge => (Binary::GreaterOrEqual, 7),
        Punct::EqEq => (Binary::Equal, 6),
        Punct::Ne => (Binary::NotEqual, 6),
        Punct::Amp => (Binary::And, 5),
        Punct::Caret => (Binary::ExclusiveOr, 4),
        Punct::Pipe => (Binary::Or, 3),
        Punct::AndAnd => (Binary::LogicalAnd, 2),
        Punct::OrOr => (Binary::LogicalOr, 1),
        _ => return None,
    })
}

/// How many operators that make chains an expression may have.
const MAX_OPERATORS: usize = 1000;

impl Parser<'_> {
    /// An expression without commas.
    pub(super) fn expression(&mut self) -> Parse<Expression> {
        self.conditional()
    }

    /// `a ? b : c`, or what binds more tightly.
    pub(super) fn conditional(&mut self) -> Parse<Expression> {
        if let Some(expression) = self.computed_expression() {
            return Ok(expression);
        }
        let is_outermost = self.operators.is_none();
        self.operators.get_or_insert(0);
        let parsed = self.nested(|parser| {
            let condition = parser.binary(1)?;
            if !parser.eat(Punct::Question) {
                return Ok(condition);
            }
            let yes = parser.conditional()?;
            parser.expect(Punct::Colon)?;
            let no = parser.conditional()?;
            let span = condition.span.to(no.span);
            Ok(Expression {
                kind: Kind::Conditional(Box::new((condition, yes, no))),
                span,
            })
        });
        if is_outermost {
            self.operators = None;
        }
        parsed
    }

    /// Counts an operator of a chain. A long chain is a deep tree, on which no walk may overflow
    /// the stack, and a chain may begin with another.
    fn link(&mut self) -> Parse<()> {
        let operators = self.operators.get_or_insert(0);
        *operators += 1;
        if *operators <= MAX_OPERATORS {
            return Ok(());
        }
        let problem = Problem::NestedTooDeep {
            limit: MAX_OPERATORS,
        };
        self.diagnostics.report(problem, self.span());
        Err(super::Reported)
    }

    /// Infix operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Parse<Expression> {
        let mut left = self.unary()?;
        while let Some((operator, tightness)) = infix(self.token())
            && tightness >= least
        {
            self.link()?;
            self.bump();
            let right = self.nested(|parser| parser.binary(tightness + 1))?;
            let span = left.span.to(right.span);
            let kind = match self.computed(operator, &left, &right) {
                Some(integer) => Kind::Computed(integer),
                None => Kind::Binary(operator, Box::new((left, right))),
            };
            left = Expression { kind, span };
        }
        Ok(left)
    }

    /// Returns the value of `operator` between two integers; none if one side is no integer. Real
    /// IDL has thousands of sums of numbers, made of a few macros. As trees they would take most of
    /// the memory.
    fn computed(&self, operator: Binary, left: &Expression, right: &Expression) -> Option<Integer> {
        let (left, right) = (self.integer(left)?, self.integer(right)?);
        let [left, right] = [left, right].map(|integer| (integer.value(), integer.shape));
        // A problem is reported where the value is needed.
        arithmetic::binary(operator, left, right).ok()
    }

    /// Returns the integer that an expression is, if it has no name in it.
    pub(super) fn integer(&self, expression: &Expression) -> Option<Integer> {
        match expression.kind {
            Kind::Computed(integer) => Some(integer),
            Kind::Number(text) => match number(self.names.text(text)) {
                Ok(Number::Integer(integer)) => Some(integer),
                _ => None,
            },
            _ => None,
        }
    }

    fn unary(&mut self) -> Parse<Expression> {
        let start = self.span();
        let operator = match self.kind() {
            TokenKind::Punct(Punct::Plus) => Unary::Plus,
            TokenKind::Punct(Punct::Minus) => Unary::Minus,
            TokenKind::Punct(Punct::Tilde) => Unary::Complement,
            TokenKind::Punct(Punct::Not) => Unary::Not,
            TokenKind::Punct(Punct::Star) => Unary::Dereference,
            TokenKind::Punct(Punct::Amp) => Unary::Address,
            TokenKind::Punct(Punct::LParen) if self.at_cast() => return self.cast(),
            _ => return self.postfix(),
        };
        self.bump();
        let operand = self.nested(Self::unary)?;
        let span = start.to(operand.span);
        let integer = self
            .integer(&operand)
            .map(|integer| (integer.value(), integer.shape));
        let kind = match integer.and_then(|it| arithmetic::unary(operator, it)) {
            Some(integer) => Kind::Computed(integer),
            None => Kind::Unary(operator, Box::new(operand)),
        };
        Ok(Expression { kind, span })
    }

    /// `(T) a`
    fn cast(&mut self) -> Parse<Expression> {
        let start = self.expect(Punct::LParen)?;
        let ty = self.type_name()?;
        self.expect(Punct::RParen)?;
        let operand = self.nested(Self::unary)?;
        let span = start.to(operand.span);
        Ok(Expression {
            kind: Kind::Cast(Box::new((ty, operand))),
            span,
        })
    }

    /// Whether the current parenthesis is surely a cast's: it can hold only a type, or only an
    /// operand can follow it.
    fn at_cast(&self) -> bool {
        let mut upcoming = self.upcoming().skip(1);
        let Some(first) = upcoming.next().filter(|it| it.kind == TokenKind::Ident) else {
            return false;
        };
        if is_type_word(first) {
            return true;
        }
        // `T *`, `T const`, `T far *`
        let is_of_type = |it: &Token| match it.kind {
            TokenKind::Punct(punct) => punct == Punct::Star,
            TokenKind::Ident => it.text == kw::CONST || is_qualifier(it.text),
            _ => false,
        };
        let mut upcoming = upcoming.peekable();
        let mut is_type = false;
        while upcoming.next_if(is_of_type).is_some() {
            is_type = true;
        }
        if upcoming.next().map(|it| it.kind) != Some(TokenKind::Punct(Punct::RParen)) {
            return false;
        }
        let behind = upcoming.next().map(|it| it.kind);
        is_type
            || matches!(
                behind,
                Some(
                    TokenKind::Ident
                        | TokenKind::Number
                        | TokenKind::String
                        | TokenKind::WideString
                        | TokenKind::Char
                        | TokenKind::WideChar
                        | TokenKind::Punct(Punct::LParen | Punct::Tilde | Punct::Not)
                )
            )
    }

    fn postfix(&mut self) -> Parse<Expression> {
        let mut operand = self.primary()?;
        loop {
            let start = operand.span;
            let kind = if self.eat(Punct::Dot) || self.eat(Punct::Arrow) {
                let name = self.name("a member's name")?;
                Kind::Member(Box::new(operand), name.text)
            } else if self.eat(Punct::LBracket) {
                let index = self.expression()?;
                self.expect(Punct::RBracket)?;
                Kind::Index(Box::new((operand, index)))
            } else if self.at(Punct::LParen) && matches!(operand.kind, Kind::Name(_)) {
                Kind::Call(Box::new((operand, self.arguments()?)))
            } else {
                return Ok(operand);
            };
            self.link()?;
            operand = Expression {
                kind,
                span: start.to(self.previous_span()),
            };
        }
    }

    fn arguments(&mut self) -> Parse<Vec<Expression>> {
        self.expect(Punct::LParen)?;
        let mut arguments = Vec::new();
        if !self.at(Punct::RParen) {
            arguments.push(self.expression()?);
            while self.eat(Punct::Comma) {
                arguments.push(self.expression()?);
            }
        }
        self.expect(Punct::RParen)?;
        Ok(arguments)
    }

    fn primary(&mut self) -> Parse<Expression> {
        if let Some(operand) = self.computed_operand() {
            return Ok(operand);
        }
        let token = self.token();
        let kind = match token.kind {
            TokenKind::Number => Kind::Number(token.text),
            TokenKind::Char | TokenKind::WideChar => Kind::Character(self.character(token)?),
            TokenKind::String => {
                let string = self.string("a string")?;
                return Ok(Expression {
                    kind: Kind::String(string.text),
                    span: string.span,
                });
            }
            TokenKind::WideString => {
                let string = self.string("a string")?;
                return Ok(Expression {
                    kind: Kind::WideString(string.text),
                    span: string.span,
                });
            }
            TokenKind::Ident if token.text == kw::SIZEOF => return self.size_of(),
            TokenKind::Ident => match token.text {
                kw::TRUE | kw::TRUE_ => Kind::Known(1),
                kw::FALSE | kw::FALSE_ | kw::NULL => Kind::Known(0),
                name => Kind::Name(self.unescaped(name)),
            },
            TokenKind::Punct(Punct::LParen) => return self.group(),
            _ => return Err(self.unexpected("an expression")),
        };
        self.bump();
        Ok(Expression {
            kind,
            span: token.span,
        })
    }

    fn group(&mut self) -> Parse<Expression> {
        let start = self.expect(Punct::LParen)?;
        let inner = self.expression()?;
        let span = start.to(self.expect(Punct::RParen)?);
        let kind = match self.integer(&inner) {
            Some(integer) => Kind::Computed(integer),
            None => Kind::Group(Box::new(inner)),
        };
        Ok(Expression { kind, span })
    }

    fn size_of(&mut self) -> Parse<Expression> {
        let start = self.bump().span;
        if !self.at(Punct::LParen) {
            let operand = self.nested(Self::unary)?;
            let span = start.to(operand.span);
            return Ok(Expression {
                kind: Kind::SizeOfValue(Box::new(operand)),
                span,
            });
        }
        self.bump();
        // A name alone may be a type's or a value's. In IDL, the operand of `sizeof` is nearly
        // always a type, so it is taken for one.
        if self.kind() == TokenKind::Ident {
            let ty = self.type_name()?;
            let span = start.to(self.expect(Punct::RParen)?);
            return Ok(Expression {
                kind: Kind::SizeOf(Box::new(ty)),
                span,
            });
        }
        let inner = self.expression()?;
        let span = start.to(self.expect(Punct::RParen)?);
        Ok(Expression {
            kind: Kind::SizeOfValue(Box::new(inner)),
            span,
        })
    }

    /// A character's value. Of several characters, as in MSVC, the first is in the highest byte.
    fn character(&mut self, token: Token) -> Parse<u32> {
        let text = self.names.text(token.text);
        let value = text
            .chars()
            .try_fold(0_u32, |value, character| {
                value.checked_mul(256)?.checked_add(u32::from(character))
            })
            .filter(|_| !text.is_empty());
        value.ok_or_else(|| {
            self.diagnostics
                .report(Problem::BadCharacter {}, token.span);
            self.bump();
            super::Reported
        })
    }
}

/// Words that only a type starts with.
fn is_type_word(token: Token) -> bool {
    [
        kw::CONST,
        kw::VOLATILE,
        kw::STRUCT,
        kw::UNION,
        kw::ENUM,
        kw::UNSIGNED,
        kw::SIGNED,
        kw::VOID,
        kw::CHAR,
        kw::SHORT,
        kw::INT,
        kw::LONG,
        kw::HYPER,
        kw::SMALL,
        kw::FLOAT,
        kw::DOUBLE,
        kw::BYTE,
        kw::BOOLEAN,
        kw::WCHAR_T,
        kw::INT8,
        kw::INT16,
        kw::INT32,
        kw::INT64,
        kw::INT3264,
        kw::SAFEARRAY,
    ]
    .contains(&token.text)
}
