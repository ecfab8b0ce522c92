import assert from 'node:assert/strict'
import { bookAppointment, viewFreeSlots } from '@sotevarmenne/api/appointments'
import { serviceHands } from '../../scenario/service-hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'

/** The first point, and an appointment there. */
export function points(): Subject<{
  readonly pointId: string
  /** Of the link of an appointment that nobody changes. */
  readonly secret: string
}> {
  let pointId: string
  let secret: string
  return {
    history: [
      [
        '2026-11-26',
        async (environment) => {
          pointId = (await environment.riitta.signInAgain()).point?.pointId ?? ''
          secret = await bookLastFree(environment, pointId)
        },
      ],
    ],
    found: () => ({ pointId, secret }),
  }
}

/** Somebody takes the last free time of the week; returns the secret of the link. */
async function bookLastFree(environment: SeededEnvironment, pointId: string): Promise<string> {
  const { request } = serviceHands(environment)
  const { days } = await request(viewFreeSlots, { pointId })
  const startsAt = days.flatMap(({ slots }) => slots).at(-1)?.startsAt ?? ''
  const booked = await request(bookAppointment, {
    ...{ pointId, startsAt, services: ['registering'], isOwnStaff: false, language: 'fi' },
    contact: { name: 'Aino Esimerkki', phone: '040 123 4567' },
  })
  return booked.secret ?? assert.fail('an appointment by telephone has its link at once')
}
