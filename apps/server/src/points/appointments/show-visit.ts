import type { Alike, AppointmentView, VisitView } from '@sotevarmenne/api/appointments'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Payer, Visit } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { receiptOf } from './domain/receipt.ts'
import { checkChange, possibleSteps } from './domain/visit.ts'

/** An appointment as its visitor sees it. */
export async function showAppointment(
  { registration, clock }: Pick<VisitsDeps, 'registration' | 'clock'>,
  tx: Tx,
  visit: Visit,
  { contact }: NonNullable<Visit['personal']>,
): Promise<AppointmentView> {
  const point = await registration.findPoint(tx, visit.pointId)
  if (!point) throw new Error(`a visit to an unknown point: ${visit.pointId}`)
  const { pointId, name, address, details } = point
  const { visitId, state, isOwnStaff, feeCents } = visit
  return {
    ...{ visitId, state, isOwnStaff, feeCents, contact },
    services: [...visit.services],
    startsAt: formatInstant(visit.startsAt),
    endsAt: formatInstant(visit.endsAt),
    point: {
      ...{ pointId, name, address },
      ...(details?.phone !== undefined && { phone: details.phone }),
      ...(details?.directions !== undefined && { directions: details.directions }),
    },
    mayChange: checkChange(visit, clock.now()).ok,
  }
}

/**
 * A visit as the desk sees it; `corrected`: who pays for it, where that differs from what the desk recorded;
 * `alike`: by what it is one of several of the same stranger.
 */
export const showVisit = (
  visit: Visit,
  now: Instant,
  {
    corrected,
    alike = [],
  }: { readonly corrected?: readonly Payer[] | undefined; readonly alike?: readonly Alike[] } = {},
): VisitView => {
  const { visitId, state, isWalkIn, isOwnStaff, feeCents, language, personal } = visit
  return {
    ...{ visitId, state, isWalkIn, isOwnStaff, feeCents, language },
    services: [...visit.services],
    startsAt: formatInstant(visit.startsAt),
    endsAt: formatInstant(visit.endsAt),
    ...('arrivedAt' in visit && { arrivedAt: formatInstant(visit.arrivedAt) }),
    ...((visit.state === 'called' || visit.state === 'served') && {
      calledAt: formatInstant(visit.calledAt),
    }),
    ...(personal && { contact: personal.contact }),
    ...('payer' in visit && { payer: visit.payer }),
    ...('heldUntil' in visit && { confirmBy: formatInstant(visit.heldUntil) }),
    ...(alike.length > 0 && { cancelAlike: [...alike] }),
    ...(corrected && { correctedPayers: [...corrected] }),
    ...(receiptOf(visit).ok && { hasReceipt: true as const }),
    steps: [...possibleSteps(visit, now)],
  }
}
