import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import { readCertificate } from '@sotevarmenne/issuing/issuers'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { inLanes } from '#map-with-concurrency.ts'
import { createCertifier, judgeRequest, type CertifyRefusal } from './certify.ts'
import { faultOf } from './examine.ts'
import {
  judgePast,
  judgeRevocations,
  type PastRefusal,
  type RevocationRefusal,
  type RootRevocation,
} from './judge-past.ts'
import { openRoots, type CeremonyRoom, type OpenRootsRefusal } from './open-roots.ts'
import { certified, keepRecord, sha256, type Deed, type SignedRecord } from './record.ts'
import { signRootStatus, type RootStatusRefusal } from './sign-root-status.ts'

export type Ceremony = CeremonyRoom & {
  readonly isRehearsal: boolean
  /**
   * How each issuing authority asks for its certificate: by a request file that was brought, or, in a rehearsal, by a
   * key made on the spot. Undefined: it is left for another day.
   */
  readonly requestOf: (facts: IssuerFacts) => Promise<Uint8Array | undefined>
  /** What the lists of the roots are to say from now on, beside what they say already. */
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
 * Holds the key ceremony of the reviewed file: opens the roots or makes them, judges their past and everything that was
 * brought before anything is signed, certifies every authority that has no
 * certificate yet, signs the roots' lists and answers, examines all of it, and keeps a signed record. Nothing is decided
 * here; what was made before stays as it is, so that it may be held again with a further generation in the file.
 */
export async function holdCeremony(
  ceremony: Ceremony,
): Promise<Result<SignedRecord, CeremonyRefusal>> {
  const { authorities, publicFolder, say } = ceremony
  const opened = await openRoots(ceremony)
  if (!opened.ok) return opened
  const { roots, made, journal, now } = opened.value
  try {
    const certifier = createCertifier(authorities, opened.value)
    const certificates = new Map<string, Certificate>()
    for (const { id } of authorities.issuers) {
      const before = await readCertificate(publicFolder, id)
      if (before !== undefined) certificates.set(id, before)
    }
    const issuedBy = (root: string): readonly Certificate[] =>
      authorities.issuers.flatMap(({ id, under }) => {
        const certificate = under === root ? certificates.get(id) : undefined
        return certificate === undefined ? [] : [certificate]
      })

    const revoke = ceremony.revoke ?? []
    for (const [id, keyed] of roots) {
      if (made.has(id)) continue
      const { rootFolder } = ceremony
      const issued = issuedBy(id)
      const past = await judgePast(keyed, { rootFolder, publicFolder, journal, issued })
      if (!past.ok) return past
    }
    const revocable = await judgeRevocations(revoke, opened.value)
    if (!revocable.ok) return revocable

    const deeds: Deed[] = []
    const isNew = new Set<string>()

    const take = (facts: IssuerFacts, der: Uint8Array): void => {
      certificates.set(facts.id, decoded(facts.id, der))
      isNew.add(facts.id)
      deeds.push(certified(facts.id, decoded(facts.id, der)))
      say(`certified ${facts.id}`)
    }
    const issuing = authorities.issuers.filter(({ role }) => role !== 'root')
    const requests = await inLanes(
      issuing.filter(({ id }) => !certificates.has(id)),
      async (facts) => ({ facts, request: await ceremony.requestOf(facts) }),
    )
    for (const { facts, request } of requests) {
      if (request === undefined) continue
      const acceptable = judgeRequest(facts, request)
      if (!acceptable.ok) return acceptable
    }
    for (const [id, { issuer, key }] of roots) {
      if (!made.has(id)) {
        deeds.push({ deed: 'opened', issuer: id, publicKey: sha256(key.spki) })
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

    for (const facts of authorities.issuers) {
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
      if (root === undefined) throw new Error(`${id} has no certificate`)
      const listed = await signRootStatus(keyed, {
        folder: publicFolder,
        rootFolder: ceremony.rootFolder,
        journal,
        now,
        root,
        revoke: revoke.filter((each) => each.root === id),
        issued: issuedBy(id),
      })
      if (!listed.ok) return listed
      const { number, entries, list } = listed.value
      deeds.push({
        deed: 'listed',
        issuer: id,
        number: String(number),
        entries,
        list: sha256(list),
      })
    }
    return ok(
      await keepRecord(
        { plan: authorities.ceremony, isRehearsal: ceremony.isRehearsal, now, deeds },
        { folder: publicFolder, roots },
      ),
    )
  } finally {
    await journal.close()
  }
}

function decoded(id: string, der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error(`${id}: ${certificate.refusal.kind}`)
  return certificate.value
}
