const DEVICES = { audio_enabled: true, video_enabled: false };
const acknowledged = { data: [{}, undefined, { "org.example.extra": 1 }], bad: [["text", "data is a string"]] };

const join = {
  data: [{ audioInput: "Microphone 1", videoInput: null }, { audioInput: null, videoInput: "Camera 🎥" }, {}, null],
  bad: [
    [{ audioInput: 5 }, "audioInput is a number"],
    [{ videoInput: true }, "videoInput is a boolean"],
    [["Microphone 1"], "data is an array"],
  ],
};
const hangup = {
  data: [{}, { errorMessage: "The network is gone" }, { errorMessage: null }, null],
  bad: [
    [{ errorMessage: 5 }, "errorMessage is a number"],
    ["The network is gone", "data is a string"],
  ],
};

const both = {
  "io.element.join": join,
  "im.vector.hangup": hangup,
  "io.element.tile_layout": acknowledged,
  "io.element.spotlight_layout": acknowledged,
  "io.element.mute_audio": acknowledged,
  "io.element.unmute_audio": acknowledged,
  "io.element.mute_video": acknowledged,
  "io.element.unmute_video": acknowledged,
};

const fromWidget = {
  ...both,
  "io.element.close": acknowledged,
  "io.element.device_mute": {
    data: [DEVICES, { ...DEVICES, "org.example.extra": true }],
    bad: [
      [{}, "audio_enabled and video_enabled are missing"],
      [{ audio_enabled: true }, "video_enabled is missing"],
      [{ ...DEVICES, audio_enabled: "on" }, "audio_enabled is a string"],
      [{ ...DEVICES, video_enabled: null }, "video_enabled is null"],
      [[true, false], "data is an array"],
    ],
  },
  "io.element.participants": {
    data: [{ participants: [] }, { participants: [{ userId: "@alice:example.org", devices: [1] }, {}] }],
    bad: [
      [{}, "participants is missing"],
      [{ participants: null }, "participants is null"],
      [{ participants: {} }, "participants is an object"],
      [{ participants: ["@alice:example.org"] }, "participants[0] is a string"],
      [undefined, "data is absent, so participants is missing"],
    ],
  },
  "io.element.widget_ready": acknowledged,
  "io.element.screenshare_request": {
    ...acknowledged,
    answers: [{ pending: true }, { pending: false }],
    badAnswers: [
      [{}, "pending is missing"],
      [{ pending: "yes" }, "pending is a string"],
    ],
  },
};

const toWidget = {
  ...both,
  "io.element.device_mute": {
    data: [{}, DEVICES, { audio_enabled: false }, { audio_enabled: null, video_enabled: true }, undefined],
    bad: [
      [{ audio_enabled: "on" }, "audio_enabled is a string"],
      [{ video_enabled: 1 }, "video_enabled is a number"],
      ["mute", "data is a string"],
    ],
    answers: [DEVICES, { audio_enabled: false, video_enabled: true, "org.example.extra": true }],
    badAnswers: [
      [{}, "audio_enabled and video_enabled are missing"],
      [{ audio_enabled: true }, "video_enabled is missing"],
      [{ ...DEVICES, audio_enabled: "on" }, "audio_enabled is a string"],
    ],
  },
  "im.vector.start_live_stream": {
    data: [{ rtmpStreamKey: "rtmp-key" }],
    bad: [
      [{}, "rtmpStreamKey is missing"],
      [{ rtmpStreamKey: 5 }, "rtmpStreamKey is a number"],
      [undefined, "data is absent, so rtmpStreamKey is missing"],
    ],
  },
  "im.vector.ready": acknowledged,
  "io.element.force_hangup": acknowledged,
  "io.element.screenshare_start": {
    data: [{ desktopCapturerSourceId: "screen:0:0" }],
    bad: [
      [{}, "desktopCapturerSourceId is missing"],
      [{ desktopCapturerSourceId: null }, "desktopCapturerSourceId is null"],
      ["screen:0:0", "data is a string"],
    ],
  },
  "io.element.screenshare_stop": acknowledged,
};

export default async function (open) {
  const session = await open({ widgetId: "call" }).negotiate();
  for (const [end, actions] of [[session.widget, fromWidget], [session.client, toWidget]]) {
    for (const [action, messages] of Object.entries(actions)) await session.byHand(end, action, messages);
  }
}
