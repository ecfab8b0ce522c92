import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { groundsOfMemberCard, type Ground } from '#cards/products/index.ts'
import type { MemberPart } from './domain/order.ts'

/** The grounds of a staff or actor card's decision, as stated in the order. */
export const groundsOfMember = (
  {
    product,
    employment,
    basis,
    price,
    replaces,
  }: Pick<MemberPart, 'product' | 'employment' | 'basis' | 'price' | 'replaces'>,
  today: LocalDate,
): readonly Ground[] =>
  groundsOfMemberCard({
    today,
    organisation: employment.organisation,
    isActor: product === 'actor-card',
    basis,
    certificate: employment.certificate !== undefined,
    price,
    ...(employment.endsOn !== undefined && { endsOn: employment.endsOn }),
    ...(replaces && { complaintId: replaces.complaintId }),
    ...(employment.declaration && { declaredOn: employment.declaration.givenOn }),
  })
