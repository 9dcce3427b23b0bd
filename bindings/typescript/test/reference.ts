// Compiled, never run: how our types relate to those of matrix-widget-api, the TypeScript implementation.
//
// What we write theirs should take, and what they write ours should take. Where it is not so, the difference is listed below with
// its reason. A difference that is listed and does not hold fails to compile, and so does one that is not listed.
import type * as theirs from "matrix-widget-api";
import type * as accountData from "matrix-widget-api/lib/interfaces/ReadRoomAccountDataAction.js";
import type * as directory from "matrix-widget-api/lib/interfaces/UserDirectorySearchAction.js";
import type { ActionName, Actions, Direction, TodaysName, Written } from "matrix-widget-protocol";

/** The bodies of each action that they declare. */
interface Theirs {
  fromWidget: {
    supported_api_versions: Bodies<theirs.ISupportedVersionsActionRequest, theirs.ISupportedVersionsActionResponse>;
    content_loaded: Bodies<theirs.IContentLoadedActionRequest, theirs.IContentLoadedActionResponse>;
    "m.sticker": Bodies<theirs.IStickerActionRequest, theirs.IStickerActionResponse>;
    set_always_on_screen: Bodies<theirs.IStickyActionRequest, theirs.IStickyActionResponse>;
    get_openid: Bodies<theirs.IGetOpenIDActionRequest, theirs.IGetOpenIDActionResponse>;
    open_modal: Bodies<theirs.IModalWidgetOpenRequest, theirs.IModalWidgetOpenResponse>;
    close_modal: Bodies<theirs.IModalWidgetCloseRequest, theirs.IModalWidgetCloseResponse>;
    set_button_enabled: Bodies<theirs.ISetModalButtonEnabledActionRequest, theirs.ISetModalButtonEnabledActionResponse>;
    send_event: Bodies<theirs.ISendEventFromWidgetActionRequest, theirs.ISendEventFromWidgetActionResponse>;
    send_to_device: Bodies<theirs.ISendToDeviceFromWidgetActionRequest, theirs.ISendToDeviceFromWidgetActionResponse>;
    "org.matrix.msc2876.read_events": Bodies<
      theirs.IReadEventFromWidgetActionRequest,
      theirs.IReadEventFromWidgetActionResponse
    >;
    "org.matrix.msc3869.read_relations": Bodies<
      theirs.IReadRelationsFromWidgetActionRequest,
      theirs.IReadRelationsFromWidgetActionResponse
    >;
    "org.matrix.msc2931.navigate": Bodies<theirs.INavigateActionRequest, theirs.INavigateActionResponse>;
    "org.matrix.msc2974.request_capabilities": Bodies<theirs.IRenegotiateCapabilitiesActionRequest>;
    watch_turn_servers: Bodies<theirs.IWatchTurnServersRequest, theirs.IWatchTurnServersResponse>;
    unwatch_turn_servers: Bodies<theirs.IUnwatchTurnServersRequest, theirs.IUnwatchTurnServersResponse>;
    "org.matrix.msc3973.user_directory_search": Bodies<
      directory.IUserDirectorySearchFromWidgetActionRequest,
      directory.IUserDirectorySearchFromWidgetActionResponse
    >;
    "org.matrix.msc4039.get_media_config": Bodies<
      theirs.IGetMediaConfigActionFromWidgetActionRequest,
      theirs.IGetMediaConfigActionFromWidgetActionResponse
    >;
    "org.matrix.msc4039.upload_file": Bodies<
      theirs.IUploadFileActionFromWidgetActionRequest,
      theirs.IUploadFileActionFromWidgetActionResponse
    >;
    "org.matrix.msc4039.download_file": Bodies<
      theirs.IDownloadFileActionFromWidgetActionRequest,
      theirs.IDownloadFileActionFromWidgetActionResponse
    >;
    "org.matrix.msc4157.update_delayed_event": Bodies<
      theirs.IUpdateDelayedEventFromWidgetActionRequest,
      theirs.IUpdateDelayedEventFromWidgetActionResponse
    >;
    "org.matrix.msc4515.get_rtc_transports": Bodies<
      theirs.IRtcTransportsFromWidgetActionRequest,
      theirs.IRtcTransportsFromWidgetActionResponse
    >;
    "org.matrix.msc4533.rtc_livekit_get_token": Bodies<
      theirs.IRtcLivekitGetTokenFromWidgetActionRequest,
      theirs.IRtcLivekitGetTokenFromWidgetActionResponse
    >;
    "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave": Bodies<
      theirs.IRtcLivekitDelegateDelayedLeaveFromWidgetActionRequest,
      theirs.IRtcLivekitDelegateDelayedLeaveFromWidgetActionResponse
    >;
    "com.beeper.read_room_account_data": Bodies<
      accountData.IReadRoomAccountDataFromWidgetActionRequest,
      accountData.IReadRoomAccountDataFromWidgetActionResponse
    >;
  };
  toWidget: {
    supported_api_versions: Bodies<theirs.ISupportedVersionsActionRequest, theirs.ISupportedVersionsActionResponse>;
    capabilities: Bodies<theirs.ICapabilitiesActionRequest, theirs.ICapabilitiesActionResponse>;
    notify_capabilities: Bodies<theirs.INotifyCapabilitiesActionRequest, theirs.INotifyCapabilitiesActionResponse>;
    screenshot: Bodies<theirs.IScreenshotActionRequest, theirs.IScreenshotActionResponse>;
    visibility: Bodies<theirs.IVisibilityActionRequest, theirs.IVisibilityActionResponse>;
    openid_credentials: Bodies<theirs.IOpenIDCredentialsActionRequest, theirs.IOpenIDCredentialsIDActionResponse>;
    theme_change: Bodies<theirs.IThemeChangeActionRequest, theirs.IThemeChangeActionResponse>;
    language_change: Bodies<theirs.ILanguageChangeActionRequest, theirs.ILanguageChangeActionResponse>;
    widget_config: Bodies<theirs.IWidgetConfigRequest, theirs.IWidgetConfigResponse>;
    button_clicked: Bodies<theirs.IModalWidgetButtonClickedRequest, theirs.IModalWidgetButtonClickedResponse>;
    close_modal: Bodies<theirs.IModalWidgetCloseNotificationRequest, theirs.IModalWidgetCloseNotificationResponse>;
    send_event: Bodies<theirs.ISendEventToWidgetActionRequest, theirs.ISendEventToWidgetActionResponse>;
    update_state: Bodies<theirs.IUpdateStateToWidgetActionRequest, theirs.IUpdateStateToWidgetActionResponse>;
    send_to_device: Bodies<theirs.ISendToDeviceToWidgetActionRequest, theirs.ISendToDeviceToWidgetActionResponse>;
    update_turn_servers: Bodies<theirs.IUpdateTurnServersRequest, theirs.IUpdateTurnServersResponse>;
  };
}

