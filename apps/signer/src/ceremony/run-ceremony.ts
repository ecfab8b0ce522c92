import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { mapWithConcurrency } from '@sotevarmenne/kernel/map-with-concurrency'
import { keysAtOnce } from '#keys/keys-at-once.ts'
import { createCertifier, checkRequest, type CertifyRefusal } from './certify.ts'
import { faultOf } from './examine.ts'
import {
  checkPast,
  checkRevocations,
  type PastRefusal,
  type RevocationRefusal,
  type RootRevocation,
} from './check-past.ts'
import { openRoots, type CeremonyRoom, type OpenRootsRefusal } from './open-roots.ts'
import {
  certified,
  writeRecord,
  sha256,
  type CeremonyOperation,
  type SignedRecord,
} from './record.ts'
import { signRootStatus, type RootStatusRefusal } from './sign-root-status.ts'

export type Ceremony = CeremonyRoom & {
  readonly isRehearsal: boolean
  /**
   * Supplies the certificate request of each issuing CA: from a request file that was carried here, or, in a
   * rehearsal, by a key created on the spot. Undefined: the CA is left for another day.
   */
  readonly requestOf: (facts: IssuerFacts) => Promise<Uint8Array | undefined>
  /** Revocations that are added to the roots' CRLs. */
  readonly revoke?: readonly RootRevocation[]
}

export type CeremonyRefusal =
  | OpenRootsRefusal
  | CertifyRefusal
  | PastRefusal
  | RevocationRefusal
  | RootStatusRefusal
  | { readonly kind: 'examination-failed'; readonly issuer: string; readonly detail: string }

/**
 * Runs the key ceremony of the reviewed file: opens the roots or creates them, checks their past and all
 * input before anything is signed, certifies every CA that has no certificate yet, signs the roots' CRLs
 * and OCSP responses, examines the results, and stores a signed record. Nothing is decided here; what was
 * created before stays unchanged, so that it may be run again with a further generation in the file.
 */
export async function runCeremony(
  ceremony: Ceremony,
): Promise<Result<SignedRecord, CeremonyRefusal>> {
  const { cas, publicFolder, say } = ceremony
  const opened = await openRoots(ceremony)
  if (!opened.ok) return opened
  const { roots, created, signingLog, now } = opened.value
  try {
    const certifier = createCertifier(cas, opened.value)
    const certificates = new Map<string, Certificate>()
    for (const { id } of cas.issuers) {
      const before = await readCertificate(publicFolder, id)
      if (before !== undefined) certificates.set(id, before)
    }
    const issuedBy = (root: string): readonly Certificate[] =>
      cas.issuers.flatMap(({ id, under }) => {
        const certificate = under === root ? certificates.get(id) : undefined
        return certificate === undefined ? [] : [certificate]
      })

    const revoke = ceremony.revoke ?? []
    for (const [id, keyed] of roots) {
      if (created.has(id)) continue
      const { rootFolder } = ceremony
      const issued = issuedBy(id)
      const past = await checkPast(keyed, { rootFolder, publicFolder, signingLog, issued })
      if (!past.ok) return past
    }
    const revocable = await checkRevocations(revoke, opened.value)
    if (!revocable.ok) return revocable

    const operations: CeremonyOperation[] = []
    const isNew = new Set<string>()

    const take = (facts: IssuerFacts, der: Uint8Array): void => {
      certificates.set(facts.id, decoded(facts.id, der))
      isNew.add(facts.id)
      operations.push(certified(facts.id, decoded(facts.id, der)))
      say(`certified ${facts.id}`)
    }
    const issuing = cas.issuers.filter(({ role }) => role !== 'root')
    const requests = await mapWithConcurrency(
      issuing.filter(({ id }) => !certificates.has(id)),
      keysAtOnce,
      async (facts) => ({ facts, request: await ceremony.requestOf(facts) }),
    )
    for (const { facts, request } of requests) {
      if (request === undefined) continue
      const acceptable = checkRequest(facts, request)
      if (!acceptable.ok) return acceptable
    }
    for (const [id, { issuer, key }] of roots) {
      if (!created.has(id)) {
        operations.push({ operation: 'opened', issuer: id, publicKey: sha256(key.spki) })
        continue
      }
      const root = await certifier.certifyRoot(issuer)
      if (!root.ok) return root
      take(issuer, root.value)
    }
    for (const { facts, request } of requests) {
      if (request === undefined) continue
      const certificate = await certifier.certifyRequest(facts, request)
      if (!certificate.ok) return certificate
      take(facts, certificate.value)
    }

    for (const facts of cas.issuers) {
      const certificate = certificates.get(facts.id)
      const root = certificates.get(facts.under)
      if (certificate === undefined || root === undefined) continue
      const detail = faultOf(facts, { certificate, root, at: now })
      if (detail !== undefined)
        return refuse({ kind: 'examination-failed', issuer: facts.id, detail })
    }
    say(`examined ${String(certificates.size)} certificates and their chains`)

    await mkdir(publicFolder, { recursive: true })
    for (const [id, { der }] of certificates)
      if (isNew.has(id)) await writeDurably(join(publicFolder, `${id}.crt`), der, 0o644)
    for (const [id, keyed] of roots) {
      const root = certificates.get(id)
      if (root === undefined) throw new Error(`CA ${id} has no certificate`)
      const listed = await signRootStatus(keyed, {
        folder: publicFolder,
        rootFolder: ceremony.rootFolder,
        signingLog,
        now,
        root,
        revoke: revoke.filter((each) => each.root === id),
        issued: issuedBy(id),
      })
      if (!listed.ok) return listed
      const { number, entries, crl } = listed.value
      operations.push({
        operation: 'listed',
        issuer: id,
        number: String(number),
        entries,
        crl: sha256(crl),
      })
    }
    return ok(
      await writeRecord(
        { plan: cas.ceremony, isRehearsal: ceremony.isRehearsal, now, operations },
        { folder: publicFolder, roots },
      ),
    )
  } finally {
    await signingLog.close()
  }
}

function decoded(id: string, der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok)
    throw new Error(`certificate of ${id} cannot be read: ${certificate.refusal.kind}`)
  return certificate.value
}
