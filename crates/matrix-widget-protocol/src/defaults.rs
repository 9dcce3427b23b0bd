//! Recommended deadlines and limits of a session.
//!
//! Nothing in this crate enforces them. The Widget API sets no numbers, except that a request fails if it is not answered
//! within a reasonable time ([MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764)); these work with
//! deployed clients and widgets.

use std::time::Duration;

/// How long either side waits for a response: `matrix-widget-api` gives up after 10 seconds.
pub const RESPONSE_DEADLINE: Duration = Duration::from_secs(10);

/// How long a client may decide on `open_modal` or `watch_turn_servers` before it answers with an error, so that the error
/// arrives within [`RESPONSE_DEADLINE`].
pub const DECISION_DEADLINE: Duration = Duration::from_secs(9);

/// How long a widget waits for the response to `send_to_device`: the client may have to fetch the keys of many devices.
pub const TO_DEVICE_DEADLINE: Duration = Duration::from_secs(60);

/// How long a widget waits for the response to `upload_file`, or to `download_file` without `timeout_ms`.
pub const FILE_DEADLINE: Duration = Duration::from_secs(120);

/// What is added to the `timeout_ms` of `download_file` to wait for its response: the time is for the homeserver alone.
pub const FILE_TIMEOUT_MARGIN: Duration = Duration::from_secs(5);

/// How long a client waits for its homeserver before it answers with an error: a widget that gets no response at all may hang.
pub const HOMESERVER_DEADLINE: Duration = Duration::from_secs(60);

/// How often a client asks for `capabilities`: a widget that is still loading does not hear the first time.
pub const CAPABILITIES_ATTEMPTS: u32 = 3;

/// The size of the largest message, in bytes of JSON text. Encoded files are the largest messages.
pub const MAX_MESSAGE_BYTES: usize = 64 << 20;

/// The number of requests of a widget that a client keeps unanswered. It answers further ones with an error.
pub const MAX_PENDING_REQUESTS: usize = 256;

/// The size of all requests of a widget that a client keeps unanswered, in bytes of JSON text.
pub const MAX_PENDING_BYTES: usize = 128 << 20;

/// The number of requests that a widget sends before it waits for responses: matrix-rust-sdk never answers more than 15.
pub const MAX_REQUESTS_IN_FLIGHT: usize = 12;

/// The number of [`MAX_REQUESTS_IN_FLIGHT`] that may transfer files, so that they leave room for others.
pub const MAX_FILES_IN_FLIGHT: usize = 8;

/// The number of messages that a client queues for a widget that does not take them.
pub const MAX_UNSENT_MESSAGES: usize = 512;

/// The number of prompts of one kind, capabilities or OpenID, that a widget may cause in a [`PROMPT_PERIOD`].
pub const MAX_PROMPTS: usize = 3;

/// The period in which [`MAX_PROMPTS`] counts.
pub const PROMPT_PERIOD: Duration = Duration::from_secs(60);
