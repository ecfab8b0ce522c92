import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { refuse } from '@sotevarmenne/kernel/result'
import { instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { sql } from 'kysely'
import { createAudit } from '../../apps/server/src/audit/index.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { runCommandLine } from '../../apps/server/src/entry/command-line.ts'
import type { CommandedService } from '../../apps/server/src/entry/commanded-service.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { createRevocations, importStatuses } from '../../apps/server/src/pki/revocation/index.ts'
import { createOcspServer } from '../../apps/server/src/entry/ocsp-server.ts'
import { decide } from '../../apps/signer/src/ceremony/decide.ts'
import { submitDecision } from '../../apps/signer/src/memory/decisions.ts'
import { startTestCa, testPassphrase, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { binaries, noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { recordEach } from '@sotevarmenne/tests/operation/record'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false
const run = promisify(execFile)
/** A program of the PostgreSQL installation. */
const program = (name: string): string => `${binaries}/${name}`

/** Runs docs/operations/backup.md: the keys and the signing log are current, the database is older. */
describe('a database restored from a backup', { skip }, () => {
  const clock = { now: () => instant(Date.now()) }
  const faults: unknown[] = []
  const closing: (() => Promise<void>)[] = []
  let ca: TestCa
  let source: Awaited<ReturnType<typeof openOnServer>>
  let old: Service
  let restored: Service
  let said: string[]
  /** Issued before the backup began, and after it had ended. */
  let early: readonly Certificate[]
  let late: readonly Certificate[]
  let lastList: { readonly file: string; readonly number: bigint }

  before(async () => {
    ca = await startTestCa({ clock })
    closing.push(ca.close)
    source = await openOnServer()
    closing.push(source.close)
    old = aService(source.db)
    await old.certificates.recover(aPermit('certificates.recover'))

    const issuing = keepIssuing(old)
    await until(() => issuing.issued.length >= 20)
    early = issuing.issued.slice(0, 20)
    await revoke(old, early[0])
    const dump = join(ca.folder, 'service.dump')
    await run(program('pg_dump'), ['--format', 'custom', '--file', dump, source.url])
    const until20More = issuing.issued.length + 20
    await until(() => issuing.issued.length >= until20More)
    await issuing.stop()
    assert.ok((await old.audit.sequence()).ok)
    late = issuing.issued.slice(-10)
    await revoke(old, early[1])
    await revoke(old, late[0])
    lastList = await publishCrls(old, [early[0], early[1], late[0]])

    const name = `restored_${randomUUID().replaceAll('-', '')}`
    await run(program('psql'), [source.url, '--command', `create database ${name}`])
    const url = source.url.replace(/\/test_\w+/, `/${name}`)
    await run(program('pg_restore'), ['--exit-on-error', '--dbname', url, dump])
    const db = createPostgresDb({ url })
    closing.push(() => db.close())
    restored = aService(db)
  })
  after(async () => {
    for (const close of closing.reverse()) await close()
    assert.deepEqual(faults, [])
  })

  it('has no incomplete row after the recovery, and no serial with other bytes than before', async () => {
    const recovered = await restored.certificates.recover(aPermit('certificates.recover'))

    assert.equal(recovered.waiting + recovered.voided, 0)
    const before = await rowsOf(old)
    const now = await rowsOf(restored)
    assert.ok(now.size >= early.length && now.size < before.size, 'the backup is older')
    for (const [serial, { state, der }] of now) {
      assert.equal(state, 'issued')
      assert.equal(der, before.get(serial)?.der, 'the same serial, the same certificate')
    }
    for (const { serial } of early) assert.ok(now.has(serial))
  })

  it('is reported to lack rows of certificates that were signed', async () => {
    const known = await rowsOf(restored)
    const lost = [...(await rowsOf(old)).keys()].filter((serial) => !known.has(serial))
    for (const { serial } of late) assert.ok(lost.includes(serial))

    assert.equal(await command(['restore', 'compare', signingLog(), folder()]), 1)

    const found = said.flatMap(
      (line) => /row-missing professional-g1-ecc (\w+)/.exec(line)?.[1] ?? [],
    )
    assert.deepEqual(found.toSorted(), lost.toSorted())
  })

  it('imports these certificates as revoked, and then knows each that was signed', async () => {
    for (const file of await readdir(folder()))
      assert.equal(
        await command([
          'import',
          'statuses',
          '--issued-here',
          parse(file).name,
          join(folder(), file),
        ]),
        0,
      )

    assert.equal(await command(['restore', 'compare', signingLog()]), 0, said.join('\n'))
    const taken = await restored.db.read((tx) =>
      restored.certificates.findCertificate(tx, late[1] ?? assert.fail()),
    )
    assert.equal(taken?.state, 'imported')
  })

  it('gets back the revocations that only the last CRL contains', async () => {
    const isRevoked = async ({ serial }: Certificate): Promise<boolean> =>
      (await revokedIn(restored)).has(serial)
    const [first = assert.fail(), second = assert.fail()] = early
    assert.deepEqual([await isRevoked(first), await isRevoked(second)], [true, false])

    assert.equal(await command(['restore', 'revocations', lastList.file]), 0, said.join('\n'))

    assert.deepEqual([await isRevoked(first), await isRevoked(second)], [true, true])
    assert.match(said.join('\n'), /1 of 3 revocations were missing, and 0 certificates/)
  })

  it('refuses a CRL that no issuer of ours has signed', async () => {
    const forged = join(ca.folder, 'forged.crl')
    const bytes = await readFile(lastList.file)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    await writeFile(forged, bytes)

    assert.equal(await command(['restore', 'revocations', forged]), 1)
    assert.match(said.join('\n'), /no CRL of one of our issuers/)
  })

  it('publishes CRLs with numbers above those signed before, at the second try', async () => {
    const list = await publishCrls(restored, [early[1]])

    // Full CRLs and shards share one number sequence.
    assert.ok(list.number > lastList.number)
    for (const fault of faults.splice(0))
      assert.match(String(fault), /no CRL of [\w-]+: crl-number-already-used/)
  })

  it('has an audit log that the signer continues only when two persons have decided so', async () => {
    const shorter = await restored.audit.sequence()
    assert.deepEqual(shorter, refuse({ kind: 'shorter-than-signed-audit-log' }))
    const rest = Array.from({ length: 100 }, () => issue(restored))
    await Promise.all(rest)
    const forked = await restored.audit.sequence()
    assert.equal(!forked.ok && forked.refusal.kind, 'head-not-consistent')

    const { size, root } = await restored.audit.treeHead()
    const room = {
      ...{ cas: ca.cas, clock, workFactor: 10, say: () => undefined },
      rootFolder: join(ca.folder, 'keys/root'),
      publicFolder: join(ca.folder, 'ca'),
    }
    const decided = await decide(
      {
        kind: 'audit-head',
        ...{ size, root: Buffer.from(root).toString('hex') },
        reason: 'restored from the backup of last night',
      },
      {
        ...room,
        secrets: [`${testPassphrase}, first person`, `${testPassphrase}, second person`],
      },
    )
    assert.ok(decided.ok, JSON.stringify(decided))
    await submitDecision(await readFile(decided.value, 'utf8'), {
      folder: join(ca.folder, 'keys/decisions'),
      roots: new Map(ca.issuers.roots.map((each) => [each.id, each])),
      clock,
    })
    await ca.restart()
    const { decisions } = await ca.signer.state()
    assert.deepEqual(
      decisions.map(({ kind }) => kind),
      ['audit-head'],
    )
  })

  it('has a valid audit log, and continues issuing', async () => {
    const continued = await restored.audit.sequence()
    assert.ok(continued.ok, JSON.stringify(continued))
    assert.equal(await command(['audit', 'verify']), 0, said.join('\n'))
    assert.ok((await issue(restored)).serial)
  })

  it('is reported as newer when the signing log is the older one', async () => {
    const text = await readFile(signingLog(), 'utf8')
    const older = join(ca.folder, 'older-signing-log')
    await writeFile(older, text.slice(0, text.lastIndexOf('\n', text.lastIndexOf(' serial ')) + 1))

    assert.equal(await command(['restore', 'compare', older]), 1)
    assert.match(said.join('\n'), /lacks 1 certificates: it is older than the database/)
  })

  type Certificate = { readonly issuer: string; readonly serial: string }
  type Service = ReturnType<typeof aService>

  const signingLog = (): string => join(ca.folder, 'keys/signing-log')
  const folder = (): string => join(ca.folder, 'found')

  /** The service over a database, with the signer that both share. */
  function aService(db: Db) {
    const { issuers, signer } = ca
    const outbox = createOutbox({ db, clock, onFault: (fault) => faults.push(fault) })
    const audit = createAudit({
      db,
      clock,
      planSubscribers: outbox.planSubscribers,
      planJob: outbox.planJob,
      signCheckpoint: signer.signCheckpoint,
      receipts: signer,
      lastNote: signer.lastNote,
      checkpointKeys: issuers.checkpointKeys,
      retentionYears: 15,
      erasePermit: () => aPermit('audit.eraseEntries'),
      onFault: (fault) => faults.push(fault),
    })
    outbox.use({ handlers: [], subscriptions: [] })
    const { record, recordAll } = audit
    const certificates = createCertificates({ db, recordAll, issuers, signer, clock })
    const revocations = createRevocations({ record, clock, certificates })
    return { db, outbox, audit, record, certificates, revocations }
  }

  const issue = async ({ certificates }: Service): Promise<Certificate> => {
    const request = aRequest(clock.now())
    const issued = await certificates.issueCertificate(
      aPermit('certificates.issueCertificate'),
      request,
    )
    assert.ok(issued.ok)
    return { issuer: 'professional-g1-ecc', serial: issued.value.serial }
  }

  /** Four at a time, until it is stopped. */
  function keepIssuing(service: Service) {
    const issued: Certificate[] = []
    let isStopping = false
    const concurrency = Array.from({ length: 4 }, async () => {
      while (!isStopping) issued.push(await issue(service))
    })
    return {
      issued,
      stop: async () => {
        isStopping = true
        await Promise.all(concurrency)
      },
    }
  }

  const revoke = async ({ db, revocations }: Service, which?: Certificate): Promise<void> => {
    const { serial } = which ?? assert.fail()
    const done = await db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: ca.issuers.current('professional', 'ecc').id,
        serials: [serial as never],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(done.ok)
  }

  /** Runs an OCSP node until it has published a CRL with these. */
  async function publishCrls(
    { db, record, certificates, revocations }: Service,
    revoked: readonly (Certificate | undefined)[],
  ): Promise<{ readonly file: string; readonly number: bigint }> {
    const { issuers, signer } = ca
    const ocspServer = createOcspServer({
      ...{ db, record, clock, issuers, signer, certificates, revocations },
      crlFolder: join(ca.folder, randomUUID()),
      crlRetryMilliseconds: 100,
      permits: {
        issueCertificate: () => aPermit('certificates.issueCertificate'),
        publishCrl: () => aPermit('crl.publishCrl'),
      },
      onFault: (fault) => faults.push(fault),
    })
    const server = await ocspServer.start({ host: '127.0.0.1', port: 0 })
    try {
      const file = join(ca.folder, `${randomUUID()}.crl`)
      let number = 0n
      await until(async () => {
        const address = `http://127.0.0.1:${String(server.port)}/crl/professional-g1-ecc.crl`
        const response = await fetch(address)
        const der = new Uint8Array(await response.arrayBuffer())
        const list = response.ok ? decodeCertificateList(der) : undefined
        if (list?.ok !== true) return false
        await writeFile(file, der)
        number = list.value.number
        const on = new Set(list.value.entries.map(({ serial }) => formatSerial(serial)))
        return revoked.every((each) => each !== undefined && on.has(each.serial))
      })
      return { file, number }
    } finally {
      await server.close()
    }
  }

  const rowsOf = async ({ db }: Service) => {
    const { rows } = await db.read((tx) =>
      sql<{ serial: string; state: string; der: string | null }>`
        select serial, state, encode(der, 'hex') as der from issuance.certificate
        where issuer = 'professional-g1-ecc'`.execute(tx),
    )
    return new Map(rows.map(({ serial, ...row }) => [serial, row]))
  }

  const revokedIn = async ({ db }: Service): Promise<ReadonlySet<string>> => {
    const { rows } = await db.read((tx) =>
      sql<{ serial: string }>`select serial from revocation.revocation`.execute(tx),
    )
    return new Set(rows.map(({ serial }) => serial))
  }

  /** An operator command, on the restored database. */
  const command = (words: readonly string[]): Promise<number> => {
    const { db, outbox, audit, record, certificates } = restored
    said = []
    const say = (line: string): void => void said.push(line)
    const service: CommandedService = {
      ...{ db, outbox, audit, certificates, clock, issuers: ca.issuers },
      ...{ legacyCas: [], caFolder: ca.folder },
      signer: { state: () => assert.fail('the signer is not asked') },
      bootstrap: () => assert.fail('the service has begun'),
      importStatuses: importStatuses({ db, clock, recordAll: recordEach(record), certificates }),
      systemPermit: (operation) => aPermit(operation),
      blanks: { receiveBlanks: () => assert.fail('no blanks here') },
      codes: { copyCodesDaily: () => assert.fail('nothing is copied here') },
      organisations: { importOrganisations: () => assert.fail('nothing is imported here') },
      people: { findByIdentityCode: () => Promise.resolve(undefined) },
      registration: { allPoints: () => Promise.resolve([]) },
      stop: () => Promise.resolve(),
    }
    return runCommandLine(words, {
      settings: {},
      open: () => Promise.resolve(service),
      ownCas: () => assert.fail('no authority is needed'),
      migrate: () => assert.fail('nothing is migrated'),
      planUpgrade: () => assert.fail('nothing is upgraded'),
      terminal: { request: () => assert.fail('nobody is asked'), say, complain: say },
    })
  }
})

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await isSo())) {
    assert.ok(performance.now() < end, 'it did not come')
    await wait(20)
  }
}
