import { setTimeout as wait } from 'node:timers/promises'
import { gather } from '#platform/gather.ts'
import { clientLookUp, type ClientLookUp } from './clients.ts'
import type { IssuingDeps } from './deps.ts'
import { reserveCertificates, type Reserved, type ToReserve } from './reserve-certificates.ts'
import { createSignatureCheck, type SignedBytes } from './signature-check.ts'
import { settleCertificates, type ToSettle } from './settle-certificates.ts'

/** The issuing path's own tools. Rows of requests that come together are written together: one commit for all of them. */
export type Issuing = IssuingDeps & {
  readonly reserve: (asked: ToReserve) => Promise<Reserved>
  /** Answers the certificate as it stands from now on; undefined when its row was given up. */
  readonly settle: (signed: ToSettle) => Promise<Uint8Array | undefined>
  readonly clients: ClientLookUp
  readonly isSigned: (signed: SignedBytes) => Promise<boolean>
}

export function createIssuing(deps: IssuingDeps): Issuing {
  return {
    ...deps,
    reserve: gather(reserveCertificates(deps), groups),
    settle: gather(settleCertificates(deps), groups),
    clients: clientLookUp(deps),
    isSigned: createSignatureCheck(deps.issuers),
  }
}

/** Under load a transaction costs as much as ten certificates in it: those of four milliseconds share one. */
const groups = { most: 200, rest: () => wait(4) }
