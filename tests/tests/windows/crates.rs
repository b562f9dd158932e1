//! The crates as a whole: what is proved on this machine holds on Windows.

use super::can_run;
use super::summary::shown;
use super::system::System;
use comidl_tests::{Consumer, Said, WindowsTarget};
use std::time::Duration;

#[test]
fn the_programs_of_comidls_users_run() {
    let (target, test) = (WindowsTarget::X86_64, "the_programs_of_comidls_users_run");
    if !can_run(target, test) {
        return;
    }
    let mut consumers = Consumer::ALL.to_vec();
    consumers.retain(|consumer| consumer.or_left_out(test));
    for consumer in &consumers {
        let mut build = target.cargo(&["build"]);
        consumer.inhabit(&mut build);
        assert_eq!(Said::of(&mut build).well().stderr, "");
    }
    let system = System::start(target);
    for consumer in &consumers {
        let program = target
            .folder()
            .join(format!("{}-consumer.exe", consumer.name));
        let process = system.run(&system.install(&program), &[]);
        let facts = process.finish(Duration::from_secs(60));
        assert_eq!(facts.0, [consumer.prints.trim_end()]);
    }
    let names: Vec<_> = consumers.iter().map(|consumer| consumer.name).collect();
    shown(
        7,
        "programs of users",
        &format!(
            "{} did what they do on this machine: {}",
            names.len(),
            names.join(", ")
        ),
    );
}
