import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
} from '../../apps/server/src/authority/index.ts'
import {
  aCardsWorld,
  aDeskPermit,
  anOrderedCard,
  certificatesByStatus,
} from '../../apps/server/src/cards/testing.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { startBenchService, type BenchService } from '../bench/service.ts'
import { clock, rowsJournalAndTrailAgree, type Authority } from './issuing-world.ts'

/** The service as it is installed, with a program that may ask for certificates. */
export type InstalledService = {
  readonly service: BenchService
  readonly db: Db
  readonly authority: Authority
  readonly close: () => Promise<void>
}

export async function startInstalledService(): Promise<InstalledService> {
  const service = await startBenchService()
  const { data, databaseUrl, statusPort } = service
  const rules = join(data, 'rules.json')
  await writeFile(
    rules,
    JSON.stringify({
      name: 'a program',
      profile: 'server',
      family: 'ecc',
      organisation: 'Esimerkkilän hyvinvointialue',
      organisationOid: '1.2.246.10.12345678.10.1',
      dnsNames: ['.esimerkkila.example'],
      validityDays: 365,
    }),
  )
  await service.cli(['client', 'register', rules, join(data, 'client.pem')])
  const db = createPostgresDb({ url: databaseUrl })
  const signer = createSignerClient({ socketFolder: join(data, 'run') })
  const issuers = await readIssuers(
    join(data, 'authority'),
    readAuthorities({ statusUrl: `http://localhost:${statusPort}` }),
  )
  return {
    service,
    db,
    authority: { folder: data, issuers, signer },
    close: async () => {
      signer.close()
      await db.close()
      await service.stop()
    },
  }
}

/**
 * Sixteen clients ask for their certificates, each one after the other, and the same again until it is answered. The web
 * process is killed after each of the waits, in milliseconds, and started again; after the last one nobody asks any more,
 * and jobs takes to its end what is left.
 */
export async function surviveKillsOfWeb(
  { service, db, authority }: InstalledService,
  waits: readonly number[],
): Promise<{ readonly certificates: number; readonly askedAgain: number }> {
  const door = await openDoor(service)
  const serials = new Map<string, string>()
  let askedAgain = 0
  let isOver = false
  const ask = async (csr: string): Promise<void> => {
    const serial = await door.ask(csr)
    if (serial === undefined) {
      askedAgain += 1
      await sleep(20)
    } else {
      assert.equal(serials.get(csr) ?? serial, serial)
      serials.set(csr, serial)
    }
  }
  const askUntilAnswered = async (csr: string): Promise<void> => {
    while (!serials.has(csr) && !isOver) await ask(csr)
  }
  const begun: string[] = []
  const askOn = async (): Promise<void> => {
    while (!isOver) {
      const csr = aProgramsRequest()
      begun.push(csr)
      await askUntilAnswered(csr)
    }
  }
  const load = Promise.all(Array.from({ length: 16 }, askOn)).finally(() => {
    isOver = true
  })
  load.catch(() => undefined)
  try {
    for (const [index, wait] of waits.entries()) {
      const before = serials.size
      while (serials.size === before && !isOver) await sleep(5)
      await sleep(wait)
      if (index === waits.length - 1) isOver = true
      await service.end('web', 'SIGKILL')
      if (index < waits.length - 1) await service.start('web')
    }
  } finally {
    isOver = true
    await load
  }
  await runJobsUntil(
    service,
    async () =>
      (await countOf(db, halfMade)) === 0 &&
      (await countOf(db, ofAuthorities)) === authority.issuers.all.length,
  )
  await service.start('web')

  // Recovery may have finished what nobody was told of: the same request learns of it, and makes nothing new.
  isOver = false
  const written = await countOf(db, servers)
  const answered = serials.size
  for (const csr of begun) await ask(csr)
  assert.equal(serials.size, begun.length)
  assert.equal(new Set(serials.values()).size, begun.length)
  assert.ok(written >= answered)
  assert.equal(await countOf(db, servers), begun.length)
  await rowsJournalAndTrailAgree(db, authority)
  door.close()
  return { certificates: begun.length, askedAgain }
}

