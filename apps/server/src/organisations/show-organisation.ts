import type * as shown from '@sotevarmenne/api/organisations'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Organisation, Paper } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { standing } from './domain/ordering.ts'
import { approve, end, reject } from './domain/paper.ts'
import { authorisationsOf, organisationById, papersOf } from './store.ts'

/** The organisation as the HTTP contract says it, with what the asker may do with each of its papers. */
export async function showOrganisation(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  organisation: Organisation,
): Promise<shown.Organisation> {
  const { organisationId } = organisation
  const own = await papersOf(tx, [organisationId])
  const given = await authorisationsOf(tx, organisationId)
  const papers: shown.Paper[] = []
  for (const paper of [...own, ...given]) papers.push(await showPaper(deps, tx, permit, paper))
  return {
    ...showName(organisation),
    oid: organisation.oid,
    units: [...organisation.units],
    contacts: [...organisation.contacts],
    papers: papers.toSorted((one, other) => (one.proposed.at < other.proposed.at ? 1 : -1)),
  }
}

export const showName = ({
  organisationId,
  name,
  businessId,
  customerNumber,
  kind,
}: Organisation) => ({ organisationId, name, businessId, customerNumber, kind })

async function showPaper(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  paper: Paper,
): Promise<shown.Paper> {
  const giver = await organisationById(tx, paper.organisationId)
  if (!giver) throw new Error(`a paper of nobody: ${paper.paperId}`)
  const decided = async (by: string, at: Instant) => ({
    by: { personId: by, name: await nameOf(deps, tx, by) },
    at: formatInstant(at),
  })
  const approved = paper.state === 'approved' || paper.state === 'ended' ? paper : undefined
  return {
    paperId: paper.paperId,
    kind: paper.kind,
    state: paper.state,
    standing: standing(paper, dateInHelsinki(deps.clock.now())),
    products: [...paper.products],
    points: await Promise.all(
      paper.points.map(async (pointId) => ({
        pointId,
        name: (await deps.points.findPoint(tx, pointId))?.name ?? '',
      })),
    ),
    validFrom: paper.validFrom,
    ...(paper.validTo !== undefined && { validTo: paper.validTo }),
    ...(paper.kind === 'agreement' && agreementOf(paper, giver)),
    ...(paper.kind === 'authorisation' && (await authorisationOf(tx, paper, giver))),
    proposed: await decided(paper.proposedBy, paper.proposedAt),
    ...(approved && { approved: await decided(approved.approvedBy, approved.approvedAt) }),
    ...(paper.state === 'rejected' && {
      rejected: await decided(paper.rejectedBy, paper.rejectedAt),
    }),
    ...(paper.state === 'ended' && { ended: await decided(paper.endedBy, paper.endedAt) }),
    may: mayOf(paper, permit, deps.clock.now()),
  }
}

const agreementOf = (
  { units, priceList }: Extract<Paper, { kind: 'agreement' }>,
  { units: all }: Organisation,
) => ({
  units:
    units === 'all'
      ? ('all' as const)
      : units.map((oid) => ({ oid, name: all.find((unit) => unit.oid === oid)?.name ?? '' })),
  priceList,
})

async function authorisationOf(
  tx: Tx,
  {
    authorised: authorisedId,
    deliveryAddress,
    contact,
    accepted,
  }: Extract<Paper, { kind: 'authorisation' }>,
  giver: Organisation,
) {
  const authorised = await organisationById(tx, authorisedId)
  return {
    giver: showName(giver),
    ...(authorised && { authorised: showName(authorised) }),
    deliveryAddress,
    contact,
    accepted,
  }
}

/** The rules of the deeds themselves are asked; an auditor only looks. */
function mayOf(paper: Paper, { actor, reason }: Permit, now: Instant): shown.Paper['may'] {
  if (actor.kind !== 'person' || reason === 'auditor') return []
  const deciding = { by: actor.personId, now }
  return [
    ...(approve(paper, deciding).ok ? (['approve'] as const) : []),
    ...(reject(paper, deciding).ok ? (['reject'] as const) : []),
    ...(end(paper, deciding).ok ? (['end'] as const) : []),
  ]
}

async function nameOf({ people }: OrganisationsDeps, tx: Tx, personId: string): Promise<string> {
  const person = await people.findPerson(tx, personId)
  return person ? `${person.givenNames} ${person.surname}` : ''
}
