import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Browser, Page } from 'playwright-core'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { startTestCa, type RequestedToSign, type TestCa } from '@sotevarmenne/sandbox/testing'
import { startEnvironment, type Environment } from '@sotevarmenne/sandbox/environment'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { exampleServiceContacts } from '../../apps/server/src/platform/service-contacts.ts'
import { messagesRest } from '../../apps/server/src/support/suomi-fi-messages/index.ts'
import { languagesOf, lookAtPage, nothingIn } from '@sotevarmenne/tests/browser/look-at-page'

// The OCSP process uses this clock, and the sandbox the real one.
const now = instant(Date.now())

const places = [
  'index',
  'registers',
  'bureau',
  'timeStamps',
  'patientSystem',
  'patientTls',
  'suomiFi',
  'smtp',
  'mailboxes',
  'invoiceOperator',
  'suomiFiMessages',
  'otherCards',
] as const
type Place = (typeof places)[number]

type OpenedPage = {
  readonly name: string
  readonly at: Place
  readonly action?: (page: Page, ca: TestCa) => Promise<unknown>
}

const pagePlaces = places.filter((place) => place !== 'smtp' && place !== 'patientTls')

const logIn = async (page: Page, ca: TestCa) => {
  await respondAsReader(page, ca)
  await page.locator('#log-in').click()
  await page.locator('#who').waitFor()
}

/** One message to somebody with a mailbox, and one to somebody without. */
async function sendMessages(url: string): Promise<void> {
  const service = messagesRest(
    {
      ...{ url, user: 'service', password: 'service', serviceId: 'cards' },
      printing: {
        ...{ user: 'posti', password: 'posti', email: 'posti@example.fi' },
        sender: exampleServiceContacts,
      },
    },
    { clock: { now: () => instant(Date.now()) } },
  )
  const message = (identityCode: string) => {
    const parsed = parseIdentityCode(identityCode)
    assert.ok(parsed.ok)
    return {
      ...{ externalId: randomUUID(), identityCode: parsed.value, title: 'Korttisi on suljettu' },
      text: 'Korttisi on suljettu, eikä sitä enää voi käyttää.\n\nTilaa uusi kortti.',
    }
  }
  assert.ok((await service.sendElectronic(message('140388-9039'))).ok)
  const address = { street: 'Katu 1', postalCode: '33100', postOffice: 'Tampere', country: 'FI' }
  const letter = { recipient: 'Aino Esimerkki', address, pdf: Buffer.from('%PDF-1.7') }
  assert.ok((await service.sendByEither(message('131052-308T'), letter)).ok)
}

