// Compiled, never run: in a browser, files and pictures are what the browser says they are.
import type { FileBody, ScreenshotBody } from "matrix-widget-protocol";

import type { Equal } from "../types/equal.js";

export const same: [Equal<FileBody, XMLHttpRequestBodyInit>, Equal<ScreenshotBody, Blob>] = [true, true];
