fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("idl/camera.idl")
        .callback("IFrameSink2")
        .callback("_ICameraEvents")
        .compile()
}
