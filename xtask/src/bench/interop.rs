//! Permission checks, timed beside those of the npm package.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::{head, row};
use crate::{node, process};

const COUNTS: [u32; 4] = [10, 100, 1_000, 10_000];

/// How often each is timed, one after the other.
const ROUNDS: usize = 7;

pub fn table(program: &str) -> Result<String> {
    node::require()?;
    node::install(&crate::root().join("bindings/interop"))?;
    let mut table = head(&["capabilities", "min", "median", "max"]);
    for count in COUNTS {
        let count = count.to_string();
        let plan = process::output(program, &["plan", &count]).context("there is no plan")?;
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let ours: f64 =
                process::output(program, &["time", &count]).context("no time was taken")?.parse()?;
            ratios.push(theirs(&plan)? / ours);
        }
        ratios.sort_by(f64::total_cmp);
        let picked = [ratios.first(), ratios.get(ROUNDS / 2), ratios.last()];
        table +=
            &row([count].into_iter().chain(picked.into_iter().flatten().map(|ratio| format!("{ratio:.1}"))));
    }
    Ok(table)
}

/// How many nanoseconds the package takes.
fn theirs(plan: &str) -> Result<f64> {
    let mut node = Command::new("node")
        .arg("bench.mjs")
        .current_dir(crate::root().join("bindings/interop"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    node.stdin.take().context("node takes no input")?.write_all(plan.as_bytes())?;
    let output = node.wait_with_output()?;
    ensure!(output.status.success(), "`node bench.mjs` failed ({})", output.status);
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
