import { WidgetApiToWidgetAction } from "matrix-widget-api";

const { ThemeChange: THEME, LanguageChange: LANGUAGE } = WidgetApiToWidgetAction;

export default async function (open) {
  const session = await open().negotiate();
  const { client } = session;
  await session.byHand(client, THEME, {
    data: [{ name: "dark" }, { name: "custom-Größe", is_dark: true, colors: { text: "#123456" } }, {}, null],
    bad: [
      ["dark", "data is a string"],
      [["dark"], "data is an array"],
    ],
  });
  await session.byHand(client, LANGUAGE, {
    data: [{ lang: "en" }, { lang: "pt-BR" }, { lang: "pt_BR" }, { lang: "zh-Hant-TW", "org.example.extra": true }],
    bad: [
      [{}, "lang is missing"],
      [undefined, "data is absent, so lang is missing"],
      [{ lang: null }, "lang is null"],
      [{ lang: 5 }, "lang is a number"],
      [{ lang: ["en"] }, "lang is an array"],
      ["en", "data is a string"],
    ],
  });
  await session.answered(
    () => client.updateTheme({ name: "light" }),
    () => client.updateLanguage("de"),
  );
}
