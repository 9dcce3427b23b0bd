// A compile-time test, which is never run: in a browser, files and screenshots have the browser's types.
import type { FileBody, ScreenshotBody } from "matrix-widget-protocol";

import type { Equal } from "../types/equal.js";

export const same: [Equal<FileBody, XMLHttpRequestBodyInit>, Equal<ScreenshotBody, Blob>] = [true, true];
