import { setTimeout as wait } from 'node:timers/promises'
import { createBatcher } from '@sotevarmenne/runtime/batch'
import { clientLookUp, type ClientLookUp } from './clients.ts'
import type { IssuingDeps } from './deps.ts'
import { createSignatureCheck, type SignedBytes } from './signature-check.ts'
import { writeTogether, type Step } from './write-together.ts'

/** The issuing path's own tools. */
export type Issuing = IssuingDeps & {
  /** Resolves when the step is committed, together with others that came meanwhile. */
  readonly write: <Response>(step: Step<Response>) => Promise<Response>
  readonly clients: ClientLookUp
  readonly isSigned: (signed: SignedBytes) => Promise<boolean>
}

export function createIssuing(deps: IssuingDeps): Issuing {
  const write = createBatcher<Step<unknown>, unknown>(writeTogether(deps), groups)
  return {
    ...deps,
    write: <Response>(step: Step<Response>) => write(step) as Promise<Response>,
    clients: clientLookUp(deps),
    isSigned: createSignatureCheck(deps.issuers),
  }
}

/**
 * Under load a transaction costs as much as ten steps in it: the steps of eight milliseconds share one, or as
 * soon as there are a dozen. One transaction at a time: two at once would be half as large each.
 */
const groups = { maxBatchSize: 200, threshold: 12, linger: () => wait(8) }
