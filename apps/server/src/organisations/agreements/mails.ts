import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#people/persons/contract.ts'
import type { Party } from './contract.ts'
import type { PapersDeps } from './deps.ts'
import { documentsOfPaper, findDocument } from './store.ts'

/** What is written to the contacts of one side of what was signed (R249, R271). */
type PaperMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** Of the other side of an authorisation. */
  readonly name?: string
}

/** To the authorised organisation that a paper waits for it, and to each side what became of it. */
export const mailsOf =
  ({ sealing, organisations }: Pick<PapersDeps, 'sealing' | 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly PaperMail[]> => {
    const decided = ofDecision.safeParse(event)
    const about = ofDocument.safeParse(event)
    const mailsTo = async (side: Party, other?: Party): Promise<readonly PaperMail[]> =>
      (await organisations.contactsOf(tx, side.organisationId)).map(({ email, language }) => ({
        ...{ to: email, language, organisation: side.name },
        ...(other && { name: other.name }),
      }))
    if (decided.success) {
      const signed = await documentsOfPaper(tx, sealing, decided.data.paperId)
      const sides = signed.flatMap(({ organisation, terms }) => {
        if (terms.kind === 'end') return []
        return terms.kind === 'authorisation' ? [terms.authorised, organisation] : [organisation]
      })
      return (await Promise.all(sides.map((side) => mailsTo(side)))).flat()
    }
    if (!about.success) return []
    const document = await findDocument(tx, sealing, about.data.documentId)
    if (document?.terms.kind !== 'authorisation') return []
    const { organisation: giver, terms } = document
    // Withdrawn meanwhile: nobody is asked any more.
    if (event.type === 'PaperToBeAccepted' && document.state !== 'signed') return []
    return [
      ...(await mailsTo(terms.authorised, giver)),
      ...(event.type === 'PaperToBeAccepted' ? [] : await mailsTo(giver, terms.authorised)),
    ]
  }

const ofDocument = z.object({ documentId: z.string() })

/** By a handler: what an organisation itself brought to nothing by an end (R277) is no decision. */
const ofDecision = z.object({
  type: z.enum(['PaperApproved', 'PaperRejected']),
  paperId: z.string(),
  because: z.undefined().optional(),
})
