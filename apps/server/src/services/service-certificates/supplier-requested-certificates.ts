import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import {
  pageForMember,
  type MemberRefusal,
  type RequestedOfMember,
  memberProblems,
} from '#organisations/accounts/index.ts'
import type { NoCopyYet } from '#people/registers/contract.ts'
import { noCopyProblems } from '#people/registers/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import { ownerOf } from './assess.ts'
import type { SupplierRequestedCertificateViewed } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { mayRevoke, type StepNotPossible } from './domain/application.ts'
import { isOpen } from './domain/outdated.ts'
import { maxOids } from './apply.ts'
import type { NotFound } from './own-application.ts'
import { actionOfRevoking, revokeNow } from './revoke.ts'
import {
  aboutApplication,
  isCertified,
  showCertificate,
  showOutdated,
  type CertifiedApplication,
  type OrganisationOf,
} from './show-application.ts'
import { certificatesOfOthers, lockApplication } from './store.ts'
import { outdatedOfApplication } from './stores/outdated.ts'
import { namedProblems, stepProblem } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewSupplierRequestedCertificate>
type Listed = Result<
  ResponseOf<typeof contracts.listSupplierRequestedCertificates>,
  MemberRefusal | CursorRefusal | NoCopyYet
>

/**
 * Certificates of other applicants with OIDs that the code service now assigns to the organisation; newest
 * application first.
 */
export const listSupplierRequestedCertificates = operation({
  contract: contracts.listSupplierRequestedCertificates,
  problems: { ...memberProblems, ...cursorProblems, ...noCopyProblems },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit, requested): Promise<Listed> =>
      deps.db.read(async (tx): Promise<Listed> => {
        const { organisationId } = requested
        const organisation = await deps.organisations.organisationById(tx, organisationId)
        if (!organisation) return refuse({ kind: 'account-not-found' })
        const coded = await deps.codes.organisationsOf(tx, organisation.businessId, maxOids)
        if (!coded.ok) return coded
        const oids = coded.value.value.map(({ oid }) => oid)
        return pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: (sought) => certificatesOfOthers(tx, deps.sealing, { ...sought, oids }),
          placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
          show: async (page) => ({
            certificates: await showNamedRows(deps, tx, page.filter(isCertified)),
          }),
        })
      }),
})

export type NamedRefusal = NotFound | MemberRefusal

export const viewSupplierRequestedCertificate = operation({
  contract: contracts.viewSupplierRequestedCertificate,
  problems: namedProblems,
  handle: (deps: ServiceCertificatesDeps) => (permit, requested) =>
    deps.db.write(async (tx): Promise<Result<Shown, NamedRefusal>> => {
      const named = await lockNamed(deps, tx, permit, requested)
      if (!named.ok) return named
      const viewed: SupplierRequestedCertificateViewed = {
        ...{ type: 'SupplierRequestedCertificateViewed', namedId: requested.organisationId },
        ...aboutApplication(named.value),
      }
      await deps.record(tx, viewed, permit)
      return ok(await showNamed(deps, tx, named.value))
    }),
})

/** The OID's owner revokes it for good, and learns nothing more of the application by that (R187). */
export const revokeSupplierRequestedCertificate = operation({
  contract: contracts.revokeSupplierRequestedCertificate,
  problems: { ...namedProblems, ...stepProblem },
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit,
      { reason, ...requested },
    ): Promise<Result<Shown, NamedRefusal | StepNotPossible>> => {
      const checked = await actionOfRevoking(deps, permit, requested.organisationId)
      return deps.db.write(async (tx): Promise<Result<Shown, NamedRefusal | StepNotPossible>> => {
        const named = await lockNamed(deps, tx, permit, { ...requested, checked })
        if (!named.ok) return named
        const revoked = await revokeNow(deps, tx, permit, { application: named.value, reason })
        if (!revoked.ok) return revoked
        return ok(await showNamed(deps, tx, revoked.value))
      })
    },
})

/**
 * Another applicant's certified application, locked, if it names the organisation and the person has the
 * permission there.
 */
async function lockNamed(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    applicationId,
    checked,
  }: {
    readonly organisationId: string
    readonly applicationId: string
    readonly checked?: RequestedOfMember | undefined
  },
): Promise<Result<CertifiedApplication, NamedRefusal>> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  const viewing = { organisationId, action: 'view', at: 'read' } as const
  const member = await deps.accounts.checkMember(tx, permit, checked ?? viewing)
  if (!member.ok) return member
  if (!application || !isCertified(application) || application.organisationId === organisationId)
    return refuse({ kind: 'application-not-found' })
  const entry = await deps.codes.findOrganisation(tx, application.facts.unitOid)
  const owner = await ownerOf(deps, tx, entry.ok ? entry.value.value : undefined)
  return owner?.organisationId === organisationId
    ? ok(application)
    : refuse({ kind: 'application-not-found' })
}

/**
 * Applicants, names and states of these applications: no contact, price, reference or decision of the
 * applicant.
 */
async function showNamedRows(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  applications: readonly CertifiedApplication[],
) {
  const organisationOf = await organisations.organisationNames(
    tx,
    applications.map(({ organisationId }) => organisationId),
  )
  return applications.map((application) => rowOf(application, organisationOf))
}

async function showNamed(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: CertifiedApplication,
): Promise<Shown> {
  const now = deps.clock.now()
  const outdated = await outdatedOfApplication(tx, application.applicationId)
  const certificate = await showCertificate(deps, tx, application)
  const organisationOf = await deps.organisations.organisationNames(tx, [
    application.organisationId,
  ])
  return {
    ...rowOf(application, organisationOf),
    ...(certificate && { certificate }),
    ...(outdated && isOpen(outdated, now) && { outdated: showOutdated(outdated) }),
    mayRevoke: mayRevoke(application.standing, now),
  }
}

const rowOf = (
  { applicationId, organisationId, facts, standing, byProgram }: CertifiedApplication,
  organisationOf: OrganisationOf,
) => ({
  ...{ applicationId, state: standing.state, product: facts.product, isTest: facts.isTest },
  ...{ unitOid: facts.unitOid, unitName: standing.unitName, names: [...facts.names] },
  organisation: organisationOf(organisationId),
  validTo: formatInstant(standing.notAfter),
  isByProgram: byProgram !== undefined,
})
