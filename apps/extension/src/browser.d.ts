/** What is used of the extension interfaces (Manifest V3) that Chromium and Firefox share. */
type Port = {
  readonly name: string
  readonly sender?: {
    readonly id?: string
    readonly frameId?: number
    readonly url?: string
    readonly origin?: string
  }
  readonly postMessage: (message: unknown) => void
  readonly disconnect: () => void
  readonly onMessage: { readonly addListener: (listener: (message: unknown) => void) => void }
  readonly onDisconnect: { readonly addListener: (listener: () => void) => void }
}

declare const chrome: {
  readonly runtime: {
    readonly id: string
    readonly connect: (options: { readonly name: string }) => Port
    readonly connectNative: (host: string) => Port
    readonly onConnect: { readonly addListener: (listener: (port: Port) => void) => void }
  }
}
