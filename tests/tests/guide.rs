//! The guide, the cookbook, the chapter on contracts and the README, followed to the letter: each file of them is
//! written, each command is run, and must say what the page shows.
//!
//! The fence of a block says what it is: a language and a path for a file, `console` for commands
//! (with `fails` for those that must, with `widl` for those of widl), with what they say below each, and `text` for
//! neither.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use comidl_tests::{Block, Said, WIDL, blocks, root, target};

/// The reader of a page, in the folder where it leads.
struct Reader {
    folder: PathBuf,
}

impl Reader {
    fn write(&self, path: &str, lines: &[&str]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, lines.join("\n") + "\n").expect("the file can be written");
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
        let mut command = match words[..] {
            ["cd", folder] => {
                self.folder.push(folder);
                return String::new();
            }
            ["cargo", ref arguments @ ..] => self.cargo(arguments),
            ["widl", ref arguments @ ..] => {
                let mut command = Command::new(WIDL.name);
                command.args(arguments);
                command
            }
            ["comidl", ref arguments @ ..] => {
                let mut command = Command::new(comidl());
                command.args(arguments);
                command
            }
            _ => panic!("`{line}` is a command that the test doesn't know"),
        };
        let said = Said::of(command.current_dir(&self.folder));
        assert_eq!(
            said.success, !fails,
            "{line}\n{}{}",
            said.stdout, said.stderr
        );
        said.stderr + &said.stdout
    }

    /// Returns cargo as the reader has it, who finds the released packages in the registry: this one finds those of
    /// the repository.
    fn cargo(&self, arguments: &[&str]) -> Command {
        if self.folder.join("Cargo.toml").exists() {
            fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock"))
                .expect("a Cargo.lock");
        }
        let mut command = Command::new(env!("CARGO"));
        if arguments.first() != Some(&"new") {
            for (name, folder) in [("comidl", "runtime"), ("comidl-codegen", "codegen")] {
                let path = root().join(folder).display().to_string();
                command.args(["--config", &format!("patch.crates-io.{name}.path={path:?}")]);
            }
        }
        command
            .args(arguments)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS");
        command
    }
}

/// Returns the path of the command line, which is built unless it is there.
fn comidl() -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["build", "--quiet", "--offline", "-p", "comidl-cli"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target());
    Said::of(&mut command).well();
    target().join("debug/comidl")
}

/// Does what a page says. Returns how many commands it has.
fn follow(page: &str) -> usize {
    let text = fs::read_to_string(root().join(page)).expect("the page");
    // Not within the workspace, to which `cargo new` would add the package.
    let home = tempfile::tempdir().expect("a folder");
    let mut reader = Reader {
        folder: home.path().to_owned(),
    };
    let mut commands = 0;
    for Block { fence, lines } in blocks(&text) {
        match fence[..] {
            ["console"] => reader.run(&lines, false),
            ["console", "fails"] => reader.run(&lines, true),
            ["console", "widl", ref fails @ ..] => {
                if WIDL.or_left_out(page) {
                    reader.run(&lines, fails == ["fails"]);
                }
            }
            ["text"] => continue,
            // A part of a file of the reader's own.
            [_, "excerpt"] => {}
            [_, path] => reader.write(path, &lines),
            _ => panic!("a fence of the page says {fence:?}"),
        }
        commands += lines.iter().filter(|line| line.starts_with("$ ")).count();
    }
    commands
}

#[test]
fn a_newcomer_who_follows_the_guide_gets_what_it_shows() {
    assert!(follow("docs/guide.md") >= 5);
}

#[test]
fn the_programs_of_the_cookbook_run() {
    assert!(follow("docs/cookbook.md") >= 7);
}

#[test]
fn the_contract_of_the_chapter_does_what_it_says() {
    assert!(follow("docs/contracts.md") >= 1);
}

#[test]
fn whoever_reads_only_the_readme_has_bindings() {
    assert!(follow("README.md") >= 4);
}

#[test]
fn the_comparison_with_other_tools_holds() {
    assert!(follow("docs/comparison.md") >= 10);
}
