import {
  channelName,
  type HelloResponse,
  type PageRequest,
  type PageResponse,
} from '@sotevarmenne/card-client/messages'

/*
 * In every page that can be asked for: takes requests that the page posts to its own window, and passes them to the
 * background script. Only in the top frame: a page in an iframe has no extension, and what it posts to the page around it
 * is passed over.
 */
const ports = new Map<string, Port>()

window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== window || origin !== location.origin) return
  if (typeof data !== 'object' || data === null) return
  const message = data as Readonly<Record<string, unknown>>
  if (message['channel'] !== channelName) return
  const { hello, request, cancel } = message
  if (typeof hello === 'string') post({ channel: channelName, here: hello })
  if (typeof request === 'string' && !ports.has(request)) pass(request, data as PageRequest)
  if (typeof cancel === 'string') {
    ports.get(cancel)?.disconnect()
    ports.delete(cancel)
  }
})

function pass(id: string, { path, body, language }: PageRequest): void {
  const respond = (response: unknown) => {
    if (ports.delete(id))
      post({ channel: channelName, response: id, ...(response as { readonly body: unknown }) })
  }
  let port: Port
  try {
    port = chrome.runtime.connect({ name: 'request' })
  } catch {
    // The extension was updated or removed while the page was open.
    post({ channel: channelName, response: id, failure: 'not-running' })
    return
  }
  ports.set(id, port)
  port.onMessage.addListener(respond)
  port.onDisconnect.addListener(() => {
    respond({ failure: 'not-running' })
  })
  port.postMessage({ path, body, language })
}

function post(message: HelloResponse | PageResponse): void {
  window.postMessage(message, location.origin)
}
