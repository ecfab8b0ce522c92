import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { fakeNow } from '../../apps/portal/testing/fake-clock.ts'
import { startFakeServer, type FakeServer } from '../../apps/portal/testing/fake-server.ts'
import { openPageViewer } from './browser.ts'
import { builtPortal } from './build-portal.ts'
import { lookAtPage, nothingIn, sweptLanguages, type Pictured } from './look-at-page.ts'
import { inWindow, startPagesAt } from './windows.ts'

type Role = Parameters<FakeServer['signInAs']>[0]

/** A page of the portal, and how somebody comes to it. */
export type PortalPage = {
  readonly name: string
  readonly as: Role
  readonly open: (page: Page, base: string, server: FakeServer) => Promise<unknown>
}

export type PortalPages = {
  /** In a phone's window of its own, before an invented world of its own. */
  readonly inPage: (
    as: Role,
    act: (page: Page, server: FakeServer) => Promise<void>,
  ) => Promise<void>
  /** Tests that nothing is wrong with these, each in a world of its own. */
  readonly judge: (
    of: Pictured['of'],
    pages: readonly PortalPage[],
    /** Which are looked at closely with every test. */
    closely?: ReadonlySet<string>,
  ) => void
}

/** The portal without the service, in a browser that lives as long as the suite that asks. */
export function portalPages(): PortalPages {
  let dist: string
  let browser: Browser
  const servers: FakeServer[] = []
  const free: FakeServer[] = []
  before(async () => {
    dist = builtPortal()
    browser = await openPageViewer()
    startPagesAt(browser, fakeNow)
  })
  after(async () => {
    await browser.close()
    await Promise.all(servers.map((server) => server.close()))
  })

  const inWorld = async <Answer>(
    as: Role,
    act: (server: FakeServer) => Promise<Answer>,
  ): Promise<Answer> => {
    const server = free.pop() ?? (await startFakeServer({ dist }))
    if (!servers.includes(server)) servers.push(server)
    await server.startAnew()
    server.signInAs(as)
    try {
      return await act(server)
    } finally {
      free.push(server)
    }
  }
  return {
    inPage: (as, act) => inWorld(as, (server) => inWindow(browser, (page) => act(page, server))),
    judge: (of, pages, closely) => {
      for (const language of sweptLanguages)
        for (const [place, { name, as, open }] of pages.entries())
          it(`${name} has nothing wrong in ${language}`, () =>
            inWorld(as, async (server) => {
              const found = await lookAtPage(
                browser,
                (page) => open(page, `${server.url}/${language}`, server),
                { of, place, name, language },
                closely?.has(name) || undefined,
              )
              assert.deepEqual(found, nothingIn(language))
            }))
    },
  }
}
