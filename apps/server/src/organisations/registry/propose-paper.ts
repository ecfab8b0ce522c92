import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { isPriceList, memberProductOf } from '#cards/products/index.ts'
import type {
  AuthorisationPeople,
  Organisation,
  Paper,
  PaperId,
  PaperProposed,
} from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { contactOf } from './keep-organisations.ts'
import { showOrganisation } from './show-organisation.ts'
import { peopleOf, savePeople } from './stores/people.ts'
import { insertPaper, lockOrganisation, organisationByNumbers, papersOf } from './store.ts'

type Shown = AnswerOf<typeof contracts.viewOrganisation>

type ScopeRefusal =
  | { readonly kind: 'organisation-not-found' }
  | { readonly kind: 'days-backwards' }
  | { readonly kind: 'product-not-for-organisation' }
  | { readonly kind: 'point-not-found'; readonly pointId: string }

export type ProposeAgreementRefusal =
  | ScopeRefusal
  | { readonly kind: 'unit-unknown'; readonly oid: string }
  | { readonly kind: 'price-list-unknown' }

/** Enters a card agreement. It holds when another handler has approved it. */
export const proposeAgreement =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.proposePaper'>,
    input: InputOf<typeof contracts.proposeAgreement>,
  ): Promise<Result<Shown, ProposeAgreementRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, ProposeAgreementRefusal>> => {
      const drawn = await drawAgreement(deps, tx, input, personOf(permit))
      return drawn.ok ? propose(deps, tx, permit, drawn.value) : drawn
    })

/** A paper that nothing hinders, and whose it is. */
export type Drawn = {
  readonly organisation: Organisation
  readonly paper: Extract<Paper, { readonly state: 'proposed' }>
  /** Of a change: the paper whose place it takes. */
  readonly before?: Paper
  /** Of an authorisation. */
  readonly people?: AuthorisationPeople
}

/** The agreement as `by` enters it, checked. Nobody else enters a paper of the organisation until the transaction ends. */
export async function drawAgreement(
  deps: OrganisationsDeps,
  tx: Tx,
  input: InputOf<typeof contracts.proposeAgreement>,
  by: string,
): Promise<Result<Drawn, ProposeAgreementRefusal>> {
  const scope = await scopeOf(deps, tx, input, by)
  if (!scope.ok) return scope
  const { organisation, every } = scope.value
  const known = organisation.units.map(({ oid }) => oid)
  const units = input.units?.map((oid) => known.find((each) => each === oid) ?? { oid })
  const unknown = units?.find((each) => typeof each === 'object')
  if (typeof unknown === 'object') return refuse({ kind: 'unit-unknown', oid: unknown.oid })
  const { priceList } = input
  if (!isPriceList(priceList)) return refuse({ kind: 'price-list-unknown' })

  return ok({
    organisation,
    paper: {
      ...every,
      kind: 'agreement',
      units: units?.filter((each) => typeof each === 'string') ?? 'all',
      priceList,
      state: 'proposed',
    },
  })
}

export type ProposeAuthorisationRefusal =
  | ScopeRefusal
  /** Customer number and business ID are not those of one organisation. */
  | { readonly kind: 'authorised-not-found' }
  | { readonly kind: 'authorising-oneself' }

/** Enters that registration points of another organisation may order for this one; that one has accepted it. */
export const proposeAuthorisation =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.proposePaper'>,
    input: InputOf<typeof contracts.proposeAuthorisation>,
  ): Promise<Result<Shown, ProposeAuthorisationRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, ProposeAuthorisationRefusal>> => {
      const drawn = await drawAuthorisation(deps, tx, input, personOf(permit))
      return drawn.ok ? propose(deps, tx, permit, drawn.value) : drawn
    })

/** The authorisation as `by` enters it, checked alike. */
export async function drawAuthorisation(
  deps: OrganisationsDeps,
  tx: Tx,
  input: InputOf<typeof contracts.proposeAuthorisation>,
  by: string,
): Promise<Result<Drawn, ProposeAuthorisationRefusal>> {
  const scope = await scopeOf(deps, tx, input, by)
  if (!scope.ok) return scope
  const { organisation, every } = scope.value
  const authorised = await organisationByNumbers(tx, input)
  if (!authorised) return refuse({ kind: 'authorised-not-found' })
  if (authorised.organisationId === organisation.organisationId)
    return refuse({ kind: 'authorising-oneself' })

  return ok({
    organisation,
    paper: {
      ...every,
      kind: 'authorisation',
      authorised: authorised.organisationId,
      deliveryAddress: input.deliveryAddress,
      accepted: { on: localDate(input.acceptedOn) },
      state: 'proposed',
    },
    people: { contact: contactOf(input.contact), acceptedBy: input.acceptedBy },
  })
}

/** What both kinds of paper say, checked. */
async function scopeOf(
  deps: OrganisationsDeps,
  tx: Tx,
  input: Pick<
    InputOf<typeof contracts.proposeAgreement>,
    'organisationId' | 'products' | 'points' | 'validFrom' | 'validTo'
  >,
  by: string,
): Promise<
  Result<
    {
      readonly organisation: Organisation
      readonly every: Pick<
        Paper,
        | 'paperId'
        | 'organisationId'
        | 'products'
        | 'points'
        | 'validFrom'
        | 'validTo'
        | 'proposedBy'
        | 'proposedAt'
      >
    },
    ScopeRefusal
  >
> {
  const organisation = await lockOrganisation(tx, input.organisationId)
  if (!organisation) return refuse({ kind: 'organisation-not-found' })
  const { validFrom, validTo } = input
  if (validTo !== undefined && validTo < validFrom) return refuse({ kind: 'days-backwards' })
  if (input.products.some((product) => product !== memberProductOf(organisation.kind)))
    return refuse({ kind: 'product-not-for-organisation' })
  const points = [...new Set(input.points)]
  const found = await deps.points.findPoints(tx, points)
  const missing = points.find((pointId) => !found.has(pointId))
  if (missing !== undefined) return refuse({ kind: 'point-not-found', pointId: missing })

  return ok({
    organisation,
    every: {
      paperId: randomUUID() as string as PaperId,
      organisationId: organisation.organisationId,
      products: [...new Set(input.products)],
      points,
      validFrom: localDate(validFrom),
      ...(validTo !== undefined && { validTo: localDate(validTo) }),
      proposedBy: by,
      proposedAt: deps.clock.now(),
    },
  })
}

/** Of what is entered twice by the same handler, as when a button is pressed twice, one paper comes. */
async function propose(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit<'organisations.proposePaper'>,
  { organisation, paper, people }: Drawn,
): Promise<Result<Shown, never>> {
  const same = (await papersOf(tx, [organisation.organisationId])).filter((other) =>
    saysTheSame(other, paper),
  )
  const peopleOfSame = await peopleOf(tx, deps.sealing, same)
  if (!same.some(({ paperId }) => isDeepStrictEqual(peopleOfSame.get(paperId), people))) {
    await insertPaper(tx, paper)
    if (people) await savePeople(tx, deps.sealing, paper.paperId, people)
    await deps.record(tx, proposedEvent(paper), permit)
  }
  return ok(await showOrganisation(deps, tx, permit, organisation))
}

const saysTheSame = (other: Paper, paper: Drawn['paper']): boolean =>
  isDeepStrictEqual(
    { ...other, paperId: paper.paperId, proposedAt: paper.proposedAt },
    { ...paper },
  )

export const proposedEvent = ({ paperId, kind, organisationId }: Paper): PaperProposed => ({
  type: 'PaperProposed',
  paperId,
  paper: kind,
  organisationId,
})
