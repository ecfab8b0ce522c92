import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ScimDeps } from './deps.ts'

/** The key was revoked between the permit and the transaction, or its organisation is gone. */
export type KeyNotValid = { readonly kind: 'api-key-not-valid' }

type Acting = { readonly organisationId: string }

/** Acts for the organisation of the key, which is checked once more in the transaction (R485). */
export async function forKey<Value, Refused>(
  { db, accounts, inTurn }: Pick<ScimDeps, 'db' | 'accounts' | 'inTurn'>,
  permit: Permit,
  action: (tx: Tx, acting: Acting) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | KeyNotValid>> {
  const { actor } = permit
  if (actor.kind !== 'apiKey') throw new Error(`${permit.operation} needs an API key as actor`)
  const { organisationId } = actor
  const prepared = await accounts.prepareAction(permit, { organisationId, action: 'apply' })
  if (!prepared.ok) return refuse({ kind: 'api-key-not-valid' })
  return inTurn(organisationId, () =>
    db.write(async (tx): Promise<Result<Value, Refused | KeyNotValid>> => {
      const member = await accounts.checkMember(tx, permit, prepared.value)
      return member.ok ? action(tx, { organisationId }) : refuse({ kind: 'api-key-not-valid' })
    }),
  )
}
