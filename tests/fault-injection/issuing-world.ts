import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { digestOf } from '../../apps/signer/src/signing-log.ts'
import type { IssueCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { createPgliteDb } from '../../apps/server/src/platform/pglite-db.ts'
import { startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { makePgliteDirectory, openOnServer, type DatabaseKind } from '../support/postgres.ts'

/** Where the rows are: processes open it by themselves, a directory one after another. */
export type Place = { readonly directory: string } | { readonly url: string }

/** What outlives the processes that are killed: rows, keys and the signer's journal. */
export type IssuingWorld = {
  readonly authority: TestAuthority
  readonly place: Place
  readonly close: () => Promise<void>
}

/** The folder has `keys/journal`; the signer signs the heads of the trail too. */
export type Authority = Pick<TestAuthority, 'folder' | 'issuers' | 'signer'>

export async function startIssuingWorld(kind: DatabaseKind): Promise<IssuingWorld> {
  const authority = await startTestAuthority({ clock })
  const { place, close } = await makePlace(kind)
  return {
    authority,
    place,
    close: async () => {
      await authority.close()
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

export async function withDb(place: Place, act: (db: Db) => Promise<void>): Promise<void> {
  const db = await openPlace(place)
  try {
    await act(db)
  } finally {
    await db.close()
  }
}

export const clock = { now: () => instant(Date.now()) }
export const issuePermit = aPermit('certificates.issueCertificate')

export const certificatesOver = (
  db: Db,
  { issuers, signer }: Pick<TestAuthority, 'issuers' | 'signer'>,
): Certificates =>
  createCertificates({ db, clock, recordAll: anAudit(db, { clock }).recordAll, issuers, signer })

/** Recovery takes as many rows to their end as told; then each request has one certificate, however often it is asked. */
export async function lookAfterRestart(
  db: Db,
  authority: Authority,
  {
    requests,
    issued,
  }: { readonly requests: readonly IssueCertificate[]; readonly issued?: number },
): Promise<void> {
  const certificates = certificatesOver(db, authority)
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
  await rowsJournalAndTrailAgree(db, authority)
}

/**
 * Every signature of the journal has its issued row with these bytes, every serial that it has given up its void one, and
 * the other way round; every row has come to its end; the trail has each step of each row once, and nothing else.
 */
export async function rowsJournalAndTrailAgree(
  db: Db,
  { folder, issuers: { checkpointKeys }, signer: { signCheckpoint } }: Authority,
): Promise<void> {
  const rows = await rowsOf(db)
  assert.deepEqual(
    rows.filter(({ state }) => state === 'reserved'),
    [],
  )
  // What the ceremony signs is in its own record.
  const ofAuthorities = new Set(rows.filter((row) => row.isOfAuthority).map(({ name }) => name))
  const written = rows.flatMap(({ name, tbs, der }) => {
    if (ofAuthorities.has(name)) return []
    if (der === null) return [`${name} ${digestOf(tbs)} -`]
    const certificate = decodeCertificate(der)
    assert.ok(certificate.ok)
    const { signature } = certificate.value
    assert.deepEqual(certificate.value.tbs, tbs)
    return [`${name} ${digestOf(tbs)} ${Buffer.from(signature).toString('base64')}`]
  })
  const journal = (await readFile(join(folder, 'keys/journal'), 'utf8')).split('\n')
  const signed = journal.filter((line) => {
    const [name] = /^\S+ serial \S+/.exec(line) ?? []
    return name !== undefined && !ofAuthorities.has(name)
  })
  assert.deepEqual(signed.toSorted(), written.toSorted())

  const steps = rows.flatMap(({ name, state, isOfAuthority }) => [
    ...(isOfAuthority ? [] : [`${name} CertificateReserved`]),
    `${name} ${state === 'void' ? 'CertificateVoided' : 'CertificateIssued'}`,
  ])
  assert.deepEqual((await recordedSteps(db)).toSorted(), steps.toSorted())
  const audit = anAudit(db, { clock, checkpointKeys, signCheckpoint })
  assert.ok((await audit.sequence()).ok)
  const verified = await audit.verifyTrail()
  assert.ok(verified.ok, JSON.stringify(verified))
}

async function rowsOf(db: Db) {
  const { rows } = await db.read((tx) =>
    sql<{
      name: string
      state: string
      tbs: Uint8Array
      der: Uint8Array | null
      isOfAuthority: boolean
    }>`
      select issuer || ' serial ' || serial as name, state, tbs, der, profile like 'ca-%' as "isOfAuthority"
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
      from audit.entry, jsonb_array_elements_text((facts->'serials')::jsonb) as told (serial)
      where type in ('CertificatesReserved', 'CertificatesIssued')`.execute(tx),
  )
  return rows.map(({ step }) => step)
}
