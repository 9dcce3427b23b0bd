//! The rights of a widget, and the requests that they cover.

use std::sync::Arc;

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{FromWidgetRequest, RoomSelector},
    reexports::{
        matrix_widget_capability::CapabilitySet,
        ruma_common::{OwnedRoomId, RoomId},
    },
};

/// The error of a request that needs grants before the first decision.
pub(super) const NOT_ESTABLISHED: &str = "the session is not established";

/// The rights of a widget at some time. They do not change: a request keeps those of its receipt.
#[derive(Clone, Debug)]
pub(super) struct Rights {
    pub(super) granted: Arc<CapabilitySet>,
    pub(super) viewed: Option<OwnedRoomId>,
}

impl Rights {
    pub(super) fn viewed(&self) -> Option<&RoomId> {
        self.viewed.as_deref()
    }

    /// Checks a request of a known action.
    pub(super) fn permit(&self, request: &FromWidgetRequest<'_>) -> Result<(), ErrorResponse> {
        if let FromWidgetRequest::SendToDevice(request) = request
            && is_key_traffic(&request.data.event_type)
        {
            return Err(ErrorResponse::new("data.type: widgets cannot send keys or verification requests"));
        }
        if let FromWidgetRequest::ReadRoomAccountData(request) = request {
            self.permit_rooms(request.data.room_ids.as_ref())?;
        }
        if matches!(request, FromWidgetRequest::SendSticker(_)) && self.viewed.is_none() {
            return Err(no_room());
        }
        request.permit(&self.granted, self.viewed())
    }

    /// Checks a request of a custom action.
    pub(super) fn permit_custom(&self, capability: &str) -> Result<(), ErrorResponse> {
        if self.granted.strings().any(|granted| granted == capability) {
            return Ok(());
        }
        Err(ErrorResponse::new(format!("missing capability: {capability}")))
    }

    /// Checks the rooms of a request whose capabilities name no rooms.
    fn permit_rooms(&self, rooms: Option<&RoomSelector>) -> Result<(), ErrorResponse> {
        match rooms {
            None if self.viewed.is_none() => Err(no_room()),
            Some(RoomSelector::Rooms(rooms)) if !rooms.iter().all(|room| self.may_access(room)) => {
                Err(ErrorResponse::new("data.room_ids: the widget has no access to one of the rooms"))
            }
            _ => Ok(()),
        }
    }

    /// Returns `true` if the room is viewed or opened by a timeline capability.
    pub(super) fn may_access(&self, room: &RoomId) -> bool {
        self.viewed() == Some(room) || self.granted.may_use_timeline(room.as_str())
    }
}

fn no_room() -> ErrorResponse {
    ErrorResponse::new("the request names no room, and no room is viewed")
}

/// Returns `true` for to-device messages that carry keys or verify devices, which widgets neither send nor receive.
pub(super) fn is_key_traffic(event_type: &str) -> bool {
    matches!(
        event_type,
        "m.room_key"
            | "m.forwarded_room_key"
            | "m.room_key_request"
            | "m.room.encrypted"
            | "m.room_key.withheld"
            | "org.matrix.room_key.withheld"
            | "m.dummy"
    ) || ["m.secret.", "m.key.verification."].iter().any(|prefix| event_type.starts_with(prefix))
}
