//! Benchmarks of reading messages, answering them and checking permissions, compared with common alternatives.
//!
//! `cargo bench` measures time. `cargo xtask bench` runs the benchmark with these arguments:
//!
//! - `list`: prints the cases as JSON.
//! - `run CASE COUNT`: runs a case COUNT times.
//! - `plan COUNT`: prints a plan of permission checks for benchmarks in other languages.
//! - `time COUNT`: prints how many nanoseconds the plan takes here.

mod capabilities;
mod case;
mod checks;
mod coverage;
mod events;
mod reading;
mod replies;
mod rivals;
mod texts;

use std::{env, hint::black_box, time::Instant};

use serde_json::{Value, json};

use self::{case::Case, checks::Plan};

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => println!("{}", list()),
        ["run", name, times] => {
            println!("{}", run(name, times.parse().expect("expected a number of repetitions")));
        }
        ["plan", count] => println!("{}", plan(count).to_json()),
        ["time", count] => println!("{}", nanoseconds(&plan(count))),
        _ => divan::main(),
    }
}

/// Returns all cases, ordered by table and row.
fn cases() -> impl Iterator<Item = Case> {
    [
        reading::cases(),
        events::cases(),
        replies::cases(),
        capabilities::cases(),
        checks::cases(),
        coverage::cases(),
    ]
    .into_iter()
    .flatten()
}

/// Returns the cases that do not read many megabytes.
fn short_cases() -> Vec<Case> {
    cases().filter(|case| case.table != "size").collect()
}

#[divan::bench(args = short_cases())]
fn time(bencher: divan::Bencher<'_, '_>, case: &Case) {
    bencher.bench_local(case.prepare());
}

fn list() -> Value {
    cases().map(|case| json!([case.table, case.row, case.column, case.times])).collect()
}

/// Runs a case repeatedly, and returns `true` if every run succeeds.
fn run(name: &str, times: u64) -> bool {
    let case = cases().find(|case| case.to_string() == name).expect("expected the name of a case");
    let mut run = case.prepare();
    (0..times).fold(true, |is_ok, _| black_box(run()) && is_ok)
}

fn plan(count: &str) -> Plan {
    Plan::new(count.parse().expect("expected a number of capabilities"))
}

/// Returns the average time for the checks of a plan.
fn nanoseconds(plan: &Plan) -> u128 {
    let mut run = plan.in_set();
    let rounds = 20_000;
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(run());
    }
    start.elapsed().as_nanos() / rounds
}
