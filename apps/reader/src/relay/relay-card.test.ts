import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { CardTurn } from '@sotevarmenne/smartcard/relay-apdus'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import { aS42Card, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo, createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { createCardDesk, type CardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import { relayReported } from '../page/relay-request.ts'
import { createPrompts, type Prompts } from '../prompts/prompts.ts'
import { defaultSettings, type Settings } from '../settings/settings.ts'
import { signingApi } from '../signing-api/server.ts'
import { issueFrom } from '../testing.ts'
import { createRelays, type Relays } from './relay-card.ts'
import type { RelayService } from './service.ts'

const now = instant(1_790_000_000_000)
const serviceOrigin = 'https://service.example'
const pins = { pin1: '2580', pin1Again: '2580', pin2: '147036', pin2Again: '147036' }
const form = { reader: 'test', ...pins }
const said = {
  kind: 'pins-not-set',
  title: { fi: 'Ei asetettu', sv: 'Inte inställda', en: 'Not set' },
}
const requestsWhatCard: RelayTurnView = {
  state: 'commands',
  relayId: 'relay',
  turn: 1,
  commands: ['00200001', 'reset'],
}

describe('the relay for the service’s own page', () => {
  let channel: CardChannel
  let blank: CardChannel
  let spare: CardChannel
  let inReader: CardChannel | undefined
  let cardChanged: () => void = () => undefined
  let desk: CardDesk
  let prompts: Prompts
  let relays: Relays
  let url: string
  let turns: CardTurn[]
  let sent: unknown[]
  let service: RelayService
  let chosen: Settings
  let isNewEnough: boolean
  let isTaken: boolean

  const server = createServer((request, response) => {
    const settings = { load: async () => defaultSettings, save: async () => undefined }
    const clock = { now: () => now }
    signingApi(
      { desk, prompts, settings, clock, isNewEnough: async () => true, relays, serviceOrigin },
      (fault) => {
        throw fault
      },
    )(request, response)
  })
  before(async () => {
    const created = await makePersonalisedCard({
      issue: issueFrom(now),
      pins: { pin1: '1234', pin2: '123456' },
    })
    channel = channelTo(created.card)
    const spareCard = await makePersonalisedCard({
      issue: issueFrom(now),
      plan: { label: spareCardLabels.sv },
      pins: { pin1: '1234', pin2: '123456' },
    })
    spare = channelTo(spareCard.card)
    blank = channelTo(await createBlankCard())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    chosen = defaultSettings
    isNewEnough = true
    isTaken = false
    inReader = channel
    turns = []
    sent = []
    service = {
      open: async (requested) => {
        sent.push(requested)
        return ok(requestsWhatCard)
      },
      renewCode: async () => assert.fail(),
      takeTurn: async (turn) => {
        turns.push(turn)
        return ok({ state: 'done', outcome: { unlocked: true } })
      },
    }
    desk = createCardDesk(
      theseReaders([
        {
          id: 'test',
          name: 'Test',
          withCard: async (operation) => {
            if (isTaken) return refuse({ kind: 'card-in-use' })
            return inReader ? ok(await operation(inReader)) : refuse({ kind: 'no-card' })
          },
          onChange: (listener) => {
            cardChanged = listener
          },
          close: async () => undefined,
        },
      ]),
      { clock: { now: () => now }, roots: async () => [] },
    )
    prompts = createPrompts({ changed: desk.changed, timeLimit: 60_000 })
    relays = createRelays({
      desk,
      prompts,
      settings: { load: async () => chosen, save: async () => undefined },
      isNewEnough: async () => isNewEnough,
      service: {
        open: (requested, language) => service.open(requested, language),
        renewCode: (requested, language) => service.renewCode(requested, language),
        takeTurn: (turn, language) => service.takeTurn(turn, language),
      },
    })
  })

  const post = async (body: unknown, origin = serviceOrigin) => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'en', origin }
    const response = await fetch(`${url}/relay`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const json = (await response.json()) as Readonly<Record<string, unknown>>
    return new Map<string, unknown>([...Object.entries(json), ['http', response.status]])
  }
  const relay = (purpose = 'unlock') => post({ ticket: 'ticket', purpose })
  const whenRequested = (person: (id: string) => void) => {
    const stop = desk.watch(() => {
      const [request] = prompts.pending()
      if (!request || request.isUnderWay === true) return
      stop()
      person(request.id)
    })
  }
  const agree = (typed: Partial<typeof form> = {}) => {
    whenRequested((id) => void prompts.submit(id, { ...form, ...typed }))
  }

  it('lets the service communicate with the card once the person agrees, and reports the result', async () => {
    inReader = spare
    agree()
    const response = await relay('spare-card-return')
    const done = { http: 200, status: 'ok', reasonCode: 200, outcome: { unlocked: true } }
    assert.deepEqual(Object.fromEntries(response), done)
    assert.deepEqual(turns, [{ relayId: 'relay', turn: 1, responses: ['63C5', '9000'] }])
    assert.deepEqual(relays.lastResult(), { purpose: 'spare-card-return', isDone: true })
  })

  it('is for the service’s own origin alone: another origin creates no request', async () => {
    for (const origin of ['https://other.example', 'null', 'http://service.example']) {
      const response = await post({ ticket: 'ticket', purpose: 'unlock' }, origin)
      assert.deepEqual([response.get('http'), response.get('reasonCode')], [403, 403], origin)
    }
    assert.deepEqual(prompts.pending(), [])
  })

  it('refuses invalid requests: an unknown purpose, no ticket', async () => {
    for (const body of [{ ticket: 'x', purpose: 'wipe' }, { purpose: 'unlock' }, [], 'x'])
      assert.equal((await post(body)).get('reasonCode'), 400)
    assert.deepEqual(prompts.pending(), [])
  })

  it('says 401 when the person cancels, and the ticket is not used', async () => {
    whenRequested((id) => prompts.cancel(id))
    assert.equal((await relay()).get('reasonCode'), 401)
    assert.deepEqual(sent, [])
  })

  for (const [typed, kind] of [
    [{ pin1: '12a4', pin1Again: '12a4' }, 'pin-not-4-to-8-digits'],
    [{ pin1: '123', pin1Again: '123' }, 'pin-not-4-to-8-digits'],
    [{ pin2: '12345', pin2Again: '12345' }, 'pin-too-short'],
    [{ pin2Again: '147037' }, 'pins-differ'],
    [{ pin1: '1111', pin1Again: '1111' }, 'pin-repeats-a-digit'],
    [{ pin2: '123456', pin2Again: '123456' }, 'pin-is-a-sequence'],
    [{ pin1: '147036', pin1Again: '147036' }, 'pin1-is-pin2'],
  ] as const)
    it(`prompts again for PINs that may not be set (${kind}), before the ticket is used`, async () => {
      inReader = blank
      whenRequested((id) => {
        void prompts.submit(id, { ...form, ...typed }).then(() => {
          const trouble = prompts.pending()[0]?.trouble
          assert.equal(trouble?.kind === 'new-pins' && trouble.mistakes[0]?.kind, kind)
          prompts.cancel(id)
        })
      })
      assert.equal((await relay('spare-card')).get('reasonCode'), 401)
      assert.deepEqual(sent, [])
    })

  it('offers only a spare card to be returned: never the registrar’s own card (A10)', async () => {
    const response = await relay('spare-card-return')
    assert.deepEqual([response.get('reasonCode'), response.get('because')], [400, 'no-spare-card'])
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('names who gets the spare card, and refuses a name that could be disguised', async () => {
    inReader = blank
    whenRequested((id) => {
      const [pending] = prompts.pending()
      assert.ok(pending && 'cards' in pending.request)
      assert.equal(pending.request.recipient, 'Áilu Näkkäläjärvi')
      prompts.cancel(id)
    })
    const body = { ticket: 'ticket', purpose: 'spare-card' }
    assert.equal((await post({ ...body, holder: 'Áilu Näkkäläjärvi' })).get('reasonCode'), 401)
    assert.equal((await post({ ...body, holder: 'Áilu\u202e' })).get('reasonCode'), 400)
  })

  for (const [name, next] of [
    ['taken out', () => undefined],
    ['changed for another', () => blank],
  ] as const)
    it(`ends with its card, and says so, when that is ${name}`, async () => {
      whenRequested(() => {
        inReader = next()
        cardChanged()
      })
      const response = await relay()
      assert.deepEqual([response.get('reasonCode'), response.get('because')], [500, 'card-removed'])
      assert.deepEqual([prompts.pending(), sent], [[], []])
      assert.ok(prompts.endedWithCard())
    })

  it('produces no spare card from a card in use, nor without a card', async () => {
    const response = await relay('spare-card')
    assert.equal(response.get('reasonCode'), 400)
    assert.match(String(response.get('reasonText')), /no blank/)
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('does not offer the service a card with a fixed code, and says what sets its PINs', async () => {
    inReader = channelTo((await aS42Card()).card)
    for (const purpose of ['unlock', 'spare-card-return']) {
      const response = await relay(purpose)
      assert.deepEqual([response.get('reasonCode'), response.get('because')], [400, 'code-stays'])
      assert.match(String(response.get('reasonText')), /the same letter printed again/)
    }
    assert.equal((await relay('spare-card')).get('because'), 'no-blank')
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('says that another program uses the card, if that is the obstacle', async () => {
    isTaken = true
    for (const purpose of ['unlock', 'spare-card', 'spare-card-return'])
      assert.equal((await relay(purpose)).get('because'), 'card-in-use', purpose)
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('reports to the service that the card was pulled out, and passes on the response', async () => {
    agree()
    let isPulled = false
    inReader = {
      ...channel,
      transmit: (apdu) => (isPulled ? Promise.reject(cardRemoved()) : channel.transmit(apdu)),
    }
    service = {
      ...service,
      open: async () => {
        isPulled = true
        return ok(requestsWhatCard)
      },
      takeTurn: async (turn) => {
        turns.push(turn)
        return ok({ state: 'refused', refusal: said })
      },
    }
    const response = await relay()
    assert.deepEqual(turns, [{ relayId: 'relay', turn: 1, problem: 'card-removed' }])
    assert.equal(response.get('reasonCode'), 403)
    assert.deepEqual(response.get('refusal'), said)
  })

  it('reports when the service is unavailable, at once and during the relay', async () => {
    agree()
    service = { ...service, takeTurn: async () => refuse({ kind: 'service-unavailable' }) }
    assert.equal((await relay()).get('reasonCode'), 500)
    const lost = relays.lastResult()
    assert.equal(lost?.isDone === false && lost.refusal.kind, 'service-lost')

    agree()
    service = { ...service, open: async () => refuse({ kind: 'service-unavailable' }) }
    assert.match(String((await relay()).get('reasonText')), /The card was not touched/)
  })

  it('ends at a command that does not belong to what the person agreed to, and says so', async () => {
    const verifying = { ...requestsWhatCard, commands: ['00200001', '002000010831323334FFFFFFFF'] }
    for (const language of ['fi', 'sv', 'en'] as const) {
      chosen = { ...defaultSettings, language }
      turns = []
      service = {
        ...service,
        open: async () => ok(verifying),
        // A service that was taken over does not say that anything was wrong.
        takeTurn: async (turn) => {
          turns.push(turn)
          return ok({ state: 'done', outcome: { unlocked: true } })
        },
      }
      agree()
      const response = await relay()
      assert.equal(response.get('because'), 'command-refused')
      const refused = { command: '0020000108', program: `reader ${version}` }
      assert.deepEqual(turns, [{ relayId: 'relay', turn: 1, problem: 'command-refused', refused }])
      const last = relays.lastResult()
      assert.ok(last && !last.isDone)
      assert.deepEqual(last.refusal, { kind: 'command-refused', command: '0020000108' })
      const shown = relayReported(last, language).markup
      assert.match(
        shown,
        {
          fi: /ei mennyt kortille, eikä kortilla allekirjoitettu mitään.*tukeen/,
          sv: /nådde inte kortet, och inget undertecknades.*it-stödet/,
          en: /did not reach the card, and nothing was signed.*IT support/,
        }[language],
      )
      assert.match(shown, /\(0020000108\)/)
      relays.forget()
    }
  })

  it('says so too where the report does not arrive', async () => {
    service = {
      ...service,
      open: async () => ok({ ...requestsWhatCard, commands: ['002A9E9A00'] }),
      takeTurn: async () => refuse({ kind: 'service-unavailable' }),
    }
    agree()
    assert.equal((await relay()).get('because'), 'command-refused')
  })

  it('does not believe that all is done while the new PINs are not set', async () => {
    agree()
    const response = await relay()
    assert.deepEqual(
      [response.get('reasonCode'), response.get('because')],
      [500, 'own-step-missing'],
    )
  })

  it('comes to an end even if the service never ends it', async () => {
    agree()
    service = {
      ...service,
      takeTurn: async (turn) => {
        turns.push(turn)
        return ok({ ...requestsWhatCard, commands: [] })
      },
    }
    const response = await relay()
    assert.deepEqual([response.get('reasonCode'), response.get('because')], [500, 'service-lost'])
    assert.equal(turns.length, 1000)
    assert.deepEqual(prompts.pending(), [])
  })

  it('shows no request for a site that the user did not list, nor in a version that is too old', async () => {
    chosen = { ...defaultSettings, sites: ['https://other.example'] }
    assert.deepEqual((await relay()).get('because'), 'site-not-listed')
    chosen = { ...defaultSettings, sites: [serviceOrigin] }
    isNewEnough = false
    const response = await relay()
    assert.deepEqual(
      [response.get('reasonCode'), response.get('because')],
      [403, 'version-too-old'],
    )
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('shows one request at a time', async () => {
    whenRequested((id) => {
      void relay().then((second) => {
        assert.equal(second.get('reasonCode'), 500)
        prompts.cancel(id)
      })
    })
    assert.equal((await relay()).get('reasonCode'), 401)
  })

  it('does not withdraw an operation that the card has begun', async () => {
    service = {
      ...service,
      takeTurn: async () => {
        const [request] = prompts.pending()
        assert.equal(request?.isUnderWay, true)
        prompts.cancel(request.id)
        return ok({ state: 'done', outcome: 1 })
      },
    }
    inReader = spare
    agree()
    assert.equal((await relay('spare-card-return')).get('reasonCode'), 200)
  })
})
