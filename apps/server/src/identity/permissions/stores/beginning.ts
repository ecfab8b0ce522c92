import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'

/** How far the beginning of the service has come. */
export type Beginning = {
  readonly registrar: string
  readonly handler: string
  readonly registrarCard: string
  readonly handlerCard: string
  readonly isFinished: boolean
}

export async function findBeginning(tx: Tx): Promise<Beginning | undefined> {
  const row = await tables(tx).selectFrom('permissions.bootstrap').selectAll().executeTakeFirst()
  return (
    row && {
      registrar: row.registrar,
      handler: row.handler,
      registrarCard: row.registrar_card,
      handlerCard: row.handler_card,
      isFinished: row.finished_at !== null,
    }
  )
}

export async function insertBeginning(
  tx: Tx,
  beginning: Omit<Beginning, 'isFinished'>,
  at: Instant,
): Promise<void> {
  await tables(tx)
    .insertInto('permissions.bootstrap')
    .values({
      only_one: true,
      registrar: beginning.registrar,
      handler: beginning.handler,
      registrar_card: beginning.registrarCard,
      handler_card: beginning.handlerCard,
      begun_at: timestamp(at),
    })
    .execute()
}

/** Closes the beginning for good; answers whether it was open. */
export async function finishBeginning(tx: Tx, at: Instant): Promise<boolean> {
  const row = await tables(tx)
    .updateTable('permissions.bootstrap')
    .set({ finished_at: timestamp(at) })
    .where('finished_at', 'is', null)
    .returning('only_one')
    .executeTakeFirst()
  return row !== undefined
}

type Tables = {
  'permissions.bootstrap': {
    only_one: boolean
    registrar: string
    handler: string
    registrar_card: string
    handler_card: string
    begun_at: Instant
    finished_at: Instant | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
