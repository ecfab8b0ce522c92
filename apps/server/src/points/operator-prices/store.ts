import type { PointService } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { waitingRows } from '#platform/waiting.ts'
import type { PointId } from '#points/points/contract.ts'
import type { OperatorDecision, PriceProposal, PriceProposalId } from './contract.ts'

/** Approved before the first day of the price, or never. */
export const waitingProposals = waitingRows({
  ...{ kind: 'point-price', decidedBy: 'pointPrices.decide' },
  ...{ table: 'operator_prices.proposal', id: 'proposal_id', since: sql`proposed_at` },
  dueOn: sql`(valid_from - 1)`,
  isWaiting: sql`state = 'waiting'`,
  pointId: sql`point_id`,
  barred: [sql`proposed_by`],
})

/** Returns whether it was stored: not while another for the service and the day waits. */
export async function insertProposal(
  tx: Tx,
  { proposalId, price, operatorDecision, ...proposal }: PriceProposal,
): Promise<boolean> {
  const { pointId, service, validFrom, ...terms } = price
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto('operator_prices.proposal')
    .values({
      proposal_id: proposalId,
      point_id: pointId,
      organisation_id: proposal.organisationId ?? null,
      ...{ service, valid_from: validFrom, state: proposal.state },
      terms: json(terms),
      operator_decision: json(operatorDecision),
      is_by_office: proposal.isByOffice,
      proposed_by: proposal.proposed.by,
      proposed_at: timestamp(proposal.proposed.at),
      ...{ decided_by: null, decided_at: null, because: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

export const findProposal = (tx: Tx, proposalId: string): Promise<PriceProposal | undefined> =>
  readOne(withId(tx, proposalId), proposalOf)

/** A proposal that waits, locked: a second decision finds none. */
export const lockWaiting = (tx: Tx, proposalId: string): Promise<PriceProposal | undefined> =>
  readOne(withId(tx, proposalId).where('state', '=', 'waiting').forUpdate(), proposalOf)

export async function saveDecision(
  tx: Tx,
  proposalId: PriceProposalId,
  {
    state,
    by,
    at,
    because,
  }: {
    readonly state: Exclude<PriceProposal['state'], 'waiting'>
    readonly by: string
    readonly at: Instant
    readonly because?: string | undefined
  },
): Promise<void> {
  await tables(tx)
    .updateTable('operator_prices.proposal')
    .set({ state, decided_by: by, decided_at: timestamp(at), because: because ?? null })
    .where('proposal_id', '=', proposalId)
    .execute()
}

/** Those of the organisation, or of the point, the newest first. */
export async function proposalsPage(
  tx: Tx,
  { organisationId, pointId, ...sought }: RowsSought & Of,
): Promise<readonly PriceProposal[]> {
  const page = inOrderOfTime({ at: 'proposed_at', id: 'proposal_id', order: 'desc', ...sought })
  let rows = page(proposals(tx))
  if (organisationId !== undefined) rows = rows.where('organisation_id', '=', organisationId)
  if (pointId !== undefined) rows = rows.where('point_id', '=', pointId)
  return (await rows.execute()).map(proposalOf)
}

type Of = { readonly organisationId?: string; readonly pointId?: string }

type Terms = Omit<PriceProposal['price'], 'pointId' | 'service' | 'validFrom'>

type Row = {
  proposal_id: PriceProposalId
  point_id: string
  organisation_id: string | null
  service: PointService
  valid_from: LocalDate
  terms: Terms
  operator_decision: OperatorDecision
  is_by_office: boolean
  proposed_by: string
  proposed_at: Instant
  state: PriceProposal['state']
  decided_by: string | null
  decided_at: Instant | null
  because: string | null
}

function proposalOf(row: Row): PriceProposal {
  const { state, decided_by: by, decided_at: at, because } = row
  const proposal = {
    proposalId: row.proposal_id,
    price: {
      ...row.terms,
      ...{ pointId: row.point_id as PointId, service: row.service, validFrom: row.valid_from },
    },
    operatorDecision: row.operator_decision,
    ...(row.organisation_id !== null && { organisationId: row.organisation_id }),
    isByOffice: row.is_by_office,
    proposed: { by: row.proposed_by, at: row.proposed_at },
  }
  if (state === 'waiting') return { ...proposal, state }
  if (by === null || at === null) throw new Error(`proposal ${row.proposal_id} has no decision`)
  return { ...proposal, state, decided: { by, at, ...(because !== null && { because }) } }
}

const tables = (tx: Tx) => tx.$extendTables<{ 'operator_prices.proposal': Row }>()
const proposals = (tx: Tx) => tables(tx).selectFrom('operator_prices.proposal').selectAll()
const withId = (tx: Tx, proposalId: string) =>
  proposals(tx).where('proposal_id', '=', proposalId as PriceProposalId)
