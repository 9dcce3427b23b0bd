//! Every choice of a crate's features.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

/// The choices of a package's features, by the metadata of cargo, as arguments to it.
pub fn choices(package: &Value) -> Result<BTreeSet<String>> {
    let features: BTreeMap<String, Vec<String>> = serde_json::from_value(package["features"].clone())
        .with_context(|| format!("{} has unusual features", package["name"]))?;
    Ok(sets(&features).into_iter().map(|set| set.into_iter().collect::<Vec<_>>().join(",")).collect())
}

/// All sets that can be on, each with the features that its own bring in.
fn sets(features: &BTreeMap<String, Vec<String>>) -> BTreeSet<BTreeSet<&str>> {
    let mut sets = BTreeSet::from([BTreeSet::new()]);
    for name in features.keys() {
        let with_it: Vec<_> = sets
            .iter()
            .map(|set: &BTreeSet<&str>| {
                let mut set = set.clone();
                add(name, features, &mut set);
                set
            })
            .collect();
        sets.extend(with_it);
    }
    sets
}

fn add<'f>(name: &'f str, features: &'f BTreeMap<String, Vec<String>>, set: &mut BTreeSet<&'f str>) {
    // What is named and no feature belongs to a dependency. `default` is but what it brings in.
    let Some(more) = features.get(name) else { return };
    if name == "default" || set.insert(name) {
        more.iter().for_each(|name| add(name, features, set));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::sets;

    #[test]
    fn what_comes_to_the_same_is_one_choice() {
        let features = [
            ("default", vec!["std"]),
            ("std", vec!["other?/std"]),
            ("serde", vec!["dep:serde"]),
            ("random", vec!["std", "dep:random"]),
        ];
        let features: BTreeMap<_, _> = features
            .into_iter()
            .map(|(name, more)| (name.to_owned(), more.into_iter().map(str::to_owned).collect()))
            .collect();
        let sets: Vec<_> =
            sets(&features).into_iter().map(|set| set.into_iter().collect::<Vec<_>>()).collect();
        let expected: [&[&str]; 6] =
            [&[], &["random", "serde", "std"], &["random", "std"], &["serde"], &["serde", "std"], &["std"]];
        assert_eq!(sets, expected);
    }
}
