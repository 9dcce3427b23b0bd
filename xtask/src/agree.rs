//! `cargo xtask agree`: tests that serde, JSON Schema and TypeScript accept the same values of every type.

mod bodies;
mod checks;
mod lenient;
mod messages;
mod mutants;
mod reach;
#[cfg(test)]
mod recorded;
mod settings;
mod typescript;

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use anyhow::{Result, ensure};

pub use self::settings::Settings;
use self::{bodies::Tally, checks::Comparison, messages::Messages};
use crate::{
    codegen::{
        catalog::{Body, Catalog},
        schema,
    },
    repository::root,
};

pub fn run(settings: Settings) -> Result<()> {
    println!("{} values for each type, seed {}", settings.values, settings.seed);
    let catalog = Catalog::new();
    let comparison = Comparison::start()?;
    let compared = |mut tally: Tally| comparison.compare(&mut tally.cases).map(|()| tally);

    let started = Instant::now();
    let bodies = unique(&catalog);
    let folder = root().join("target/agree");
    let tallies = in_parallel(&bodies, |body| bodies::prove(body, &settings).and_then(compared))?;
    report("bodies", &tallies, started);

    let started = Instant::now();
    let messages = Messages::all(&catalog)?;
    let bundle = jsonschema::draft202012::new(&schema::bundle(&catalog)?)?;
    let of_messages =
        in_parallel(&messages, |messages| messages::prove(messages, &bundle, &settings).and_then(compared))?;
    report("kinds of messages", &of_messages, started);
    comparison.finish()?;

    let started = Instant::now();
    let statements: Vec<_> = tallies.into_iter().map(|tally| tally.statements).collect();
    let faults = typescript::faults(&bodies, &statements, &folder)?;
    let smallest = faults.first().map(String::as_str).unwrap_or_default();
    ensure!(
        faults.is_empty(),
        "serde and TypeScript disagree {} times, for example:\n{smallest}",
        faults.len()
    );
    let (accepted, refused) = typescript::count(&statements);
    println!("TypeScript: {accepted} accepted, {refused} refused, {:.1} s", started.elapsed().as_secs_f32());
    lenient::report()
}

/// Returns each body once.
fn unique(catalog: &Catalog) -> Vec<Body> {
    catalog.bodies().map(|body| ((body.name)(), *body)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// Runs a check of all items on all cores, and stops at the first failure.
fn in_parallel<I: Sync, O: Send>(items: &[I], prove: impl Fn(&I) -> Result<O> + Sync) -> Result<Vec<O>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = prove(item);
                    if result.is_err() {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                    results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
}

fn report(what: &str, tallies: &[Tally], started: Instant) {
    let sum = |count: fn(&Tally) -> usize| tallies.iter().map(count).sum::<usize>();
    let (values, accepted, refused) =
        (sum(|tally| tally.values), sum(|tally| tally.accepted), sum(|tally| tally.refused));
    let (types, seconds) = (tallies.len(), started.elapsed().as_secs_f32());
    println!(
        "{types} {what}: {values} values, {accepted} mutants accepted, {refused} refused, {seconds:.1} s"
    );
}
