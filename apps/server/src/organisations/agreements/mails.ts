import type { Language } from '@sotevarmenne/api/values'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Party } from './contract.ts'
import type { AgreementsDeps } from './deps.ts'
import { documentsOfAgreement, findDocument } from './store.ts'

/** The mail to the contacts of one side about a signed document (R249, R271). */
type AgreementMail = {
  readonly to: string
  /** The contact's language. */
  readonly language: Language
  readonly organisation: string
  /** Name of the other side of a delegation. */
  readonly name?: string
}

/** To the accepting organisation that a delegation waits for it, and to each side the outcome. */
export const mailsOf =
  ({ sealing, organisations }: Pick<AgreementsDeps, 'sealing' | 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly AgreementMail[]> => {
    const decided = ofDecision.safeParse(event)
    const about = ofDocument.safeParse(event)
    const mailsTo = async (side: Party, other?: Party): Promise<readonly AgreementMail[]> =>
      (await organisations.contactsOf(tx, side.organisationId)).map(({ email, language }) => ({
        ...{ to: email, language, organisation: side.name },
        ...(other && { name: other.name }),
      }))
    if (decided.success) {
      const signed = await documentsOfAgreement(tx, sealing, decided.data.agreementId)
      const sides = signed.flatMap(({ organisation, terms }) => {
        if (terms.kind === 'end') return []
        return terms.kind === 'delegation' ? [terms.delegate, organisation] : [organisation]
      })
      return (await Promise.all(sides.map((side) => mailsTo(side)))).flat()
    }
    if (!about.success) return []
    const document = await findDocument(tx, sealing, about.data.documentId)
    if (document?.terms.kind !== 'delegation') return []
    const { organisation: giver, terms } = document
    // Withdrawn meanwhile: acceptance is no longer asked for.
    if (event.type === 'AgreementToBeAccepted' && document.state !== 'signed') return []
    return [
      ...(await mailsTo(terms.delegate, giver)),
      ...(event.type === 'AgreementToBeAccepted' ? [] : await mailsTo(giver, terms.delegate)),
    ]
  }

const ofDocument = z.object({ documentId: z.string() })

/** By a case officer: an end signed by the organisation itself (R277) is no decision. */
const ofDecision = z.object({
  type: z.enum(['AgreementApproved', 'AgreementRejected']),
  agreementId: z.string(),
  because: z.undefined().optional(),
})
