//! Numbers that decode whatever their size, and are judged later.

use js_int::Int;

use crate::body_error::{BodyError, OUT_OF_RANGE};

/// Judges the `limit` of a request, which must not be below `least`.
pub(crate) fn checked_limit(limit: Option<Int>, least: u64) -> Result<Option<u64>, BodyError> {
    let Some(limit) = limit else { return Ok(None) };
    match u64::try_from(i64::from(limit)) {
        Ok(limit) if limit >= least => Ok(Some(limit)),
        _ => {
            Err(BodyError::unexpected("data.limit", format!("an integer of at least {least}"), OUT_OF_RANGE))
        }
    }
}
