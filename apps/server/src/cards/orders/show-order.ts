import type { DraftContinuation, OrderView } from '@sotevarmenne/api/orders'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { toBase64 } from '#platform/base64.ts'
import { showRight } from '#cards/products/index.ts'
import { isOtherName, type Confirmation, type NamesOfApplicant } from './domain/confirmation.ts'
import {
  deliveryOf,
  mayBeConfirmed,
  titleOf,
  type DeskContent,
  type MemberContent,
  type Order,
  type OrderIn,
} from './domain/order.ts'

/**
 * The order as in the HTTP contract. The text to be signed is returned only when it is drafted: it contains
 * the letter's address, which may since have come under non-disclosure.
 */
export function showOrder({ content, ...order }: Order, today: LocalDate): OrderView {
  const placement = order.state === 'draft' ? undefined : order.placement
  return {
    orderId: content.orderId,
    state: order.state,
    person: {
      personId: content.personId,
      givenNames: content.givenNames,
      surname: content.surname,
    },
    product: content.product,
    title: titleOf(content),
    ...(content.product === 'professional-card'
      ? { subjectNumber: content.registrationNumber, right: showRight(content.right, today) }
      : { subjectNumber: content.subjectNumber, employment: showEmployment(content) }),
    price: content.price,
    ...(content.photo && { photoId: content.photo.photoId }),
    language: content.language,
    delivery: deliveryOf(content),
    point: content.point,
    validTo: content.validTo,
    draftedAt: formatInstant(content.draftedAt),
    ...('noticeEmail' in content && { noticeEmail: content.noticeEmail }),
    ...('workEmail' in content && { workEmail: content.workEmail }),
    ...('corrects' in content && { corrects: content.corrects }),
    decisions: [...order.decisions],
    ...(order.confirmation && { confirmation: showConfirmation(order.confirmation, content) }),
    ...(placement && {
      orderedAt: formatInstant(placement.orderedAt),
      cardId: placement.cardId,
    }),
  }
}

/** A draft, with the text to be signed and what was typed for it. */
export const showDraft = (order: OrderIn<'draft'>, today: LocalDate): OrderView => ({
  ...showOrder(order, today),
  statement: toBase64(order.statement),
  typed: typedOf(order.content),
  continuation: 'possible',
})

const typedOf = (content: DeskContent): OrderView['typed'] => ({
  identification: content.identification,
  ...(content.letterTo !== 'registration-point' && { letterAddress: content.letterTo }),
  ...(content.product !== 'professional-card' &&
    content.preparedId !== undefined && { preparedId: content.preparedId }),
})

/** The order as a registrar sees it: also whether a draft is theirs to continue. */
export function showOrderAtDesk(
  order: Order,
  { registrar, now }: { readonly registrar: string; readonly now: Instant },
): OrderView {
  const shown = showOrder(order, dateInHelsinki(now))
  if (order.state !== 'draft') return shown
  return {
    ...shown,
    continuation: continuationOf(mayBeConfirmed(order, { signer: registrar, now })),
  }
}

function continuationOf(draft: ReturnType<typeof mayBeConfirmed>): DraftContinuation {
  if (draft.ok) return 'possible'
  const { kind } = draft.refusal
  if (kind === 'order-not-a-draft') throw new Error('unreachable: the order is a draft')
  return kind
}

/** The drawing is on the confirmation itself, which is fetched separately. */
const showConfirmation = (
  { by, confirmedAt, digest }: Confirmation,
  applicant: NamesOfApplicant,
): NonNullable<OrderView['confirmation']> => ({
  means: by.means,
  confirmedAt: formatInstant(confirmedAt),
  digest,
  ...(by.means === 'paper' && { storedAt: by.storedAt }),
  ...(by.means === 'typed' && { name: by.name }),
  isOtherName: isOtherName(by, applicant),
  hasScan: by.means === 'paper' && by.scan !== undefined,
})

const showEmployment = ({ employment }: MemberContent): OrderView['employment'] => {
  const { certificate, ...shown } = employment
  return { ...shown, ...(certificate && { certificateId: certificate.certificateId }) }
}
