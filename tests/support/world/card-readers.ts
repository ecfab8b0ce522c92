import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { Browser, CDPSession, Page } from 'playwright-core'

/** Windows with a card reader of their own, by the session that says so. */
const withReader = new WeakMap<Page, CDPSession>()

/**
 * From now on the window has the reader software of this URL beside it. The window's user agent names it: a route
 * of the window would keep its browser from using what it has loaded before.
 */
export async function putReaderBeside(page: Page, url: string): Promise<void> {
  await takeReaderFrom(page)
  const session = await page.context().newCDPSession(page)
  withReader.set(page, session)
  const userAgent = await ownUserAgent(page.context().browser(), session)
  await session.send('Emulation.setUserAgentOverride', {
    userAgent: `${userAgent} reader/${new URL(url).port}`,
  })
}

/** The window has no reader software beside it. */
export async function takeReaderFrom(page: Page): Promise<void> {
  await withReader.get(page)?.detach()
  withReader.delete(page)
}

const userAgents = new WeakMap<Browser, string>()

async function ownUserAgent(browser: Browser | null, session: CDPSession): Promise<string> {
  const known = browser ? userAgents.get(browser) : undefined
  if (known !== undefined) return known
  const { userAgent } = await session.send('Browser.getVersion')
  if (browser) userAgents.set(browser, userAgent)
  return userAgent
}

/**
 * Listens where pages expect the reader software, and passes their requests on to that of their window. A window
 * without any gets no response, as from a machine on which it does not run.
 */
export async function startCardReaders(port: number): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const [, readerPort] = / reader\/(\d+)$/.exec(request.headers['user-agent'] ?? '') ?? []
    if (readerPort === undefined) return void response.destroy()
    const { method, url, headers } = request
    const passed = send({ host: '127.0.0.1', port: readerPort, method, path: url, headers })
    passed.on('response', (received) => {
      response.writeHead(received.statusCode ?? 502, received.headers)
      received.pipe(response)
    })
    passed.on('error', () => response.destroy())
    // A page that goes on hangs up: the reader software has room for some requests only.
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
