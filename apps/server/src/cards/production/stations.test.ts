import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { relayApdus } from '@sotevarmenne/smartcard/relay-apdus'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { createBlankCard, channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { createBlanks, productionSite } from '#cards/stock/index.ts'
import { createCardRelays, type CardRelays } from '#cards/card-relay/index.ts'
import type { Db } from '#platform/db.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardsEnvironment,
  aDeskPermit,
  adminKeysInHand,
  afternoon,
  anOrderedCard,
  type CardsEnvironment,
  certificatesByStatus,
  isEmpty,
  registersThatBearOut,
} from '#cards/lifecycle/testing.ts'

/*
 * Cards in readers of a station, each relayed separately. Each test leaves the queue empty.
 */

forEachDatabase('a station', ({ db }) => {
  const clientId = randomUUID()
  let ca: TestCa
  let now = afternoon
  const clock = { now: () => now }
  const ofStation = <Name extends Parameters<typeof aPermit>[0]>(operation: Name) => ({
    ...aPermit(operation),
    actor: { kind: 'client', clientId } as const,
  })

  before(async () => {
    ca = await startTestCa({ clock })
  })
  after(() => ca.close())

  type Service = { readonly environment: CardsEnvironment; readonly relays: CardRelays }

  const secret = new Uint8Array(randomBytes(32))
  const master = new Uint8Array(randomBytes(32))
  const adminKeys = adminKeysInHand({ clock, master })
  /** The service after a start; another instance knows nothing of the relays of the first. */
  const aService = ({
    turnTime = 10_000,
    registers = registersThatBearOut(db),
    keys = adminKeys,
    signerResponds = () => Promise.resolve(true),
  }: {
    readonly turnTime?: number
    readonly registers?: CardsEnvironment['deps']['registers']
    readonly keys?: CardsEnvironment['deps']['adminKeys']
    readonly signerResponds?: () => Promise<boolean>
  } = {}): Service => {
    const record = () => Promise.resolve()
    const relays = createCardRelays({
      ...{ db, record, clock, secret },
      permits: { grant: () => Promise.reject(new Error('unreachable: no reader is used')) },
      onFault: () => undefined,
      turnTime,
    })
    const blanks = createBlanks({
      db,
      clock,
      record,
      registration: {
        findPoint: () => Promise.resolve(undefined),
        findPoints: () => Promise.resolve(new Map()),
        allPoints: () => Promise.resolve([]),
      },
      lowAt: 2,
    })
    const shared = { db, ca, clock, secret, adminKeys: keys, registers, signerResponds }
    const environment = aCardsEnvironment({ ...shared, relays, blanks, readers: 'stations' })
    return { environment, relays }
  }

  const aBlank = async ({ inStock = true } = {}) => {
    const chipSerial = randomBytes(10).toString('hex').toUpperCase()
    const store = memoryStore()
    const card = await createBlankCard({ store, chipSerial })
    if (inStock) await enter(db, chipSerial)
    const state = async () => {
      const stored = await store.load()
      assert.ok(stored)
      return stored
    }
    return { chipSerial, channel: channelTo(card), state }
  }

  const make = async (
    { environment, relays }: Service,
    { channel, reader = 'A' }: { readonly channel: CardChannel; readonly reader?: string },
  ) => {
    const atr = Buffer.from(channel.atr).toString('hex').toUpperCase()
    const first = await environment.cards.openProduction(ofStation('cards.openProduction'), {
      station: 'Print room',
      reader,
      atr,
    })
    assert.ok(first.ok)
    const last = await relayApdus(channel, first.value, {
      ...{ operation: 'production', program: 'station 1' },
      send: async (turn) => {
        const next = await relays.takeTurn(turn)
        if (!next.ok) throw new Error(next.refusal.kind)
        return next.value
      },
    })
    if (last.state === 'done') return last.outcome
    return last.state === 'refused' ? last.refusal.kind : last.state
  }

  /** One card with its two good certificates; everything else is unusable. */
  const isProducedOnce = async ({ environment }: Service, cardId: string, chipSerial: string) => {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.state, 'awaitingHandOver')
    const { good } = await certificatesByStatus(environment, cardId)
    assert.deepEqual(new Set(good), new Set(viewed.value.certificates.map(({ serial }) => serial)))
    assert.equal(good.length, 2)
    const produced = environment.events.filter(
      (event) => event.type === 'CardProduced' && event.about?.cardId === cardId,
    )
    assert.ok(produced.some((event) => 'chipSerial' in event && event.chipSerial === chipSerial))
  }

  it('produces the cards of the queue in several readers at once, each once, on blank cards in stock', async () => {
    const service = aService()
    const { cards } = service.environment
    const cardIds = [
      await anOrderedCard(service.environment),
      await anOrderedCard(service.environment),
    ]
    const blanks = [await aBlank(), await aBlank()]
    const readers = [{ reader: 'A', state: 'ready' as const }]
    const input = await cards.reportReaders(ofStation('cards.reportReaders'), {
      station: 'Print room',
      readers,
    })
    assert.deepEqual(input, { ok: true, value: { waiting: 2 } })

    const created = await Promise.all(
      blanks.map(({ channel }, at) => make(service, { channel, reader: at === 0 ? 'A' : 'B' })),
    )
    assert.deepEqual(
      new Set(created.map((outcome) => (outcome as { readonly cardId: string }).cardId)),
      new Set(cardIds),
    )
    for (const outcome of created) {
      const { cardId, chipSerial } = outcome as {
        readonly cardId: string
        readonly chipSerial: string
      }
      await isProducedOnce(service, cardId, chipSerial)
    }
    const shown = await cards.viewProduction(aPermit('cards.viewProduction'))
    assert.ok(shown.ok)
    assert.equal(shown.value.waiting, 0)
    assert.equal(shown.value.producedByMinute.at(-1), 2)
    assert.deepEqual(
      shown.value.readers.map(({ station, state }) => [station, state]),
      [['Print room', 'ready']],
    )
    assert.equal(await make(service, await aBlank()), 'nothing-to-produce')
  })

  it('is refused a blank card that is not in stock, and a card that has a holder', async () => {
    const service = aService()
    const cardId = await anOrderedCard(service.environment)
    const unknown = await aBlank({ inStock: false })
    assert.equal(await make(service, unknown), 'blank-not-in-stock')
    assert.ok(isEmpty(await unknown.state()))
    const { channel } = await aBlank()
    const other = { channel: { ...channel, atr: Uint8Array.of(0x3b, 0x00) } }
    assert.equal(await make(service, other), 'card-of-another-kind')

    const blank = await aBlank()
    await make(service, blank)
    await isProducedOnce(service, cardId, blank.chipSerial)
    const before = await blank.state()
    assert.equal(await make(service, blank), 'card-not-blank')
    assert.deepEqual(await blank.state(), before)
  })

  it('keeps its blank card while the signer gives no admin key, and produces the card on it later', async () => {
    const derive = () => Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'away' }))
    const away = aService({ keys: { ...adminKeys, derive } })
    const cardId = await anOrderedCard(away.environment)
    const blank = await aBlank()
    for (let times = 0; times < 2; times += 1)
      await assert.rejects(make(away, blank), /no admin key/)
    assert.ok(isEmpty(await blank.state()))

    const service = aService()
    await make(service, blank)
    await isProducedOnce(service, cardId, blank.chipSerial)
  })

  for (const commands of [9, 30, 60, 120])
    it(`with a card pulled out at command ${String(commands)} produces it on the next blank card`, async () => {
      const service = aService()
      const cardId = await anOrderedCard(service.environment)
      const pulled = await aBlank()
      const seen = await make(service, { channel: cutAfter(commands, pulled.channel) })
      assert.equal(seen, 'card-not-produced')
      // Inserted again, it is wiped and rejected for good.
      assert.equal(await make(service, pulled), 'blank-was-rejected')
      assert.ok(isEmpty(await pulled.state()))

      const next = await aBlank()
      await make(service, next)
      await isProducedOnce(service, cardId, next.chipSerial)
    })

  it('has a rejected card wiped with the admin key of its own try, after the master key was renewed', async () => {
    const service = aService()
    const cardId = await anOrderedCard(service.environment)
    const pulled = await aBlank()
    await make(service, { channel: cutAfter(120, pulled.channel) })
    await pulled.channel.reset()
    assert.ok(!isEmpty(await pulled.state()))
    const newer = [new Uint8Array(randomBytes(32))]
    const later = aService({ keys: adminKeysInHand({ clock, master, newer }) })
    assert.equal(await make(later, pulled), 'blank-was-rejected')
    assert.ok(isEmpty(await pulled.state()))
    const next = await aBlank()
    await make(later, next)
    await isProducedOnce(later, cardId, next.chipSerial)
  })

  for (const commands of [9, 60])
    it(`that is killed at command ${String(commands)} keeps its card, and produces it after its return`, async () => {
      const service = aService({ turnTime: 30 })
      const cardId = await anOrderedCard(service.environment)
      const abandoned = await aBlank()
      await assert.rejects(make(service, { channel: dyingAfter(commands, abandoned.channel) }))
      await settled(service, cardId)

      const next = await aBlank()
      await make(service, next)
      await isProducedOnce(service, cardId, next.chipSerial)
    })

  for (const commands of [9, 60])
    it(`of a service that is restarted at command ${String(commands)} gets the same card again`, async () => {
      const first = aService()
      const cardId = await anOrderedCard(first.environment)
      const abandoned = await aBlank()
      await assert.rejects(make(first, { channel: dyingAfter(commands, abandoned.channel) }))

      const second = aService()
      // Another reader gets it after ten minutes at the earliest.
      const next = await aBlank()
      assert.equal(await make(second, { ...next, reader: 'B' }), 'nothing-to-produce')
      assert.equal(await make(second, abandoned), 'blank-was-rejected')
      assert.ok(isEmpty(await abandoned.state()))
      await make(second, next)
      await isProducedOnce(second, cardId, next.chipSerial)
      await first.relays.close()
    })

  it('that never comes back loses its card to another after ten minutes', async () => {
    const first = aService()
    const cardId = await anOrderedCard(first.environment)
    await assert.rejects(make(first, { channel: dyingAfter(9, (await aBlank()).channel) }))
    const second = aService()
    now = plus(now, 10 * minute + 1)
    const next = await aBlank()
    await make(second, { ...next, reader: 'B' })
    await isProducedOnce(second, cardId, next.chipSerial)
    now = afternoon
    await first.relays.close()
  })

  it('skips a card that the registers no longer confirm, and produces the next (R139)', async () => {
    const { environment } = aService()
    const ended = await anOrderedCard(environment)
    now = plus(now, minute)
    const next = await anOrderedCard(environment)
    const holder = environment.events.find(({ about }) => about?.cardId === ended)?.about?.personId
    const code = await db.read((tx) => environment.deps.people.identityCodeOf(tx, holder ?? ''))
    const bearOut = registersThatBearOut(db)
    let isSilent = true
    const service = aService({
      registers: {
        ...bearOut,
        lookUpRights: (requested) =>
          isSilent
            ? Promise.resolve(
                refuse({
                  kind: 'register-unavailable',
                  register: 'rights',
                  because: 'no-connection',
                }),
              )
            : requested === code
              ? Promise.resolve(refuse({ kind: 'no-right' }))
              : bearOut.lookUpRights(requested),
      },
    })
    const blank = await aBlank()
    assert.equal(await make(service, blank), 'registers-silent')
    assert.ok(isEmpty(await blank.state()))

    isSilent = false
    await make(service, blank)
    await isProducedOnce(service, next, blank.chipSerial)
    const stopped = await service.environment.cards.viewCard(aDeskPermit('cards.viewCard'), {
      cardId: ended,
    })
    assert.equal(stopped.ok && stopped.value.cancelled?.reason, 'right-ended')
    assert.equal(await make(service, await aBlank()), 'nothing-to-produce')
    now = afternoon
  })

  it('waits with its blank card while the signer is silent, and begins no try', async () => {
    let responds = false
    const service = aService({ signerResponds: () => Promise.resolve(responds) })
    const cardId = await anOrderedCard(service.environment)
    const blank = await aBlank()
    assert.equal(await make(service, blank), 'signer-silent')
    assert.ok(isEmpty(await blank.state()))
    const { rows } = await db.read((tx) =>
      sql`select 1 from production.production_try where card_id = ${cardId}`.execute(tx),
    )
    assert.deepEqual(rows, [])

    responds = true
    await make(service, blank)
    await isProducedOnce(service, cardId, blank.chipSerial)
  })

  it('takes no further blank card after three faulty ones until a person allows it', async () => {
    const service = aService()
    const { cards } = service.environment
    const cardId = await anOrderedCard(service.environment)
    for (let blank = 0; blank < 3; blank += 1)
      await make(service, { channel: cutAfter(20, (await aBlank()).channel) })
    assert.equal(await make(service, await aBlank()), 'nothing-to-produce')
    const shown = await cards.viewProduction(aPermit('cards.viewProduction'))
    const failure = shown.ok && shown.value.failures.find((each) => each.cardId === cardId)
    assert.ok(failure && failure.isFinal && failure.tries === 3)
    assert.equal(failure.findings[0]?.kind, 'card-removed')

    const retrying = aPermit('cards.retryProduction', { personId: randomUUID() })
    assert.ok((await cards.retryProduction(retrying, { cardId })).ok)
    assert.equal(service.environment.count('ProductionRetried'), 1)
    const twice = await cards.retryProduction(retrying, { cardId })
    assert.equal(!twice.ok && twice.refusal.kind, 'production-not-failed')
    const next = await aBlank()
    await make(service, next)
    await isProducedOnce(service, cardId, next.chipSerial)
  })
})

