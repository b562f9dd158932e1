//! Calls objects of the C program's through the generated bindings.

use super::reporter::describe;
use super::{Report, say};
use comidl::bindings::{
    BG_FILE_RANGE, BG_LENGTH_TO_EOF, BITS_JOB_PROPERTY_ID_COST_FLAGS,
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE, BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
    BITS_JOB_PROPERTY_VALUE, IBackgroundCopyCallback, IBackgroundCopyCallback2,
    IBackgroundCopyCallback3, IBackgroundCopyError, IBackgroundCopyFile, IBackgroundCopyJob,
    IBackgroundCopyJob5, IDeliveryOptimizationJob,
};
use comidl::bits::Job;
use comidl::{Error, GUID, HRESULT, Interface, Result};
use std::time::Duration;
use windows_core::w;

const CLASS: GUID = GUID::from_u128(0x6a1fae95_21b8_46c4_a0c9_5d5fae106ef0);

/// Ranges that need all of their 64 bits.
const RANGES: [BG_FILE_RANGE; 2] = [
    BG_FILE_RANGE {
        InitialOffset: 1,
        Length: 2,
    },
    BG_FILE_RANGE {
        InitialOffset: 0x1_0000_0000,
        Length: BG_LENGTH_TO_EOF,
    },
];

fn check(code: HRESULT) -> Result<()> {
    if code.is_ok() {
        Ok(())
    } else {
        Err(Error::from(code))
    }
}

pub(crate) fn job(job: &IBackgroundCopyJob5, report: Report) -> Result<()> {
    let values = [
        (
            BITS_JOB_PROPERTY_ID_COST_FLAGS,
            BITS_JOB_PROPERTY_VALUE { Dword: 0x8000_0001 },
        ),
        (
            BITS_JOB_PROPERTY_NOTIFICATION_CLSID,
            BITS_JOB_PROPERTY_VALUE { ClsID: CLASS },
        ),
        (
            BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE,
            BITS_JOB_PROPERTY_VALUE {
                Uint64: 0x0123_4567_89AB_CDEF,
            },
        ),
    ];
    for (id, value) in values {
        // SAFETY: the union holds what the property has.
        check(unsafe { job.SetProperty(id, value) })?;
    }
    say(report, properties(job)?)?;

    // SAFETY: the C program's object, which may be called from any thread: there is but one.
    let job = unsafe { Job::from_raw(job.cast()?) };
    say(report, describe(&job)?)?;
    job.set_display_name("named by Rust")?;
    say(report, describe(&job)?)?;
    job.set_maximum_download_time(Duration::from_secs(77))?;
    say(report, format!("{:?}", job.maximum_download_time()?))
}

/// Returns the properties of a job that have each form of the union.
pub(crate) fn properties(job: &IBackgroundCopyJob5) -> Result<String> {
    // SAFETY: each property is read as what it has.
    unsafe {
        let flags = job.GetProperty(BITS_JOB_PROPERTY_ID_COST_FLAGS)?.Dword;
        let class = job.GetProperty(BITS_JOB_PROPERTY_NOTIFICATION_CLSID)?.ClsID;
        let size = job.GetProperty(BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE)?.Uint64;
        Ok(format!("{flags:#x} {class:?} {size:#x}"))
    }
}

pub(crate) fn delivery_job(job: &IDeliveryOptimizationJob) -> Result<()> {
    let (id, url, name) = (w!("a file"), w!("http://rust.test/a"), w!("C:\\a"));
    // SAFETY: the strings and ranges live for the call.
    check(unsafe { job.AddFileWithRanges(id, url, name, Some(&RANGES), 0xFEDC_BA98_7654_3210) })
}

/// Tells what each call returned.
pub(crate) fn callback(
    third: &IBackgroundCopyCallback3,
    job: &IBackgroundCopyJob,
    file: &IBackgroundCopyFile,
    error: &IBackgroundCopyError,
    report: Report,
) -> Result<()> {
    let first: IBackgroundCopyCallback = third.cast()?;
    let second: IBackgroundCopyCallback2 = third.cast()?;
    // SAFETY: the objects and ranges live for the calls.
    let codes = unsafe {
        [
            first.JobTransferred(job),
            first.JobError(job, error),
            first.JobModification(job, 0xDEAD_BEEF),
            second.JobTransferred(job),
            second.JobError(job, error),
            second.JobModification(job, 0xDEAD_BEEF),
            second.FileTransferred(job, file),
            third.JobTransferred(job),
            third.JobError(job, error),
            third.JobModification(job, 0xDEAD_BEEF),
            third.FileTransferred(job, file),
            third.FileRangesTransferred(job, file, &RANGES),
        ]
    };
    let codes = codes.map(|code| format!("{:x}", code.0));
    say(report, format!("C returned {}", codes.join(" ")))
}
