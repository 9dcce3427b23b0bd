//! Tests of the command-line tool as its users run it.

#[cfg(test)]
mod check;
#[cfg(test)]
mod conform;
#[cfg(test)]
mod decode;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod serve;

#[cfg(test)]
mod tool {
    use std::{
        io::Write,
        path::{Path, PathBuf},
        process::{Command, Stdio},
    };

    /// What a run has printed, and its exit code.
    #[derive(Debug)]
    pub struct Run {
        pub output: String,
        pub errors: String,
        pub code: Option<i32>,
    }

    /// Runs the tool with this standard input.
    pub fn run_with(arguments: &[&str], input: &[u8]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_matrix-widget"));
        command.args(arguments).current_dir(repository());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        Run {
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    pub fn run(arguments: &[&str]) -> Run {
        run_with(arguments, b"")
    }

    pub fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }
}
