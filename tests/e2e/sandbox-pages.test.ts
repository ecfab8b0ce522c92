import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Browser, Page } from 'playwright-core'
import { exampleOrganisations } from '../../apps/sandbox/src/registers/organisations.ts'
import {
  startTestAuthority,
  type AskedToSign,
  type TestAuthority,
} from '../../apps/sandbox/src/testing.ts'
import { startWorld, type World } from '../../apps/sandbox/src/world.ts'
import { noBrowser, openPageViewer } from '../support/browser.ts'
import { freePorts } from '../support/free-ports.ts'
import { lookAtPage, nothingIn, sweptLanguages } from '../support/look-at-page.ts'

// The status service answers by this clock, and the sandbox's is the real one.
const now = instant(Date.now())

const places = [
  'index',
  'registers',
  'printHouse',
  'timeStamps',
  'patientSystem',
  'patientTls',
  'suomiFi',
  'smtp',
  'mailboxes',
  'invoiceOperator',
  'otherCards',
] as const
type Place = (typeof places)[number]

type OpenedPage = {
  readonly name: string
  readonly at: Place
  readonly act?: (page: Page, authority: TestAuthority) => Promise<unknown>
}

const logIn = async (page: Page, authority: TestAuthority) => {
  await answerAsReader(page, authority)
  await page.locator('#log-in').click()
  await page.locator('#who').waitFor()
}

const pages: readonly OpenedPage[] = [
  { name: 'the index', at: 'index' },
  {
    name: 'the index when the world starts anew',
    at: 'index',
    act: async (page) => {
      await page.locator('#start-anew button').click()
      await page.locator('h1 + [role=status]').waitFor()
    },
  },
  { name: 'the registers', at: 'registers' },
  {
    name: 'the registers after a code was copied',
    at: 'registers',
    act: async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.locator('[data-copy="140388-9039"]').click()
      await page.locator('#copied', { hasText: '140388-9039' }).waitFor()
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), '140388-9039')
    },
  },
  { name: 'the stand-in of Suomi.fi', at: 'suomiFi' },
  {
    name: 'others’ cards, one of them revoked',
    at: 'otherCards',
    act: async (page) => {
      const { origin, search } = new URL(page.url())
      for (const kind of ['identityCard', 'organisationCard'])
        await fetch(`${origin}/cards`, {
          method: 'POST',
          body: new URLSearchParams({
            ...{ kind, identityCode: '230499-906U' },
            businessId: exampleOrganisations[0]?.businessId ?? '',
          }),
        })
      await page.goto(`${origin}/${search}`)
      const valid = page.locator('td button')
      const last = valid.nth((await valid.count()) - 1)
      await valid.first().press('Enter')
      await last.waitFor({ state: 'detached' })
      await page.goto(`${origin}/${search}`)
    },
  },
  { name: 'the print house with letters', at: 'printHouse' },
  { name: 'the mailboxes', at: 'mailboxes' },
  { name: 'the time-stamp authority', at: 'timeStamps' },
  { name: 'the patient system before the log-in', at: 'patientSystem' },
  { name: 'the patient system after the log-in', at: 'patientSystem', act: logIn },
  {
    name: 'the patient system with a signed prescription',
    at: 'patientSystem',
    act: async (page, authority) => {
      await logIn(page, authority)
      // The page comes anew when the signature is there.
      const signed = page.waitForEvent('load')
      await page.locator('#prescription button').click()
      await signed
      await page.locator('#prescriptions pre').first().waitFor()
    },
  },
  {
    name: 'the patient system that refuses a closed card',
    at: 'patientSystem',
    act: async (page, authority) => {
      await answerAsReader(page, authority, { isClosed: true })
      await page.locator('#log-in').click()
      await page.locator('#message[data-kind=revoked]').waitFor()
    },
  },
  {
    name: 'the patient system without reader software',
    at: 'patientSystem',
    act: async (page) => {
      await page.route('**/version', (route) => route.abort())
      await page.locator('#log-in').click()
      await page.locator('#message[data-kind=no-reader]').waitFor()
    },
  },
]

/** Every page of the example world in every language: accessible, within the window, silent. */
describe('every page of the example world', { skip: noBrowser() }, () => {
  let data: string
  let authority: TestAuthority
  let world: World
  let browser: Browser
  let ports: Readonly<Record<Place | 'bounces' | 'kanta', number>>

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'sandbox-pages-'))
    // As if the reader software were running: then its box has a form for the card's faults.
    await mkdir(path.join(data, 'reader'))
    await writeFile(path.join(data, 'reader/page-url'), 'http://127.0.0.1:53950/')
    authority = await startTestAuthority(now)
    ports = await freePorts([...places, 'bounces', 'kanta'])
    world = await startWorld({
      data,
      ports,
      portalUrl: 'http://localhost:8080',
      statusUrl: authority.url,
      readerUrl: 'http://127.0.0.1:53951',
      startAnewFile: path.join(data, 'start-anew'),
    })
    await orderLetters(`http://localhost:${String(ports.printHouse)}`, {
      1234567890: 'Aino Esimerkki, Esimerkkikatu 3 A 4, 33100 Tampere',
      1234567891: 'Áilu Sárá Näkkäläjärvi, Inarintie 40, 99870 Inari',
    })
    browser = await openPageViewer()
  })
  after(async () => {
    await browser.close()
    await world.stop()
    await authority.close()
    await rm(data, { recursive: true })
  })

  for (const [place, { name, at, act }] of pages.entries())
    for (const language of sweptLanguages)
      it(`${name} has no fault in ${language}`, async () => {
        const pictured = { of: 'sandbox', place, name, language } as const
        const findings = await lookAtPage(
          browser,
          async (page) => {
            await page.goto(`http://localhost:${String(ports[at])}/?language=${language}`)
            await act?.(page, authority)
          },
          pictured,
        )
        assert.deepEqual(findings, nothingIn(language))
      })
})

/** Has the letters printed as one batch. */
async function orderLetters(
  printHouse: string,
  addressees: Readonly<Record<string, string>>,
): Promise<void> {
  const batch = `${printHouse}/batches/00000000-0000-4000-8000-000000000001`
  const put = (at: string, order: object) =>
    fetch(`${batch}/${at}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    })
  const pdf = Buffer.from('%PDF-1.7')
  for (const [letterNumber, addressee] of Object.entries(addressees))
    await put(`letters/${letterNumber}`, { addressee, pdf: pdf.toString('base64') })
  const digest = createHash('sha256').update(pdf).digest('hex')
  const manifest = Object.keys(addressees).map((number) => `${digest}  ${number}.pdf\n`)
  assert.ok((await put('manifest', { manifest: manifest.join('') })).ok)
}

/** Stands for the reader software with a card whose holder gives the right PIN. */
async function answerAsReader(
  page: Page,
  authority: TestAuthority,
  { isClosed = false } = {},
): Promise<void> {
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
  await page.route('**/version', (route) =>
    route.fulfill({ json: { signatureAlgorithms: 'SHA384withECDSA' }, headers }),
  )
  await page.route('**/sign', async (route) => {
    const { selector, ...asked } = route.request().postDataJSON() as AskedToSign & {
      readonly selector: { readonly keyusages: readonly string[] }
    }
    const isLogIn = selector.keyusages.includes('digitalsignature')
    const card = authority.issue(isLogIn ? 'digitalSignature' : 'nonRepudiation')
    if (isClosed)
      authority.setStatus(card, { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' })
    return route.fulfill({ json: { status: 'ok', ...(await card.answer(asked)) }, headers })
  })
}
