//! The analyses of documents, on a thread of their own.
//!
//! One analysis runs at a time. While it runs, further changes wait; the next analysis takes the texts of
//! that moment. So no work is done for a text that is stale already, and what the editor asks meanwhile
//! can be answered by what is known.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use comidl_codegen::internal::analysis::Analysis;
use comidl_codegen::internal::compile::Options;
use comidl_codegen::internal::metadata::Metadata;
use comidl_codegen::internal::session::Texts;
use crossbeam_channel::{Receiver, Sender, unbounded};

use super::snapshot::Snapshot;

/// An analysis to make.
pub(super) struct Job {
    /// The document.
    pub(super) path: PathBuf,
    pub(super) options: Options,
    pub(super) metadata: Arc<Metadata>,
    pub(super) texts: Texts,
}

/// The thread that makes analyses.
pub(super) struct Analyst {
    jobs: Sender<Job>,
    /// What comes of the jobs, in their order.
    pub(super) done: Receiver<Snapshot>,
}

impl Analyst {
    /// Starts the thread. It ends when this is dropped.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub(super) fn start() -> std::io::Result<Self> {
        let (jobs, open) = unbounded::<Job>();
        let (results, done) = unbounded();
        let work = move || {
            for job in open {
                let analysis = Analysis::new(job.options, &job.metadata, job.texts);
                let path = job.path;
                if results.send(Snapshot::new(path, analysis)).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new().name("analyses".into()).spawn(work)?;
        Ok(Self { jobs, done })
    }

    /// Makes an analysis after those that are asked for already.
    pub(super) fn ask(&self, job: Job) {
        // Without the thread, `done` is closed, and the server ends.
        self.jobs.send(job).ok();
    }
}
