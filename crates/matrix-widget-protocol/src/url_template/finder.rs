//! Finding the variables of a template in one pass.

use std::{
    collections::{BTreeMap, VecDeque},
    iter,
};

/// Finds, at every `$` of a text, the longest known name after it.
///
/// It is the automaton of Aho and Corasick over the names read backwards, `$` last. Read backwards, the longest name that
/// *begins* at a place is the longest pattern that *ends* there, which that automaton knows without looking back. Trying
/// the names at every `$` would take time in the square for names full of `$`.
pub(super) struct Finder {
    states: Vec<State>,
    edges: BTreeMap<(usize, char), usize>,
}

#[derive(Clone, Copy, Default)]
struct State {
    /// The longest state that is a proper ending of this one.
    fallback: usize,
    /// The length in bytes, `$` included, of the longest name that is complete here.
    complete: Option<usize>,
}

/// A variable in a template: from its `$` to the end of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Found {
    /// The name without `$`.
    pub(super) fn name(self, template: &str) -> Option<&str> {
        template.get(self.start..self.end)?.strip_prefix('$')
    }
}

const ROOT: usize = 0;

impl Finder {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut finder = Self { states: vec![State::default()], edges: BTreeMap::new() };
        for name in names {
            finder.add(name);
        }
        finder.link();
        finder
    }

    fn add(&mut self, name: &str) {
        let mut state = ROOT;
        for character in name.chars().rev().chain(iter::once('$')) {
            let new = self.states.len();
            state = *self.edges.entry((state, character)).or_insert(new);
            if state == new {
                self.states.push(State::default());
            }
        }
        if let Some(state) = self.states.get_mut(state) {
            state.complete = Some('$'.len_utf8() + name.len());
        }
    }

    /// Sets the fallbacks, those of short states first, since longer ones build on them.
    fn link(&mut self) {
        let mut queue = VecDeque::from([ROOT]);
        while let Some(parent) = queue.pop_front() {
            let fallback_of_parent = self.state(parent).fallback;
            let edges = self.edges.range((parent, char::MIN)..=(parent, char::MAX));
            let children: Vec<_> = edges.map(|((_, character), child)| (*character, *child)).collect();
            for (character, child) in children {
                let fallback = if parent == ROOT { ROOT } else { self.step(fallback_of_parent, character) };
                let inherited = self.state(fallback).complete;
                if let Some(child) = self.states.get_mut(child) {
                    child.fallback = fallback;
                    child.complete = child.complete.or(inherited);
                }
                queue.push_back(child);
            }
        }
    }

    fn state(&self, state: usize) -> State {
        self.states.get(state).copied().unwrap_or_default()
    }

    fn step(&self, mut state: usize, character: char) -> usize {
        loop {
            if let Some(next) = self.edges.get(&(state, character)) {
                return *next;
            }
            if state == ROOT {
                return ROOT;
            }
            state = self.state(state).fallback;
        }
    }

    /// The longest variable at each `$`, in the order of the text. They can overlap.
    pub(super) fn find(&self, template: &str) -> Vec<Found> {
        let mut state = ROOT;
        let mut found = Vec::new();
        for (start, character) in template.char_indices().rev() {
            state = self.step(state, character);
            if character == '$'
                && let Some(length) = self.state(state).complete
            {
                found.push(Found { start, end: start + length });
            }
        }
        found.reverse();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Finder, Found};

    #[test]
    fn the_longest_name_at_every_dollar() {
        let finder = Finder::new(["a", "ab", "b$a", "é", "$", "a.b"].into_iter());
        for (template, expected) in [
            ("", &[][..]),
            ("a ab", &[]),
            ("$", &[]),
            ("$x", &[]),
            ("$a", &[(0, 2)]),
            ("$abc", &[(0, 3)]),
            ("$a.b", &[(0, 4)]),
            ("$a.c", &[(0, 2)]),
            ("x$é$a", &[(1, 4), (4, 6)]),
            ("$$a", &[(0, 2), (1, 3)]),
            ("$b$ab", &[(0, 4), (2, 5)]),
        ] {
            let expected: Vec<_> = expected.iter().map(|&(start, end)| Found { start, end }).collect();
            assert_eq!(finder.find(template), expected, "{template}");
        }
    }
}
