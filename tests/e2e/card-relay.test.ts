import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it, type TestContext } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { fromHex, toHex } from '@sotevarmenne/smartcard/bytes'
import { pinBlock } from '@sotevarmenne/smartcard/card-pins'
import { proveAdminKey } from '@sotevarmenne/smartcard/prove-admin-key'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import type { CardTrouble } from '@sotevarmenne/smartcard/words'
import { createVirtualReader } from '../../apps/reader/src/cards/virtual-reader.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { startReader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { relayModule } from '../../apps/server/src/cards/card-relay/index.ts'
import {
  createCardRelays,
  type RelayedChannel,
} from '../../apps/server/src/cards/card-relay/card-relays.ts'
import type { Tx } from '../../apps/server/src/platform/db.ts'
import { createHttpServer } from '../../apps/server/src/platform/http-server.ts'
import type { DomainEvent } from '../../apps/server/src/platform/record.ts'
import type { RequestPermits } from '../../apps/server/src/platform/request-permits.ts'
import type { SessionToken } from '../../apps/server/src/platform/permit.ts'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'

const now = instant(Date.now())
const text = { fi: 'ei', sv: 'nej', en: 'no' }
const refused = { status: 409, title: text }
const problems = {
  'card-removed': refused,
  'card-refused': refused,
  'card-unreadable': refused,
  'pins-not-set': refused,
}
const pins = { pin1: '2580', pin1Again: '2580', pin2: '147036', pin2Again: '147036' }

it('the service resets the PINs of a card in a remote reader, and its holder types them beside it', async (test) => {
  const { plan, chipSerial, cards, unlockBy } = await aCardAtAReader(test)
  const { reply, page } = await unlockBy(async (channel) => {
    for (let nr = 0; nr < 2; nr += 1) {
      const proved = await proveAdminKey(channel, plan.adminKey, { purpose: 'pins', chipSerial })
      if (!proved.ok) return proved
      if (!(await channel.ownStep())) return refuse({ kind: 'pins-not-set' })
    }
    return ok({ unlocked: true })
  })
  const done = { status: 'ok', reasonCode: 200, outcome: { unlocked: true } }
  assert.deepEqual(reply, done)
  const read = await cards.withCard(readCard)
  assert.ok(read.ok && read.value.ok && read.value.value.activated)
  assert.match(page, /data-told="unlock"/)
  for (const pin of [pins.pin1, pins.pin2]) assert.ok(!page.includes(`"${pin}"`))
})

/** What a service that was taken over would do to a card that it was let speak to for an unlock. */
const attacks: Readonly<
  Record<
    string,
    (channel: RelayedChannel, plan: { readonly chipSerial: string }) => Promise<unknown>
  >
> = {
  'set PINs of its own': async (channel) => {
    await channel.transmit(fromHex('002C02010839393939FFFFFFFF'))
    await channel.transmit(fromHex('002C020208393939393939FFFF'))
  },
  'sign with the signature key': async (channel, { chipSerial }) => {
    await channel.transmit(fromHex('00A408000450154B0200'))
    await channel.transmit(fromHex(`0020000208${toHex(pinBlock(former.pin2))}`))
    await channel.transmit(fromHex('002241B60A80010481024B02840100'))
    await channel.transmit(fromHex(`002A9E9A30${'5A'.repeat(24)}${chipSerial}${'00'.repeat(14)}00`))
  },
  'log in with a PIN that it knows': (channel) =>
    signWith(channel, {
      purpose: 'authentication',
      pin: former.pin1,
      algorithm: 'ecdsa-sha384',
      data: new Uint8Array(Buffer.from('https://other.example;challenge')),
    }),
  'change PIN2': (channel) =>
    channel.transmit(fromHex(`0024000210${toHex(pinBlock(former.pin2))}393939393939FFFF`)),
  'guess a PIN': (channel) => channel.transmit(fromHex('002000010830303030FFFFFFFF')),
  'empty the card': (channel) => channel.transmit(fromHex('00DA01E008FFFF000FFF000FFF')),
}

