import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import * as api from '@sotevarmenne/api/point-services'
import { pricedProduct } from '@sotevarmenne/api/fees'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  decideChange,
  proposeChange,
  showChanges,
  type DatedChanges,
  type DatedChangesDeps,
} from '#platform/dated-changes/change-from-a-day.ts'
import { decideProblems, proposeProblems } from '#platform/dated-changes/problems.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { PointServiceChange, PointServiceEvent } from './contract.ts'
import { offeredOn } from './domain/service.ts'
import {
  approvedServices,
  insertService,
  listedServices,
  serviceChanges,
  serviceNames,
} from './stores/services.ts'
import { texts } from './texts.ts'

const changes: DatedChanges<PointServiceChange> = {
  stored: serviceChanges,
  eventOf: (step, changeId, change): PointServiceEvent => ({
    ...{ type: `PointServiceChange${step}`, changeId, change },
  }),
}

/** The services of points, for everybody: also ended ones, which old charges name (R493). */
export const listPointServices = operation({
  contract: api.listPointServices,
  problems: {},
  handle:
    (deps: Pick<Runtime, 'db' | 'clock'>) =>
    (): Promise<Result<ResponseOf<typeof api.listPointServices>, never>> =>
      deps.db.read(async (tx) => ok({ services: await servicesToday(deps, tx) })),
})

/** The same with all changes of the list: in force, coming, past, rejected, or waiting. */
export const viewPointServices = operation({
  contract: api.viewPointServices,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) => {
    const shown = await showChanges(deps, permit, changes)
    return deps.db.read(async (tx) => {
      const names = new Map((await listedServices(tx)).map(({ code, name }) => [code, name]))
      return ok({
        services: await servicesToday(deps, tx),
        changes: shown.map((one) => ({
          ...one,
          name: names.get(one.kind) ?? { fi: one.kind, sv: one.kind, en: one.kind },
        })),
      })
    })
  },
})

async function servicesToday(
  { clock }: Pick<Runtime, 'clock'>,
  tx: Tx,
): Promise<api.PointServiceView[]> {
  const today = dateInHelsinki(clock.now())
  const changesOfAll = await approvedServices(tx)
  const offered = offeredOn(changesOfAll, today)
  const approved = new Set(changesOfAll.map(({ kind }) => kind))
  const coming = new Set(
    changesOfAll
      .filter(({ from, content }) => from > today && content.isOffered)
      .map(({ kind }) => kind),
  )
  const listed = await listedServices(tx)
  return listed
    .filter(({ code }) => approved.has(code))
    .map((service) => ({
      ...{ ...service, isOffered: offered.has(service.code) },
      isComing: coming.has(service.code),
    }))
}

type ServiceRefusal =
  /** A service or product has the code, or is proposed with it. */
  { readonly kind: 'point-service-exists' } | { readonly kind: 'point-service-not-found' }

/** A case officer proposes a service, its end, or that it is offered again, from a day on (R493). */
export const proposePointService = operation({
  contract: api.proposePointService,
  problems: {
    ...proposeProblems,
    'point-service-exists': { status: 409, ...texts.serviceExists },
    'point-service-not-found': { status: 404, ...texts.serviceNotFound },
  },
  handle:
    (deps: DatedChangesDeps) =>
    (permit, { code, beginsOn, change }) => {
      const proposed: PointServiceChange = {
        ...{ kind: code, beginsOn: localDate(beginsOn) },
        isOffered: change.kind === 'add' || change.isOffered,
      }
      return proposeChange(deps, permit, changes, proposed, (tx) => prepare(tx, code, change))
    },
})

type Requested = InputOf<typeof api.proposePointService>['change']

async function prepare(
  tx: Tx,
  code: string,
  change: Requested,
): Promise<Result<undefined, ServiceRefusal>> {
  if (change.kind === 'offer')
    return (await serviceNames(tx)).has(code)
      ? ok(undefined)
      : refuse({ kind: 'point-service-not-found' })
  const isProduct = pricedProduct.options.some((product) => product === code)
  const { name, act } = change
  return !isProduct && (await insertService(tx, { code, name, act }))
    ? ok(undefined)
    : refuse({ kind: 'point-service-exists' })
}

export const decidePointService = operation({
  contract: api.decidePointService,
  problems: decideProblems('point-service-change-not-found'),
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, changes, { ...input, notFound: 'point-service-change-not-found' }),
})
