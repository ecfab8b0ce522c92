import { setTimeout as wait } from 'node:timers/promises'
import { createBatcher, type BatchOptions } from '@sotevarmenne/runtime/batch'
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
  return {
    ...deps,
    write: writing(deps, groups),
    clients: clientLookUp(deps),
    isSigned: createSignatureCheck(deps.issuers),
  }
}

/** The same for rows of batches, whose clients wait for the whole: fewer and larger transactions, of their own. */
export const issuingInGroups = (issuing: Issuing): Issuing => ({
  ...issuing,
  write: writing(issuing, largeGroups),
})

function writing(deps: IssuingDeps, options: BatchOptions): Issuing['write'] {
  const write = createBatcher<Step<unknown>, unknown>(writeTogether(deps), options)
  return <Response>(step: Step<Response>) => write(step) as Promise<Response>
}

/**
 * Under load a transaction costs as much as ten steps in it: the steps of eight milliseconds share one, or as
 * soon as there are a dozen. One transaction at a time: two at once would be half as large each.
 */
const groups: BatchOptions = { maxBatchSize: 200, threshold: 12, linger: () => wait(8) }

/** A group of rows is checked in some 60 milliseconds, and signed in as many. */
const largeGroups: BatchOptions = { maxBatchSize: 400, threshold: 100, linger: () => wait(8) }
