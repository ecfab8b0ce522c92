import type { Instant } from '@sotevarmenne/kernel/instant'
import { hasRow, readOne, timestamp, type Tx } from '#platform/db.ts'

/** Progress of the bootstrap of the service. */
export type Beginning = {
  readonly registrar: string
  readonly caseOfficer: string
  readonly registrarCard: string
  readonly caseOfficerCard: string
  readonly isFinished: boolean
}

export const findBeginning = (tx: Tx): Promise<Beginning | undefined> =>
  readOne(tables(tx).selectFrom('bootstrap.progress').selectAll(), (row) => ({
    registrar: row.registrar,
    caseOfficer: row.case_officer,
    registrarCard: row.registrar_card,
    caseOfficerCard: row.case_officer_card,
    isFinished: row.finished_at !== null,
  }))

export async function insertBeginning(
  tx: Tx,
  beginning: Omit<Beginning, 'isFinished'>,
  at: Instant,
): Promise<void> {
  await tables(tx)
    .insertInto('bootstrap.progress')
    .values({
      only_one: true,
      registrar: beginning.registrar,
      case_officer: beginning.caseOfficer,
      registrar_card: beginning.registrarCard,
      case_officer_card: beginning.caseOfficerCard,
      begun_at: timestamp(at),
    })
    .execute()
}

/** Closes the bootstrap for good; returns whether it was open. */
export const finishBeginning = (tx: Tx, at: Instant): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('bootstrap.progress')
      .set({ finished_at: timestamp(at) })
      .where('finished_at', 'is', null)
      .returning('only_one'),
  )

type Tables = {
  'bootstrap.progress': {
    only_one: boolean
    registrar: string
    case_officer: string
    registrar_card: string
    case_officer_card: string
    begun_at: Instant
    finished_at: Instant | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
