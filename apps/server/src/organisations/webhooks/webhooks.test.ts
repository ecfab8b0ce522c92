import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, it } from 'node:test'
import { webhookEvents, type WebhookEventKind } from '@sotevarmenne/api/webhooks'
import { day, hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { localhostCertificate } from '@sotevarmenne/tests/network/localhost-certificate'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { Webhook } from 'standardwebhooks'
import { afterCommit } from '#platform/db.ts'
import { createOutbox, type RecordedEvent } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { openAccounts, type Person } from '../accounts/testing/accounts.ts'
import { createWebhooks, figuresOfWebhooks, httpsReceivers } from './index.ts'

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string }
type Receiver = {
  readonly url: string
  readonly received: Received[]
  /** 200 until a test says something else. */
  respond: RequestListener
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end()

const cardId = randomUUID()

forEachDatabase('the webhooks of an organisation', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const { anAccount, aPerson, invite, accept, tokenOfLast, kind } = shared
  const recorded: DomainEvent[] = []
  // The reference library compares the timestamps with the real clock.
  const begin = Date.now()
  let later = 0
  const clock = { now: () => plus(instant(begin), later) }
  const queue = createOutbox({ db, clock, concurrency: 8 })
  const faults: unknown[] = []
  const responses: DnsResponses = new Map()
  const closing: (() => Promise<unknown>)[] = []
  let dns: Awaited<ReturnType<typeof startDnsServer>>
  let directory: string
  let tls: { readonly cert: string; readonly key: string }
  let webhooks: ReturnType<typeof createWebhooks>
  /** Of a card that is bound to an organisation. */
  let employer: string = randomUUID()
  let allowed: readonly string[] = ['127.0.0.1']

  before(async () => {
    dns = await startDnsServer(responses)
    directory = await mkdtemp(path.join(tmpdir(), 'webhooks-'))
    const { certificate, key } = await localhostCertificate(directory)
    tls = { cert: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') }
    webhooks = createWebhooks({
      ...{ db, clock, accounts: shared.accounts, organisations: shared.organisations },
      record: (_tx: unknown, event: DomainEvent) => {
        afterCommit(() => recorded.push(event))
        return Promise.resolve()
      },
      ...{ secret: new Uint8Array(32).fill(9), planJob: queue.planJob },
      planDelivery: queue.planJob,
      employments: { referenceOf: () => Promise.resolve('HR-17') },
      cards: {
        cardForEmployer: (_tx, id) =>
          Promise.resolve(
            id === cardId
              ? {
                  ...{ organisationId: employer, cardId, product: 'staff-card' },
                  validTo: addDays(dateInHelsinki(clock.now()), 60),
                }
              : undefined,
          ),
        cardsEndingOn: (_tx, { day: on, after: behind }) =>
          Promise.resolve(
            behind === undefined ? [{ cardId, holder: randomUUID(), validTo: on } as never] : [],
          ),
      },
      receivers: httpsReceivers({
        mayConnect: (address) => ipAddressRule(allowed)(address),
        ...{ ownHosts: ['service.example.fi'], resolvers: [dns.address] },
        ...{ trustedCas: tls.cert, patience: 2000 },
      }),
      jitter: () => 1,
      systemPermit: (operation) => aPermit(operation),
    })
    queue.use({ handlers: [...webhooks.deliveryJobs, ...webhooks.jobs], subscriptions: [] })
  })
  after(async () => {
    await Promise.all(closing.map((close) => close()))
    await dns.close()
    await rm(directory, { recursive: true })
    assert.deepEqual(faults, [])
  })
  beforeEach(() => {
    later = 0
    recorded.length = 0
    allowed = ['127.0.0.1']
  })

  async function aReceiver(respond: RequestListener = status(200)): Promise<Receiver> {
    const received: Received[] = []
    const receiver = { respond, received, url: '' }
    const server = createServer(tls, (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
        receiver.respond(request, response)
      })
    })
    // Cut connections are what some tests are about.
    server.on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    receiver.url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/hooks`
    return receiver
  }

  const add = (
    { personId }: Person,
    organisationId: string,
    url: string,
    kinds: readonly WebhookEventKind[] = ['order.prepared', 'card.cancelled'],
  ) =>
    webhooks.addWebhook(aPermit('webhooks.add', { personId }), {
      ...{ organisationId, name: 'HR', url, kinds: [...kinds] },
    })

  async function anEndpoint(receiver: Receiver, kinds?: readonly WebhookEventKind[]) {
    const account = await anAccount()
    const added = await add(account.signatory, account.organisationId, receiver.url, kinds)
    assert.ok(added.ok, JSON.stringify(added))
    const ids = { organisationId: account.organisationId, endpointId: added.value.endpointId }
    const { personId } = account.signatory
    const view = async () => {
      const shown = await webhooks.viewWebhooks(aPermit('webhooks.view', { personId }), ids)
      assert.ok(shown.ok)
      const [endpoint] = shown.value.endpoints
      assert.ok(endpoint)
      return endpoint
    }
    const deliveries = async () => {
      const listed = await webhooks.listWebhookDeliveries(aPermit('webhooks.view', { personId }), {
        ...{ ...ids, limit: 100 },
      })
      assert.ok(listed.ok)
      return listed.value.deliveries
    }
    return { ...account, ...added.value, ...ids, personId, view, deliveries, ids }
  }

  const prepared = (organisationId: string) => ({
    ...{ type: 'OrderPrepared', organisationId, preparedId: randomUUID() },
  })
  /** As the outbox calls subscribers: at least once. */
  async function happen(event: RecordedEvent, eventId = randomUUID(), times = 1) {
    for (let count = 0; count < times; count += 1)
      for (const { event: type, handle } of webhooks.subscriptions)
        if (type === event.type) await handle(event, eventId, clock.now())
  }
  const drain = () => queue.drain()
  const ids = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id'])
  const typeOf = ({ body }: Received) => (JSON.parse(body) as { type: string }).type

  it('are signed as the reference library of Standard Webhooks verifies it, and name no person (R521)', async () => {
    const receiver = await aReceiver()
    const { secret, organisationId } = await anEndpoint(receiver)
    const event = {
      ...prepared(organisationId),
      ...{ about: { personId: randomUUID(), orderId: randomUUID() }, name: 'Sanna Sihteeri' },
    }
    await happen(event)
    await drain()
    const [sent] = receiver.received
    assert.ok(sent)
    const headers = sent.headers as Record<string, string>
    const verified = new Webhook(secret).verify(sent.body, headers)
    const { preparedId } = event
    assert.deepEqual(verified, {
      ...{ type: 'order.prepared', timestamp: new Date(clock.now()).toISOString() },
      data: { organisationId, preparedId, reference: 'HR-17' },
    })
    assert.match(secret, /^whsec_[\w+/]{43}=$/)
    assert.equal(sent.headers['content-type'], 'application/json')
    assert.throws(() => new Webhook(secret).verify(`${sent.body} `, headers))
    for (const { event: type } of webhooks.subscriptions)
      assert.ok(type === 'OrganisationCeased' || type.length > 0)
  })

  it('have a documented schema of identifiers, states and references for each kind (R521)', () => {
    for (const [name, { data }] of Object.entries(webhookEvents))
      for (const member of Object.keys(data.shape))
        assert.match(
          member,
          /Id$|^(reference|count|product|validTo|lastDay|cardNumber|issuer|serial|daysLeft|reason|number|month|grossCents|credits|outcome|kind)$/,
          `${name}: ${member}`,
        )
  })

  it('are sent once for each event and endpoint, however often the subscriber is called (R521)', async () => {
    const receiver = await aReceiver()
    const { organisationId } = await anEndpoint(receiver)
    await happen(prepared(organisationId), randomUUID(), 3)
    await drain()
    await drain()
    assert.equal(receiver.received.length, 1)
    // Another kind, another organisation.
    await happen({ type: 'EmploymentEnded', organisationId })
    await happen(prepared(randomUUID()))
    await drain()
    assert.equal(receiver.received.length, 1)
  })

  it('of cards go to the organisation to which the card is bound, and of other cards to nobody (R521)', async () => {
    const receiver = await aReceiver()
    const { organisationId } = await anEndpoint(receiver, ['card.cancelled', 'card.expiring'])
    employer = organisationId
    await happen({ type: 'CardCancelled', about: { cardId }, reason: 'holder-died' })
    await happen({ type: 'CardCancelled', about: { cardId: randomUUID() }, reason: 'lost' })
    await drain()
    assert.deepEqual(receiver.received.map(typeOf), ['card.cancelled'])
    assert.doesNotMatch(receiver.received[0]?.body ?? '', /died/, 'the reason is about a person')
    const run = webhooks.jobs.find((job) => job.kind === 'webhooks.cardsExpiring')
    for (let times = 0; times < 2; times += 1)
      await run?.handle({ kind: run.kind, key: 'today', payload: {} })
    // The next days' runs were planned by these; they are not due.
    await drain()
    assert.deepEqual(receiver.received.map(typeOf), ['card.cancelled', 'card.expiring'])
  })

  it('of a receiver that answers 500 for a day all arrive afterwards, each once and with its first identifier (R522, R523)', async () => {
    const receiver = await aReceiver(status(500))
    const { organisationId, view, deliveries } = await anEndpoint(receiver)
    for (let count = 0; count < 6; count += 1) await happen(prepared(organisationId))
    await drain()
    const { failingSince, waiting } = await view()
    assert.ok(failingSince !== undefined)
    assert.equal(waiting, 6)
    const tried = (await deliveries()).filter(({ attempts }) => attempts > 0)
    assert.equal(tried.length, 4, 'four connections at most')
    for (const { state, lastStatus, lastFault } of tried)
      assert.deepEqual([state, lastStatus, lastFault], ['waiting', 500, 'status'])
    for (; later < day; later += 10 * minute) await drain()
    // A failing receiver gets few attempts, not one for each message.
    assert.ok(receiver.received.length < 60, String(receiver.received.length))
    assert.equal((await view()).waiting, 6)
    receiver.received.length = 0
    receiver.respond = status(204)
    const end = later + day
    for (; later < end; later += 10 * minute) await drain()
    assert.equal(receiver.received.length, 6)
    const arrived = new Set(ids(receiver))
    assert.deepEqual(arrived, new Set((await deliveries()).map(({ messageId }) => messageId)))
    assert.ok((await deliveries()).every(({ state }) => state === 'delivered'))
    assert.equal((await view()).failingSince, undefined)
  })

  it('are tried again as the specification says, and given up after ten attempts (R522)', async () => {
    const receiver = await aReceiver(status(503))
    const other = { respond: status(200) }
    const { organisationId, deliveries } = await anEndpoint(receiver)
    receiver.respond = (request, response) => {
      const last = receiver.received.at(-1)
      if (last !== undefined && typeOf(last) === 'card.cancelled') other.respond(request, response)
      else status(503)(request, response)
    }
    employer = organisationId
    await happen(prepared(organisationId))
    for (; later < 3.9 * day; later += 20 * minute) {
      await drain()
      // Its other messages arrive meanwhile: the endpoint works.
      if (later % (6 * hour) === 0) {
        await happen({ type: 'CardCancelled', about: { cardId } })
        await drain()
      }
    }
    const attempts = receiver.received.filter((sent) => typeOf(sent) === 'order.prepared')
    assert.equal(attempts.length, 10)
    const failed = (await deliveries()).filter(({ kind: of }) => of === 'order.prepared')
    assert.deepEqual(
      failed.map(({ state, attempts: count, nextAttemptAt }) => [state, count, nextAttemptAt]),
      [['abandoned', 10, undefined]],
    )
  })

  it('of a receiver that hangs, redirects, cuts the connection or shows another certificate wait, and hold up no other (R520, R523)', async () => {
    const hang = { isOver: false }
    const hanging = await aReceiver((request) => {
      request.socket.once('close', () => (hang.isOver = true))
    })
    const target = await aReceiver()
    const cutting = await aReceiver((request) => request.socket.destroy())
    const redirecting = await aReceiver(status(307, { location: target.url }))
    const outcomes: (readonly [Receiver, string, number | undefined])[] = [
      [hanging, 'time-out', undefined],
      [redirecting, 'redirect', 307],
      [cutting, 'no-connection', undefined],
    ]
    const works = await aReceiver()
    const good = await anEndpoint(works)
    const bad = []
    for (const [receiver, fault, code] of outcomes)
      bad.push({ fault, code, ...(await anEndpoint(receiver)) })
    for (const { organisationId } of [...bad, good]) await happen(prepared(organisationId))
    const draining = drain()
    while (works.received.length === 0 && !hang.isOver)
      await new Promise((resolve) => setTimeout(resolve, 5))
    assert.ok(works.received.length > 0, 'the others wait for none of these')
    await draining
    for (const { fault, code, deliveries, view } of bad) {
      const [delivery] = await deliveries()
      assert.deepEqual(
        [delivery?.state, delivery?.lastFault, delivery?.lastStatus, delivery?.attempts],
        ['waiting', fault, code, 1],
      )
      assert.equal((await view()).state, 'enabled')
    }
    assert.equal(target.received.length, 0, 'no redirect is followed')
    assert.deepEqual(
      (await good.deliveries()).map(({ state }) => state),
      ['delivered'],
    )
  })

  it('go nowhere but to checked addresses, when they are added and when they are sent (R520)', async () => {
    const { signatory, organisationId } = await anAccount()
    responses.set('inside.example.fi A', ['10.0.0.8'])
    responses.set('both.example.fi A', ['93.184.216.34', '10.0.0.8'])
    responses.set('outside.example.fi A', ['93.184.216.34'])
    allowed = ['public']
    const refused = async (url: string) => kind(await add(signatory, organisationId, url))
    for (const url of [
      'http://outside.example.fi/',
      'ftp://outside.example.fi/',
      'hooks',
      'https://',
    ])
      assert.equal(await refused(url), 'webhook-url-not-https', url)
    assert.equal(await refused('https://user:word@outside.example.fi/'), 'webhook-url-not-https')
    assert.equal(await refused('https://nothing.example.fi/'), 'webhook-receiver-not-found')
    for (const host of [
      ...['inside.example.fi', 'both.example.fi', 'service.example.fi', 'SERVICE.example.fi.'],
      ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '0x7f.1', '[::1]', '[fd00::1]', '[fe80::1]'],
      ...['[::ffff:127.0.0.1]', '224.0.0.1', '192.168.1.1:8443', '172.16.0.1', '2130706433'],
    ])
      assert.equal(await refused(`https://${host}/`), 'webhook-receiver-not-allowed', host)
    assert.equal(await refused('https://outside.example.fi:8443/hooks'), 'ok')
    // The name leads elsewhere afterwards.
    responses.set('outside.example.fi A', ['127.0.0.1'])
    await happen(prepared(organisationId))
    await drain()
    const { endpoints } = await (async () => {
      const shown = await webhooks.viewWebhooks(aPermit('webhooks.view', signatory), {
        organisationId,
      })
      assert.ok(shown.ok)
      return shown.value
    })()
    const listed = await webhooks.listWebhookDeliveries(aPermit('webhooks.view', signatory), {
      ...{ organisationId, endpointId: endpoints[0]?.endpointId ?? '', limit: 10 },
    })
    assert.ok(listed.ok)
    assert.equal(listed.value.deliveries[0]?.lastFault, 'address-not-allowed')
  })

  it('are not sent to a server whose certificate is not trusted, or is of another name (R520)', async () => {
    const receiver = await aReceiver()
    responses.set('other.example.fi A', ['127.0.0.1'])
    const { signatory, organisationId } = await anAccount()
    const { port } = new URL(receiver.url)
    const added = await add(signatory, organisationId, `https://other.example.fi:${port}/`)
    assert.ok(added.ok)
    await happen(prepared(organisationId))
    await drain()
    const listed = await webhooks.listWebhookDeliveries(aPermit('webhooks.view', signatory), {
      ...{ organisationId, endpointId: added.value.endpointId, limit: 10 },
    })
    assert.ok(listed.ok)
    assert.equal(listed.value.deliveries[0]?.lastFault, 'certificate')
    assert.equal(receiver.received.length, 0)
  })

  it('are disabled by 410 at once and after four days of failures, and the contacts get a mail; enabled, what waits is sent (R524)', async () => {
    const gone = await aReceiver(status(410))
    const first = await anEndpoint(gone)
    await happen(prepared(first.organisationId))
    await drain()
    assert.equal((await first.view()).state, 'gone')
    assert.equal(gone.received.length, 1)
    const disabled = recorded.find(({ type }) => type === 'WebhookDisabled')
    assert.deepEqual(disabled, {
      ...{ type: 'WebhookDisabled', because: 'gone', endpointId: first.endpointId },
      organisationId: first.organisationId,
    })
    const mails = await db.read((tx) => webhooks.mailsOf(tx, { ...disabled }))
    assert.deepEqual(
      mails.map(({ to }) => to),
      ['aino@example.fi'],
    )
    await happen(prepared(first.organisationId))
    await drain()
    assert.equal(gone.received.length, 1, 'a disabled endpoint gets nothing')

    recorded.length = 0
    const failing = await aReceiver(status(500))
    const second = await anEndpoint(failing)
    await happen(prepared(second.organisationId))
    for (; later < 5 * day; later += hour) {
      await drain()
      if (later === 3.5 * day) await happen(prepared(second.organisationId))
    }
    assert.equal((await second.view()).state, 'failing')
    assert.deepEqual(
      recorded
        .filter((event) => 'endpointId' in event && event.endpointId === second.endpointId)
        .map(({ type }) => type),
      ['WebhookAdded', 'WebhookDisabled'],
    )
    failing.received.length = 0
    failing.respond = status(200)
    const { personId } = second
    const enabled = await webhooks.switchWebhook(aPermit('webhooks.change', { personId }), {
      ...{ ...second.ids, state: 'enabled' },
    })
    assert.ok(enabled.ok)
    await drain()
    later += day
    await drain()
    assert.deepEqual(failing.received.map(typeOf), ['order.prepared'])
    assert.deepEqual(
      (await second.deliveries()).map(({ state }) => state),
      ['delivered', 'abandoned'],
    )
  })

  it('are signed with the former secret too for a day after its rotation (R525)', async () => {
    const receiver = await aReceiver()
    const { organisationId, secret, personId, ids: of, view } = await anEndpoint(receiver)
    const rotated = await webhooks.rotateWebhookSecret(aPermit('webhooks.change', { personId }), of)
    assert.ok(rotated.ok)
    assert.notEqual(rotated.value.secret, secret)
    await happen(prepared(organisationId))
    await drain()
    const [both] = receiver.received
    assert.ok(both)
    assert.equal(both.headers['webhook-signature']?.toString().split(' ').length, 2)
    for (const one of [secret, rotated.value.secret])
      new Webhook(one).verify(both.body, both.headers as Record<string, string>)
    assert.ok((await view()).formerSecretUntil !== undefined)
    later = day
    await happen(prepared(organisationId))
    await drain()
    const signature = receiver.received.at(-1)?.headers['webhook-signature']?.toString() ?? ''
    assert.equal(signature.split(' ').length, 1)
    assert.equal((await view()).formerSecretUntil, undefined)
    const { rows } = await db.read((tx) =>
      tx
        .$extendTables<{
          'webhooks.endpoint': { endpoint_id: string; secret_sealed: Uint8Array }
        }>()
        .selectFrom('webhooks.endpoint')
        .selectAll()
        .where('endpoint_id', '=', of.endpointId)
        .execute()
        .then((found) => ({ rows: found })),
    )
    const stored = JSON.stringify(
      rows.map((row) => Buffer.from(row.secret_sealed).toString('base64')),
    )
    assert.ok(!stored.includes(rotated.value.secret.slice('whsec_'.length, -4)))
  })

  it('are tested, and sent again with the same identifier, by who manages the organisation’s people (R526)', async () => {
    const receiver = await aReceiver()
    const { personId, ids: of, deliveries, signatory, organisationId } = await anEndpoint(receiver)
    assert.ok((await webhooks.testWebhook(aPermit('webhooks.send', { personId }), of)).ok)
    await drain()
    assert.deepEqual(receiver.received.map(typeOf), ['webhook.test'])
    const [delivery] = await deliveries()
    assert.ok(delivery)
    const again = { ...of, deliveryId: delivery.deliveryId }
    const permit = aPermit('webhooks.send', { personId })
    assert.ok((await webhooks.resendWebhookDelivery(permit, again)).ok)
    await drain()
    assert.equal(receiver.received.length, 2)
    assert.equal(new Set(ids(receiver)).size, 1)
    assert.equal(receiver.received[0]?.body, receiver.received[1]?.body)
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['WebhookAdded', 'WebhookTested', 'WebhookResent'],
    )

    const unknown = { ...of, deliveryId: randomUUID() }
    assert.equal(kind(await webhooks.resendWebhookDelivery(permit, unknown)), 'delivery-not-found')
    const off = { ...of, state: 'disabled' } as const
    assert.ok((await webhooks.switchWebhook(aPermit('webhooks.change', { personId }), off)).ok)
    assert.equal(kind(await webhooks.testWebhook(permit, of)), 'webhook-not-enabled')
    assert.equal(kind(await webhooks.resendWebhookDelivery(permit, again)), 'webhook-not-enabled')
    const contact = await aPerson()
    assert.ok((await invite(signatory, organisationId)).ok)
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    const stranger = await aPerson()
    const other = await anAccount()
    for (const [person, refusal, its] of [
      [contact, 'not-in-this-role', of],
      [stranger, 'account-not-found', of],
      [other.signatory, 'webhook-not-found', { ...of, organisationId: other.organisationId }],
    ] as const) {
      const viewing = aPermit('webhooks.view', { personId: person.personId })
      const changing = aPermit('webhooks.change', { personId: person.personId })
      const sending = aPermit('webhooks.send', { personId: person.personId })
      const page = { ...its, limit: 10 }
      const input = { ...its, name: 'HR', url: receiver.url, kinds: ['order.prepared' as const] }
      for (const refused of [
        await webhooks.listWebhookDeliveries(viewing, page),
        await webhooks.changeWebhook(changing, input),
        await webhooks.switchWebhook(changing, { ...its, state: 'enabled' }),
        await webhooks.rotateWebhookSecret(changing, its),
        await webhooks.removeWebhook(changing, its),
        await webhooks.testWebhook(sending, its),
      ])
        assert.equal(kind(refused), refusal)
    }
    assert.equal(kind(await add(contact, organisationId, receiver.url)), 'not-in-this-role')
    assert.equal(kind(await add(stranger, organisationId, receiver.url)), 'account-not-found')
  })

  it('are ten at most, removed with what was sent, and erased after thirty days, or as many as the setting says (R526, R527)', async () => {
    const receiver = await aReceiver()
    const { signatory, organisationId, ids: of, personId, deliveries } = await anEndpoint(receiver)
    for (let count = 1; count < 10; count += 1)
      assert.ok((await add(signatory, organisationId, receiver.url)).ok)
    assert.equal(kind(await add(signatory, organisationId, receiver.url)), 'too-many-webhooks')
    await happen(prepared(organisationId))
    await drain()
    assert.equal((await deliveries()).length, 1)
    const run = webhooks.jobs.find((job) => job.kind === 'webhooks.forget') ?? assert.fail()
    const left = async (days: number) => {
      later = days * day
      await run.handle({ kind: run.kind, key: String(days), payload: {} })
      return (await deliveries()).length
    }
    await changeSetting(db, 'webhook-delivery-retention', [60], localDate('2026-01-01'))
    assert.equal(await left(31), 1)
    await forgetSettingChanges(db)
    assert.equal(await left(29), 1)
    assert.equal(await left(31), 0)
    const changing = aPermit('webhooks.change', { personId })
    assert.ok((await webhooks.removeWebhook(changing, of)).ok)
    assert.equal(kind(await webhooks.removeWebhook(changing, of)), 'webhook-not-found')
    assert.ok((await add(signatory, organisationId, receiver.url)).ok)
  })

  it('of an organisation that has ceased are disabled (R524)', async () => {
    const receiver = await aReceiver()
    const { organisationId, view } = await anEndpoint(receiver)
    for (let times = 0; times < 2; times += 1)
      await happen({ type: 'OrganisationCeased', organisationId })
    assert.equal((await view()).state, 'ceased')
    assert.equal(recorded.filter(({ type }) => type === 'WebhookDisabled').length, 1)
  })

  it('that a crash left in the middle of a round are sent with their identifiers, a minute later (R523)', async () => {
    const receiver = await aReceiver()
    const { organisationId, endpointId, deliveries } = await anEndpoint(receiver)
    await happen(prepared(organisationId))
    // The worker that had the job, and the lease of the endpoint, has died.
    await db.write(async (tx) => {
      const tables = tx.$extendTables<{
        'platform.outbox': { done_at: Date | null; kind: string }
        'webhooks.endpoint': { endpoint_id: string; lease: string | null; leased_until: string }
      }>()
      await tables.deleteFrom('platform.outbox').where('kind', '=', 'webhooks.deliver').execute()
      await tables
        .updateTable('webhooks.endpoint')
        .set({ lease: randomUUID(), leased_until: '2000-01-01T00:00:00Z' })
        .where('endpoint_id', '=', endpointId)
        .execute()
      return ok(undefined)
    })
    await drain()
    assert.equal(receiver.received.length, 0)
    for (const { run } of webhooks.schedules) await run()
    await drain()
    assert.deepEqual(ids(receiver), [(await deliveries())[0]?.messageId])
  })

  it('that fail and wait are figures for the operator (R523)', async () => {
    const before = await db.read(figuresOfWebhooks)
    const receiver = await aReceiver(status(500))
    const { organisationId } = await anEndpoint(receiver)
    await happen(prepared(organisationId))
    await drain()
    const seen = await db.read(figuresOfWebhooks)
    assert.deepEqual([seen.failing - before.failing, seen.waiting - before.waiting], [1, 1])
    assert.ok(seen.oldest !== undefined)
  })
})
