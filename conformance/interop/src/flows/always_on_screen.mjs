import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";

const ACTION = WidgetApiFromWidgetAction.UpdateAlwaysOnScreen;

export default async function (open) {
  const session = await open({ capabilities: [Known.AlwaysOnScreen] }).negotiate();
  const { widget } = session;
  await session.byHand(widget, ACTION, {
    data: [{ value: true }, { value: false, "org.example.extra": 1 }],
    bad: [
      [{}, "value is missing"],
      [null, "data is null, so value is missing"],
      [{ value: null }, "value is null"],
      [{ value: "true" }, "value is a string"],
      [{ value: 1 }, "value is a number"],
      [true, "data is a boolean"],
    ],
    answers: [{ success: true }, { success: false }, { success: null }, {}],
    badAnswers: [
      [{ success: "yes" }, "success is a string"],
      [true, "response is a boolean"],
    ],
  });
  await session.answered(() => widget.setAlwaysOnScreen(true));

  const bare = await open({ widgetId: "bare" }).negotiate();
  bare.on(bare.client, ACTION, () => ({}), Known.AlwaysOnScreen);
  await bare.refused(
    () => bare.widget.setAlwaysOnScreen(true),
    bare.bad(bare.widget, ACTION, {}, "value is missing"),
  );
}
