//! The rules that the services document, and that the one of `comidl::testing` holds to.

use comidl::bindings::*;
use comidl::bits::{
    self, BitsCallback, ErrorContext, File, FileRange, Job, JobError, JobState, Notify,
};
use comidl::testing::Service;
use comidl::{Agile, Error, HRESULT, IUnknown, Result, bits_callback};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use windows_core::Ref;
use windows_implement::implement;

const URL: &str = "http://example.test/a.bin";
const PLENTY: Duration = Duration::from_secs(60);
const NOT_FOUND: HRESULT = HRESULT(0x8019_0194_u32 as i32);
const S_OK: HRESULT = HRESULT(0);

/// Returns a service, and a job with files that was resumed.
fn running_job(files: usize) -> (Service, Job) {
    let service = Service::new();
    let job = running_job_of(&service, files);
    (service, job)
}

fn running_job_of(service: &Service, files: usize) -> Job {
    let (job, _) = service.manager().create_job("update").unwrap();
    for file in 0..files {
        job.add_file(&format!("{URL}?{file}"), format!("{file}.bin"))
            .unwrap();
    }
    job.resume().unwrap();
    job
}

fn events(service: &Service, job: &Job) -> Vec<Notify> {
    assert!(service.settle(PLENTY));
    service
        .deliveries(job)
        .unwrap()
        .iter()
        .map(|delivery| delivery.event)
        .collect()
}

/// Sends what it is told of.
#[bits_callback]
struct Teller(Sender<String>);

impl Teller {
    fn tell(&self, text: String) -> Result<()> {
        self.0.send(text).ok();
        Ok(())
    }

    fn new() -> (Self, Receiver<String>) {
        let (sender, receiver) = channel();
        (Self(sender), receiver)
    }
}

#[bits_callback]
impl BitsCallback for Teller {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        self.tell(format!("transferred {:?}", job.state()?))
    }
    fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
        self.tell(format!(
            "error {:?} {}",
            job.state()?,
            error.details()?.1.code()
        ))
    }
    fn job_modification(&self, _: &Job) -> Result<()> {
        self.tell("modification".to_owned())
    }
    fn file_transferred(&self, _: &Job, file: &File) -> Result<()> {
        self.tell(format!("file {}", file.local_name()?.display()))
    }
    fn file_ranges_transferred(&self, _: &Job, file: &File, ranges: &[FileRange]) -> Result<()> {
        self.tell(format!(
            "ranges {} {}",
            file.local_name()?.display(),
            ranges.len()
        ))
    }
}

fn complete(job: &Job) -> Result<()> {
    job.complete().map(drop)
}

fn cancel(job: &Job) -> Result<()> {
    job.cancel().map(drop)
}

#[test]
fn each_event_is_told_with_what_it_is_about() {
    let (service, job) = running_job(2);
    let (teller, told) = Teller::new();
    assert_eq!(job.subscribe(teller), Ok(Notify::EVENTS));

    let file = job.files().unwrap().next().unwrap().unwrap();
    let ranges = [FileRange::new(0, 1), FileRange::new(5, 2)];
    service.transfer_ranges(&job, &file, &ranges).unwrap();
    service
        .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
        .unwrap();
    assert!(service.settle(PLENTY));
    job.resume().unwrap();
    service.finish(&job).unwrap();
    assert!(service.settle(PLENTY));
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        [
            "modification",
            "ranges 0.bin 2",
            "modification",
            "error Error 0x80190194",
            "modification",
            "modification",
            "file 0.bin",
            "file 1.bin",
            "transferred Transferred",
        ]
    );
}

#[test]
fn calls_come_on_threads_of_the_service_one_after_the_other() {
    let (service, job) = running_job(3);
    job.subscribe(Teller::new().0).unwrap();
    service.finish(&job).unwrap();
    assert_eq!(
        events(&service, &job),
        [
            Notify::JOB_MODIFICATION,
            Notify::FILE_TRANSFERRED,
            Notify::FILE_TRANSFERRED,
            Notify::FILE_TRANSFERRED,
            Notify::JOB_TRANSFERRED,
        ]
    );
    for delivery in service.deliveries(&job).unwrap() {
        assert_ne!(delivery.thread, thread::current().id());
        assert_eq!(delivery.result, S_OK);
    }
}

/// Wants only what it has methods for.
#[bits_callback]
struct ErrorsAlone;

#[bits_callback]
impl BitsCallback for ErrorsAlone {
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        Ok(())
    }
}

