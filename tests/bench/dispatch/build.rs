fn main() -> Result<(), comidl_codegen::Failed> {
    comidl_codegen::Builder::new()
        .idl("adder.idl")
        .idl("oleaut32.idl")
        .filter("IAdder")
        .filter("ITypeLib")
        .filter("LoadTypeLib")
        .filter("DispInvoke")
        .callback("IAdder")
        .compile()
}
