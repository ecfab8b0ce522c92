import { openBounceListener } from '#support/notices/index.ts'
import { checkMessages, type Config } from './config.ts'
import { warnWithoutContacts } from './contacts.ts'
import { everyMinute } from './every-minute.ts'
import { jobsMetrics } from './jobs-metrics.ts'
import type { Parts } from './parts.ts'
import { recoveryRound } from './recovery-round.ts'
import type { Running } from './start-web.ts'

/**
 * Finishes or voids what a crash left incomplete, at the start and every minute; then runs the outbox, the
 * audit tree and what the modules do every minute; and processes bounced mails.
 */
export async function startJobs(
  config: Pick<Config, 'bounces' | 'contacts' | 'messagesUrl' | 'suomiFiMessages'>,
  {
    systemPermit,
    certificates,
    outbox,
    validations,
    webhookQueue,
    audit,
    notices,
    orders,
    modules,
    logger,
    clock,
    probeDatabase,
  }: Parts,
): Promise<Running & { readonly metrics: { readonly text: () => Promise<string> } }> {
  checkMessages(config)
  const { bounces, contacts } = config
  warnWithoutContacts(contacts, logger)
  const logAs = (words: string) => (fault: unknown) => {
    logger.error({ fault }, words)
  }
  const metrics = jobsMetrics({ clock, probeDatabase })
  orders.observeProduced(metrics.observeProduced)
  const recovery = everyMinute(
    metrics.observed(
      'recovery of certificates',
      recoveryRound({ systemPermit, certificates, logger }),
    ),
    logAs('recovery of certificates'),
  )
  await recovery.first
  // Not awaited: an unavailable directory must not delay the production of cards.
  const schedules = modules
    .flatMap((module) => module.schedules ?? [])
    .map(({ name, run }) => everyMinute(metrics.observed(name, run), logAs(name)))
  for (const { planDaily } of modules) await planDaily?.()
  const bounceListener =
    bounces &&
    (await openBounceListener(
      {
        address: bounces.address,
        isTag: notices.isBounceTag,
        take: notices.takeBounce,
        onFault: logAs('mails that came back'),
      },
      bounces,
    ))
  const running = [outbox.run(), validations.run(), webhookQueue.run(), audit.run()]
  return {
    metrics,
    stop: async () => {
      await bounceListener?.close()
      await Promise.all([recovery, ...schedules].map((each) => each.stop()))
      await Promise.all(running.map((each) => each.stop()))
    },
  }
}
