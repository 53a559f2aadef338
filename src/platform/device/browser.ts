/// <reference lib="dom" />

// The line above adds the browser's types, for the preview and for tests. They make `document` and its like compile everywhere; lint allows
// those names only inside src/platform, because WeChat has none of them.

/** Returns the browser's window in the preview, undefined in WeChat. */
export const browser = (): Window | undefined => (process.env.TARO_ENV === 'h5' ? window : undefined)
