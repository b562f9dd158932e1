//! The part of BITS that `idl/DeliveryOptimization.idl` has, made by windows-bindgen.

/// Writes the bindings of the BITS interfaces, and of all that they refer to, to a file.
pub fn bindings(output: &str) {
    windows_bindgen::builder()
        .output(output)
        .flat()
        .filters(INTERFACES)
        .write();
}

const INTERFACES: [&str; 17] = [
    "IBackgroundCopyCallback",
    "IBackgroundCopyCallback2",
    "IBackgroundCopyCallback3",
    "IBackgroundCopyError",
    "IBackgroundCopyFile",
    "IBackgroundCopyFile2",
    "IBackgroundCopyFile3",
    "IBackgroundCopyFile4",
    "IBackgroundCopyFile5",
    "IBackgroundCopyJob",
    "IBackgroundCopyJob2",
    "IBackgroundCopyJob3",
    "IBackgroundCopyJob4",
    "IBackgroundCopyJob5",
    "IBackgroundCopyManager",
    "IEnumBackgroundCopyFiles",
    "IEnumBackgroundCopyJobs",
];
