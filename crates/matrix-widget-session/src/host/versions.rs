//! The versions of the widget.

use matrix_widget_protocol::{ApiVersion, action::ActionInfo};

/// The versions of the widget, which are asked once per epoch.
#[derive(Debug, Default)]
pub(super) enum Versions {
    #[default]
    NotAsked,
    Asked,
    Known(Vec<ApiVersion>),
}

impl Versions {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Asked)
    }

    /// Returns `true` if the request may be sent to the widget. Most requests do not depend on versions.
    pub(super) fn allow(&self, info: &ActionInfo) -> bool {
        info.may_be_sent_to(self.known())
    }

    fn known(&self) -> &[ApiVersion] {
        match self {
            Self::Known(versions) => versions,
            Self::NotAsked | Self::Asked => &[],
        }
    }
}
