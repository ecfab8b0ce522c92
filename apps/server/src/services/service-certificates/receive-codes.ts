import { randomUUID } from 'node:crypto'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import { endedSince, lastVersion } from '#people/registers/index.ts'
import type { Application, CodeChange, Outdated, OutdatedId, StandingIn } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOpen, isSameChange, checkOutdated, ownerAt } from './domain/outdated.ts'
import { takeStep } from './own-application.ts'
import { lockApplication } from './store.ts'
import {
  closeRunOut,
  concernedBy,
  receivedUpTo,
  insertOutdated,
  outdatedOfApplication,
  saveReceived,
  saveOutdated,
} from './stores/outdated.ts'
import { wordsOfChange } from './words-of-change.ts'

/** Codes per query. */
const atOnce = 500

/**
 * Compares certificates in force with the changes of the copy (R267), each in its own transaction. After a
 * crash or a missed copy the position is unchanged, and the next copy continues from there.
 */
export const receiveCodes = (deps: ServiceCertificatesDeps): Subscription => ({
  event: 'CodesCopied',
  listener: 'serviceCertificates.receiveCodes',
  handle: async () => {
    const { received, touched } = await deps.db.read(async (tx) => {
      const received = await receivedUpTo(tx)
      return { received, touched: await deps.codes.touchedSince(tx, received) }
    })
    if (!touched) return
    const { codes, upTo } = touched
    for (let first = 0; first < codes.length; first += atOnce) {
      const concerned = await deps.db.read((tx) =>
        concernedBy(tx, codes.slice(first, first + atOnce), deps.clock.now()),
      )
      for (const applicationId of concerned)
        await deps.db.write(async (tx) => {
          await compareWithCodes(deps, tx, { applicationId, isNotNotified: received === 0 })
          return ok(undefined)
        })
    }
    await deps.db.write(async (tx) => {
      await closeRunOut(tx, deps.clock.now())
      await saveReceived(tx, upTo)
      return ok(undefined)
    })
  },
})

/**
 * Whether the code service still confirms it, and the consequences of a change. Called after issuing, too.
 */
export async function compareWithCodes(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { applicationId, isNotNotified }: Pick<Outdated, 'applicationId' | 'isNotNotified'>,
): Promise<void> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  if (!isIssued(application)) return
  const known = await outdatedOfApplication(tx, applicationId)
  const change = await changeOf(deps, tx, application)
  await followChange(deps, tx, { application, known, change, isNotNotified })
}

/** Consequences of a change in the code service that is not known already. */
export async function followChange(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  following: Following & { readonly change: CodeChange | undefined },
): Promise<void> {
  const { application, known, change } = following
  if (!change) {
    if (known) await takeBack(deps, tx, { application, known })
    return
  }
  if (known && isSameChange(known.change, change)) return
  await listOutdated(deps, tx, { ...following, change })
}

type Following = {
  readonly application: IssuedApplication
  readonly known: Outdated | undefined
  readonly isNotNotified: boolean
}

type IssuedApplication = Application & { readonly standing: StandingIn<'issued'> }

export const isIssued = (application: Application | undefined): application is IssuedApplication =>
  application?.standing.state === 'issued'

/** How the last copy of the code service differs from the certificate. */
export async function changeOf(
  { codes, clock }: Pick<ServiceCertificatesDeps, 'codes' | 'clock'>,
  tx: Tx,
  { facts: { unitOid }, standing, history }: IssuedApplication,
): Promise<CodeChange | undefined> {
  const today = dateInHelsinki(clock.now())
  const versions = await codes.historyOf(tx, unitOid)
  const issuedAt = history.findLast(({ step }) => step === 'issue')?.at ?? standing.issuedAt
  const owner = ownerAt(versions, issuedAt)
  const above = owner ? await codes.historyOf(tx, owner.oid) : []
  return checkOutdated({
    ...{ unitName: standing.unitName, owner, now: lastVersion(versions) },
    oidEnded: endedSince(versions, today),
    organisationEnded: endedSince(above, today),
  })
}

/** Puts it on the list of the case officers, and notifies the contacts, except of old changes. */
async function listOutdated(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { application, known, change, isNotNotified }: Following & { readonly change: CodeChange },
): Promise<void> {
  const { applicationId, facts, standing } = application
  const now = deps.clock.now()
  // A decision on the previous finding must not apply to this one.
  if (known) await saveOutdated(tx, { ...known, state: 'taken-back' })
  await insertOutdated(tx, {
    outdatedId: randomUUID() as string as OutdatedId,
    ...{ applicationId, unitOid: facts.unitOid, change, foundAt: now },
    ...{ notAfter: standing.notAfter, state: 'waiting', isNotNotified },
  })
  const because = wordsOfChange(change, facts.language)
  const { kind, since } = change
  await takeStep(deps, tx, deps.systemPermit('serviceCertificates.receiveCodes'), application, {
    past: { step: 'noticeChange', at: now, because },
    event: { type: 'ServiceCertificateOutdated', change: kind, since, isNotNotified },
  })
}

/**
 * The code service confirms the certificate again: no decision is needed. If it was left as is, nobody is
 * notified.
 */
async function takeBack(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { application, known }: { readonly application: Application; readonly known: Outdated },
): Promise<void> {
  await saveOutdated(tx, { ...known, state: 'taken-back' })
  if (!isOpen(known, deps.clock.now())) return
  // The mailbox was notified of a planned revocation.
  const isNotNotified = known.isNotNotified && known.state === 'waiting'
  await takeStep(deps, tx, deps.systemPermit('serviceCertificates.receiveCodes'), application, {
    past: { step: 'noticeTakenBack', at: deps.clock.now() },
    event: { type: 'ServiceCertificateConfirmed', isNotNotified },
  })
}
