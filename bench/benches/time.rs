//! Wall time of the cases, for a quiet machine: `cargo bench --package matrix-widget-bench`.

use matrix_widget_bench::{Case, cases};

fn main() {
    divan::main();
}

/// Not the texts of many megabytes.
fn brief() -> Vec<Case> {
    cases().into_iter().filter(|case| case.table != "size").collect()
}

#[divan::bench(args = brief())]
fn time(bencher: divan::Bencher<'_, '_>, case: &Case) {
    bencher.bench_local(case.prepare());
}
