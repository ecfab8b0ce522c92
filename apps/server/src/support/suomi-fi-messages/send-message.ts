import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler } from '#platform/outbox.ts'
import type { SuomiFiMessageAccepted, SuomiFiMessageUndelivered, Undelivered } from './contract.ts'
import type { MessagesDeps } from './deps.ts'
import { sendingKind } from './plan-message.ts'
import type { ElectronicMessage, MessagesUnavailable, LetterToSend } from './ports.ts'
import { findPlanned, settleSending, type PlannedMessage } from './store.ts'

type Outcome =
  { readonly channel: SuomiFiMessageAccepted['channel'] } | { readonly because: Undelivered }

/**
 * Sends one message: to the mailbox, or on paper when it is not in use. Repeating it after a crash is
 * harmless: the notice's id is the external id of the message. A fault is retried by the outbox.
 */
export const sendMessage = (deps: MessagesDeps): JobHandler => ({
  kind: sendingKind,
  handle: async ({ payload }) => {
    const { noticeId } = ofMessage.parse(payload)
    const found = await deps.db.read(async (tx) => {
      const message = await findPlanned(tx, noticeId)
      return (
        message && { message, identityCode: await deps.people.identityCodeOf(tx, message.personId) }
      )
    })
    if (!found) return
    const { message, identityCode } = found
    const electronic = { ...message.words, externalId: noticeId, identityCode }
    await settle(deps, message, await send(deps, message, electronic))
  },
})

const ofMessage = z.object({ noticeId: z.string() })

async function send(
  deps: MessagesDeps,
  message: PlannedMessage,
  electronic: ElectronicMessage,
): Promise<Outcome> {
  const { identityCode } = electronic
  const mailbox = await deps.service.hasMailbox(identityCode)
  if (!mailbox.ok) throw unavailable(mailbox.refusal)
  if (mailbox.value) {
    const sent = await deps.service.sendElectronic(electronic)
    if (sent.ok) return { channel: 'electronic' }
    if (sent.refusal.kind === 'rejected') return { because: 'rejected' }
    if (sent.refusal.kind === 'messages-unavailable') throw unavailable(sent.refusal)
    // The person has closed the mailbox meanwhile.
  }
  const paper = await letterOf(deps, message, identityCode)
  if (!paper) return { because: 'no-letter' }
  const sent = await deps.service.sendByEither(electronic, paper)
  if (sent.ok) return { channel: 'either' }
  if (sent.refusal.kind === 'rejected') return { because: 'rejected' }
  throw unavailable(sent.refusal)
}

/**
 * The letter and where it goes: the address is requested only for a letter, at the last moment, and given to
 * nobody under non-disclosure.
 */
async function letterOf(
  { registers, people, db, clock, renderLetter }: MessagesDeps,
  { words, language }: PlannedMessage,
  identityCode: IdentityCode,
): Promise<LetterToSend | undefined> {
  if (!renderLetter) return undefined
  const found = await registers.lookUpPerson(identityCode)
  if (!found.ok) {
    if (found.refusal.kind === 'register-unavailable')
      throw new Error(`the population register does not respond: ${found.refusal.because}`)
    return undefined
  }
  const { givenNames, surname, address, nonDisclosure, died } = found.value
  if (nonDisclosure) {
    await db.write(async (tx) => {
      await people.rememberPerson(tx, { identityCode, ...found.value })
      return ok(undefined)
    })
    return undefined
  }
  if (address === undefined || died !== undefined) return undefined
  const pdf = await renderLetter({ ...words, language, at: clock.now() })
  return { recipient: `${givenNames} ${surname}`, address, pdf }
}

const unavailable = ({ because }: MessagesUnavailable): Error =>
  new Error(`Suomi.fi Messages gave no usable response: ${because}`)

async function settle(
  deps: MessagesDeps,
  { noticeId, personId }: PlannedMessage,
  outcome: Outcome,
): Promise<void> {
  const state = 'channel' in outcome ? 'accepted' : 'undelivered'
  await deps.db.write(async (tx) => {
    if (!(await settleSending(tx, noticeId, { state, at: deps.clock.now() }))) return ok(undefined)
    const about = { personId }
    const event: SuomiFiMessageAccepted | SuomiFiMessageUndelivered =
      'channel' in outcome
        ? { type: 'SuomiFiMessageAccepted', about, noticeId, channel: outcome.channel }
        : { type: 'SuomiFiMessageUndelivered', about, noticeId, because: outcome.because }
    await deps.record(tx, event, deps.systemPermit('suomiFiMessages.send'))
    return ok(undefined)
  })
}
