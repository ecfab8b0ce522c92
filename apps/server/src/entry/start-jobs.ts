import { openBounceListener } from '#support/notices/index.ts'
import type { Config } from './config.ts'
import { everyMinute } from './every-minute.ts'
import type { Parts } from './parts.ts'
import { recoveryRound } from './recovery-round.ts'
import type { Running } from './start-web.ts'

/**
 * Finishes or voids what a crash left incomplete, at the start and every minute; runs the outbox, the
 * register changes, the audit tree, the directory and the confirmation of holders; and processes bounced
 * mails.
 */
export async function startJobs(
  { bounces }: Pick<Config, 'bounces'>,
  {
    authentication,
    systemPermit,
    production,
    certificates,
    codes,
    registerChanges,
    orders,
    employments,
    registrars,
    disputes,
    outbox,
    validations,
    audit,
    directory,
    notices,
    organisations,
    logger,
    accounts,
    acme,
    testCards,
  }: Parts,
): Promise<Running> {
  const logAs = (words: string) => (fault: unknown) => {
    logger.error({ fault }, words)
  }
  const recovery = everyMinute(
    recoveryRound({ systemPermit, certificates, logger }),
    logAs('recovery of certificates'),
  )
  await recovery.first
  // Not awaited: an unavailable directory must not delay the production of cards.
  const ofDirectory =
    directory === undefined
      ? []
      : [
          everyMinute(directory.round, logAs('the directory is not as it should be')),
          everyMinute(
            directory.confirmHolders,
            logAs('the population register did not confirm holders of the directory'),
          ),
        ]
  const copying = everyMinute(codes.copyCodesDaily, logAs('the copy of the code service'))
  const reminders = everyMinute(notices.planReminders, logAs('reminders of cards that end'))
  const following = everyMinute(registerChanges.round, logAs('changes of the registers'))
  const leftOver = everyMinute(production.takeUpWaiting, logAs('cards that stations left'))
  const dissolving = everyMinute(
    () => organisations.followBusinesses(systemPermit('organisations.followBusinesses', 'jobs')),
    logAs('the business register'),
  )
  const forgetting = everyMinute(acme.forgetUsedNonces, logAs('used nonces that are over'))
  const uninviting = everyMinute(accounts.forgetExpired, logAs('invitations that nobody took up'))
  const signing = everyMinute(accounts.followSigning, logAs('the register of those who sign'))
  const mandating = everyMinute(accounts.remindOfPowersOfAttorney, logAs('mandates that end'))
  const leaving = everyMinute(
    authentication.forgetLeftClientCertificateSignIn,
    logAs('certificates of unfinished client-certificate sign-ins'),
  )
  const lapsing = everyMinute(testCards.lapseForgotten, logAs('test cards that nobody fetched'))
  await orders.planErasure()
  await employments.planForgetting()
  await registrars.planForgetting()
  await disputes.planForgetting()
  await audit.planErasure()
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
  const running = [outbox.run(), validations.run(), audit.run()]
  return {
    stop: async () => {
      await bounceListener?.close()
      await Promise.all(
        [
          ...[
            recovery,
            leftOver,
            copying,
            following,
            reminders,
            dissolving,
            forgetting,
            uninviting,
            signing,
            mandating,
            leaving,
            lapsing,
          ],
          ...ofDirectory,
        ].map((each) => each.stop()),
      )
      await Promise.all(running.map((each) => each.stop()))
    },
  }
}
