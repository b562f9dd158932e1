fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("../windows/idl/press.idl")
        .callback("IPress*")
        .callback("ITape")
        .non_null("I*")
        .compile()
}
