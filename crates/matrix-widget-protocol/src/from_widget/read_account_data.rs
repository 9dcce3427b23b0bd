//! `read_account_data`: reads account data that does not belong to a room.

use js_int::Int;
use matrix_widget_capability::{CapabilitySet, Permission};
use matrix_widget_macros::payload;
use ruma_common::RoomId;

use crate::{
    body_error::BodyError, coverage::Coverage, range, raw::RawObject, selector::StateKeySelector,
    with_extra::WithExtra,
};

/// The data of `read_account_data`.
#[payload(new = "Creates a request for the account data of a type.")]
pub struct ReadAccountDataRequest {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `state_key`: a state key to select, or `true` for any. Account data has no state keys; the proposal took this member
    /// from `read_events`.
    pub state_key: Option<StateKeySelector>,
    /// `limit`: the maximum number of events. Absent: the client chooses.
    pub limit: Option<Int>,
}

impl ReadAccountDataRequest {
    /// Returns `limit`, capped at `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `limit` is negative.
    pub fn checked_limit(&self) -> Result<Option<u32>, BodyError> {
        range::checked_limit(self.limit, 0)
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }

    /// Computes the coverage of the type of the account data.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, _: Option<&RoomId>) -> Coverage {
        Coverage::of_type(&self.event_type, Permission::AccountData, granted)
    }
}

/// The response to `read_account_data`.
#[payload(new = "Creates a response with the account data.")]
pub struct ReadAccountDataResponse {
    /// `events`: the account data. May be empty.
    pub events: Vec<WithExtra<AccountData>>,
}

/// Account data that does not belong to a room.
#[payload(new = "Creates account data of a type.")]
pub struct AccountData {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `content`: the content of the account data.
    pub content: RawObject,
}
