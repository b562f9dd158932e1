//! The example runs, and shows a download to its end. On Windows it would download from the network.
#![cfg(not(windows))]

use std::process::Command;

#[test]
fn progress_shows_a_bar_that_fills_and_leaves_the_file() {
    let url = "http://example.test/progress.bin";
    let file = std::env::temp_dir().join("comidl-progress.bin");
    std::fs::remove_file(&file).ok();

    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "progress", url])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");

    let stdout = String::from_utf8(output.stdout).unwrap();
    let said = format!("{url} is in {} (job ", file.display());
    assert!(stdout.contains(&said), "{stdout}");

    let percents: Vec<u32> = stderr
        .split('\r')
        .filter_map(|bar| bar.trim_end().strip_suffix(" %")?.rsplit(' ').next())
        .map(|percent| percent.parse().unwrap())
        .collect();
    assert!(percents.is_sorted(), "{percents:?}");
    assert!(percents.len() > 3 && percents[0] < 50, "{percents:?}");
    assert_eq!(percents.last(), Some(&100));
    let full = format!("[{}] 100 %", "#".repeat(50));
    assert!(stderr.ends_with(&full), "{stderr}");

    assert_eq!(std::fs::read(&file).unwrap(), [b'x'; 4000]);
    std::fs::remove_file(file).unwrap();
}

#[test]
fn progress_is_shorter_than_sixty_lines() {
    let source = include_str!("../examples/progress.rs");
    assert!(source.lines().count() < 60);
}
