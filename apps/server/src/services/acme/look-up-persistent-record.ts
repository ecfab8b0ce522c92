import { hash } from 'node:crypto'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import { accountHashPrefix, accountUrl } from './addresses.ts'
import type { AcmeDeps } from './deps.ts'
import { namesOfRecords, provesByRecord, type PersistentProof } from './domain/persistent-record.ts'

type Proof = PersistentProof & { readonly recordName: string }

/**
 * Looks for a standing record that lets the account order the name (`dns-persist-01`,
 * draft-ietf-acme-dns-persist-02): its own, or one of a domain above it that the approval includes. Every order looks
 * again: nothing found before is used a second time.
 */
export async function lookUpPersistentRecord(
  { probe, clock, issuerDomainName, publicUrl }: PersistDeps,
  { name, approved, ...account }: PersistRequested,
): Promise<Result<Proof, AcmeRefusal>> {
  if (issuerDomainName === undefined)
    return no('unauthorized', 'The service no longer offers dns-persist-01.')
  const prefix = `${accountHashPrefix({ publicUrl })}${hashName}/`
  const uriFor = (domain: string): string => `${prefix}${hashOf(domain, { publicUrl, ...account })}`
  const refused: AcmeRefusal[] = []
  for (const recordName of namesOfRecords(approved, name)) {
    const at = `_validation-persist.${recordName}`
    const texts = await probe.lookUpTexts(at)
    if (!texts.ok) {
      refused.push(texts.refusal)
      continue
    }
    const accountUris = [recordName, '*'].map(uriFor)
    const proved = provesByRecord(texts.value, {
      ...{ issuer: issuerDomainName, accountUris, prefix, now: clock.now() },
      isOfParent: recordName !== name,
    })
    if (proved.ok) return ok({ ...proved.value, recordName })
    refused.push({ kind: proved.refusal.kind, detail: `${at} ${proved.refusal.detail}.` })
  }
  // Wrong texts say more than missing ones.
  const { kind, detail } = refused.find((one) => one.kind !== 'dns') ?? refused[0] ?? nothing
  return no(
    kind,
    `${detail} Expected is, at _validation-persist.${name}: ${issuerDomainName}; accounturi=${uriFor(name)}`,
  )
}

const nothing = { kind: 'dns', detail: 'There is no name.' } as const

type PersistDeps = Pick<AcmeDeps, 'probe' | 'clock' | 'issuerDomainName' | 'publicUrl'>

type PersistRequested = AccountOfRecord & {
  readonly name: string
  /** The names and domains of the account's approval. */
  readonly approved: readonly string[]
}

type AccountOfRecord = {
  readonly accountId: string
  /** The thumbprint of the account's key of today: after a new key the record is published again. */
  readonly keyOf: string
}

/** In the registry of RFC 6920 § 9.4. */
const hashName = 'sha-256'

/** The hash of an account for a record of the domain; `*` is for records of any domain (§ 4.1, point 3). */
function hashOf(
  domain: string,
  { publicUrl, accountId, keyOf }: AccountOfRecord & Pick<AcmeDeps, 'publicUrl'>,
): string {
  const url = accountUrl({ publicUrl }, accountId)
  const bytes = Buffer.concat([
    Buffer.from([domain.length]),
    Buffer.from(`${domain}${keyOf}${url}`),
  ])
  return hash('sha256', bytes, 'base64url')
}
