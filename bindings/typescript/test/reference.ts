// A compile-time test, which is never run: compares our types with those of matrix-widget-api, the TypeScript reference
// implementation.
//
// Their types should accept our written values, and our types should accept theirs. Each exception is listed below with its reason.
// Both an unlisted difference and a listed difference that no longer exists fail to compile.
import type * as theirs from "matrix-widget-api";
import type * as accountData from "matrix-widget-api/lib/interfaces/ReadRoomAccountDataAction.js";
import type * as directory from "matrix-widget-api/lib/interfaces/UserDirectorySearchAction.js";
import type { ActionName, Actions, Direction, UnstableName, Written } from "matrix-widget-protocol";

/** The bodies of each action that matrix-widget-api declares. */
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

/** The types that do not accept values of the other implementation, or `never` if both do. */
type Difference<Ours, Other> =
  | ([Written<Ours>] extends [Other] ? never : "theirs rejects ours")
  | ([Other] extends [Ours] ? never : "ours rejects theirs");

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

/** Our actions by their unstable names. The stable names have the same types. */
type Ours<Api extends Direction> = { [Name in ActionName<Api> as UnstableName<Api, Name> & string]: Actions[Api][Name] };
type Differences = { [Api in Direction]: DifferencesOf<Ours<Api>, Theirs[Api]> };

const sigils = "ours distinguish room, user and event IDs from other strings";
const enums = "a TypeScript enum accepts no string literals";
const events = "ours guarantees no members of events";
const interfaces = "theirs is an interface without an index signature, which ours requires for unknown members";

export const differences: Differences = {
  fromWidget: {
    set_always_on_screen: { response: { "theirs rejects ours": "some clients leave out `success`" } },
    get_openid: {
      response: {
        "theirs rejects ours": enums,
        "ours rejects theirs": "theirs may lack credentials if the state is `allowed`",
      },
    },
    open_modal: {
      request: { "theirs rejects ours": "ours accepts any value for the buttons, as their clients do" },
    },
    send_event: {
      request: {
        "theirs rejects ours": "ours accepts events without content",
        "ours rejects theirs": sigils,
      },
      response: { "ours rejects theirs": sigils },
    },
    send_to_device: {
      request: { "theirs rejects ours": "ours accepts a missing `encrypted`, which some widgets leave out" },
    },
    "org.matrix.msc2876.read_events": {
      request: {
        "theirs rejects ours": `the value for any room is an enum: ${enums}`,
        "ours rejects theirs": `${sigils}; a state key is not \`false\``,
      },
      response: { "theirs rejects ours": events, "ours rejects theirs": interfaces },
    },
    "org.matrix.msc3869.read_relations": {
      request: { "ours rejects theirs": sigils },
      response: { "theirs rejects ours": events, "ours rejects theirs": interfaces },
    },
    "org.matrix.msc4157.update_delayed_event": {
      request: { "theirs rejects ours": `${enums}; theirs has no \`refresh\`` },
    },
    "org.matrix.msc4533.rtc_livekit_get_token": {
      request: {
        "theirs rejects ours": "newer drafts have `member_id` for `member`, and no `server_name`",
        "ours rejects theirs": sigils,
      },
    },
    "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave": {
      request: {
        "theirs rejects ours": "newer drafts have `member_id` for `member`",
        "ours rejects theirs": sigils,
      },
    },
    "com.beeper.read_room_account_data": {
      request: { "theirs rejects ours": `the value for any room is an enum: ${enums}`, "ours rejects theirs": sigils },
      response: { "ours rejects theirs": interfaces },
    },
  },
  toWidget: {
    openid_credentials: {
      request: {
        "theirs rejects ours": enums,
        "ours rejects theirs": "theirs may lack credentials if the state is `allowed`",
      },
    },
    widget_config: {
      request: { "theirs rejects ours": "ours accepts any value for the buttons, as their clients do" },
    },
    send_event: { request: { "theirs rejects ours": events } },
    update_state: { request: { "theirs rejects ours": events, "ours rejects theirs": interfaces } },
    send_to_device: { request: { "theirs rejects ours": events } },
  },
};

// `Theirs` has exactly the actions that matrix-widget-api declares, and our types have all of them.
interface Declared {
  fromWidget: `${theirs.WidgetApiFromWidgetAction}`;
  toWidget: `${theirs.WidgetApiToWidgetAction}`;
}
type Wrong<Api extends Direction> =
  | `${Exclude<Declared[Api], keyof Theirs[Api]>}: declared, but not in Theirs`
  | `${Exclude<keyof Theirs[Api] & string, Declared[Api]>}: in Theirs, but not declared`
  | `${Exclude<Declared[Api], ActionName<Api>>}: declared, but not in our types`;
type None<Found extends never> = Found;
export type Right = None<Wrong<"fromWidget"> | Wrong<"toWidget">>;
