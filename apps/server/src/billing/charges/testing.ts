import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Charge, ChargeId } from './contract.ts'

/** A staff card at 23,00 €, not invoiced yet. */
export const aCharge = (changes: Partial<Charge> = {}): Charge => ({
  chargeId: 'charge' as string as ChargeId,
  sellerId: 'service',
  organisationId: 'provider',
  product: 'staff-card',
  because: 'staff-without-patient-systems',
  netCents: 2300,
  vatPermille: 0,
  actedOn: localDate('2026-10-15'),
  cardAgreementId: 'agreement',
  subject: { kind: 'card', orderId: 'order', cardId: 'card' },
  state: { kind: 'open' },
  ...changes,
})
