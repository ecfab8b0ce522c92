import type { Language } from '@sotevarmenne/api/values'
import type { VisitorContact } from '@sotevarmenne/api/appointments'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Point } from '#points/points/contract.ts'
import { linkTo } from './change-appointment.ts'
import type { Visit } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { visitById } from './store.ts'

/** The data for a message to the visitor; none of it is in the events. */
export type VisitNotice = {
  readonly state: Visit['state']
  readonly contact: VisitorContact
  readonly language: Language
  readonly startsAt: Visit['startsAt']
  readonly services: Visit['services']
  readonly feeCents: number
  readonly point: Point
  /** By when its link must be opened. */
  readonly confirmBy?: Instant
  /** Where the appointment is moved and cancelled; a walk-in has none. */
  readonly link?: string
}

/** The recipient and data of a message about the visit; undefined when they are erased. */
export const noticeOf =
  (deps: Pick<VisitsDeps, 'sealing' | 'registration' | 'publicUrl'>) =>
  async (tx: Tx, visitId: string): Promise<VisitNotice | undefined> => {
    const visit = await visitById(tx, deps.sealing, visitId)
    if (!visit?.personal) return undefined
    const point = await deps.registration.findPoint(tx, visit.pointId)
    if (!point) throw new Error(`a visit to an unknown point: ${visit.pointId}`)
    const { state, language, startsAt, services, feeCents, personal } = visit
    return {
      ...{ state, language, startsAt, services, feeCents, point, contact: personal.contact },
      ...('heldUntil' in visit && { confirmBy: visit.heldUntil }),
      ...(personal.secret !== undefined && { link: linkTo(deps, personal.secret, language) }),
    }
  }
