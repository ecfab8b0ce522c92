import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { proveAdminKey } from '@sotevarmenne/smartcard/prove-admin-key'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { readCard } from '@sotevarmenne/smartcard/use'
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
import { createHttpServer } from '../../apps/server/src/platform/http-server.ts'
import type { RequestPermits } from '../../apps/server/src/platform/request-permits.ts'
import type { SessionToken } from '../../apps/server/src/platform/permit.ts'
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
  const folder = await mkdtemp(path.join(tmpdir(), 'card-relay-'))
  await mkdir(path.join(folder, 'cards'))
  const file = path.join(folder, 'cards', 'new.json')
  const { plan, started } = await makePersonalisedCard({
    store: fileStore(file),
    issue: issueFrom(now),
  })
  const { chipSerial } = started
  await rename(file, path.join(folder, 'cards', `${chipSerial}.json`))

  const permits: RequestPermits = { grant: async ({ operation }) => ok(aPermit(operation)) }
  const clock = { now: () => now }
  const onFault = (fault: unknown) => assert.fail(String(fault))
  const relays = createCardRelays({ clock, permits, onFault })
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
    await rm(folder, { recursive: true })
  })

  const { ticket, purpose } = relays.giveTicket({
    purpose: 'unlock',
    operation: 'cards.unlockOwnCard',
    input: {},
    sessionToken: 'session' as SessionToken,
    run: async (
      _permit,
      channel: RelayedChannel,
    ): Promise<Result<unknown, CardTrouble | { readonly kind: 'pins-not-set' }>> => {
      const proved = await proveAdminKey(channel, plan.adminKey, { purpose: 'pins', chipSerial })
      if (!proved.ok) return proved
      return (await channel.ownStep()) ? ok({ unlocked: true }) : refuse({ kind: 'pins-not-set' })
    },
    problems,
  })
  const reply = fetch(`${reader.apiUrl}/relay`, {
    method: 'POST',
    headers: { origin: serviceUrl, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket, purpose }),
  }).then((response) => response.json())

  const agreed = await fetch(new URL(await whereToAgree(reader.pageUrl), reader.pageUrl), {
    method: 'POST',
    body: new URLSearchParams({ reader: 'virtual', ...pins }),
  })
  assert.equal(agreed.status, 200)
  const done = { status: 'ok', reasonCode: 200, outcome: { unlocked: true } }
  assert.deepEqual(await reply, done)
  const read = await cards.withCard(readCard)
  assert.ok(read.ok && read.value.ok && read.value.value.activated)
  const page = await (await fetch(reader.pageUrl)).text()
  assert.match(page, /data-told="unlock"/)
  for (const pin of [pins.pin1, pins.pin2]) assert.ok(!page.includes(`"${pin}"`))
})

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
