import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { day, hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { runCommandLine } from '../command-line.ts'
import { checkFiles } from './check-files.ts'
import { roomOf } from './check-disk.ts'
import { checkService, type ServiceFacts } from './check-service.ts'
import type { Finding } from './finding.ts'

const statesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ about, state }) => `${state} ${about}`)

describe('the files that settings name, as the doctor checks them', () => {
  let folder: string
  const file = (name: string): string => path.join(folder, name)
  const certificate = 'SOTEVARMENNE_ENROLMENT_API_CERTIFICATE_FILE'
  const key = 'SOTEVARMENNE_ENROLMENT_API_KEY_FILE'
  const certified = (days: number) =>
    promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', '/CN=a listener', '-days', String(days)],
      ...['-keyout', file('listener.key'), '-out', file('listener.pem')],
    ])
  const listener = () => ({
    [certificate]: file('listener.pem'),
    [key]: file('listener.key'),
  })
  const check = (settings: Record<string, string>, later = 0) =>
    checkFiles(settings, plus(instant(Date.now()), later))

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'doctor-'))
    await certified(90)
    await chmod(file('listener.key'), 0o640)
  })
  after(() => rm(folder, { recursive: true }))

  it('are fine: a certificate with its key, which others can’t read', async () => {
    assert.deepEqual(statesOf(await check(listener())), [`ok ${certificate}`, `ok ${key}`])
    assert.deepEqual(await check({ PATH_FILE: '/nowhere', SOTEVARMENNE_DATA: folder }), [])
  })

  it('are warned of a month before a certificate ends, and a fault once it has ended', async () => {
    const states = async (later: number) => statesOf(await check(listener(), later))[0]
    assert.equal(await states(59 * day), `ok ${certificate}`)
    assert.equal(await states(61 * day), `warning ${certificate}`)
    assert.equal(await states(91 * day), `fault ${certificate}`)
    assert.equal(await states(-2 * day), `fault ${certificate}`)
  })

  it('are a fault where everybody may read a secret, and a warning where the group may change it', async () => {
    const people = { SOTEVARMENNE_PEOPLE_KEY_FILE: file('people-key') }
    await writeFile(file('people-key'), 'secret')
    for (const [mode, state] of [
      [0o600, 'ok'],
      [0o660, 'warning'],
      [0o644, 'fault'],
      [0o601, 'fault'],
    ] as const) {
      await chmod(file('people-key'), mode)
      const [found] = await check(people)
      assert.equal(found?.state, state, mode.toString(8))
      assert.ok(!found.words.includes('secret'))
    }
  })

  it('are a fault where one is missing, holds no certificate, or has the key of another', async () => {
    const [missing] = await check({ SOTEVARMENNE_CONTACTS_FILE: file('nothing.json') })
    assert.equal(missing?.state, 'fault')
    assert.match(missing.words, /nothing\.json/)
    await writeFile(file('text.pem'), 'text')
    const [text] = await check({ [certificate]: file('text.pem') })
    assert.match(text?.words ?? '', /holds no certificate/)
    await promisify(execFile)('openssl', [
      ...['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ...['-out', file('other.key')],
    ])
    const [other] = await check({ ...listener(), [key]: file('other.key') })
    assert.equal(other?.state, 'fault')
    assert.match(other.words, /other\.key is not that of the certificate/)
  })
})

describe('a disk, as the doctor checks it', () => {
  it('is warned of below a tenth or 5 GB, and a fault below a fiftieth or half a GB', () => {
    const state = (free: number, size: number) =>
      roomOf('disk', { folder: '/data', free: free * 1e9, size: size * 1e9 }).state
    assert.equal(state(11, 100), 'ok')
    assert.equal(state(9, 100), 'warning')
    assert.equal(state(4, 20), 'warning')
    assert.equal(state(1, 100), 'fault')
    assert.equal(state(0.4, 1), 'fault')
  })
})

