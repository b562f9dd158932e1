//! Generated code in a crate.

/// Brings in what a build script made of IDL with `comidl_codegen::Builder`: the file in `OUT_DIR`
/// that is named after the first IDL file, `vendor` for `idl/vendor.idl`.
///
/// The items are public and stand in the module where the macro is; give them one of their own
/// to keep them apart:
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
/// declares functions. The code brings no warnings along, whatever lints the crate has.
///
/// Without a build script there is no `OUT_DIR`, which is an error of the compiler; so is a file
/// that isn't there.
#[macro_export]
macro_rules! include_idl {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
