//! The errors of IDispatch, from `winerror.h`.

use windows_core::HRESULT;

macro_rules! codes {
    ($($name:ident $code:literal)*) => {
        $(pub(super) const $name: HRESULT = HRESULT($code as i32);)*
    };
}

codes! {
    DISP_E_UNKNOWNINTERFACE 0x8002_0001_u32
    DISP_E_MEMBERNOTFOUND 0x8002_0003_u32
    DISP_E_PARAMNOTFOUND 0x8002_0004_u32
    DISP_E_TYPEMISMATCH 0x8002_0005_u32
    DISP_E_UNKNOWNNAME 0x8002_0006_u32
    DISP_E_EXCEPTION 0x8002_0009_u32
    DISP_E_BADINDEX 0x8002_000B_u32
    DISP_E_BADPARAMCOUNT 0x8002_000E_u32
    DISP_E_PARAMNOTOPTIONAL 0x8002_000F_u32
}

// Where the system converts, it returns these.
#[cfg(any(test, not(windows)))]
codes! {
    DISP_E_BADVARTYPE 0x8002_0008_u32
    DISP_E_OVERFLOW 0x8002_000A_u32
}
