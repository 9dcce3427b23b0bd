/**
 * The transport: typed requests and answers over a channel to the other side.
 *
 * @module
 */

export { type Channel, type PeerWindow, type ReceivedText, windowChannel } from "./channel.js";
export { connect } from "./connect.js";
export { type FailureReason, WidgetError } from "./error.js";
export { textChannel } from "./textChannel.js";
export type * from "./types.js";
