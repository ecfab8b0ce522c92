import type { NativeRequest, NativeResponse } from '@sotevarmenne/card-client/messages'

/** As in the manifests of the native messaging host, `apps/reader/packaging`. */
const host = 'sotevarmenne.reader'

/** Requests at a time, of all pages: each starts a program. */
const maxRequests = 8
let underWay = 0

/*
 * Each request of a page: starts the program that leads to the card reader software, gives it the request with the origin
 * that the browser knows, and passes its response back. A page that goes away ends the program.
 */
chrome.runtime.onConnect.addListener((page) => {
  const origin = originOf(page)
  if (origin === undefined) {
    page.disconnect()
    return
  }
  if (underWay >= maxRequests) {
    page.postMessage({ failure: 'too-many-requests' })
    page.disconnect()
    return
  }
  underWay += 1
  const native = chrome.runtime.connectNative(host)
  let isOver = false
  const end = (response?: object) => {
    if (isOver) return
    isOver = true
    underWay -= 1
    if (response) page.postMessage(response)
    native.disconnect()
  }

  let json = ''
  native.onMessage.addListener((message) => {
    const response = message as NativeResponse
    if ('failure' in response) {
      end({ failure: response.failure })
      return
    }
    json += response.part
    if (response.isLast) end({ body: JSON.parse(json) as unknown })
  })
  native.onDisconnect.addListener(() => {
    // No host is installed, or it ended.
    end({ failure: 'not-running' })
  })
  page.onMessage.addListener((message) => {
    native.postMessage({ ...(message as Omit<NativeRequest, 'origin'>), origin })
  })
  page.onDisconnect.addListener(() => {
    end()
  })
})

/** Of the page in the top frame of a tab, as the browser says. */
function originOf({ sender, name }: Port): string | undefined {
  if (name !== 'request' || sender?.id !== chrome.runtime.id || sender.frameId !== 0)
    return undefined
  // An older Firefox says the address alone.
  return sender.origin ?? (sender.url === undefined ? undefined : new URL(sender.url).origin)
}
