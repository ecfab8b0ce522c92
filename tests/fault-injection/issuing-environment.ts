import type { Clock } from '../../apps/server/src/platform/clock.ts'
import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { digestOf } from '../../apps/signer/src/signing-log.ts'
import type { IssueCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { createPgliteDb } from '../../apps/server/src/platform/pglite-db.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import {
  makePgliteDirectory,
  openOnServer,
  type DatabaseKind,
} from '@sotevarmenne/tests/database/postgres'

/** Location of the rows: each process opens it itself, a directory one after another. */
export type Place = { readonly directory: string } | { readonly url: string }

/** What survives the killed processes: rows, keys and the signing log. */
export type IssuingEnvironment = {
  readonly ca: TestCa
  readonly place: Place
  readonly close: () => Promise<void>
}

/** The folder has `keys/signing-log`; the signer signs the checkpoints of the audit log too. */
export type Ca = Pick<TestCa, 'folder' | 'issuers' | 'signer'> & {
  /** Certificates that the signer signed for the test itself, which the service does not record; DER. */
  readonly ofTest?: readonly Uint8Array[]
}

export async function startIssuingEnvironment(kind: DatabaseKind): Promise<IssuingEnvironment> {
  const ca = await startTestCa({ clock })
  const { place, close } = await makePlace(kind)
  return {
    ca,
    place,
    close: async () => {
      await ca.close()
      await close()
    },
  }
}

async function makePlace(
  kind: DatabaseKind,
): Promise<{ readonly place: Place; readonly close: () => Promise<void> }> {
  if (kind === 'PostgreSQL') {
    const { url, close } = await openOnServer()
    return { place: { url }, close }
  }
  const directory = await makePgliteDirectory()
  return { place: { directory }, close: () => rm(directory, { recursive: true, force: true }) }
}

export async function openPlace(place: Place): Promise<Db> {
  if ('url' in place) return createPostgresDb({ url: place.url })
  const opened = await createPgliteDb(place)
  if (!opened.ok) throw new Error(opened.refusal.kind)
  return opened.value
}

export async function withDb(place: Place, action: (db: Db) => Promise<void>): Promise<void> {
  const db = await openPlace(place)
  try {
    await action(db)
  } finally {
    await db.close()
  }
}

export const clock = { now: () => instant(Date.now()) }
export const issuePermit = aPermit('certificates.issueCertificate')

export const certificatesOver = (
  db: Db,
  { issuers, signer }: Pick<TestCa, 'issuers' | 'signer'>,
): Certificates =>
  createCertificates({ db, clock, recordAll: anAudit(db, { clock }).recordAll, issuers, signer })

/**
 * Recovery ends the expected number of rows; then each request has one certificate, however often it is
 * requested.
 */
export async function lookAfterRestart(
  db: Db,
  ca: Ca,
  {
    requests,
    issued,
  }: { readonly requests: readonly IssueCertificate[]; readonly issued?: number },
): Promise<void> {
  const certificates = certificatesOver(db, ca)
  const recover = () => certificates.recover(aPermit('certificates.recover'))
  const recovered = await recover()
  assert.deepEqual(recovered, { issued: issued ?? recovered.issued, voided: 0, waiting: 0 })

  const again = await Promise.all(
    [...requests, ...requests].map((request) =>
      certificates.issueCertificate(issuePermit, request),
    ),
  )
  for (const [index, { cardId }] of requests.entries()) {
    const [first, second] = [again[index], again[index + requests.length]]
    assert.ok(first?.ok && second?.ok)
    assert.deepEqual(second.value, first.value)
    const ofCard = await db.read((tx) => certificates.certificatesOfCard(tx, cardId))
    assert.deepEqual(ofCard, [first.value])
  }
  assert.deepEqual(await recover(), { issued: 0, voided: 0, waiting: 0 })
  await rowsSigningLogAndAuditLogAgree(db, ca)
}

