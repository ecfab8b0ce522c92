import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from './algorithms.ts'
import { isSelfIssued, type Certificate } from './certificate.ts'
import { equalBytes } from './der.ts'
import { isKnownExtension } from './extensions.ts'

export type ChainToVerify = {
  readonly leaf: Certificate
  /** Candidates, in any order; those that don't fit are ignored. */
  readonly intermediates: readonly Certificate[]
  /** Trust anchors. */
  readonly anchors: readonly Certificate[]
  readonly at: Instant
}

/** Why a chain is refused. `depth` counts from the leaf, which is 0. */
export type ChainRefusal = {
  readonly kind:
    | 'not-yet-valid'
    | 'expired'
    | 'unknown-critical-extension'
    | 'issuer-not-found'
    | 'issuer-is-no-ca'
    | 'path-too-long'
    | 'wrong-signature'
  readonly depth: number
}

/**
 * Finds and verifies the path from a certificate up to an anchor (RFC 5280 § 6.1 as far as these trees use
 * it: signatures, validity at the instant with both ends inclusive, names, basic constraints, path length,
 * key usage, critical extensions). Returns the chain from the leaf to the anchor. Checks neither revocation
 * nor what the leaf may be used for.
 */
export const verifyChain = ({
  leaf,
  ...trust
}: ChainToVerify): Result<readonly Certificate[], ChainRefusal> =>
  chainFrom({ certificate: leaf, below: [] }, { ...trust, tried: new Set() })

/** Longer chains than any tree in use are not searched: the certificates may come from anybody. */
const maxChainLength = 6

type Step = {
  readonly certificate: Certificate
  /** The certificates under it, the leaf first. */
  readonly below: readonly Certificate[]
}

type Search = Omit<ChainToVerify, 'leaf'> & {
  /**
   * Each intermediate is tried once, so that many certificates naming each other cost no more than their
   * number.
   */
  readonly tried: Set<Certificate>
}

function chainFrom(step: Step, search: Search): Result<readonly Certificate[], ChainRefusal> {
  const { certificate, below } = step
  const depth = below.length
  const fault = faultOfOne(certificate, search.at)
  if (fault !== undefined) return refuse({ kind: fault, depth })
  if (depth > 0 && search.anchors.includes(certificate)) return ok([...below, certificate])
  if (depth >= maxChainLength) return refuse({ kind: 'path-too-long', depth })

  let firstRefusal: ChainRefusal = { kind: 'issuer-not-found', depth }
  // Anchors first: the shortest path is preferred.
  for (const issuer of [...search.anchors, ...search.intermediates]) {
    if (search.tried.has(issuer) || !isNamedIssuer(issuer, certificate)) continue
    if (!search.anchors.includes(issuer)) search.tried.add(issuer)
    const response = stepUp(issuer, step, search)
    if (response.ok) return response
    if (firstRefusal.kind === 'issuer-not-found') firstRefusal = response.refusal
  }
  return refuse(firstRefusal)
}

function stepUp(
  issuer: Certificate,
  step: Step,
  search: Search,
): Result<readonly Certificate[], ChainRefusal> {
  const kind = faultBetween(issuer, step)
  if (kind !== undefined) return refuse({ kind, depth: step.below.length })
  return chainFrom({ certificate: issuer, below: [...step.below, step.certificate] }, search)
}

function faultOfOne(certificate: Certificate, at: Instant): ChainRefusal['kind'] | undefined {
  if (at < certificate.notBefore) return 'not-yet-valid'
  // The last second is valid to its end (RFC 5280 § 4.1.2.5).
  if (at >= certificate.notAfter + 1000) return 'expired'
  const hasUnknown = certificate.extensions.some(
    ({ type, critical }) => critical && !isKnownExtension(type),
  )
  return hasUnknown ? 'unknown-critical-extension' : undefined
}

function isNamedIssuer(issuer: Certificate, certificate: Certificate): boolean {
  // A root names itself; that proves nothing, so it is not used as its own issuer.
  if (equalBytes(issuer.der, certificate.der)) return false
  if (!equalBytes(issuer.subjectDer, certificate.issuerDer)) return false
  const wanted = certificate.known.authorityKeyIdentifier
  const offered = issuer.known.subjectKeyIdentifier
  return wanted === undefined || offered === undefined || equalBytes(wanted, offered)
}

function faultBetween(
  issuer: Certificate,
  { certificate, below }: Step,
): ChainRefusal['kind'] | undefined {
  const { basicConstraints, keyUsage } = issuer.known
  if (basicConstraints?.cA !== true) return 'issuer-is-no-ca'
  if (keyUsage !== undefined && !keyUsage.includes('keyCertSign')) return 'issuer-is-no-ca'

  // CAs between this issuer and the leaf; self-issued ones are not counted (RFC 5280 § 4.2.1.9).
  const cas = [...below, certificate].slice(1).filter((each) => !isSelfIssued(each))
  if (cas.length > (basicConstraints.pathLength ?? Infinity)) return 'path-too-long'

  return verifySigned(certificate, issuer.subjectPublicKeyInfo) ? undefined : 'wrong-signature'
}
