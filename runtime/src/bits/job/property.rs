//! The properties of a job, each with the type that it has in the union: `IBackgroundCopyJob5`.

use super::super::Job;
use super::AuthTarget;
use crate::bindings::*;
use crate::error::E_INVALIDARG;
use crate::service::call::{check, slot, value};
use crate::service::open_enum::open_enum;
use crate::{Error, Result};
use std::time::Duration;
use windows_core::{BOOL, GUID, Interface};

open_enum! {
    /// The id of a property. Delivery Optimization knows the first two.
    JobPropertyId of BITS_JOB_PROPERTY_ID {
        /// See [`JobProperty::TransferPolicy`].
        TransferPolicy = BITS_JOB_PROPERTY_ID_COST_FLAGS,
        /// See [`JobProperty::NotificationClass`].
        NotificationClass = BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
        /// See [`JobProperty::DynamicContent`].
        DynamicContent = BITS_JOB_PROPERTY_DYNAMIC_CONTENT,
        /// See [`JobProperty::HighPerformance`].
        HighPerformance = BITS_JOB_PROPERTY_HIGH_PERFORMANCE,
        /// See [`JobProperty::MaxDownloadSize`].
        MaxDownloadSize = BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE,
        /// See [`JobProperty::UseStoredCredentials`].
        UseStoredCredentials = BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS,
        /// See [`JobProperty::MinimumNotificationInterval`].
        MinimumNotificationInterval = BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS,
        /// See [`JobProperty::OnDemandMode`].
        OnDemandMode = BITS_JOB_PROPERTY_ON_DEMAND_MODE,
    }
}

open_enum! {
    /// The connections on which a job may run.
    TransferPolicy of BITS_JOB_TRANSFER_POLICY {
        /// Any connection.
        Always = BITS_JOB_TRANSFER_POLICY_ALWAYS,
        /// Any connection that doesn't roam.
        NotRoaming = BITS_JOB_TRANSFER_POLICY_NOT_ROAMING,
        /// Connections without a surcharge.
        NoSurcharge = BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE,
        /// Connections without a surcharge, and not near the cap of a plan. A new job has this policy.
        Standard = BITS_JOB_TRANSFER_POLICY_STANDARD,
        /// Connections without any limit or charge.
        Unrestricted = BITS_JOB_TRANSFER_POLICY_UNRESTRICTED,
    }
}

/// A property with its value (`BITS_JOB_PROPERTY_VALUE`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JobProperty {
    /// The connections on which the job may run.
    TransferPolicy(TransferPolicy),
    /// The class that the service creates to notify, where no callback is registered.
    NotificationClass(GUID),
    /// Whether the content of the URL may change between requests.
    DynamicContent(bool),
    /// Whether the job may take more of the computer to be faster.
    HighPerformance(bool),
    /// The most bytes that the job may download.
    MaxDownloadSize(u64),
    /// The target that may get credentials of the credential store.
    UseStoredCredentials(AuthTarget),
    /// The least time between two [modifications](super::super::BitsCallback::job_modification), in
    /// whole milliseconds; 500 by default.
    MinimumNotificationInterval(Duration),
    /// Whether the job only fetches ranges when it is asked to.
    OnDemandMode(bool),
}

impl JobProperty {
    /// Returns the id of the property.
    pub const fn id(&self) -> JobPropertyId {
        match self {
            Self::TransferPolicy(_) => JobPropertyId::TransferPolicy,
            Self::NotificationClass(_) => JobPropertyId::NotificationClass,
            Self::DynamicContent(_) => JobPropertyId::DynamicContent,
            Self::HighPerformance(_) => JobPropertyId::HighPerformance,
            Self::MaxDownloadSize(_) => JobPropertyId::MaxDownloadSize,
            Self::UseStoredCredentials(_) => JobPropertyId::UseStoredCredentials,
            Self::MinimumNotificationInterval(_) => JobPropertyId::MinimumNotificationInterval,
            Self::OnDemandMode(_) => JobPropertyId::OnDemandMode,
        }
    }

    fn raw(&self) -> Result<BITS_JOB_PROPERTY_VALUE> {
        type Raw = BITS_JOB_PROPERTY_VALUE;
        Ok(match *self {
            Self::TransferPolicy(policy) => Raw {
                Dword: policy.raw() as u32,
            },
            Self::NotificationClass(class) => Raw { ClsID: class },
            Self::DynamicContent(on) | Self::HighPerformance(on) | Self::OnDemandMode(on) => Raw {
                Enable: BOOL::from(on),
            },
            Self::MaxDownloadSize(bytes) => Raw { Uint64: bytes },
            Self::UseStoredCredentials(target) => Raw {
                Target: target.raw(),
            },
            Self::MinimumNotificationInterval(interval) => Raw {
                Dword: u32::try_from(interval.as_millis())
                    .map_err(|_| Error::new(E_INVALIDARG, "the interval is too long"))?,
            },
        })
    }

    /// # Safety
    ///
    /// `raw` holds the value of the property with this id.
    unsafe fn from_raw(id: JobPropertyId, raw: BITS_JOB_PROPERTY_VALUE) -> Option<Self> {
        // SAFETY: each arm reads what the property of that id has, by the IDL's `case`s.
        Some(unsafe {
            match id {
                JobPropertyId::TransferPolicy => Self::TransferPolicy((raw.Dword as i32).into()),
                JobPropertyId::NotificationClass => Self::NotificationClass(raw.ClsID),
                JobPropertyId::DynamicContent => Self::DynamicContent(raw.Enable.as_bool()),
                JobPropertyId::HighPerformance => Self::HighPerformance(raw.Enable.as_bool()),
                JobPropertyId::MaxDownloadSize => Self::MaxDownloadSize(raw.Uint64),
                JobPropertyId::UseStoredCredentials => {
                    Self::UseStoredCredentials(raw.Target.into())
                }
                JobPropertyId::MinimumNotificationInterval => {
                    Self::MinimumNotificationInterval(Duration::from_millis(raw.Dword.into()))
                }
                JobPropertyId::OnDemandMode => Self::OnDemandMode(raw.Enable.as_bool()),
                JobPropertyId::Unknown(_) => return None,
            }
        })
    }
}

/// Windows 8 and later.
impl Job {
    /// Returns the value of a property.
    ///
    /// # Errors
    ///
    /// BG_E_UNKNOWN_PROPERTY_ID or DO_E_UNKNOWN_PROPERTY_ID for one that the service doesn't know;
    /// E_INVALIDARG for one whose type isn't known here.
    pub fn property(&self, id: JobPropertyId) -> Result<JobProperty> {
        let job: IBackgroundCopyJob5 = self.0.cast()?;
        // SAFETY: GetProperty writes the value of this property.
        unsafe {
            let raw = value(|raw| slot!(&job, GetProperty(id.raw(), raw)))?;
            JobProperty::from_raw(id, raw)
        }
        .ok_or_else(|| Error::new(E_INVALIDARG, "the type of the property isn't known"))
    }

    /// Sets a property.
    ///
    /// # Errors
    ///
    /// As [`property`](Self::property); BG_E_READ_ONLY_PROPERTY_AFTER_RESUME and similar codes for
    /// properties that have to be set earlier.
    pub fn set_property(&self, property: JobProperty) -> Result<()> {
        let job: IBackgroundCopyJob5 = self.0.cast()?;
        let raw = property.raw()?;
        // SAFETY: the union holds what this property has.
        check(unsafe { slot!(&job, SetProperty(property.id().raw(), raw)) })
    }
}
