import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { isWithin, parseOid, type Oid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import {
  actForMember,
  type ActionRefusal,
  type MemberRefusal,
  memberProblems,
  actionProblems,
} from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type {
  SupplierAuthorisation,
  SupplierAuthorisationEnded,
  SupplierAuthorisationId,
  SupplierAuthorised,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { standingOf } from './domain/applicant.ts'
import { aboutAuthorisation } from './show-application.ts'
import {
  authorisationsOf,
  endAuthorisation,
  insertAuthorisation,
  lockAuthorisation,
} from './store.ts'
import { texts } from './texts.ts'
import { oidProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.listSupplierAuthorisations>

export const listSupplierAuthorisations = operation({
  contract: contracts.listSupplierAuthorisations,
  problems: memberProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit, { organisationId }): Promise<Result<Shown, MemberRefusal>> =>
      deps.db.read(async (tx): Promise<Result<Shown, MemberRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        return member.ok ? ok(await show(deps, tx, organisationId)) : member
      }),
})

export type AuthoriseRefusal =
  | ActionRefusal
  | OidRefusal
  | { readonly kind: 'days-backwards' }
  /** Customer number and business ID do not belong to one organisation. */
  | { readonly kind: 'authorised-not-found' }
  | { readonly kind: 'authorising-oneself' }
  | { readonly kind: 'oid-not-own'; readonly oid: string }

/**
 * Lets another organisation apply with this organisation's OIDs; the giver must have the right to do so now.
 */
export const authoriseSupplier = operation({
  contract: contracts.authoriseSupplier,
  problems: {
    ...actionProblems,
    ...oidProblems,
    'days-backwards': { status: 422, ...texts.daysBackwards },
    'authorised-not-found': { status: 422, ...texts.authorisedNotFound },
    'authorising-oneself': { status: 422, ...texts.authorisingOneself },
    'oid-not-own': { status: 422, ...texts.oidNotOwn },
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (permit, { organisationId, ...input }): Promise<Result<Shown, AuthoriseRefusal>> => {
      const oids = oidsOf(input.oids)
      if (!oids.ok) return oids
      const { validFrom = dateInHelsinki(deps.clock.now()), validTo } = input
      if (validTo !== undefined && validTo < validFrom) return refuse({ kind: 'days-backwards' })
      const authorising = { organisationId, action: 'authorise' } as const
      type Authorised = Result<Shown, AuthoriseRefusal>
      return actForMember(deps, permit, authorising, async (tx): Promise<Authorised> => {
        const giver = await deps.organisations.organisationById(tx, organisationId)
        const authorised = await deps.organisations.organisationByNumbers(tx, input)
        if (!giver || !authorised) return refuse({ kind: 'authorised-not-found' })
        if (authorised.organisationId === organisationId)
          return refuse({ kind: 'authorising-oneself' })
        const strange =
          oids.value === 'all' ? undefined : oids.value.find((oid) => !isWithin(oid, giver.oid))
        if (strange !== undefined) return refuse({ kind: 'oid-not-own', oid: strange })

        const authorisation: SupplierAuthorisation = {
          supplierAuthorisationId: randomUUID() as string as SupplierAuthorisationId,
          ...{ giver: organisationId, authorised: authorised.organisationId, oids: oids.value },
          validFrom: localDate(validFrom),
          ...(validTo !== undefined && { validTo: localDate(validTo) }),
        }
        const given = { by: personOf(permit), at: deps.clock.now() }
        await insertAuthorisation(tx, authorisation, given)
        const event: SupplierAuthorised = {
          type: 'SupplierAuthorised',
          ...aboutAuthorisation(authorisation),
        }
        await deps.record(tx, event, permit)
        return ok(await show(deps, tx, organisationId))
      })
    },
})

export type EndAuthorisationRefusal = ActionRefusal | { readonly kind: 'authorisation-not-found' }

/** Either side ends it, at once. Certificates already issued stay valid until they are revoked. */
export const endSupplierAuthorisation = operation({
  contract: contracts.endSupplierAuthorisation,
  problems: {
    ...actionProblems,
    'authorisation-not-found': { status: 404, ...texts.authorisationNotFound },
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit,
      { organisationId, supplierAuthorisationId },
    ): Promise<Result<Shown, EndAuthorisationRefusal>> => {
      const authorising = { organisationId, action: 'authorise' } as const
      type Ended = Result<Shown, EndAuthorisationRefusal>
      return actForMember(deps, permit, authorising, async (tx): Promise<Ended> => {
        const authorisation = await lockAuthorisation(tx, supplierAuthorisationId)
        const isOf =
          authorisation?.giver === organisationId || authorisation?.authorised === organisationId
        if (!authorisation || !isOf || authorisation.endedAt !== undefined)
          return refuse({ kind: 'authorisation-not-found' })
        await endAuthorisation(tx, authorisation.supplierAuthorisationId, {
          ...{ by: personOf(permit), at: deps.clock.now() },
        })
        const event: SupplierAuthorisationEnded = {
          type: 'SupplierAuthorisationEnded',
          ...aboutAuthorisation(authorisation),
        }
        await deps.record(tx, event, permit)
        return ok(await show(deps, tx, organisationId))
      })
    },
})

function oidsOf(
  typed: readonly string[] | undefined,
): Result<SupplierAuthorisation['oids'], OidRefusal> {
  if (typed === undefined) return ok('all')
  const oids: Oid[] = []
  for (const text of typed) {
    const oid = parseOid(text)
    if (!oid.ok) return oid
    oids.push(oid.value)
  }
  return ok(oids)
}

async function show(
  { organisations, clock }: ServiceCertificatesDeps,
  tx: Tx,
  organisationId: string,
): Promise<Shown> {
  const on = dateInHelsinki(clock.now())
  const named = async (of: string) => {
    const organisation = await organisations.organisationById(tx, of)
    if (!organisation) throw new Error(`supplier authorisation ${of} has no organisation`)
    const { name, businessId } = organisation
    return { organisationId: of, name, businessId }
  }
  const authorisations = []
  for (const one of await authorisationsOf(tx, organisationId)) {
    const standing = standingOf(one, on)
    authorisations.push({
      supplierAuthorisationId: one.supplierAuthorisationId,
      giver: await named(one.giver),
      authorised: await named(one.authorised),
      oids: one.oids === 'all' ? ('all' as const) : [...one.oids],
      validFrom: one.validFrom,
      ...(one.validTo !== undefined && { validTo: one.validTo }),
      standing,
      mayEnd: one.endedAt === undefined && standing !== 'ended',
    })
  }
  return { authorisations }
}
