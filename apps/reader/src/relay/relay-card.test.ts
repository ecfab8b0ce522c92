import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { RelayTurn } from '@sotevarmenne/api/card-relay'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { CardTurn } from '@sotevarmenne/smartcard/play-turns'
import { aS42Card, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo, createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { createCardDesk, type CardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import { createPrompts, type Prompts } from '../prompts/prompts.ts'
import { usualSettings, type Settings } from '../settings/settings.ts'
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
const asksWhatCard: RelayTurn = {
  state: 'commands',
  relayId: 'relay',
  turn: 1,
  commands: ['00A4000C023F00', 'own-step'],
}

describe('the relay for the service’s own page', () => {
  let channel: CardChannel
  let blank: CardChannel
  let inReader: CardChannel
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
    const settings = { load: async () => usualSettings, save: async () => undefined }
    const clock = { now: () => now }
    signingApi(
      { desk, prompts, settings, clock, isNewEnough: () => true, relays, serviceOrigin },
      (fault) => {
        throw fault
      },
    )(request, response)
  })
  before(async () => {
    const made = await makePersonalisedCard({
      issue: issueFrom(now),
      pins: { pin1: '1234', pin2: '123456' },
    })
    channel = channelTo(made.card)
    blank = channelTo(await createBlankCard())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    chosen = usualSettings
    isNewEnough = true
    isTaken = false
    inReader = channel
    turns = []
    sent = []
    service = {
      open: async (asked) => {
        sent.push(asked)
        return ok(asksWhatCard)
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
          withCard: async (deed) =>
            isTaken ? refuse({ kind: 'card-in-use' }) : ok(await deed(inReader)),
          onChange: () => undefined,
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
      isNewEnough: () => isNewEnough,
      service: {
        open: (asked, language) => service.open(asked, language),
        renewCode: (asked, language) => service.renewCode(asked, language),
        takeTurn: (turn, language) => service.takeTurn(turn, language),
      },
    })
  })

  const post = async (body: unknown, origin = serviceOrigin) => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'en', origin }
    const answer = await fetch(`${url}/relay`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const json = (await answer.json()) as Readonly<Record<string, unknown>>
    return new Map<string, unknown>([...Object.entries(json), ['http', answer.status]])
  }
  const relay = (purpose = 'unlock') => post({ ticket: 'ticket', purpose })
  const whenAsked = (person: (id: string) => void) => {
    const stop = desk.watch(() => {
      const [question] = prompts.pending()
      if (!question || question.isUnderWay === true) return
      stop()
      person(question.id)
    })
  }
  const agree = (typed: Partial<typeof form> = {}) => {
    whenAsked((id) => void prompts.answer(id, { ...form, ...typed }))
  }

  it('lets the service speak to the card once the person agrees, and tells what came of it', async () => {
    agree()
    const answer = await relay('spare-card-return')
    const done = { http: 200, status: 'ok', reasonCode: 200, outcome: { unlocked: true } }
    assert.deepEqual(Object.fromEntries(answer), done)
    assert.deepEqual(turns, [{ relayId: 'relay', turn: 1, answers: ['9000', '6F00'] }])
    assert.deepEqual(relays.told(), { purpose: 'spare-card-return', isDone: true })
  })

  it('is for the service’s own origin alone: another’s page makes no question', async () => {
    for (const origin of ['https://other.example', 'null', 'http://service.example']) {
      const answer = await post({ ticket: 'ticket', purpose: 'unlock' }, origin)
      assert.deepEqual([answer.get('http'), answer.get('reasonCode')], [403, 403], origin)
    }
    assert.deepEqual(prompts.pending(), [])
  })

  it('refuses what it does not know: another purpose, no ticket', async () => {
    for (const body of [{ ticket: 'x', purpose: 'wipe' }, { purpose: 'unlock' }, [], 'x'])
      assert.equal((await post(body)).get('reasonCode'), 400)
    assert.deepEqual(prompts.pending(), [])
  })

  it('says 401 when the person cancels, and the ticket is not used', async () => {
    whenAsked((id) => prompts.cancel(id))
    assert.equal((await relay()).get('reasonCode'), 401)
    assert.deepEqual(sent, [])
  })

  for (const [typed, kind] of [
    [{ pin1: '12a4', pin1Again: '12a4' }, 'pin-not-4-to-8-digits'],
    [{ pin1: '123', pin1Again: '123' }, 'pin-not-4-to-8-digits'],
    [{ pin2: '12345', pin2Again: '12345' }, 'pin-too-short'],
    [{ pin2Again: '147037' }, 'pins-differ'],
  ] as const)
    it(`asks again for PINs that no card takes (${kind}), before the ticket is used`, async () => {
      inReader = blank
      whenAsked((id) => {
        void prompts.answer(id, { ...form, ...typed }).then(() => {
          assert.equal(prompts.pending()[0]?.trouble?.kind, kind)
          prompts.cancel(id)
        })
      })
      assert.equal((await relay('spare-card')).get('reasonCode'), 401)
      assert.deepEqual(sent, [])
    })

  it('makes no spare card of a card that somebody uses, nor where there is none', async () => {
    const answer = await relay('spare-card')
    assert.equal(answer.get('reasonCode'), 400)
    assert.match(String(answer.get('reasonText')), /no blank/)
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('does not offer the service a card whose code stays, and says what sets its PINs', async () => {
    inReader = channelTo((await aS42Card()).card)
    for (const purpose of ['unlock', 'spare-card-return']) {
      const answer = await relay(purpose)
      assert.deepEqual([answer.get('reasonCode'), answer.get('because')], [400, 'code-stays'])
      assert.match(String(answer.get('reasonText')), /the same letter printed again/)
    }
    assert.equal((await relay('spare-card')).get('because'), 'no-blank')
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('says that another program has the card, where that is what is in the way', async () => {
    isTaken = true
    for (const purpose of ['unlock', 'spare-card', 'spare-card-return'])
      assert.equal((await relay(purpose)).get('because'), 'card-in-use', purpose)
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('tells the service that the card was pulled out, and passes on what it says then', async () => {
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
        return ok(asksWhatCard)
      },
      takeTurn: async (turn) => {
        turns.push(turn)
        return ok({ state: 'refused', refusal: said })
      },
    }
    const answer = await relay()
    assert.deepEqual(turns, [{ relayId: 'relay', turn: 1, problem: 'card-removed' }])
    assert.equal(answer.get('reasonCode'), 403)
    assert.deepEqual(answer.get('refusal'), said)
  })

  it('tells when the service is away, at once and in the middle', async () => {
    agree()
    service = { ...service, takeTurn: async () => refuse({ kind: 'service-unavailable' }) }
    assert.equal((await relay()).get('reasonCode'), 500)
    const lost = relays.told()
    assert.equal(lost?.isDone === false && lost.refusal.kind, 'service-lost')

    agree()
    service = { ...service, open: async () => refuse({ kind: 'service-unavailable' }) }
    assert.match(String((await relay()).get('reasonText')), /The card was not touched/)
  })

  it('comes to an end though the service never does', async () => {
    agree()
    service = {
      ...service,
      takeTurn: async (turn) => {
        turns.push(turn)
        return ok({ ...asksWhatCard, commands: [] })
      },
    }
    const answer = await relay()
    assert.deepEqual([answer.get('reasonCode'), answer.get('because')], [500, 'service-lost'])
    assert.equal(turns.length, 1000)
    assert.deepEqual(prompts.pending(), [])
  })

  it('asks nothing for a site that the user did not name, nor by a version that is too old', async () => {
    chosen = { ...usualSettings, sites: ['https://other.example'] }
    assert.deepEqual((await relay()).get('because'), 'site-not-listed')
    chosen = { ...usualSettings, sites: [serviceOrigin] }
    isNewEnough = false
    const answer = await relay()
    assert.deepEqual([answer.get('reasonCode'), answer.get('because')], [403, 'version-too-old'])
    assert.deepEqual([prompts.pending(), sent], [[], []])
  })

  it('asks one thing at a time', async () => {
    whenAsked((id) => {
      void relay().then((second) => {
        assert.equal(second.get('reasonCode'), 500)
        prompts.cancel(id)
      })
    })
    assert.equal((await relay()).get('reasonCode'), 401)
  })

  it('does not withdraw what the card is in the middle of', async () => {
    service = {
      ...service,
      takeTurn: async () => {
        const [question] = prompts.pending()
        assert.equal(question?.isUnderWay, true)
        prompts.cancel(question.id)
        return ok({ state: 'done', outcome: 1 })
      },
    }
    agree()
    assert.equal((await relay()).get('reasonCode'), 200)
  })
})
