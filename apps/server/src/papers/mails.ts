import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#people/contract.ts'
import type { Party } from './contract.ts'
import type { PapersDeps } from './deps.ts'
import { findDocument } from './store.ts'

/** What is written to the contacts of one side of an authorisation (R249). */
type PaperMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** Of the other side. */
  readonly name: string
}

/** To the authorised organisation that a paper waits for it, and to both sides what became of it. */
export const mailsOf =
  ({ sealing, organisations }: Pick<PapersDeps, 'sealing' | 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly PaperMail[]> => {
    const about = ofDocument.safeParse(event)
    if (!about.success) return []
    const document = await findDocument(tx, sealing, about.data.documentId)
    if (document?.terms.kind !== 'authorisation') return []
    const { organisation: giver, terms } = document
    // Withdrawn meanwhile: nobody is asked any more.
    if (event.type === 'PaperToBeAccepted' && document.state !== 'signed') return []
    const mailsTo = async (side: Party, other: Party): Promise<readonly PaperMail[]> =>
      (await organisations.contactsOf(tx, side.organisationId)).map(({ email, language }) => ({
        ...{ to: email, language, organisation: side.name, name: other.name },
      }))
    return [
      ...(await mailsTo(terms.authorised, giver)),
      ...(event.type === 'PaperToBeAccepted' ? [] : await mailsTo(giver, terms.authorised)),
    ]
  }

const ofDocument = z.object({ documentId: z.string() })
