import assert from 'node:assert/strict'
import { randomBytes, randomUUID, sign } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addYears, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import {
  aCardsEnvironment,
  aDeskPermit,
  anOrderedCard,
  certificatesByStatus,
  namesOnCard,
  rightOnCard,
} from '../../apps/server/src/cards/lifecycle/testing.ts'
import type { OrderId } from '../../apps/server/src/cards/orders/contract.ts'
import { statementOf } from '../../apps/server/src/cards/orders/domain/statement.ts'
import { anIdentityCode, anOrderContent } from '../../apps/server/src/cards/orders/testing.ts'
import type { OrderBasis } from '../../apps/server/src/cards/production/index.ts'
import type { Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createPeople, type People } from '../../apps/server/src/people/persons/index.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { startBearingRegisters } from './bearing-registers.ts'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { certificatesOver, clock, rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'

/** A moment at which jobs is killed, once it produces cards. */
export type Kill = {
  readonly reached: () => Promise<unknown>
  /** Called after its death. */
  readonly after?: () => Promise<void>
}

/** Jobs is killed at each of the moments, and restarted. */
export async function surviveKillsOfJobs(
  { service, db, ca }: InstalledService,
  {
    cards: count,
    kills,
    data = service.data,
  }: {
    readonly cards: number
    readonly kills: readonly Kill[]
    /** The data folder of jobs. */
    readonly data?: string
  },
): Promise<void> {
  const audit = anAudit(db, { clock })
  const key = randomBytes(32)
  const environment = aCardsEnvironment({
    db,
    clock,
    ca,
    record: audit.record,
    planJob: createOutbox({ db, clock }).planJob,
    secret: key,
  })
  const registrar = await aRegistrar(certificatesOver(db, ca))
  const validTo = addYears(dateInHelsinki(clock.now()), 5)
  const people = createPeople({ secret: key, clock })
  const registers = await startBearingRegisters({ ...namesOnCard, ...rightOnCard })
  const settings = {
    SOTEVARMENNE_PEOPLE_KEY: key.toString('base64'),
    SOTEVARMENNE_REGISTERS_URL: new URL(registers.url).origin,
    SOTEVARMENNE_DATA: data,
  }
  const ordered: string[] = []
  for (let card = 0; card < count; card += 1) {
    const holder = await aHolder(db, people)
    ordered.push(await anOrderedCard(environment, { holder, validTo }, registrar.sign(validTo)))
  }

  for (const { reached, after } of kills) {
    await endLeases(db)
    await service.start('jobs', settings)
    while ((await countOf(db, cardsInWork)) === 0 && (await countOf(db, due)) > 0) await sleep(5)
    await reached()
    await service.end('jobs', 'SIGKILL')
    await after?.()
  }
  await endLeases(db)
  await runJobsUntil(service, async () => (await countOf(db, due)) === 0, settings)
  await registers.close()

  const chips = new Set<string>()
  for (const cardId of ordered) {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.state, 'awaitingHandOver')
    assert.deepEqual(
      viewed.value.timeline.map(({ what }) => what),
      ['CardOrdered', 'CardProduced', 'ActivationLetterPlanned'],
    )
    const { good } = await certificatesByStatus(environment, cardId)
    assert.deepEqual(
      good.toSorted(),
      viewed.value.certificates.map(({ serial }) => serial).toSorted(),
    )
    assert.equal(good.length, 2)
    chips.add(await chipOf(db, cardId))
  }
  assert.deepEqual(new Set(await finishedPlastic(data)), chips)
  await rowsSigningLogAndAuditLogAgree(db, ca)
}

/** Holders are looked up in the registers before their cards are produced, so they must exist there. */
async function aHolder(db: Db, people: People): Promise<string> {
  const stored = await db.write(async (tx) =>
    ok(
      await people.rememberPerson(tx, {
        ...{ identityCode: anIdentityCode(), ...namesOnCard },
        ...{ language: 'fi', nonDisclosure: false },
      }),
    ),
  )
  if (!stored.ok) throw new Error('unreachable: registering a holder has no refusal')
  return stored.value
}

/** Ends the leases of a killed process, which would otherwise end by the database's clock. */
export const endLeases = (db: Db): Promise<unknown> =>
  db.write(async (tx) => {
    await sql`update platform.outbox set leased_until = null where done_at is null`.execute(tx)
    return ok(undefined)
  })

const due = sql`platform.outbox where done_at is null and failed_at is null and due_at <= now()`
const cardsInWork = sql`platform.outbox
  where kind = 'cards.produce' and done_at is null and leased_until > clock_timestamp()`

async function chipOf(db: Db, cardId: string): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<{ chip: string }>`
      select chip_serial as chip from production.production_try
      where card_id = ${cardId} and state = 'finished'`.execute(tx),
  )
  assert.equal(rows.length, 1)
  return String(rows[0]?.chip)
}

/** Chip serial numbers of the cards that are ready for hand-over. */
async function finishedPlastic(data: string): Promise<readonly string[]> {
  const folder = join(data, 'cards')
  // An interrupted save leaves an incomplete file beside the card, under another name.
  const files = (await readdir(folder)).filter((file) => /^[0-9A-F]+\.json$/.test(file))
  const cards = await Promise.all(files.map((file) => fileStore(join(folder, file)).load()))
  return cards.flatMap((card) => (card?.lifeCycle === 'activated' ? [card.chipSerial] : []))
}

/** Whose signatures the real signer accepts: one of the first two, with a key in software. */
async function aRegistrar(certificates: Certificates) {
  const key = aCardKey()
  const issued = await certificates.issueCertificate(
    aPermit('certificates.issueCertificate'),
    aRequest(clock.now(), {
      ...{ key, profile: 'professional-signature', basis: { kind: 'first-card' } },
      subject: {
        ...{ givenNames: 'Riitta', surname: 'Rekisteröijä', title: 'Sairaanhoitaja' },
        registrationNumber: '00198706129',
      },
    }),
  )
  assert.ok(issued.ok)
  const { der } = issued.value
  return {
    sign: (validTo: LocalDate): OrderBasis => {
      const { registrationNumber } = rightOnCard
      const order = anOrderContent({
        ...{ ...namesOnCard, registrationNumber, validTo, draftedAt: clock.now() },
        orderId: randomUUID() as string as OrderId,
      })
      const statement = Buffer.from(statementOf(order, '140388-9039'), 'utf8')
      const signature = new Uint8Array(sign('sha384', statement, key.privateKey))
      return {
        kind: 'order',
        statement,
        signature,
        signatureAlgorithm: 'ecdsa-sha384',
        certificate: der,
      }
    },
  }
}
