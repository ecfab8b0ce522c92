import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Agreement, AgreementEnded, AgreementGoesOn, AgreementRejected } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { end, endWith, goOn, type EndRefusal, type AgreementIn } from './domain/agreement.ts'
import { changesOf, lockAgreement, saveAgreement } from './store.ts'

type Deps = Pick<OrganisationsDeps, 'record' | 'clock'>

/**
 * Ends the agreement now: the permission ends at once, with waiting changes of it (R277). The agreement that
 * it would have replaced continues (R310).
 */
export async function endWithChanges(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  agreement: Agreement,
): Promise<Result<void, EndRefusal>> {
  const ended = end(agreement, { by: personOf(permit), now: deps.clock.now() })
  if (!ended.ok) return ended
  await keepOver(deps, tx, permit, ended.value)
  await letGoOn(deps, tx, permit, ended.value)
  return ok(undefined)
}

async function letGoOn(
  { clock, record }: Deps,
  tx: Tx,
  permit: Permit,
  change: AgreementIn<'ended'>,
): Promise<void> {
  if (change.replaces === undefined) return
  const before = await lockAgreement(tx, change.replaces)
  const going = before && goOn(before, change, dateInHelsinki(clock.now()))
  if (!going) return
  const { agreementId, kind, organisationId } = going
  await saveAgreement(tx, going)
  const event: AgreementGoesOn = {
    type: 'AgreementGoesOn',
    agreementId,
    kind,
    organisationId,
  }
  await record(tx, event, permit)
}

async function keepOver(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  over: AgreementIn<'rejected' | 'ended'>,
): Promise<void> {
  const { agreementId, kind, organisationId } = over
  const about = { agreementId, kind, organisationId }
  const event: AgreementEnded | AgreementRejected =
    over.state === 'ended'
      ? { type: 'AgreementEnded', ...about }
      : { type: 'AgreementRejected', because: `${kind}-ended`, ...about }
  await saveAgreement(tx, over)
  await deps.record(tx, event, permit)
  for (const change of await changesOf(tx, agreementId)) {
    const gone = endWith(over, change, { by: personOf(permit), now: deps.clock.now() })
    if (gone) await keepOver(deps, tx, permit, gone)
  }
}
