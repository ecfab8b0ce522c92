import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import { startPersonalising } from '@sotevarmenne/smartcard/personaliser'
import { accept, aPlan, aS42Card, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { signWith } from '@sotevarmenne/smartcard/use'
import { blankState } from '@sotevarmenne/smartcard/virtual-card/state'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { Browser, Page } from 'playwright-core'
import { createVirtualReader } from '../../apps/reader/src/cards/virtual-reader.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { startReader, type Reader, type ReaderConfig } from '../../apps/reader/src/reader.ts'
import {
  aino,
  issueFrom,
  startRevocationService,
  type RevocationService,
} from '../../apps/reader/src/testing.ts'
import { statementOf } from '../../apps/server/src/cards/orders/domain/statement.ts'
import { anOrderContent } from '../../apps/server/src/cards/orders/testing.ts'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { listenTo } from '@sotevarmenne/tests/browser/read-aloud'
import { languagesOf, lookAtPage, nothingIn } from '@sotevarmenne/tests/browser/look-at-page'

const now = instant(Date.now())
const pins = { pin1: '1234', pin2: '123456' }
/** Nobody listens on port 1: the service is down. */
const serviceUrl = 'http://127.0.0.1:1'
const origin = 'https://potilastiedot.esimerkki.example'

type CardName =
  | 'in use'
  | 'not activated'
  | 'locked'
  | 'blank'
  | 'unfinished'
  | 'spare'
  | 'spare, not ready'
  | 'of FINEID S4-2'
  | 'revoked'
  | 'not checked'
type OpenedPage = {
  readonly name: string
  readonly card?: CardName
  /** Returns the path of the page, below the front page. */
  readonly at?: string
  readonly requests?:
    'log-in' | 'signature' | 'order' | 'unlock' | 'spare-card' | 'spare-card-return'
  readonly action?: (page: Page) => Promise<unknown>
}

const blanks = ['E0000000000000001001', 'E0000000000000001002'] as const

const statement = statementOf(anOrderContent(), '140388-9039')

/** Whether a part of its text is only seen by scrolling in it. */
const isCut = `(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)(
  document.querySelector('#exact-text pre'))`

const send = (page: Page) => page.locator('form button').first().click()
const mistake = (page: Page) => page.locator('#mistake').waitFor()

const isRed = (page: Page) => page.locator('.state.bad[data-right=revoked]').nth(1)
const isUnchecked = (page: Page) => page.locator('.state.warn[data-right=valid]').nth(1).waitFor()

const tryCard = async (page: Page, purpose: string, pin: string, result: string) => {
  await page.locator(`#pin-virtual-${purpose}`).fill(pin)
  await page.locator(`#pin-virtual-${purpose}`).press('Enter')
  await page.locator(result).waitFor()
}

const pages: readonly OpenedPage[] = [
  { name: 'the front page without a card' },
  { name: 'the front page with a card', card: 'in use' },
  { name: 'a card that is not activated', card: 'not activated' },
  { name: 'a card with a locked PIN', card: 'locked' },
  { name: 'a card whose code stays', card: 'of FINEID S4-2' },
  { name: 'a revoked card', card: 'revoked', action: (page) => isRed(page).waitFor() },
  { name: 'a card whose issuer can not be reached', card: 'not checked', action: isUnchecked },
  { name: 'an unfinished card', card: 'unfinished' },
  { name: 'a spare card', card: 'spare' },
  { name: 'a spare card that is not ready', card: 'spare, not ready' },
  { name: 'a request to log in', card: 'in use', requests: 'log-in' },
  { name: 'a request to sign', card: 'in use', requests: 'signature' },
  { name: 'a request to sign an order', card: 'in use', requests: 'order' },
  {
    name: 'a request to sign an order, with its exact text',
    card: 'in use',
    requests: 'order',
    action: async (page) => {
      await page.locator('#exact-text summary').click()
      await page.locator('#exact-text pre', { hasText: 'Laadittu / Upprättad' }).waitFor()
      assert.equal(await page.evaluate(isCut), false)
    },
  },
  {
    name: 'a request after a wrong PIN',
    card: 'in use',
    requests: 'signature',
    action: async (page) => {
      await page.locator('#requests input[name=pin]').fill('9999')
      await page.locator('#requests button').first().click()
      await page.locator('#requests [role=alert]').waitFor()
    },
  },
  { name: 'the service that unlocks the card', card: 'locked', requests: 'unlock' },
  { name: 'a blank card', card: 'blank' },
  { name: 'the service that makes a spare card', card: 'blank', requests: 'spare-card' },
  {
    name: 'a spare card with a PIN2 that is too short',
    card: 'blank',
    requests: 'spare-card',
    action: async (page) => {
      for (const name of ['pin1', 'pin1Again', 'pin2', 'pin2Again'])
        await page.locator(`#requests [name=${name}]`).fill('2580')
      await page.locator('#requests button').first().click()
      await page.locator('#requests [role=alert]').waitFor()
    },
  },
  {
    name: 'the service that empties a spare card, and is away',
    card: 'spare',
    requests: 'spare-card-return',
    action: async (page) => {
      await page.locator('#requests button').first().click()
      await page.locator('[data-told]').waitFor()
    },
  },
  { name: 'the activation', card: 'not activated', at: 'activate?reader=virtual' },
  {
    name: 'the activation with a mistake',
    card: 'not activated',
    at: 'activate?reader=virtual',
    action: async (page) => {
      await page.locator('#letterNumber').fill('1234567890')
      await page.locator('#activationCode').fill('1234')
      await send(page)
      await mistake(page)
    },
  },
  {
    name: 'the activation without the service',
    card: 'not activated',
    at: 'activate?reader=virtual',
    action: async (page) => {
      const typed = { letterNumber: '1234567890', activationCode: '12345678' }
      for (const [id, text] of Object.entries({
        ...typed,
        pin1: '2580',
        pin1Again: '2580',
        pin2: '147036',
        pin2Again: '147036',
      }))
        await page.locator(`#${id}`).fill(text)
      await send(page)
      await mistake(page)
    },
  },
  {
    name: 'the activation of a card whose code stays',
    card: 'of FINEID S4-2',
    at: 'activate?reader=virtual',
  },
  { name: 'new PINs', card: 'locked', at: 'new-pins?reader=virtual' },
  {
    name: 'new PINs with a mistake',
    card: 'locked',
    at: 'new-pins?reader=virtual',
    action: async (page) => {
      await send(page)
      await mistake(page)
    },
  },
  { name: 'a change of PIN', card: 'in use', at: 'change-pin?reader=virtual' },
  {
    name: 'a change of PIN with a mistake',
    card: 'in use',
    at: 'change-pin?reader=virtual',
    action: async (page) => {
      await send(page)
      await mistake(page)
    },
  },
  { name: 'the diagnosis without a card', at: 'diagnosis' },
  { name: 'the diagnosis of an unfinished card', card: 'unfinished', at: 'diagnosis' },
  { name: 'the diagnosis of a revoked card', card: 'revoked', at: 'diagnosis' },
  { name: 'the diagnosis of a card in use', card: 'in use', at: 'diagnosis' },
  {
    name: 'the try with letters for a PIN',
    card: 'in use',
    at: 'test',
    action: (page) => tryCard(page, 'signature', 'abcd', '.bad[role=alert]'),
  },
  {
    name: 'the try that worked',
    card: 'in use',
    at: 'test',
    action: (page) => tryCard(page, 'authentication', pins.pin1, '.good[role=alert]'),
  },
  { name: 'the settings', at: 'settings' },
  {
    name: 'the settings with a mistake',
    at: 'settings',
    action: async (page) => {
      await page.locator('[name=sites][value=listed]').check()
      await page.locator('#siteList').fill('no address')
      await send(page)
      await mistake(page)
    },
  },
  { name: 'the help', at: 'help' },
  { name: 'the news of an activation', card: 'in use', at: '?news=activated' },
  { name: 'a missing page', at: 'nothing' },
]

/** Every page of the reader software in every language: accessible, within the window, silent console. */
describe('every page of the reader software', { skip: noBrowser() }, () => {
  const virtual: { chipSerials: Partial<Record<CardName, string>> } = { chipSerials: {} }
  let folder: string
  let cards: ReturnType<typeof createVirtualReader>
  let config: ReaderConfig
  let reader: Reader
  let browser: Browser
  let closeRevocations: () => void

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reader-pages-'))
    await mkdir(path.join(folder, 'roots'))
    await mkdir(path.join(folder, 'cards'))
    const revocations = await startRevocationService(() => now)
    closeRevocations = revocations.close
    virtual.chipSerials = {
      'in use': await makeCard(folder, 'in use'),
      'not activated': await makeCard(folder, 'not activated'),
      locked: await makeCard(folder, 'locked'),
      spare: await makeCard(folder, 'spare'),
      'spare, not ready': await makeCard(folder, 'spare, not ready'),
      'of FINEID S4-2': await makeOtherCard(folder),
      revoked: await makeCard(folder, 'revoked', revocations),
      'not checked': await makeCard(folder, 'not checked', {
        ...revocations,
        ...{ url: serviceUrl, serve: () => undefined },
      }),
      blank: blanks[0],
      unfinished: blanks[1],
    }
    const drawer = path.join(folder, 'drawer')
    await mkdir(drawer)
    for (const chipSerial of blanks)
      await fileStore(path.join(drawer, `${chipSerial}.json`)).save(blankState(chipSerial))
    const begun = await openVirtualCard(fileStore(path.join(drawer, `${blanks[1]}.json`)))
    accept(await startPersonalising(channelTo(begun), aPlan()))
    cards = createVirtualReader(path.join(folder, 'cards'), drawer)
    config = {
      folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([cards]),
      home: folder,
      serviceUrl,
      rootFolders: [path.join(folder, 'roots')],
      clock: { now: () => now },
      reportFault: (fault) => {
        throw fault
      },
    }
    reader = await startReader(config)
    browser = await openPageViewer()
  })
  after(async () => {
    await browser.close()
    await reader.stop()
    closeRevocations()
    await rm(folder, { recursive: true })
  })

  for (const [place, { name, card, at = '', requests, action }] of pages.entries())
    for (const language of languagesOf(place))
      it(`${name} has no fault in ${language}`, async () => {
        await cards.shelf?.takeOut()
        if (card) await cards.shelf?.insert(virtual.chipSerials[card] ?? '')
        const leaving = new AbortController()
        const requested = requests && request(reader.apiUrl, requests, leaving.signal)
        const pictured = { of: 'reader', place, name, language } as const
        const findings = await lookAtPage(
          browser,
          async (page) => {
            const url = new URL(at, reader.pageUrl)
            url.searchParams.set('language', language)
            await page.goto(url.href)
            if (requests) await page.locator('[data-request], [data-relay]').waitFor()
            await action?.(page)
          },
          pictured,
        )
        leaving.abort()
        await requested
        assert.deepEqual(findings, nothingIn(language))
      })

  it('keeps focus and what was unfolded while the page is brought up to date', async () => {
    await cards.shelf?.insert(virtual.chipSerials['in use'] ?? '')
    const page = await browser.newPage()
    await page.goto(reader.pageUrl)
    const triesLeft = page.locator('[data-tries=authentication]')
    const before = Number(await triesLeft.textContent())
    await page.locator('#readers details summary').first().click()
    const link = page.locator('a[href^="change-pin?"]')
    await link.focus()
    const other = await browser.newPage()
    await other.goto(new URL('test', reader.pageUrl).href)
    await tryCard(other, 'authentication', '9999', '.bad[role=alert]')
    await page.locator('[data-tries=authentication]', { hasText: String(before - 1) }).waitFor()
    assert.equal(await page.locator('#readers details').first().getAttribute('open'), '')
    assert.equal(
      await page.evaluate('document.activeElement.getAttribute("href")'),
      'change-pin?reader=virtual',
    )
    await tryCard(other, 'authentication', pins.pin1, '.good[role=alert]')
    await triesLeft.and(page.getByText(String(before), { exact: true })).waitFor()
    await link.press('Enter')
    await page.locator('#oldPin').waitFor()
    await Promise.all([page.close(), other.close()])
  })

  it('keeps what was typed right in the browser alone, and goes to the front page once it is done', async () => {
    await cards.shelf?.insert(virtual.chipSerials['in use'] ?? '')
    const page = await browser.newPage()
    const bodies: Promise<string>[] = []
    page.on('response', (response) => {
      if (response.request().method() === 'POST' && response.status() === 422)
        bodies.push(response.text())
    })
    await page.goto(new URL('change-pin?reader=virtual', reader.pageUrl).href)
    const typed = { oldPin: pins.pin1, newPin: '2580', newPinAgain: '2508' }
    for (const [id, text] of Object.entries(typed)) await page.locator(`#${id}`).fill(text)
    await send(page)
    await mistake(page)
    const field = (id: string) => page.locator(`#${id}`).inputValue()
    assert.deepEqual(
      [await field('oldPin'), await field('newPin'), await field('newPinAgain')],
      [pins.pin1, '', ''],
    )
    assert.equal(await page.evaluate('document.activeElement.id'), 'newPinAgain')
    const [body = '', ...more] = await Promise.all(bodies)
    assert.deepEqual(more, [])
    assert.match(body, /data-typed-again/)
    for (const pin of Object.values(typed)) assert.ok(!body.includes(`"${pin}"`))

    for (const id of ['newPin', 'newPinAgain']) await page.locator(`#${id}`).fill('2580')
    await page.route('**/change-pin', (route) => route.abort())
    await send(page)
    await page.locator('#no-response').waitFor()
    await page.unroute('**/change-pin')
    await send(page)
    await page.locator('#news [role=status]').waitFor()
    await page.close()
  })

  it('locked PINs are set again by a holder who only listens', async () => {
    const newPins = { basic: '2580', signature: '147036' }
    await cards.shelf?.takeOut()
    await cards.shelf?.insert(virtual.chipSerials.locked ?? '')
    const page = await browser.newPage()
    const listener = listenTo(page)
    await page.goto(new URL('?language=fi', reader.pageUrl).href)
    await listener.press('link, Aseta uudet tunnusluvut')
    await listener.expectSaid('document, Aseta uudet tunnusluvut')
    await listener.expectPart(
      'main',
      'heading, Aseta uudet tunnusluvut, level 1',
      'group, 2. Perustunnusluku (PIN1): kirjautumiseen, 4–8 numeroa, ei muita merkkejä',
      'group, 3. Allekirjoitustunnusluku (PIN2): allekirjoittamiseen, 4–8 numeroa, ei muita merkkejä',
    )
    await listener.press('button, Aseta uudet tunnusluvut')
    await listener.expectSaid(
      'textbox, Aktivointitunnusluku (8 numeroa), Aktivointitunnusluvussa on 8 numeroa. Tarkista se aktivointikirjeestä., invalid',
    )
    await listener.expectPart(
      'main',
      'alert',
      'PIN1: Tunnusluvussa on 4–8 numeroa eikä muita merkkejä.',
      'PIN2: Tunnusluvussa on 4–8 numeroa eikä muita merkkejä.',
    )
    await page.keyboard.type(aPlan().activationCode)
    for (const pin of Object.values(newPins))
      for (const name of ['Uusi tunnusluku', 'Sama uudelleen']) {
        await listener.key('Tab')
        await listener.tabTo(name)
        await page.keyboard.type(pin)
      }
    await listener.press('button, Aseta uudet tunnusluvut')
    await page.locator('#news [role=status]').waitFor()
    await listener.expectPart('#news', 'status', 'Uudet tunnusluvut ovat käytössä.')
    await page.close()
  })

  it('says so when the program has ended, and continues when the program is running again', async () => {
    const other = { ...config, folder: path.join(folder, 'other') }
    const first = await startReader(other)
    const page = await browser.newPage()
    await page.goto(first.pageUrl)
    const gone = page.locator('#gone')
    assert.equal(await gone.isVisible(), false)
    await first.stop()
    await gone.waitFor()
    const port = Number(new URL(first.pageUrl).port)
    const second = await startReader({ ...other, ports: { ...other.ports, page: port } })
    await gone.waitFor({ state: 'hidden' })
    await page.close()
    await second.stop()
  })
})

