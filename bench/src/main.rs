//! `list`: the cases as JSON. `run CASE COUNT`: does a case so many times. `plan COUNT`, `time COUNT`: the permission checks
//! for another language, and how many nanoseconds they take in this one.

use std::{hint::black_box, time::Instant};

use anyhow::{Context as _, Result, bail};
use matrix_widget_bench::{Plan, cases};
use serde_json::json;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match *words {
        ["list"] => {
            let list = cases().into_iter().map(|case| json!([case.table, case.row, case.column, case.times]));
            println!("{}", list.collect::<serde_json::Value>());
        }
        ["run", name, times] => {
            let times: u64 = times.parse()?;
            let case = cases().into_iter().find(|case| case.to_string() == name);
            let mut run = case.with_context(|| format!("there is no case `{name}`"))?.prepare();
            let mut is_ok = true;
            for _ in 0..times {
                is_ok &= black_box(run());
            }
            println!("{is_ok}");
        }
        ["plan", count] => println!("{}", Plan::new(count.parse()?).to_json()),
        ["time", count] => println!("{}", nanoseconds(&Plan::new(count.parse()?))),
        _ => bail!("expected `list`, `run CASE COUNT`, `plan COUNT` or `time COUNT`"),
    }
    Ok(())
}

/// How long the checks of a plan take, on average.
fn nanoseconds(plan: &Plan) -> u128 {
    let mut run = plan.in_set();
    let rounds = 20_000;
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(run());
    }
    start.elapsed().as_nanos() / rounds
}
