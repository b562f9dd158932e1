fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("idl/camera.idl")
        // The program calls and implements it, though the IDL only passes it on.
        .implement("IStream")
        .implement("ICamera3")
        .callback("IFrameSink2")
        .callback("_ICameraEvents")
        .compile()
}
