import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, formatInstant, hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { openMessages, type Messages } from '@sotevarmenne/sandbox/suomi-fi-messages/messages'
import { createSuomiFiMessages } from '@sotevarmenne/sandbox/suomi-fi-messages/server'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { sql } from 'kysely'
import type { LookUpPerson, PopulationFacts } from '#people/registers/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import { messagesRest } from './adapters/messages-rest.ts'
import { renderLetter } from './adapters/message-letter-typst.ts'
import { createMessages } from './create-messages.ts'
import type { MessagesDeps } from './deps.ts'
import { isLater, messageStates } from './domain/message-state.ts'
import { figuresOfMessages } from './figures.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

const street = 'Salainen katu 13'

forEachDatabase('messages by Suomi.fi Messages', ({ db }) => {
  let now = instant(Date.parse('2026-12-01T08:00:00Z'))
  const clock = { now: () => now }
  const faults = createFaults()
  const residents = new Map<string, PopulationFacts>()
  let lookedUp: string[] = []
  const requestedUrls: string[] = []
  let isRegisterDown = false
  let recorded: DomainEvent[] = []
  let folder: string
  let simulator: ReturnType<typeof createSuomiFiMessages>
  let others: Messages
  const secret = randomBytes(32)
  const people = createPeople({ secret, clock })
  const outbox = createOutbox({ db, clock })
  let messages: ReturnType<typeof createMessages>

  const lookUpPerson: LookUpPerson = (identityCode) => {
    lookedUp.push(identityCode)
    if (isRegisterDown)
      return Promise.resolve(
        refuse({
          ...{ kind: 'register-unavailable', register: 'population' },
          because: 'no-connection',
        }),
      )
    const found = residents.get(identityCode)
    return Promise.resolve(found ? ok(found) : refuse({ kind: 'unknown-to-population-register' }))
  }

  const open = (url: string, readEvents?: MessagesDeps['service']['readEvents']) =>
    createMessages({
      ...{ db, clock, people, registers: { lookUpPerson }, planJob: outbox.planJob, renderLetter },
      record: (_tx, event) => {
        recorded.push(event)
        return Promise.resolve()
      },
      service: {
        ...messagesRest(
          {
            ...{ url, user: 'service', password: 'service', serviceId: 'cards' },
            timeoutMilliseconds: 500,
            printing: {
              ...{ user: 'posti', password: 'posti', email: 'posti@example.fi' },
              sender: exampleServiceContacts,
            },
          },
          { clock },
        ),
        ...(readEvents && { readEvents }),
      },
      systemPermit: (operation) => aPermit(operation),
    })

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'suomi-fi-messages-'))
    others = await openMessages(path.join(folder, 'happened'))
    simulator = createSuomiFiMessages({ site: aSite, clock, faults, messages: others })
    simulator.addHook('onRequest', async ({ url }) => void requestedUrls.push(url))
    messages = open(await simulator.listen({ port: 0, host: 'localhost' }))
    outbox.use({ handlers: messages.jobs, subscriptions: [] })
  })
  beforeEach(() => {
    faults.set('suomi-fi-messages', { kind: 'none' })
    recorded = []
    lookedUp = []
    isRegisterDown = false
    now = plus(now, hour)
  })
  after(async () => {
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A message to somebody with that identity code, planned and tried once. */
  const plan = async (
    identityCode: string,
    facts: Partial<PopulationFacts> = {},
  ): Promise<{ readonly noticeId: string; readonly personId: string }> => {
    const parsed = parseIdentityCode(identityCode)
    assert.ok(parsed.ok)
    const resident: PopulationFacts = {
      ...{ givenNames: 'Aino', surname: 'Esimerkki', language: 'fi', nonDisclosure: false },
      address: { street, postalCode: '33100', postOffice: 'Tampere', country: 'FI' },
      ...facts,
    }
    residents.set(identityCode, resident)
    const noticeId = randomUUID()
    const planned = await db.write(async (tx) => {
      const known = { ...resident, nonDisclosure: false, identityCode: parsed.value }
      const personId = await people.rememberPerson(tx, known)
      const words = { title: 'Kortti on suljettu', text: 'Kortti ei toimi enää.\n\nTilaa uusi.' }
      await messages.planMessage(tx, { noticeId, personId, language: 'fi', words })
      return ok(personId)
    })
    assert.ok(planned.ok)
    return { noticeId, personId: planned.value }
  }
  const sentTo = (noticeId: string) =>
    others.list().filter(({ message }) => message.externalId === noticeId)
  const types = () => recorded.map((event) => event.type)
  const statesOf = (noticeId: string) =>
    recorded.flatMap((event) =>
      'state' in event && 'noticeId' in event && event.noticeId === noticeId
        ? String(event.state)
        : [],
    )
  const figures = () => db.read((tx) => figuresOfMessages(tx, now))

  const withMailbox = '140388-9039'
  const withoutMailbox = '131052-308T'

  it('go to the mailbox with no address, once (R350)', async () => {
    const { noticeId, personId } = await plan(withMailbox)
    await outbox.drain()
    const [sent, ...more] = sentTo(noticeId)
    assert.deepEqual(more, [])
    assert.equal(sent?.message.channel, 'electronic')
    assert.equal(sent.message.recipient, withMailbox)
    assert.equal(sent.message.serviceId, 'cards')
    assert.deepEqual(lookedUp, [])
    assert.ok(!JSON.stringify(others.list()).includes(street))
    assert.deepEqual(recorded, [
      {
        ...{ type: 'SuomiFiMessageAccepted', about: { personId }, noticeId },
        channel: 'electronic',
      },
    ])
  })

  it('go on paper when the mailbox is not in use, to the address of the population register', async () => {
    const { noticeId } = await plan(withoutMailbox)
    await outbox.drain()
    const [sent] = sentTo(noticeId)
    assert.equal(sent?.message.channel, 'paper')
    assert.deepEqual(sent.message.address, ['Aino Esimerkki', street, '33100 Tampere', 'FI'])
    assert.match(Buffer.from(sent.message.pdf ?? '', 'base64').toString('latin1'), /^%PDF-/)
    assert.equal(JSON.stringify(recorded).includes(street), false)
  })

  it('never go on paper under non-disclosure, which may be news, nor without an address or to the dead (R350)', async () => {
    const died = '2026-11-30' as PopulationFacts['died']
    for (const facts of [{ nonDisclosure: true }, { address: undefined }, { died }]) {
      recorded = []
      const { noticeId, personId } = await plan(withoutMailbox, facts as Partial<PopulationFacts>)
      await outbox.drain()
      assert.deepEqual(sentTo(noticeId), [])
      assert.deepEqual(recorded, [
        {
          ...{ type: 'SuomiFiMessageUndelivered', about: { personId }, noticeId },
          because: 'no-letter',
        },
      ])
      if ('nonDisclosure' in facts) {
        const person = await db.read((tx) => people.findPerson(tx, personId))
        assert.deepEqual(person?.whereabouts, { nonDisclosure: true })
      }
    }
  })

  it('under non-disclosure go to a mailbox that is in use', async () => {
    const { noticeId } = await plan(withMailbox, { nonDisclosure: true })
    await outbox.drain()
    assert.equal(sentTo(noticeId)[0]?.message.channel, 'electronic')
  })

  it('wait while the population register, or Suomi.fi Messages, gives no usable response', async () => {
    isRegisterDown = true
    const { noticeId } = await plan(withoutMailbox)
    await assert.rejects(outbox.drain())
    isRegisterDown = false
    const troubles = [
      { kind: 'busy' },
      { kind: 'down' },
      { kind: 'wrong' },
      { kind: 'slow', milliseconds: 2000 },
    ] as const
    for (const fault of troubles) {
      faults.set('suomi-fi-messages', fault)
      now = plus(now, hour)
      await assert.rejects(outbox.drain(), (thrown: unknown) => {
        assert.doesNotMatch(JSON.stringify(thrown) + String(thrown), /131052|Esimerkki|Salainen/)
        return true
      })
      assert.deepEqual([sentTo(noticeId), types()], [[], []])
    }
    faults.set('suomi-fi-messages', { kind: 'none' })
    now = plus(now, hour)
    await outbox.drain()
    assert.equal(sentTo(noticeId).length, 1)
    assert.deepEqual(types(), ['SuomiFiMessageAccepted'])
  })

  it('are not doubled when the response is lost: the external id is the id of the notice', async () => {
    for (const identityCode of [withMailbox, withoutMailbox]) {
      recorded = []
      faults.set('suomi-fi-messages', { kind: 'response-lost' })
      const { noticeId } = await plan(identityCode)
      await assert.rejects(outbox.drain())
      faults.set('suomi-fi-messages', { kind: 'none' })
      // Its events may be read before the repeated request.
      await messages.readStates()
      now = plus(now, hour)
      await outbox.drain()
      assert.equal(sentTo(noticeId).length, 1)
      assert.deepEqual(types().at(-1), 'SuomiFiMessageAccepted')
      const before = recorded.length
      await messages.readStates()
      assert.equal(recorded.length, before)
    }
  })

  it('go on with a new access token when the former one is no longer valid', async () => {
    const { noticeId: first } = await plan(withMailbox)
    await outbox.drain()
    now = plus(now, 2 * hour)
    const { noticeId: second } = await plan(withMailbox)
    await outbox.drain()
    assert.deepEqual([sentTo(first).length, sentTo(second).length], [1, 1])
  })

  it('have each state that Suomi.fi Messages records, recorded once and never going back', async () => {
    const { noticeId } = await plan(withMailbox)
    await outbox.drain()
    await messages.readStates()
    const id = sentTo(noticeId)[0]?.message.messageId ?? 0
    await others.happen(id, 'Electronic message read', now)
    await others.happen(id, 'Electronic message created', now)
    await messages.readStates()
    await messages.readStates()
    assert.deepEqual(statesOf(noticeId), ['created', 'read'])
  })

  it('have only the events since the last round read, and one access token serves many requests', async () => {
    await plan(withMailbox)
    await outbox.drain()
    await messages.readStates()
    requestedUrls.length = 0
    await messages.readStates()
    assert.equal(requestedUrls.length, 1)
    assert.match(requestedUrls[0] ?? '', /^\/v2\/events\?continuationToken=c-[1-9]/)
    now = plus(now, hour)
    await messages.readStates()
    assert.deepEqual(
      requestedUrls.slice(1).map((url) => url.split('?')[0]),
      ['/v1/token', '/v2/events'],
    )
  })

  it('reach nobody when the post returns the letter', async () => {
    const { noticeId, personId } = await plan(withoutMailbox)
    await outbox.drain()
    const id = sentTo(noticeId)[0]?.message.messageId ?? 0
    await others.happen(id, 'Posti: returned to sender', now)
    await messages.readStates()
    await messages.readStates()
    assert.deepEqual(
      recorded.filter(({ type }) => type === 'SuomiFiMessageUndelivered'),
      [
        {
          ...{ type: 'SuomiFiMessageUndelivered', about: { personId }, noticeId },
          because: 'came-back',
        },
      ],
    )
  })

  it('lose no state of 59 days of silence, and one of 61 days is counted', async () => {
    const { noticeId: read } = await plan(withMailbox)
    await outbox.drain()
    faults.set('suomi-fi-messages', { kind: 'down' })
    await messages.readStates()
    now = plus(now, 59 * day)
    assert.deepEqual((await figures()).withoutState, 1)
    faults.set('suomi-fi-messages', { kind: 'none' })
    await messages.readStates()
    assert.deepEqual(statesOf(read), ['created'])
    assert.deepEqual(await figures(), { answeredAt: now, unreadable: 0, withoutState: 0 })

    const { noticeId: lost } = await plan(withMailbox)
    await outbox.drain()
    now = plus(now, 61 * day)
    await messages.readStates()
    assert.equal((await figures()).withoutState, 1)
    assert.equal(
      [read, lost].every((noticeId) => sentTo(noticeId).length === 1),
      true,
    )
  })

  it('are read to the page without a further token, or with the same one', async () => {
    for (const next of [undefined, 'the same']) {
      const requested: (string | undefined)[] = []
      const reading = open('http://localhost:9', (token) => {
        requested.push(token)
        assert.ok(requested.length < 5, 'it reads on and on')
        return Promise.resolve(
          ok({ events: [], received: 1, unreadable: 0, continuationToken: next }),
        )
      })
      await reading.readStates()
      assert.equal(requested.length, next === undefined ? 1 : 2)
    }
  })

  it('count a refused token as no response, and are read from the beginning', async () => {
    const { answeredAt } = await figures()
    now = plus(now, hour)
    const requested: (string | undefined)[] = []
    await open('http://localhost:9', (token) => {
      requested.push(token)
      const isFirst = requested.length === 1
      return Promise.resolve(
        refuse(
          isFirst
            ? { kind: 'token-refused' }
            : { kind: 'messages-unavailable', because: 'no-connection' },
        ),
      )
    }).readStates()
    assert.deepEqual(requested, ['the same', undefined])
    assert.deepEqual((await figures()).answeredAt, answeredAt)
  })

  it('have no words once they are settled, and are erased a year after their last state (R350)', async () => {
    const { noticeId: delivered } = await plan(withMailbox)
    const { noticeId: nowhere } = await plan(withoutMailbox, { nonDisclosure: true })
    await outbox.drain()
    const settledAt = now
    isRegisterDown = true
    now = plus(now, day)
    const { noticeId: later } = await plan(withoutMailbox)
    await assert.rejects(outbox.drain())
    const rows = async () => {
      for (const { run } of messages.schedules) await run()
      const { rows: found } = await db.read((tx) =>
        sql<{ notice_id: string; words: unknown }>`
          select notice_id, words from suomi_fi_messages.message`.execute(tx),
      )
      return new Map(found.map(({ notice_id, words }) => [notice_id, words]))
    }
    const before = await rows()
    assert.deepEqual([before.get(delivered), before.get(nowhere)], [null, null])
    assert.ok(JSON.stringify(before.get(later)).includes('Kortti on suljettu'))
    now = plus(settledAt, 365 * day)
    const of = async () => {
      const found = await rows()
      return [delivered, nowhere, later].map((noticeId) => found.has(noticeId))
    }
    assert.deepEqual(await of(), [true, true, true])
    now = plus(now, 1)
    await changeSetting(db, 'suomi-fi-message-retention', [366])
    assert.deepEqual(await of(), [true, true, true])
    await forgetSettingChanges(db)
    assert.deepEqual(await of(), [false, false, true])
    now = plus(now, day)
    assert.equal((await rows()).size, 0)
    // What comes late finds nothing, and does no harm.
    isRegisterDown = false
    await outbox.drain()
    assert.deepEqual(sentTo(later), [])
  })

  it('have their states read every ten minutes, however often the schedule runs', async () => {
    const [schedule] = messages.schedules
    const answered = async () => (await figures()).answeredAt
    await messages.readStates()
    const first = now
    now = plus(now, 9 * minute)
    await schedule?.run()
    assert.equal(await answered(), first)
    now = plus(now, minute)
    await schedule?.run()
    assert.equal(await answered(), now)
  })
})

