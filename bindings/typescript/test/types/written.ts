// A compile-time test, which is never run.
import type {
  Capability,
  ElementHangupRequest,
  ElementJoinRequest,
  FileBody,
  ModalButton,
  OpenIdCredentialsRequest,
  ReadEventsRequest,
  SendStickerRequest,
  UploadFileRequest,
  Written,
} from "matrix-widget-protocol";

import type { Equal } from "./equal.js";

// Received data may contain null.
export const read: ReadEventsRequest = { type: "m.room.topic", limit: null };

// Written data contains no null, at any depth.
export const written: Written<ReadEventsRequest> = {
  type: "m.room.topic",
  state_key: true,
  room_ids: ["!room:example.org"],
};
// @ts-expect-error: null at the top level
export const withNull: Written<ReadEventsRequest> = { type: "m.room.topic", limit: null };
export const sticker: Written<SendStickerRequest> = {
  name: "sticker",
  content: { url: "mxc://example.org/1", info: { w: 5 } },
};
type Sticker = Written<SendStickerRequest>;
// @ts-expect-error: null in a nested object
export const deepNull: Sticker = { name: "sticker", content: { url: "mxc://example.org/1", info: { w: null } } };
// @ts-expect-error: null in a list item
export const listed: Written<ModalButton[]> = [{ id: "yes", label: "Yes", kind: "m.primary", disabled: null }];

// Required members, alternatives and files are unchanged.
// @ts-expect-error: `type` is required
export const incomplete: Written<ReadEventsRequest> = {};
export const blocked: Written<OpenIdCredentialsRequest> = { original_request_id: "request", state: "blocked" };
// @ts-expect-error: credentials are required if the state is `allowed`
export const credentials: Written<OpenIdCredentialsRequest> = { original_request_id: "request", state: "allowed" };
export const file: Written<UploadFileRequest> = { file: new ArrayBuffer(1) };

export const same: [Equal<Written<Capability>, Capability>, Equal<Written<FileBody>, FileBody>] = [true, true];

// A null device joins with the device turned off.
export const join: Written<ElementJoinRequest> = { audioInput: null, videoInput: "Camera" };
// @ts-expect-error: null has no meaning in other Element actions
export const hangup: Written<ElementHangupRequest> = { errorMessage: null };

// Written data is valid received data.
export const readable: ReadEventsRequest = written;