/** Creates a card beside the reader, and trusts its root; returns its chip serial number. */
async function makeCard(
  folder: string,
  name: Exclude<CardName, 'blank' | 'unfinished' | 'of FINEID S4-2'>,
  revocations?: RevocationService,
): Promise<string> {
  const file = path.join(folder, 'cards', 'new.json')
  const holder = name === 'in use' ? aino : { ...aino, givenName: 'Áilu', surname: 'Näkkäläjärvi' }
  const { card, started, certificates } = await makePersonalisedCard({
    store: fileStore(file),
    issue: issueFrom(now, holder, revocations),
    ...(!name.startsWith('spare') ? {} : { plan: { label: spareCardLabels.fi } }),
    ...(!['not activated', 'spare, not ready'].includes(name) && { pins }),
  })
  const { chipSerial } = started
  for (const der of [certificates.authentication, certificates.signature])
    revocations?.statuses.set(new X509Certificate(der).serialNumber.toLowerCase(), {
      ...{ kind: 'revoked', revokedAt: now, reason: 'keyCompromise' },
    })
  await writeFile(path.join(folder, 'roots', `${chipSerial}.crt`), certificates.root)
  if (name === 'locked') {
    const channel = channelTo(card)
    const wrong = { purpose: 'authentication', pin: '9999', algorithm: 'ecdsa-sha384' } as const
    for (let tries = 0; tries < 5; tries += 1)
      assert.ok(!(await signWith(channel, { ...wrong, data: new Uint8Array(1) })).ok)
    await channel.close()
  }
  const stored = await fileStore(file).load()
  assert.ok(stored)
  await fileStore(path.join(folder, 'cards', `${chipSerial}.json`)).save(stored)
  await rm(file)
  return chipSerial
}