const pages: readonly OpenedPage[] = [
  { name: 'the index', at: 'index' },
  {
    name: 'the index when the demo environment starts again',
    at: 'index',
    action: async (page) => {
      await page.locator('#start-again button').click()
      await page.locator('h1 + [role=status]').waitFor()
    },
  },
  {
    name: 'the index after a simulator was down',
    at: 'index',
    action: async (page) => {
      for (const kind of ['down', 'none']) {
        const form = page.locator('form[action="/faults"]').first()
        await form.locator('select').selectOption(kind)
        await Promise.all([page.waitForEvent('load'), form.locator('button').click()])
        assert.equal(await form.locator('select').inputValue({ timeout: 10_000 }), kind)
      }
    },
  },
  { name: 'the registers', at: 'registers' },
  {
    name: 'the registers after a code was copied',
    at: 'registers',
    action: async (page) => {
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
    action: async (page) => {
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
  { name: 'the card and letter bureau with letters', at: 'bureau' },
  { name: 'the mailboxes', at: 'mailboxes' },
  { name: 'Suomi.fi Messages before the first message', at: 'suomiFiMessages' },
  {
    name: 'Suomi.fi Messages with a letter, and a message that its recipient has read',
    at: 'suomiFiMessages',
    action: async (page) => {
      const { origin, search } = new URL(page.url())
      await sendMessages(origin)
      await page.goto(`${origin}/${search}`)
      await page.locator('[value=read] + button').first().press('Enter')
      await page.locator('dd', { hasText: 'Electronic message read' }).first().waitFor()
      await page.goto(`${origin}/${search}`)
    },
  },
  { name: 'the time-stamp authority', at: 'timeStamps' },
  { name: 'the patient system before the log-in', at: 'patientSystem' },
  { name: 'the patient system after the log-in', at: 'patientSystem', action: logIn },
  {
    name: 'the patient system with a signed prescription',
    at: 'patientSystem',
    action: async (page, ca) => {
      await logIn(page, ca)
      // The page reloads when the signature is there.
      const signed = page.waitForEvent('load')
      await page.locator('#prescription button').click()
      await signed
      await page.locator('#prescriptions pre').first().waitFor()
    },
  },
  {
    name: 'the patient system that refuses a cancelled card',
    at: 'patientSystem',
    action: async (page, ca) => {
      await respondAsReader(page, ca, { isRevoked: true })
      await page.locator('#log-in').click()
      await page.locator('#message[data-kind=revoked]').waitFor()
    },
  },
  {
    name: 'the patient system without reader software',
    at: 'patientSystem',
    action: async (page) => {
      await page.route('**/version', (route) => route.abort())
      await page.locator('#log-in').click()
      await page.locator('#message[data-kind=no-reader]').waitFor()
    },
  },
]

/** Every page of the demo environment in every language: accessible, within the window, silent console. */
describe('every page of the demo environment', { skip: noBrowser() }, () => {
  let data: string
  let ca: TestCa
  let environment: Environment
  let browser: Browser
  let ports: Readonly<Record<Place | 'bounces' | 'kanta', number>>

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'sandbox-pages-'))
    // As if the reader software were running: then its box has a form for the card's faults.
    await mkdir(path.join(data, 'reader'))
    await writeFile(path.join(data, 'reader/page-url'), 'http://127.0.0.1:53950/')
    ca = await startTestCa(now)
    ports = await freePorts([...places, 'bounces', 'kanta'])
    environment = await startEnvironment({
      data,
      ports,
      portalUrl: 'http://localhost:8080',
      validationUrl: ca.url,
      readerUrl: 'http://127.0.0.1:53951',
      startAgainFile: path.join(data, 'start-again'),
    })
    await orderLetters(`http://localhost:${String(ports.bureau)}`, {
      1234567890: 'Aino Esimerkki, Esimerkkikatu 3 A 4, 33100 Tampere',
      1234567891: 'Áilu Sárá Näkkäläjärvi, Inarintie 40, 99870 Inari',
    })
    browser = await openPageViewer()
  })
  after(async () => {
    await browser.close()
    await environment.stop()
    await ca.close()
    await rm(data, { recursive: true })
  })

  it('no page of it is given to another name that leads to this machine', async () => {
    for (const place of pagePlaces)
      for (const [host, expected] of [
        ['localhost', (status: number) => status < 400],
        ['rebind.evil.example', (status: number) => status === 421],
      ] as const) {
        const status = await statusAs(host, ports[place])
        assert.ok(expected(status), `${place} as ${host}: ${String(status)}`)
      }
    // Not one of its pages, but the protocol.
    const path = '/.well-known/openid-configuration'
    assert.equal(await statusAs('rebind.evil.example', ports.suomiFi, path), 421)
  })

  for (const [place, { name, at, action }] of pages.entries())
    for (const language of languagesOf(place))
      it(`${name} has no fault in ${language}`, async () => {
        const pictured = { of: 'sandbox', place, name, language } as const
        const findings = await lookAtPage(
          browser,
          async (page) => {
            await page.goto(`http://localhost:${String(ports[at])}/?language=${language}`)
            await action?.(page, ca)
          },
          pictured,
        )
        assert.deepEqual(findings, nothingIn(language))
      })
})

/** Of a response to a request that names the host. */
const statusAs = (host: string, port: number, at = '/') =>
  new Promise<number>((received, failed) => {
    get({ host: 'localhost', port, path: at, headers: { host: `${host}:${String(port)}` } })
      .on('response', (response) => {
        response.resume()
        received(response.statusCode ?? 0)
      })
      .on('error', failed)
  })

/** Has the letters printed as one batch. */
async function orderLetters(
  bureau: string,
  addressees: Readonly<Record<string, string>>,
): Promise<void> {
  const batch = `${bureau}/batches/00000000-0000-4000-8000-000000000001`
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

/** Simulates the reader software with a card and a holder who types the right PIN. */
async function respondAsReader(page: Page, ca: TestCa, { isRevoked = false } = {}): Promise<void> {
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
  await page.route('**/version', (route) =>
    route.fulfill({ json: { signatureAlgorithms: 'SHA384withECDSA' }, headers }),
  )
  await page.route('**/sign', async (route) => {
    const { selector, ...requested } = route.request().postDataJSON() as RequestedToSign & {
      readonly selector: { readonly keyusages: readonly string[] }
    }
    const isLogIn = selector.keyusages.includes('digitalsignature')
    const card = ca.issue(isLogIn ? 'digitalSignature' : 'nonRepudiation')
    if (isRevoked) ca.setStatus(card, { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' })
    return route.fulfill({ json: { status: 'ok', ...(await card.response(requested)) }, headers })
  })
}
