import { minute } from '@sotevarmenne/kernel/instant'
import type { Parts } from './parts.ts'
import type { Running } from './start-web.ts'

/**
 * Finishes or voids what a crash left half-made, at the start and every minute, works on the outbox, keeps the audit tree
 * growing, the directory as it should be, and its holders confirmed.
 */
export async function startJobs({
  access,
  certificates,
  orders,
  outbox,
  audit,
  directory,
  logger,
}: Parts): Promise<Running> {
  const recover = async (restingFor: number): Promise<void> => {
    try {
      const permit = access.systemPermit('certificates.recover', 'jobs')
      const recovered = await certificates.recover(permit, { restingFor })
      const isAnything = Object.values(recovered).some((count) => count > 0)
      if (isAnything || restingFor === 0) logger.info({ recovered }, 'recovery of certificates')
    } catch (fault) {
      logger.error({ fault }, 'recovery of certificates')
    }
  }
  await recover(0)
  // What waits for a signer that was out of reach, and nobody asks for again.
  let lastRecovery = Promise.resolve()
  const recovery = setInterval(() => {
    lastRecovery = lastRecovery.then(() => recover(minute))
  }, minute)
  const directoryRound = async (): Promise<void> => {
    try {
      await directory?.round()
    } catch (fault) {
      logger.error({ fault }, 'the directory is not as it should be')
    }
  }
  // Not waited for: a directory that is away keeps no card from being made.
  let lastDirectoryRound = directoryRound()
  const directoryRounds = setInterval(() => {
    lastDirectoryRound = lastDirectoryRound.then(directoryRound)
  }, minute)
  const confirmHolders = async (): Promise<void> => {
    try {
      await directory?.confirmHolders()
    } catch (fault) {
      logger.error({ fault }, 'the population register did not confirm holders of the directory')
    }
  }
  let lastConfirmation = confirmHolders()
  const confirmations = setInterval(() => {
    lastConfirmation = lastConfirmation.then(confirmHolders)
  }, minute)
  await orders.planErasure()
  await audit.planErasure()
  const running = [outbox.run(), audit.run()]
  return {
    stop: async () => {
      clearInterval(recovery)
      clearInterval(directoryRounds)
      clearInterval(confirmations)
      await lastRecovery
      await lastDirectoryRound
      await lastConfirmation
      await Promise.all(running.map((each) => each.stop()))
    },
  }
}
