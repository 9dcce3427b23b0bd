//! Recommended deadlines and limits of a session.
//!
//! This crate does not enforce them. The Widget API only says that a request fails if it is not answered within a
//! reasonable time ([MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764)). These values work with
//! deployed clients and widgets.

use std::time::Duration;

/// The time that either side waits for a response. `matrix-widget-api` times out after 10 seconds.
pub const RESPONSE_DEADLINE: Duration = Duration::from_secs(10);

/// The time after which a client answers an undecided `open_modal` or `watch_turn_servers` with an error, so that the
/// error arrives within [`RESPONSE_DEADLINE`].
pub const DECISION_DEADLINE: Duration = Duration::from_secs(9);

/// The time that a widget waits for the response to `send_to_device`. The client may have to fetch the keys of many
/// devices.
pub const TO_DEVICE_DEADLINE: Duration = Duration::from_secs(60);

/// The time that a widget waits for the response to `upload_file`, or to `download_file` without `timeout_ms`.
pub const FILE_DEADLINE: Duration = Duration::from_secs(120);

/// The time that a widget waits for the response to `download_file` in addition to `timeout_ms`, which covers only the
/// homeserver.
pub const FILE_TIMEOUT_MARGIN: Duration = Duration::from_secs(5);

/// The time that a client waits for its homeserver before it answers with an error. A widget without a response may
/// hang.
pub const HOMESERVER_DEADLINE: Duration = Duration::from_secs(60);

/// The number of times that a client sends `capabilities`. A widget that is still loading may not receive the first
/// requests.
pub const CAPABILITIES_ATTEMPTS: u32 = 3;

/// The maximum size of a message, in bytes of JSON text. The largest messages carry encoded files.
pub const MAX_MESSAGE_BYTES: usize = 64 << 20;

/// The maximum number of pending requests of a widget. A client answers further requests with an error.
pub const MAX_PENDING_REQUESTS: usize = 256;

/// The maximum total size of the pending requests of a widget, in bytes of JSON text.
pub const MAX_PENDING_BYTES: usize = 128 << 20;

/// The maximum number of requests that a widget sends before it waits for responses. matrix-rust-sdk never answers more
/// than 15 at a time.
pub const MAX_REQUESTS_IN_FLIGHT: usize = 12;

/// The maximum number of [`MAX_REQUESTS_IN_FLIGHT`] that transfer files, so that file transfers do not block other
/// requests.
pub const MAX_FILES_IN_FLIGHT: usize = 8;

/// The maximum number of messages that a client queues for a widget that does not receive them.
pub const MAX_UNSENT_MESSAGES: usize = 512;

/// The maximum number of prompts of one kind (capabilities or OpenID) that a widget may cause per [`PROMPT_PERIOD`].
pub const MAX_PROMPTS: usize = 3;

/// The period to which [`MAX_PROMPTS`] applies.
pub const PROMPT_PERIOD: Duration = Duration::from_secs(60);
