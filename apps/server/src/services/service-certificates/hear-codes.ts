import { randomUUID } from 'node:crypto'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import { endedSince, lastVersion } from '#people/registers/index.ts'
import type {
  Application,
  CodeChange,
  Overtaken,
  OvertakenId,
  ServiceCertificateBorneOut,
  ServiceCertificateOvertaken,
  StandingIn,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOpen, isSameChange, judgeOvertaken, ownerAt } from './domain/overtaken.ts'
import { withStep } from './own-application.ts'
import { aboutApplication } from './show-application.ts'
import { lockApplication, saveApplication } from './store.ts'
import {
  closeRunOut,
  concernedBy,
  heardUpTo,
  insertOvertaken,
  overtakenOfApplication,
  saveHeard,
  saveOvertaken,
} from './stores/overtaken.ts'
import { wordsOfChange } from './words-of-change.ts'

/** So many codes are looked up in one question. */
const atOnce = 500

/**
 * Compares certificates in force with what the copy changed (R267), each in a transaction of its own. A crash, or a copy that was
 * never heard of, leaves the place where it was: the next one goes on from there.
 */
export const hearCodes = (deps: ServiceCertificatesDeps): Subscription => ({
  event: 'CodesCopied',
  listener: 'serviceCertificates.hearCodes',
  handle: async () => {
    const { heard, touched } = await deps.db.read(async (tx) => {
      const heard = await heardUpTo(tx)
      return { heard, touched: await deps.codes.touchedSince(tx, heard) }
    })
    if (!touched) return
    const { codes, upTo } = touched
    for (let first = 0; first < codes.length; first += atOnce) {
      const concerned = await deps.db.read((tx) =>
        concernedBy(tx, codes.slice(first, first + atOnce), deps.clock.now()),
      )
      for (const applicationId of concerned)
        await deps.db.write(async (tx) => {
          await compareWithCodes(deps, tx, { applicationId, isUntold: heard === 0 })
          return ok(undefined)
        })
    }
    await deps.db.write(async (tx) => {
      await closeRunOut(tx, deps.clock.now())
      await saveHeard(tx, upTo)
      return ok(undefined)
    })
  },
})

/** Whether the code service bears it out still, and what follows where that is otherwise than before. Asked once it is issued, too. */
export async function compareWithCodes(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { applicationId, isUntold }: Pick<Overtaken, 'applicationId' | 'isUntold'>,
): Promise<void> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  if (!isIssued(application)) return
  const known = await overtakenOfApplication(tx, applicationId)
  const change = await changeOf(deps, tx, application)
  await followChange(deps, tx, { application, known, change, isUntold })
}

/** What follows from what the code service says otherwise now, where it is not what is known already. */
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
  await listOvertaken(deps, tx, { ...following, change })
}

type Following = {
  readonly application: IssuedApplication
  readonly known: Overtaken | undefined
  readonly isUntold: boolean
}

type IssuedApplication = Application & { readonly standing: StandingIn<'issued'> }

export const isIssued = (application: Application | undefined): application is IssuedApplication =>
  application?.standing.state === 'issued'

/** What the code service says otherwise than the certificate, by its last copy. */
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
  return judgeOvertaken({
    ...{ unitName: standing.unitName, owner, now: lastVersion(versions) },
    oidEnded: endedSince(versions, today),
    organisationEnded: endedSince(above, today),
  })
}

/** Puts it on the list of the handlers, and tells those who see to it: not of what is old. */
async function listOvertaken(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { application, known, change, isUntold }: Following & { readonly change: CodeChange },
): Promise<void> {
  const { applicationId, facts, standing } = application
  const now = deps.clock.now()
  // Whoever looks at the one before decides nothing of this one, and what was decided of it is not of this one.
  if (known) await saveOvertaken(tx, { ...known, state: 'taken-back' })
  await insertOvertaken(tx, {
    overtakenId: randomUUID() as string as OvertakenId,
    ...{ applicationId, unitOid: facts.unitOid, change, foundAt: now },
    ...{ notAfter: standing.notAfter, state: 'waiting', isUntold },
  })
  const because = wordsOfChange(change, facts.language)
  const past = { step: 'noticeChange', at: now, because } as const
  await saveApplication(tx, deps.sealing, withStep(application, past))
  const event: ServiceCertificateOvertaken = {
    ...{ type: 'ServiceCertificateOvertaken', change: change.kind, since: change.since },
    isUntold,
    ...aboutApplication(application),
  }
  await deps.record(tx, event, deps.systemPermit('serviceCertificates.hearCodes'))
}

/** The code service says again what the certificate says: nobody decides any more. Who left it is not bothered. */
async function takeBack(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  { application, known }: { readonly application: Application; readonly known: Overtaken },
): Promise<void> {
  await saveOvertaken(tx, { ...known, state: 'taken-back' })
  if (!isOpen(known, deps.clock.now())) return
  const past = { step: 'noticeTakenBack', at: deps.clock.now() } as const
  await saveApplication(tx, deps.sealing, withStep(application, past))
  const event: ServiceCertificateBorneOut = {
    type: 'ServiceCertificateBorneOut',
    // Of a planned revocation the mailbox was told.
    isUntold: known.isUntold && known.state === 'waiting',
    ...aboutApplication(application),
  }
  await deps.record(tx, event, deps.systemPermit('serviceCertificates.hearCodes'))
}
