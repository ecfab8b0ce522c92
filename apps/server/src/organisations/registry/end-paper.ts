import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Paper, PaperEnded, PaperGoesOn, PaperRejected } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { end, endWith, goOn, type EndRefusal, type PaperIn } from './domain/paper.ts'
import { changesOf, lockPaper, savePaper } from './store.ts'

type Deps = Pick<OrganisationsDeps, 'record' | 'clock'>

/**
 * Ends the paper now: power is taken at once, and with it what waits to take its place (R277). What it would have taken the place of
 * goes on (R310).
 */
export async function endWithChanges(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  paper: Paper,
): Promise<Result<void, EndRefusal>> {
  const ended = end(paper, { by: personOf(permit), now: deps.clock.now() })
  if (!ended.ok) return ended
  await keepOver(deps, tx, permit, ended.value)
  await letGoOn(deps, tx, permit, ended.value)
  return ok(undefined)
}

async function letGoOn(
  { clock, record }: Deps,
  tx: Tx,
  permit: Permit,
  change: PaperIn<'ended'>,
): Promise<void> {
  if (change.replaces === undefined) return
  const before = await lockPaper(tx, change.replaces)
  const going = before && goOn(before, change, dateInHelsinki(clock.now()))
  if (!going) return
  const { paperId, kind, organisationId } = going
  await savePaper(tx, going)
  const event: PaperGoesOn = { type: 'PaperGoesOn', paperId, paper: kind, organisationId }
  await record(tx, event, permit)
}

async function keepOver(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  over: PaperIn<'rejected' | 'ended'>,
): Promise<void> {
  const { paperId, kind, organisationId } = over
  const about = { paperId, paper: kind, organisationId }
  const event: PaperEnded | PaperRejected =
    over.state === 'ended'
      ? { type: 'PaperEnded', ...about }
      : { type: 'PaperRejected', because: `${kind}-ended`, ...about }
  await savePaper(tx, over)
  await deps.record(tx, event, permit)
  for (const change of await changesOf(tx, paperId)) {
    const gone = endWith(over, change, { by: personOf(permit), now: deps.clock.now() })
    if (gone) await keepOver(deps, tx, permit, gone)
  }
}