describe('the responses of Suomi.fi Messages', () => {
  const clock = { now: () => instant(1_795_000_000_000) }
  const responding = async (
    respond: (url: string) => { readonly status: number; readonly body: unknown },
  ) => {
    const { createServer } = await import('node:http')
    const seen: { url: string; authorization: string | undefined }[] = []
    const server = createServer((request, response) => {
      seen.push({ url: request.url ?? '', authorization: request.headers.authorization })
      const { status, body } =
        request.url === '/v1/token'
          ? { status: 200, body: { access_token: 'secret', expires_in: 3600 } }
          : respond(request.url ?? '')
      response.writeHead(status).end(JSON.stringify(body))
    })
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const service = messagesRest(
      {
        url: `http://localhost:${String(address.port)}`,
        ...{ user: 'u', password: 'p', serviceId: 's' },
      },
      { clock },
    )
    return { service, seen, stop: () => server.close() }
  }
  const parsedCode = parseIdentityCode('140388-9039')
  assert.ok(parsedCode.ok)
  const aMessage = {
    ...{ externalId: randomUUID(), identityCode: parsedCode.value },
    ...{ title: 'Title', text: 'Text' },
  }

  it('of one malformed event leave the others, and count it', async () => {
    const good = {
      type: 'Electronic message read',
      eventTime: formatInstant(clock.now()),
      metadata: { messageId: '12345678901234567890', externalId: 'x', serviceId: 's' },
    }
    const { service, stop, seen } = await responding(() => ({
      status: 200,
      body: { continuationToken: 'next', events: [{ type: 'no time' }, good, 'text'] },
    }))
    const read = await service.readEvents('a/b')
    stop()
    assert.deepEqual(read, {
      ok: true,
      value: {
        events: [{ type: 'Electronic message read', at: clock.now(), externalId: 'x' }],
        ...{ unreadable: 2, received: 3, continuationToken: 'next' },
      },
    })
    assert.deepEqual(seen.at(-1), {
      url: '/v2/events?continuationToken=a%2Fb',
      authorization: 'Bearer secret',
    })
  })

  it('with the error of a mailbox that is not in use say so, which paper follows', async () => {
    const body = { reason: 'no', validationErrors: [{ errorCode: 'MAILBOX_NOT_IN_USE' }] }
    const { service, stop } = await responding(() => ({ status: 400, body }))
    const sent = await service.sendElectronic(aMessage)
    stop()
    assert.equal(sent.ok ? 'sent' : sent.refusal.kind, 'mailbox-not-in-use')
  })

  it('with 400 end a message, with 403 and 404 they do not', async () => {
    for (const [status, expected] of [
      [400, 'rejected'],
      [403, 'messages-unavailable'],
      [404, 'messages-unavailable'],
    ] as const) {
      const { service, stop } = await responding(() => ({ status, body: { reason: 'no' } }))
      const sent = await service.sendElectronic(aMessage)
      stop()
      assert.equal(sent.ok ? 'sent' : sent.refusal.kind, expected)
    }
  })

  it('with 401 are followed by a new access token and the same request, once', async () => {
    let refusals = 1
    const { service, seen, stop } = await responding(() =>
      refusals-- > 0
        ? { status: 401, body: {} }
        : { status: 200, body: { endUsersWithActiveMailbox: [{ id: aMessage.identityCode }] } },
    )
    assert.deepEqual(await service.hasMailbox(aMessage.identityCode), { ok: true, value: true })
    const mailboxes = '/v1/mailboxes/active'
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/v1/token', mailboxes, '/v1/token', mailboxes],
    )
    refusals = 10
    const refused = await service.hasMailbox(aMessage.identityCode)
    stop()
    assert.equal(refused.ok ? 'ok' : refused.refusal.because, 'status 401')
    assert.equal(seen.length, 7)
  })

  it('that refuse the continuation token are told apart from those that refuse every request', async () => {
    const { service, stop } = await responding(() => ({ status: 400, body: { reason: 'no' } }))
    const kinds = []
    for (const token of ['old', undefined]) {
      const read = await service.readEvents(token)
      kinds.push(read.ok ? 'read' : read.refusal.kind)
    }
    stop()
    assert.deepEqual(kinds, ['token-refused', 'messages-unavailable'])
  })
})

it('the states of a message follow each other in one order', () => {
  for (const [at, state] of messageStates.entries())
    for (const [other, earlier] of messageStates.entries())
      assert.equal(isLater(state, earlier), at > other)
})