#[test]
fn only_the_events_of_the_flags_are_told() {
    let (service, job) = running_job(1);
    assert_eq!(job.subscribe(ErrorsAlone), Ok(Notify::JOB_ERROR));
    assert_eq!(job.notify_flags(), Ok(Notify::JOB_ERROR));
    service.transfer(&job, 5).unwrap();
    service
        .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
        .unwrap();
    assert!(service.settle(PLENTY));
    job.resume().unwrap();
    service
        .interrupt(&job, ErrorContext::Transport, NOT_FOUND)
        .unwrap();
    service.finish(&job).unwrap();
    assert_eq!(events(&service, &job), [Notify::JOB_ERROR]);
}

#[test]
fn with_the_flag_that_disables_nothing_is_told() {
    let (service, job) = running_job(1);
    job.subscribe(ErrorsAlone).unwrap();
    job.set_notify_flags(Notify::EVENTS | Notify::DISABLE)
        .unwrap();
    service
        .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
        .unwrap();
    assert_eq!(events(&service, &job), []);
}

/// Fails as often as it is told to.
#[bits_callback]
struct Stubborn {
    failures: usize,
    calls: Arc<AtomicUsize>,
}

impl BitsCallback for Stubborn {
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        if self.calls.fetch_add(1, Ordering::SeqCst) < self.failures {
            Err(Error::other("not yet"))
        } else {
            Ok(())
        }
    }
}

#[test]
fn a_callback_that_fails_twice_is_called_a_third_time() {
    let (service, job) = running_job(1);
    let calls = Arc::default();
    job.subscribe(Stubborn {
        failures: 2,
        calls: Arc::clone(&calls),
    })
    .unwrap();
    service
        .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
        .unwrap();
    assert!(service.settle(PLENTY));
    assert_eq!(calls.load(Ordering::SeqCst), 3);
    let deliveries = service.deliveries(&job).unwrap();
    let results: Vec<_> = deliveries
        .iter()
        .filter(|delivery| delivery.event == Notify::JOB_ERROR)
        .map(|delivery| delivery.result)
        .collect();
    let e_fail = HRESULT(0x8000_4005_u32 as i32);
    assert_eq!(results, [e_fail, e_fail, S_OK]);
}

#[test]
fn a_callback_that_panics_is_called_again_too() {
    #[bits_callback]
    struct Panicking(Arc<AtomicUsize>);

    impl BitsCallback for Panicking {
        const NOTIFY: Notify = Notify::JOB_ERROR;

        fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
            assert!(self.0.fetch_add(1, Ordering::SeqCst) > 0, "the first time");
            Ok(())
        }
    }

    let (service, job) = running_job(1);
    let calls = Arc::default();
    job.subscribe(Panicking(Arc::clone(&calls))).unwrap();
    service
        .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
        .unwrap();
    assert!(service.settle(PLENTY));
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[test]
fn the_calling_ends_when_the_job_is_resumed_cancelled_or_nobody_is_subscribed() {
    let ends: [fn(&Job) -> Result<()>; 4] = [Job::resume, cancel, Job::unsubscribe, complete];
    for end in ends {
        let (service, job) = running_job(1);
        let calls = Arc::default();
        let stubborn = Stubborn {
            failures: usize::MAX,
            calls: Arc::clone(&calls),
        };
        job.subscribe(stubborn).unwrap();
        service
            .fail(&job, ErrorContext::RemoteFile, NOT_FOUND)
            .unwrap();
        let deadline = Instant::now() + PLENTY;
        while calls.load(Ordering::SeqCst) < 3 {
            assert!(Instant::now() < deadline, "it isn't called again and again");
            assert!(
                !service.settle(Service::RETRY_DELAY),
                "nothing is left to do"
            );
        }
        end(&job).unwrap();
        assert!(service.settle(PLENTY));
    }
}