describe('a running service, as the doctor checks it', () => {
  const now = instant(Date.parse('2026-12-02T10:00:00Z'))
  const sound: ServiceFacts = {
    ...{ now, machineTime: now },
    database: {
      ...{ version: 170_002, now },
      archiving: { lastArchivedAt: plus(now, -minute), lastFailedAt: null },
    },
    signer: {
      keys: [{ name: 'root-g1-ecc', trouble: null }],
      today: [{ profile: 'server', signed: 5, limit: 5000 }],
      receipts: { open: 0, oldest: null },
    },
    issuers: [{ id: 'professional-g1-ecc', notAfter: plus(now, 4000 * day) }],
    crls: [
      {
        issuer: 'professional-g1-ecc',
        ...{ nextUpdate: plus(now, 20 * hour), dueBy: plus(now, 10 * hour) },
      },
    ],
    outbox: { due: 1, planned: 2, dead: 0, oldestMilliseconds: 1000 },
    counterparts: [{ counterpart: 'mail', respondedAt: now }],
    codesCopiedAt: plus(now, -hour),
    checkpointDestinations: 1,
  }
  const notFine = (changed: Partial<ServiceFacts>) =>
    statesOf(checkService({ ...sound, ...changed })).filter((each) => !each.startsWith('ok '))
  const archived = (lastArchivedAt: number | null, lastFailedAt: number | null = null) => ({
    database: {
      ...sound.database,
      archiving: {
        lastArchivedAt: lastArchivedAt === null ? null : plus(now, lastArchivedAt),
        lastFailedAt: lastFailedAt === null ? null : plus(now, lastFailedAt),
      },
    },
  })

  it('is fine when nothing is wrong', () => {
    assert.deepEqual(notFine({}), [])
  })

  for (const [what, changed, expected] of [
    ['a clock that is off', { machineTime: plus(now, -11_000) }, ['fault clock']],
    ['a clock that is a little off', { machineTime: plus(now, 1500) }, ['warning clock']],
    ['an old database', { database: { ...sound.database, version: 150_020 } }, ['fault database']],
    [
      'no archive of the write-ahead log',
      { database: { ...sound.database, archiving: undefined } },
      ['warning backup'],
    ],
    ['an archive that has stopped', archived(-2 * hour), ['warning backup']],
    ['an archive that fails', archived(-2 * minute, -minute), ['fault backup']],
    ['an archive that never worked', archived(null), ['fault backup']],
    ['a silent signer', { signer: undefined }, ['fault signer']],
    [
      'a key that can’t sign, many certificates and an entry without its place',
      {
        signer: {
          keys: [{ name: 'root-g1-ecc', trouble: 'no-such-key' }],
          today: [{ profile: 'server', signed: 4000, limit: 5000 }],
          receipts: { open: 1, oldest: plus(now, -11 * minute) },
        },
      },
      ['fault signer', 'warning signer', 'fault audit log'],
    ],
    [
      'a CA that ends in half a year',
      { issuers: [{ id: 'a', notAfter: plus(now, 180 * day) }] },
      ['warning CA'],
    ],
    [
      'a CA that ends this month',
      { issuers: [{ id: 'a', notAfter: plus(now, 20 * day) }] },
      ['fault CA'],
    ],
    [
      'a CRL that has ended, and one that is late',
      {
        crls: [
          { issuer: 'a', nextUpdate: now, dueBy: now },
          { issuer: 'b', nextUpdate: plus(now, hour), dueBy: plus(now, -1) },
        ],
      },
      ['fault CRL', 'warning CRL'],
    ],
    [
      'jobs that wait and jobs that have failed',
      { outbox: { due: 3, planned: 0, dead: 2, oldestMilliseconds: 16 * minute } },
      ['fault jobs', 'fault jobs'],
    ],
    ['checkpoints that go nowhere', { checkpointDestinations: 0 }, ['fault audit log']],
    [
      'a system that has failed for long, and one that has just failed',
      {
        counterparts: [
          { counterpart: 'mail', failingSince: plus(now, -11 * minute) },
          { counterpart: 'letters', failingSince: plus(now, -minute) },
        ],
      },
      ['fault other systems', 'warning other systems'],
    ],
    ['an old copy of codes', { codesCopiedAt: plus(now, -3 * day) }, ['fault code service']],
    ['no copy of codes', { codesCopiedAt: undefined }, ['fault code service']],
  ] as const satisfies readonly (readonly [string, Partial<ServiceFacts>, readonly string[]])[])
    it(`is not fine with ${what}`, () => {
      assert.deepEqual(notFine(changed), expected)
    })
})

describe('the command `doctor`', () => {
  const run = async (settings: NodeJS.ProcessEnv, ...words: readonly string[]) => {
    const said: string[] = []
    const say = (line: string): void => void said.push(line)
    const code = await runCommandLine(['doctor', ...words], {
      open: () => Promise.reject(new Error('the database lacks 2 migrations: run `cli migrate`')),
      ownCas: () => assert.fail('no CA is needed'),
      migrate: () => assert.fail('nothing is migrated'),
      planUpgrade: () => assert.fail('nothing is upgraded'),
      terminal: { request: () => assert.fail('nothing is asked'), say, complain: say },
      settings,
    })
    return { code, said }
  }

  it('says why the service can’t be opened, and goes on with what it can check', async () => {
    const { code, said } = await run({ SOTEVARMENNE_DATA: tmpdir() })
    assert.equal(code, 1)
    assert.match(said.join('\n'), /^ok {7}settings +are well-formed$/m)
    assert.match(said.join('\n'), /^fault {4}database +the database lacks 2 migrations/m)
    assert.match(said.at(-1) ?? '', / Faults: 1\.$/)
  })

  it('opens no database where there is no data folder', async () => {
    const { code, said } = await run({ SOTEVARMENNE_DATA: '/nowhere' })
    assert.equal(code, 1)
    assert.match(said.join('\n'), /^fault {4}disk +there is no folder \/nowhere$/m)
    assert.doesNotMatch(said.join('\n'), /migrations/)
  })

  it('says which setting is wrong, and which other file of settings can’t be read', async () => {
    const { code, said } = await run(
      { SOTEVARMENNE_PORTAL_PORT: 'many' },
      ...['--settings', '/nowhere/web.env'],
    )
    assert.equal(code, 1)
    assert.match(said.join('\n'), /fault .*\/nowhere\/web\.env can't be read/)
    assert.match(said.join('\n'), /SOTEVARMENNE_PORTAL_PORT/)
  })

  it('reads another file of settings as its unit does, and opens no service for files alone', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'doctor-'))
    const file = path.join(folder, 'web.env')
    await writeFile(file, 'SOTEVARMENNE_CONTACTS_FILE=/nowhere/contacts #1.json\n')
    const { code, said } = await run(
      { SOTEVARMENNE_DATA: folder },
      ...['--files-only', '--settings', file],
    )
    await rm(folder, { recursive: true })
    assert.equal(code, 1)
    assert.match(said.join('\n'), /\/nowhere\/contacts #1\.json/)
    assert.doesNotMatch(said.join('\n'), /migrations/)
  })
})
