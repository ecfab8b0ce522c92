import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { randomBytes, randomUUID } from 'node:crypto'
import { setImmediate as aMoment } from 'node:timers/promises'
import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { permissions } from '@sotevarmenne/api/permissions'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { cardRemoved, isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { relayApdus, type CardTurn } from '@sotevarmenne/smartcard/relay-apdus'
import { channelTo, createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { sql } from 'kysely'
import { pino } from 'pino'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { relayModule } from './relay-operations.ts'
import { createCardRelays, type CardRelays, type RelayedChannel } from './card-relays.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import type { RequestPermits, PermitRequest } from '#platform/request-permits.ts'
import type { SessionToken } from '#platform/permit.ts'

const session = 'session-token' as SessionToken
const refused = 'refused'
const unlocking = { operation: 'unlock', program: 'reader 1.2.3' } as const
const text = { fi: 'ei', sv: 'nej', en: 'no' }
const problems = {
  'card-removed': { status: 409, title: text },
  'card-refused': { status: 409, title: text },
  'card-unreadable': { status: 409, title: text },
  'not-this-card': { status: 409, title: text, advice: text },
}

forEachDatabase('a relay to a card', ({ db }) => {
  const secret = new Uint8Array(randomBytes(32))
  let now = instant(Date.parse('2026-11-25T12:00:00Z'))
  let isOpen = true
  const requested: PermitRequest[] = []
  const faults: unknown[] = []
  const recorded: unknown[] = []
  let relays: CardRelays
  let server: HttpServer

  const permits: RequestPermits = {
    grant: async (request) => {
      requested.push(request)
      if (permissions[request.operation].roles === 'everybody' || isOpen)
        return ok(aPermit(request.operation))
      return refuse({ kind: 'not-signed-in' })
    },
  }
  const createRelays = (turnTime?: number): CardRelays => {
    const created = createCardRelays({
      ...{ db, secret },
      record: (_tx, event, { operation }) => {
        recorded.push({ ...event, by: operation })
        return Promise.resolve()
      },
      clock: { now: () => now },
      permits,
      onFault: (fault) => faults.push(fault),
      ...(turnTime !== undefined && { turnTime }),
      maxRelays: 2,
    })
    created.serve({
      purpose: 'unlock',
      operation: 'cards.viewOwnCards',
      run: async (permit, channel, input) => {
        await channel.reset()
        return input === refused ? refuse({ kind: 'not-this-card' }) : ok({ by: permit.operation })
      },
      problems,
    })
    return created
  }
  const start = async (turnTime?: number) => {
    relays = createRelays(turnTime)
    server = await createHttpServer({
      endpoints: relayModule(relays).operations ?? [],
      permits,
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '1',
      readiness: {},
    })
  }
  beforeEach(async () => {
    isOpen = true
    requested.length = 0
    faults.length = 0
    recorded.length = 0
    await start()
  })
  afterEach(async () => {
    await relays.close()
    await server.close()
  })

  const aCard = async (): Promise<CardChannel> => channelTo(await createBlankCard())
  const post = async (path: string, payload: object) => {
    const response = await server.inject({ method: 'POST', url: `/api/v1${path}`, payload })
    return { status: response.statusCode, body: response.json<Turn & { readonly kind: string }>() }
  }
  type Turn = RelayTurnView
  const send = async ({ relayId, ...turn }: CardTurn): Promise<Turn> => {
    const { status, body } = await post(`/card-relays/${relayId}/turns`, turn)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const opened = async (
    run: (
      channel: RelayedChannel,
    ) => Promise<Result<unknown, { readonly kind: keyof typeof problems }>>,
  ): Promise<Turn> => {
    const permit = aPermit('cards.renewCodeOnCard')
    const turn = await relays.open({ atr: Uint8Array.of(0x3b), permit, run, problems })
    assert.ok(turn.ok)
    return turn.value
  }
  const commandsOf = (turn: Turn) => {
    assert.ok(turn.state === 'commands', JSON.stringify(turn))
    return turn
  }
  /** Two commands, one after the other. */
  const selectTwice = async (channel: RelayedChannel) => {
    const first = await channel.transmit(Uint8Array.of(0, 0xa4, 0, 0))
    const second = await channel.transmit(Uint8Array.of(0, 0xa4, 0, 0))
    return ok([...first, ...second])
  }

  it('does the same to a remote card as to one in a local reader', async () => {
    const card = await aCard()
    const here = await readChipSerial(card)
    const there = await relayApdus(card, await opened(readChipSerial), { ...unlocking, send })
    assert.deepEqual(there, { state: 'done', outcome: here.ok && here.value })
  })

  it('sends concurrent commands together, and assigns the responses in their order', async () => {
    const first = await opened(async (channel) => {
      const [one, other] = await Promise.all([
        channel.transmit(Uint8Array.of(0, 0x20, 0, 1)),
        channel.transmit(Uint8Array.of(0, 0x20, 0, 2)),
      ])
      await channel.reset()
      return ok({ one: one[0], other: other[0], own: await channel.ownStep() })
    })
    const sent: (readonly string[])[] = []
    const channel: CardChannel = {
      atr: new Uint8Array(),
      transmit: async (apdu) => Uint8Array.of(apdu[3] ?? 0, 0x90, 0),
      reset: async () => undefined,
      close: async () => undefined,
    }
    const last = await relayApdus(channel, first, {
      ...unlocking,
      send: (turn) => {
        sent.push(turn.responses ?? [])
        return send(turn)
      },
      ownSteps: [async () => true],
    })
    assert.deepEqual(last, { state: 'done', outcome: { one: 1, other: 2, own: true } })
    assert.deepEqual(sent, [['019000', '029000'], ['9000'], ['9000']])
  })

  it('sends commands that arrived while others were in transit, without further commands', async () => {
    const underWay = Promise.withResolvers<undefined>()
    const first = commandsOf(
      await opened(async (channel) => {
        const one = channel.transmit(Uint8Array.of(0, 1, 0, 0))
        await underWay.promise
        const other = channel.transmit(Uint8Array.of(0, 2, 0, 0))
        return ok((await Promise.all([one, other])).map(([byte]) => byte))
      }),
    )
    underWay.resolve(undefined)
    await aMoment()
    const { relayId } = first
    const second = commandsOf(await send({ relayId, turn: 1, responses: ['019000'] }))
    assert.deepEqual(second.commands, ['00020000'])
    const last = await send({ relayId, turn: 2, responses: ['029000'] })
    assert.deepEqual(last, { state: 'done', outcome: [1, 2] })
  })

  it('reports to the operation that the card was removed, and to the holder the result of the operation', async () => {
    const card = await aCard()
    let isIn = true
    const pulled: CardChannel = {
      ...card,
      transmit: async (apdu) => {
        if (!isIn) throw cardRemoved()
        isIn = false
        return card.transmit(apdu)
      },
    }
    const last = await relayApdus(pulled, await opened(readChipSerial), { ...unlocking, send })
    assert.ok(last.state === 'refused')
    assert.equal(last.refusal.kind, 'card-removed')

    const uncaught = await opened(selectTwice)
    const { relayId, turn } = commandsOf(uncaught)
    const input = await send({ relayId, turn, problem: 'card-removed' })
    assert.ok(input.state === 'refused')
    assert.match(input.refusal.title.sv, /läsaren/)
  })

  it('counts a card as removed when no relay request comes in time', async () => {
    await server.close()
    await start(20)
    const received = Promise.withResolvers<unknown>()
    const turn = await opened(async (channel) => {
      await channel.transmit(Uint8Array.of(0, 1, 0, 0)).catch(received.resolve)
      await assert.rejects(channel.reset(), isCardRemoved)
      return ok(undefined)
    })
    assert.ok(isCardRemoved(await received.promise))
    const late = await post(`/card-relays/${commandsOf(turn).relayId}/turns`, {
      turn: 1,
      responses: ['9000'],
    })
    assert.equal(late.status, 404)
    assert.equal(late.body.kind, 'relay-not-found')
  })

  it('accepts each relay request once, and only the responses to its own commands', async () => {
    const { relayId, turn } = commandsOf(await opened(selectTwice))
    const path = `/card-relays/${relayId}/turns`
    const kindOf = async (payload: object) => (await post(path, payload)).body.kind
    assert.equal(await kindOf({ turn: turn + 1, responses: ['9000'] }), 'turn-not-awaited')
    assert.equal(await kindOf({ turn, responses: ['9000', '9000'] }), 'responses-do-not-fit')
    assert.equal(await kindOf({ turn }), 'responses-do-not-fit')
    for (const responses of [
      ['90'],
      ['9000zz'],
      ['900'],
      [9000],
      [],
      Array(65).fill('9000'),
      '9000',
    ])
      assert.equal(await kindOf({ turn, responses }), 'malformed-input', JSON.stringify(responses))
    assert.equal(await kindOf({ turn, responses: ['00'.repeat(259)] }), 'malformed-input')
    const huge = await post(path, { turn, responses: ['00'.repeat(100_000)] })
    assert.equal(huge.status, 413)

    const two = await Promise.all(
      ['6A82', '6A83'].map((response) => post(path, { turn, responses: [response] })),
    )
    assert.deepEqual(two.map(({ status }) => status).sort(), [200, 409])
    const next = two.find(({ status }) => status === 200)?.body
    assert.ok(next?.state === 'commands')
    assert.equal(await kindOf({ turn, responses: ['6A84'] }), 'turn-not-awaited')
    assert.deepEqual(await send({ relayId, turn: next.turn, responses: ['9000'] }), {
      state: 'done',
      outcome: [0x6a, two[0]?.status === 200 ? 0x82 : 0x83, 0x90, 0],
    })
  })

  it('replies again to a turn that is sent again, as by a program that got no reply', async () => {
    const { relayId, turn } = commandsOf(await opened(selectTwice))
    const again = { relayId, turn, responses: ['6A82'] }
    const second = commandsOf(await send(again))
    assert.deepEqual(await send(again), second)
    const last = { relayId, turn: second.turn, responses: ['9000'] }
    const done = await send(last)
    assert.equal(done.state, 'done')
    assert.deepEqual(await send(last), done)
  })

  it('records that the program beside the card refused a command, and ends at once', async () => {
    const signing = Uint8Array.of(0, 0x2a, 0x9e, 0x9a, 2, 1, 2, 0)
    let isEnded = false
    const first = await opened(async (channel) => {
      await channel.transmit(signing).catch((fault: unknown) => {
        isEnded = isCardRemoved(fault)
        throw fault
      })
      return ok('signed')
    })
    const sent: Uint8Array[] = []
    const transmit = async (apdu: Uint8Array) => {
      sent.push(apdu)
      return Uint8Array.of(0x90, 0)
    }
    const channel = { ...(await aCard()), transmit }
    const last = await relayApdus(channel, first, { ...unlocking, send })
    assert.deepEqual(last, { state: 'command-refused', command: '002A9E9A02' })
    assert.deepEqual(sent, [])
    assert.ok(isEnded)
    const event = { type: 'RelayCommandRefused', command: '002A9E9A02', program: 'reader 1.2.3' }
    assert.deepEqual(recorded, [{ ...event, by: 'cards.renewCodeOnCard' }])
    assert.equal(relays.commandsRefused(), 1)
    const { relayId } = commandsOf(first)
    const again = await post(`/card-relays/${relayId}/turns`, { turn: 1, responses: ['9000'] })
    assert.equal(again.body.kind, 'relay-not-found')
  })

  it('accepts no report of a refused command that says more than its header', async () => {
    const { relayId, turn } = commandsOf(await opened(selectTwice))
    const report = (refused: object) =>
      post(`/card-relays/${relayId}/turns`, { turn, problem: 'command-refused', refused })
    for (const refused of [
      { command: '00200001083132', program: 'reader 1' },
      { command: '002A9E9A02', program: '<b>reader' },
      { command: 'VERIFY', program: 'reader 1' },
    ])
      assert.equal((await report(refused)).body.kind, 'malformed-input')
    assert.deepEqual(recorded, [])
  })

  it('is not accessible without its id', async () => {
    const mine = commandsOf(await opened(selectTwice))
    const other = commandsOf(await opened(selectTwice))
    assert.notEqual(mine.relayId, other.relayId)
    assert.equal(Buffer.from(mine.relayId, 'base64url').length, 32)
    const guessed = mine.relayId.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))
    assert.equal(
      (await post(`/card-relays/${guessed}/turns`, { turn: 1, responses: ['9000'] })).status,
      404,
    )

    const permit = aPermit('cards.renewCodeOnCard')
    const third = await relays.open({ atr: new Uint8Array(), permit, run: selectTwice, problems })
    assert.equal(!third.ok && third.refusal.kind, 'too-many-relays')
  })

  it('reports a fault of the operation as a fault, and to the log when nobody waits any more', async () => {
    const { relayId, turn } = commandsOf(
      await opened(async (channel) => {
        await channel.transmit(Uint8Array.of(0, 1, 0, 0))
        throw new Error('a bug')
      }),
    )
    const { status } = await post(`/card-relays/${relayId}/turns`, { turn, responses: ['9000'] })
    assert.equal(status, 500)

    await opened(async (channel) => {
      await channel.transmit(Uint8Array.of(0, 1, 0, 0)).catch(() => undefined)
      throw new Error('a bug that nobody waits for')
    })
    await relays.close()
    while (faults.length === 0) await aMoment()
    assert.match(String(faults[0]), /nobody waits/)
  })

  describe('with a ticket', () => {
    const ticket = async (input: unknown = { cardId: 'C1' }) => {
      const given = await relays.giveTicket({
        operation: 'cards.viewOwnCards',
        input,
        sessionToken: session,
      })
      assert.ok(given.ok)
      return given.value.ticket
    }
    const redeem = (given: string, purpose = 'unlock') =>
      post('/card-relays', { ticket: given, purpose, atr: '3B00' })

    it('opens once, with a permit given at that moment to the session that has the ticket', async () => {
      const given = await ticket()
      const first = await redeem(given)
      assert.equal(first.status, 200)
      const last = await relayApdus(await aCard(), first.body, { ...unlocking, send })
      assert.deepEqual(last, { state: 'done', outcome: { by: 'cards.viewOwnCards' } })
      const { operation, input, sessionToken } =
        requested.find((each) => permissions[each.operation].roles !== 'everybody') ?? {}
      assert.deepEqual(
        { operation, input, sessionToken },
        { operation: 'cards.viewOwnCards', input: { cardId: 'C1' }, sessionToken: session },
      )
      assert.equal((await redeem(given)).body.kind, 'ticket-not-found')
    })

    it('does not open when it is invented, old, replaced, for another operation, or its session has ended', async () => {
      const kindOf = async (given: string, purpose?: string) =>
        (await redeem(given, purpose)).body.kind
      assert.equal(await kindOf('A'.repeat(43)), 'ticket-not-found')

      const replaced = await ticket()
      const misused = await ticket()
      assert.equal(await kindOf(replaced), 'ticket-not-found')
      assert.equal(await kindOf(misused, 'spare-card'), 'ticket-for-another-purpose')
      assert.equal(await kindOf(misused), 'ticket-not-found')

      const old = await ticket()
      now = plus(now, 2 * minute)
      assert.equal(await kindOf(old), 'ticket-not-found')

      const orphan = await ticket()
      isOpen = false
      assert.equal(await kindOf(orphan), 'not-signed-in')
    })

    it('reports the operation’s refusal in three languages', async () => {
      const first = await redeem(await ticket(refused))
      const last = await relayApdus(await aCard(), first.body, { ...unlocking, send })
      assert.deepEqual(last, {
        state: 'refused',
        refusal: { kind: 'not-this-card', title: text, advice: text },
      })
    })
  })

  describe('of two web processes over one database', () => {
    const operation = 'cards.viewOwnCards'
    let done: string[] = []
    /** Four commands, and two writes of which each must be done once. */
    const aWebProcess = (): CardRelays => {
      const process = createRelays()
      process.serve({
        purpose: 'unlock',
        operation,
        run: async (_permit, channel) => {
          const note = (text: string) =>
            channel.once(() =>
              db.write((_tx) => {
                done.push(text)
                return Promise.resolve(ok(text))
              }),
            )
          const begun = await note('begun')
          const bytes = []
          for (const parameter of [1, 2, 3, 4])
            bytes.push((await channel.transmit(Uint8Array.of(0, 0xa4, 0, parameter)))[0])
          const ended = await note('ended')
          return ok({ begun, bytes, ended })
        },
        problems,
      })
      return process
    }
    const aRelay = async (one: CardRelays, other = one) => {
      const given = await one.giveTicket({ operation, input: {}, sessionToken: session })
      assert.ok(given.ok)
      const atr = Uint8Array.of(0x3b)
      const first = await other.openWithTicket({ ...given.value, atr })
      assert.ok(first.ok, JSON.stringify(first))
      return commandsOf(first.value)
    }
    const outcome = { begun: ok('begun'), bytes: [1, 2, 3, 4], ended: ok('ended') }
    const turnAt = async (process: CardRelays, relayId: string, turn: number) => {
      const next = await process.takeTurn({ relayId, turn, responses: [`0${String(turn)}9000`] })
      assert.ok(next.ok, JSON.stringify(next))
      return next.value
    }
    /** As the kill of its process does, without what a stop does. */
    const kill = async (relayId: string) => {
      await db.write(async (tx) => {
        await sql`
          update card_relay.relay set leased_until = clock_timestamp(), owner = ${randomUUID()}
          where relay_hash = sha256(${relayId}::bytea)`.execute(tx)
        return ok(undefined)
      })
    }
    beforeEach(() => {
      done = []
    })

    it('opens at one with a ticket of the other, and takes turns at both', async () => {
      const [one, other] = [aWebProcess(), aWebProcess()]
      const { relayId } = await aRelay(one, other)
      for (const [index, process] of [one, other, one].entries())
        assert.equal((await turnAt(process, relayId, index + 1)).state, 'commands')
      assert.deepEqual(await turnAt(one, relayId, 4), { state: 'done', outcome })
      assert.deepEqual(done, ['begun', 'ended'])
      await Promise.all([one, other].map((each) => each.close()))
    })

    it('goes on at the other when the first is killed midway, and does nothing twice (R600)', async () => {
      const [one, other] = [aWebProcess(), aWebProcess()]
      const { relayId } = await aRelay(one)
      await turnAt(one, relayId, 1)
      const third = await turnAt(one, relayId, 2)
      await kill(relayId)
      // Its reply to the second turn was lost, too.
      assert.deepEqual(await turnAt(other, relayId, 2), third)
      await turnAt(other, relayId, 3)
      assert.deepEqual(await turnAt(other, relayId, 4), { state: 'done', outcome })
      assert.deepEqual(done, ['begun', 'ended'])
      await Promise.all([one, other].map((each) => each.close()))
    })

    it('goes on at the other at once when the first is stopped', async () => {
      const [one, other] = [aWebProcess(), aWebProcess()]
      const { relayId } = await aRelay(one)
      await one.close()
      const begun = performance.now()
      for (const turn of [1, 2, 3]) await turnAt(other, relayId, turn)
      assert.deepEqual(await turnAt(other, relayId, 4), { state: 'done', outcome })
      assert.ok(performance.now() - begun < 5_000)
      await other.close()
    })

    it('ends when the first is killed and its session has ended since', async () => {
      const [one, other] = [aWebProcess(), aWebProcess()]
      const { relayId } = await aRelay(one)
      await kill(relayId)
      isOpen = false
      const next = await other.takeTurn({ relayId, turn: 1, responses: ['019000'] })
      assert.equal(!next.ok && next.refusal.kind, 'relay-not-found')
      await Promise.all([one, other].map((each) => each.close()))
    })

    it('writes nothing at a process that has lost it (R600)', async () => {
      const [one, other] = [aWebProcess(), aWebProcess()]
      const { relayId } = await aRelay(one)
      for (const turn of [1, 2, 3]) await turnAt(one, relayId, turn)
      await kill(relayId)
      await assert.rejects(one.takeTurn({ relayId, turn: 4, responses: ['049000'] }))
      assert.deepEqual(await turnAt(other, relayId, 4), { state: 'done', outcome })
      await Promise.all([one, other].map((each) => each.close()))
    })

    it('leaves nothing of it in the database that can be read, and only its last turn', async () => {
      const one = aWebProcess()
      const { relayId } = await aRelay(one)
      await turnAt(one, relayId, 1)
      const rows = await db.read((tx) =>
        sql<{ text: string }>`
          select row_to_json(relay)::text || row_to_json(exchange)::text as text
          from card_relay.relay join card_relay.exchange using (relay_hash)`.execute(tx),
      )
      const text = JSON.stringify(rows.rows)
      for (const secret of [relayId, session, Buffer.from('00A40001').toString('hex')])
        assert.ok(!text.includes(secret), secret)
      for (const turn of [2, 3, 4]) await turnAt(one, relayId, turn)
      const left = await db.read((tx) =>
        sql<{ count: number }>`
          select (select count(*) from card_relay.exchange where relay_hash = sha256(${relayId}::bytea))
            + (select count(*) from card_relay.step where relay_hash = sha256(${relayId}::bytea)) as count`.execute(
          tx,
        ),
      )
      assert.equal(left.rows[0]?.count, 0)
      await one.close()
    })
  })
})
