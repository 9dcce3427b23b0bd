//! Counts instructions with valgrind's callgrind.

use std::{
    collections::BTreeMap,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use super::table::{head, row};
use crate::shell::{require as require_program, shell};

/// Disables `rep movsb` in glibc, because callgrind counts it as one instruction per byte.
const TUNABLES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.cpu.x86_rep_movsb_threshold=1000000000");

/// Returns an error that says how to install valgrind if it is missing.
pub fn require() -> Result<()> {
    let sh = shell()?;
    require_program(
        cmd!(sh, "valgrind --version"),
        "valgrind is needed: install your system's package `valgrind`",
    )
}

/// The measurement of one case.
struct Measured {
    table: String,
    row: String,
    column: String,
    /// The number of instructions, or `None` if the case refuses its input.
    instructions: Option<u64>,
}

/// Returns all tables by name, with the instructions of the first column and the ratios of all columns to it.
pub fn tables(program: &str) -> Result<Vec<(String, String)>> {
    let sh = shell()?;
    let list = cmd!(sh, "{program} list").quiet().read()?;
    let cases: Vec<(String, String, String, u64)> = serde_json::from_str(&list)?;
    let next = AtomicUsize::new(0);
    let measured = Mutex::new(BTreeMap::new());
    // Counts of instructions are the same when cases run in parallel.
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some((index, case)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    cases.get(index).map(|case| (index, case))
                } {
                    let result = measure(program, case);
                    measured.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(index, result);
                }
            });
        }
    });
    let measured = measured.into_inner()?;
    let measured: Vec<_> = measured.into_values().collect::<Result<_>>()?;
    Ok(measured
        .chunk_by(|one, next| one.table == next.table)
        .filter_map(|cases| Some((cases.first()?.table.clone(), table(cases))))
        .collect())
}

fn table(cases: &[Measured]) -> String {
    let rows: Vec<_> = cases.chunk_by(|one, next| one.row == next.row).collect();
    let columns = rows.first().map(|row| row.iter().map(|case| case.column.as_str())).into_iter().flatten();
    let mut table = head(&["", "instructions"].into_iter().chain(columns).collect::<Vec<_>>());
    for cases in rows {
        let base = cases.first().and_then(|case| case.instructions);
        let name = cases.first().map(|case| case.row.clone());
        let cells = cases.iter().map(|case| ratio(case.instructions, base));
        table += &row(name.into_iter().chain([base.map_or_else(String::new, grouped)]).chain(cells));
    }
    table
}

/// Returns the ratio of a case to the first case in its row.
fn ratio(instructions: Option<u64>, base: Option<u64>) -> String {
    let (Some(instructions), Some(base)) = (instructions, base) else { return "refused".to_owned() };
    #[expect(clippy::as_conversions, reason = "counts are far below 2^53")]
    let ratio = instructions as f64 / base as f64;
    if ratio < 0.1 { format!("1/{:.0}", 1.0 / ratio) } else { format!("{ratio:.2}") }
}

/// Formats a number with its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let grouped = digits.char_indices().map(|(index, digit)| {
        let comma = if index > 0 && (digits.len() - index).is_multiple_of(3) { "," } else { "" };
        format!("{comma}{digit}")
    });
    grouped.collect()
}

/// Measures the difference between many repetitions and twice as many, which excludes the start of the program.
fn measure(program: &str, (table, row, column, times): &(String, String, String, u64)) -> Result<Measured> {
    let name = format!("{table}/{row}/{column}");
    let (once, _) = count(program, &name, *times)?;
    let (twice, is_ok) = count(program, &name, times * 2)?;
    let instructions = is_ok.then(|| twice.saturating_sub(once) / times);
    Ok(Measured { table: table.clone(), row: row.clone(), column: column.clone(), instructions })
}

/// Returns the instructions of a run, and `true` if the case accepted its input.
fn count(program: &str, name: &str, times: u64) -> Result<(u64, bool)> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run", name])
        .arg(times.to_string())
        .env(TUNABLES.0, TUNABLES.1)
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "`{name}` failed under callgrind: {report}");
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    let (_, collected) =
        collected.with_context(|| format!("callgrind counted nothing of `{name}`: {report}"))?;
    Ok((collected.trim().parse()?, output.stdout.starts_with(b"true")))
}

#[cfg(test)]
mod tests {
    use super::{grouped, ratio};

    #[test]
    fn grouped_separates_groups_of_three_digits() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn ratio_writes_small_ratios_as_fractions() {
        assert_eq!(ratio(Some(150), Some(100)), "1.50");
        assert_eq!(ratio(Some(10), Some(3_000)), "1/300");
        assert_eq!(ratio(None, Some(100)), "refused");
    }
}
