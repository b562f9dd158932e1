trait Events {
    fn event(&self);
}

#[comidl::callback(Events)]
struct Progress;

impl Events for Progress {
    fn event(&self) {}
}

fn main() {}
