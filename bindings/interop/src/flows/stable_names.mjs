import { BOB, events, ROOM, TRANSPORT } from "../world.mjs";

const MXC = "mxc://example.org/file";
const PLACE = { room_id: ROOM, slot_id: "m.call#ROOM", member_id: "member-1" };

/** The names that the proposals foresee: data, fault, answer, fault. The package knows none of them yet. */
const ACTIONS = {
  read_events: [{ type: "m.room.message", limit: 1 }, [{}, "type is missing"], { events }, [{}, "events is missing"]],
  read_relations: [{ event_id: "$text" }, [{}, "event_id is missing"], { chunk: events }, [{}, "chunk is missing"]],
  navigate: [{ uri: "matrix:r/room:example.org" }, [{}, "uri is missing"]],
  request_capabilities: [{ capabilities: ["m.sticker"] }, [{}, "capabilities is missing"]],
  user_directory_search: [
    { search_term: "bo" },
    [{}, "search_term is missing"],
    { limited: false, results: [{ user_id: BOB }] },
    [{}, "limited and results are missing"],
  ],
  get_media_config: [
    {},
    [[], "data is an array"],
    { "m.upload.size": 5 },
    [{ "m.upload.size": "5" }, "m.upload.size is a string"],
  ],
  upload_file: [{ file: "Hello" }, [{}, "file is missing"], { content_uri: MXC }, [{}, "content_uri is missing"]],
  download_file: [{ content_uri: MXC }, [{}, "content_uri is missing"], { file: "SGVsbG8" }, [{}, "file is missing"]],
  update_delayed_event: [{ delay_id: "delay-1", action: "refresh" }, [{ delay_id: "delay-1" }, "action is missing"]],
  get_rtc_transports: [
    {},
    [[], "data is an array"],
    { rtc_transports: [TRANSPORT] },
    [{}, "rtc_transports is missing"],
  ],
  rtc_livekit_get_token: [
    { ...PLACE, url: "https://livekit.example.org" },
    [PLACE, "url is missing"],
    { jwt: "a.b.c" },
    [{}, "jwt is missing"],
  ],
  rtc_livekit_delegate_delayed_leave: [{ ...PLACE, delay_id: "delay-1" }, [PLACE, "delay_id is missing"]],
};

export default async function (open) {
  const session = await open().negotiate();
  for (const [action, [data, fault, answer = {}, ...faults]] of Object.entries(ACTIONS)) {
    await session.byHand(session.widget, action, { data: [data], bad: [fault], answers: [answer], badAnswers: faults });
  }
}
