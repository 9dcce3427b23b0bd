// Compiled, never run: that it compiles is the test.
import type {
  Capability,
  FileBody,
  ModalButton,
  OpenIdCredentialsRequest,
  ReadEventsRequest,
  SendStickerRequest,
  UploadFileRequest,
  Written,
} from "matrix-widget-protocol";

import type { Equal } from "./equal.js";

// On reading, null is absent.
export const read: ReadEventsRequest = { type: "m.room.topic", limit: null };

// It is not to be written, at any depth.
export const written: Written<ReadEventsRequest> = {
  type: "m.room.topic",
  state_key: true,
  room_ids: ["!room:example.org"],
};
// @ts-expect-error: null is not written
export const withNull: Written<ReadEventsRequest> = { type: "m.room.topic", limit: null };
export const sticker: Written<SendStickerRequest> = {
  name: "sticker",
  content: { url: "mxc://example.org/1", info: { w: 5 } },
};
type Sticker = Written<SendStickerRequest>;
// @ts-expect-error: nor within
export const deepNull: Sticker = { name: "sticker", content: { url: "mxc://example.org/1", info: { w: null } } };
// @ts-expect-error: nor in the items of lists
export const listed: Written<ModalButton[]> = [{ id: "yes", label: "Yes", kind: "m.primary", disabled: null }];

// All else stays: required members, alternatives, files.
// @ts-expect-error: `type` is required
export const incomplete: Written<ReadEventsRequest> = {};
export const blocked: Written<OpenIdCredentialsRequest> = { original_request_id: "request", state: "blocked" };
// @ts-expect-error: credentials are required where they are allowed
export const credentials: Written<OpenIdCredentialsRequest> = { original_request_id: "request", state: "allowed" };
export const file: Written<UploadFileRequest> = { file: new ArrayBuffer(1) };

export const same: [Equal<Written<Capability>, Capability>, Equal<Written<FileBody>, FileBody>] = [true, true];

// What is written can be read.
export const readable: ReadEventsRequest = written;
