const WINE: &str = "/usr/include/wine/wine/windows";

fn main() -> Result<(), comidl_codegen::Failed> {
    let files = [
        "bits.idl",
        "bits1_5.idl",
        "bits2_0.idl",
        "bits2_5.idl",
        "bits3_0.idl",
        "bits5_0.idl",
    ];
    files
        .into_iter()
        .fold(comidl_codegen::Builder::new(), |builder, file| {
            builder.idl(format!("{WINE}/{file}"))
        })
        .callback("IBackgroundCopyCallback2")
        .callback("IBackgroundCopyError")
        .callback("IBackgroundCopyFile2")
        // BITS passes none, and its documentation says so.
        .non_null("IBackgroundCopyCallback*")
        .compile()
}
