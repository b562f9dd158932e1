//! `BSTR`. `windows-core` has the type on Windows alone, since only OLE's allocator may make one. Elsewhere
//! bindings with callbacks take that of the runtime, and others bring their own, so that a program builds and
//! its tests run on any host. Both have C's memory: a string of one may be released by the other.

use super::code::Code;
use super::template::rust;

/// Writes the type's name, for bindings that depend on the runtime.
pub(super) fn write_use(code: &mut Code) {
    rust!(code, "pub use ::comidl::BSTR;");
}

/// Writes the type. Bindings that name `BSTR` have it once.
pub(super) fn write(code: &mut Code) {
    rust!(
        code,
        "
        #[cfg(not(windows))]
        pub use bstr__::BSTR;
        #[cfg(windows)]
        pub use windows_core::BSTR;
        #[cfg(not(windows))]
        mod bstr__ {
            extern crate std;
            use std::string::{FromUtf16Error, String};
            use std::vec::Vec;

            unsafe extern \"C\" {
                fn malloc(size: usize) -> *mut core::ffi::c_void;
                fn free(memory: *mut core::ffi::c_void);
            }
            /// A length-prefixed wide string, as OLE lays it out, in C's memory: the length in bytes, the
            /// characters, to whose first it points, and a null character.
            #[repr(transparent)]
            pub struct BSTR(*const u16);
            impl BSTR {
                /// An empty string, which is a null pointer.
                pub const fn new() -> Self {
                    Self(core::ptr::null())
                }
                /// A copy of `value`.
                pub fn from_wide(value: &[u16]) -> Self {
                    if value.is_empty() {
                        return Self::new();
                    }
                    let length = u32::try_from(2 * value.len()).expect(\"a BSTR has less than 4 GiB\");
                    unsafe {
                        let start = malloc(2 * value.len() + 6);
                        assert!(!start.is_null(), \"there is memory for a BSTR\");
                        start.cast::<u32>().write(length);
                        let text = start.byte_add(4).cast::<u16>();
                        text.copy_from_nonoverlapping(value.as_ptr(), value.len());
                        text.add(value.len()).write(0);
                        Self(text)
                    }
                }
                /// Takes over a string that `into_raw` gave away.
                ///
                /// # Safety
                ///
                /// `raw` is null or such a string, and nobody else's.
                pub unsafe fn from_raw(raw: *const u16) -> Self {
                    Self(raw)
                }
                /// Gives the string away.
                pub fn into_raw(self) -> *const u16 {
                    core::mem::ManuallyDrop::new(self).0
                }
                /// The text, with what is no Unicode replaced.
                pub fn display(&self) -> impl core::fmt::Display + '_ {
                    String::from_utf16_lossy(self)
                }
            }
            impl core::ops::Deref for BSTR {
                type Target = [u16];
                fn deref(&self) -> &[u16] {
                    const EMPTY: [u16; 1] = [0];
                    if self.0.is_null() {
                        return &EMPTY[..0];
                    }
                    unsafe {
                        let bytes = self.0.cast::<u32>().sub(1).read();
                        core::slice::from_raw_parts(self.0, bytes as usize / 2)
                    }
                }
            }
            impl Drop for BSTR {
                fn drop(&mut self) {
                    if !self.0.is_null() {
                        unsafe { free(self.0.byte_sub(4).cast_mut().cast()) }
                    }
                }
            }
            impl Clone for BSTR {
                fn clone(&self) -> Self {
                    Self::from_wide(self)
                }
            }
            impl Default for BSTR {
                fn default() -> Self {
                    Self::new()
                }
            }
            impl core::fmt::Debug for BSTR {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    write!(f, \"{}\", self.display())
                }
            }
            impl PartialEq for BSTR {
                fn eq(&self, other: &Self) -> bool {
                    **self == **other
                }
            }
            impl Eq for BSTR {}
            impl<T: AsRef<str> + ?Sized> PartialEq<T> for BSTR {
                fn eq(&self, other: &T) -> bool {
                    self.iter().copied().eq(other.as_ref().encode_utf16())
                }
            }
            impl From<&str> for BSTR {
                fn from(value: &str) -> Self {
                    let value: Vec<u16> = value.encode_utf16().collect();
                    Self::from_wide(&value)
                }
            }
            impl From<String> for BSTR {
                fn from(value: String) -> Self {
                    value.as_str().into()
                }
            }
            impl TryFrom<&BSTR> for String {
                type Error = FromUtf16Error;
                fn try_from(value: &BSTR) -> Result<Self, Self::Error> {
                    Self::from_utf16(value)
                }
            }
            impl windows_core::imp::TypeKind for BSTR {
                type TypeKind = windows_core::imp::CloneType;
            }
        }
        "
    );
}
