import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { fakeNow } from '../../../apps/portal/testing/fake-clock.ts'
import { startFakeServer, type FakeServer } from '../../../apps/portal/testing/fake-server.ts'
import { openPageViewer } from './chromium.ts'
import { builtPortal } from './build-portal.ts'
import { lookAtPage, nothingIn, sweptLanguages, type Pictured } from './look-at-page.ts'
import { inWindow, startPagesAt } from './windows.ts'

type Role = Parameters<FakeServer['signInAs']>[0]

/** A page of the portal, and the steps to reach it. */
export type PortalPage = {
  readonly name: string
  readonly as: Role
  readonly open: (page: Page, base: string, server: FakeServer) => Promise<unknown>
}

export type PortalPages = {
  /** In its own phone-sized window, with its own simulated environment. */
  readonly inPage: (
    as: Role,
    action: (page: Page, server: FakeServer) => Promise<void>,
  ) => Promise<void>
  /** Tests that these pages have no problem, each in its own environment. */
  readonly checkPages: (
    of: Pictured['of'],
    pages: readonly PortalPage[],
    /** Pages checked closely with every test. */
    closely?: ReadonlySet<string>,
  ) => void
}

/** The portal without the service, in a browser that lives as long as the calling suite. */
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

  const inEnvironment = async <Response>(
    as: Role,
    action: (server: FakeServer) => Promise<Response>,
  ): Promise<Response> => {
    const server = free.pop() ?? (await startFakeServer({ dist }))
    if (!servers.includes(server)) servers.push(server)
    await server.startAgain()
    server.signInAs(as)
    try {
      return await action(server)
    } finally {
      free.push(server)
    }
  }
  return {
    inPage: (as, action) =>
      inEnvironment(as, (server) => inWindow(browser, (page) => action(page, server))),
    checkPages: (of, pages, closely) => {
      for (const language of sweptLanguages)
        for (const [place, { name, as, open }] of pages.entries())
          it(`${name} has nothing wrong in ${language}`, () =>
            inEnvironment(as, async (server) => {
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
