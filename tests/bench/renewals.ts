import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { aCardsEnvironment } from '../../apps/server/src/cards/lifecycle/testing.ts'
import { createOrders } from '../../apps/server/src/cards/orders/index.ts'
import { createRenewals } from '../../apps/server/src/cards/renewals/index.ts'
import { aCertificateOf, renewConfirmed } from '../../apps/server/src/cards/renewals/testing.ts'
import { aNurse, aResident, noon } from '../../apps/server/src/cards/orders/testing.ts'
import { createPeople } from '../../apps/server/src/people/persons/index.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import type { SignInFacts } from '../../apps/server/src/platform/permit.ts'
import type { PointId } from '../../apps/server/src/points/points/contract.ts'
import { examplePoint } from '../../apps/server/src/points/points/index.ts'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { sayLimits } from './limits.ts'

/**
 * Renewals a second, each drafted and confirmed (the signature's own check is not measured), durable on PostgreSQL with audit log and outbox, and
 * how long one takes; then the requests of a holder's first page. All among the given number of other
 * people's cards. The registers respond at once: their own time is not measured.
 * `node tests/bench/renewals.ts [renewals] [at once] [cards]`
 */
const [, , renewals = '600', atOnce = '8', cards = '1000000'] = process.argv
const count = Number(renewals)
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const clock = { now: () => noon }
const pointId = randomUUID()
const signersCertificate = aCertificateOf('00198706129')
const byCard: SignInFacts = {
  ...{ method: 'card', cardId: randomUUID(), levelOfAssurance: 'high' },
  at: instant(noon),
}

let serial = 0

type Holder = { readonly personId: string; readonly cardId: string }

