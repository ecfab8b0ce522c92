import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PreparedGone } from '#organisations/employments/index.ts'
import {
  checkWorkEmail,
  workEmailProblems,
  type WorkEmailRefusal,
} from '#organisations/email-domains/index.ts'
import type { OrderingNotAllowed } from '#organisations/registry/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  decideMemberCard,
  memberCardPrice,
  priceListOf,
  type EmploymentRefusal,
  type MemberRefusal,
  memberProblems,
  employmentProblems,
} from '#cards/products/index.ts'
import { preparedGoneProblems } from '#organisations/employments/index.ts'
import { photoNotFoundProblems } from '#cards/photos/index.ts'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { orderingProblems } from '#organisations/registry/index.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrdersDeps } from './deps.ts'
import type { Employment, MemberPart } from './domain/order.ts'
import { freeReplacement } from './free-replacement.ts'
import { groundsOfMember } from './grounds-of-member.ts'
import { draft, type DraftRefusal } from './draft.ts'
import { storeCertificate } from './employment-certificate.ts'
import { employmentFacts, memberFacts } from './eligibility-facts.ts'
import { employmentCertificateById } from './stores/employment-certificates.ts'
import { employmentCertificateNotFound } from './problems.ts'
import { texts } from './texts.ts'

type Input = InputOf<typeof api.draftMemberOrder>

type CertificateRefusal =
  /** Another organisation's registrar must store the employment certificate (R97). */
  | { readonly kind: 'employment-certificate-missing' }
  | { readonly kind: 'employment-certificate-not-found' }

type DeclarationRefusal =
  { readonly kind: 'declaration-missing' } | { readonly kind: 'declared-in-the-future' }

export type DraftMemberOrderRefusal =
  | DraftRefusal
  | MemberRefusal
  | EmploymentRefusal
  | OrderingNotAllowed
  | CertificateRefusal
  | PreparedGone
  | DeclarationRefusal
  | WorkEmailRefusal

/**
 * Drafts an order of a staff or actor card for an organisation, by its current agreements and delegations
 * (R92).
 */
export const draftMemberOrder = operation({
  contract: api.draftMemberOrder,
  problems: {
    ...notAtAPointProblems,
    ...unavailableProblems,
    ...identificationProblems,
    ...memberProblems,
    ...employmentProblems,
    ...orderingProblems,
    ...personNotFoundProblems,
    ...photoNotFoundProblems,
    'corrected-order-not-found': { status: 404, ...texts.correctedOrderNotFound },
    'employment-certificate-missing': { status: 422, ...texts.employmentCertificateMissing },
    'employment-certificate-not-found': employmentCertificateNotFound,
    'declaration-missing': { status: 422, ...texts.declarationMissing },
    'declared-in-the-future': { status: 422, ...texts.declaredInTheFuture },
    ...preparedGoneProblems,
    ...workEmailProblems,
  },
  handle:
    (deps: OrdersDeps) =>
    (
      permit,
      input,
    ): Promise<Result<ResponseOf<typeof api.draftMemberOrder>, DraftMemberOrderRefusal>> =>
      draft<Exclude<DraftMemberOrderRefusal, DraftRefusal>>(
        deps,
        permit,
        input,
        async (tx, { registrar, pointId, ...facts }) => {
          const { personId, product, organisationId, unitOid, title } = input
          const { responses, today } = facts
          const endsOn =
            input.employmentEndsOn === undefined ? undefined : localDate(input.employmentEndsOn)
          const decided = decideMemberCard(
            memberFacts({ personId, orderedBy: registrar, responses, today }),
            employmentFacts({ product, organisationId, endsOn, ...facts }),
          )
          if (!decided.ok) return decided
          const ordering = await deps.organisations.checkOrdering(tx, {
            organisationId,
            ...(unitOid !== undefined && { unitOid }),
            product,
            pointId,
            on: today,
          })
          if (!ordering.ok) return ordering
          const { organisation, unit, basis } = ordering.value
          const isNeeded = basis.delegationId !== undefined
          const prepared = await preparedOf(deps, tx, input)
          if (!prepared.ok) return prepared
          const certificate = await certificateOf(deps, tx, permit, { input, isNeeded })
          if (!certificate.ok) return certificate
          const declaration = declarationOf(input, today)
          if (!declaration.ok) return declaration

          const address =
            input.workEmail === undefined
              ? ok(undefined)
              : await checkWorkEmail(tx, {
                  ...{ product, organisationId, email: input.workEmail, now: deps.clock.now() },
                })
          if (!address.ok) return address

          const { population } = responses
          if (!population) throw new Error('unreachable: decided without facts')
          const replaces = await freeReplacement(deps, tx, { product, organisationId, ...facts })
          const price = memberCardPrice(product, {
            logsInToPatientSystems: declaration.value?.logsInToPatientSystems ?? false,
            isStudent: declaration.value?.isStudent,
            replacesFaulty: replaces !== undefined,
            list: await priceListOf(tx, basis.priceList),
            on: today,
          })
          const part: MemberPart = {
            product,
            subjectNumber: await deps.people.subjectNumberOf(tx, personId),
            title,
            employment: {
              organisationId,
              businessId: organisation.businessId,
              organisation: organisation.name,
              ...(unit && { unit }),
              ...(endsOn && { endsOn }),
              ...(certificate.value && { certificate: certificate.value }),
              ...(declaration.value && { declaration: declaration.value }),
            },
            basis,
            validTo: decided.value.validTo,
            price,
            ...(price.because === 'faulty-card' && replaces && { replaces }),
            ...(prepared.value !== undefined && { preparedId: prepared.value }),
            ...(address.value && { workEmail: address.value.address }),
          }
          const grounds = groundsOfMember(part, today)
          return ok({
            ...{ population, part, grounds },
            ...(address.value && { settings: address.value.settings }),
          })
        },
      ),
})

