use comidl::bits::BitsCallback;

#[comidl::callback(BitsCallback)]
enum Progress {
    Started,
}

fn main() {}