/**
 * Every signature in the signing log has its issued row with these bytes, every voided serial its void row,
 * and the reverse; every row is finished; the audit log has each step of each row once, and nothing else.
 */
export async function rowsSigningLogAndAuditLogAgree(
  db: Db,
  { folder, issuers: { checkpointKeys }, signer: { signCheckpoint }, ofTest = [] }: Ca,
  /** That of the signer. */
  signerClock: Clock = clock,
): Promise<void> {
  const unrecorded = new Set(ofTest.map(serialIn))
  const isOfTest = (name: string): boolean => unrecorded.has(name.split(' ').at(-1) ?? '')
  const rows = (await rowsOf(db)).filter(({ name }) => !isOfTest(name))
  assert.deepEqual(
    rows.filter(({ state }) => state === 'reserved'),
    [],
  )
  // Signatures of the key ceremony are in its own record.
  const ofCas = new Set(rows.filter((row) => row.isOfCa).map(({ name }) => name))
  const written = rows.flatMap(({ name, tbs, der }) => {
    if (ofCas.has(name)) return []
    if (der === null) return [`${name} ${digestOf(tbs)} -`]
    const certificate = decodeCertificate(der)
    assert.ok(certificate.ok)
    const { signature } = certificate.value
    assert.deepEqual(certificate.value.tbs, tbs)
    return [`${name} ${digestOf(tbs)} ${Buffer.from(signature).toString('base64')}`]
  })
  const signingLog = (await readFile(join(folder, 'keys/signing-log'), 'utf8')).split('\n')
  const signed = signingLog.filter((line) => {
    const [name] = /^\S+ serial \S+/.exec(line) ?? []
    return name !== undefined && !ofCas.has(name) && !isOfTest(name)
  })
  // Without the end of the certificate, which is the fifth word.
  const asWritten = signed.map((line) => line.split(' ').slice(0, 5).join(' '))
  assert.deepEqual(asWritten.toSorted(), written.toSorted())

  const steps = rows.flatMap(({ name, state, isOfCa }) => [
    ...(isOfCa ? [] : [`${name} CertificateReserved`]),
    `${name} ${state === 'void' ? 'CertificateVoided' : 'CertificateIssued'}`,
  ])
  assert.deepEqual((await recordedSteps(db)).toSorted(), steps.toSorted())
  const audit = anAudit(db, { clock: signerClock, checkpointKeys, signCheckpoint })
  assert.ok((await audit.sequence()).ok)
  const verified = await audit.verifyAuditLog()
  assert.ok(verified.ok, JSON.stringify(verified))
}

function serialIn(der: Uint8Array): string {
  const certificate = decodeCertificate(der)
  assert.ok(certificate.ok)
  return formatSerial(certificate.value.serial)
}

async function rowsOf(db: Db) {
  const { rows } = await db.read((tx) =>
    sql<{
      name: string
      state: string
      tbs: Uint8Array
      der: Uint8Array | null
      isOfCa: boolean
    }>`
      select issuer || ' serial ' || serial as name, state, tbs, der, profile like 'ca-%' as "isOfCa"
      from issuance.certificate`.execute(tx),
  )
  return rows
}

async function recordedSteps(db: Db): Promise<readonly string[]> {
  const { rows } = await db.read((tx) =>
    sql<{ step: string }>`
      select concat(facts->>'issuer', ' serial ', facts->>'serial', ' ', type) as step
      from audit.entry where type in ('CertificateReserved', 'CertificateIssued', 'CertificateVoided')
      union all
      select concat(facts->>'issuer', ' serial ', serial, ' ', replace(type, 'Certificates', 'Certificate'))
      from audit.entry, jsonb_array_elements_text((facts->'serials')::jsonb) as input (serial)
      where type in ('CertificatesReserved', 'CertificatesIssued')`.execute(tx),
  )
  return rows.map(({ step }) => step)
}