/// A callback of the first version, made with windows-implement.
#[implement(IBackgroundCopyCallback)]
struct First(Sender<&'static str>);

impl IBackgroundCopyCallback_Impl for First_Impl {
    fn JobTransferred(&self, _: Ref<'_, IBackgroundCopyJob>) -> windows_core::Result<()> {
        self.0.send("transferred").ok();
        Ok(())
    }
    fn JobError(
        &self,
        _: Ref<'_, IBackgroundCopyJob>,
        _: Ref<'_, IBackgroundCopyError>,
    ) -> windows_core::Result<()> {
        Ok(())
    }
    fn JobModification(&self, _: Ref<'_, IBackgroundCopyJob>, _: u32) -> windows_core::Result<()> {
        Ok(())
    }
}

#[implement(IBackgroundCopyCallback2)]
struct Second(Sender<&'static str>);

impl IBackgroundCopyCallback_Impl for Second_Impl {
    fn JobTransferred(&self, _: Ref<'_, IBackgroundCopyJob>) -> windows_core::Result<()> {
        self.0.send("transferred").ok();
        Ok(())
    }
    fn JobError(
        &self,
        _: Ref<'_, IBackgroundCopyJob>,
        _: Ref<'_, IBackgroundCopyError>,
    ) -> windows_core::Result<()> {
        Ok(())
    }
    fn JobModification(&self, _: Ref<'_, IBackgroundCopyJob>, _: u32) -> windows_core::Result<()> {
        Ok(())
    }
}

impl IBackgroundCopyCallback2_Impl for Second_Impl {
    fn FileTransferred(
        &self,
        _: Ref<'_, IBackgroundCopyJob>,
        _: Ref<'_, IBackgroundCopyFile>,
    ) -> windows_core::Result<()> {
        self.0.send("file").ok();
        Ok(())
    }
}

#[test]
fn an_older_callback_is_told_what_it_can_answer() {
    for version in [1, 2] {
        let (service, job) = running_job(1);
        let (sender, told) = channel();
        let callback = match version {
            1 => IUnknown::from(IBackgroundCopyCallback::from(First(sender))),
            _ => IUnknown::from(IBackgroundCopyCallback2::from(Second(sender))),
        };
        // SAFETY: they hold senders, which threads may share.
        let callback = unsafe { Agile::new(callback) };
        job.set_notify_flags(Notify::EVENTS).unwrap();
        job.set_notify_interface(Some(&callback)).unwrap();
        assert_eq!(job.notify_interface().unwrap(), Some(callback.into_inner()));
        let file = job.files().unwrap().next().unwrap().unwrap();
        service
            .transfer_ranges(&job, &file, &[FileRange::new(0, 1)])
            .unwrap();
        service.finish(&job).unwrap();
        assert!(service.settle(PLENTY));
        let told: Vec<_> = told.try_iter().collect();
        assert_eq!(
            told,
            [&["transferred"][..], &["file", "transferred"]][version - 1]
        );
    }
}

/// A list whose service is gone.
#[implement(IEnumBackgroundCopyJobs)]
struct Gone;

impl IEnumBackgroundCopyJobs_Impl for Gone_Impl {
    fn Next(
        &self,
        _: u32,
        _: *mut Option<IBackgroundCopyJob>,
        _: *mut u32,
    ) -> windows_core::Result<()> {
        const RPC_E_DISCONNECTED: HRESULT = HRESULT(0x8001_0108_u32 as i32);
        Err(RPC_E_DISCONNECTED.into())
    }
    fn Skip(&self, _: u32) -> windows_core::Result<()> {
        Ok(())
    }
    fn Reset(&self) -> windows_core::Result<()> {
        Ok(())
    }
    fn Clone(&self) -> windows_core::Result<IEnumBackgroundCopyJobs> {
        Ok(Gone.into())
    }
    fn GetCount(&self) -> windows_core::Result<u32> {
        Ok(0)
    }
}

#[test]
fn an_error_that_lasts_ends_an_iterator() {
    // SAFETY: it has no state.
    let jobs = unsafe { bits::Jobs::from_raw(Gone.into()) };
    let errors: Vec<_> = jobs.map(|job| job.unwrap_err().name()).collect();
    assert_eq!(errors, [Some("RPC_E_DISCONNECTED")]);
}

#[test]
fn what_is_no_callback_is_refused() {
    let (_service, job) = running_job(1);
    // SAFETY: a job is agile.
    let not_a_callback = unsafe { Agile::new(IUnknown::from(job.as_raw().clone())) };
    let refused = job.set_notify_interface(Some(&not_a_callback)).unwrap_err();
    assert_eq!(refused.name(), Some("E_NOINTERFACE"));
    assert_eq!(job.notify_interface(), Ok(None));
}

#[test]
fn where_file_ranges_are_not_known_the_other_events_are_agreed_on() {
    let like = bits::Service::DeliveryOptimization;
    let service = Service::like(like, Service::RETRY_DELAY);
    let job = running_job_of(&service, 1);
    let agreed = Notify::EVENTS - Notify::FILE_RANGES_TRANSFERRED;
    assert_eq!(job.subscribe(Teller::new().0), Ok(agreed));
    assert_eq!(job.notify_flags(), Ok(agreed));
}

/// Says when it is dropped.
struct Dropped(Sender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.send(()).unwrap();
    }
}

/// Does something with the job, and lives as long as it is held.
#[bits_callback]
struct Acting {
    on_transferred: fn(&Job) -> Result<()>,
    /// A callback may own jobs, its own too.
    owned: Mutex<Option<Job>>,
    _dropped: Dropped,
}

impl Acting {
    fn new(on_transferred: fn(&Job) -> Result<()>) -> (Self, Receiver<()>) {
        let (sender, dropped) = channel();
        (
            Self {
                on_transferred,
                owned: Mutex::default(),
                _dropped: Dropped(sender),
            },
            dropped,
        )
    }
}

#[bits_callback]
impl BitsCallback for Acting {
    fn job_transferred(&self, job: &Job) -> Result<()> {
        *self.owned.lock().unwrap() = Some(job.clone());
        (self.on_transferred)(job)
    }
}

#[test]
fn a_callback_is_released_when_nobody_will_call_it_any_more() {
    let nothing = |_: &Job| Ok(());
    let ends: [fn(&Job) -> Result<()>; 4] = [
        Job::unsubscribe,
        |job| job.subscribe(ErrorsAlone).map(drop),
        complete,
        cancel,
    ];
    for end in ends {
        let (_service, job) = running_job(1);
        let (acting, dropped) = Acting::new(nothing);
        job.subscribe(acting).unwrap();
        assert!(dropped.try_recv().is_err());
        end(&job).unwrap();
        dropped.try_recv().unwrap();
    }
}

#[test]
fn a_callback_that_ends_its_job_is_released_once_the_call_is_over() {
    for end in [complete, cancel, Job::unsubscribe] {
        let (service, job) = running_job(1);
        let (acting, dropped) = Acting::new(end);
        job.subscribe(acting).unwrap();
        service.finish(&job).unwrap();
        dropped.recv_timeout(PLENTY).unwrap();
        assert!(service.settle(PLENTY));
        assert_eq!(service.deliveries(&job).unwrap()[0].result, S_OK);
    }
}

#[test]
fn a_callback_that_owns_its_job_goes_with_the_service() {
    let (service, job) = running_job(1);
    let (acting, dropped) = Acting::new(|_| Ok(()));
    job.subscribe(acting).unwrap();
    service.finish(&job).unwrap();
    assert!(service.settle(PLENTY));
    assert!(dropped.try_recv().is_err());
    drop(service);
    dropped.try_recv().unwrap();
}

#[test]
fn of_two_hundred_jobs_each_is_told_once_and_lets_go() {
    let service = Service::new();
    let jobs: Vec<_> = (0..200).map(|_| running_job_of(&service, 2)).collect();
    let mut all_dropped = Vec::new();
    for job in &jobs {
        let (acting, dropped) = Acting::new(complete);
        job.subscribe(acting).unwrap();
        all_dropped.push(dropped);
    }
    for job in &jobs {
        service.finish(job).unwrap();
    }
    assert!(service.settle(PLENTY));
    for (job, dropped) in jobs.iter().zip(all_dropped) {
        assert_eq!(job.state(), Ok(JobState::Acknowledged));
        assert_eq!(events(&service, job), [Notify::JOB_TRANSFERRED]);
        dropped.try_recv().unwrap();
    }
}

#[test]
fn in_a_storm_no_call_is_lost() {
    #[bits_callback]
    struct Counter(Arc<AtomicUsize>);

    #[bits_callback]
    impl BitsCallback for Counter {
        fn job_modification(&self, _: &Job) -> Result<()> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
    }

    let (service, job) = running_job(1);
    let calls = Arc::default();
    assert_eq!(service.storm(&job, 2, 10), Ok(0), "nobody is subscribed");
    job.subscribe(Counter(Arc::clone(&calls))).unwrap();
    assert_eq!(service.storm(&job, 8, 1_000), Ok(8_000));
    assert_eq!(calls.load(Ordering::Relaxed), 8_000);
}

#[test]
fn after_a_restart_the_jobs_that_are_there_are_subscribed_to_again() {
    let service = Service::new();
    let [wanted, unwanted, over] = [0; 3].map(|_| running_job_of(&service, 1));
    unwanted.set_display_name("another program's").unwrap();
    over.cancel().unwrap();

    let jobs = service
        .manager()
        .resubscribe(|job| {
            let ours = job.display_name().unwrap() == "update";
            ours.then(|| Teller::new().0)
        })
        .unwrap();
    let ids: Vec<_> = jobs
        .subscribed
        .iter()
        .map(|job| job.id().unwrap())
        .collect();
    assert_eq!(ids, [wanted.id().unwrap()]);
    assert!(jobs.refused.is_empty());
    assert!(wanted.notify_interface().unwrap().is_some());
    assert!(unwanted.notify_interface().unwrap().is_none());
}

#[test]
fn a_job_that_refuses_to_be_subscribed_to_is_reported() {
    let service = Service::new();
    let job = running_job_of(&service, 1);
    let jobs = service
        .manager()
        .resubscribe(|job| {
            // It ends between the look and the call.
            job.cancel().unwrap();
            Some(ErrorsAlone)
        })
        .unwrap();
    assert!(jobs.subscribed.is_empty());
    let [(refused, error)] = &jobs.refused[..] else {
        panic!("{jobs:?}")
    };
    assert_eq!(refused.id(), job.id());
    assert_eq!(error.name(), Some("BG_E_INVALID_STATE"));
}
