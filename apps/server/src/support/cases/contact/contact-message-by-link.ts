import type { ContactMessageView } from '@sotevarmenne/api/contact-messages'
import * as contracts from '@sotevarmenne/api/contact-messages'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { idOfLinkToken } from '#platform/link-token.ts'
import { operation } from '#platform/operation.ts'
import type { CaseId } from '../contract.ts'
import type { CasesDeps } from '../deps.ts'
import { linkUntil } from '../domain/contact-message.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { insertNewCase } from '../insert-case.ts'
import { contactMessageProblems, stepOnProblems } from '../problems.ts'
import { recordView } from '../show-case.ts'
import { stepOn, type StepOnRefusal } from '../step-on.ts'
import { lockCase, stepsOf } from '../store.ts'
import {
  extendLink,
  insertWriter,
  lockMessage,
  markConfirmed,
  writersOf,
  type Unconfirmed,
} from './store.ts'

type LinkRefusal = { readonly kind: 'link-not-found' } | { readonly kind: 'link-expired' }

/** Who has the link reads what the writer and the office wrote. Each view is in the audit log. */
export const viewContactMessage = operation({
  contract: contracts.viewContactMessage,
  problems: contactMessageProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { link }) =>
      deps.db.write(async (tx): Promise<Result<ContactMessageView, LinkRefusal>> => {
        const found = await findByLink(deps, tx, link)
        if (!found.ok) return found
        if (found.value.kind === 'unconfirmed')
          return ok({ state: 'unconfirmed', confirmBy: formatInstant(found.value.until) })
        await recordView(deps, tx, found.value.supportCase, permit)
        return ok(await show(deps, tx, found.value.supportCase))
      }),
})

/** The office gets the message: its time limit begins now. A repetition returns the message as it is now. */
export const confirmContactMessage = operation({
  contract: contracts.confirmContactMessage,
  problems: contactMessageProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { link }) =>
      deps.db.write(async (tx): Promise<Result<ContactMessageView, LinkRefusal>> => {
        const found = await findByLink(deps, tx, link)
        if (!found.ok) return found
        if (found.value.kind === 'case') return ok(await show(deps, tx, found.value.supportCase))
        const { subject, text, ...writer } = found.value.message
        const caseId = found.value.messageId as CaseId
        const now = deps.clock.now()
        const supportCase = await insertNewCase(deps, tx, permit, {
          ...{ caseId, kind: 'contact-message', subject, text },
        })
        await insertWriter(deps, tx, { caseId, writer, linkUntil: linkUntil(now) })
        await markConfirmed(tx, caseId)
        return ok(await show(deps, tx, supportCase))
      }),
})

/** The writer writes more; a closed case opens again. */
export const continueContactMessage = operation({
  contract: contracts.continueContactMessage,
  problems: { ...contactMessageProblems, ...stepOnProblems },
  handle:
    (deps: CasesDeps) =>
    (permit, { link, stepId, text }) =>
      deps.db.write(
        async (tx): Promise<Result<ContactMessageView, LinkRefusal | StepOnRefusal>> => {
          const found = await findByLink(deps, tx, link)
          if (!found.ok) return found
          if (found.value.kind === 'unconfirmed') return refuse({ kind: 'link-not-found' })
          const stepped = await stepOn(deps, tx, permit, {
            ...{ supportCase: found.value.supportCase, stepId, by: { side: 'writer' } },
            step: { kind: 'write', text },
          })
          if (!stepped.ok) return stepped
          await extendLink(tx, stepped.value.caseId, linkUntil(deps.clock.now()))
          return ok(await show(deps, tx, stepped.value))
        },
      ),
})

type Found =
  | {
      readonly kind: 'unconfirmed'
      readonly messageId: string
      readonly message: Unconfirmed
      readonly until: Instant
    }
  | { readonly kind: 'case'; readonly supportCase: SupportCase }

/** What the link opens, locked. */
async function findByLink(
  deps: Pick<CasesDeps, 'sealing' | 'clock'>,
  tx: Tx,
  link: string,
): Promise<Result<Found, LinkRefusal>> {
  const id = idOfLinkToken(deps.sealing, link)
  if (id === undefined) return refuse({ kind: 'link-not-found' })
  const sent = await lockMessage(deps, tx, id)
  const now = deps.clock.now()
  if (sent?.message)
    return sent.until <= now
      ? refuse({ kind: 'link-expired' })
      : ok({ kind: 'unconfirmed', messageId: id, message: sent.message, until: sent.until })
  const supportCase = await lockCase(deps, tx, id)
  const writer = (await writersOf(deps, tx, [id])).get(id)
  if (!supportCase || !writer) return refuse({ kind: 'link-not-found' })
  return writer.linkUntil <= now
    ? refuse({ kind: 'link-expired' })
    : ok({ kind: 'case', supportCase })
}

/** Without who in the office wrote, and without steps that say nothing to the writer. */
async function show(
  deps: Pick<CasesDeps, 'sealing'>,
  tx: Tx,
  { caseId, state, subject = '' }: SupportCase,
): Promise<ContactMessageView> {
  const steps = await stepsOf(deps, tx, caseId)
  const writer = (await writersOf(deps, tx, [caseId])).get(caseId)
  if (!writer) throw new Error(`contact message ${caseId} has no writer`)
  return {
    ...{ state, subject, until: formatInstant(writer.linkUntil) },
    messages: steps.flatMap(({ side, at, text }) =>
      text === undefined ? [] : [{ isFromOffice: side === 'office', at: formatInstant(at), text }],
    ),
  }
}
