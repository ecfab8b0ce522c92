/**
 * Messages between a web page, the browser extension and the card reader software. A page posts them to its own
 * window; the extension's content script takes them from there, and posts the responses back.
 */

/** In every message of a page and of the content script, so that messages of others are passed over. */
export const channelName = 'sotevarmenne-card'

/** Whether the extension is there. Its response has the same `id`. */
export type Hello = { readonly channel: typeof channelName; readonly hello: string }
export type HelloResponse = { readonly channel: typeof channelName; readonly here: string }

/** A request to the signing API, with the paths and bodies that it has on loopback (SCS 1.0 to 1.2). */
export type PageRequest = {
  readonly channel: typeof channelName
  readonly request: string
  /** `/version`, `/sign`, `/sign-list`, `/relay` or `/presence?…`. */
  readonly path: string
  /** Sent by POST. Absent: GET. */
  readonly body?: unknown
  /** A language tag: the reader software gives its reasons in it. */
  readonly language?: string
}
export type PageResponse = { readonly channel: typeof channelName; readonly response: string } & (
  { readonly body: unknown } | { readonly failure: ExtensionFailure }
)
/** The page waits no longer: the reader software stops asking the person. */
export type Cancelled = { readonly channel: typeof channelName; readonly cancel: string }

/** What the extension asks the program that the browser starts for it (native messaging). */
export type NativeRequest = Pick<PageRequest, 'path' | 'body' | 'language'> & {
  /** As the browser says, never the page. */
  readonly origin: string
}
/** The JSON text of the response in parts, since a browser takes at most 1 MB a message. */
export type NativeResponse =
  { readonly part: string; readonly isLast: boolean } | { readonly failure: ExtensionFailure }

export type ExtensionFailure =
  /** The card reader software does not run, or the extension can't start the program that leads to it. */
  'not-running' | 'malformed' | 'too-large' | 'too-many-requests'
