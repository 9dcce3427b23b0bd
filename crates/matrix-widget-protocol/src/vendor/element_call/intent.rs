//! The intents of the user, and the platforms.

use crate::string_enum::{closed_enum, string_enum};

string_enum! {
    /// `intent`: what the user wants to do. It presets other parameters.
    pub enum ElementCallIntent {
        /// `start_call`: start a call.
        StartCall = "start_call",
        /// `join_existing`: join a call.
        JoinExisting = "join_existing",
        /// `start_call_voice`: start a voice call, since 0.19.2.
        StartCallVoice = "start_call_voice",
        /// `join_existing_voice`: join a voice call, since 0.19.2.
        JoinExistingVoice = "join_existing_voice",
        /// `start_call_dm`: start a call in a direct chat.
        StartCallDm = "start_call_dm",
        /// `start_call_dm_voice`: start a voice call in a direct chat, since 0.16.1.
        StartCallDmVoice = "start_call_dm_voice",
        /// `join_existing_dm`: join a call in a direct chat.
        JoinExistingDm = "join_existing_dm",
        /// `join_existing_dm_voice`: join a voice call in a direct chat, since 0.16.1.
        JoinExistingDmVoice = "join_existing_dm_voice",
    }
}

closed_enum! {
    /// The platform of the browser. Presets depend on it.
    pub enum CallPlatform {
        /// `desktop`: a desktop browser.
        Desktop = "desktop",
        /// `mobile`: a browser on Android or iOS.
        Mobile = "mobile",
    }
}
