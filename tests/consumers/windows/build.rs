fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("idl/press.idl")
        .windows("0.62")
        .callback("I*")
        .callback("DPanelEvents")
        .non_null("I*")
        .compile()
}
