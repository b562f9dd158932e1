fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("../windows/idl/press.idl")
        .callback("IPress*")
        .callback("ITape")
        // The program calls and implements it, though the IDL only passes it on.
        .implement("IStream")
        .non_null("I*")
        .windows_bindgen(["--flat", "--filter", "IPress"])
        .compile()
}
