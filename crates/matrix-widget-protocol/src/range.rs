//! Checks of numbers that decode at any size.

use std::time::Duration;

use js_int::Int;

use crate::body_error::{BodyError, OUT_OF_RANGE};

/// Checks the `limit` of a request, which must be at least `least`. Numbers above `u32::MAX` are clamped.
pub(crate) fn checked_limit(limit: Option<Int>, least: u32) -> Result<Option<u32>, BodyError> {
    let Some(limit) = limit else { return Ok(None) };
    match u64::try_from(i64::from(limit)) {
        Ok(limit) if limit >= least.into() => Ok(Some(u32::try_from(limit).unwrap_or(u32::MAX))),
        _ => {
            Err(BodyError::unexpected("data.limit", format!("an integer of at least {least}"), OUT_OF_RANGE))
        }
    }
}

/// Converts a non-negative number of milliseconds or seconds, depending on `unit`, to a duration.
pub(crate) fn checked_duration(
    path: &str,
    number: Int,
    unit: fn(u64) -> Duration,
) -> Result<Duration, BodyError> {
    u64::try_from(i64::from(number))
        .map(unit)
        .map_err(|_| BodyError::unexpected(path, "a non-negative duration", "a negative number"))
}

/// Converts a duration to a number of milliseconds, at most 2^53 − 1.
pub(crate) fn milliseconds(duration: Duration) -> Int {
    saturated(duration.as_millis())
}

/// Converts a duration to a number of whole seconds, at most 2^53 − 1.
pub(crate) fn seconds(duration: Duration) -> Int {
    saturated(duration.as_secs().into())
}

fn saturated(number: u128) -> Int {
    i64::try_from(number).map_or(Int::MAX, Int::new_saturating)
}
