const WINE: &str = "/usr/include/wine/wine/windows";

fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl(format!("{WINE}/textstor.idl"))
        .idl(format!("{WINE}/msctf.idl"))
        // Windows' own msctf.h turns these two names into macros, which the metadata has kept.
        .allow_drift("ITfMessagePump")
        // Wine's IDL misses a `*` here: see `msctf.h` of Windows.
        .allow_drift("IEnumTfUIElements::Next")
        .callback("ITextStoreACPSink")
        .callback("ITfEditSession")
        .callback("ITfKeyEventSink")
        .implement("ITextStoreACP")
        .non_null("ITfKeyEventSink::*.pic")
        .compile()
}
