import { existsSync } from 'node:fs'
import type { Clock } from '#platform/clock.ts'
import { lookUpHolderHttp } from './adapters/look-up-holder-http.ts'
import { statusOfOthers } from './adapters/status-of-others.ts'
import { statusOverHttp } from './adapters/status-over-http.ts'
import type { OtherCards } from '../ports.ts'
import { readAcceptedIssuers, type AcceptedIssuer, type ToldIssuers } from './accepted-issuers.ts'

/** Cards of other trust services, as they are asked about in life. */
export function createOtherCards({
  clock,
  lookUpBySatu,
  mayComeLater,
  ...told
}: ToldIssuers & {
  readonly clock: Clock
  readonly lookUpBySatu: OtherCards['lookUpBySatu']
  /** Until the file is there nobody is accepted: the example world writes it as it starts. */
  readonly mayComeLater: boolean
}): OtherCards {
  let known: readonly AcceptedIssuer[] | undefined
  return {
    issuers: () => {
      if (known === undefined && mayComeLater && !existsSync(told.file)) return Promise.resolve([])
      known ??= readAcceptedIssuers(told)
      return Promise.resolve(known)
    },
    statusNow: statusOfOthers({ clock, byOcsp: statusOverHttp.byOcsp }),
    lookUpBySatu,
    lookUpHolder: lookUpHolderHttp({ clock }),
  }
}
