struct Progress;

#[comidl::bits_callback]
impl Clone for Progress {
    fn clone(&self) -> Self {
        Progress
    }
}

fn main() {}
