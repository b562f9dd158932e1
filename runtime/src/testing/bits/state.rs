//! The state of a service, which its objects share: its jobs, the content behind URLs, and its codes.

use super::super::content::Content;
use super::lock;
use super::record::JobRecord;
use crate::bits::{self, JobId, Notify};
use crate::error::{E_INVALIDARG, E_NOTIMPL};
use crate::{Error, HRESULT, Result};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The state of a service. It exists as long as its [`Service`](super::Service) does.
pub(super) struct ServiceState {
    like: bits::Service,
    pub(super) retry_delay: Duration,
    jobs: Mutex<Vec<Arc<JobRecord>>>,
    pub(super) content: Content,
}

impl ServiceState {
    pub(super) fn new(like: bits::Service, retry_delay: Duration) -> Arc<Self> {
        Arc::new(Self {
            like,
            retry_delay,
            jobs: Mutex::default(),
            content: Content::default(),
        })
    }

    /// Returns all jobs, those that have ended as well.
    pub(super) fn jobs(&self) -> Vec<Arc<JobRecord>> {
        lock(&self.jobs).clone()
    }

    pub(super) fn job(&self, id: &JobId) -> Result<Arc<JobRecord>> {
        let jobs = lock(&self.jobs);
        let job = jobs.iter().find(|job| job.id == *id);
        job.cloned().ok_or_else(|| self.code(Code::NotFound).into())
    }

    pub(super) fn add(&self, job: Arc<JobRecord>) {
        lock(&self.jobs).push(job);
    }

    pub(super) fn code(&self, code: Code) -> HRESULT {
        let [bits, delivery_optimization] = code.codes();
        HRESULT(match self.like {
            bits::Service::Bits => bits,
            bits::Service::DeliveryOptimization => delivery_optimization,
        } as i32)
    }

    pub(super) fn error(&self, code: Code) -> Error {
        self.code(code).into()
    }

    /// Fails in a service of Delivery Optimization, for methods that its reference leaves out.
    pub(super) fn bits_alone(&self) -> Result<()> {
        match self.like {
            bits::Service::Bits => Ok(()),
            bits::Service::DeliveryOptimization => Err(E_NOTIMPL.into()),
        }
    }

    pub(super) fn check_flags(&self, flags: Notify) -> Result<()> {
        let known = match self.like {
            bits::Service::Bits => Notify::EVENTS | Notify::DISABLE,
            bits::Service::DeliveryOptimization => Notify::EVENTS - Notify::FILE_RANGES_TRANSFERRED,
        };
        if known.contains(flags) {
            Ok(())
        } else {
            Err(E_INVALIDARG.into())
        }
    }
}

/// An error that each of the two services reports with a code of its own.
#[derive(Clone, Copy)]
pub(super) enum Code {
    NotFound,
    InvalidState,
    Empty,
    ErrorInformationUnavailable,
    FileNotAvailable,
    UnknownPropertyId,
}

impl Code {
    /// Returns the code of BITS and that of Delivery Optimization.
    const fn codes(self) -> [u32; 2] {
        match self {
            Self::NotFound => [0x8020_0001, 0x80D0_2003],
            Self::InvalidState => [0x8020_0002, 0x80D0_2013],
            Self::Empty => [0x8020_0003, 0x80D0_2004],
            Self::ErrorInformationUnavailable => [0x8020_000F, 0x80D0_2014],
            Self::FileNotAvailable => [0x8020_0004, 0x80D0_2010],
            Self::UnknownPropertyId => [0x8020_0057, 0x80D0_2011],
        }
    }
}
