import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import { findCard, productionDataOf } from '#cards/card/index.ts'

/** A mail to an employer about a staff or actor card of its employee. */
type EmployerMail = {
  readonly to: string
  /** Language of the contact. */
  readonly language: Language
  readonly organisation: string
  /** The last digits of the card number; absent for a card that was never produced. */
  readonly name?: string
  /** Day of the order. */
  readonly day: LocalDate
}

/**
 * Recipients and card of the mail to an employer when a card is outdated by a register (R143). It names no
 * holder and no reason: register data about a person are personal, and a mail is read by many.
 */
export const employerMailsOf =
  ({ contactsOf }: Pick<Organisations, 'contactsOf'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly EmployerMail[]> => {
    const notified = ofCard.safeParse(event)
    if (!notified.success || !isOutdated(event.type, notified.data.reason)) return []
    const card = await findCard(tx, notified.data.about.cardId)
    // A vendor that tests a revocation knows of it.
    if (!card || card.says.isTest || !('employer' in card.says)) return []

    const { employer } = card.says
    const production = productionDataOf(card)
    return (await contactsOf(tx, employer.organisationId)).map(({ email, language }) => ({
      to: email,
      language,
      organisation: employer.organisation,
      ...(production && { name: production.cardNumber.slice(-4) }),
      day: dateInHelsinki(card.orderedAt),
    }))
  }

/** People know of the cards they cancel themselves. */
const isOutdated = (type: string, reason: string | undefined): boolean =>
  type === 'ReplacementOffered' ||
  (type === 'CardCancelled' && (reason === 'holder-died' || reason === 'data-changed'))

const ofCard = z.object({
  reason: z.string().optional(),
  about: z.object({ cardId: z.string() }),
})
