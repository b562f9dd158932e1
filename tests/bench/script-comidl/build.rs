fn main() -> Result<(), comidl_codegen::Failed> {
    let out = std::env::var("OUT_DIR").expect("cargo names a folder");
    comidl_codegen::Builder::new()
        .idl("../../../idl/DeliveryOptimization.idl")
        .emit_winmd(format!("{out}/DeliveryOptimization.winmd"))
        .compile()
}
