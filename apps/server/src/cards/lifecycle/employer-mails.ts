import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import { findCard, whatWasMade } from '#cards/card/index.ts'

/** What is written to an employer about a staff or actor card of its people. */
type EmployerMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** The last digits of the card's number; absent of a card that was never made. */
  readonly name?: string
  /** When it was ordered. */
  readonly day: LocalDate
}

/**
 * To whom and about which card an employer is written when a register has overtaken it (R143). It names no holder and no cause:
 * what a register says of a person is the person's own, and a mail is read by many.
 */
export const employerMailsOf =
  ({ contactsOf }: Pick<Organisations, 'contactsOf'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly EmployerMail[]> => {
    const told = ofCard.safeParse(event)
    if (!told.success || !isOvertaken(event.type, told.data.reason)) return []
    const card = await findCard(tx, told.data.about.cardId)
    // A vendor that tries a revocation out knows of it.
    if (!card || card.says.isTest || !('employer' in card.says)) return []

    const { employer } = card.says
    const made = whatWasMade(card)
    return (await contactsOf(tx, employer.organisationId)).map(({ email, language }) => ({
      to: email,
      language,
      organisation: employer.organisation,
      ...(made && { name: made.cardNumber.slice(-4) }),
      day: dateInHelsinki(card.orderedAt),
    }))
  }

/** What people close by themselves they know of. */
const isOvertaken = (type: string, reason: string | undefined): boolean =>
  type === 'ReplacementOffered' ||
  (type === 'CardClosed' && (reason === 'holder-died' || reason === 'data-changed'))

const ofCard = z.object({
  reason: z.string().optional(),
  about: z.object({ cardId: z.string() }),
})
