//! The subscription to a job's events.

use super::super::{BitsCallback, BitsCallbackChain, Job, Notify};
use crate::error::{E_INVALIDARG, E_NOTIMPL};
use crate::object::{self, Shared};
use crate::service::call::{check, slot, value};
use crate::{Agile, Result, Success};
use std::ptr::null_mut;
use windows_core::{IUnknown, Interface};

/// A subscription to the events of a job, which ends when this is dropped: the callback gets no more calls.
///
/// Drop leaves errors aside, such as that of a job that is over. [`Job::unsubscribe`] has them.
#[derive(Debug)]
#[must_use = "the subscription ends when this is dropped"]
pub struct Subscription {
    job: Job,
    events: Notify,
    is_kept: bool,
}

impl Subscription {
    pub(super) fn new(job: Job, events: Notify) -> Self {
        Self {
            job,
            events,
            is_kept: false,
        }
    }

    /// Returns the job.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Returns the events that the service agreed to.
    pub fn events(&self) -> Notify {
        self.events
    }

    /// Leaves the callback with the service, which keeps it as [`Job::subscribe`] says.
    pub fn keep(mut self) -> Job {
        self.is_kept = true;
        self.job.clone()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if !self.is_kept {
            self.job.unsubscribe().ok();
        }
    }
}

impl Job {
    /// Subscribes `callback` to the events that it [wants](BitsCallback::NOTIFY), in place of the
    /// callback before. Returns the events that the service agreed to.
    ///
    /// The flags are set first and the interface last: from the moment at which the service has the
    /// callback, the callback gets every event that it wants, and no others. If the interface is
    /// refused, the flags are set back. Earlier events aren't reported; [`state`](Self::state) tells
    /// what has happened to the job.
    ///
    /// [`Notify::FILE_RANGES_TRANSFERRED`] is left out where a service doesn't know it.
    ///
    /// The service keeps the callback until it is [unsubscribed](Self::unsubscribe), replaced, or
    /// the job is gone, and no longer than this process lives: see
    /// [`Manager::resubscribe`](super::super::Manager::resubscribe).
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled,
    /// E_ACCESSDENIED for another user's job.
    pub fn subscribe<C: BitsCallback + Send + Sync>(&self, callback: C) -> Result<Notify> {
        self.subscribe_to(C::NOTIFY, callback)
    }

    pub(super) fn subscribe_to<C: BitsCallback + Send + Sync>(
        &self,
        events: Notify,
        callback: C,
    ) -> Result<Notify> {
        let callback = object::create_agile::<BitsCallbackChain, Shared<C>, _>(callback);
        let before = self.notify_flags()?;
        let agreed = self.set_supported_notify_flags(events)?;
        match self.set_notify_interface(Some(&callback)) {
            Ok(()) => Ok(agreed),
            Err(error) => {
                // The caller has to know why the interface was refused, whatever this returns.
                self.set_notify_flags(before).ok();
                Err(error)
            }
        }
    }

    /// Subscribes as [`subscribe`](Self::subscribe) does, until the [`Subscription`] is dropped.
    ///
    /// # Errors
    ///
    /// As those of `subscribe`.
    pub fn subscribe_scoped<C: BitsCallback + Send + Sync>(
        &self,
        callback: C,
    ) -> Result<Subscription> {
        let events = self.subscribe(callback)?;
        Ok(Subscription::new(self.clone(), events))
    }

    /// Ends the subscription of [`subscribe`](Self::subscribe): the callback gets no more calls, and the
    /// service releases it, once the calls under way have returned.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled: the service
    /// releases the callback then by itself.
    pub fn unsubscribe(&self) -> Result<()> {
        self.set_notify_interface(None)?;
        self.set_notify_flags(Notify::empty())
    }

    /// Returns the events that the job reports.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn notify_flags(&self) -> Result<Notify> {
        // SAFETY: GetNotifyFlags writes the value.
        value(|flags| unsafe { slot!(&self.0, GetNotifyFlags(flags)) })
            .map(Notify::from_bits_retain)
    }

    /// Sets the events that the job reports. A new job has `JOB_TRANSFERRED` and `JOB_ERROR`.
    ///
    /// # Errors
    ///
    /// BG_E_INVALID_STATE or DO_E_INVALID_STATE once the job is completed or cancelled, and the errors of the
    /// connection to the service.
    pub fn set_notify_flags(&self, flags: Notify) -> Result<()> {
        check(self.try_notify_flags(flags))
    }

    /// Returns the callback, if there is one. BITS returns it in the process that registered it alone.
    ///
    /// # Errors
    ///
    /// The errors of the connection to the service.
    pub fn notify_interface(&self) -> Result<Option<IUnknown>> {
        let mut raw = null_mut();
        // SAFETY: GetNotifyInterface writes null or a reference that is the caller's.
        unsafe {
            check(slot!(&self.0, GetNotifyInterface(&mut raw)))?;
            Ok((!raw.is_null()).then(|| IUnknown::from_raw(raw)))
        }
    }

    /// Sets the callback, an object with `IBackgroundCopyCallback` or a later version; `None` for no
    /// callback. The service calls it on threads of its own, hence [`Agile`].
    ///
    /// # Errors
    ///
    /// E_NOINTERFACE for an object without the interface, and the errors of
    /// [`subscribe`](Self::subscribe).
    pub fn set_notify_interface(&self, callback: Option<&Agile<IUnknown>>) -> Result<()> {
        let raw = callback.map_or(null_mut(), |callback| callback.as_raw());
        // SAFETY: null, or borrowed for the call; the service adds its own reference.
        check(unsafe { slot!(&self.0, SetNotifyInterface(raw)) })
    }

    fn try_notify_flags(&self, flags: Notify) -> Result<Success> {
        // SAFETY: a value is all it takes.
        unsafe { slot!(&self.0, SetNotifyFlags(flags.bits())) }
    }

    fn set_supported_notify_flags(&self, wanted: Notify) -> Result<Notify> {
        let refused = match self.try_notify_flags(wanted) {
            Ok(_) => return Ok(wanted),
            Err(error) => error,
        };
        let fewer = wanted - Notify::FILE_RANGES_TRANSFERRED;
        if fewer == wanted || ![E_NOTIMPL, E_INVALIDARG].contains(&refused.code()) {
            return Err(refused);
        }
        self.set_notify_flags(fewer)?;
        Ok(fewer)
    }
}
