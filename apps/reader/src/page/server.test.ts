import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it, mock } from 'node:test'
import type { ReleaseStatement } from '@sotevarmenne/api/reader-software'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import { accept, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { signWith } from '@sotevarmenne/smartcard/use'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { createCardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { createPrompts } from '../prompts/prompts.ts'
import { issueFrom } from '../testing.ts'
import { defaultSettings } from '../settings/settings.ts'
import { createPage } from './server.ts'

const now = instant(1_790_000_000_000)
const secret = 's'.repeat(32)
const pins = { pin1: '1234', pin2: '123456' }
const newPins = { pin1: '2580', pin1Again: '2580', pin2: '147036', pin2Again: '147036' }

describe("the reader's own page", () => {
  for (const host of ['attacker.example', '127.0.0.1.attacker.example', 'localhost.example:53950'])
    it(`is not served under the foreign host name ${host}`, async () => {
      const { page } = await open()
      const response = await page.inject({ url: `/${secret}/`, headers: { host } })
      assert.equal(response.statusCode, 404)
    })

  it('is not served without the secret, on any route', async () => {
    const { page } = await open()
    for (const url of [
      '/',
      '/events',
      `/${secret.slice(1)}/`,
      `/${secret}s/`,
      `/x/${secret}/`,
      '/new-pins',
    ]) {
      const response = await page.inject({ url, headers: { host: '127.0.0.1:53950' } })
      assert.equal(response.statusCode, 404, url)
      assert.equal(response.body, 'Not found\n', url)
    }
  })

  it('shows how a relay ended until its own button is pressed', async () => {
    let isShown = true
    const { home, send } = await open({
      relays: {
        lastResult: () => (isShown ? { purpose: 'unlock', isDone: true } : undefined),
        forget: () => void (isShown = false),
      },
    })
    const [, action = ''] = /data-told="unlock"[^]*?action="([^"]+)"/.exec(await home()) ?? []
    assert.equal((await send(action, {})).statusCode, 303)
    assert.doesNotMatch(await home(), /data-told/)
  })

  it('shows news of a card only until another card, or none, is in the reader (A8)', async () => {
    let isIn = true
    const { home, page } = await open({
      isIn: () => isIn,
      relays: { lastResult: () => lastResult },
    })
    const lastResult = { purpose: 'spare-card-return', isDone: true } as const
    const headers = { 'accept-language': 'en' }
    const activated = async () =>
      (await page.inject({ url: `/${secret}/?news=activated`, headers })).body
    assert.match(await home(), /data-told/)
    assert.match(await activated(), /The card is activated/)
    isIn = false
    assert.doesNotMatch(await home(), /data-told/)
    assert.doesNotMatch(await activated(), /The card is activated/)
  })

  it('ignores forms of another site, however the browser labels them', async () => {
    const { page, prompts, request } = await open()
    const { id } = await request()
    for (const site of ['cross-site', 'same-site'])
      for (const url of [`requests/${id}/cancel`, 'cards/take-out', 'change-pin', 'new-pins']) {
        const headers = { 'sec-fetch-site': site }
        const response = await page.inject({ method: 'POST', url: `/${secret}/${url}`, headers })
        assert.equal(response.statusCode, 403, url)
      }
    assert.equal(prompts.pending().length, 1)
    prompts.cancel(id)
  })

  it('counts wrong PINs down to the lock, which ends the request', async () => {
    const { request, send, home } = await open()
    const { id, response } = await request()
    for (const left of [4, 3, 2, 1]) {
      await send(`requests/${id}/pin`, { pin: '9999' })
      assert.match(await home(), new RegExp(`Wrong PIN\\. Tries left: ${String(left)}\\.`))
    }
    await send(`requests/${id}/pin`, { pin: '9999' })
    assert.equal(await response, 'pin-blocked')
    assert.match(await home(), /The PIN is locked/)
  })

  for (const [kind, text] of [
    ['no-reader', /There is no reader with this name/],
    ['card-in-use', /Another program is using the card/],
    ['card-mute', /a card in the reader that this software does not recognise/],
  ] as const)
    it(`says so when its reader reports ${kind}`, async () => {
      const { home, send } = await open({ withCard: async () => refuse({ kind }) })
      assert.match(await home(), text)
      const response = await send('change-pin', {
        oldPin: '1234',
        newPin: '2580',
        newPinAgain: '2580',
      })
      assert.equal(response.headers.location, `/${secret}/`)
    })

  it('announces a newer version, and says that this one is too old to log in, also on the test page', async () => {
    const newer = { version: '9.1.0', url: 'https://x.example/r.deb', sha256: 'ab'.repeat(32) }
    const { page, home, send } = await open({ tooOldFor: '9.0.0', newer })
    assert.match(await home(), /at least version\s+9\.0\.0/)
    assert.match(await home(), /newer version has been published:\s+9\.1\.0/)
    const headers = { 'accept-language': 'en' }
    const settings = await page.inject({ url: `/${secret}/settings`, headers })
    assert.ok(settings.body.includes(newer.url) && settings.body.includes(newer.sha256))
    const tried = await send('test', { purpose: 'authentication', pin: '9999' })
    assert.match(tried.body, /at least version/)
    assert.doesNotMatch(tried.body, /Wrong PIN/)
  })

  it('tests the card: a right PIN is verified, a wrong one shown with the tries left', async () => {
    const { send } = await open()
    const right = await send('test', { purpose: 'authentication', pin: pins.pin1 })
    assert.match(right.body, /The signature is verified/)
    const wrong = await send('test', { purpose: 'signature', pin: '9999' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Wrong PIN\. Tries left: 4\./)
  })

  it('names in its help the ports that it listens at', async () => {
    const { page } = await open()
    const { body } = await page.inject({ url: `/${secret}/help` })
    for (const address of ['http://127.0.0.1:40001', 'https://localhost:40002'])
      assert.ok(body.includes(address), address)
  })

  it('shows the fingerprint of each root that it trusts', async () => {
    const { home, root } = await open()
    const page = await home()
    assert.match(page, /TEST root/)
    assert.ok(
      page.includes(
        createHash('sha256')
          .update(root)
          .digest('hex')
          .toUpperCase()
          .replace(/..(?!$)/g, '$&:'),
      ),
    )
  })

  it('sets new PINs when one is locked', async () => {
    const { request, send, lockPin1 } = await open()
    await lockPin1()
    const set = await send('new-pins', { activationCode: '1234 5678', ...newPins })
    assert.equal(set.headers.location, `/${secret}/?news=pinsSet`)
    const { id, response } = await request()
    await send(`requests/${id}/pin`, { pin: newPins.pin1 })
    assert.equal(await response, 'right')
  })

  it('sets no PINs with a code in whose place a new one was ordered, and uses no try of it (R24)', async () => {
    const { send, request, lockPin1 } = await open({ checkCode: () => ok({ isReplaced: true }) })
    await lockPin1()
    const refused = await send('new-pins', { activationCode: '12345678', ...newPins })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /a new one was ordered for the card/)
    const { id, response } = await request()
    await send(`requests/${id}/pin`, { pin: newPins.pin1 })
    assert.equal(await response, 'pin-blocked')
  })

  it('sets new PINs without the service, and says that it could not be asked about the code', async () => {
    const { send, page } = await open({ checkCode: () => refuse({ kind: 'service-unavailable' }) })
    const set = await send('new-pins', { activationCode: '12345678', ...newPins })
    assert.equal(set.headers.location, `/${secret}/?news=pinsSetUnchecked`)
    const headers = { 'accept-language': 'en' }
    const front = await page.inject({ url: set.headers.location, headers })
    assert.match(front.body, /not checked whether a new activation code was ordered/)
  })

  it('uses no try of the activation code for a mistake in the form of new PINs (R31)', async () => {
    const { send } = await open()
    for (const [mistake, field] of [
      [{ activationCode: '1234' }, 'activationCode'],
      [{ pin1: '12a4', pin1Again: '12a4' }, 'pin1'],
      [{ pin1Again: '2581' }, 'pin1Again'],
      [{ pin2: '123', pin2Again: '123' }, 'pin2'],
      [{ pin2: '123456789', pin2Again: '123456789' }, 'pin2'],
      [{ pin2Again: '' }, 'pin2Again'],
    ] as const) {
      const response = await send('new-pins', {
        activationCode: '12345678',
        ...newPins,
        ...mistake,
      })
      assert.equal(response.statusCode, 422)
      assert.match(response.body, new RegExp(`id="${field}"[^>]*aria-invalid="true"`))
    }
    const wrong = await send('new-pins', { activationCode: '87654321', ...newPins })
    assert.match(wrong.body, /Wrong activation code\. Tries left: 4\./)
  })

  it('names all mistakes at once, marks the PINs to type again, and puts no PIN or code into the page', async () => {
    const { send } = await open({ isActivated: false })
    const fieldsOf = (body: string) => {
      const fields = [...body.matchAll(/<input\s+id="(\w+)"[^>]*?value="([^"]*)"[^>]*>/g)]
      return {
        filled: fields.flatMap(([, id, value]) => (value === '' ? [] : [[id, value]])),
        typedAgain: fields.flatMap(([field, id]) => (field.includes('typed-again') ? [id] : [])),
      }
    }
    const empty = await send('activate', {})
    const wrongIn = [...empty.body.matchAll(/id="(\w+)"[^>]*aria-invalid="true"/g)]
    assert.deepEqual(
      wrongIn.map(([, id]) => id),
      ['letterNumber', 'activationCode', 'pin1', 'pin2'],
    )
    const [letterNumber, activationCode] = ['123 456', '1234 5678']
    const typed = { letterNumber, activationCode, ...newPins, pin2Again: '147037' }
    const refused = (await send('activate', typed)).body
    assert.deepEqual(fieldsOf(refused), {
      ...{ filled: [['letterNumber', letterNumber]], typedAgain: ['pin2', 'pin2Again'] },
    })
    for (const secret of [activationCode, ...Object.values(newPins)])
      assert.ok(!refused.includes(secret))
    const unavailable = { ...typed, letterNumber: '1234567890', pin2Again: newPins.pin2 }
    const response = await send('activate', unavailable)
    assert.match(response.body, /did not respond/)
    assert.deepEqual(fieldsOf(response.body), {
      ...{ filled: [['letterNumber', unavailable.letterNumber]], typedAgain: [] },
    })
  })

  it('advises on a PIN only what it checks: with both, that they differ; with one, not the present one', async () => {
    const { send } = await open()
    const [inBoth, inOne] = [/different number for each/, /different number than the current PIN/]
    const both = (await send('new-pins', {})).body
    assert.match(both, inBoth)
    assert.doesNotMatch(both, inOne)
    const one = (await send('change-pin', { which: 'pin1' })).body
    assert.match(one, inOne)
    assert.doesNotMatch(one, inBoth)
  })

  it('changes a PIN neither to itself nor to one that is easy to guess', async () => {
    const { send } = await open()
    for (const [newPin, text] of [
      [pins.pin1, /easy to guess/],
      ['9999', /repeats one digit/],
      ['1985', /a day and month or a date of birth/],
      ['0909', /a day and month or a date of birth/],
    ] as const) {
      const change = { which: 'pin1', oldPin: pins.pin1, newPin, newPinAgain: newPin }
      assert.match((await send('change-pin', change)).body, text)
    }
    const change = { which: 'pin1', oldPin: pins.pin1, newPin: '2580', newPinAgain: '2580' }
    assert.equal((await send('change-pin', change)).statusCode, 303)
    const same = await send('change-pin', { ...change, oldPin: '2580' })
    assert.match(same.body, /same as the current one/)
    assert.doesNotMatch(same.body, /2580"/)
  })

  it('sends a card that is not activated to the activation, which is reported to the service', async () => {
    const { page, send } = await open({ isActivated: false })
    const headers = { 'accept-language': 'en' }
    const form = await page.inject({ url: `/${secret}/new-pins?reader=test`, headers })
    assert.match(form.body, /id="letterNumber"/)
    const response = await send('new-pins', { activationCode: '12345678', ...newPins })
    assert.equal(response.statusCode, 422)
    assert.match(response.body, /not activated/)
  })

  it('links a holder without the letter to the page of the service that unlocks the card', async () => {
    const { page, home, lockPin1 } = await open()
    const link = 'href="https://service.example/en/sign-in?by=suomi-fi&amp;return=%2Fen%2Fown"'
    assert.ok(!(await home()).includes(link))
    await lockPin1()
    assert.ok((await home()).includes(link))
    const headers = { 'accept-language': 'en' }
    const form = await page.inject({ url: `/${secret}/new-pins?reader=test`, headers })
    assert.ok(form.body.includes(link))
  })

  it('offers no code for a spare card, which has none, and says where it is prepared', async () => {
    const { page, home, send } = await open({ isActivated: false, label: spareCardLabels.fi })
    const front = await home()
    assert.match(front, /The spare card is not ready for use/)
    assert.doesNotMatch(front, /href="(activate|new-pins|change-pin)\?/)
    for (const place of ['activate', 'new-pins']) {
      const requested = await page.inject({ url: `/${secret}/${place}?reader=test` })
      assert.equal(requested.headers.location, `/${secret}/`)
      const response = await send(place, { activationCode: '12345678', ...newPins })
      assert.equal(response.headers.location, `/${secret}/`)
    }
  })

  it('says in the help whom to call about a lost card, also while the service does not respond', async () => {
    const { page } = await open()
    const help = async (language: string) =>
      (await page.inject({ url: `/${secret}/help`, headers: { 'accept-language': language } })).body
    const contacts = {
      ...{ hotline: '000 123 456', phone: '000 123 400', email: 'help@varmenne.example' },
      ...{ organisation: 'TEST', street: 'Katu 1', postalCode: '00100', town: 'Helsinki' },
    }
    const requests: string[] = []
    let response = () => Promise.resolve(Response.json({ contacts }))
    const fetching = mock.method(globalThis, 'fetch', (url: string) => {
      requests.push(url)
      return response()
    })
    for (const language of ['fi', 'sv', 'en']) {
      const shown = await help(language)
      assert.match(shown, /<a href="tel:000123456">000 123 456<\/a>/)
      assert.match(shown, /TEST, Katu 1, 00100 Helsinki/)
    }
    assert.deepEqual(new Set(requests), new Set(['https://service.example/api/service-contacts']))
    for (const without of [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.resolve(Response.json({})),
      () => Promise.resolve(new Response('<html>', { status: 502 })),
    ]) {
      response = without
      assert.match(await help('en'), /The number is on the back of the card/)
    }
    fetching.mock.restore()
  })

  it('sends a spare card with a locked PIN to the registration point', async () => {
    const { home, lockPin1 } = await open({ label: spareCardLabels.sv })
    assert.match(await home(), /href="change-pin\?/)
    await lockPin1()
    const front = await home()
    assert.match(front, /The PINs of a spare card can’t be set again/)
    assert.doesNotMatch(front, /href="new-pins\?/)
  })

  it('changes a PIN only with the present PIN', async () => {
    const { send } = await open()
    const change = { which: 'pin1', newPin: '2580', newPinAgain: '2580' }
    const wrong = await send('change-pin', { ...change, oldPin: '9999' })
    assert.match(wrong.body, /Wrong PIN\. Tries left: 4\./)
    const right = await send('change-pin', { ...change, oldPin: pins.pin1 })
    assert.equal(right.headers.location, `/${secret}/?news=pinChanged`)
  })
})

/** The page with a card in its only reader, and functions that fill in forms. */
async function open({
  isActivated = true,
  label,
  withCard,
  tooOldFor,
  newer,
  relays = {},
  isIn = () => true,
  checkCode = () => ok({ isReplaced: false }),
}: {
  readonly isActivated?: boolean
  readonly label?: string
  readonly withCard?: CardReader['withCard']
  readonly tooOldFor?: string
  readonly newer?: ReleaseStatement
  readonly isIn?: () => boolean
  readonly checkCode?: () => Result<
    { readonly isReplaced: boolean },
    { readonly kind: 'service-unavailable' }
  >
  readonly relays?: Partial<Parameters<typeof createPage>[0]['relays']>
} = {}) {
  const { card, certificates } = await makePersonalisedCard({
    issue: issueFrom(now),
    ...(isActivated && { pins }),
    ...(label !== undefined && { plan: { label } }),
  })
  const channel = channelTo(card)
  const reader: CardReader = {
    id: 'test',
    name: 'Test',
    withCard:
      withCard ??
      (async (operation) => (isIn() ? ok(await operation(channel)) : refuse({ kind: 'no-card' }))),
    onChange: () => undefined,
    close: async () => undefined,
  }
  const clock = { now: () => now }
  const roots = [accept(decodeCertificate(certificates.root))]
  const desk = createCardDesk(theseReaders([reader]), { clock, roots: async () => roots })
  const prompts = createPrompts({ changed: desk.changed, timeLimit: 60_000 })
  const page = createPage({
    desk,
    prompts,
    roots: async () => roots,
    clock,
    secret,
    service: {
      checkLetter: async () => refuse({ kind: 'service-unavailable' } as const),
      checkCode: async () => checkCode(),
      report: async () => ok(undefined),
    },
    relayService: {
      renewCode: async () => refuse({ kind: 'service-unavailable' } as const),
      takeTurn: async () => refuse({ kind: 'service-unavailable' } as const),
    },
    relays: {
      ...{ relay: async () => assert.fail(), lastResult: () => undefined, forget: () => undefined },
      ...relays,
    },
    reports: { send: async () => true, sendStored: async () => undefined },
    settings: { load: async () => defaultSettings, save: async () => undefined },
    releases: {
      request: async () => true,
      begin: () => assert.fail(),
      tooOldFor: () => tooOldFor,
      isNewEnough: async () => tooOldFor === undefined,
      newer: () => newer,
      serviceClockAhead: () => 0,
    },
    browsers: {
      see: async () => [],
      give: async () => ok(undefined),
      takeBack: async () => ok(undefined),
      renew: async () => undefined,
    },
    version: '0.1.0',
    serviceOrigin: 'https://service.example',
    apiPorts: () => ({ api: '40001', apiTls: '40002' }),
  })

  const send = (place: string, fields: Readonly<Record<string, string>>) =>
    page.inject({
      method: 'POST',
      url: `/${secret}/${place}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'accept-language': 'en',
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams({ reader: 'test', ...fields }).toString(),
    })
  const home = async () =>
    (await page.inject({ url: `/${secret}/`, headers: { 'accept-language': 'en' } })).body

  /** A request that is served by testing PIN1 on the card. */
  const post = async () => {
    const request = {
      purpose: 'authentication',
      origin: 'https://hospital.example',
      holder: 'Aino Esimerkki',
      content: { digestAlgorithm: 'SHA384', digest: '00'.repeat(48) },
    } as const
    const response = prompts
      .request(request, (pin) => tryPin1(pin), new AbortController().signal)
      .then((answered) => (answered.ok ? answered.value : answered.refusal.kind))
    const id = prompts.pending()[0]?.id
    assert.ok(id)
    return { id, response }
  }
  const tryPin1 = async (pin: string) => {
    const signed = await desk.use(reader, (to) =>
      signWith(to, {
        purpose: 'authentication',
        pin,
        algorithm: 'ecdsa-sha384',
        data: new Uint8Array(1),
      }),
    )
    if (signed.ok) return ok('right')
    const { refusal } = signed
    return refuse(refusal.kind === 'wrong-pin' ? { again: refusal } : { final: refusal })
  }
  const lockPin1 = async () => {
    for (let tries = 0; tries < 5; tries += 1) assert.ok(!(await tryPin1('9999')).ok)
  }
  return { page, prompts, send, home, request: post, lockPin1, root: certificates.root }
}
