import { minute } from '@sotevarmenne/kernel/instant'
import type { Parts } from './parts.ts'

/**
 * Finishes certificates that a crash left incomplete, and logs the outcome: all of them at the start; later
 * only those past the delay, for example when the signer was out of reach and nobody repeated the request.
 */
export function recoveryRound({
  systemPermit,
  certificates,
  logger,
}: {
  readonly systemPermit: Parts['systemPermit']
  readonly certificates: Pick<Parts['certificates'], 'recover'>
  readonly logger: Parts['logger']
}): () => Promise<void> {
  let isStart = true
  return async () => {
    const permit = systemPermit('certificates.recover', 'jobs')
    const options = { restingFor: isStart ? 0 : minute }
    const recovered = await certificates.recover(permit, options).catch((fault: unknown) => {
      // Each row was checked: rows written from now on are in progress.
      if (fault instanceof AggregateError) isStart = false
      throw fault
    })
    const isAnything = Object.values(recovered).some((count) => count > 0)
    if (isAnything || isStart) logger.info({ recovered }, 'recovery of certificates')
    isStart = false
  }
}
