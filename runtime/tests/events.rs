//! The events of a job as a stream, beside the service in the process.

use comidl::bits::{ErrorContext, Event, Events, Job, JobState, Notify};
use comidl::testing::Service;
use comidl::{HRESULT, Result};
use futures_core::Stream;
use futures_core::stream::FusedStream;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

const URL: &str = "http://example.test/a.bin";

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(result) => return result,
            Poll::Pending => thread::park_timeout(Duration::from_secs(10)),
        }
    }
}

async fn next(events: &mut Events) -> Option<Event> {
    std::future::poll_fn(|context| Pin::new(&mut *events).poll_next(context)).await
}

fn started(service: &Service) -> Job {
    let (job, _) = service.manager().create_job("update").unwrap();
    service.publish(URL, vec![7; 10]);
    job.add_file(URL, std::env::temp_dir().join("comidl-events.bin"))
        .unwrap();
    job
}

#[test]
fn a_task_that_waits_is_woken_by_each_event_and_the_end() {
    let service = Service::new();
    let job = started(&service);
    let mut events = job
        .events(Notify::JOB_TRANSFERRED | Notify::FILE_TRANSFERRED)
        .unwrap();
    job.resume().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| service.finish(&job).unwrap());
        block_on(async {
            let mut told = Vec::new();
            while let Some(event) = next(&mut events).await {
                told.push(match event {
                    Event::FileTransferred(file) => file.remote_name().unwrap(),
                    Event::Transferred => {
                        job.cancel().unwrap();
                        "all".to_owned()
                    }
                    other => format!("{other:?}"),
                });
            }
            assert_eq!(told, [URL, "all"]);
        });
    });
    assert!(events.is_terminated());
    assert_eq!(events.job().state(), Ok(JobState::Cancelled));
}

#[test]
fn modifications_that_wait_are_told_once_and_an_error_with_its_code() -> Result<()> {
    let service = Service::new();
    let job = started(&service);
    job.resume()?;
    let mut events = job.events(Notify::JOB_MODIFICATION | Notify::JOB_ERROR)?;
    for _ in 0..3 {
        service.transfer(&job, 1)?;
        assert!(service.settle(Duration::from_secs(10)));
    }
    const FULL: HRESULT = HRESULT(0x8007_0070_u32 as i32);
    service.fail(&job, ErrorContext::LocalFile, FULL)?;
    assert!(service.settle(Duration::from_secs(10)));
    let first = block_on(next(&mut events));
    assert!(matches!(first, Some(Event::Modified)), "{first:?}");
    let second = loop {
        match block_on(next(&mut events)) {
            Some(Event::Modified) => {}
            other => break other,
        }
    };
    let Some(Event::Error(error)) = second else {
        panic!("{second:?}");
    };
    assert_eq!(error.details()?, (ErrorContext::LocalFile, FULL.into()));
    Ok(())
}

#[test]
fn who_drops_the_stream_is_not_told_any_more() -> Result<()> {
    let service = Service::new();
    let job = started(&service);
    let events = job.events(Notify::JOB_TRANSFERRED)?;
    assert!(job.notify_interface()?.is_some());
    drop(events);
    assert!(job.notify_interface()?.is_none());
    Ok(())
}
