import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Trust } from '@sotevarmenne/signatures/verify'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { OtherSigner, OtherSignerRefusal } from '#services/document-signing/contract.ts'
import type { AccessDeps } from '../deps.ts'
import { issuerNamedIn, judgeOtherCard } from './judge-other-card.ts'
import { findHolder, type OtherCardSignInRefusal } from './sign-in-by-other-card.ts'
import { statusOfCard } from './status-of-card.ts'

/**
 * Cards of other trust services that sign documents (R285): of accepted issuers with signature policies in
 * the file.
 */
export const signersByOtherCards = (
  deps: Pick<AccessDeps, 'otherCards' | 'clock' | 'people' | 'lookUpPerson' | 'db'>,
) => ({
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
    return issuer !== undefined && judgeOtherCard(leaf, issuer, at, 'nonRepudiation').ok
  },

  /**
   * Judged as at a sign-in: the certificate, its status and its CA's, then the holder. Outside transactions.
   */
  signerOf: async (leaf: Certificate): Promise<Result<OtherSigner, OtherSignerRefusal>> => {
    const { otherCards } = deps
    const issuer = issuerNamedIn(leaf, await signingIssuers(deps))
    if (!otherCards || !issuer) return refuse({ kind: 'card-not-accepted' })
    const named = judgeOtherCard(leaf, issuer, deps.clock.now(), 'nonRepudiation')
    if (!named.ok) return refuse({ kind: 'card-not-accepted' })
    const status = await statusOfCard(deps, otherCards, { certificate: leaf, issuer })
    if (status === 'other-card-revoked') return refuse({ kind: 'card-cancelled' })
    if (status === 'issuer-not-trusted') return refuse({ kind: 'card-not-accepted' })
    if (status !== 'good') return refuse({ kind: 'status-unavailable' })
    const found = await findHolder(deps, otherCards, { leaf, holder: named.value })
    if (!found.ok)
      return refuse({
        kind: isSilence(found.refusal.kind) ? 'holder-unavailable' : 'signed-by-another-card',
      })
    const { identityCode, died } = found.value
    const person = await deps.db.read((tx) => deps.people.findByIdentityCode(tx, identityCode))
    if (!person || died !== undefined) return refuse({ kind: 'signed-by-another-card' })
    const { organisation } = named.value
    return ok({
      personId: person.personId,
      certificate: { issuer: issuer.name, serial: formatSerial(leaf.serial) },
      ...(organisation && { organisation }),
    })
  },
})

const signingIssuers = async ({ otherCards }: Pick<AccessDeps, 'otherCards'>) =>
  ((await otherCards?.issuers()) ?? []).filter(
    ({ signaturePolicies }) => signaturePolicies !== undefined,
  )

const isSilence = (kind: OtherCardSignInRefusal['kind']): boolean =>
  kind === 'register-unavailable' || kind === 'card-issuer-unavailable'