for (const [name, attack] of Object.entries(attacks))
  it(`a service that was taken over can not ${name} during an unlock: the card is as before, its holder is told, and it is reported`, async (test) => {
    const { plan, chipSerial, cards, file, recorded, unlockBy } = await aCardAtAReader(test, former)
    const before = await readFile(file, 'utf8')
    const { reply, page } = await unlockBy(async (channel) => {
      const proved = await proveAdminKey(channel, plan.adminKey, { purpose: 'pins', chipSerial })
      if (!proved.ok) return proved
      await attack(channel, { chipSerial })
      return ok({ unlocked: true })
    })
    assert.ok((await readFile(file, 'utf8')) === before, 'the card is as before')
    const { status, because } = reply as { readonly status: string; readonly because: string }
    assert.deepEqual({ status, because }, { status: 'failed', because: 'command-refused' })
    assert.match(page, /data-told="unlock"/)
    assert.match(page, /nothing was signed/)
    const [event] = recorded
    assert.ok(event && 'program' in event)
    assert.deepEqual([event.type, event.program], ['RelayCommandRefused', `reader ${version}`])
    const signed = await cards.withCard((channel) =>
      signWith(channel, {
        ...{ purpose: 'signature', pin: former.pin2, algorithm: 'ecdsa-sha384' },
        data: new Uint8Array(3),
      }),
    )
    assert.ok(signed.ok && signed.value.ok)
  })

/** Of the card before. */
const former = { pin1: '1234', pin2: '123456' }

type Run = (
  channel: RelayedChannel,
) => Promise<Result<unknown, CardTrouble | { readonly kind: 'pins-not-set' }>>

/** A service, and reader software with a virtual card, both over HTTP. */
async function aCardAtAReader(test: TestContext, formerPins?: typeof former) {
  const folder = await mkdtemp(path.join(tmpdir(), 'card-relay-'))
  await mkdir(path.join(folder, 'cards'))
  const created = path.join(folder, 'cards', 'new.json')
  const { plan, started } = await makePersonalisedCard({
    store: fileStore(created),
    issue: issueFrom(now),
    ...(formerPins && { pins: formerPins }),
  })
  const { chipSerial } = started
  const file = path.join(folder, 'cards', `${chipSerial}.json`)
  await rename(created, file)

  const permits: RequestPermits = { grant: async ({ operation }) => ok(aPermit(operation)) }
  const clock = { now: () => now }
  const onFault = (fault: unknown) => assert.fail(String(fault))
  const recorded: DomainEvent[] = []
  const { db, close: closeDatabase } = await openTestDatabase()
  const record = async (_tx: Tx, event: DomainEvent) => void recorded.push(event)
  const relays = createCardRelays({
    ...{ db, record, clock, permits, onFault },
    secret: new Uint8Array(randomBytes(32)),
  })
  const server = await createHttpServer({
    endpoints: relayModule(relays).operations ?? [],
    permits,
    logger: createLogger('web', { level: 'fatal' }),
    publicUrl: 'http://localhost:8080',
    version: '1',
    readiness: {},
  })
  const port = await server.listen({ port: 0, host: '127.0.0.1' })
  const serviceUrl = `http://127.0.0.1:${String(port)}`
  const cards = createVirtualReader(path.join(folder, 'cards'))
  await cards.shelf?.insert(chipSerial)
  const reader = await startReader({
    folder,
    ports: { api: 0, apiTls: 0, page: 0 },
    readers: theseReaders([cards]),
    home: folder,
    serviceUrl,
    rootFolders: [],
    clock,
    reportFault: onFault,
  })
  test.after(async () => {
    await reader.stop()
    await server.close()
    await relays.close()
    await closeDatabase()
    await rm(folder, { recursive: true })
  })

  const page = async (): Promise<string> =>
    (await fetch(reader.pageUrl, { headers: { 'accept-language': 'en' } })).text()
  const unlockBy = async (run: Run) => {
    relays.serve({
      purpose: 'unlock',
      operation: 'cards.unlockOwnCard',
      run: (_permit, channel) => run(channel),
      problems,
    })
    const given = await relays.giveTicket({
      operation: 'cards.unlockOwnCard',
      input: {},
      sessionToken: 'session' as SessionToken,
    })
    assert.ok(given.ok)
    const { ticket, purpose } = given.value
    const answered = fetch(`${reader.apiUrl}/relay`, {
      method: 'POST',
      headers: { origin: serviceUrl, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket, purpose }),
    }).then((response) => response.json())
    const agreed = await fetch(new URL(await whereToAgree(reader.pageUrl), reader.pageUrl), {
      method: 'POST',
      body: new URLSearchParams({ reader: 'virtual', ...pins }),
    })
    assert.equal(agreed.status, 200)
    const reply: unknown = await answered
    return { reply, page: await page() }
  }
  return { plan, chipSerial, cards, file, recorded, unlockBy }
}

/** Target of the confirmation form, as soon as the page has it. */
async function whereToAgree(pageUrl: string): Promise<string> {
  const events = await fetch(new URL('events', pageUrl))
  assert.ok(events.body)
  for await (const said of events.body) {
    assert.ok(said)
    const page = await (await fetch(pageUrl)).text()
    const found = /action="(requests\/[^"]+\/relay)"/.exec(page)?.[1]
    if (found !== undefined) return found
  }
  return assert.fail('the page went away')
}
