//! Each shape of struct, called as the service would: through the slots of a vtable.

mod common;

use comidl::bindings::{
    IBackgroundCopyCallback, IBackgroundCopyCallback2, IBackgroundCopyCallback3,
};
use comidl::bits::{BitsCallback, File, FileRange, Job, JobError, Notify};
use comidl::object::Shared;
use comidl::{Error, HRESULT, IUnknown, Interface, Result, bits_callback};
use common::{E_POINTER, Raw, S_OK, Stub};
use std::ffi::c_void;
use std::fmt::Debug;
use std::ptr::{null, null_mut};
use std::sync::{Arc, Mutex};

/// A call of a callback, with its arguments.
#[derive(Debug, Clone, PartialEq)]
enum Call {
    Transferred(usize),
    Error(usize, usize),
    Modification(usize),
    File(usize, usize),
    Ranges(usize, usize, Vec<FileRange>),
}

type Log = Arc<Mutex<Vec<Call>>>;

fn address(interface: &impl Interface) -> usize {
    interface.as_raw() as usize
}

/// Implements all five methods for a type with a log in reach.
macro_rules! log_all {
    ([$($generics:tt)*] $ty:ty, |$this:ident| $log:expr) => {
        #[bits_callback]
        impl<$($generics)*> BitsCallback for $ty {
            fn job_transferred(&self, job: &Job) -> Result<()> {
                let $this = self;
                $log.lock().unwrap().push(Call::Transferred(address(job.as_raw())));
                Ok(())
            }
            fn job_error(&self, job: &Job, error: &JobError) -> Result<()> {
                let $this = self;
                let call = Call::Error(address(job.as_raw()), address(error.as_raw()));
                $log.lock().unwrap().push(call);
                Ok(())
            }
            fn job_modification(&self, job: &Job) -> Result<()> {
                let $this = self;
                $log.lock().unwrap().push(Call::Modification(address(job.as_raw())));
                Ok(())
            }
            fn file_transferred(&self, job: &Job, file: &File) -> Result<()> {
                let $this = self;
                let call = Call::File(address(job.as_raw()), address(file.as_raw()));
                $log.lock().unwrap().push(call);
                Ok(())
            }
            fn file_ranges_transferred(
                &self,
                job: &Job,
                file: &File,
                ranges: &[FileRange],
            ) -> Result<()> {
                let $this = self;
                let (job, file) = (address(job.as_raw()), address(file.as_raw()));
                $log.lock().unwrap().push(Call::Ranges(job, file, ranges.to_vec()));
                Ok(())
            }
        }
    };
}

/// Calls each slot through each interface that has it, and looks for what the methods were given.
#[track_caller]
fn each_slot_lands_in_its_method<T>(log: &Log, make: impl Fn() -> T)
where
    T: BitsCallback,
    IUnknown: From<T>,
    IBackgroundCopyCallback: From<T>,
    IBackgroundCopyCallback2: From<T>,
    IBackgroundCopyCallback3: From<T>,
{
    let (job, error, file) = (Stub::new(), Stub::new(), Stub::new());
    let [at_job, at_error, at_file] = [&job, &error, &file].map(|stub| stub.as_raw() as usize);
    let expect = |expected: &[Call]| {
        assert_eq!(std::mem::take(&mut *log.lock().unwrap()), expected);
    };

    let unknown = Raw::of(IUnknown::from(make()));
    for callback in [
        unknown.query(common::CALLBACK).unwrap(),
        Raw::of(IBackgroundCopyCallback::from(make())),
        Raw::of(IBackgroundCopyCallback2::from(make())),
        Raw::of(IBackgroundCopyCallback3::from(make())),
    ] {
        assert_eq!(callback.job_transferred(&job), S_OK);
        expect(&[Call::Transferred(at_job)]);
        assert_eq!(callback.job_error(&job, &error), S_OK);
        expect(&[Call::Error(at_job, at_error)]);
        assert_eq!(
            callback.job_modification_raw(job.as_raw(), 0xDEAD_BEEF),
            S_OK
        );
        expect(&[Call::Modification(at_job)]);
    }
    for callback in [
        unknown.query(common::CALLBACK2).unwrap(),
        Raw::of(IBackgroundCopyCallback2::from(make())),
        Raw::of(IBackgroundCopyCallback3::from(make())),
    ] {
        assert_eq!(callback.file_transferred(&job, &file), S_OK);
        expect(&[Call::File(at_job, at_file)]);
    }
    for callback in [
        unknown.query(common::CALLBACK3).unwrap(),
        Raw::of(IBackgroundCopyCallback3::from(make())),
    ] {
        let ranges = [[1, 2], [1 << 40, u64::MAX]];
        assert_eq!(callback.file_ranges_transferred(&job, &file, &ranges), S_OK);
        let ranges = vec![FileRange::new(1, 2), FileRange::to_end(1 << 40)];
        expect(&[Call::Ranges(at_job, at_file, ranges)]);
        assert_eq!(
            callback.file_ranges_transferred_raw(job.as_raw(), file.as_raw(), 0, null()),
            S_OK
        );
        expect(&[Call::Ranges(at_job, at_file, vec![])]);
    }
    for stub in [&job, &error, &file] {
        assert_eq!(stub.count(), 1, "what a call brings is borrowed");
    }
}

