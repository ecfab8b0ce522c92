import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import type { TestCardsDeps } from './deps.ts'
import { findOrder } from './stores/orders.ts'

/** A mail to the contacts of a vendor about an order of test cards (R249). */
type TestCardMail = {
  readonly to: string
  /** Language of the contact. */
  readonly language: Language
  readonly organisation: string
  /** Day of the order. */
  readonly day: LocalDate
  /** Reason of the refusal. */
  readonly because?: string
}

/** Recipients of the decision on an order. */
export const mailsOf =
  ({ organisations }: Pick<TestCardsDeps, 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly TestCardMail[]> => {
    if (!decisions.has(event.type)) return []
    const { orderId } = ofOrder.parse(event)
    const order = await findOrder(tx, orderId)
    if (!order) throw new Error(`decision on unknown order ${orderId}`)
    const { organisationId, orderedAt, standing } = order
    const named = await organisations.organisationsByIds(tx, [organisationId])
    return (await organisations.contactsOf(tx, organisationId)).map(({ email, language }) => ({
      ...{ to: email, language, organisation: named.get(organisationId)?.name ?? '' },
      day: dateInHelsinki(orderedAt),
      ...(standing.state === 'refused' && { because: standing.because }),
    }))
  }

/** Orders of other things have ids too. */
const decisions: ReadonlySet<string> = new Set(['TestCardsAccepted', 'TestCardsRefused'])

const ofOrder = z.object({ orderId: z.string() })
