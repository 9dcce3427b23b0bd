//! The types of widgets.

use crate::string_enum::string_enum;

string_enum! {
    /// `type`: the type of a widget. Several names of the same type are aliases.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    pub enum WidgetType {
        /// `m.custom`: any website. Treat unknown types as this type.
        Custom = "m.custom" | "customwidget" | "dimension-customwidget",
        /// `m.jitsi`: a Jitsi Meet conference. Element Web writes the alias `jitsi` to rooms.
        Jitsi = "m.jitsi" | "jitsi" | "dimension-jitsi",
        /// `m.stickerpicker`: a picker for stickers to send.
        Stickerpicker = "m.stickerpicker",
        /// `m.integration_manager`: an integration manager. See
        /// [MSC1957](https://github.com/matrix-org/matrix-spec-proposals/pull/1957).
        IntegrationManager = "m.integration_manager",
        /// `m.call`: Element Call. Clients create the widget themselves, without a definition in a room or an account.
        Call = "m.call" | "io.element.call",
        /// `m.etherpad`: a document in Etherpad.
        Etherpad = "m.etherpad" | "etherpad" | "dimension-etherpad",
        /// `m.video`: a video on a website.
        Video = "m.video" | "youtube" | "dimension-youtube",
        /// `m.googledoc`: a document in Google Docs.
        GoogleDocs = "m.googledoc" | "googledocs" | "dimension-googledocs",
        /// `m.googlecalendar`: a calendar in Google Calendar.
        GoogleCalendar = "m.googlecalendar" | "googlecalendar" | "dimension-googlecalendar",
        /// `m.grafana`: a dashboard in Grafana.
        Grafana = "m.grafana" | "grafana" | "dimension-grafana",
        /// `m.spotify`: music on Spotify.
        Spotify = "m.spotify" | "spotify" | "dimension-spotify",
        /// `m.tradingview`: a chart of stock prices.
        TradingView = "m.tradingview" | "tradingview" | "dimension-tradingview",
        /// `twitch`: a channel on Twitch.
        Twitch = "twitch" | "dimension-twitch",
        /// `bigbluebutton`: a video conference.
        BigBlueButton = "bigbluebutton" | "dimension-bigbluebutton",
        /// `whiteboard`: a whiteboard.
        Whiteboard = "whiteboard" | "phoenix-whiteboard",
        /// `m.notepad`: a notepad, the example of
        /// [MSC4411](https://github.com/matrix-org/matrix-spec-proposals/pull/4411).
        Notepad = "m.notepad",
    }
}
