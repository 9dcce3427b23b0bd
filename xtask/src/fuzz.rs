//! `cargo xtask fuzz`: the laws of the tests, held against inputs that a fuzzer comes upon.

mod seeds;

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{consumers::files, process};

/// What to fuzz, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// A target; all of them, one after the other, if none is named.
    target: Option<String>,
    /// How long each target is to run.
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Then replace the committed inputs by the smallest of those that it takes to reach all that has been reached.
    #[arg(long)]
    keep: bool,
}

pub fn run(options: &Options) -> Result<()> {
    process::require_cargo("fuzz", "0.13.2", "runs the fuzz targets, with a C++ compiler")?;
    let targets = targets()?;
    let chosen: Vec<_> = match &options.target {
        Some(name) => targets.into_iter().filter(|target| target == name).collect(),
        None => targets,
    };
    ensure!(
        !chosen.is_empty(),
        "there is no such target: {} has one in each file",
        folder("fuzz_targets").display()
    );
    for target in chosen {
        fuzz(&target, options)?;
    }
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for file in fs::read_dir(folder("fuzz_targets"))? {
        let path = file?.path();
        targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

/// What is found goes to `target/fuzz`; what is committed is only read, but for `--keep`.
fn fuzz(target: &str, options: &Options) -> Result<()> {
    let work = crate::root().join("target/fuzz").join(target);
    let corpus = folder("corpus").join(target);
    let [found, seeds, artifacts] = ["found", "seeds", "artifacts"].map(|name| work.join(name));
    for folder in [&found, &corpus, &seeds, &artifacts] {
        fs::create_dir_all(folder)?;
    }
    seeds::write(target, &seeds)?;
    let folders = [&found, &corpus, &seeds].map(|folder| folder.display().to_string());
    libfuzzer(
        target,
        &folders,
        &[
            format!("-max_total_time={}", options.seconds),
            format!("-max_len={LONGEST}"),
            "-timeout=20".to_owned(),
            "-print_final_stats=1".to_owned(),
            format!("-artifact_prefix={}/", artifacts.display()),
        ],
    )?;
    if options.keep {
        let kept = work.join("kept");
        empty(&kept)?;
        let folders = [&[kept.display().to_string()], &folders[..]].concat();
        libfuzzer(target, &folders, &["-set_cover_merge=1".to_owned(), "-use_counters=0".to_owned()])?;
        keep(&kept, &corpus)?;
    }
    Ok(())
}

/// The longest input. What is longer takes more time and shows nothing new.
const LONGEST: usize = 4096;

/// No sanitizer: there is no `unsafe` in what is tested, and without one the stable toolchain will do.
fn libfuzzer(target: &str, folders: &[String], options: &[String]) -> Result<()> {
    let target_dir = crate::root().join("target/fuzz/build").display().to_string();
    let own =
        ["fuzz", "run", "--sanitizer", "none", "--debug-assertions", "--target-dir", &target_dir, target];
    let folders = folders.iter().map(String::as_str);
    let options = options.iter().map(String::as_str);
    let arguments: Vec<_> = own.into_iter().chain(folders).chain(["--"]).chain(options).collect();
    process::cargo(&arguments)
}

/// The smallest of the inputs that are kept, as many as have room, become those that are committed.
fn keep(kept: &Path, corpus: &Path) -> Result<()> {
    empty(corpus)?;
    let mut inputs = Vec::new();
    for file in files(kept)? {
        inputs.push((fs::metadata(&file)?.len(), file));
    }
    inputs.sort();
    let mut room = ROOM;
    for (size, file) in inputs {
        let Some(left) = room.checked_sub(size) else { break };
        room = left;
        fs::copy(&file, corpus.join(file.file_name().context("a file without a name")?))?;
    }
    Ok(())
}

/// How many bytes are committed for each target.
const ROOM: u64 = 32 * 1024;

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn folder(name: &str) -> std::path::PathBuf {
    crate::root().join("fuzz").join(name)
}
