//! The costs of reading messages, answering them and checking permissions, beside the usual alternatives.
//!
//! `cargo bench` measures time. `cargo xtask bench` runs the program with these arguments:
//!
//! - `list`: prints the cases as JSON.
//! - `run CASE COUNT`: does a case so many times.
//! - `plan COUNT`: prints permission checks for another language. `time COUNT`: the nanoseconds that they take here.

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
        ["run", name, times] => println!("{}", run(name, times.parse().expect("a number of times"))),
        ["plan", count] => println!("{}", plan(count).to_json()),
        ["time", count] => println!("{}", nanoseconds(&plan(count))),
        _ => divan::main(),
    }
}

/// All cases, table by table and row by row.
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

/// The cases that do not read many megabytes.
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

/// Does a case, and returns `true` if there was a result each time.
fn run(name: &str, times: u64) -> bool {
    let case = cases().find(|case| case.to_string() == name).expect("the name of a case");
    let mut run = case.prepare();
    (0..times).fold(true, |is_ok, _| black_box(run()) && is_ok)
}

fn plan(count: &str) -> Plan {
    Plan::new(count.parse().expect("a number of capabilities"))
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
