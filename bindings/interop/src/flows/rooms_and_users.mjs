import { BOB, ROOM } from "../world.mjs";

// The package knows neither, so every name is answered by hand.
const CREATE_ROOM = ["org.matrix.msc3817.create_room", "create_room"];
const SHARE_USERS = ["uk.half-shot.mscXXXX.mxid_share", "mxid_share"];

const creation = {
  data: [
    {},
    undefined,
    {
      creation_content: { "m.federate": false },
      initial_state: [{ type: "m.room.topic", state_key: "", content: { topic: "New" } }],
      invite: [BOB],
      invite_3pid: [{ id_server: "id.example.org", id_access_token: "abc", medium: "email", address: "c@example.org" }],
      is_direct: true,
      name: "New 🏠",
      power_level_content_override: { events_default: 50 },
      preset: "private_chat",
      room_alias_name: "new",
      room_version: "11",
      topic: "New",
      visibility: "private",
      "org.example.extra": [null],
    },
    { name: null, invite: null, is_direct: null, preset: null, creation_content: null },
  ],
  bad: [
    [{ name: 5 }, "name is a number"],
    [{ invite: BOB }, "invite is a string"],
    [{ is_direct: "yes" }, "is_direct is a string"],
    [{ initial_state: {} }, "initial_state is an object"],
    [{ room_version: 11 }, "room_version is a number"],
    [{ creation_content: "none" }, "creation_content is a string"],
    [[], "data is an array"],
  ],
  answers: [{ room_id: ROOM }, { room_id: ROOM, "org.example.extra": true }],
  badAnswers: [
    [{}, "room_id is missing"],
    [{ room_id: null }, "room_id is null"],
    [{ room_id: 5 }, "room_id is a number"],
  ],
};

const sharing = {
  data: [
    { users: [{ user_id: BOB, display_name: "Bob", avatar_url: "mxc://example.org/bob" }], action_hint: "invite" },
    { users: [{ user_id: BOB, display_name: null, avatar_url: null }, { user_id: BOB }], action_hint: "create_room" },
    { users: [], action_hint: null },
    { users: [], action_hint: "org.example.dance", "org.example.extra": 1 },
  ],
  bad: [
    [{}, "users is missing"],
    [undefined, "data is absent, so users is missing"],
    [{ users: null }, "users is null"],
    [{ users: BOB }, "users is a string"],
    [{ users: [BOB] }, "users[0] is a string"],
    [{ users: [{ display_name: "Bob" }] }, "users[0].user_id is missing"],
    [{ users: [{ user_id: 5 }] }, "users[0].user_id is a number"],
    [{ users: [], action_hint: 5 }, "action_hint is a number"],
    [[BOB], "data is an array"],
  ],
};

export default async function (open) {
  const session = await open({ capabilities: ["org.matrix.msc3817.create_room", "m.create_room"] }).negotiate();
  for (const action of CREATE_ROOM) await session.byHand(session.widget, action, creation);
  for (const action of SHARE_USERS) await session.byHand(session.widget, action, sharing);
}
