import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { verifyChain } from '@sotevarmenne/x509/path'
import type { QueryStatus } from '../patient-system/query-status.ts'
import type { Trust } from '../patient-system/trust.ts'

/** What Kanta needs to know about a system that connects or signs. */
export type System = {
  readonly organisation: string
  readonly unit: string | undefined
  /** OID of the organisation or unit, in the code service. */
  readonly oid: string
  readonly name: string
  /** Hexadecimal. */
  readonly certificateSerial: string
  readonly issuer: string
}

export type SystemRefusal = {
  readonly kind:
    | 'unknown-ca'
    | 'not-yet-valid'
    | 'expired'
    | 'wrong-purpose'
    | 'unknown-organisation'
    | 'revoked'
    | 'status-unknown'
    | 'status-unavailable'
}

export type SystemChecks = Trust & {
  readonly at: Instant
  readonly queryStatus: QueryStatus
  /** Whether the code service has an organisation with the OID. */
  readonly isKnownOid: (oid: string) => boolean
}

/** `connection`: a server certificate used as a client. `document`: a system-signature certificate. */
export type SystemPurpose = 'connection' | 'document'

/**
 * Whether the system belongs to an organisation that Kanta knows: chain, purpose, OID in the name, and
 * status.
 */
export async function checkSystem(
  leaf: Certificate,
  purpose: SystemPurpose,
  { anchors, intermediates, at, queryStatus, isKnownOid }: SystemChecks,
): Promise<Result<System, SystemRefusal>> {
  const chain = verifyChain({ leaf, intermediates, anchors, at })
  if (!chain.ok) {
    const { kind } = chain.refusal
    return refuse({
      kind: kind === 'expired' || kind === 'not-yet-valid' ? kind : 'unknown-ca',
    })
  }
  if (!isFor(leaf, purpose)) return refuse({ kind: 'wrong-purpose' })
  const value = (type: string) => attributeOf(leaf.subject, type)
  const oid = value(attributeTypes.serialNumber) ?? ''
  if (!isKnownOid(oid)) return refuse({ kind: 'unknown-organisation' })
  const issuer = chain.value[1]
  if (issuer === undefined) return refuse({ kind: 'unknown-ca' })
  const status = await queryStatus({ certificate: leaf, issuer, at })
  switch (status.kind) {
    case 'good':
      return ok({
        organisation: value(attributeTypes.organizationName) ?? '',
        unit: value(attributeTypes.organizationalUnitName),
        oid,
        name: value(attributeTypes.commonName) ?? '',
        certificateSerial: formatSerial(leaf.serial),
        issuer: attributeOf(leaf.issuer, attributeTypes.commonName) ?? '',
      })
    case 'revoked':
      return refuse({ kind: 'revoked' })
    case 'unknown':
      return refuse({ kind: 'status-unknown' })
    case 'unavailable':
      return refuse({ kind: 'status-unavailable' })
  }
}

function isFor({ known }: Certificate, purpose: SystemPurpose): boolean {
  const { keyUsage = [], extKeyUsage = [], basicConstraints } = known
  if (basicConstraints?.cA === true) return false
  // A card's certificate may log in too, and a server's may sign in TLS: the purpose is recognised by what
  // the other lacks.
  return purpose === 'connection'
    ? extKeyUsage.includes(keyPurposes.serverAuth) && extKeyUsage.includes(keyPurposes.clientAuth)
    : keyUsage.includes('nonRepudiation') && extKeyUsage.length === 0
}
