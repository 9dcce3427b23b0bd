//! What a scenario expects of the reports.

use serde_json::Value;

use super::{Play, Report};
use crate::{
    pattern::{check, count, fill, is_same},
    scenario::{Echo, Expect, Reply},
};

impl Play<'_> {
    /// Expects something: the first of its kind that has not been expected, apart from what is optional.
    pub(super) fn expect(&mut self, expect: &Expect) -> Result<(), String> {
        let kind = kind(expect);
        let queue = self.reports.get(kind).into_iter().flatten();
        let mut reason = "found nothing".to_owned();
        for (place, report) in queue.enumerate() {
            match self.check(expect, report) {
                Ok(()) => {
                    let reports = self.reports.get_mut(kind);
                    let taken = reports.and_then(|queue| queue.drain(..=place).next_back());
                    self.keep(expect, taken);
                    return Ok(());
                }
                Err(error) => reason = error,
            }
            if !report.is_optional {
                break;
            }
        }
        Err(format!("expected {}: {reason}", describe(expect)))
    }

    pub(super) fn expect_all(&mut self, expected: &[Expect]) -> Result<(), String> {
        let mut rest: Vec<_> = expected.iter().collect();
        while !rest.is_empty() {
            let mut reason = String::new();
            let place = rest.iter().position(|expect| match self.expect(expect) {
                Ok(()) => true,
                Err(error) => {
                    reason = error;
                    false
                }
            });
            match place {
                Some(place) => drop(rest.remove(place)),
                None => return Err(reason),
            }
        }
        Ok(())
    }

    pub(super) fn expect_nothing(&self) -> Result<(), String> {
        for (kind, queue) in &self.reports {
            if let Some(report) = queue.iter().find(|report| !report.is_optional) {
                return Err(format!("expected nothing, found {kind} {}", report.value));
            }
        }
        Ok(())
    }

    /// Gives what was expected its name.
    fn keep(&mut self, expect: &Expect, taken: Option<Report>) {
        let name = match expect {
            Expect::Request(request) => &request.name,
            Expect::Prompt(prompt) => &prompt.name,
            Expect::Driver(driver) => &driver.name,
            Expect::Reply(_) | Expect::Outcome(_) | Expect::Notice(_) => &None,
        };
        if let (Some(name), Some(report)) = (name, taken) {
            self.names.insert(name.clone(), report.value);
        }
    }

    /// Checks that a report is what is expected.
    fn check(&self, expect: &Expect, report: &Report) -> Result<(), String> {
        let member = |name: &str| report.value.get(name);
        let matches = |pattern: &Option<Value>, value: Option<&Value>| match pattern {
            Some(pattern) => check(&fill(pattern, &self.names)?, value),
            None => Ok(()),
        };
        let is = |name: &str, expected: &str| match member(name) {
            Some(found) if found == expected => Ok(()),
            _ => Err(format!("found {}", report.value)),
        };
        match expect {
            Expect::Reply(reply) => self.check_reply(reply, report),
            Expect::Request(request) => {
                is("action", &request.action)?;
                if member("response").is_some() {
                    return Err(format!("found {}", report.value));
                }
                matches(&request.id, member("requestId"))?;
                matches(&request.data, member("data"))
            }
            Expect::Prompt(prompt) => matches(&prompt.capabilities, member("capabilities")),
            Expect::Driver(driver) => {
                is("op", &driver.op)?;
                matches(&driver.data, member("data"))?;
                matches(&driver.rooms, member("rooms"))
            }
            Expect::Outcome(outcome) => {
                let id = self.id(&outcome.of)?;
                if member("id") != Some(&id)
                    || outcome.error != member("error").is_some_and(|error| !error.is_null())
                {
                    return Err(format!("found {}", report.value));
                }
                matches(&outcome.ok, member("ok"))
            }
            Expect::Notice(notice) => {
                is("name", &notice.name)?;
                matches(&notice.data, member("data"))
            }
        }
    }

    fn check_reply(&self, reply: &Reply, report: &Report) -> Result<(), String> {
        let id = count(&reply.to, &self.names);
        let request = self.sent.get(&id).ok_or_else(|| format!("no request has the ID {id}"))?;
        let mut message = report.value.clone();
        let response = message.as_object_mut().and_then(|members| members.remove("response"));
        let mut original: Value = serde_json::from_str(request).map_err(|error| error.to_string())?;
        // A request may have a response of null.
        original.as_object_mut().and_then(|members| members.remove("response"));
        let Some(response) = response.filter(|_| is_same(&message, &original)) else {
            return Err(format!("found {}", report.text));
        };
        if reply.echo == Echo::Bytes && !is_echo(request, &report.text) {
            return Err(format!("expected the text of the request and `response`, found {}", report.text));
        }
        let is_error = response.get("error").is_some_and(|error| error.get("message").is_some());
        if is_error != reply.error {
            return Err(format!("found the response {response}"));
        }
        match &reply.response {
            Some(pattern) => check(&fill(pattern, &self.names)?, Some(&response)),
            None => Ok(()),
        }
    }
}

/// Returns `true` if the reply is the text of the request with `response` added at the end, or in place of null.
fn is_echo(request: &str, reply: &str) -> bool {
    let (head, tail) = match request.split_once("null") {
        Some((head, tail)) if head.trim_end().ends_with(r#""response":"#) => (head, tail),
        _ => (request.trim_end().strip_suffix('}').unwrap_or(request).trim_end(), "}"),
    };
    let response = reply.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
    let response = response.map(|rest| rest.trim_start().strip_prefix(r#","response":"#).unwrap_or(rest));
    response.is_some_and(|response| serde_json::from_str::<Value>(response).is_ok())
}

fn kind(expect: &Expect) -> &'static str {
    match expect {
        Expect::Reply(_) | Expect::Request(_) => "post",
        Expect::Prompt(_) => "prompt",
        Expect::Driver(_) => "driver",
        Expect::Outcome(_) => "outcome",
        Expect::Notice(_) => "notice",
    }
}

fn describe(expect: &Expect) -> String {
    match expect {
        Expect::Reply(reply) if reply.error => format!("an error reply to {}", reply.to),
        Expect::Reply(reply) => format!("a reply to {}", reply.to),
        Expect::Request(request) => format!("the request {}", request.action),
        Expect::Prompt(_) => "a prompt".to_owned(),
        Expect::Driver(driver) => format!("the driver operation {}", driver.op),
        Expect::Outcome(outcome) => format!("the outcome of {}", outcome.of),
        Expect::Notice(notice) => format!("the notice {}", notice.name),
    }
}
