use comidl::download::Download;

struct Progress;

fn subscribe(download: &Download) -> comidl::Result<()> {
    download.subscribe(Progress)
}

fn main() {}
