import type { Parts } from './parts.ts'
import type { Running } from './start-web.ts'

/** Finishes or voids what a crash left half-made, then works on the outbox and keeps the audit tree growing. */
export async function startJobs({
  access,
  certificates,
  orders,
  outbox,
  audit,
  logger,
}: Parts): Promise<Running> {
  const recovered = await certificates.recover(access.systemPermit('certificates.recover', 'jobs'))
  logger.info({ recovered }, 'recovery of certificates')
  await orders.planErasure()
  await audit.planErasure()
  const running = [outbox.run(), audit.run()]
  return {
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()))
    },
  }
}
