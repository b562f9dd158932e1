//! `import`: other IDL files whose definitions this one uses.

use super::ast::Declaration;
use super::{Parse, Parser};
use crate::token::Punct;

impl Parser<'_> {
    /// `import "a.idl", "b.idl";`
    pub(super) fn import(&mut self) -> Parse<Declaration> {
        self.bump();
        let mut files = vec![self.string("a file's name in quotes")?];
        while self.eat(Punct::Comma) {
            files.push(self.string("a file's name in quotes")?);
        }
        self.expect(Punct::Semi)?;
        Ok(Declaration::Import(files))
    }
}
