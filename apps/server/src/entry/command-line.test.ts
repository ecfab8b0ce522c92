import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { readLegacyCas } from '#pki/ca/index.ts'
import type { Person } from '#people/persons/contract.ts'
import type { PointId } from '#points/points/contract.ts'
import { createOutbox } from '#platform/outbox.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { runCommandLine } from './command-line.ts'
import type { SignerState } from '#pki/ca/contract.ts'
import type { CommandedService } from './commanded-service.ts'

const point = {
  name: 'Point',
  address: { street: 'Street 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
}

const noClients: CommandedService['certificates'] = {
  certifyClient: () => assert.fail('nothing is certified here'),
  registerClient: () => assert.fail('nobody is registered here'),
  endClient: () => Promise.resolve(refuse({ kind: 'client-not-found' })),
  allClients: () => Promise.resolve([]),
}

const aFirst = (activationCode: string) => ({
  personId: 'P',
  cardId: 'C',
  chipSerial: '01',
  cardNumber: '24600000000000017',
  letterNumber: 'L-1',
  activationCode,
})

describe('an operator command', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let directory: string
  before(async () => {
    database = await openTestDatabase()
    directory = await mkdtemp(path.join(tmpdir(), 'command-line-'))
  })
  after(async () => {
    await database.close()
    await rm(directory, { recursive: true })
  })

  let said: string[]
  let requested: string[]
  let begun: unknown[]
  let recorded: unknown[]
  beforeEach(() => {
    recorded = []
    said = []
    requested = []
    begun = []
  })

  it('imports a legacy CA: certificate, CRL and responder, each recorded', async () => {
    const legacy = aCa({ notBefore: noon, notAfter: plus(noon, 9_000 * day) })
    const clock = { now: () => noon }
    const file = path.join(directory, 'legacy.crt')
    await writeFile(file, legacy.certificate.der)
    assert.equal(await run(['import', 'ca', 'legacy-prof', file], { service: { clock } }), 0)
    assert.match(said.join('\n'), /Imported: ca of legacy-prof/)
    const other = path.join(directory, 'other.crt')
    const { certificate } = aCa({ notBefore: noon, notAfter: plus(noon, 9_000 * day) })
    await writeFile(other, certificate.der)
    const again = ['import', 'ca', 'legacy-prof', other]
    assert.equal(await run(again, { service: { clock } }), 1)
    assert.match(said.join('\n'), /taken-already/)
    const request = path.join(directory, 'legacy.csr')
    assert.equal(await run(['import', 'responder-request', 'legacy-prof', request]), 0)
    assert.ok(decodeCertificateRequest(new Uint8Array(await readFile(request))).ok)
    assert.equal(await run(['import', 'crl', 'legacy-prof', file], { service: { clock } }), 1)
    assert.match(said.join('\n'), /unreadable/)
    const what = recorded.map((event) => Reflect.get(event as object, 'what') as string)
    // A refused import is rolled back with its record.
    assert.deepEqual(what, ['ca', 'ca', 'responder-request', 'crl'])

    const taken = await readLegacyCas(directory)
    assert.deepEqual(
      taken.map(({ id }) => id),
      ['legacy-prof'],
    )
  })

  it('repeats an import that a restarted transaction or a crash had interrupted', async () => {
    const { certificate } = aCa({ notBefore: noon, notAfter: plus(noon, 9_000 * day) })
    const file = path.join(directory, 'twice.crt')
    await writeFile(file, certificate.der)
    const write: CommandedService['db']['write'] = (action, options) =>
      database.db.write(async (tx) => {
        const first = await action(tx)
        return first.ok ? action(tx) : first
      }, options)
    const service = { clock: { now: () => noon }, db: { ...database.db, write } }
    const words = ['import', 'ca', 'legacy-twice', file]
    assert.equal(await run(words, { service }), 0, said.join('\n'))
    assert.equal(await run(words, { service }), 0, said.join('\n'))
    assert.equal(recorded.length, 4)
  })

  it('prompts for the identity codes, and prints the activation codes once', async () => {
    const file = path.join(directory, 'point.json')
    await writeFile(file, JSON.stringify(point))

    const code = await run(['bootstrap', '--point', file], {
      responses: ['010180-9015', '020275-902B'],
    })

    assert.equal(code, 0, said.join('\n'))
    assert.equal(requested.length, 2)
    assert.deepEqual(begun, [{ registrar: '010180-9015', caseOfficer: '020275-902B', point }])
    const text = said.join('\n')
    assert.equal(text.split('11112222').length, 2)
    assert.equal(text.split('33334444').length, 2)
    assert.ok(!text.includes('010180-9015'))
  })

  it('prompts for the registration point when no file names one', async () => {
    const code = await run(['bootstrap', '--registrar', 'A', '--case-officer', 'B'], {
      responses: ['Point', 'Street 1', '00100', 'HELSINKI'],
    })

    assert.equal(code, 0)
    assert.deepEqual(begun, [{ registrar: 'A', caseOfficer: 'B', point }])
  })

  it('reports what is wrong with the file of the registration point', async () => {
    const file = path.join(directory, 'wrong.json')
    await writeFile(file, JSON.stringify({ ...point, name: '' }))

    await assert.rejects(
      run(['bootstrap', '--registrar', 'A', '--case-officer', 'B', '--point', file]),
      /wrong\.json is malformed:\n {2}name:/,
    )
    assert.deepEqual(begun, [])
  })

  it('reports why a service cannot be bootstrapped', async () => {
    const code = await run(['bootstrap', '--registrar', 'A', '--case-officer', 'B'], {
      responses: ['Point', 'Street 1', '00100', 'HELSINKI'],
      service: {
        bootstrap: async () =>
          refuse({ kind: 'registers-refuse', who: 'caseOfficer', because: 'register-unavailable' }),
      },
    })

    assert.equal(code, 1)
    assert.match(
      said.join('\n'),
      /not found in the registers \(caseOfficer: register-unavailable\)/,
    )
  })

  it('verifies the audit log', async () => {
    assert.equal(await run(['audit', 'verify']), 0)
    assert.match(said[0] ?? '', /intact: 7 entries, 2 checkpoints/)
  })

  it('shows the head of the audit log, as a decision of two persons wants it', async () => {
    assert.equal(await run(['audit', 'head']), 0)
    assert.deepEqual(JSON.parse(said[0] ?? ''), { size: 7, root: '00'.repeat(32) })
  })

  it('lists the receipts of entries that are not in the audit log, for the verifier', async () => {
    assert.equal(await run(['audit', 'receipts']), 0)
    assert.deepEqual(said, ['1 2026-11-30T10:00:00.000Z an-entry its-digest'])
  })

  it('fails when the audit log is invalid, and lists the findings', async () => {
    const code = await run(['audit', 'verify'], {
      service: {
        audit: {
          record: () => assert.fail('a check is no operation of the command line'),
          treeHead: () => assert.fail('no decision is prepared here'),
          openReceipts: () => assert.fail('no receipts are listed here'),
          verifyAuditLog: async () => refuse([{ kind: 'entry-missing', position: 3 }]),
        },
      },
    })

    assert.equal(code, 1)
    assert.match(said.join('\n'), /entry-missing \{"position":3\}/)
  })

  it('lists the jobs that have failed for good, and revives one', async () => {
    await bury('letters.send', 'L1')

    assert.equal(await run(['jobs', 'dead']), 0)
    assert.match(said.join('\n'), /letters\.send L1 .* 24 attempts: Error: closed/)

    assert.equal(await run(['jobs', 'revive', 'letters.send', 'L1']), 0)
    said = []
    assert.equal(await run(['jobs', 'dead']), 0)
    assert.deepEqual(said, ['No job has failed for good.'])
  })

  describe('importing organisations', () => {
    const place = (name: string) => path.join(directory, name)
    const knownTo = (codes: readonly string[]): Partial<CommandedService> => ({
      codes: { copyCodesDaily: () => Promise.resolve() },
      people: {
        findByIdentityCode: (_tx, code) =>
          Promise.resolve(
            codes.includes(code)
              ? ({ personId: `person ${code}` } as unknown as Person)
              : undefined,
          ),
      },
      registration: {
        allPoints: () => Promise.resolve([{ ...point, pointId: 'point' as string as PointId }]),
      },
      organisations: {
        importOrganisations: async (_permit, requested) => {
          taken.push(requested)
          return ok({ organisations: requested.organisations.length, agreements: 1 })
        },
      },
    })
    const taken: unknown[] = []
    const two = ['--entered-by', '010180-9015', '--approved-by', '020275-902B']
    const both = ['010180-9015', '020275-902B']

    it('reads the file, finds points by their names, and passes on both persons', async () => {
      const facts = { businessId: '0204819-8', name: 'Sairaala', kind: 'provider' }
      const agreements = [{ validFrom: '2026-01-01', points: [point.name] }]
      await writeFile(place('customers.json'), JSON.stringify([{ ...facts, agreements }]))
      assert.equal(
        await run(['import', 'organisations', place('customers.json'), ...two], {
          service: knownTo(both),
        }),
        0,
      )
      assert.deepEqual(said, ['New: 1 organisations, 1 agreements and delegations.'])
      assert.deepEqual(taken, [
        {
          organisations: [
            {
              ...{ ...facts, units: [], contacts: [], delegations: [] },
              agreements: [{ validFrom: '2026-01-01', points: ['point'], priceList: 'standard' }],
            },
          ],
          enteredBy: 'person 010180-9015',
          approvedBy: 'person 020275-902B',
        },
      ])
    })

    it('is refused without two persons known to the service (dual control)', async () => {
      const words = ['import', 'organisations', place('customers.json')]
      assert.equal(await run([...words, ...two], { service: knownTo(['010180-9015']) }), 1)
      assert.match(said.join(' '), /does not know both persons/)
      assert.equal(await run(words, { service: knownTo(both) }), 1)
    })
  })

  it('fails when the job to revive has not failed for good', async () => {
    assert.equal(await run(['jobs', 'revive', 'letters.send', 'unknown']), 1)
    assert.deepEqual(said, ['No job letters.send unknown has failed for good.'])
  })

  for (const words of [['jobs', 'revive', 'letters.send'], ['audit', 'burn'], ['nothing']])
    it(`refuses '${words.join(' ')}' without opening the service`, async () => {
      assert.equal(
        await runCommandLine(words, {
          settings: {},
          open: () => Promise.reject(new Error('unreachable: the service was opened')),
          ownCas: () => assert.fail('no CA is needed'),
          migrate: () => assert.fail('nothing is migrated'),
          planUpgrade: () => assert.fail('nothing is upgraded'),
          terminal: silent,
        }),
        1,
      )
    })

  const silent = {
    request: () => Promise.reject(new Error('unreachable: the terminal was prompted')),
    say: () => undefined,
    complain: () => undefined,
  }

  it('lists the revocations of certificates that have not ended, and as of when (R703)', async () => {
    const now = 1_795_000_000_000
    await database.db.write(async (tx) => {
      for (const [serial, notAfter] of [
        ['0a', now],
        ['0b', now - 1],
      ] as const)
        await sql`
          insert into revocation.revocation
            (position, issuer, serial, reason, cause, revoked_at, not_after, entry, recorded_at)
          values (nextval('revocation.revocation_position'), 'ca', ${serial}, 'superseded', 'test',
            ${new Date(now - 5)}, ${new Date(notAfter)}, ''::bytea, ${new Date(now)})`.execute(tx)
      return ok(undefined)
    })
    assert.equal(await run(['revocations']), 0)
    assert.deepEqual(
      said.map((line) => JSON.parse(line) as object),
      [
        {
          ...{ issuer: 'ca', serial: '0a' },
          ...{ revokedAt: '2026-11-18T11:06:39.995Z', notAfter: '2026-11-18T11:06:40.000Z' },
        },
        { asOf: '2026-11-18T11:06:40.000Z' },
      ],
    )
  })

  const run = (
    words: readonly string[],
    {
      responses = [],
      service = {},
    }: {
      readonly responses?: readonly string[]
      readonly service?: Partial<CommandedService>
    } = {},
  ): Promise<number> => {
    const { db } = database
    const left = [...responses]
    const say = (line: string) => void said.push(line)
    return runCommandLine(words, {
      settings: {},
      ownCas: () => assert.fail('no CA is needed'),
      migrate: () => assert.fail('nothing is migrated'),
      planUpgrade: () => assert.fail('nothing is upgraded'),
      open: async () => ({
        bootstrap: async (_, what) => {
          begun.push(what)
          return ok({ registrar: aFirst('11112222'), caseOfficer: aFirst('33334444') })
        },
        db,
        outbox: createOutbox({ db, clock: { now: () => instant(1_795_000_000_000) } }),
        audit: {
          record: (_tx, event) => {
            recorded.push(event)
            return Promise.resolve()
          },
          treeHead: async () => ({ size: 7, root: new Uint8Array(32) }),
          openReceipts: async () => '1 2026-11-30T10:00:00.000Z an-entry its-digest',
          verifyAuditLog: async () =>
            ok({ size: 7, root: new Uint8Array(32), checkpoints: 2, erased: 0 }),
        },
        certificates: noClients,
        blanks: { receiveBlanks: async () => ok({ received: 2 }) },
        codes: { copyCodesDaily: () => assert.fail('nothing is copied here') },
        organisations: { importOrganisations: () => assert.fail('nothing is imported here') },
        people: { findByIdentityCode: () => Promise.resolve(undefined) },
        registration: { allPoints: () => Promise.resolve([]) },
        issuers: {
          ...{ find: () => undefined, all: [], roots: [] },
          rootStatus: () => assert.fail('there is no root'),
        },
        signer: { state: () => Promise.resolve({} as SignerState) },
        legacyCas: [],
        caFolder: directory,
        clock: { now: () => instant(1_795_000_000_000) },
        importStatuses: () => assert.fail('nothing is imported here'),
        systemPermit: (operation) => aPermit(operation),
        stop: async () => undefined,
        ...service,
      }),
      terminal: {
        request: async (request) => {
          requested.push(request)
          return left.shift() ?? assert.fail(`asked too much: ${request}`)
        },
        say,
        complain: say,
      },
    })
  }

  const bury = (kind: string, key: string) =>
    database.db.write(async (tx) => {
      await sql`
        insert into platform.outbox (kind, key, payload, planned_at, due_at, attempts, failed_at, last_fault)
        values (${kind}, ${key}, '{}', now(), now(), 24, now(), 'Error: closed')`.execute(tx)
      return ok(undefined)
    })
})
