import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { bookAppointment, viewFreeSlots } from '@sotevarmenne/api/appointments'
import { confirmOrder, draftOrder, placeOrder, viewVisitor } from '@sotevarmenne/api/orders'
import { changePoint, viewPoint } from '@sotevarmenne/api/points'
import { settings } from '@sotevarmenne/api/settings'
import {
  noCluster,
  startPatroniCluster,
  type NodeName,
  type PatroniCluster,
} from '@sotevarmenne/tests/database/patroni-cluster'
import { documentDays, inDays } from '@sotevarmenne/tests/time/days'
import { noSystemCallFilter } from '@sotevarmenne/tests/unit/system-call-filter'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { sql } from 'kysely'
import { migrateDb } from '../../apps/server/src/entry/open-db.ts'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { changeSetting } from '../../apps/server/src/settings/testing.ts'
import { generatedPeople } from '../../apps/sandbox/src/registers/generated-people.ts'
import { registerApprovedClient } from '../bench/approve-client.ts'
import { makeTlsFiles } from '../bench/service.ts'
import { readerHands, type ReaderHands } from '../scenario/reader-hands.ts'
import { relyingPartyHands } from '../scenario/relying-party-hands.ts'
import {
  pins,
  responses,
  startSeparateProcesses,
  type SeparateProcesses,
} from '../scenario/separate-processes.ts'
import { serviceHands, type Send, type ServiceHands } from '../scenario/service-hands.ts'
import { countOf } from './installed-service.ts'
import { rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'
import { incomplete, nextName, openListener, ofCas, servers } from './killing-web.ts'

/**
 * The service in its processes over PostgreSQL under Patroni, web through pgbouncer and the others through HAProxy,
 * while certificates, orders and appointments are requested. The primary is killed with its Patroni this many times,
 * and handed over once; then the replica is killed, and etcd, where that is wanted.
 */
export function testFailovers({
  kills,
  killsOthers,
}: {
  readonly kills: number
  readonly killsOthers: boolean
}): void {
  const missing = noCluster() ?? noSystemCallFilter()
  const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

  describe('the service during failovers of its database', { skip }, () => {
    let cluster: PatroniCluster
    let processes: SeparateProcesses
    let load: Load
    const closing: (() => Promise<unknown>)[] = []
    let pids: Readonly<Record<string, number>>

    before(async () => {
      cluster = await startPatroniCluster()
      closing.push(cluster.close)
      await migrateDb({ databaseUrl: cluster.urlByHaproxy() })
      await allowManyLookUps(cluster.urlByHaproxy())
      processes = await startSeparateProcesses({
        urlOf: (user) =>
          user === 'web' ? cluster.urlByPgbouncer(user) : cluster.urlByHaproxy(user),
        settingsOfWeb: async (data) => {
          await makeTlsFiles(data)
          return {
            SOTEVARMENNE_ENROLMENT_API_CERTIFICATE_FILE: path.join(data, 'listener.pem'),
            SOTEVARMENNE_ENROLMENT_API_KEY_FILE: path.join(data, 'listener.key'),
            SOTEVARMENNE_TRUSTED_PROXIES: 'loopback',
          }
        },
      })
      closing.push(processes.close)
      pids = processes.pids()
      load = await startLoad(processes)
      closing.push(load.stop)
    })
    after(async () => {
      for (const close of closing.reverse()) await close()
    })

    /** How long each kind of request had no result since then, but for the time that the cluster needed. */
    const assertNoSilence = (
      test: TestContext,
      { since, ofCluster }: Readonly<Record<'since' | 'ofCluster', number>>,
    ): void => {
      for (const [name, silence] of Object.entries(load.silencesSince(since))) {
        test.diagnostic(`longest silence of ${name}: ${seconds(silence)}`)
        // Three seconds are promised, with threefold room for a busy machine.
        const max = (name === 'statuses' ? 0 : ofCluster) + 9_000
        assert.ok(silence < max, `${name}: ${seconds(silence)}`)
      }
    }

    /** Returns the primary before it. */
    const change = async (
      test: TestContext,
      action: (primary: NodeName) => Promise<void>,
    ): Promise<NodeName> => {
      const former = await cluster.primary()
      assert.ok(former)
      await load.untilEachIsDone()
      const since = performance.now()
      await action(former)
      await processes.until('another is primary', async () => {
        const now = await cluster.primary()
        return now !== undefined && now !== former
      })
      const ofCluster = performance.now() - since
      test.diagnostic(`another is primary after ${seconds(ofCluster)}`)
      await load.untilEachIsDone()
      assertNoSilence(test, { since, ofCluster })
      await processes.until('web is ready', () =>
        responses(`${processes.environment.portal}/health/ready`),
      )
      return former
    }

    for (let kill = 1; kill <= kills; kill += 1)
      it(`goes on by itself after the primary was killed, time ${String(kill)} of ${String(kills)}`, async (test) => {
        const killed = await change(test, cluster.kill)
        await cluster.start(killed)
        await cluster.untilReplicas(2)
      })

    it('goes on by itself after a planned switchover', async (test) => {
      await change(test, cluster.switchOver)
      await cluster.untilReplicas(2)
    })

    if (killsOthers) {
      it('goes on when the replica that commits wait for is killed', async (test) => {
        const replica = await cluster.synchronousReplica()
        assert.ok(replica)
        await load.untilEachIsDone()
        const since = performance.now()
        await cluster.kill(replica)
        await processes.until('commits wait for another', async () => {
          const now = await cluster.synchronousReplica()
          return now !== undefined && now !== replica
        })
        const ofCluster = performance.now() - since
        test.diagnostic(`commits wait for another after ${seconds(ofCluster)}`)
        await load.untilEachIsDone()
        assertNoSilence(test, { since, ofCluster })
        await cluster.start(replica)
        await cluster.untilReplicas(2)
      })

      it('refuses with 503 while no primary can be chosen, and goes on when one can', async () => {
        await cluster.killEtcd()
        await processes.until(
          'there is no primary',
          async () => (await cluster.primary()) === undefined,
        )
        await processes.until(
          'web is not ready',
          async () => !(await responses(`${processes.environment.portal}/health/ready`)),
        )
        await cluster.startEtcd()
        await processes.until(
          'there is a primary',
          async () => (await cluster.primary()) !== undefined,
        )
        await load.untilEachIsDone()
        await cluster.untilReplicas(2)
      })
    }

    it('has lost and doubled nothing, and no process was started again', async (test) => {
      const begun = await load.stop()
      assert.deepEqual(processes.pids(), pids)
      assert.deepEqual(
        [...begun.refusals].filter(([status]) => status !== '503'),
        [],
      )
      const { data } = processes.environment
      const validationUrl = `http://localhost:${String(processes.ports.OCSP)}`
      const issuers = await readIssuers(path.join(data, 'ca'), readCas({ validationUrl }))
      const signer = createSignerClient({ socketFolder: path.join(data, 'run') })
      const db = createPostgresDb({ url: cluster.urlByHaproxy() })
      try {
        await processes.until(
          'everything is finished',
          async () =>
            (await countOf(db, incomplete)) === 0 &&
            (await countOf(db, due)) === 0 &&
            (await countOf(db, ofCas)) === issuers.all.length,
        )
        test.diagnostic(
          `${String(begun.certificates.size)} certificates, ${String(begun.orders.length)} orders, ${String(begun.appointments.length)} appointments; ${String(begun.refusals.get('503') ?? 0)} refused with 503`,
        )
        assert.equal(new Set(begun.certificates.values()).size, begun.certificates.size)
        assert.equal(await countOf(db, servers), begun.certificates.size)
        assert.deepEqual(
          await idsOf(
            db,
            sql`select order_id::text as id from orders.card_order where state <> 'draft'`,
          ),
          begun.orders.toSorted(),
        )
        assert.deepEqual(
          await idsOf(
            db,
            sql`select order_id as id from cards.card where state = 'awaitingHandOver' and order_id in (select order_id::text from orders.card_order)`,
          ),
          begun.orders.toSorted(),
        )
        assert.deepEqual(
          await idsOf(db, sql`select visit_id::text as id from appointments.visit`),
          begun.appointments.toSorted(),
        )
        await rowsSigningLogAndAuditLogAgree(db, {
          folder: data,
          issuers,
          signer,
          ofTest: begun.ofTest,
        })
      } finally {
        signer.close()
        await db.close()
      }
      const { code, output } = await processes.cli(['audit', 'verify'])
      assert.equal(code, 0, output)
    })
  })
}

/** One registrar orders for everybody here: on a fast machine for more people than a registrar serves in an hour. */
async function allowManyLookUps(url: string): Promise<void> {
  const db = createPostgresDb({ url })
  try {
    await changeSetting(db, 'look-ups-an-hour', [settings['look-ups-an-hour'].max])
  } finally {
    await db.close()
  }
}

const due = sql`platform.outbox where done_at is null and failed_at is null and due_at <= now()`

async function idsOf(db: Db, query: ReturnType<typeof sql>): Promise<readonly string[]> {
  const { rows } = await db.read((tx) =>
    (query as ReturnType<typeof sql<{ id: string }>>).execute(tx),
  )
  return rows.map(({ id }) => id).toSorted()
}

/** What the load requested: nothing that was begun is left without its result. */
type Begun = {
  /** Serials by request. */
  readonly certificates: ReadonlyMap<string, string>
  readonly orders: readonly string[]
  readonly appointments: readonly string[]
  /** By status. */
  readonly refusals: ReadonlyMap<string, number>
  /** Certificates of approvers, which no service records. */
  readonly ofTest: readonly Uint8Array[]
}

type Load = {
  /** Until each kind of request has been done once more. */
  readonly untilEachIsDone: () => Promise<void>
  /** The longest time between two results that ended after that moment, by kind; milliseconds. */
  readonly silencesSince: (from: number) => Readonly<Record<string, number>>
  readonly stop: () => Promise<Begun>
}

async function startLoad(processes: SeparateProcesses): Promise<Load> {
  const { environment, ports, cli } = processes
  const { data, portal } = environment
  const bootstrapped = await processes.bootstrap()
  assert.equal(bootstrapped.code, 0, bootstrapped.output)
  const cards = await processes.activateCards(bootstrapped.output)
  const ofTest = await registerApprovedClient(
    {
      ...{ data, ocspPort: ports.OCSP },
      cli: async (words) => {
        const { code, output } = await cli(words)
        assert.equal(code, 0, output)
        return output
      },
    },
    {
      name: 'a program',
      rules: {
        ...{ profile: 'server', family: 'ecc', validityDays: 365 },
        organisation: 'Esimerkkilän hyvinvointialue',
        organisationOid: '1.2.246.10.12345678.10.1',
        ...{ dnsNames: ['.esimerkkila.example'], commonNames: [] },
      },
    },
  )

  const refusals = new Map<string, number>()
  let networks = 0
  /** The same request again until it is done, each time from another network: limits are not what is tested. */
  const send: Send = async (url, request) => {
    for (;;) {
      networks += 1
      const headers = new Headers(request.headers)
      headers.set('x-forwarded-for', `10.${String(networks >> 8)}.${String(networks % 256)}.1`)
      const signal = AbortSignal.timeout(120_000)
      const response = await fetch(url, { ...request, headers, signal }).catch(() => undefined)
      if (response !== undefined && response.status < 500) return response
      const status = String(response?.status ?? 'broken')
      refusals.set(status, (refusals.get(status) ?? 0) + 1)
      await response?.arrayBuffer()
      await sleep(200)
    }
  }
  const reader = readerHands(environment)
  const registrar = serviceHands({ portal, send }, reader)
  const pointId = await openPoint({
    cards: cards.map(({ chipSerial }) => chipSerial),
    reader,
    registrar,
    caseOfficer: serviceHands({ portal, send }, reader),
  })

  const certificates = new Map<string, string>()
  const orders: string[] = []
  const appointments: string[] = []
  const relyingParty = relyingPartyHands(environment)
  const listener = await openListener({ data, machinesPort: ports.ENROLMENT_API })
  const people = peopleWhoMayOrder()
  const anybody = serviceHands({ portal, send })
  const slots = await freeSlotsOf(anybody, pointId)
  const kinds: Readonly<Record<string, () => Promise<void>>> = {
    statuses: async () => {
      assert.equal(await relyingParty.ocsp(cards[0]?.serial ?? ''), 'good')
    },
    certificates: async () => {
      const csr = aProgramsRequest(nextName())
      for (;;) {
        const serial = await listener.request(csr, { mayWait: true })
        if (serial !== undefined) {
          certificates.set(csr, serial)
          break
        }
        await sleep(200)
      }
    },
    orders: async () => {
      const orderId = await order({ registrar, reader, portal, people })
      orders.push(orderId)
    },
    appointments: async () => {
      const number = appointments.length
      const startsAt = slots[number] ?? assert.fail('no free time is left')
      const { appointment } = await anybody.request(bookAppointment, {
        ...{ pointId, startsAt, services: ['registering'], isOwnStaff: false, language: 'fi' },
        contact: { name: 'Aino Esimerkki', phone: `040 ${String(1_000_000 + number)}` },
      })
      appointments.push(appointment.visitId)
    },
  }

  let isOver = false
  const doneAt = new Map(Object.keys(kinds).map((name) => [name, [performance.now()]]))
  const running = Promise.all(
    Object.entries(kinds).map(async ([name, request]) => {
      while (!isOver) {
        await request()
        doneAt.get(name)?.push(performance.now())
        await sleep(100)
      }
    }),
  ).finally(() => {
    isOver = true
  })
  running.catch(() => undefined)
  return {
    untilEachIsDone: async () => {
      const before = new Map([...doneAt].map(([name, times]) => [name, times.length]))
      // Twice: the first may have been under way.
      const isDone = () =>
        [...doneAt].every(([name, { length }]) => length >= (before.get(name) ?? 0) + 2)
      while (!isOver && !isDone()) await sleep(50)
      if (isOver) await running
    },
    silencesSince: (from) =>
      Object.fromEntries(
        [...doneAt].map(([name, times]) => [
          name,
          Math.max(...times.map((at, index) => (at < from ? 0 : at - (times[index - 1] ?? at)))),
        ]),
      ),
    stop: async () => {
      isOver = true
      await running
      listener.close()
      return { certificates, orders, appointments, refusals, ofTest }
    },
  }
}

/** Signs in the two, the registrar last: that card stays in the reader. Opens the point at all hours. */
async function openPoint({
  cards,
  reader,
  registrar,
  caseOfficer,
}: {
  readonly cards: readonly string[]
  readonly reader: ReaderHands
  readonly registrar: ServiceHands
  readonly caseOfficer: ServiceHands
}): Promise<string> {
  const [registrarsCard, officersCard] = cards
  await reader.insert(officersCard ?? '')
  await caseOfficer.signInWith(pins.pin1)
  await reader.insert(registrarsCard ?? '')
  const { point } = await registrar.signInWith(pins.pin1)
  const pointId = point?.pointId ?? assert.fail('the registrar has no point')
  const { versions } = await caseOfficer.request(viewPoint, { pointId })
  const [current] = versions
  assert.ok(current)
  await caseOfficer.request(changePoint, {
    ...{ pointId, version: current.version },
    facts: {
      ...current.facts,
      details: {
        ...{ county: 'helsinki', pointOperator: 'Esimerkkilän hyvinvointialue' },
        ...{ services: ['registering'], languages: ['fi'], accessibility: [], exceptions: [] },
        openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
          weekday,
          periods: [{ from: '00:00', to: '23:55' }],
        })),
        ...{ hasPublicDuty: true, desks: 1, slotMinutes: 5 },
      },
    },
  })
  return pointId
}

