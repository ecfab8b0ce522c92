import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { incidentNoticeTexts } from '@sotevarmenne/api/incidents'
import { settingKey, shippedNumbers } from '@sotevarmenne/api/settings'
import { settingText } from '@sotevarmenne/api/setting-words'
import { hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { refuse } from '@sotevarmenne/kernel/result'
import { html } from '@sotevarmenne/pages/html'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import { createLogger } from '@sotevarmenne/runtime/logger'
import type { Browser, Page } from 'playwright-core'
import { contactParts, exampleContacts } from '../../apps/server/src/entry/contacts.ts'
import { downloadsShown, readerVersions } from '../../apps/server/src/entry/reader-versions.ts'
import { showIncidentNotice, showIncidents } from '../../apps/server/src/support/incidents/index.ts'
import { showServiceStatus } from '../../apps/server/src/reporting/dashboards/index.ts'
import { createHttpServer, type HttpServer } from '../../apps/server/src/platform/http-server.ts'
import type { LivePart } from '../../apps/server/src/platform/http/text-pages.ts'
import { livePrices } from '../../apps/server/src/cards/products/index.ts'
import { modelPowerOfAttorney } from '../../apps/server/src/organisations/accounts/index.ts'
import { shippedPriceList } from '../../apps/server/src/cards/products/testing.ts'
import { builtPortal } from '@sotevarmenne/tests/browser/build-portal'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { lookAtPage, nothingIn } from '@sotevarmenne/tests/browser/look-at-page'

/** As `liveSettings` shows them before the first change. */
const shippedSettings = Object.fromEntries(
  settingKey.options.map((key): [string, LivePart] => [
    `setting-${key}`,
    ({ language }) => html`${settingText(key, shippedNumbers(key), language)}`,
  ]),
)

type TextPage = {
  readonly path: string
  readonly language: string
  readonly title: string
  readonly description: string
}

/** Every text page in one language, as sent by the server, checked in a browser; `briefly`: only what is not the same in each. */
export const checkPublicPages = (language: Language, how?: 'briefly'): void => {
  void describe(`the public text pages in ${language}`, { skip: noBrowser() }, () => {
    let dist: string
    let pages: readonly TextPage[]
    let server: HttpServer
    let base: string
    let browser: Browser
    let openIncidents: readonly (typeof anIncident)[] = []

    before(async () => {
      dist = builtPortal()
      pages = (
        JSON.parse(readFileSync(join(dist, 'text-pages/index.json'), 'utf8')) as TextPage[]
      ).filter((page) => page.language === language)
      server = await createHttpServer({
        endpoints: [],
        permits: { grant: () => Promise.resolve(refuse({ kind: 'not-signed-in' })) },
        logger: createLogger('web', { level: 'silent' }),
        publicUrl: 'http://localhost:8080',
        version: '0.2.0',
        readiness: {},
        portal: {
          directory: dist,
          signingApi: 'http://127.0.0.1:53951',
          documents: { 'power-of-attorney.pdf': modelPowerOfAttorney },
          addresses: { validation: 'http://localhost:8081' },
          liveParts: {
            ...contactParts(exampleContacts),
            ...shippedSettings,
            ...livePrices(() =>
              Promise.resolve({ list: shippedPriceList, on: localDate('2026-11-26') }),
            ),
            'reader-software': (requested) =>
              readerVersions({ minimumVersion: '0.2.0' }, requested.language),
            'reader-downloads': (requested) =>
              downloadsShown([aReaderPackage, aPackageForWindows], {
                language: requested.language,
                publicUrl: 'http://localhost:8080',
              }),
            incidents: (requested) => showIncidents([anIncident], requested.language),
            'service-status': (requested) =>
              showServiceStatus(aTroubledService, {
                ...{ now, language: requested.language, openIncidents },
              }),
            'incident-notice': (requested) => showIncidentNotice(openIncidents, requested.language),
          },
        },
      })
      base = `http://127.0.0.1:${String(await server.listen({ port: 0 }))}`
      browser = await openPageViewer()
    })
    after(async () => {
      await browser.close()
      await server.close()
    })

    const addressOf = ({ path }: TextPage): string =>
      `${base}/${language}${path === '' ? '' : `/${path}`}`

    if (how !== 'briefly') {
      it('have no fault, request nothing from other sites, and weigh less than 30 kB of script', async (t) => {
        for (const [place, page] of pages.entries())
          await t.test(page.path === '' ? 'the front page' : page.path, async () => {
            const name = `text page ${page.path === '' ? 'front' : page.path}`
            const requested: string[] = []
            const scripts: Promise<number>[] = []
            const findings = await lookAtPage(
              browser,
              async (window) => {
                window.on('request', (request) => requested.push(request.url()))
                window.on('response', (response) => {
                  if (response.request().resourceType() === 'script')
                    scripts.push(response.body().then((body) => gzipSync(body).length))
                })
                await window.goto(addressOf(page), { waitUntil: 'load' })
              },
              { of: 'public', place, name, language },
            )
            assert.deepEqual(findings, nothingIn(language))
            assert.deepEqual(
              requested.filter((url) => !url.startsWith(`${base}/`) && !url.startsWith('data:')),
              [],
            )
            const weight = (await Promise.all(scripts)).reduce((sum, one) => sum + one, 0)
            assert.ok(weight < 30_000, `${String(weight)} bytes of script`)
          })
      })

      it('fit at 400 % zoom, in forced colours and without animation', async (t) => {
        const window = await browser.newPage({
          viewport: { width: 320, height: 256 },
          forcedColors: 'active',
          reducedMotion: 'reduce',
        })
        for (const page of pages)
          await t.test(page.path === '' ? 'the front page' : page.path, async () => {
            await window.goto(addressOf(page))
            assert.deepEqual(await tooWide(window), [])
            assert.equal(await window.evaluate('document.getAnimations().length'), 0)
          })
        await window.close()
      })

      it('can be used by keyboard, from the skip link to the end, with a visible focus', async (t) => {
        const window = await browser.newPage()
        for (const page of pages)
          await t.test(page.path === '' ? 'the front page' : page.path, async () => {
            await window.goto(addressOf(page))
            const count = Number(
              await window.evaluate('document.querySelectorAll("a[href], button, input").length'),
            )
            await window.evaluate(noteFocused)
            for (let at = 0; at < count; at += 1) await window.keyboard.press('Tab')
            const seen = await window.evaluate<{ isSeen: boolean }[]>('seen')
            assert.deepEqual(seen[0], { href: '#content', isSeen: true })
            assert.deepEqual([seen.length, seen.filter(({ isSeen }) => !isSeen)], [count, []])
            assert.equal(await window.evaluate('document.activeElement === document.body'), false)
          })
        await window.close()
      })
    }

    it('have a notice above the content while an incident is open, also without scripts (R430)', async () => {
      openIncidents = [anIncident]
      try {
        const findings = await lookAtPage(browser, (window) => window.goto(`${base}/${language}`), {
          of: 'public',
          place: pages.length,
          name: 'front page with an incident',
          language,
        })
        assert.deepEqual(findings, nothingIn(language))
        const window = await browser.newPage({ javaScriptEnabled: false })
        for (const { path } of [...pages, { path: 'points' }]) {
          if (path === 'service-status') continue
          await window.goto(`${base}/${language}/${path}`)
          const notice = window.getByRole('region', { name: incidentNoticeTexts.name[language] })
          assert.match(await notice.innerText(), new RegExp(anIncident.title[language]), path)
          const link = notice.getByRole('link')
          assert.equal(await link.getAttribute('href'), `/${language}/service-status`)
        }
        await window.goto(`${base}/${language}/service-status`)
        const headline = await window.locator('main p.bad').innerText()
        assert.match(headline, new RegExp(anIncident.title[language]))
        await window.close()
      } finally {
        openIncidents = []
      }
      const { body } = await server.inject(`/${language}`)
      assert.ok(!body.includes(incidentNoticeTexts.name[language]))
    })

    it('have distinct titles and descriptions, and link to themselves in each language', async () => {
      assert.equal(new Set(pages.map(({ title }) => title)).size, pages.length)
      assert.equal(new Set(pages.map(({ description }) => description)).size, pages.length)
      for (const page of pages) {
        const { body } = await server.inject(addressOf(page).replace(base, ''))
        const path = page.path === '' ? '' : `/${page.path}`
        assert.ok(page.description.length > 30, page.path)
        assert.match(body, /<title>[^<]+ · [^<]+<\/title>/)
        assert.ok(body.includes(`rel="canonical" href="http://localhost:8080/${language}${path}"`))
        for (const each of ['fi', 'sv', 'en'])
          assert.ok(body.includes(`hrefLang="${each}" href="http://localhost:8080/${each}${path}"`))
      }
    })

    it('say on the front page and for a lost card whom to call, and where a found card is sent', async () => {
      for (const path of ['', '/lost-card', '/contact']) {
        const { body } = await server.inject(`/${language}${path}`)
        assert.ok(body.includes('<a href="tel:000123456">000 123 456</a>'), path)
        assert.match(body, /Esimerkkikatu 1(<br \/>|, )00100 Helsinki/, path)
      }
    })

    it('link only to existing pages', async () => {
      const known = new Set(pages.map((page) => addressOf(page).replace(base, '')))
      const ofApplication =
        /^\/\w\w\/(points|own|own\/cases|organisation|sign-in|contact-form|test-my-card|check-document)$/
      for (const page of pages) {
        const { body } = await server.inject(addressOf(page).replace(base, ''))
        for (const [, href = ''] of body.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)) {
          const own = href.replace(/^\/(fi|sv|en)/, `/${language}`)
          assert.ok(
            known.has(own) || ofApplication.test(own) || isFile(own),
            `${page.path} leads to ${href}`,
          )
        }
        for (const [, to = '', id = ''] of body.matchAll(/href="(\/[^"#]*)?#([^"]+)"/g)) {
          if (id === 'content') continue
          const target = to === '' ? body : (await server.inject(to)).body
          assert.ok(target.includes(`id="${id}"`), `${page.path} leads to #${id}`)
        }
      }
    })

    it('are found by what organisations and vendors type (F3)', async () => {
      const found = async (sought: string) => {
        const { body } = await server.inject(`/${language}/search?q=${encodeURIComponent(sought)}`)
        return [...body.matchAll(/<li><a href="\/\w\w\/([^"]+)"/g)].map(([, path]) => path)
      }
      for (const [sought, path] of typedByOrganisations[language])
        assert.ok((await found(sought)).slice(0, 5).includes(path), `${sought}: ${path}`)
    })

    it('offer the model power of attorney in every language', async () => {
      const { body } = await server.inject(`/${language}/for-organisations`)
      for (const each of languages) {
        const address = `/${each}/power-of-attorney.pdf`
        assert.ok(body.includes(`href="${address}"`), address)
        assert.equal((await server.inject(address)).headers['content-type'], 'application/pdf')
      }
    })

    it('can be found by a word in them, without a script', async () => {
      const window = await browser.newPage({ javaScriptEnabled: false })
      await window.goto(`${base}/${language}/search`)
      await window.locator('#sought').fill(words[language])
      await window.keyboard.press('Enter')
      await window.locator('main li a[href$="/spare-cards"]').waitFor()
      assert.equal(await window.locator('#sought').inputValue(), words[language])
      await window.close()
    })
  })
}

const now = instant(Date.parse('2026-11-26T10:00:00Z'))

const anIncident = {
  incidentId: '00000000-0000-4000-8000-000000000001',
  beganAt: plus(now, -hour),
  title: { fi: 'Kirjeet myöhässä', sv: 'Breven är försenade', en: 'Letters are late' },
  updates: [
    {
      updateId: '00000000-0000-4000-8000-000000000001',
      at: plus(now, -hour),
      text: { fi: 'Selvitämme syytä.', sv: 'Vi utreder orsaken.', en: 'We look for the cause.' },
    },
  ],
}

const aReaderPackage = {
  name: 'sotevarmenne-reader_0.2.0_amd64.deb',
  bytes: 38_400_000,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
}

const aPackageForWindows = { ...aReaderPackage, name: 'sotevarmenne-reader_0.2.0_x64.msi' }

/** One part in each state. */
const aTroubledService: Parameters<typeof showServiceStatus>[0] = {
  ocsp: { state: 'works', figure: { age: 400 } },
  lists: { state: 'late', figure: { until: plus(now, 11 * hour) } },
  signing: { state: 'fails' },
  work: { state: 'works', figure: { age: 3 * minute } },
  registers: { state: 'unknown' },
  others: { state: 'late', silent: ['suomi-fi', 'letters'] },
}

/** What pages link to beside pages. */
const isFile = (address: string): boolean =>
  /\.atom$|\/power-of-attorney\.pdf$|^\/downloads\/.+\.(?:deb|msi)$|^\/api\/openapi\.json$/.test(
    address,
  )

/** The words of finding F3 first. */
const typedByOrganisations = {
  fi: [
    ['verkkoasiointi', 'for-organisations'],
    ['testikortti', 'for-system-vendors'],
    ['ACME', 'for-system-vendors'],
    ['rekisteröijäkoulutus', 'become-a-registration-point'],
    ['rajapinta', 'for-system-vendors'],
    ['API', 'for-system-vendors'],
    ['valtakirja', 'for-organisations'],
    ['apteekki', 'for-pharmacies'],
  ],
  sv: [
    ['testkort', 'for-system-vendors'],
    ['ACME', 'for-system-vendors'],
    ['utbildning', 'become-a-registration-point'],
    ['registrerarutbildning', 'become-a-registration-point'],
    ['API', 'for-system-vendors'],
    ['fullmakt', 'for-organisations'],
    ['apotek', 'for-pharmacies'],
  ],
  en: [
    ['test card', 'for-system-vendors'],
    ['ACME', 'for-system-vendors'],
    ['training', 'become-a-registration-point'],
    ['API', 'for-system-vendors'],
    ['power of attorney', 'for-organisations'],
    ['pharmacy', 'for-pharmacies'],
  ],
} as const

const words = { fi: 'varakortin', sv: 'tillfälliga kortet', en: 'spare cards' } as const

/** Elements that extend beyond the window, and do not scroll themselves. */
const tooWide = (page: Page): Promise<unknown> =>
  page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 120))`)

/** Records each focused element, and whether it is visible. */
const noteFocused = `
  globalThis.seen = []
  addEventListener('focusin', ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target)
    const isSeen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    seen.push({ href: target.getAttribute('href'), isSeen: isSeen ||
      getComputedStyle(target, '::after').boxShadow !== 'none' })
  })`
