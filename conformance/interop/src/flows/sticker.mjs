import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";

const ACTION = WidgetApiFromWidgetAction.SendSticker;
const URL = "mxc://example.org/sticker";
const INFO = { h: 256, w: 192, mimetype: "image/png", size: 12_345 };
const STICKER = { name: "Cat", description: "A cat 🐈", content: { url: URL, info: INFO } };

const content = (more) => ({ name: "Cat", content: { url: URL, ...more } });

export default async function (open) {
  const session = await open({ capabilities: [Known.StickerSending] }).negotiate();
  const { widget } = session;
  await session.byHand(widget, ACTION, {
    data: [
      STICKER,
      content(),
      { ...content({ info: null }), description: null },
      content({ info: { h: null, w: null, mimetype: null, size: null, thumbnail_url: null, thumbnail_info: null } }),
      content({ info: { ...INFO, thumbnail_url: "mxc://example.org/thumbnail", thumbnail_info: INFO } }),
      content({ info: { thumbnail_info: {} }, "org.example.extra": true }),
    ],
    bad: [
      [{}, "name is missing"],
      [undefined, "data is absent, so name is missing"],
      [{ content: { url: URL } }, "name is missing"],
      [{ name: 5, content: { url: URL } }, "name is a number"],
      [{ name: "Cat" }, "content is missing"],
      [{ name: "Cat", content: null }, "content is null"],
      [{ name: "Cat", content: URL }, "content is a string"],
      [{ name: "Cat", content: {} }, "content.url is missing"],
      [{ name: "Cat", content: { url: 5 } }, "content.url is a number"],
      [{ ...STICKER, description: 5 }, "description is a number"],
      [content({ info: "large" }), "content.info is a string"],
      [content({ info: { h: "256" } }), "content.info.h is a string"],
      [content({ info: { mimetype: 5 } }), "content.info.mimetype is a number"],
      [content({ info: { thumbnail_info: { size: "small" } } }), "content.info.thumbnail_info.size is a string"],
      [[STICKER], "data is an array"],
    ],
  });
  await session.answered(() => widget.sendSticker(STICKER));

  // Without the capability, the client does not handle the request.
  const bare = await open({ widgetId: "bare" }).negotiate();
  bare.on(bare.client, ACTION, () => ({}), Known.StickerSending);
  await bare.refused(
    () => bare.widget.sendSticker(STICKER),
    bare.bad(bare.widget, ACTION, {}, "name is missing"),
  );
}
