import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Language } from '#platform/texts.ts'
import type { TestCardsDeps } from './deps.ts'
import { findOrder } from './stores/orders.ts'

/** What is written to the contacts of a vendor about an order of test cards (R249). */
type TestCardMail = {
  readonly to: string
  /** The contact's. */
  readonly language: Language
  readonly organisation: string
  /** On which it was ordered. */
  readonly day: LocalDate
  /** Why it was refused. */
  readonly because?: string
}

/** To whom the decision on an order is told. */
export const mailsOf =
  ({ organisations }: Pick<TestCardsDeps, 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly TestCardMail[]> => {
    if (!decisions.has(event.type)) return []
    const { orderId } = ofOrder.parse(event)
    const order = await findOrder(tx, orderId)
    if (!order) throw new Error(`a decision on no order: ${orderId}`)
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
