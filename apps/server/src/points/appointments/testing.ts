import { instant } from '@sotevarmenne/kernel/instant'
import { instantAt, localDate, type LocalTime } from '@sotevarmenne/kernel/local-date'
import type { Visit, VisitId } from './contract.ts'

/** An instant by the Finnish clock. */
export const at = (day: string, time: string) => instantAt(localDate(day), time as LocalTime)

/** Aino's appointment on Wednesday 2026-11-25 at ten, for a quarter of an hour. */
export const aVisit = (changes: object = {}): Visit => {
  const startsAt = at('2026-11-25', '10:00')
  return {
    state: 'booked',
    visitId: 'a3a56f05-58c4-4b52-9d0a-2c1f8a7b6e01' as string as VisitId,
    pointId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03',
    isWalkIn: false,
    startsAt,
    endsAt: instant(startsAt + 15 * 60_000),
    services: ['registering'],
    isOwnStaff: false,
    fees: [{ service: 'registering', netCents: 6000, vatPermille: 255 }],
    feeCents: 7530,
    language: 'fi',
    moves: 0,
    personal: { contact: { name: 'Aino Esimerkki', email: 'aino@example.fi' }, secret: 'x' },
    ...changes,
  }
}
