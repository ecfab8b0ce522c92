import { minute } from '@sotevarmenne/kernel/instant'
import type { Parts } from './parts.ts'

/**
 * Takes to their end the certificates that a crash left half made, and tells the log what became of them: all of them at
 * the start; later, for what waits for a signer that was out of reach and nobody asks for again, those that have rested.
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
      // Each row was looked at: what is written from now on is on its way.
      if (fault instanceof AggregateError) isStart = false
      throw fault
    })
    const isAnything = Object.values(recovered).some((count) => count > 0)
    if (isAnything || isStart) logger.info({ recovered }, 'recovery of certificates')
    isStart = false
  }
}
