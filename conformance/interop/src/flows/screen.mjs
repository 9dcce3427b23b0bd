import { MatrixCapabilities as Known, WidgetApiToWidgetAction } from "matrix-widget-api";

const { TakeScreenshot: SCREENSHOT, UpdateVisibility: VISIBILITY } = WidgetApiToWidgetAction;

export default async function (open) {
  const session = await open({ capabilities: [Known.Screenshots] }).negotiate();
  const { client } = session;

  // `WidgetApi` acknowledges this itself. The message contains `visible` twice.
  const bad = (data, why) => session.bad(client, VISIBILITY, data, why);
  await session.answered(
    () => client.updateVisibility(true),
    () => client.updateVisibility(false),
    session.raw(client, VISIBILITY, { visible: true, "org.example.extra": 1 }),
    bad({}, "visible is missing"),
    bad({ visible: null }, "visible is null"),
    bad({ visible: "yes" }, "visible is a string"),
    bad({ visible: 1 }, "visible is a number"),
    bad("visible", "data is a string"),
    bad([true], "data is an array"),
  );

  await session.byHand(client, SCREENSHOT, {
    data: [{}, undefined, null, { "org.example.extra": true }],
    bad: [
      ["now", "data is a string"],
      [[], "data is an array"],
    ],
    // A Blob is `{}` in JSON. Some widgets send other values.
    answers: [{ screenshot: new Blob(["PNG"], { type: "image/png" }) }, { screenshot: "data:image/png;base64,UE5H" }],
    badAnswers: [
      [{}, "screenshot is missing"],
      ["data:image/png;base64,UE5H", "response is a string"],
    ],
  });
  await session.answered(() => client.takeScreenshot());

  // The package requires no capability here.
  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.answered(() => bare.client.updateVisibility(true));
  await bare.refused(() => bare.client.takeScreenshot());
}