/** The employer's prepared order for this person, while it waits; it is used up when the order is placed. */
async function preparedOf(
  { people, employments }: OrdersDeps,
  tx: Tx,
  { personId, organisationId, preparedId }: Input,
): Promise<Result<string | undefined, PreparedGone>> {
  if (preparedId === undefined) return ok(undefined)
  const waiting = await employments.preparedFor(tx, await people.identityCodeOf(tx, personId))
  const isTheirs = waiting.some(
    (one) => one.preparedId === preparedId && one.organisationId === organisationId,
  )
  return isTheirs ? ok(preparedId) : refuse({ kind: 'prepared-order-gone' })
}

/**
 * The certificate that was stored for this person, or sent in advance by the employer; required when another
 * organisation orders.
 */
async function certificateOf(
  deps: OrdersDeps,
  tx: Tx,
  permit: Permit,
  { input, isNeeded }: { readonly input: Input; readonly isNeeded: boolean },
): Promise<Result<Employment['certificate'], CertificateRefusal>> {
  const { personId, employmentCertificateId, preparedId } = input
  if (employmentCertificateId === undefined) {
    if (!isNeeded) return ok(undefined)
    const ahead = preparedId && (await deps.employments.sentAhead(tx, preparedId))
    return ahead
      ? ok(await storeCertificate(deps, tx, permit, { ...ahead, personId }))
      : refuse({ kind: 'employment-certificate-missing' })
  }
  const stored = await employmentCertificateById(tx, employmentCertificateId)
  if (stored?.personId !== personId) return refuse({ kind: 'employment-certificate-not-found' })
  return ok({ certificateId: stored.certificateId, digest: stored.digest })
}

/** Required for staff; for an actor card it makes no difference and is not requested. */
function declarationOf(
  { product, declaration }: Input,
  today: LocalDate,
): Result<Employment['declaration'], DeclarationRefusal> {
  if (product === 'actor-card') return ok(undefined)
  if (!declaration) return refuse({ kind: 'declaration-missing' })
  const givenOn = localDate(declaration.givenOn)
  if (givenOn > today) return refuse({ kind: 'declared-in-the-future' })
  return ok({ ...declaration, givenOn })
}