#[bits_callback]
struct Named {
    log: Log,
}
log_all!([] Named, |this| this.log);

#[test]
fn a_struct_with_named_fields() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Named { log: log.clone() });
}

#[bits_callback]
struct Tuple(Log, #[allow(dead_code)] [u8; 3]);
log_all!([] Tuple, |this| this.0);

#[test]
fn a_tuple_struct() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Tuple(log.clone(), [1, 2, 3]));
}

static UNIT_LOG: Mutex<Vec<Call>> = Mutex::new(Vec::new());

#[bits_callback]
struct Unit;
log_all!([] Unit, |_this| UNIT_LOG);

#[test]
fn a_unit_struct_takes_no_room_and_is_an_object_all_the_same() {
    let (job, file) = (Stub::new(), Stub::new());
    let callback = Raw::of(IBackgroundCopyCallback3::from(Unit));
    assert_eq!(callback.job_transferred(&job), S_OK);
    assert_eq!(callback.file_transferred(&job, &file), S_OK);
    let [at_job, at_file] = [&job, &file].map(|stub| stub.as_raw() as usize);
    let calls = std::mem::take(&mut *UNIT_LOG.lock().unwrap());
    assert_eq!(
        calls,
        [Call::Transferred(at_job), Call::File(at_job, at_file)]
    );
}

/// Doc comments and other derives are kept.
#[derive(Debug, Clone, Default)]
#[allow(clippy::multiple_bound_locations)]
#[bits_callback]
pub(crate) struct Generic<T: Debug, const N: usize = 2>
where
    T: Send + Sync + 'static,
{
    pub(crate) log: Log,
    #[allow(dead_code)]
    pub(crate) values: Vec<[T; N]>,
    pub(crate) marker: std::marker::PhantomData<fn(T) -> T>,
}
log_all!([T: Debug + Send + Sync + 'static, const N: usize] Generic<T, N>, |this| this.log);

#[test]
fn a_generic_struct_with_bounds_a_const_and_a_where_clause() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Generic::<String, 3> {
        log: log.clone(),
        ..Generic::default().clone()
    });
}

trait Place {
    type Log: AsRef<Mutex<Vec<Call>>>;
}

struct Here;

impl Place for Here {
    type Log = Log;
}

/// The type of the field, and whether threads may share it, depends on the `impl`.
#[bits_callback]
struct Associated<P: Place>(P::Log);
log_all!([P: Place<Log: Send + Sync> + 'static] Associated<P>, |this| this.0.as_ref());

#[test]
fn a_struct_with_a_field_of_an_associated_type() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Associated::<Here>(log.clone()));
}

#[allow(non_camel_case_types)]
#[bits_callback]
struct r#type {
    r#fn: Log,
}
log_all!([] r#type, |this| this.r#fn);

#[test]
fn a_struct_with_raw_identifiers() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || r#type { r#fn: log.clone() });
}

#[repr(align(128))]
struct Aligned;

#[bits_callback]
struct Overaligned {
    log: Log,
    aligned: Aligned,
}
log_all!([] Overaligned, |this| {
    assert_eq!(&raw const this.aligned as usize % 128, 0);
    &this.log
});

#[test]
fn a_struct_with_an_alignment_beyond_the_allocators() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Overaligned {
        log: log.clone(),
        aligned: Aligned,
    });
}

#[test]
fn a_struct_inside_a_function() {
    #[bits_callback]
    struct Inside(Log);
    log_all!([] Inside, |this| this.0);

    let log = Log::default();
    each_slot_lands_in_its_method(&log, || Inside(log.clone()));
}

mod inside {
    #[super::bits_callback]
    pub(super) struct Module(pub(in super::inside) super::Log);

    impl Module {
        pub(super) fn new(log: super::Log) -> Self {
            Self(log)
        }

        pub(super) fn log(&self) -> &super::Log {
            &self.0
        }
    }
}
log_all!([] inside::Module, |this| this.log());

#[test]
fn a_struct_inside_a_module() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || inside::Module::new(log.clone()));
}

/// Names of the prelude and of the crates mean something else here.
mod shadowed {
    #![allow(dead_code, non_camel_case_types)]
    struct Send;
    struct Sync;
    struct From;
    struct Into;
    struct Option;
    struct Result;
    mod core {}
    mod std {}
    mod comidl {}

