import { randomBytes } from 'node:crypto'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import type { Cas } from '@sotevarmenne/issuing/issuer-file'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeName } from '@sotevarmenne/x509/names'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import type { SigningKey } from '#keys/signing-key.ts'
import { createSigner } from '#signer.ts'
import { identifierOf, lastDay, type OpenedRoots } from './open-roots.ts'

export type CertifyRefusal =
  | { readonly kind: 'request-not-acceptable'; readonly issuer: string; readonly detail: string }
  | { readonly kind: 'signer-refused'; readonly issuer: string; readonly refusal: SignerRefusal }

/**
 * Certifies CAs with the roots' keys. Every certificate is checked by the signer like any other (lints,
 * signing log), and compared with what was decided about the CA.
 */
export function createCertifier(cas: Cas, { roots, signingLog, now }: OpenedRoots) {
  const signer = createSigner({
    issuers: roots,
    checkpointKey: noCheckpoints,
    signingLog,
    clock: { now: () => now },
    ceremony: cas,
  })

  const certify = async (
    facts: IssuerFacts,
    spki: Uint8Array,
  ): Promise<Result<Uint8Array, CertifyRefusal>> => {
    const root = roots.get(facts.under)
    if (root === undefined) throw new Error(`root ${facts.under} not found`)
    const profile = facts.role === 'root' ? 'ca-root' : 'ca-issuing'
    const end = Math.min(lastDay(facts, now), root.issuer.notAfter)
    const tbs = encodeToBeSigned({
      profile,
      issuer: root.issuer,
      ca: facts,
      serial: serialOf(randomBytes(16)),
      subject: caSubject(facts),
      spki,
      keyIdentifier: identifierOf(spki),
      notBefore: now,
      notAfter: instant(end),
    })
    const signature = await signer.signCertificate({ issuer: facts.under, profile, tbs })
    if (!signature.ok)
      return refuse({ kind: 'signer-refused', issuer: facts.id, refusal: signature.refusal })
    const { signatureAlgorithm } = root.issuer
    return ok(assembleCertificate({ tbs, signatureAlgorithm, signature: signature.value }))
  }

  return {
    certifyRoot: (facts: IssuerFacts): Promise<Result<Uint8Array, CertifyRefusal>> =>
      certify(facts, roots.get(facts.id)?.key.spki ?? new Uint8Array()),

    certifyRequest: (
      facts: IssuerFacts,
      der: Uint8Array,
    ): Promise<Result<Uint8Array, CertifyRefusal>> => {
      const spki = checkRequest(facts, der)
      return spki.ok ? certify(facts, spki.value) : Promise.resolve(spki)
    },
  }
}

/**
 * Verifies that a request names the CA as decided, requests nothing else, and is signed with its own key;
 * returns that key.
 */
export function checkRequest(
  facts: IssuerFacts,
  der: Uint8Array,
): Result<Uint8Array, CertifyRefusal> {
  const no = (detail: string) =>
    refuse({ kind: 'request-not-acceptable', issuer: facts.id, detail })
  const request = decodeCertificateRequest(der)
  if (!request.ok) return no(request.refusal.kind)
  const { subjectDer, extensions, subjectPublicKeyInfo: spki } = request.value
  if (!equalBytes(subjectDer, encodeName(caSubject(facts)))) return no('another name')
  if (extensions.length > 0) return no('it asks for extensions')
  if (!verifySigned(request.value, spki)) return no('its own key did not sign it')
  return ok(spki)
}

/** The roots do not use the checkpoint key of the audit log. */
const noCheckpoints: SigningKey = {
  algorithm: 'ecdsa-sha256',
  spki: new Uint8Array(),
  sign: () => Promise.reject(new Error('checkpoints cannot be signed in a key ceremony')),
  signPieces: () => {
    throw new Error('checkpoints cannot be signed in a key ceremony')
  },
  trouble: () => undefined,
}
