import { existsSync } from 'node:fs'
import type { Clock } from '#platform/clock.ts'
import {
  readAcceptedIssuers,
  type AcceptedIssuer,
  type ConfiguredIssuers,
} from '../accepted-issuers.ts'
import type { CardIssuers } from '../ports.ts'
import { cachedStatus } from './cached-status.ts'
import { lookUpHolderHttp } from './look-up-holder-http.ts'
import { statusOverHttp } from './status-over-http.ts'

/** The issuers in the file, which is read once, with real HTTP requests to them. */
export function cardIssuersOverHttp({
  clock,
  mayComeLater,
  ...input
}: ConfiguredIssuers & {
  readonly clock: Clock
  /** Until the file exists no issuer is accepted: the demo environment writes it as it starts. */
  readonly mayComeLater: boolean
}): CardIssuers {
  let known: readonly AcceptedIssuer[] | undefined
  return {
    accepted: () => {
      if (known === undefined && mayComeLater && !existsSync(input.file)) return Promise.resolve([])
      known ??= readAcceptedIssuers(input)
      return Promise.resolve(known)
    },
    statusNow: cachedStatus({ clock, byOcsp: statusOverHttp.byOcsp }),
    lookUpHolder: lookUpHolderHttp({ clock }),
  }
}
