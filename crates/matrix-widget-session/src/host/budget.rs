//! The number of prompts that a widget may cause.

use std::{collections::VecDeque, time::Duration};

use crate::Now;

/// Counts the prompts of one kind (capabilities or OpenID) in the last period.
///
/// A budget belongs to the session and survives new epochs. A capability prompt is [spent](Self::spend) when it opens, an
/// OpenID prompt when it is refused.
#[derive(Debug)]
pub(super) struct Budget {
    max: usize,
    period: Duration,
    /// The times of the last `max` prompts, in order.
    spent: VecDeque<Now>,
}

impl Budget {
    pub(super) fn new(max: usize, period: Duration) -> Self {
        Self { max, period, spent: VecDeque::new() }
    }

    /// Returns `true` if no prompt may open.
    pub(super) fn is_used_up(&self, now: Now) -> bool {
        self.spent.iter().filter(|at| now.saturating_sub(**at) < self.period).count() >= self.max
    }

    /// Counts a prompt.
    pub(super) fn spend(&mut self, now: Now) {
        self.spent.push_back(now);
        if self.spent.len() > self.max {
            self.spent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Budget;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// H-REN-11, H-OID-9: three prompts in any 60 seconds.
    #[test]
    fn budget_allows_three_prompts_in_a_minute() {
        let mut budget = Budget::new(3, at(60));
        for second in [100, 110, 120] {
            assert!(!budget.is_used_up(at(second)));
            budget.spend(at(second));
        }
        assert!(budget.is_used_up(at(120)));
        assert!(budget.is_used_up(at(159)));
        assert!(!budget.is_used_up(at(160)));
        budget.spend(at(160));
        assert!(budget.is_used_up(at(169)));
        assert!(!budget.is_used_up(at(170)));
    }

    /// H-NEG-24: a budget of zero never allows a prompt.
    #[test]
    fn budget_of_zero_is_used_up() {
        let mut budget = Budget::new(0, at(60));
        assert!(budget.is_used_up(at(0)));
        budget.spend(at(0));
        assert!(budget.is_used_up(at(100)));
    }

    #[test]
    fn budget_keeps_no_more_times_than_it_needs() {
        let mut budget = Budget::new(3, at(60));
        (0..1000).for_each(|second| budget.spend(at(second)));
        assert_eq!(budget.spent.len(), 3);
    }
}
