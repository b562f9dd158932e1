//! `IBackgroundCopyManager`

use super::super::record::JobRecord;
use super::super::state::ServiceState;
use super::{code, give, job, text, write};
use crate::bindings::*;
use crate::bits::{JobKind, JobState};
use crate::error::E_INVALIDARG;
use crate::testing::RPC_E_DISCONNECTED;
use crate::{Error, HRESULT};
use std::sync::{Arc, Weak};
use windows_core::{GUID, OutRef, PCWSTR, PWSTR, Result};
use windows_implement::implement;

#[implement(IBackgroundCopyManager)]
pub(super) struct ManagerObject {
    pub(super) service: Weak<ServiceState>,
}

impl ManagerObject {
    fn service(&self) -> Result<Arc<ServiceState>> {
        self.service
            .upgrade()
            .ok_or_else(|| windows_core::Error::from_hresult(RPC_E_DISCONNECTED))
    }
}

impl IBackgroundCopyManager_Impl for ManagerObject_Impl {
    fn CreateJob(
        &self,
        display_name: &PCWSTR,
        r#type: BG_JOB_TYPE,
        id: *mut GUID,
        created: OutRef<'_, IBackgroundCopyJob>,
    ) -> Result<()> {
        let service = self.service()?;
        let kind = match JobKind::from(r#type) {
            JobKind::Download => JobKind::Download,
            JobKind::Unknown(_) => return code(E_INVALIDARG),
            upload => {
                service.bits_alone()?;
                upload
            }
        };
        let record = JobRecord::new(&service, text(display_name)?, kind);
        write(id, record.id.into())?;
        created.write(Some(job(&record)))?;
        service.add(record);
        Ok(())
    }

    fn GetJob(&self, id: *const GUID) -> Result<IBackgroundCopyJob> {
        let service = self.service()?;
        // SAFETY: null, or a GUID, by the method's contract.
        let Some(id) = (unsafe { id.as_ref() }) else {
            return code(E_INVALIDARG);
        };
        let record = service.job(&(*id).into())?;
        if record.read(|data| data.state.is_final())? {
            return code(service.code(super::super::state::Code::NotFound));
        }
        Ok(job(&record))
    }

    fn EnumJobs(&self, _flags: u32) -> Result<IEnumBackgroundCopyJobs> {
        let service = self.service()?;
        service.bits_alone()?;
        let is_there = |record: &Arc<JobRecord>| {
            record
                .read(|data| data.state)
                .is_ok_and(|state: JobState| !state.is_final())
        };
        Ok(super::enumerate::jobs(
            service.jobs().into_iter().filter(is_there).collect(),
        ))
    }

    fn GetErrorDescription(&self, result: HRESULT, _language: u32) -> Result<PWSTR> {
        self.service()?.bits_alone()?;
        match Error::from(result).meaning() {
            Some(meaning) if result.is_err() => give(&meaning),
            _ => code(E_INVALIDARG),
        }
    }
}
