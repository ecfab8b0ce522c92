import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Trust } from '@sotevarmenne/signatures/verify'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { OtherSigner, OtherSignerRefusal } from '#services/document-signing/contract.ts'
import type { ThirdPartyCardsDeps } from './deps.ts'
import { identifyHolder, type ThirdPartyCardRefusal } from './identify-holder.ts'
import { issuerNamedIn, checkCard } from './check-card.ts'

/**
 * Cards of other trust services that sign documents (R285): of accepted issuers with signature policies in
 * the file.
 */
export const documentSigners = (deps: ThirdPartyCardsDeps) => ({
  trust: async (): Promise<Trust> => {
    const issuers = await signingIssuers(deps)
    return {
      anchors: issuers.map(({ root }) => root),
      intermediates: issuers.map(({ ca }) => ca),
    }
  },

  /** Checks the certificate itself. Its status is in the evidence stored with the signed document. */
  accepts: async (leaf: Certificate, at: Instant): Promise<boolean> => {
    const issuer = issuerNamedIn(leaf, await signingIssuers(deps))
    return issuer !== undefined && checkCard(leaf, issuer, at, 'nonRepudiation').ok
  },

  /**
   * Checked as at a sign-in: the certificate, its status and its CA's, then the holder. Outside transactions.
   */
  signerOf: async (leaf: Certificate): Promise<Result<OtherSigner, OtherSignerRefusal>> => {
    const issuer = issuerNamedIn(leaf, await signingIssuers(deps))
    if (!issuer) return refuse({ kind: 'card-not-accepted' })
    const found = await identifyHolder(deps)({ leaf, issuer }, 'nonRepudiation')
    if (!found.ok) return refuse({ kind: signerRefusal[found.refusal.kind] })
    const { identityCode, organisation, card } = found.value
    const person = await deps.db.read((tx) => deps.people.findByIdentityCode(tx, identityCode))
    if (!person) return refuse({ kind: 'signed-by-another-card' })
    return ok({
      personId: person.personId,
      certificate: { issuer: card.issuer, serial: card.serial },
      ...(organisation && { organisation }),
    })
  },
})

const signerRefusal = {
  'certificate-of-another-purpose': 'card-not-accepted',
  'issuer-not-trusted': 'card-not-accepted',
  'certificate-not-yet-valid': 'card-not-accepted',
  'other-card-expired': 'card-not-accepted',
  'issuer-expired': 'card-not-accepted',
  'card-kind-not-accepted': 'card-not-accepted',
  'holder-not-named': 'card-not-accepted',
  'other-card-revoked': 'card-cancelled',
  'certificate-status-unavailable': 'status-unavailable',
  'card-issuer-unavailable': 'holder-unavailable',
  'register-unavailable': 'holder-unavailable',
  'unknown-to-card-issuer': 'signed-by-another-card',
  'unknown-to-population-register': 'signed-by-another-card',
} as const satisfies { [Kind in ThirdPartyCardRefusal['kind']]: OtherSignerRefusal['kind'] }

const signingIssuers = async ({ cardIssuers }: ThirdPartyCardsDeps) =>
  ((await cardIssuers?.accepted()) ?? []).filter(
    ({ signaturePolicies }) => signaturePolicies !== undefined,
  )
