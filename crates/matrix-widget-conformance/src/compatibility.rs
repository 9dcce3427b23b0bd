//! The page that compares implementations.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

use crate::{
    Baseline, Suite,
    scenario::{Role, Scenario},
};

/// An implementation, and the scenarios that it is known to fail.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The name and version of the implementation.
    pub name: &'a str,
    /// The scenarios of its side.
    pub suite: &'a Suite,
    /// The scenarios that it fails.
    pub baseline: &'a Baseline,
}

/// Returns the page that compares implementations, as Markdown.
#[must_use]
pub fn page(implementations: &[Known<'_>]) -> String {
    let mut page = String::from(
        "<!-- Generated from conformance/baselines. Do not edit. -->\n\n\
         # Compatibility\n\n\
         What implementations do differently from the [rules of sessions](rules.md), as the scenarios of [`conformance/`](../conformance/README.md) \
         show it. The sessions of this repository pass every scenario. \
         Scenarios that an adapter cannot carry out are skipped, and are not counted as differences.\n\n\
         | implementation | side | scenarios | differences |\n| --- | --- | ---: | ---: |\n",
    );
    for Known { name, suite, baseline } in implementations {
        let (all, different) = (suite.scenarios().len(), baseline.reasons().count());
        let _ = writeln!(page, "| {name} | {} | {all} | {different} |", side(suite.role()));
    }
    for Known { name, suite, baseline } in implementations {
        let _ = write!(
            page,
            "\n## {name}, {}\n\n| difference | scenarios, with their rules |\n| --- | --- |\n",
            side(suite.role())
        );
        for (reason, scenarios) in by_reason(suite, baseline) {
            let cite = |scenario: &&Scenario| format!("{} ({})", scenario.title, scenario.rules.join(", "));
            let cited: Vec<_> = scenarios.iter().map(cite).collect();
            let _ = writeln!(page, "| {reason} | {} |", cited.join("<br>"));
        }
    }
    page
}

/// Returns the scenarios of each reason. The reasons with the most scenarios come first.
fn by_reason<'a>(suite: &'a Suite, baseline: &'a Baseline) -> Vec<(&'a str, Vec<&'a Scenario>)> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for (name, reason) in baseline.reasons() {
        groups.entry(reason).or_default().extend(suite.scenarios().get(name));
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, scenarios)| Reverse(scenarios.len()));
    groups
}

fn side(role: Role) -> &'static str {
    match role {
        Role::Host => "client",
        Role::Widget => "widget",
    }
}
