import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { Text } from '#platform/texts.ts'
import {
  askBusinesses,
  assess,
  firstOfFacts,
  firstOfRequest,
  rulesOf,
  type Assessed,
} from './assess.ts'
import { chargeOf } from './charge.ts'
import type {
  Application,
  ApplicationRefused,
  ApplicationReturned,
  ServiceCertificateEnding,
  ServiceCertificateIssued,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { decline, giveBack, issued } from './domain/application.ts'
import { compareWithCodes } from './hear-codes.ts'
import { withStep } from './own-application.ts'
import { issuingProblems } from './verdict-problems.ts'
import { aboutApplication } from './show-application.ts'
import { findApplication, isRenewed, lockApplication, saveApplication } from './store.ts'

/** One job for each approval, in its transaction. */
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

/** What may be right in a minute, or tomorrow: the job is tried again. */
const passing: ReadonlySet<string> = new Set([
  'register-unavailable',
  'no-copy-of-code-service',
  'copy-not-of-today',
  'signer-unavailable',
  'clocks-differ',
])

/**
 * Issues what was approved, if OID, name, applicant and request are still what they were (R183); otherwise it goes back to be
 * completed, and says why. A crash after the signature finds the same certificate again: one request gets one.
 */
export const issueApproved = (deps: ServiceCertificatesDeps): JobHandler => ({
  kind: issuing,
  handle: async ({ payload }) => {
    const { applicationId } = ofApplication.parse(payload)
    const application = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
    if (application?.standing.state === 'issued') await compareIssued(deps, application)
    if (application?.standing.state !== 'approved') return
    const businesses = await askBusinesses(deps, application)
    if (!businesses.ok) throw new Error(`not issued yet: ${businesses.refusal.kind}`)

    const { request } = application
    if (!request) throw new Error(`approved without a request: ${applicationId}`)
    const asker = `service-certificate:${applicationId}`
    const { assessed, stands, isBegun } = await deps.db.read(async (tx) => ({
      assessed: await assess(deps, tx, application, { businesses: businesses.value }),
      stands: await programStands(deps, tx, application),
      isBegun: await deps.certificates.isServiceBegun(tx, { asker, request }),
    }))
    const ended = stands ? undefined : programEnded
    const wrong = ended ?? firstOfFacts(assessed) ?? firstOfRequest(assessed)
    if (wrong && (!isBegun || passing.has(wrong.kind))) {
      await settleRefused(deps, application, wrong.kind)
      return
    }
    const certificate = await deps.certificates.certifyService(
      deps.systemPermit('certificates.issueCertificate'),
      {
        ...{ asker, request },
        rules: rulesOf(application, { ownerName: assessed.ownerName, entry: assessed.entry }),
        isTest: application.facts.isTest,
      },
    )
    if (!certificate.ok) {
      await settleRefused(deps, application, certificate.refusal.kind)
      return
    }
    // Of one that a crash left half-way its own certificate has the key; what else is wrong since, ends it.
    const since = wrong?.kind === 'key-already-used' ? undefined : wrong
    await settleIssued(deps, application, { ...assessed, ...certificate.value, since })
    await compareIssued(deps, application)
  },
})

const programEnded = { kind: 'program-ended' } as const

/** What people applied for stands by itself. */
const programStands = async (
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { byProgram }: Application,
): Promise<boolean> => byProgram === undefined || deps.programStands(tx, byProgram)

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
  // Nobody completes what a program ordered: it orders once more.
  const isOfProgram = application.byProgram !== undefined
  const over = (isOfProgram ? decline : giveBack)(application.standing, because)
  if (!over.ok) throw new Error('unreachable: what is approved can be given back or refused')
  const step = isOfProgram ? 'refuse' : 'giveBack'
  const past = { step, at: deps.clock.now(), because } as const
  await saveApplication(tx, deps.sealing, withStep(application, past, { standing: over.value }))
  const event: ApplicationReturned | ApplicationRefused = {
    type: isOfProgram ? 'ApplicationRefused' : 'ApplicationReturned',
    ...aboutApplication(application),
  }
  await deps.record(tx, event, deps.systemPermit('serviceCertificates.issue'))
}

/** Days before the end on which the mailbox is reminded. */
const remindedDays = [60, 30, 14, 7]
/** By then a program has renewed its own, or nobody looks after it any more. */
const remindedDaysOfProgram = [14, 7]

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
    const wrong = (await programStands(deps, tx, application)) ? since : programEnded
    // Signed already: nobody gets it, and nobody can use it.
    if (wrong) {
      await revokeSigned(deps, tx, { issuer, serial })
      await refuseNow(deps, tx, application, wrong.kind)
      return ok(undefined)
    }
    const standing = issued(application.standing, {
      ...{ issuer, serial, issuedAt: notBefore, notAfter },
    })
    const past = { step: 'issue', at: deps.clock.now() } as const
    await saveApplication(tx, deps.sealing, withStep(application, past, { standing }))
    const event: ServiceCertificateIssued = {
      ...{ type: 'ServiceCertificateIssued', issuer, serial },
      ...aboutApplication(application),
      charges: [await chargeOf(deps, tx, application, standing, authorisation)],
    }
    await deps.record(tx, event, deps.systemPermit('serviceCertificates.issue'))
    for (const daysLeft of application.byProgram ? remindedDaysOfProgram : remindedDays)
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
  if (!revoked.ok) throw new Error(`a certificate that is not there: ${serial}`)
}

/**
 * In a transaction of its own, once it is in force: a copy that commits while it is issued is seen neither by its transaction nor,
 * by whoever compares then, is it. A copy behind this finds it among those in force.
 */
const compareIssued = async (
  deps: ServiceCertificatesDeps,
  { applicationId }: Application,
): Promise<void> => {
  await deps.db.write(async (tx) => {
    await compareWithCodes(deps, tx, { applicationId, isUntold: false })
    return ok(undefined)
  })
}

/** Reminds, unless the certificate was revoked meanwhile or has ended. */
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
