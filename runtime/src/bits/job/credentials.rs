//! The credentials of a job, for servers and proxies: `IBackgroundCopyJob2`.

use super::super::Job;
use crate::Result;
use crate::bindings::*;
use crate::service::call::{check, slot};
use crate::service::open_enum::open_enum;
use crate::service::text::WideString;
use std::fmt;
use std::ptr::null_mut;
use windows_core::{Interface, PWSTR};

open_enum! {
    /// The target of credentials.
    AuthTarget of BG_AUTH_TARGET {
        /// The server.
        Server = BG_AUTH_TARGET_SERVER,
        /// The proxy.
        Proxy = BG_AUTH_TARGET_PROXY,
    }
}

open_enum! {
    /// The scheme by which credentials are sent.
    AuthScheme of BG_AUTH_SCHEME {
        /// In clear text.
        Basic = BG_AUTH_SCHEME_BASIC,
        /// As a digest.
        Digest = BG_AUTH_SCHEME_DIGEST,
        /// By NTLM.
        Ntlm = BG_AUTH_SCHEME_NTLM,
        /// By what client and server agree on: Kerberos or NTLM.
        Negotiate = BG_AUTH_SCHEME_NEGOTIATE,
        /// By Passport.
        Passport = BG_AUTH_SCHEME_PASSPORT,
    }
}

/// A name and a password, for a target and a scheme (`BG_AUTH_CREDENTIALS`).
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The target.
    pub target: AuthTarget,
    /// The scheme.
    pub scheme: AuthScheme,
    /// The user; `None`, with NTLM and Negotiate, for the one who is logged on.
    pub user_name: Option<String>,
    /// The password.
    pub password: Option<String>,
}

/// Leaves the password out.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("target", &self.target)
            .field("scheme", &self.scheme)
            .field("user_name", &self.user_name)
            .finish_non_exhaustive()
    }
}

/// BITS alone, of version 1.5 and later.
impl Job {
    /// Sets the credentials for a target and a scheme, in place of those before.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_AUTH_TARGET, BG_E_INVALID_AUTH_SCHEME, BG_E_USERNAME_TOO_LARGE and
    /// BG_E_PASSWORD_TOO_LARGE (300 units of UTF-16).
    pub fn set_credentials(&self, credentials: &Credentials) -> Result<()> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        let mut user = credentials
            .user_name
            .as_deref()
            .map(WideString::new)
            .transpose()?;
        let mut password = credentials
            .password
            .as_deref()
            .map(WideString::new)
            .transpose()?;
        let pointer = |string: &mut Option<WideString>| {
            PWSTR(string.as_mut().map_or(null_mut(), WideString::as_mut_ptr))
        };
        let raw = BG_AUTH_CREDENTIALS {
            Target: credentials.target.raw(),
            Scheme: credentials.scheme.raw(),
            Credentials: BG_AUTH_CREDENTIALS_UNION {
                Basic: BG_BASIC_CREDENTIALS {
                    UserName: pointer(&mut user),
                    Password: pointer(&mut password),
                },
            },
        };
        // SAFETY: the structure and its strings live until the call is over.
        check(unsafe { slot!(&job, SetCredentials(&raw)) })
    }

    /// Removes the credentials for a target and a scheme.
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an earlier version of the service, BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is
    /// completed or cancelled, and the errors of the connection to the service.
    pub fn remove_credentials(&self, target: AuthTarget, scheme: AuthScheme) -> Result<()> {
        let job: IBackgroundCopyJob2 = self.0.cast()?;
        // SAFETY: values are all it takes.
        check(unsafe { slot!(&job, RemoveCredentials(target.raw(), scheme.raw())) })
    }
}
