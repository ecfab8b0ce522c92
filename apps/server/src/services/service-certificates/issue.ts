import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { Text } from '#platform/texts.ts'
import {
  queryBusinesses,
  assess,
  firstOfFacts,
  firstOfRequest,
  rulesOf,
  type Assessed,
} from './assess.ts'
import { settingOn } from '#settings/index.ts'
import { chargeOf } from './charge.ts'
import type { Application, ServiceCertificateEnding } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { decline, giveBack, issued } from './domain/application.ts'
import { compareWithCodes } from './receive-codes.ts'
import { takeStep } from './own-application.ts'
import { refusalOfApproval } from './signed-approval.ts'
import { issuingProblems } from './assessment-problems.ts'
import { aboutApplication } from './show-application.ts'
import { findApplication, isRenewed, lockApplication } from './store.ts'
import { hasProgramEnded } from './stores/ended-programs.ts'

/** One job for each approval, in the transaction of the approval. */
export const planIssuing = (
  { planJob }: Pick<ServiceCertificatesDeps, 'planJob'>,
  tx: Tx,
  { applicationId, history }: Application,
): Promise<void> =>
  planJob(tx, {
    kind: issuing,
    key: `${applicationId}/${String(history.length)}`,
    payload: { applicationId },
  })

const issuing = 'serviceCertificates.issue'
const reminding = 'serviceCertificates.remind'

/** Temporary refusals: the job is retried. */
const passing: ReadonlySet<string> = new Set([
  'register-unavailable',
  'no-copy-of-code-service',
  'copy-not-of-today',
  'signer-unavailable',
  'clock-skew',
])

/**
 * Issues an approved application, if OID, name, applicant and request are unchanged (R183); otherwise it goes
 * back to be completed, with the reason. After a crash behind the signature the same certificate is found:
 * one request gets one.
 */
export const issueApproved = (deps: ServiceCertificatesDeps): JobHandler => ({
  kind: issuing,
  handle: async ({ payload }) => {
    const { applicationId } = ofApplication.parse(payload)
    const application = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
    if (application?.standing.state === 'issued') await compareIssued(deps, application)
    if (application?.standing.state !== 'approved') return
    const businesses = await queryBusinesses(deps, application)
    if (!businesses.ok) throw new Error(`not issued yet: ${businesses.refusal.kind}`)

    const { request } = application
    if (!request) throw new Error(`application ${applicationId} is approved but has no request`)
    const requester = `service-certificate:${applicationId}`
    const { assessed, ended, isBegun } = await deps.db.read(async (tx) => ({
      assessed: await assess(deps, tx, application, { businesses: businesses.value }),
      ended: await refusalOfProgram(tx, application),
      isBegun: await deps.certificates.isServiceBegun(tx, { requester, request }),
    }))
    const { approval } = application.standing
    const rules = rulesOf(application, { ownerName: assessed.ownerName, entry: assessed.entry })
    const wrong =
      ended ??
      firstOfFacts(assessed) ??
      firstOfRequest(assessed) ??
      refusalOfApproval(approval, rules, application.facts)
    if (wrong && (!isBegun || passing.has(wrong.kind))) {
      await settleRefused(deps, application, wrong.kind)
      return
    }
    const certificate = await deps.certificates.certifyService(
      deps.systemPermit('certificates.issueCertificate'),
      {
        ...{ requester, request, rules, isTest: application.facts.isTest },
        ...(approval && { approval }),
      },
    )
    if (!certificate.ok) {
      await settleRefused(deps, application, certificate.refusal.kind)
      return
    }
    // After a crash, the application's own certificate already uses the key; any other problem since then ends
    // it.
    const since = wrong?.kind === 'key-already-used' ? undefined : wrong
    await settleIssued(deps, application, { ...assessed, ...certificate.value, since })
    await compareIssued(deps, application)
  },
})

/** A program gets nothing once its account or approval has ended (R191); people’s applications have neither. */
const refusalOfProgram = async (
  tx: Tx,
  { byProgram }: Application,
): Promise<{ readonly kind: 'program-ended' } | undefined> =>
  byProgram && (await hasProgramEnded(tx, byProgram)) ? { kind: 'program-ended' } : undefined

const ofApplication = z.object({ applicationId: z.string() })

async function settleRefused(
  deps: ServiceCertificatesDeps,
  { applicationId }: Application,
  kind: keyof typeof issuingProblems,
): Promise<void> {
  if (passing.has(kind)) throw new Error(`not issued yet: ${kind}`)
  await deps.db.write(async (tx) => {
    const application = await lockApplication(tx, deps.sealing, applicationId)
    if (application?.standing.state === 'approved') await refuseNow(deps, tx, application, kind)
    return ok(undefined)
  })
}