async function freeSlotsOf({ request }: ServiceHands, pointId: string): Promise<readonly string[]> {
  const { days } = await request(viewFreeSlots, { pointId, days: 14 })
  // Not those of the next hour, which pass while the test runs.
  return days.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt)).slice(24)
}

/** The registers' generated professionals whose only right is in force. */
function peopleWhoMayOrder(): Iterator<string> {
  return generatedPeople()
    .filter(({ inPopulation, inRights }) => {
      const [only, another] = inRights?.rights ?? []
      return (
        only !== undefined &&
        another === undefined &&
        only.to === undefined &&
        only.limits === undefined &&
        inPopulation?.died === undefined
      )
    })
    .map(({ identityCode }) => identityCode)
    .values()
}

/** A person at the desk orders a card; returns the order that was placed. */
async function order({
  registrar,
  reader,
  portal,
  people,
}: {
  readonly registrar: ServiceHands
  readonly reader: ReaderHands
  readonly portal: string
  readonly people: Iterator<string>
}): Promise<string> {
  const identityCode = String(people.next().value)
  const visitor = await registrar.request(viewVisitor, {
    ...{ identityCode, because: { reason: 'at-the-desk' } },
  })
  const right = visitor.rights.find(({ inForce }) => inForce)
  assert.ok(right, 'a right in force')
  const { orderId, person, ...drafted } = await registrar.request(draftOrder, {
    personId: visitor.personId,
    rightId: right.rightId,
    identification: {
      ...{ documentType: 'passport', documentNumber: 'FP1234567', issuingCountry: 'FI' },
      expires: inDays(documentDays),
    },
    language: 'fi',
    ...(visitor.address && { letterAddress: visitor.address }),
    termsAccepted: true,
  })
  const shown = Buffer.from(drafted.statement ?? '', 'base64')
  const { statement = '' } = await registrar.request(confirmOrder, {
    orderId,
    shownDigest: createHash('sha256').update(shown).digest('hex'),
    by: { means: 'typed', name: `${person.givenNames} ${person.surname}` },
  })
  const { status, reasonText, signature, signatureAlgorithm, chain } = await reader.sign({
    origin: portal,
    keyUsage: 'nonrepudiation',
    content: Buffer.from(statement, 'base64').toString('utf8'),
    pin: pins.pin2,
  })
  assert.equal(status, 'ok', reasonText)
  await registrar.request(placeOrder, { orderId, signature, signatureAlgorithm, chain: [...chain] })
  return orderId
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
