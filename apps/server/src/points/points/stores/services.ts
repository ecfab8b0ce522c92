import type { PointAct } from '@sotevarmenne/api/point-services'
import { shippedPointService, type PointService } from '@sotevarmenne/api/points'
import type { ThreeLanguages } from '@sotevarmenne/api/values'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, type Tx } from '#platform/db.ts'
import { storedChanges } from '#platform/dated-changes/stored-changes.ts'
import { waitingChanges } from '#platform/dated-changes/waiting-changes.ts'
import type { PointServiceChange } from '../contract.ts'
import { offeredOn, type OfferedFrom } from '../domain/service.ts'

export const serviceChanges = storedChanges<PointServiceChange>(sql.table('points.service_change'))

export const waitingServices = waitingChanges({
  ...{ kind: 'point-service-change', decidedBy: 'pointServices.decide' },
  table: 'points.service_change',
})

/** A service in the list. Its name and act never change: another name is another service. */
export type ListedService = {
  readonly code: PointService
  readonly name: ThreeLanguages
  readonly act: PointAct
}

/** Every service that was proposed and not rejected, the shipped ones first. */
export async function listedServices(tx: Tx): Promise<readonly ListedService[]> {
  const { rows } = await sql<ListedService>`
    select code, name, act from points.service s
    where exists (
      select from points.service_change c
      where c.kind = s.code and (c.decision is null or c.decision = 'approved')
    )
    order by (
      select min(begins_on) from points.service_change c where c.kind = s.code
    ), array_position(${shippedPointService.options}::text[], code), code`.execute(tx)
  return rows
}

/** Every approved change of the list. */
export async function approvedServices(tx: Tx): Promise<readonly OfferedFrom[]> {
  const { rows } = await sql<OfferedFrom>`
    select kind, begins_on as from, content from points.service_change
    where decision = 'approved' order by decided_at nulls first, begins_on`.execute(tx)
  return rows
}

export const servicesOfferedOn = async (
  tx: Tx,
  day: LocalDate,
): Promise<ReadonlySet<PointService>> => offeredOn(await approvedServices(tx), day)

/** The names of all services that were approved, by their codes. */
export async function serviceNames(tx: Tx): Promise<ReadonlyMap<PointService, ThreeLanguages>> {
  const approved = new Set((await approvedServices(tx)).map(({ kind }) => kind))
  const listed = await listedServices(tx)
  return new Map(
    listed.filter(({ code }) => approved.has(code)).map(({ code, name }) => [code, name]),
  )
}

/** Returns whether it is new: one that was rejected may be proposed again, with another name. */
export async function insertService(tx: Tx, { code, name, act }: ListedService): Promise<boolean> {
  const { rows } = await sql`
    insert into points.service as s (code, name, act) values (${code}, ${json(name)}, ${act})
    on conflict (code) do update set name = excluded.name, act = excluded.act
      where not exists (
        select from points.service_change c
        where c.kind = s.code and (c.decision is null or c.decision = 'approved')
      )
    returning code`.execute(tx)
  return rows.length > 0
}