async function refuseNow(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: Application,
  kind: keyof typeof issuingProblems,
): Promise<void> {
  const { title, advice }: { readonly title: Text; readonly advice?: Text } = issuingProblems[kind]
  const { language } = application.facts
  const because = [title[language], advice?.[language]].filter(Boolean).join('. ')
  // Nobody completes the order of a program: the program orders again.
  const isOfProgram = application.byProgram !== undefined
  const over = (isOfProgram ? decline : giveBack)(application.standing, because)
  if (!over.ok) throw new Error('unreachable: an approved application can be returned or refused')
  const step = isOfProgram ? 'refuse' : 'giveBack'
  await takeStep(deps, tx, deps.systemPermit('serviceCertificates.issue'), application, {
    past: { step, at: deps.clock.now(), because },
    event: { type: isOfProgram ? 'ApplicationRefused' : 'ApplicationReturned' },
    changes: { standing: over.value },
  })
}

async function settleIssued(
  deps: ServiceCertificatesDeps,
  { applicationId }: Application,
  {
    issuer,
    serial,
    notBefore,
    notAfter,
    authorisation,
    since,
  }: Pick<Assessed, 'authorisation'> & {
    readonly since: { readonly kind: keyof typeof issuingProblems } | undefined
    readonly issuer: IssuerId
    readonly serial: SerialNumber
    readonly notBefore: Parameters<typeof plus>[0]
    readonly notAfter: Parameters<typeof plus>[0]
  },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const application = await lockApplication(tx, deps.sealing, applicationId)
    if (application?.standing.state !== 'approved') return ok(undefined)
    const wrong = (await refusalOfProgram(tx, application)) ?? since
    // Already signed: nobody receives it, so nobody can use it.
    if (wrong) {
      await revokeSigned(deps, tx, { issuer, serial })
      await refuseNow(deps, tx, application, wrong.kind)
      return ok(undefined)
    }
    const standing = issued(application.standing, {
      ...{ issuer, serial, issuedAt: notBefore, notAfter },
    })
    const charge = await chargeOf(deps, tx, application, standing, authorisation)
    // By the last ones a program should have renewed; otherwise nobody maintains it.
    const key = application.byProgram
      ? 'program-certificate-reminders'
      : 'service-certificate-reminders'
    const reminders = await settingOn(tx, key, dateInHelsinki(notBefore))
    await takeStep(deps, tx, deps.systemPermit('serviceCertificates.issue'), application, {
      past: { step: 'issue', at: deps.clock.now() },
      event: {
        ...{ type: 'ServiceCertificateIssued', issuer, serial, charges: [charge] },
        settings: { [key]: reminders.version },
      },
      changes: { standing },
    })
    for (const daysLeft of reminders.value)
      await deps.planJob(tx, {
        kind: reminding,
        key: `${applicationId}/${String(daysLeft)}`,
        payload: { applicationId, daysLeft },
        dueAt: plus(notAfter, -daysLeft * day),
      })
    return ok(undefined)
  })
}

async function revokeSigned(
  { revocations, systemPermit }: ServiceCertificatesDeps,
  tx: Tx,
  { issuer, serial }: { readonly issuer: IssuerId; readonly serial: SerialNumber },
): Promise<void> {
  const revoked = await revocations.revokeCertificates(
    tx,
    systemPermit('serviceCertificates.issue'),
    {
      ...{ issuer, serials: [serial], reason: 'cessationOfOperation' },
      cause: 'service-certificate-not-needed',
    },
  )
  if (!revoked.ok) throw new Error(`certificate not found: ${serial}`)
}

/**
 * In its own transaction, after the certificate is in force. A copy that commits during issuing is invisible
 * to the issuing transaction, and the certificate to that comparison. Later copies find the certificate among
 * those in force.
 */
const compareIssued = async (
  deps: ServiceCertificatesDeps,
  { applicationId }: Application,
): Promise<void> => {
  await deps.db.write(async (tx) => {
    await compareWithCodes(deps, tx, { applicationId, isNotNotified: false })
    return ok(undefined)
  })
}

/** Sends a reminder, unless the certificate has been revoked or has ended. */
export const remindOfEnd = (deps: ServiceCertificatesDeps): JobHandler => ({
  kind: reminding,
  handle: async ({ payload }) => {
    const { applicationId, daysLeft } = ofReminder.parse(payload)
    await deps.db.write(async (tx) => {
      const application = await findApplication(tx, deps.sealing, applicationId)
      if (application?.standing.state !== 'issued') return ok(undefined)
      if (application.standing.notAfter <= deps.clock.now()) return ok(undefined)
      if (application.byProgram && (await isRenewed(tx, application))) return ok(undefined)
      const event: ServiceCertificateEnding = {
        ...{ type: 'ServiceCertificateEnding', daysLeft },
        ...aboutApplication(application),
      }
      await deps.record(tx, event, deps.systemPermit('serviceCertificates.remind'))
      return ok(undefined)
    })
  },
})

const ofReminder = z.object({ applicationId: z.string(), daysLeft: z.number() })
