import { existsSync } from 'node:fs'
import type { Clock } from '#platform/clock.ts'
import { lookUpHolderHttp } from './adapters/look-up-holder-http.ts'
import { statusOfOthers } from './adapters/status-of-others.ts'
import { statusOverHttp } from './adapters/status-over-http.ts'
import type { OtherCards } from '../ports.ts'
import {
  readAcceptedIssuers,
  type AcceptedIssuer,
  type ConfiguredIssuers,
} from './accepted-issuers.ts'

/** Cards of other trust services, with real HTTP requests to their issuers. */
export function createOtherCards({
  clock,
  lookUpBySatu,
  mayComeLater,
  ...input
}: ConfiguredIssuers & {
  readonly clock: Clock
  readonly lookUpBySatu: OtherCards['lookUpBySatu']
  /** Until the file exists no issuer is accepted: the demo environment writes it as it starts. */
  readonly mayComeLater: boolean
}): OtherCards {
  let known: readonly AcceptedIssuer[] | undefined
  return {
    issuers: () => {
      if (known === undefined && mayComeLater && !existsSync(input.file)) return Promise.resolve([])
      known ??= readAcceptedIssuers(input)
      return Promise.resolve(known)
    },
    statusNow: statusOfOthers({ clock, byOcsp: statusOverHttp.byOcsp }),
    lookUpBySatu,
    lookUpHolder: lookUpHolderHttp({ clock }),
  }
}
