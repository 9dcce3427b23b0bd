import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";
import { ROOM, SERVER } from "../world.mjs";

const TOKEN = WidgetApiFromWidgetAction.MSC4533RtcLivekitGetToken;
const LEAVE = WidgetApiFromWidgetAction.MSC4533RtcLivekitDelegateDelayedLeave;
const MEMBER = { id: "member-1", claimed_device_id: "DEVICE" };
const PLACE = { room_id: ROOM, slot_id: "m.call#ROOM" };
const JOIN = { ...PLACE, server_name: SERVER, url: "https://livekit.example.org", member: MEMBER };
const DELEGATION = { ...PLACE, member: MEMBER, delay_id: "delay-1" };

export default async function (open) {
  const session = await open({
    capabilities: [Known.MSC4533RtcLivekitGetToken, Known.MSC4533RtcLivekitDelegateDelayedLeave],
  }).negotiate();
  const { widget } = session;
  // The client passes the data to its driver unchanged.
  await session.answered(
    () => widget.getRtcLivekitToken(JOIN),
    () => widget.delegateRtcLivekitDelayedLeave(DELEGATION),
    ...variants(JOIN).map((data) => session.raw(widget, TOKEN, data)),
    ...variants(DELEGATION).map((data) => session.raw(widget, LEAVE, data)),
    session.raw(widget, TOKEN, { ...JOIN, server_name: undefined }),
    session.raw(widget, LEAVE, { ...DELEGATION, url: "https://livekit.example.org" }),
    ...faults(JOIN, "url").map(([data, why]) => session.bad(widget, TOKEN, data, why)),
    session.bad(widget, TOKEN, { ...JOIN, server_name: 5 }, "server_name is a number"),
    ...faults(DELEGATION, "delay_id").map(([data, why]) => session.bad(widget, LEAVE, data, why)),
    session.bad(widget, LEAVE, { ...DELEGATION, url: 5 }, "url is a number"),
  );

  const getToken = () => widget.getRtcLivekitToken(JOIN);
  const more = { jwt: "", url: "wss://livekit.example.org", "org.example.extra": { kept: [1.5] } };
  await session.giving("getRtcLivekitToken", getToken, [more, { jwt: "a.b.c", url: null }], "answered");
  await session.failing("getRtcLivekitToken", getToken);
  await session.sloppy("getRtcLivekitToken", TOKEN, getToken, [
    [{}, "jwt is missing"],
    [{ jwt: null }, "jwt is null"],
    [{ jwt: 5 }, "jwt is a number"],
    [{ jwt: "a.b.c", url: 5 }, "url is a number"],
    ["a.b.c", "response is a string"],
  ]);

  const delegate = () => widget.delegateRtcLivekitDelayedLeave(DELEGATION);
  await session.giving("delegateRtcLivekitDelayedLeave", delegate, [{ "org.example.extra": true }], "answered");
  await session.failing("delegateRtcLivekitDelayedLeave", delegate);
  await session.sloppy("delegateRtcLivekitDelayedLeave", LEAVE, delegate, [[true, "response is a boolean"]]);
  // Without a result, the answer equals the request, and the widget keeps waiting.
  await session.giving("delegateRtcLivekitDelayedLeave", delegate, [undefined, null], "unanswered");

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(
    () => bare.widget.getRtcLivekitToken(JOIN),
    () => bare.widget.delegateRtcLivekitDelayedLeave(DELEGATION),
    bare.bad(bare.widget, TOKEN, { ...JOIN, url: undefined }, "url is missing"),
    bare.bad(bare.widget, LEAVE, {}, "everything is missing"),
  );
}

function variants(data) {
  return [
    { ...data, member: undefined, member_id: "member-1" },
    { ...data, member: null, member_id: "member-1" },
    { ...data, member: { id: "member-1" } },
    { ...data, member: { id: "member-1", claimed_device_id: null, "org.example.extra": 1 } },
    { ...data, member_id: "member-1", "org.example.extra": true },
  ];
}

function faults(data, own) {
  return [
    [undefined, "data is absent, so everything is missing"],
    [{ ...data, room_id: undefined }, "room_id is missing"],
    [{ ...data, room_id: 5 }, "room_id is a number"],
    [{ ...data, slot_id: null }, "slot_id is null"],
    [{ ...data, slot_id: ["m.call#ROOM"] }, "slot_id is an array"],
    [{ ...data, [own]: undefined }, `${own} is missing`],
    [{ ...data, [own]: 5 }, `${own} is a number`],
    [{ ...data, member: undefined }, "member and member_id are missing"],
    [{ ...data, member: null, member_id: null }, "member and member_id are null"],
    [{ ...data, member: "member-1" }, "member is a string"],
    [{ ...data, member: {} }, "member.id is missing"],
    [{ ...data, member: { id: 5 } }, "member.id is a number"],
    [{ ...data, member: { ...MEMBER, claimed_device_id: 5 } }, "member.claimed_device_id is a number"],
    [{ ...data, member: undefined, member_id: 5 }, "member_id is a number"],
    [[data], "data is an array"],
  ];
}
