//! The tickets of questions that are no requests of the widget.

use crate::Ticket;

macro_rules! tickets {
    ($($(#[doc = $doc:literal])+ $Alias:ident = Ticket<$Question:ident>;)+) => {
        $(
            #[doc = concat!("The question of a [`", stringify!($Alias), "`].")]
            #[derive(Debug)]
            pub enum $Question {}

            $(#[doc = $doc])+
            pub type $Alias = Ticket<$Question>;
        )+
    };
}

tickets! {
    /// The right to decide about capabilities once.
    ///
    /// If it is dropped, all of them are refused.
    PromptTicket = Ticket<Prompt>;

    /// The right to decide about OpenID credentials once.
    ///
    /// If it is dropped, the widget gets none.
    OpenIdTicket = Ticket<OpenId>;

    /// The right to deliver the current state of a room once.
    ///
    /// If it is dropped, the read has failed.
    StateTicket = Ticket<State>;

    /// The right to deliver the sticky events of a room once.
    ///
    /// If it is dropped, the widget gets none.
    StickyTicket = Ticket<StickyEvents>;

    /// The right to deliver TURN servers any number of times.
    ///
    /// If it is dropped, the subscription ends.
    TurnTicket = Ticket<TurnServers>;

    /// The right to show and close a modal widget.
    ///
    /// If it is dropped, the modal widget was not shown, or was closed without a result.
    ModalTicket = Ticket<Modal>;
}
