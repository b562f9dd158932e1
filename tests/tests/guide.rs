//! `docs/guide.md`, followed to the letter: each file of it is written, each command is run, and
//! must say what the guide shows.
//!
//! The fence of a block says what it is: a language and a path for a file, `console` for commands
//! (with `fails` for those that must), with what they say below each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use comidl_tests::{Said, root, target};

/// A fenced block: the words of its fence, and its lines.
struct Block<'a> {
    fence: Vec<&'a str>,
    lines: Vec<&'a str>,
}

fn blocks(guide: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in guide.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(fence) => {
                let fence = fence.split_whitespace().collect();
                let lines = Vec::new();
                blocks.push(Block { fence, lines });
                is_open = true;
            }
            None if is_open => blocks.last_mut().expect("one is open").lines.push(line),
            None => {}
        }
    }
    blocks
}

/// The reader of the guide, in the folder where the guide leads.
struct Reader {
    folder: PathBuf,
}

impl Reader {
    fn write(&self, path: &str, lines: &[&str]) {
        let mut text = lines.join("\n") + "\n";
        if path == "Cargo.toml" {
            text += &released();
        }
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock")).expect("a Cargo.lock");
    }

    /// Runs the commands of a block; each must say the lines that follow it, in their order.
    fn run(&mut self, lines: &[&str], fails: bool) {
        let mut said = String::new();
        for line in lines {
            match line.strip_prefix("$ ") {
                Some(command) => said = self.command(command, fails),
                None => {
                    let after = said
                        .split_once(line.trim())
                        .map(|(_, after)| after.to_owned());
                    said = after.unwrap_or_else(|| panic!("`{line}` isn't said here:\n{said}"));
                }
            }
        }
    }

    fn command(&mut self, line: &str, fails: bool) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["cd", folder] = words[..] {
            self.folder.push(folder);
            return String::new();
        }
        let ["cargo", arguments @ ..] = &words[..] else {
            panic!("`{line}` is a command that the test doesn't know");
        };
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS");
        let said = Said::of(&mut command);
        assert_eq!(
            said.success, !fails,
            "{line}\n{}{}",
            said.stdout, said.stderr
        );
        said.stderr + &said.stdout
    }
}

/// The reader's cargo finds the released packages in the registry; this one finds these.
fn released() -> String {
    let path = |name: &str| root().join(name).display().to_string();
    let (runtime, codegen) = (path("runtime"), path("codegen"));
    format!(
        "\n[patch.crates-io]\ncomidl = {{ path = {runtime:?} }}\n\
         comidl-codegen = {{ path = {codegen:?} }}\n"
    )
}

#[test]
fn a_newcomer_who_follows_the_guide_gets_what_it_shows() {
    let guide = fs::read_to_string(root().join("docs/guide.md")).expect("the guide");
    // Not within the workspace, to which `cargo new` would add the package.
    let home = tempfile::tempdir().expect("a folder");
    let folder: &Path = home.path();
    let mut reader = Reader {
        folder: folder.to_owned(),
    };
    let mut commands = 0;
    for Block { fence, lines } in blocks(&guide) {
        match fence[..] {
            ["console"] => reader.run(&lines, false),
            ["console", "fails"] => reader.run(&lines, true),
            // A part of a file of the reader's own.
            [_, "excerpt"] => {}
            [_, path] => reader.write(path, &lines),
            _ => panic!("a fence of the guide says {fence:?}"),
        }
        commands += lines.iter().filter(|line| line.starts_with("$ ")).count();
    }
    assert!(commands >= 5, "only {commands} commands were run");
}
