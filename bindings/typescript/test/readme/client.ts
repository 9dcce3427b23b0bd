import type { MatrixEvent } from "matrix-widget-protocol";

/** The part of a Matrix client that the example of a host uses. */
export interface MatrixClient {
  send(room: string, type: string, content: unknown, stateKey?: string | null): Promise<string>;
  recent(room: string, type: string, limit?: number | null): Promise<MatrixEvent[]>;
  onEvent(listener: (room: string, event: MatrixEvent) => void): void;
}