type Bodies<
  Request extends { data: unknown },
  Response extends { response: unknown } = { response: theirs.IWidgetApiAcknowledgeResponseData },
> = {
  request: Request["data"];
  response: Response["response"];
};

/** Who does not take what the other writes; never, if both do. */
type Difference<Ours, Other> =
  | ([Written<Ours>] extends [Other] ? never : "theirs does not take ours")
  | ([Other] extends [Ours] ? never : "ours does not take theirs");

type Listed<Verdict, Name> = [Verdict] extends [never] ? never : Name;
type Differing<Ours, Other> = {
  [Body in keyof Ours & keyof Other as Listed<Difference<Ours[Body], Other[Body]>, Body>]: Record<
    Difference<Ours[Body], Other[Body]>,
    string
  >;
};
type DifferencesOf<Ours, Other> = {
  [Name in keyof Ours & keyof Other as Listed<keyof Differing<Ours[Name], Other[Name]>, Name>]: Differing<
    Ours[Name],
    Other[Name]
  >;
};

/** The actions, by today's names; by the stable ones they have the same types. */
type Ours<Api extends Direction> = { [Name in ActionName<Api> as TodaysName<Api, Name> & string]: Actions[Api][Name] };
type Differences = { [Api in Direction]: DifferencesOf<Ours<Api>, Theirs[Api]> };