    #[::comidl::bits_callback]
    pub(super) struct Shadowed(pub(super) super::Log);
}
log_all!([] shadowed::Shadowed, |this| this.0);

#[test]
fn a_struct_where_the_usual_names_mean_something_else() {
    let log = Log::default();
    each_slot_lands_in_its_method(&log, || shadowed::Shadowed(log.clone()));
}

/// A conversion isn't needed to subscribe: an `Arc` keeps a hand on the callback.
#[test]
fn an_arc_of_a_callback_is_one() {
    let log = Log::default();
    let callback = Arc::new(Named { log: log.clone() });
    let job = Stub::new();
    let object =
        comidl::object::create::<comidl::bits::BitsCallbackChain, Shared<_>>(callback.clone());
    assert_eq!(Raw::of(object).job_transferred(&job), S_OK);
    assert_eq!(
        *callback.log.lock().unwrap(),
        [Call::Transferred(job.as_raw() as usize)]
    );
    assert_eq!(<Arc<Named>>::NOTIFY, Named::NOTIFY);
    assert_eq!(Arc::strong_count(&callback), 1);
}

#[bits_callback]
struct Silent;

impl BitsCallback for Silent {}

#[test]
fn methods_that_are_not_there_answer_ok() {
    let (job, other) = (Stub::new(), Stub::new());
    let callback = Raw::of(IBackgroundCopyCallback3::from(Silent));
    assert_eq!(callback.job_transferred(&job), S_OK);
    assert_eq!(callback.job_error(&job, &other), S_OK);
    assert_eq!(callback.job_modification(&job), S_OK);
    assert_eq!(callback.file_transferred(&job, &other), S_OK);
    assert_eq!(
        callback.file_ranges_transferred(&job, &other, &[[0, 1]]),
        S_OK
    );
    assert_eq!(Silent::NOTIFY, Notify::EVENTS);
}

#[bits_callback]
struct Failing(HRESULT);

#[bits_callback]
impl BitsCallback for Failing {
    fn job_error(&self, _: &Job, _: &JobError) -> Result<()> {
        Err(Error::from(self.0))
    }
    #[cfg(any(windows, not(windows)))]
    fn job_modification(&self, _: &Job) -> Result<()> {
        Err(Error::other("no HRESULT for this"))
    }
    #[cfg(all(windows, not(windows)))]
    fn file_transferred(&self, _: &Job, _: &File) -> Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_is_the_hresult_that_the_service_sees() {
    let (job, error) = (Stub::new(), Stub::new());
    let code = 0x8020_0002_u32 as i32;
    let callback = Raw::of(IBackgroundCopyCallback3::from(Failing(HRESULT(code))));
    assert_eq!(callback.job_error(&job, &error), code);
    assert_eq!(callback.job_modification(&job), 0x8000_4005_u32 as i32);
}

#[test]
fn a_success_code_is_what_the_service_sees_and_s_ok_is_no_error() {
    let (job, error) = (Stub::new(), Stub::new());
    for (code, seen) in [(1, 1), (0, common::E_UNEXPECTED)] {
        let callback = Raw::of(IBackgroundCopyCallback3::from(Failing(HRESULT(code))));
        assert_eq!(callback.job_error(&job, &error), seen);
    }
}

#[test]
fn the_attribute_wants_the_events_whose_methods_are_compiled() {
    assert_eq!(
        Failing::NOTIFY,
        Notify::JOB_ERROR | Notify::JOB_MODIFICATION
    );
    assert_eq!(Named::NOTIFY, Notify::EVENTS);
}

#[test]
fn a_null_is_refused_before_anything_is_called() {
    let log = Log::default();
    let callback = Raw::of(IBackgroundCopyCallback3::from(Named { log: log.clone() }));
    let stub = Stub::new();
    let (some, none): (*mut c_void, *mut c_void) = (stub.as_raw(), null_mut());
    let range = [[0, 1]];
    assert_eq!(callback.job_transferred_raw(none), E_POINTER);
    assert_eq!(callback.job_error_raw(none, some), E_POINTER);
    assert_eq!(callback.job_error_raw(some, none), E_POINTER);
    assert_eq!(callback.job_modification_raw(none, 0), E_POINTER);
    assert_eq!(callback.file_transferred_raw(none, some), E_POINTER);
    assert_eq!(callback.file_transferred_raw(some, none), E_POINTER);
    let (one, some_ranges) = (range.len() as u32, range.as_ptr());
    assert_eq!(
        callback.file_ranges_transferred_raw(none, some, one, some_ranges),
        E_POINTER
    );
    assert_eq!(
        callback.file_ranges_transferred_raw(some, none, one, some_ranges),
        E_POINTER
    );
    assert_eq!(
        callback.file_ranges_transferred_raw(some, some, one, null()),
        E_POINTER
    );
    assert!(log.lock().unwrap().is_empty());
}
