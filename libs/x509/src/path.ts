import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from './algorithms.ts'
import { isSelfIssued, type Certificate } from './certificate.ts'
import { equalBytes } from './der.ts'
import { isKnownExtension } from './extensions.ts'
import { isSameName } from './name-matching.ts'
import { depthOfForbiddenName } from './path-names.ts'
import { arePoliciesValid, type PolicyFacts, type InitialPolicies } from './policy-graph.ts'
import { decodePublicKey, type Curve } from './public-key.ts'
import { isAcceptedAlgorithm } from './signature-algorithm.ts'

export type ChainToVerify = {
  readonly leaf: Certificate
  /** Candidates, in any order; those that don't fit are ignored. */
  readonly intermediates: readonly Certificate[]
  /** Trust anchors. */
  readonly anchors: readonly Certificate[]
  readonly at: Instant
  /** Default: any policies, and none need be stated. */
  readonly policies?: InitialPolicies | undefined
  readonly minKeys?: MinKeys | undefined
}

/** The weakest keys that a certificate of the path may have. */
export type MinKeys = { readonly rsaBits: number; readonly curve: Curve }

const defaultMinKeys: MinKeys = { rsaBits: 2048, curve: 'P-256' }

/** Why a chain is refused. `depth` counts from the leaf, which is 0. */
export type ChainRefusal = {
  readonly kind:
    | 'not-yet-valid'
    | 'expired'
    | 'unknown-critical-extension'
    | 'signature-algorithm-not-accepted'
    /** A key of another kind than those verified here, or a weaker one than the caller accepts. */
    | 'key-not-accepted'
    | 'issuer-not-found'
    | 'issuer-is-no-ca'
    | 'path-too-long'
    | 'wrong-signature'
    /** By the name constraints of a CA above. */
    | 'name-not-permitted'
    /** No policy that all CAs and the caller accept, where one is required; or a forbidden mapping. */
    | 'policy-not-accepted'
  readonly depth: number
}

/**
 * Finds and verifies the path from a certificate up to an anchor (RFC 5280 § 6.1: signatures, validity at the
 * instant with both ends inclusive, names and their constraints, basic constraints, path length, key usage,
 * policies, critical extensions; and algorithms and key sizes). The anchor's own extensions count too.
 * Returns the chain from the leaf to the anchor. Checks neither revocation nor what the leaf may be used for.
 */
export const verifyChain = ({
  leaf,
  ...trust
}: ChainToVerify): Result<readonly Certificate[], ChainRefusal> =>
  chainFrom({ certificate: leaf, below: [] }, { ...trust, signatures: { left: maxSignatures } })

/** Longer chains than any tree in use are not searched: the certificates may come from anybody. */
const maxChainLength = 6
/** Many certificates naming each other must not cost more time than this. */
const maxSignatures = 100

type Step = {
  readonly certificate: Certificate
  /** The certificates under it, the leaf first. */
  readonly below: readonly Certificate[]
}

type Search = Omit<ChainToVerify, 'leaf'> & {
  /** How many signatures may still be verified. */
  readonly signatures: { left: number }
}

function chainFrom(step: Step, search: Search): Result<readonly Certificate[], ChainRefusal> {
  const { certificate, below } = step
  const depth = below.length
  const fault = faultOfOne(certificate, search)
  if (fault !== undefined) return refuse({ kind: fault, depth })
  if (depth > 0 && search.anchors.includes(certificate)) return checkPath(step, search)
  if (depth >= maxChainLength) return refuse({ kind: 'path-too-long', depth })

  let firstRefusal: ChainRefusal = { kind: 'issuer-not-found', depth }
  // Anchors first: the shortest path is preferred.
  for (const issuer of [...search.anchors, ...search.intermediates]) {
    if (below.includes(issuer) || !isNamedIssuer(issuer, certificate)) continue
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
  const kind = faultBetween(issuer, step, search)
  if (kind !== undefined) return refuse({ kind, depth: step.below.length })
  return chainFrom({ certificate: issuer, below: [...step.below, step.certificate] }, search)
}

function faultOfOne(
  { notBefore, notAfter, extensions, signatureAlgorithm, subjectPublicKeyInfo }: Certificate,
  { at, minKeys }: Search,
): ChainRefusal['kind'] | undefined {
  if (at < notBefore) return 'not-yet-valid'
  // The last second is valid to its end (RFC 5280 § 4.1.2.5).
  if (at >= notAfter + 1000) return 'expired'
  const hasUnknown = extensions.some(({ type, critical }) => critical && !isKnownExtension(type))
  if (hasUnknown) return 'unknown-critical-extension'
  if (!isAcceptedAlgorithm(signatureAlgorithm)) return 'signature-algorithm-not-accepted'
  return isStrongKey(subjectPublicKeyInfo, minKeys) ? undefined : 'key-not-accepted'
}

function isStrongKey(spki: Uint8Array, { rsaBits, curve } = defaultMinKeys): boolean {
  const key = decodePublicKey(spki)
  if (key === undefined) return false
  return key.kind === 'rsa' ? key.bits >= rsaBits : curve === 'P-256' || key.curve === curve
}

function isNamedIssuer(issuer: Certificate, certificate: Certificate): boolean {
  // A root names itself; that proves nothing, so it is not used as its own issuer.
  if (equalBytes(issuer.der, certificate.der)) return false
  if (!isSameName(issuer.subject, certificate.issuer)) return false
  const wanted = certificate.known.authorityKeyIdentifier
  const offered = issuer.known.subjectKeyIdentifier
  return wanted === undefined || offered === undefined || equalBytes(wanted, offered)
}

function faultBetween(
  issuer: Certificate,
  { certificate, below }: Step,
  { signatures }: Search,
): ChainRefusal['kind'] | undefined {
  const { basicConstraints, keyUsage } = issuer.known
  if (basicConstraints?.cA !== true) return 'issuer-is-no-ca'
  if (keyUsage !== undefined && !keyUsage.includes('keyCertSign')) return 'issuer-is-no-ca'

  // CAs between this issuer and the leaf; self-issued ones are not counted (RFC 5280 § 4.2.1.9).
  const cas = [...below, certificate].slice(1).filter((each) => !isSelfIssued(each))
  if (cas.length > (basicConstraints.pathLength ?? Infinity)) return 'path-too-long'

  if (signatures.left === 0) return 'issuer-not-found'
  signatures.left -= 1
  return verifySigned(certificate, issuer.subjectPublicKeyInfo) ? undefined : 'wrong-signature'
}

/** What depends on the whole path. */
function checkPath(
  { certificate: anchor, below }: Step,
  { policies = {} }: Search,
): Result<readonly Certificate[], ChainRefusal> {
  const depth = depthOfForbiddenName([...below, anchor])
  if (depth !== undefined) return refuse({ kind: 'name-not-permitted', depth })
  const facts = below.toReversed().map(policyFactsOf)
  return arePoliciesValid(facts, policyFactsOf(anchor), policies)
    ? ok([...below, anchor])
    : refuse({ kind: 'policy-not-accepted', depth: 0 })
}

const policyFactsOf = (certificate: Certificate): PolicyFacts => {
  const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy } =
    certificate.known
  return {
    policies: certificatePolicies?.map(({ policy }) => policy),
    mappings: policyMappings ?? [],
    constraints: policyConstraints ?? {},
    inhibitAny: inhibitAnyPolicy,
    isSelfIssued: isSelfIssued(certificate),
  }
}
