//! Generated code in a crate.

/// Includes the bindings that a build script made with `comidl_codegen::Builder`: the file in `OUT_DIR`
/// with the name of the first IDL file, `vendor` for `idl/vendor.idl`.
///
/// The items are public, in the module of the macro call. A module of their own keeps them apart from
/// others:
///
/// ```ignore
/// pub mod vendor {
///     comidl::include_idl!("vendor");
/// }
///
/// use vendor::IVendorDevice;
/// ```
///
/// The package needs `windows-core` among its dependencies, and `windows-link` where the IDL
/// declares functions. The code causes no warnings, whatever lints the crate has.
///
/// Compilation fails without a build script, since there is no `OUT_DIR`, and if the file is missing.
#[macro_export]
macro_rules! include_idl {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