/** A card with today's layout for professionals, as delivered. */
async function makeOtherCard(folder: string): Promise<string> {
  const chipSerial = 'S42'
  const { certificates } = await aS42Card({
    store: fileStore(path.join(folder, 'cards', `${chipSerial}.json`)),
    issue: issueFrom(now, { ...aino, givenName: 'Olli' }),
  })
  await writeFile(path.join(folder, 'roots', `${chipSerial}.crt`), certificates.root)
  return chipSerial
}

/** A web page's request, which waits until the person responds or the page is closed. */
async function request(
  apiUrl: string,
  purpose: NonNullable<OpenedPage['requests']>,
  signal: AbortSignal,
): Promise<unknown> {
  if (purpose !== 'log-in' && purpose !== 'signature' && purpose !== 'order')
    return post(`${apiUrl}/relay`, { ticket: 'ticket', purpose }, { origin: serviceUrl, signal })
  const [usage, content] = (
    {
      'log-in': ['digitalsignature', `${origin};${'n'.repeat(64)}`],
      signature: ['nonrepudiation', 'Lääkitys tarkistettu.\nPotilas voi hyvin.'],
      order: ['nonrepudiation', statement],
    } as const
  )[purpose]
  const body = {
    selector: { keyusages: [usage] },
    content: Buffer.from(content).toString('base64'),
    hashAlgorithm: 'SHA384',
  }
  return post(`${apiUrl}/sign`, body, { origin, signal })
}

const post = (
  url: string,
  body: unknown,
  { origin: from, signal }: { readonly origin: string; readonly signal: AbortSignal },
): Promise<unknown> =>
  fetch(url, {
    method: 'POST',
    headers: { origin: from, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  }).catch(() => undefined)
