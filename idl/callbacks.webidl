// The callbacks that `comidl::bits` and `comidl::download` have: what neither IDL nor winmd says of
// them. The runtime's traits are made from this file, with `DeliveryOptimization.idl`.
//
// The facts are from the references of `IBackgroundCopyCallback` (`bits.h`), `…Callback2`
// (`bits3_0.h`), `…Callback3` (`bits10_1.h`) and `IDODownloadStatusCallback`
// (`deliveryoptimization.h`).

/// What is called about a job that it was [subscribed](Job::subscribe) to.
///
/// ```
/// use comidl::bits::{BitsCallback, Job, JobError};
/// use comidl::{Result, bits_callback};
///
/// #[bits_callback]
/// struct Finisher;
///
/// #[bits_callback]
/// impl BitsCallback for Finisher {
///     fn job_transferred(&self, job: &Job) -> Result<()> {
///         job.complete()?;
///         Ok(())
///     }
///     fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
///         eprintln!("{error}");
///         job.cancel()?;
///         Ok(())
///     }
/// }
/// ```
///
/// # What the services promise
///
/// - **Threads.** The calls come on threads of the service's choosing, in the multithreaded
///   apartment, never on one of the program's, and maybe several at a time: hence `Send + Sync`.
/// - **Lifetimes.** The job, error and file of a call are borrowed for the call. [`Clone`] keeps
///   one. The callback itself lives until the service and everyone else released it: hence
///   `'static`. It is dropped on the thread that releases it last.
/// - **Results.** From [`job_error`](Self::job_error) an `Err` means: call again later. The other
///   methods have nobody who would want to know; an `Err` goes to the service and no further.
/// - **Panics** are caught; see [`set_panic_hook`](crate::set_panic_hook).
/// - The registration isn't kept over a restart of the program; see
///   [`Manager::resubscribe`](super::Manager::resubscribe).
///
/// The facts are from the references of `IBackgroundCopyCallback` (`bits.h`), `…Callback2`
/// (`bits3_0.h`) and `…Callback3` (`bits10_1.h`).
[Implements=IBackgroundCopyCallback3, Service="BITS and Delivery Optimization", Flags=Notify]
callback interface BitsCallback {
  /// All files of the job have arrived. They get their names with [`Job::complete`]; until then
  /// they are hidden, and go away with [`Job::cancel`], or by themselves after 30 days
  /// (Delivery Optimization) or 90 (BITS).
  [Slot=JobTransferred, Notify=BG_NOTIFY_JOB_TRANSFERRED]
  undefined jobTransferred([Wrapper=Job] IBackgroundCopyJob job);

  /// The job stopped for an error that won't pass by itself; it waits for [`Job::resume`],
  /// [`Job::complete`] (which keeps the files that are whole) or [`Job::cancel`]. Errors that
  /// pass aren't reported.
  [Slot=JobError, Notify=BG_NOTIFY_JOB_ERROR, Retry]
  undefined jobError(
    [Wrapper=Job] IBackgroundCopyJob job,
    [Wrapper=JobError] IBackgroundCopyError error);

  /// Something of the job changed: its state, its progress, a property. It may come often, and
  /// several changes may share one call: what changed is to be asked of the job.
  ///
  /// A change that the callback makes itself is a modification too; making one on each call never
  /// ends.
  [Slot=JobModification, Notify=BG_NOTIFY_JOB_MODIFICATION]
  undefined jobModification([Wrapper=Job] IBackgroundCopyJob job);

  /// One file of the job has arrived; it isn't in its place before the job is complete.
  [Slot=FileTransferred, Notify=BG_NOTIFY_FILE_TRANSFERRED]
  undefined fileTransferred(
    [Wrapper=Job] IBackgroundCopyJob job,
    [Wrapper=File] IBackgroundCopyFile file);

  /// Ranges of a file that was requested in ranges have arrived, and can be read from the
  /// temporary file ([`File::temporary_name`]). BITS of Windows 10 and later, for downloads;
  /// Delivery Optimization refuses the flag.
  [Slot=FileRangesTransferred, Notify=BG_NOTIFY_FILE_RANGES_TRANSFERRED]
  undefined fileRangesTransferred(
    [Wrapper=Job] IBackgroundCopyJob job,
    [Wrapper=File] IBackgroundCopyFile file,
    [Wrapper=FileRange] sequence<BG_FILE_RANGE> ranges);
};

/// What is called about a download that it was [subscribed](Download::subscribe) to.
///
/// ```
/// use comidl::download::{Download, DownloadCallback, DownloadState, DownloadStatus};
/// use comidl::{Result, download_callback};
///
/// #[download_callback]
/// struct Finisher;
///
/// impl DownloadCallback for Finisher {
///     fn on_status_change(&self, download: &Download, status: &DownloadStatus) -> Result<()> {
///         if let Some(error) = status.error() {
///             eprintln!("{error}");
///             return download.abort();
///         }
///         match status.state() {
///             DownloadState::Transferred => download.finalize(),
///             _ => Ok(()),
///         }
///     }
/// }
/// ```
///
/// # What the service promises
///
/// - **Threads.** The calls come on threads of the service's choosing, in the multithreaded
///   apartment, never on one of the program's, and maybe several at a time: hence `Send + Sync`.
/// - **Lifetimes.** The download and the status of a call are borrowed for the call. [`Clone`]
///   keeps the download; the status can be copied. The callback itself lives until the service and
///   everyone else released it: hence `'static`. It is dropped on the thread that releases it last.
/// - **Results.** Nobody would want to know of an `Err`: it goes to the service and no further.
/// - **Panics** are caught; see [`set_panic_hook`](crate::set_panic_hook).
/// - The registration isn't kept over a restart of the program; see [`Download::subscribe`].
///
/// The facts are from the reference of `IDODownloadStatusCallback` (`deliveryoptimization.h`).
[Implements=IDODownloadStatusCallback, Service="Delivery Optimization"]
callback interface DownloadCallback {
  [Slot=OnStatusChange]
  undefined onStatusChange(
    [Wrapper=Download] IDODownload download,
    [Wrapper=DownloadStatus] DO_DOWNLOAD_STATUS status);
};