const sigils = "ours tell room, user and event IDs from other strings";
const enums = "an enum takes no string, though it be of the same letters";
const events = "of events ours promise no member";
const interfaces = "an interface has no index signature, which ours have for members that nobody promises";

export const differences: Differences = {
  fromWidget: {
    set_always_on_screen: { response: { "theirs does not take ours": "some clients do not say whether they do it" } },
    get_openid: {
      response: {
        "theirs does not take ours": enums,
        "ours does not take theirs": "theirs may lack credentials where the state is `allowed`",
      },
    },
    open_modal: {
      request: { "theirs does not take ours": "ours takes whatever stands for the buttons, as their clients do" },
    },
    send_event: {
      request: {
        "theirs does not take ours": "ours reads events without content",
        "ours does not take theirs": sigils,
      },
      response: { "ours does not take theirs": sigils },
    },
    send_to_device: {
      request: { "theirs does not take ours": "`encrypted` is left out by some widgets, which theirs refuses" },
    },
    "org.matrix.msc2876.read_events": {
      request: {
        "theirs does not take ours": `any room is an enum: ${enums}`,
        "ours does not take theirs": `${sigils}; a state key is not \`false\``,
      },
      response: { "theirs does not take ours": events, "ours does not take theirs": interfaces },
    },
    "org.matrix.msc3869.read_relations": {
      request: { "ours does not take theirs": sigils },
      response: { "theirs does not take ours": events, "ours does not take theirs": interfaces },
    },
    "org.matrix.msc4157.update_delayed_event": {
      request: { "theirs does not take ours": `${enums}; theirs has no \`refresh\`` },
    },
    "org.matrix.msc4533.rtc_livekit_get_token": {
      request: {
        "theirs does not take ours": "newer drafts have `member_id` for `member`, and no `server_name`",
        "ours does not take theirs": sigils,
      },
    },
    "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave": {
      request: {
        "theirs does not take ours": "newer drafts have `member_id` for `member`",
        "ours does not take theirs": sigils,
      },
    },
    "com.beeper.read_room_account_data": {
      request: { "theirs does not take ours": `any room is an enum: ${enums}`, "ours does not take theirs": sigils },
      response: { "ours does not take theirs": interfaces },
    },
  },
  toWidget: {
    openid_credentials: {
      request: {
        "theirs does not take ours": enums,
        "ours does not take theirs": "theirs may lack credentials where the state is `allowed`",
      },
    },
    widget_config: {
      request: { "theirs does not take ours": "ours takes whatever stands for the buttons, as their clients do" },
    },
    send_event: { request: { "theirs does not take ours": events } },
    update_state: { request: { "theirs does not take ours": events, "ours does not take theirs": interfaces } },
    send_to_device: { request: { "theirs does not take ours": events } },
  },
};

// `Theirs` has the actions that they declare, and no others. All of them are ours.
interface Declared {
  fromWidget: `${theirs.WidgetApiFromWidgetAction}`;
  toWidget: `${theirs.WidgetApiToWidgetAction}`;
}
type Wrong<Api extends Direction> =
  | `${Exclude<Declared[Api], keyof Theirs[Api]>}: declared, and not in Theirs`
  | `${Exclude<keyof Theirs[Api] & string, Declared[Api]>}: in Theirs, and not declared`
  | `${Exclude<Declared[Api], ActionName<Api>>}: declared, and not an action of ours`;
type None<Found extends never> = Found;
export type Right = None<Wrong<"fromWidget"> | Wrong<"toWidget">>;
