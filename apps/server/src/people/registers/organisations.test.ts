import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { parseBusinessId, type BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid, type Oid } from '@sotevarmenne/identifiers/oid'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { CodedOrganisation } from './contract.ts'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { createRegisters as simulatedRegisters } from '@sotevarmenne/sandbox/registers/server'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createBusinessRegister, createCodes, createCodeServer, wholeSince } from './index.ts'

const faults = createFaults()
const simulator = simulatedRegisters({
  site: aSite,
  clock: { now: () => instant(1_795_000_000_000) },
  faults,
  state: {
    people: () => [],
    find: () => undefined,
    findBySatu: () => undefined,
    happen: () => Promise.resolve(false),
    changedSince: () => ({ events: [], total: 0 }),
  },
})
let url = ''
before(async () => {
  await simulator.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${String((simulator.server.address() as AddressInfo).port)}`
})
after(() => simulator.close())

const called = (name: string): BusinessId => {
  const found = exampleOrganisations.find((organisation) => organisation.name === name)
  assert.ok(found, name)
  return found.businessId
}

describe('the business register', () => {
  const register = (timeoutMilliseconds = 5000) =>
    createBusinessRegister({ url: `${url}/opendata-ytj-api/v3`, timeoutMilliseconds })
  const statusOf = async (name: string) => {
    const found = await register().lookUpBusiness(called(name))
    return found.ok ? found.value.status : found.refusal.kind
  }

  it('returns the name and form of an organisation', async () => {
    const businessId = called('Läkarhuset Exempel Ab')
    assert.deepEqual(await register().lookUpBusiness(businessId), {
      ok: true,
      value: {
        businessId,
        name: 'Läkarhuset Exempel Ab',
        form: { fi: 'Osakeyhtiö', sv: 'Aktiebolag', en: 'Limited company' },
        status: 'active',
      },
    })
  })

  it('returns the status of an organisation', async () => {
    assert.equal(await statusOf('Konkurssiklinikka Oy'), 'in-bankruptcy')
    assert.equal(await statusOf('Vaikeuksien Vastaanotto Oy'), 'in-restructuring')
    assert.equal(await statusOf('Selvitystilassa Oy'), 'in-liquidation')
    assert.equal(await statusOf('Lopetettu Palvelu Oy'), 'ceased')
  })

  it('does not know every well-formed id', async () => {
    const unknown = parseBusinessId('0245437-2')
    assert.ok(unknown.ok)
    assert.deepEqual(await register().lookUpBusiness(unknown.value), {
      ok: false,
      refusal: { kind: 'unknown-to-business-register' },
    })
  })

  it('is unavailable when it is down, slow or wrong: nobody is taken for unknown', async () => {
    const troubles = [
      [{ kind: 'down' }, 'no-connection'],
      [{ kind: 'slow', milliseconds: 2000 }, 'no-response-in-time'],
      [{ kind: 'wrong' }, 'unreadable-response'],
    ] as const
    for (const [fault, because] of troubles) {
      faults.set('business-register', fault)
      const timeout = fault.kind === 'slow' ? 300 : undefined
      const response = await register(timeout).lookUpBusiness(called('HUS-yhtymä'))
      assert.deepEqual(response, {
        ok: false,
        refusal: { kind: 'register-unavailable', register: 'business', because },
      })
    }
    faults.set('business-register', { kind: 'none' })
  })
})

forEachDatabase('the copy of the code service', ({ db }) => {
  let now: Instant = instant(1_795_000_000_000)
  const recorded: DomainEvent[] = []
  const codesFrom = (codeServer: Parameters<typeof createCodes>[0]['codeServer']) =>
    createCodes({
      db,
      clock: { now: () => now },
      record: async (_tx, event) => {
        afterCommit(() => recorded.push(event))
      },
      codeServer,
      systemPermit: (operation) => aPermit(operation),
    })
  const codes = () => codesFrom(createCodeServer({ url: `${url}/codeserver` }))
  const county = () => organisationOid(called('Pirkanmaan hyvinvointialue'))

  it('is missing before the first, and that is reported', async () => {
    assert.deepEqual(await db.read((tx) => codes().findOrganisation(tx, county())), {
      ok: false,
      refusal: { kind: 'no-copy-of-code-service' },
    })
  })

  it('is taken once a day, page after page, and has every organisation with its units', async () => {
    await codes().copyCodesDaily()
    await codes().copyCodesDaily()
    assert.equal(recorded.length, 1)

    const found = await db.read((tx) => codes().findOrganisation(tx, county()))
    assert.ok(found.ok)
    assert.equal(found.value.copiedAt, now)
    assert.deepEqual(found.value.value, {
      oid: county(),
      codeList: 'organisations',
      name: 'Pirkanmaan hyvinvointialue',
      shortName: 'Pirkanmaan hyvinvointialue',
      businessId: called('Pirkanmaan hyvinvointialue'),
      sector: 'public',
      municipality: 'Tampere',
      validFrom: '2022-04-07',
    })
    const all = await db.read((tx) =>
      codes().organisationsOf(tx, called('Pirkanmaan hyvinvointialue')),
    )
    assert.ok(all.ok)
    assert.equal(all.value.value[0]?.oid, county())
    assert.equal(all.value.value.length, 9)
  })

  it('has Kanta intermediaries if their code list is configured, and no provider is found among them (R297)', async () => {
    const named = codesFrom(
      createCodeServer({ url: `${url}/codeserver`, intermediaries: '2.999.6.1' }),
    )
    const before = await db.read((tx) => codes().intermediaries(tx))
    assert.ok(before.ok)
    assert.deepEqual(before.value.value, [])
    now = plus(now, day)
    const copied = await named.copyCodes()
    assert.ok(copied.ok)
    const found = await db.read((tx) => named.intermediaries(tx))
    assert.ok(found.ok)
    const [first] = found.value.value
    assert.ok(first?.businessId)
    assert.deepEqual(
      found.value.value.map(({ name }) => name),
      ['Potilastieto Esimerkki Oy', 'Datasystem Exempel Ab'],
    )
    const asProvider = await db.read((tx) => named.findOrganisation(tx, first.oid))
    assert.ok(asProvider.ok)
    assert.equal(asProvider.value.value, undefined)
    assert.deepEqual(await db.read((tx) => named.historyOf(tx, first.oid)), [])
    const touched = await db.read((tx) => named.touchedSince(tx, copied.value.copyId - 1))
    assert.deepEqual(touched?.codes, [])
    // If the list is no longer configured, the next copy reports it.
    now = plus(now, day)
    const without = await codes().copyCodes()
    assert.deepEqual(without.ok && without.value.leftOut, {
      ...{ codeList: 'kanta-intermediaries', because: 'copy-not-trusted' },
    })
    const still = await db.read((tx) => named.intermediaries(tx))
    assert.equal(still.ok && still.value.value.length, 2)
    await db.write(async (tx) => {
      await sql`delete from registers.code_copy where left_out is not null`.execute(tx)
      return ok(undefined)
    })
    now = plus(now, -day)
    await db.write(async (tx) => {
      await sql`delete from registers.kanta_intermediary`.execute(tx)
      return ok(undefined)
    })
  })

  it('copies the other lists despite a wrong OID of the intermediaries, reports it once, and retries when it is corrected (R304)', async () => {
    const named = (intermediaries: string) =>
      codesFrom(createCodeServer({ url: `${url}/codeserver`, intermediaries }))
    const wholeAt = now
    now = plus(now, day)
    const copying = named('2.999.6.2')
    await assert.rejects(copying.copyCodesDaily(), /not copied whole.*kanta-intermediaries/)
    const taken = (await db.read(copying.lastCopy))?.takenAt
    assert.equal(taken, now)
    const found = await db.read((tx) => copying.findOrganisation(tx, county()))
    assert.ok(found.ok && found.value.value)
    assert.equal(await db.read(wholeSince), wholeAt)
    now = plus(now, minute)
    await copying.copyCodesDaily()
    assert.equal((await db.read(copying.lastCopy))?.takenAt, taken)
    await named('2.999.6.1').copyCodesDaily()
    const whole = await db.read(copying.lastCopy)
    assert.deepEqual([whole?.takenAt, whole?.leftOut], [now, undefined])
    assert.equal(await db.read(wholeSince), now)
    await db.write(async (tx) => {
      await sql`delete from registers.kanta_intermediary`.execute(tx)
      return ok(undefined)
    })
  })

  it('stays in use, with its age, while the service is down, and is tried again later', async () => {
    const copiedAt = now
    now = plus(now, day)
    faults.set('code-service', { kind: 'down' })
    const copying = codes()
    await assert.rejects(copying.copyCodesDaily(), /no-connection/)
    await copying.copyCodesDaily()
    const found = await db.read((tx) => codes().findOrganisation(tx, county()))
    assert.ok(found.ok)
    assert.equal(found.value.copiedAt, copiedAt)

    faults.set('code-service', { kind: 'none' })
    now = plus(now, 15 * minute)
    await copying.copyCodesDaily()
    const again = await db.read((tx) => codes().findOrganisation(tx, county()))
    assert.ok(again.ok)
    assert.equal(again.value.copiedAt, now)
  })

  it('is tried with growing delays while the service is down, and the failure is reported once', async () => {
    now = plus(now, day)
    let requested = 0
    const copying = codesFrom({
      readList: async () => {
        requested += 1
        return refuse({ kind: 'register-unavailable', register: 'codes', because: 'no-connection' })
      },
    })
    await assert.rejects(copying.copyCodesDaily(), /no-connection/)
    for (let minutes = 0; minutes < 60; minutes += 1) {
      now = plus(now, minute)
      await copying.copyCodesDaily()
    }
    assert.equal(requested, 1 + 4 + 3, 'after 1, 2, 4 and 8 minutes, and then every 15')
  })

  it('stores every version of an entry, and is refused if it lacks too much', async () => {
    const { readList } = createCodeServer({ url: `${url}/codeserver` })
    const renamed = (oid: Oid, name: string) =>
      codesFrom({
        readList: async (list) => {
          const read = await readList(list)
          if (!read.ok) return read
          return ok(read.value.map((entry) => (entry.oid === oid ? { ...entry, name } : entry)))
        },
      })
    const since = now
    now = plus(now, day)
    const copied = await renamed(county(), 'Uusi nimi').copyCodes()
    assert.ok(copied.ok)
    assert.deepEqual([copied.value.added, copied.value.changed, copied.value.removed], [0, 1, 0])
    const versions = await db.read((tx) => codes().historyOf(tx, county()))
    assert.deepEqual(
      versions.map(({ organisation, until }) => [organisation.name, until]),
      [
        ['Pirkanmaan hyvinvointialue', now],
        ['Uusi nimi', undefined],
      ],
    )
    assert.ok(versions[0] && versions[0].from < since)

    const empty = await codesFrom({ readList: async () => ok([]) }).copyCodes()
    assert.equal(!empty.ok && empty.refusal.kind, 'copy-not-trusted')
    assert.equal((await db.read(codes().lastCopy))?.copyId, copied.value.copyId)
  })

  it('shows what some copies touched: added, changed, removed or expired entries, and nothing else (R267)', async () => {
    const { readList } = createCodeServer({ url: `${url}/codeserver` })
    const [changing, going, endingOid] = [
      'HUS-yhtymä',
      'Konkurssiklinikka Oy',
      'Läkarhuset Exempel Ab',
    ].map((name) => organisationOid(called(name)))
    const copyWith = async (change: (entry: CodedOrganisation) => CodedOrganisation[]) => {
      now = plus(now, day)
      const copied = await codesFrom({
        readList: async (list) => {
          const read = await readList(list)
          return read.ok ? ok(read.value.flatMap(change)) : read
        },
      }).copyCodes()
      assert.ok(copied.ok)
      return copied.value.copyId
    }
    const touchedSince = async (copyId: number) =>
      (await db.read((tx) => codes().touchedSince(tx, copyId)))?.codes
    const first = await copyWith((entry) => [entry])
    assert.deepEqual(await touchedSince(first), [])
    const lastDay = dateInHelsinki(plus(now, 2 * day))
    const changed = (entry: CodedOrganisation): CodedOrganisation[] => {
      if (entry.oid === going) return []
      if (entry.oid === changing) return [{ ...entry, municipality: 'Esimerkkilä' }]
      return [entry.oid === endingOid ? { ...entry, validTo: lastDay } : entry]
    }
    const second = await copyWith(changed)
    assert.deepEqual(
      new Map((await touchedSince(first))?.map(({ oid, hasEnded }) => [oid, hasEnded])),
      new Map([changing, endingOid, going].toSorted().map((oid) => [oid, oid === going])),
    )
    await copyWith(changed)
    assert.deepEqual(await touchedSince(second), [])
    await copyWith(changed)
    assert.deepEqual(await touchedSince(second), [{ oid: endingOid, hasEnded: true }])
    const all = await touchedSince(0)
    const { rows } = await db.read((tx) =>
      sql<{
        count: number
      }>`select count(distinct oid)::integer as count from registers.coded_organisation`.execute(
        tx,
      ),
    )
    assert.equal(all?.length, rows[0]?.count)
  })
})
