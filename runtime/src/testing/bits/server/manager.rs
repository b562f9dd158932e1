//! `IBackgroundCopyManager`

use super::super::record::JobRecord;
use super::super::world::World;
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
    pub(super) world: Weak<World>,
}

impl ManagerObject {
    fn world(&self) -> Result<Arc<World>> {
        self.world
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
        let world = self.world()?;
        let kind = match JobKind::from(r#type) {
            JobKind::Download => JobKind::Download,
            JobKind::Unknown(_) => return code(E_INVALIDARG),
            upload => {
                world.bits_alone()?;
                upload
            }
        };
        let record = JobRecord::new(&world, text(display_name)?, kind);
        write(id, record.id.into())?;
        created.write(Some(job(&record)))?;
        world.add(record);
        Ok(())
    }

    fn GetJob(&self, id: *const GUID) -> Result<IBackgroundCopyJob> {
        let world = self.world()?;
        // SAFETY: null, or a GUID, by the method's contract.
        let Some(id) = (unsafe { id.as_ref() }) else {
            return code(E_INVALIDARG);
        };
        let record = world.job(&(*id).into())?;
        if record.read(|data| data.state.is_final())? {
            return code(world.code(super::super::world::Code::NotFound));
        }
        Ok(job(&record))
    }

    fn EnumJobs(&self, _flags: u32) -> Result<IEnumBackgroundCopyJobs> {
        let world = self.world()?;
        world.bits_alone()?;
        let is_there = |record: &Arc<JobRecord>| {
            record
                .read(|data| data.state)
                .is_ok_and(|state: JobState| !state.is_final())
        };
        Ok(super::enumerate::jobs(
            world.jobs().into_iter().filter(is_there).collect(),
        ))
    }

    fn GetErrorDescription(&self, result: HRESULT, _language: u32) -> Result<PWSTR> {
        self.world()?.bits_alone()?;
        match Error::from(result).meaning() {
            Some(meaning) if result.is_err() => give(&meaning),
            _ => code(E_INVALIDARG),
        }
    }
}