const enter = async (db: Db, chipSerial: string): Promise<void> => {
  const blanks = createBlanks({
    db,
    clock: { now: () => afternoon },
    record: () => Promise.resolve(),
    registration: {
      findPoint: () => Promise.resolve(undefined),
      findPoints: () => Promise.resolve(new Map()),
      allPoints: () => Promise.resolve([]),
    },
    lowAt: 0,
  })
  const range = { firstSerial: chipSerial, lastSerial: chipSerial, place: productionSite }
  const received = await blanks.receiveBlanks(aPermit('blanks.receiveBlanks'), {
    chipModel: 'virtual',
    ...range,
  })
  assert.ok(received.ok)
}

const counted = (commands: number, channel: CardChannel, fault: () => Error): CardChannel => {
  let left = commands
  return {
    ...channel,
    transmit: (apdu) => {
      left -= 1
      return left < 0 ? Promise.reject(fault()) : channel.transmit(apdu)
    },
  }
}

const cutAfter = (commands: number, channel: CardChannel): CardChannel =>
  counted(commands, channel, () => cardRemoved())

/** Channel of a station that crashes: it sends nothing any more. */
const dyingAfter = (commands: number, channel: CardChannel): CardChannel =>
  counted(commands, channel, () => new Error('simulated crash of the station'))

/** Waits until the service has noticed that the relay has ended. */
async function settled({ environment }: Service, cardId: string): Promise<void> {
  for (;;) {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    if (viewed.ok && viewed.value.state === 'productionFailed') return
    await new Promise(setImmediate)
  }
}

type Service = { readonly environment: CardsEnvironment }
