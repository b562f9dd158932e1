struct Progress;

#[comidl::bits_callback]
impl Progress {
    fn job_transferred(&self) {}
}

fn main() {}