const { db, close } = await openTestDatabase('PostgreSQL')
const ca = await startTestCa({ clock })
try {
  const begun = performance.now()
  await insertCards(
    sql`select gen_random_uuid() as holder, n from generate_series(1, ${Number(cards)}::int) n`,
  )
  say(`${cards} cards of others, put there in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const service = aServiceOfRenewals()
  const warm = await someHolders(service, 50)
  const holders = await someHolders(service, count)
  await round('warm-up', warm, service.renew)
  const renewed = await round('renewals', holders, service.renew)
  const opened = await round('first pages', holders, service.openFirstPage)
  sayLimits([
    { what: 'renewals', reached: renewed.rate, min: 20, unit: '/s' },
    { what: 'the longest renewal', reached: renewed.max, max: 1000, unit: 'ms' },
    { what: 'a first page, p99', reached: opened.p99, max: 300, unit: 'ms' },
  ])
} finally {
  await ca.close()
  await close()
}

/**
 * The modules as wired in production, with the real audit log and outbox; only registers and sign-in are
 * simulated.
 */
function aServiceOfRenewals() {
  const outbox = createOutbox({ db, clock })
  const audit = anAudit(db, { planSubscribers: outbox.planSubscribers, planJob: outbox.planJob })
  const people = createPeople({ secret: new Uint8Array(32).fill(1), clock })
  const environment = aCardsEnvironment({
    ...{ db, ca, clock, people },
    ...{ record: audit.record, planJob: outbox.planJob },
  })
  const ofPeople = {
    ...{ db, clock, people, record: audit.record },
    registers: {
      lookUpPerson: () => Promise.resolve(ok(aResident())),
      lookUpRights: () =>
        Promise.resolve(ok({ registrationNumber: '00198706129', rights: [aNurse()] })),
    },
    registration: {
      findPoint: () => Promise.resolve({ ...examplePoint, pointId: pointId as string as PointId }),
    },
    cards: environment.cards,
  }
  const orders = createOrders({
    ...{ ...ofPeople, planJob: outbox.planJob },
    secret: new Uint8Array(32).fill(2),
    organisations: {
      checkOrdering: () => Promise.reject(new Error('unexpected organisation in this benchmark')),
    },
    identify: () => Promise.reject(new Error('unexpected identification in this benchmark')),
    freeReplacementsOf: () => Promise.resolve([]),
    employments: {
      preparedFor: () => Promise.resolve([]),
      sentAhead: () => Promise.resolve(undefined),
      referenceOf: () => Promise.resolve(undefined),
      usePrepared: () => Promise.reject(new Error('no prepared order in this benchmark')),
    },
    renderConfirmation: () => Promise.reject(new Error('unexpected read in this benchmark')),
    checkSignature: () => Promise.reject(new Error('unexpected signature in this benchmark')),
    systemPermit: (operation) => aPermit(operation),
  })
  const renewals = createRenewals({
    ...{ ...ofPeople, orders, secret: new Uint8Array(32).fill(2) },
    authentication: {
      checkSignature: () =>
        Promise.resolve(ok({ certificateSerial: '0a', chain: [signersCertificate] })),
      beginIdentification: () => Promise.reject(new Error('unexpected identification')),
      finishIdentification: () => Promise.reject(new Error('unexpected identification')),
    },
    minimumReaderVersion: '0.1.0',
    renderDecision: () => Promise.reject(new Error('unexpected read in this benchmark')),
  })
  outbox.use({ handlers: environment.cards.jobs, subscriptions: environment.cards.subscriptions })
  return {
    people,
    renew: async ({ personId, cardId }: Holder): Promise<void> => {
      const renewed = await renewConfirmed(
        renewals,
        { personId, signIn: byCard },
        {
          ...{ cardId, rightId: aNurse().rightId, delivery: { to: 'home' }, language: 'fi' },
          ...{ address: aResident().address, termsAccepted: true },
        },
      )
      if (!renewed.ok) throw new Error(renewed.refusal.kind)
    },
    openFirstPage: async ({ personId }: Holder): Promise<void> => {
      await Promise.all([
        environment.cards.viewOwnCards(aPermit('cards.viewOwnCards', { personId })),
        renewals.viewOwnOrders(aPermit('orders.viewOwnOrders', { personId })),
      ])
    },
  }
}

/** People with cards that end in two months. */
async function someHolders(
  { people }: ReturnType<typeof aServiceOfRenewals>,
  many: number,
): Promise<readonly Holder[]> {
  const known = await db.write(async (tx) => {
    const ids: string[] = []
    for (let each = 0; each < many; each += 1)
      ids.push(await people.rememberPerson(tx, { identityCode: nextCode(), ...aResident() }))
    return ok(ids)
  })
  const ids = known.ok ? known.value : []
  await insertCards(
    sql`select holder::uuid, n::int from unnest(${ids}::text[]) with ordinality as t(holder, n)`,
  )
  const { rows } = await db.read((tx) =>
    sql<Holder>`select holder as "personId", card_id as "cardId" from cards.card
      where holder = any(${ids}::uuid[])`.execute(tx),
  )
  return rows
}

/** A card in use for each holder, with its history. */
async function insertCards(holders: ReturnType<typeof sql>): Promise<void> {
  const says = {
    ...{ product: 'professional-card', registrationNumber: '00198706129', rightCode: 'T10' },
    ...{ givenNames: 'Aino', surname: 'Esimerkki', title: aNurse().title, language: 'fi' },
    validTo: '2027-01-20',
  }
  await db.write(async (tx) => {
    await sql`
      with created as (
        insert into cards.card (card_id, order_id, holder, point_id, state, ordered_at, says,
          card_number, chip_serial, produced_at, certificates, admin_key_version, handed_over_at,
          activated_at)
        select gen_random_uuid(), gen_random_uuid()::text, h.holder, ${pointId}, 'inUse',
          timestamptz '2022-01-20', ${JSON.stringify(says)}::jsonb,
          lpad((n + (select count(*) from cards.card))::text, 17, '0'), lpad(to_hex(n), 20, '0'),
          timestamptz '2022-01-20', '[]'::jsonb, 1, timestamptz '2022-01-25',
          timestamptz '2022-01-30'
        from (${holders}) h
        returning card_id
      )
      insert into cards.timeline (card_id, at, what)
      select card_id, timestamptz '2022-01-25', what
      from created, unnest(array['CardOrdered', 'CardProduced', 'CardHandedOver', 'CardActivated']) what
    `.execute(tx)
    return ok(undefined)
  })
  await db.write(async (tx) => {
    await sql`analyze cards.card`.execute(tx)
    await sql`analyze cards.timeline`.execute(tx)
    return ok(undefined)
  })
}

async function round(
  words: string,
  holders: readonly Holder[],
  action: (holder: Holder) => Promise<void>,
): Promise<{ readonly rate: number; readonly p99: number; readonly max: number }> {
  const queue = [...holders]
  const took: number[] = []
  const begun = performance.now()
  const work = async (): Promise<void> => {
    for (let holder = queue.pop(); holder !== undefined; holder = queue.pop()) {
      const from = performance.now()
      await action(holder)
      took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: Number(atOnce) }, work))
  const seconds = (performance.now() - begun) / 1000
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  say(
    `${words}: ${(took.length / seconds).toFixed(1)}/s, ${atOnce} at once; ${at(0.5).toFixed(0)} ms in the middle, ${at(0.99).toFixed(0)} ms 99 of 100, ${at(1).toFixed(0)} ms the longest; load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  )
  return { rate: took.length / seconds, p99: at(0.99), max: at(1) }
}

/** Temporary identity codes of the 1970s and 1980s. */
function nextCode(): IdentityCode {
  for (;;) {
    serial += 1
    const day = String((serial % 28) + 1).padStart(2, '0')
    const month = String((Math.floor(serial / 28) % 12) + 1).padStart(2, '0')
    const year = String(70 + (Math.floor(serial / 336) % 20))
    const digits = `${day}${month}${year}9${String(Math.floor(serial / 6720) % 100).padStart(2, '0')}`
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] ?? ''
    const parsed = parseIdentityCode(`${digits.slice(0, 6)}-${digits.slice(6)}${check}`)
    if (parsed.ok) return parsed.value
  }
}
