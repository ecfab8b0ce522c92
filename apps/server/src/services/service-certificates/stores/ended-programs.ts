import { hasRow, type Tx } from '#platform/db.ts'
import type { ByProgram } from '../contract.ts'

/** One program with its account, or every program under the approval. */
export type EndedProgram = Pick<ByProgram, 'accountId'> | Pick<ByProgram, 'approvalId'>

/**
 * Remembers, in the transaction of the end itself, that the account or the approval has ended: what was
 * ordered with it and is not issued yet never will be (R191). An order may be placed at the same time, so the
 * end is stored by itself and not with the orders that it finds. The end is final; a second one changes nothing.
 */
export async function endProgram(tx: Tx, ended: EndedProgram): Promise<void> {
  const [kind, id] =
    'accountId' in ended
      ? (['account', ended.accountId] as const)
      : (['approval', ended.approvalId] as const)
  await tables(tx)
    .insertInto('service_certificates.ended_program')
    .values({ kind, id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether the program's account, or the approval under which it was opened, has ended. */
export const hasProgramEnded = (tx: Tx, { accountId, approvalId }: ByProgram): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('service_certificates.ended_program')
      .select('kind')
      .where((where) =>
        where.or([
          where.and({ kind: 'account', id: accountId }),
          where.and({ kind: 'approval', id: approvalId }),
        ]),
      ),
  )

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'service_certificates.ended_program': { kind: 'account' | 'approval'; id: string }
  }>()
