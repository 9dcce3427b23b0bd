//! The files that a run produces, written or compared.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use similar::TextDiff;

/// The whole content of some folders and single files, by path from the root of the repository.
pub struct Outputs {
    folders: &'static [&'static str],
    files: BTreeMap<String, String>,
}

/// A line of Rust's documentation that means nothing elsewhere: it links to an item, or begins an example.
fn rustdoc_alone_understands(text: &str) -> Option<&str> {
    let is_link = |line: &str| ["](Self::", "](crate::", "](super::"].iter().any(|link| line.contains(link));
    let is_short_link = |line: &str| line.split("`]").skip(1).any(|rest| !rest.starts_with('('));
    text.lines().find(|line| is_link(line) || is_short_link(line) || line.contains("use matrix_widget"))
}

impl Outputs {
    pub fn new(folders: &'static [&'static str]) -> Self {
        Self { folders, files: BTreeMap::new() }
    }

    pub fn add(&mut self, folder: &str, file: &str, content: String) -> Result<()> {
        ensure!(self.folders.contains(&folder), "{folder}/{file} would lie outside the generated folders");
        self.add_file(&format!("{folder}/{file}"), content)
    }

    /// Adds a file that stands among files that are not generated.
    pub fn add_file(&mut self, path: &str, content: String) -> Result<()> {
        if let Some(leak) = rustdoc_alone_understands(&content) {
            bail!("{path} has what only rustdoc understands: {leak}");
        }
        ensure!(self.files.insert(path.to_owned(), content).is_none(), "{path} would be written twice");
        Ok(())
    }

    /// Makes the folders hold these files and no others.
    pub fn write(&self, root: &Path) -> Result<()> {
        let (mut written, mut unchanged) = (0, 0);
        for (path, content) in &self.files {
            let file = root.join(path);
            if read(&file)?.as_deref() == Some(content) {
                unchanged += 1;
                continue;
            }
            fs::create_dir_all(file.parent().context("a file has a folder")?)?;
            fs::write(&file, content).with_context(|| format!("{path} cannot be written"))?;
            eprintln!("  wrote    {path}");
            written += 1;
        }
        let left_over = self.left_over(root)?;
        for path in &left_over {
            fs::remove_file(root.join(path)).with_context(|| format!("{path} cannot be deleted"))?;
            eprintln!("  deleted  {path}");
        }
        println!("{written} files written, {unchanged} unchanged, {} deleted", left_over.len());
        Ok(())
    }

    /// Fails, with what would change, unless the folders hold these files and no others.
    pub fn check(&self, root: &Path) -> Result<()> {
        let mut faults = 0;
        for (path, content) in &self.files {
            match read(&root.join(path))? {
                Some(found) if found == *content => continue,
                Some(found) => {
                    let diff = TextDiff::from_lines(found.as_str(), content);
                    println!("stale: {path}");
                    print!("{}", diff.unified_diff().header("committed", "generated"));
                }
                None => println!("missing: {path}"),
            }
            faults += 1;
        }
        for path in self.left_over(root)? {
            println!("left over, no longer generated: {path}");
            faults += 1;
        }
        if faults > 0 {
            bail!(
                "{faults} generated files are not current; run `cargo xtask codegen` and commit what it writes"
            );
        }
        println!("{} generated files are current", self.files.len());
        Ok(())
    }

    /// Files in the folders that are none of these.
    fn left_over(&self, root: &Path) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for folder in self.folders {
            list(&root.join(folder), folder, &mut found)?;
        }
        found.retain(|path| !self.files.contains_key(path));
        found.sort();
        Ok(found)
    }
}

/// The content of a file with Unix line ends, as a checkout may have others; `None` if there is no such file.
fn read(file: &Path) -> Result<Option<String>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
    }
}

fn list(folder: &Path, name: &str, found: &mut Vec<String>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            list(&path, &name, found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Outputs;

    fn outputs(content: &str) -> Outputs {
        let mut outputs = Outputs::new(&["generated"]);
        outputs.add("generated", "deep/one.txt", content.to_owned()).unwrap();
        outputs
    }

    #[test]
    fn what_was_written_is_current_until_something_changes() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("generated/deep/one.txt");
        assert!(outputs("a\n").check(root.path()).is_err(), "missing");

        outputs("a\n").write(root.path()).unwrap();
        outputs("a\n").check(root.path()).unwrap();

        fs::write(&file, "a\r\n").unwrap();
        outputs("a\n").check(root.path()).expect("line ends of another system are no change");

        assert!(outputs("b\n").check(root.path()).is_err(), "stale");
        assert_eq!(fs::read_to_string(&file).unwrap(), "a\r\n", "a check changes nothing");
    }

    #[test]
    fn a_file_that_is_no_longer_generated_is_reported_and_deleted() {
        let root = tempfile::tempdir().unwrap();
        outputs("a\n").write(root.path()).unwrap();
        let orphan = root.path().join("generated/old.txt");
        fs::write(&orphan, "").unwrap();

        assert!(outputs("a\n").check(root.path()).is_err(), "left over");
        assert!(orphan.exists(), "a check changes nothing");

        outputs("a\n").write(root.path()).unwrap();
        assert!(!orphan.exists());
        outputs("a\n").check(root.path()).unwrap();
    }

    #[test]
    fn a_file_outside_the_generated_folders_is_refused() {
        assert!(Outputs::new(&["generated"]).add("src", "lib.rs", String::new()).is_err());
    }
}
