//! API versions.

use matrix_widget_macros::payload;

use crate::string_enum::string_enum;

string_enum! {
    /// A version of the widget API, or a proposal, that a peer supports: an entry of `supported_versions`.
    ///
    /// Unknown versions are preserved. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    pub enum ApiVersion {
        /// `0.0.1`: the first pre-release of the API.
        V0_0_1 = "0.0.1",
        /// `0.0.2`: the second pre-release of the API.
        V0_0_2 = "0.0.2",
        /// `0.1.0`: the first release of the API.
        V0_1_0 = "0.1.0",
        /// `org.matrix.msc2762`: [sending and receiving events](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
        Msc2762 = "org.matrix.msc2762",
        /// `org.matrix.msc2762_update_state`: [state updates by
        /// `update_state`](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
        Msc2762UpdateState = "org.matrix.msc2762_update_state",
        /// `org.matrix.msc2790`: [modal widgets](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
        Msc2790 = "org.matrix.msc2790",
        /// `org.matrix.msc2871`: [notification of the approved
        /// capabilities](https://github.com/matrix-org/matrix-spec-proposals/pull/2871).
        Msc2871 = "org.matrix.msc2871",
        /// `org.matrix.msc2873`: [theme, language and client
        /// ID](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
        Msc2873 = "org.matrix.msc2873",
        /// `org.matrix.msc2876`: [reading events](https://github.com/matrix-org/matrix-spec-proposals/pull/2876).
        Msc2876 = "org.matrix.msc2876",
        /// `org.matrix.msc2931`: [navigating](https://github.com/matrix-org/matrix-spec-proposals/pull/2931).
        Msc2931 = "org.matrix.msc2931",
        /// `org.matrix.msc2974`: [requesting more
        /// capabilities](https://github.com/matrix-org/matrix-spec-proposals/pull/2974).
        Msc2974 = "org.matrix.msc2974",
        /// `org.matrix.msc3751`: [reading account
        /// data](https://github.com/matrix-org/matrix-spec-proposals/pull/3751).
        Msc3751 = "org.matrix.msc3751",
        /// `org.matrix.msc3817`: [creating rooms](https://github.com/matrix-org/matrix-spec-proposals/pull/3817).
        Msc3817 = "org.matrix.msc3817",
        /// `org.matrix.msc3819`: [to-device messages](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
        Msc3819 = "org.matrix.msc3819",
        /// `town.robin.msc3846`: [TURN servers](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).
        Msc3846 = "town.robin.msc3846",
        /// `org.matrix.msc3869`: [reading relations](https://github.com/matrix-org/matrix-spec-proposals/pull/3869).
        Msc3869 = "org.matrix.msc3869",
        /// `org.matrix.msc3973`: [searching the user directory](https://github.com/matrix-org/matrix-spec-proposals/pull/3973).
        Msc3973 = "org.matrix.msc3973",
        /// `org.matrix.msc4039`: [uploading and downloading
        /// files](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
        Msc4039 = "org.matrix.msc4039",
        /// `org.matrix.msc4515`: [transports for calls](https://github.com/matrix-org/matrix-spec-proposals/pull/4515).
        Msc4515 = "org.matrix.msc4515",
        /// `org.matrix.msc4533`: [LiveKit tokens](https://github.com/matrix-org/matrix-spec-proposals/pull/4533).
        Msc4533 = "org.matrix.msc4533",
    }
}

/// The response to `supported_api_versions` in both directions.
#[payload(new = "Creates a response with the supported versions.")]
pub struct SupportedApiVersionsResponse {
    /// `supported_versions`: the versions that the sender supports, in no particular order.
    pub supported_versions: Vec<ApiVersion>,
}
