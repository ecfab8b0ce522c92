import * as api from '@sotevarmenne/api/look-ups'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { operation, streamOperation } from '#platform/operation.ts'
import { personOf } from '#platform/permit.ts'
import { settingOn } from '#settings/index.ts'
import type { LookUpsReleased, LookUpsReported } from './contract.ts'
import type { VisitorsDeps } from './deps.ts'
import { lockLimit, lookUpsWithin, noteReleased, reasonsWithin } from './store.ts'

type Within = { readonly from: string; readonly to: string }
type Report = ResponseOf<typeof api.viewLookUps>

/** How many people each registrar and adviser looked up, for who watches that nobody does it out of curiosity. */
export const viewLookUps = operation({
  contract: api.viewLookUps,
  problems: {},
  handle:
    (deps: VisitorsDeps) =>
    (permit, within): Promise<Result<Report, never>> =>
      deps.db.write(async (tx) => {
        const event: LookUpsReported = { type: 'LookUpsReported', from: within.from, to: within.to }
        await deps.record(tx, event, permit)
        return ok(await reportOf(deps, tx, within))
      }),
})

/** The same as CSV. */
export const exportLookUps = streamOperation({
  contract: api.exportLookUps,
  problems: {},
  handle:
    (deps: VisitorsDeps) =>
    (permit, within): Promise<Result<AsyncIterable<string>, never>> =>
      deps.db.write(async (tx) => {
        const event: LookUpsReported = { type: 'LookUpsReported', from: within.from, to: within.to }
        await deps.record(tx, event, permit)
        const { registrars } = await reportOf(deps, tx, within)
        return ok(linesOf(registrars))
      }),
})

async function* linesOf(registrars: Report['registrars']): AsyncIterable<string> {
  const byReason = api.recordedReason.options.map((reason) => reason.replaceAll('-', '_'))
  const counts = ['look_ups', 'people', 'max_people_in_an_hour', 'with_visit', ...byReason]
  yield csvLine(['registrar', 'person', ...counts, 'stated'])
  for (const { personId, name, lookUps, people, maxInAnHour, withVisit, reasons } of registrars) {
    const ofReason = api.recordedReason.options.map(
      (each) => reasons.find(({ reason }) => reason === each)?.lookUps ?? 0,
    )
    const stated = reasons.flatMap(({ texts }) => texts).join(' / ')
    const figures = [lookUps, people, maxInAnHour, withVisit, ...ofReason].map(String)
    yield csvLine([name, personId, ...figures, stated])
  }
  await Promise.resolve()
}

async function reportOf(
  { clock, people, lookUpsAnHour }: Pick<VisitorsDeps, 'clock' | 'people' | 'lookUpsAnHour'>,
  tx: Tx,
  { from, to }: Within,
): Promise<Report> {
  const days = {
    from: startOfDay(from as LocalDate),
    to: startOfDay(addDays(to as LocalDate, 1)),
  }
  const rows = await lookUpsWithin(tx, { ...days, refusedSince: plus(clock.now(), -hour) })
  const stated = await reasonsWithin(tx, days)
  const registrars = []
  for (const { registrar, looks, ...figures } of rows) {
    const person = await people.findPerson(tx, registrar)
    const name = person ? `${person.givenNames} ${person.surname}` : ''
    const reasons = stated
      .filter((each) => each.registrar === registrar)
      .map(({ reason, lookUps, texts }) => ({ reason, lookUps, texts: [...texts] }))
    registrars.push({ personId: registrar, name, lookUps: looks, ...figures, reasons })
  }
  const { value } = await settingOn(tx, 'look-ups-an-hour', dateInHelsinki(clock.now()))
  return { registrars, limitAnHour: lookUpsAnHour ?? value }
}

/** Another person lets the registrar go on: as many look-ups again within the hour. */
export const releaseLookUps = operation({
  contract: api.releaseLookUps,
  problems: dualControlProblems,
  handle:
    (deps: VisitorsDeps) =>
    (permit, { personId }): Promise<Result<Nothing, SecondPersonRequired>> =>
      deps.db.write(async (tx): Promise<Result<Nothing, SecondPersonRequired>> => {
        const second = checkDualControl(personOf(permit), [personId])
        if (!second.ok) return second
        await lockLimit(tx, personId)
        await noteReleased(tx, personId, deps.clock.now())
        const event: LookUpsReleased = { type: 'LookUpsReleased', about: { personId } }
        await deps.record(tx, event, permit)
        return ok({})
      }),
})
