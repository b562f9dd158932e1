//! The codes of COM and Win32 that servers return.
//!
//! Source: `winerror.h`.

use super::{Known, known};

/// Sorted by code.
#[rustfmt::skip]
pub(super) static CODES: &[Known] = &[
    known(0x8000_4001, "E_NOTIMPL", "this isn't implemented"),
    known(0x8000_4002, "E_NOINTERFACE", "the object doesn't have this interface"),
    known(0x8000_4003, "E_POINTER", "a pointer is null that mustn't be"),
    known(0x8000_4004, "E_ABORT", "the operation was ended early"),
    known(0x8000_4005, "E_FAIL", "it failed, for a reason that no code describes"),
    known(0x8000_FFFF, "E_UNEXPECTED", "something happened that nobody expected; from a callback, a panic"),
    known(0x8001_0004, "RPC_E_CANTCALLOUT_INASYNCCALL", "no call may be made from inside an asynchronous call"),
    known(0x8001_0007, "RPC_E_SERVER_DIED", "the service ended during the call"),
    known(0x8001_0012, "RPC_E_SERVER_DIED_DNE", "the service ended before the call was carried out"),
    known(0x8001_0105, "RPC_E_SERVERFAULT", "the service failed in the middle of the call"),
    known(0x8001_0106, "RPC_E_CHANGED_MODE", "the thread is in an apartment of another kind already"),
    known(0x8001_0108, "RPC_E_DISCONNECTED", "the object is gone from the service that had it"),
    known(0x8001_010D, "RPC_E_CANTCALLOUT_ININPUTSYNCCALL", "no call may be made while a message is being sent"),
    known(0x8001_010E, "RPC_E_WRONG_THREAD", "the interface belongs to another apartment"),
    known(0x8001_0119, "RPC_E_TOO_LATE", "the security of the process was settled before"),
    known(0x8004_0110, "CLASS_E_NOAGGREGATION", "the class can't be part of another object"),
    known(0x8004_0111, "CLASS_E_CLASSNOTAVAILABLE", "the server doesn't have this class"),
    known(0x8004_0154, "REGDB_E_CLASSNOTREG", "the class isn't registered: the service isn't installed on this system"),
    known(0x8004_0155, "REGDB_E_IIDNOTREG", "the interface isn't registered, so it can't be marshaled"),
    known(0x8004_01F0, "CO_E_NOTINITIALIZED", "the thread has not joined an apartment"),
    known(0x8004_01F3, "CO_E_CLASSSTRING", "the class identifier isn't well formed"),
    known(0x8007_0002, "ERROR_FILE_NOT_FOUND", "the file isn't there"),
    known(0x8007_0003, "ERROR_PATH_NOT_FOUND", "the folder isn't there"),
    known(0x8007_0005, "E_ACCESSDENIED", "access is denied"),
    known(0x8007_0006, "E_HANDLE", "the handle isn't valid"),
    known(0x8007_000E, "E_OUTOFMEMORY", "there isn't enough memory"),
    known(0x8007_0020, "ERROR_SHARING_VIOLATION", "another process has the file open"),
    known(0x8007_0050, "ERROR_FILE_EXISTS", "the file exists already"),
    known(0x8007_0057, "E_INVALIDARG", "an argument isn't valid"),
    known(0x8007_0070, "ERROR_DISK_FULL", "the disk is full"),
    known(0x8007_007B, "ERROR_INVALID_NAME", "the name of the file, folder or volume isn't valid"),
    known(0x8007_00B7, "ERROR_ALREADY_EXISTS", "it exists already"),
    known(0x8007_0422, "ERROR_SERVICE_DISABLED", "the service is disabled, or can't be started"),
    known(0x8007_0426, "ERROR_SERVICE_NOT_ACTIVE", "the service isn't running"),
    known(0x8007_0490, "ERROR_NOT_FOUND", "the element isn't there"),
    known(0x8007_04CF, "ERROR_NETWORK_UNREACHABLE", "the network can't be reached"),
    known(0x8007_06BA, "RPC_S_SERVER_UNAVAILABLE", "the service can't be reached"),
    known(0x8007_06BE, "RPC_S_CALL_FAILED", "the call to the service failed"),
    known(0x8007_2EE2, "ERROR_INTERNET_TIMEOUT", "the server took too long to answer"),
    known(0x8007_2EE7, "ERROR_INTERNET_NAME_NOT_RESOLVED", "the name of the server can't be resolved"),
    known(0x8007_2EFD, "ERROR_INTERNET_CANNOT_CONNECT", "no connection to the server could be made"),
    known(0x8007_2EFE, "ERROR_INTERNET_CONNECTION_ABORTED", "the connection to the server was cut"),
    known(0x8008_0005, "CO_E_SERVER_EXEC_FAILURE", "the server of the class could not be started"),
];
