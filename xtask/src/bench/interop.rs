//! Compares the time of permission checks with the npm package `matrix-widget-api`.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use super::table::{head, row};
use crate::{
    node::{install, require_node},
    repository::root,
    shell::shell,
};

const COUNTS: [u32; 4] = [10, 100, 1_000, 10_000];

/// The number of rounds. Each round measures both implementations.
const ROUNDS: usize = 7;

pub fn table(program: &str) -> Result<String> {
    let sh = shell()?;
    require_node(&sh)?;
    install(&sh, &root().join("conformance"))?;
    let mut table = head(&["capabilities", "min", "median", "max"]);
    for count in COUNTS {
        let count = count.to_string();
        let plan = cmd!(sh, "{program} plan {count}").quiet().read()?;
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let ours: f64 = cmd!(sh, "{program} time {count}").quiet().read()?.parse()?;
            ratios.push(theirs(&plan)? / ours);
        }
        ratios.sort_by(f64::total_cmp);
        let picked = [ratios.first(), ratios.get(ROUNDS / 2), ratios.last()];
        table +=
            &row([count].into_iter().chain(picked.into_iter().flatten().map(|ratio| format!("{ratio:.1}"))));
    }
    Ok(table)
}

/// Returns the time that the package takes, in nanoseconds.
fn theirs(plan: &str) -> Result<f64> {
    let mut node = Command::new("node")
        .arg("bench.mjs")
        .current_dir(root().join("conformance/interop"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    node.stdin.take().context("node takes no input")?.write_all(plan.as_bytes())?;
    let output = node.wait_with_output()?;
    ensure!(output.status.success(), "`node bench.mjs` failed ({})", output.status);
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
