// The numbers of enumerations that are types of their own.

trait Number {
    fn number(self) -> i32;
}
impl Number for Kind {
    fn number(self) -> i32 {
        self.0
    }
}
impl Number for Modes {
    fn number(self) -> i32 {
        self.0
    }
}

fn number(value: impl Number) -> i32 {
    value.number()
}