/** Jobs is killed after each of the waits, in milliseconds from when it makes cards, and started again. */
export async function surviveKillsOfJobs(
  { service, db, authority }: InstalledService,
  { cards: count, waits }: { readonly cards: number; readonly waits: readonly number[] },
): Promise<void> {
  const audit = anAudit(db, { clock })
  const world = aCardsWorld({
    db,
    clock,
    authority,
    record: audit.record,
    planJob: createOutbox({ db, clock }).planJob,
  })
  const validTo = addYears(dateInHelsinki(clock.now()), 5)
  const ordered: string[] = []
  for (let card = 0; card < count; card += 1) ordered.push(await anOrderedCard(world, { validTo }))

  for (const wait of waits) {
    await endLeases(db)
    await service.start('jobs')
    while ((await countOf(db, cardsInWork)) === 0 && (await countOf(db, due)) > 0) await sleep(5)
    await sleep(wait)
    await service.end('jobs', 'SIGKILL')
  }
  await endLeases(db)
  await runJobsUntil(service, async () => (await countOf(db, due)) === 0)

  const chips = new Set<string>()
  for (const cardId of ordered) {
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.state, 'awaitingHandOver')
    assert.deepEqual(
      viewed.value.timeline.map(({ what }) => what),
      ['CardOrdered', 'CardProduced', 'ActivationLetterPlanned'],
    )
    const { good } = await certificatesByStatus(world, cardId)
    assert.deepEqual(
      good.toSorted(),
      viewed.value.certificates.map(({ serial }) => serial).toSorted(),
    )
    assert.equal(good.length, 2)
    chips.add(await chipOf(db, cardId))
  }
  assert.deepEqual(new Set(await finishedPlastic(service)), chips)
  await rowsJournalAndTrailAgree(db, authority)
}

async function openDoor({ data, machinesPort }: BenchService) {
  const [ca, cert, key] = await Promise.all(
    ['door.pem', 'client.pem', 'client.key'].map((file) => readFile(join(data, file))),
  )
  const agent = new Agent({ keepAlive: true, ca, cert, key, servername: 'localhost' })
  return {
    /** The serial of the certificate; undefined when the connection broke or nobody listens. */
    ask: (csr: string): Promise<string | undefined> => serialFor(csr).catch(undefinedWhenBroken),
    close: () => {
      agent.destroy()
    },
  }

  async function serialFor(csr: string): Promise<string> {
    const asking = request({
      agent,
      host: '127.0.0.1',
      port: machinesPort,
      path: '/api/v1/certificates',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    asking.end(JSON.stringify({ request: csr }))
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    assert.equal(answer.statusCode, 200, body)
    return (JSON.parse(body) as { readonly serial: string }).serial
  }
}

function undefinedWhenBroken(fault: unknown): undefined {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) throw fault
}

let programs = 0

/** PKCS#10 in base64, for a name and a key of its own. */
function aProgramsRequest(): string {
  programs += 1
  const name = `host-${String(programs)}.esimerkkila.example`
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tbs = encodeTbsRequest({
    subject: [{ type: attributeTypes.commonName, value: name }],
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    extensions: [subjectAltName([{ kind: 'dns', value: name }])],
  })
  const signature = new Uint8Array(sign('sha256', tbs, privateKey))
  const der = assembleCertificateRequest({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature })
  return Buffer.from(der).toString('base64')
}

async function runJobsUntil(service: BenchService, isDone: () => Promise<boolean>): Promise<void> {
  await service.start('jobs')
  while (!(await isDone())) await sleep(50)
  await service.end('jobs')
}

/** Of a killed process they end after a minute, by the database's clock. */
const endLeases = (db: Db): Promise<unknown> =>
  db.write(async (tx) => {
    await sql`update platform.outbox set leased_until = null where done_at is null`.execute(tx)
    return ok(undefined)
  })

const halfMade = sql`certificates.certificate where state = 'reserved'`
/** Recovery writes them down first. */
const ofAuthorities = sql`certificates.certificate where profile like 'ca-%'`
const servers = sql`certificates.certificate where profile = 'server' and state = 'issued'`
const due = sql`platform.outbox where done_at is null and failed_at is null and due_at <= now()`
const cardsInWork = sql`platform.outbox
  where kind = 'cards.produce' and done_at is null and leased_until > clock_timestamp()`

async function countOf(db: Db, what: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db.read((tx) =>
    sql<{ count: number }>`select count(*) from ${what}`.execute(tx),
  )
  return rows[0]?.count ?? 0
}

async function chipOf(db: Db, cardId: string): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<{ chip: string }>`
      select chip_serial as chip from cards.production_try
      where card_id = ${cardId} and state = 'finished'`.execute(tx),
  )
  assert.equal(rows.length, 1)
  return String(rows[0]?.chip)
}

/** Chip serials of the plastic that could be handed over to somebody. */
async function finishedPlastic({ data }: BenchService): Promise<readonly string[]> {
  const folder = join(data, 'cards')
  // A save that was cut off leaves its half beside the card, under another name.
  const files = (await readdir(folder)).filter((file) => /^[0-9A-F]+\.json$/.test(file))
  const cards = await Promise.all(files.map((file) => fileStore(join(folder, file)).load()))
  return cards.flatMap((card) => (card?.lifeCycle === 'activated' ? [card.chipSerial] : []))
}
