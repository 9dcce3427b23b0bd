import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";
import { MatrixError } from "../driver.mjs";

const {
  MSC4039GetMediaConfigAction: CONFIG,
  MSC4039UploadFileAction: UPLOAD,
  MSC4039DownloadFileAction: DOWNLOAD,
} = WidgetApiFromWidgetAction;
const URI = "mxc://example.org/file";
const ENCRYPTION = {
  v: "v2",
  key: { kty: "oct", key_ops: ["encrypt", "decrypt"], alg: "A256CTR", k: base64(32, "base64url"), ext: true },
  iv: base64(16),
  hashes: { sha256: base64(32) },
};

function base64(length, encoding = "base64") {
  return Buffer.alloc(length, "example").toString(encoding).replace(/=/g, "");
}

export default async function (open) {
  const session = await open({ capabilities: [Known.MSC4039UploadFile, Known.MSC4039DownloadFile] }).negotiate();
  await config(session);
  await upload(session);
  await download(session);
  await errors(session);

  const bare = await open({ widgetId: "bare" }).negotiate();
  const { widget } = bare;
  await bare.refused(
    () => widget.getMediaConfig(),
    () => widget.uploadFile("Hello"),
    () => widget.downloadFile(URI),
    bare.raw(widget, UPLOAD, { file: "" }),
    bare.bad(widget, UPLOAD, {}, "file is missing"),
    bare.bad(widget, DOWNLOAD, undefined, "data is absent, so content_uri is missing"),
  );
  const uploader = await open({ widgetId: "uploader", capabilities: [Known.MSC4039UploadFile] }).negotiate();
  await uploader.answered(() => uploader.widget.getMediaConfig());
  await uploader.refused(() => uploader.widget.downloadFile(URI));
}

async function config(session) {
  const { widget } = session;
  const get = () => widget.getMediaConfig();
  await session.answered(
    get,
    session.raw(widget, CONFIG, undefined),
    session.raw(widget, CONFIG, null),
    session.bad(widget, CONFIG, "size", "data is a string"),
    session.bad(widget, CONFIG, [], "data is an array"),
  );
  await session.failing("getMediaConfig", get);
  const unusual = [{}, { "m.upload.size": null }, { "m.upload.size": 0, "org.example.extra": { kept: [1.5] } }];
  await session.giving("getMediaConfig", get, unusual, "answered");
  await session.sloppy("getMediaConfig", CONFIG, get, [
    [{ "m.upload.size": "50M" }, "m.upload.size is a string"],
    [{ "m.upload.size": 0.5 }, "m.upload.size is not an integer"],
    ["50M", "response is a string"],
    [[], "response is an array"],
    [5, "response is a number"],
  ]);
}

async function upload(session) {
  const { widget } = session;
  const send = () => widget.uploadFile("Hello");
  await session.answered(
    send,
    () => widget.uploadFile("é \u0000 👋"),
    // A Blob is `{}` in JSON, as are similar objects.
    () => widget.uploadFile(new Blob(["Hello"], { type: "text/plain" })),
    () => widget.uploadFile(new Uint8Array([72, 105]).buffer),
    () => widget.uploadFile(new Uint8Array([72, 105])),
    session.bad(widget, UPLOAD, {}, "file is missing"),
    session.bad(widget, UPLOAD, "Hello", "data is a string"),
    session.bad(widget, UPLOAD, ["Hello"], "data is an array"),
  );
  await session.refused(
    session.bad(widget, UPLOAD, undefined, "data is absent, so file is missing"),
    // A value that cannot be cloned is not sent, but its request ID stays in use.
    () => widget.uploadFile(() => "Hello"),
  );
  await session.answered(send);
  await session.failing("uploadFile", send);
  await session.giving("uploadFile", send, [undefined, null, { contentUri: () => URI }], "refused");
  await session.sloppy("uploadFile", UPLOAD, send, [
    [{}, "content_uri is missing"],
    [{ contentUri: null }, "content_uri is null"],
    [{ contentUri: 5 }, "content_uri is a number"],
  ]);
}

async function download(session) {
  const { widget } = session;
  const get = () => widget.downloadFile(URI);
  const raw = (data) => session.raw(widget, DOWNLOAD, data);
  const bad = (data, why) => session.bad(widget, DOWNLOAD, data, why);
  await session.answered(
    get,
    raw({ content_uri: URI, timeout_ms: 60_000, encryption: ENCRYPTION }),
    raw({ content_uri: URI, timeout_ms: null, encryption: null, "org.example.extra": true }),
    raw({ content_uri: URI, encryption: { ...ENCRYPTION, "org.example.extra": 1 } }),
    // Well-formed, but not media URIs.
    raw({ content_uri: "https://example.org/file" }),
    raw({ content_uri: "mxc://" }),
    raw({ content_uri: "" }),
    bad({}, "content_uri is missing"),
    bad({ timeout_ms: 1 }, "content_uri is missing"),
    bad({ content_uri: null }, "content_uri is null"),
    bad({ content_uri: 5 }, "content_uri is a number"),
    bad({ content_uri: [URI] }, "content_uri is an array"),
    bad({ content_uri: URI, timeout_ms: "60000" }, "timeout_ms is a string"),
    bad({ content_uri: URI, timeout_ms: 0.5 }, "timeout_ms is not an integer"),
    bad({ content_uri: URI, encryption: "v2" }, "encryption is a string"),
    bad({ content_uri: URI, encryption: {} }, "encryption lacks all members"),
    bad({ content_uri: URI, encryption: { ...ENCRYPTION, key: "secret" } }, "encryption.key is a string"),
    bad({ content_uri: URI, encryption: { ...ENCRYPTION, hashes: undefined } }, "encryption.hashes is missing"),
    bad(URI, "data is a string"),
    bad([URI], "data is an array"),
  );
  await session.refused(bad(null, "data is null, so content_uri is missing"));
  const files = ["", new Blob(["Hello"]), new ArrayBuffer(5)].map((file) => ({ file }));
  await session.giving("downloadFile", get, files, "answered");
  await session.failing("downloadFile", get);
  await session.giving("downloadFile", get, [undefined, null], "refused");
  await session.sloppy("downloadFile", DOWNLOAD, get, [[{}, "file is missing"]]);
}

/** Errors whose details come from the driver. */
async function errors(session) {
  const { widget, driver } = session;
  const get = () => widget.downloadFile(URI);
  const notFound = { errcode: "M_NOT_FOUND", error: "No such file", "org.example.extra": { tried: [1, 2] } };
  for (const error of [
    new MatrixError(404, notFound, { headers: { "content-type": "application/json" }, url: `https://${URI}` }),
    new MatrixError(502, { errcode: "M_UNKNOWN", error: "" }),
  ]) {
    driver.downloadFile = () => Promise.reject(error);
    await session.refused(get);
  }
  // The error stays well-formed.
  for (const details of [
    { matrix_api_error: null },
    { matrix_api_error: "404" },
    { matrix_api_error: { http_status: "404", http_headers: [], url: null } },
    { message: "A message of its own", "org.example.code": 17 },
  ]) {
    driver.processError = () => details;
    await session.refused(get);
  }
  // The error is malformed, so the widget reads the response as a success.
  driver.processError = () => ({ message: 404 });
  await session.answered(session.badAnswer(DOWNLOAD, "error.message is a number, so file is missing", get));
  driver.processError = () => {
    throw new Error("What an error!");
  };
  await session.unanswered(get);
  delete driver.processError;
  delete driver.downloadFile;
}
