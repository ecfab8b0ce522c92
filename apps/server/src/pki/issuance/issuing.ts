import { setTimeout as wait } from 'node:timers/promises'
import { gather } from '@sotevarmenne/runtime/batch'
import { clientLookUp, type ClientLookUp } from './clients.ts'
import type { IssuingDeps } from './deps.ts'
import { createSignatureCheck, type SignedBytes } from './signature-check.ts'
import { writeTogether, type Step } from './write-together.ts'

/** The issuing path's own tools. */
export type Issuing = IssuingDeps & {
  /** Answers when the step is committed, together with those of others that came meanwhile. */
  readonly write: <Answer>(step: Step<Answer>) => Promise<Answer>
  readonly clients: ClientLookUp
  readonly isSigned: (signed: SignedBytes) => Promise<boolean>
}

export function createIssuing(deps: IssuingDeps): Issuing {
  const write = gather<Step<unknown>, unknown>(writeTogether(deps), groups)
  return {
    ...deps,
    write: <Answer>(step: Step<Answer>) => write(step) as Promise<Answer>,
    clients: clientLookUp(deps),
    isSigned: createSignatureCheck(deps.issuers),
  }
}

/**
 * Under load a transaction costs as much as ten steps in it: those of eight milliseconds share one, or as soon as there are a
 * dozen. One at a time: two at once would be half as large each.
 */
const groups = { most: 200, enough: 12, rest: () => wait(8) }
