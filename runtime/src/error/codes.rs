//! The codes that are known by name, with what they mean.
//!
//! Sources: the Delivery Optimization reference for `DO_E_…`, the Win32 metadata's constants for
//! `BG_E_…` (a test holds these against it), `winerror.h` for the rest.

use windows_core::HRESULT;

/// A code with its name and its meaning.
pub(super) struct Known {
    code: u32,
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
}

/// The known code, if it is one.
pub(super) fn find(code: HRESULT) -> Option<&'static Known> {
    let index = KNOWN.binary_search_by_key(&(code.0 as u32), |known| known.code);
    index.ok().map(|index| &KNOWN[index])
}

const fn known(code: u32, name: &'static str, meaning: &'static str) -> Known {
    Known {
        code,
        name,
        meaning,
    }
}

/// By code.
#[rustfmt::skip]
static KNOWN: &[Known] = &[
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
    known(0x8019_0064, "BG_E_HTTP_ERROR_100", "the server answered 100: continue"),
    known(0x8019_0065, "BG_E_HTTP_ERROR_101", "the server answered 101: switching protocols"),
    known(0x8019_00C8, "BG_E_HTTP_ERROR_200", "the server answered 200: OK, where something else was needed"),
    known(0x8019_00C9, "BG_E_HTTP_ERROR_201", "the server answered 201: created"),
    known(0x8019_00CA, "BG_E_HTTP_ERROR_202", "the server answered 202: accepted"),
    known(0x8019_00CB, "BG_E_HTTP_ERROR_203", "the server answered 203: partial information"),
    known(0x8019_00CC, "BG_E_HTTP_ERROR_204", "the server answered 204: no content"),
    known(0x8019_00CD, "BG_E_HTTP_ERROR_205", "the server answered 205: reset content"),
    known(0x8019_00CE, "BG_E_HTTP_ERROR_206", "the server answered 206: partial content"),
    known(0x8019_012C, "BG_E_HTTP_ERROR_300", "the server answered 300: several choices"),
    known(0x8019_012D, "BG_E_HTTP_ERROR_301", "the server answered 301: moved for good"),
    known(0x8019_012E, "BG_E_HTTP_ERROR_302", "the server answered 302: found elsewhere"),
    known(0x8019_012F, "BG_E_HTTP_ERROR_303", "the server answered 303: see other"),
    known(0x8019_0130, "BG_E_HTTP_ERROR_304", "the server answered 304: not modified"),
    known(0x8019_0131, "BG_E_HTTP_ERROR_305", "the server answered 305: only through a proxy"),
    known(0x8019_0133, "BG_E_HTTP_ERROR_307", "the server answered 307: moved for now"),
    known(0x8019_0190, "BG_E_HTTP_ERROR_400", "the server answered 400: bad request"),
    known(0x8019_0191, "BG_E_HTTP_ERROR_401", "the server answered 401: not authorized"),
    known(0x8019_0192, "BG_E_HTTP_ERROR_402", "the server answered 402: payment required"),
    known(0x8019_0193, "BG_E_HTTP_ERROR_403", "the server answered 403: forbidden"),
    known(0x8019_0194, "BG_E_HTTP_ERROR_404", "the server answered 404: not found"),
    known(0x8019_0195, "BG_E_HTTP_ERROR_405", "the server answered 405: the method isn't allowed"),
    known(0x8019_0196, "BG_E_HTTP_ERROR_406", "the server answered 406: not acceptable"),
    known(0x8019_0197, "BG_E_HTTP_ERROR_407", "the server answered 407: the proxy wants authentication"),
    known(0x8019_0198, "BG_E_HTTP_ERROR_408", "the server answered 408: the request took too long"),
    known(0x8019_0199, "BG_E_HTTP_ERROR_409", "the server answered 409: conflict"),
    known(0x8019_019A, "BG_E_HTTP_ERROR_410", "the server answered 410: gone"),
    known(0x8019_019B, "BG_E_HTTP_ERROR_411", "the server answered 411: the length is required"),
    known(0x8019_019C, "BG_E_HTTP_ERROR_412", "the server answered 412: a precondition failed"),
    known(0x8019_019D, "BG_E_HTTP_ERROR_413", "the server answered 413: the request is too large"),
    known(0x8019_019E, "BG_E_HTTP_ERROR_414", "the server answered 414: the URL is too long"),
    known(0x8019_019F, "BG_E_HTTP_ERROR_415", "the server answered 415: the media type isn't supported"),
    known(0x8019_01A0, "BG_E_HTTP_ERROR_416", "the server answered 416: the range can't be satisfied"),
    known(0x8019_01A1, "BG_E_HTTP_ERROR_417", "the server answered 417: the expectation failed"),
    known(0x8019_01C1, "BG_E_HTTP_ERROR_449", "the server answered 449: retry with what is missing"),
    known(0x8019_01F4, "BG_E_HTTP_ERROR_500", "the server answered 500: an error in the server"),
    known(0x8019_01F5, "BG_E_HTTP_ERROR_501", "the server answered 501: not implemented"),
    known(0x8019_01F6, "BG_E_HTTP_ERROR_502", "the server answered 502: bad gateway"),
    known(0x8019_01F7, "BG_E_HTTP_ERROR_503", "the server answered 503: the service isn't available"),
    known(0x8019_01F8, "BG_E_HTTP_ERROR_504", "the server answered 504: the gateway took too long"),
    known(0x8019_01F9, "BG_E_HTTP_ERROR_505", "the server answered 505: the HTTP version isn't supported"),
    known(0x8020_0001, "BG_E_NOT_FOUND", "there is no such job"),
    known(0x8020_0002, "BG_E_INVALID_STATE", "the state of the job doesn't allow this"),
    known(0x8020_0003, "BG_E_EMPTY", "the job has no files"),
    known(0x8020_0004, "BG_E_FILE_NOT_AVAILABLE", "there is no file: the error is about something else"),
    known(0x8020_0005, "BG_E_PROTOCOL_NOT_AVAILABLE", "there is no protocol: the error is about something else"),
    known(0x8020_0007, "BG_E_ERROR_CONTEXT_UNKNOWN", "the error came from an unknown place"),
    known(0x8020_0008, "BG_E_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER", "the error came from the queue manager"),
    known(0x8020_0009, "BG_E_ERROR_CONTEXT_LOCAL_FILE", "the error came while the local file was worked on"),
    known(0x8020_000A, "BG_E_ERROR_CONTEXT_REMOTE_FILE", "the error came while the remote file was worked on"),
    known(0x8020_000B, "BG_E_ERROR_CONTEXT_GENERAL_TRANSPORT", "the error came from the transport"),
    known(0x8020_000C, "BG_E_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION", "the error came while a notification was being sent"),
    known(0x8020_000D, "BG_E_DESTINATION_LOCKED", "the volume of the local file is locked"),
    known(0x8020_000E, "BG_E_VOLUME_CHANGED", "the volume of the local file isn't the one it was"),
    known(0x8020_000F, "BG_E_ERROR_INFORMATION_UNAVAILABLE", "there is no error: the job is in no error state"),
    known(0x8020_0010, "BG_E_NETWORK_DISCONNECTED", "no network is connected"),
    known(0x8020_0011, "BG_E_MISSING_FILE_SIZE", "the server didn't tell the size of the file"),
    known(0x8020_0012, "BG_E_INSUFFICIENT_HTTP_SUPPORT", "the server doesn't support HTTP 1.1"),
    known(0x8020_0013, "BG_E_INSUFFICIENT_RANGE_SUPPORT", "the server doesn't support ranges as they are needed"),
    known(0x8020_0014, "BG_E_REMOTE_NOT_SUPPORTED", "the service can't be used from another computer"),
    known(0x8020_0015, "BG_E_NEW_OWNER_DIFF_MAPPING", "the new owner has another drive behind the letter"),
    known(0x8020_0016, "BG_E_NEW_OWNER_NO_FILE_ACCESS", "the new owner has no access to the local files"),
    known(0x8020_0018, "BG_E_PROXY_LIST_TOO_LARGE", "the list of proxies is longer than 32 KB"),
    known(0x8020_0019, "BG_E_PROXY_BYPASS_LIST_TOO_LARGE", "the list of hosts without a proxy is longer than 32 KB"),
    known(0x8020_001B, "BG_E_INVALID_SERVER_RESPONSE", "the server's answer is not valid"),
    known(0x8020_001C, "BG_E_TOO_MANY_FILES", "the job can't take another file"),
    known(0x8020_001D, "BG_E_LOCAL_FILE_CHANGED", "the local file was changed during the transfer"),
    known(0x8020_001E, "BG_E_ERROR_CONTEXT_REMOTE_APPLICATION", "the error came from the program on the server"),
    known(0x8020_001F, "BG_E_SESSION_NOT_FOUND", "the upload's session isn't there any more"),
    known(0x8020_0020, "BG_E_TOO_LARGE", "the file is too large for the server"),
    known(0x8020_0021, "BG_E_STRING_TOO_LONG", "the text is too long"),
    known(0x8020_0022, "BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH", "client and server have no version of the protocol in common"),
    known(0x8020_0023, "BG_E_SERVER_EXECUTE_ENABLE", "the server's folder allows scripts or programs to run, so it takes no uploads"),
    known(0x8020_0024, "BG_E_NO_PROGRESS", "nothing arrived for as long as the job may wait"),
    known(0x8020_0025, "BG_E_USERNAME_TOO_LARGE", "the user name is too long"),
    known(0x8020_0026, "BG_E_PASSWORD_TOO_LARGE", "the password is too long"),
    known(0x8020_0027, "BG_E_INVALID_AUTH_TARGET", "the target of the credentials is not known"),
    known(0x8020_0028, "BG_E_INVALID_AUTH_SCHEME", "the scheme of the credentials is not known"),
    known(0x8020_0029, "BG_E_FILE_NOT_FOUND", "the job has no such file"),
    known(0x8020_002B, "BG_E_INVALID_RANGE", "a range begins or ends outside of the file"),
    known(0x8020_002C, "BG_E_OVERLAPPING_RANGES", "ranges overlap"),
    known(0x8020_002D, "BG_E_CONNECT_FAILURE", "no connection to the server could be made"),
    known(0x8020_002E, "BG_E_CONNECTION_CLOSED", "the server closed the connection"),
    known(0x8020_003E, "BG_E_BLOCKED_BY_POLICY", "policy keeps the job from running at this time"),
    known(0x8020_003F, "BG_E_INVALID_PROXY_INFO", "the proxy settings aren't valid"),
    known(0x8020_0040, "BG_E_INVALID_CREDENTIALS", "the credentials aren't well formed"),
    known(0x8020_0041, "BG_E_INVALID_HASH_ALGORITHM", "the hash algorithm is not known"),
    known(0x8020_0042, "BG_E_RECORD_DELETED", "the record in the cache was deleted"),
    known(0x8020_0043, "BG_E_COMMIT_IN_PROGRESS", "another thread is changing the job"),
    known(0x8020_0044, "BG_E_DISCOVERY_IN_PROGRESS", "the search for peers isn't over"),
    known(0x8020_0045, "BG_E_UPNP_ERROR", "a gateway's UPnP reported an error"),
    known(0x8020_0046, "BG_E_TEST_OPTION_BLOCKED_DOWNLOAD", "an option for tests blocks downloads"),
    known(0x8020_0047, "BG_E_PEERCACHING_DISABLED", "peer caching is off"),
    known(0x8020_0048, "BG_E_BUSYCACHERECORD", "the record in the cache is in use"),
    known(0x8020_0049, "BG_E_TOO_MANY_JOBS_PER_USER", "the user has as many jobs as policy allows"),
    known(0x8020_0050, "BG_E_TOO_MANY_JOBS_PER_MACHINE", "the computer has as many jobs as policy allows"),
    known(0x8020_0051, "BG_E_TOO_MANY_FILES_IN_JOB", "the job has as many files as policy allows"),
    known(0x8020_0052, "BG_E_TOO_MANY_RANGES_IN_FILE", "the file has as many ranges as policy allows"),
    known(0x8020_0053, "BG_E_VALIDATION_FAILED", "the program found the file not valid"),
    known(0x8020_0054, "BG_E_MAXDOWNLOAD_TIMEOUT", "the job took longer than it may"),
    known(0x8020_0056, "BG_E_TOKEN_REQUIRED", "this takes a helper token of the job's owner"),
    known(0x8020_0057, "BG_E_UNKNOWN_PROPERTY_ID", "there is no such property"),
    known(0x8020_0058, "BG_E_READ_ONLY_PROPERTY", "the property can only be read"),
    known(0x8020_0059, "BG_E_BLOCKED_BY_COST_TRANSFER_POLICY", "the connection costs more than the job's policy allows"),
    known(0x8020_0060, "BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY", "only downloads have this property"),
    known(0x8020_0061, "BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE", "the property can't be changed once the job has a file"),
    known(0x8020_0062, "BG_E_READ_ONLY_PROPERTY_AFTER_RESUME", "the property can't be changed once the job was resumed"),
    known(0x8020_0063, "BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE", "the limit of the download's size isn't valid"),
    known(0x8020_0064, "BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED", "the download is larger than its limit"),
    known(0x8020_0065, "BG_E_STANDBY_MODE", "the computer is in standby"),
    known(0x8020_0066, "BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED", "stored credentials can't be used for this target"),
    known(0x8020_0067, "BG_E_BLOCKED_BY_BATTERY_POLICY", "policy keeps the job from running on battery"),
    known(0x8020_0068, "BG_E_BLOCKED_BY_BATTERY_SAVER", "the battery saver keeps the job from running"),
    known(0x8020_0069, "BG_E_WATCHDOG_TIMEOUT", "the service's watchdog ended the job's work"),
    known(0x8020_006A, "BG_E_APP_PACKAGE_NOT_FOUND", "the app's package isn't there"),
    known(0x8020_006B, "BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED", "the app's package can't be used like this"),
    known(0x8020_006C, "BG_E_DATABASE_CORRUPT", "the service's database is damaged"),
    known(0x8020_006D, "BG_E_RANDOM_ACCESS_NOT_SUPPORTED", "the server doesn't support the random access that the job needs"),
    known(0x8020_006E, "BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY", "policy keeps the app from working in the background"),
    known(0x8020_006F, "BG_E_BLOCKED_BY_GAME_MODE", "game mode keeps the job from running"),
    known(0x8020_0070, "BG_E_BLOCKED_BY_SYSTEM_POLICY", "the system's policy keeps the job from running"),
    known(0x8020_0071, "BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD", "this can't be had together with an HTTP method of the job's own"),
    known(0x8020_0072, "BG_E_UNSUPPORTED_JOB_CONFIGURATION", "the job's settings can't be had together"),
    known(0x8020_0073, "BG_E_REMOTE_FILE_CHANGED", "the remote file changed during the transfer"),
    known(0x8020_0074, "BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED", "this takes the callback that checks the server's certificate"),
    known(0x8020_0075, "BG_E_READ_ONLY_WHEN_JOB_ACTIVE", "the property can't be changed while the job runs"),
    known(0x8020_0076, "BG_E_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK", "the error came from the callback that checks the server's certificate"),
    known(0x80D0_1001, "DO_E_NO_SERVICE", "Delivery Optimization can't provide its service now"),
    known(0x80D0_2002, "DO_E_DOWNLOAD_NO_PROGRESS", "nothing arrived for as long as the download may wait"),
    known(0x80D0_2003, "DO_E_JOB_NOT_FOUND", "there is no such job"),
    known(0x80D0_2004, "DO_E_JOB_EMPTY", "the job has no files"),
    known(0x80D0_2005, "DO_E_NO_DOWNLOADS", "there are no downloads"),
    known(0x80D0_200B, "DO_E_MEMORYSTREAM_DOWNLOAD_NOT_SUPPORTED", "a download into memory isn't supported here"),
    known(0x80D0_200C, "DO_E_JOB_TOO_OLD", "the job is older than a job may become"),
    known(0x80D0_200D, "DO_E_LOCALPATH_NOT_SET", "the local path was not set"),
    known(0x80D0_2010, "DO_E_FILE_NOT_AVAILABLE", "there is no file: the error is about something else"),
    known(0x80D0_2011, "DO_E_UNKNOWN_PROPERTY_ID", "there is no such property"),
    known(0x80D0_2012, "DO_E_READ_ONLY_PROPERTY", "the property can only be read"),
    known(0x80D0_2013, "DO_E_INVALID_STATE", "the state of the job or download doesn't allow this"),
    known(0x80D0_2014, "DO_E_ERROR_INFORMATION_UNAVAILABLE", "there is no error: the job is in no error state"),
    known(0x80D0_2015, "DO_E_WRITE_ONLY_PROPERTY", "the property can only be written"),
    known(0x80D0_2016, "DO_E_INTEGRITYCHECKINFO_UNSPECIFIED", "the file's integrity must be checked, and the property that says how was not set"),
    known(0x80D0_2017, "DO_E_INTEGRITYCHECKINFO_UNAVAILABLE", "the file's integrity must be checked, and what says how can't be had"),
    known(0x80D0_2018, "DO_E_FILE_DOWNLOADSINK_UNSPECIFIED", "where the file is written to was not set"),
    known(0x80D0_2019, "DO_E_FILE_DOWNLOADSINK_ALREADY_SET", "where the file is written to was set before"),
    known(0x80D0_201A, "DO_E_FILE_SIZE_UNKNOWN_HTTP_200", "the server answered 200 without the size of the file"),
    known(0x80D0_201B, "DO_E_FILE_ENCRYPTION_EXPECTED", "the file should be encrypted, and isn't"),
    known(0x80D0_201C, "DO_E_FILE_SIZE_UNKNOWN_HTTP_206", "the server answered 206 without the size of the file"),
    known(0x80D0_201D, "DO_E_FILE_SIZE_UNKNOWN_HTTP_2XX", "the server answered another 2xx without the size of the file"),
    known(0x80D0_201E, "DO_E_NETWORK_ACCESS_CONSENT_NEEDED", "the user has to agree to the use of the network"),
    known(0x80D0_2200, "DO_E_DOWNLOAD_NO_URI", "the download has no URI"),
    known(0x80D0_2201, "DO_E_DOWNLOAD_NO_CONTENT_ID", "the download has no content id"),
    known(0x80D0_2202, "DO_E_INVALID_CONTENT_ID", "the content id isn't valid"),
    known(0x80D0_2203, "DO_E_DOWNLOAD_RANGES_UNEXPECTED", "the download was given ranges that it can't have"),
    known(0x80D0_2204, "DO_E_DOWNLOAD_RANGES_EXPECTED", "the download needs ranges, and was given none"),
    known(0x80D0_3001, "DO_E_NO_DOWNLOAD_PARTICIPATION", "this computer may not take part in peer-to-peer downloads"),
    known(0x80D0_3002, "DO_E_NO_DOWNLOAD_EXTSETTINGS", "the settings for the download aren't there"),
    known(0x80D0_3801, "DO_E_BLOCKED_BY_COST_TRANSFER_POLICY", "the connection costs more than the policy allows"),
    known(0x80D0_3802, "DO_E_DOWNLOADMODE_SET_BY_CP", "the content provider decides the download mode"),
    known(0x80D0_3803, "DO_E_BLOCKED_BY_CELLULAR_POLICY", "policy keeps downloads off cellular connections"),
    known(0x80D0_3804, "DO_E_BLOCKED_BY_POWER_STATE", "the power state keeps the download from running"),
    known(0x80D0_3805, "DO_E_BLOCKED_BY_NO_NETWORK", "no network is connected"),
    known(0x80D0_3806, "DO_E_DOWNLOADMODE_SET_BY_POLICY", "policy decides the download mode"),
    known(0x80D0_3807, "DO_E_BLOCKED_BY_VPN_POLICY", "policy keeps downloads off the VPN"),
    known(0x80D0_3808, "DO_E_BLOCKED_BY_CRITICAL_MEMORY_USAGE", "the computer is short of memory"),
    known(0x80D0_3809, "DO_E_DOWNLOADMODE_SET_BY_CACHE_ABSENCE", "there is no cache, which decides the download mode"),
    known(0x80D0_380A, "DO_E_CLOUD_SERVICES_UNREACHABLE", "the service in the cloud can't be reached"),
    known(0x80D0_380D, "DO_E_UNEXPECTED_HTTP_STATUS_2XX", "the server answered with a 2xx that isn't expected"),
    known(0x80D0_5001, "DO_E_HTTP_BLOCKSIZE_MISMATCH", "the server sent more or fewer bytes than it was asked for"),
    known(0x80D0_5002, "DO_E_HTTP_CERT_VALIDATION", "the server's certificate isn't valid"),
    known(0x80D0_5010, "DO_E_INVALID_RANGE", "a range isn't valid"),
    known(0x80D0_5011, "DO_E_INSUFFICIENT_RANGE_SUPPORT", "the server doesn't support ranges as they are needed"),
    known(0x80D0_5012, "DO_E_OVERLAPPING_RANGES", "ranges overlap"),
    known(0x80D0_6802, "DO_E_FATAL_CORE_ERROR", "the service had an error inside that it can't recover from"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_in_order_and_names_no_code_twice() {
        assert!(KNOWN.is_sorted_by(|one, next| one.code < next.code));
        let names: HashSet<_> = KNOWN.iter().map(|known| known.name).collect();
        assert_eq!(names.len(), KNOWN.len());
    }

    #[test]
    fn each_code_is_a_failure_and_says_what_it_means() {
        for known in KNOWN {
            assert!(HRESULT(known.code as i32).is_err(), "{}", known.name);
            assert!(!known.meaning.is_empty(), "{}", known.name);
        }
    }

    /// The oracle: the constants of the Win32 metadata, by name. It has no Delivery Optimization.
    #[test]
    fn each_code_is_what_the_win32_metadata_says() {
        use windows_metadata::Value;
        use windows_metadata::reader::{File, Index, Item};

        let metadata = Index::new(vec![File::new(windows_default::WIN32.to_vec()).unwrap()]);
        let value_of = |name: &str| {
            let item = metadata.get_item("Windows.Win32", name).next()?;
            let Item::Const(field) = item else {
                return None;
            };
            match field.constant()?.value() {
                Value::I32(value) => Some(value as u32),
                Value::U32(value) => Some(value),
                _ => None,
            }
        };
        for known in KNOWN
            .iter()
            .filter(|known| !known.name.starts_with("DO_E_"))
        {
            let value = value_of(known.name).unwrap_or_else(|| panic!("no {}", known.name));
            // What isn't a failure by itself is an error of Win32.
            let code = if HRESULT(value as i32).is_err() {
                value
            } else {
                0x8007_0000 | value
            };
            assert_eq!(code, known.code, "{}", known.name);
        }
    }

    #[test]
    fn finds_the_first_the_last_and_none_between() {
        let (first, last) = (&KNOWN[0], &KNOWN[KNOWN.len() - 1]);
        assert_eq!(
            find(HRESULT(first.code as i32)).map(|known| known.name),
            Some(first.name)
        );
        assert_eq!(
            find(HRESULT(last.code as i32)).map(|known| known.name),
            Some(last.name)
        );
        assert!(find(HRESULT(0x8123_4567_u32 as i32)).is_none());
    }
}
