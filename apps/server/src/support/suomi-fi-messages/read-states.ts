import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { SuomiFiMessageStateRead, SuomiFiMessageUndelivered } from './contract.ts'
import type { MessagesDeps } from './deps.ts'
import { isLater, stateOfEvent } from './domain/message-state.ts'
import type { MessageEvent, PageOfMessageEvents } from './ports.ts'
import {
  dropToken,
  lockMessage,
  lockReading,
  readingOf,
  saveResponse,
  saveState,
  saveTrouble,
} from './store.ts'

/** Max pages in a round of up to 1,000 events each; the next round continues. */
const maxPages = 100

/** States stay readable for 60 days: a round that fails is repeated long before one is lost. */
const betweenRounds = 10 * minute

/** Runs every minute, and reads when ten minutes have passed since the last request. */
export const readStatesWhenDue = (deps: MessagesDeps) => async (): Promise<void> => {
  const { requestedAt } = await deps.db.read(readingOf)
  if (requestedAt === undefined || deps.clock.now() >= plus(requestedAt, betweenRounds))
    await readStates(deps)()
}

/**
 * Reads all events since the last round. The token moves in the transaction that stores the states: a crash
 * loses none. A token that the service no longer accepts is dropped, and everything of the last 60 days is read
 * again: a state never goes back. A page without a further token is the last one of the round.
 */
export const readStates = (deps: MessagesDeps) => async (): Promise<void> => {
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { continuationToken } = await deps.db.read(readingOf)
    const read = await deps.service.readEvents(continuationToken)
    if (!read.ok) {
      const isTokenRefused =
        read.refusal.kind === 'token-refused' && continuationToken !== undefined
      const because = read.refusal.kind === 'token-refused' ? 'token-refused' : read.refusal.because
      await noteTrouble(deps, because, isTokenRefused ? continuationToken : undefined)
      if (isTokenRefused) continue
      return
    }
    await storePage(deps, continuationToken, read.value)
    const next = read.value.continuationToken
    if (read.value.received === 0 || next === undefined || next === continuationToken) return
  }
}

async function noteTrouble(
  { db, clock }: MessagesDeps,
  because: string,
  refusedToken: string | undefined,
): Promise<void> {
  await db.write(async (tx) => {
    const current = await lockReading(tx)
    if (refusedToken !== undefined && current === refusedToken)
      await dropToken(tx, { because, at: clock.now() })
    else await saveTrouble(tx, { because, at: clock.now() })
    return ok(undefined)
  })
}

async function storePage(
  deps: MessagesDeps,
  readFrom: string | undefined,
  { events, unreadable, continuationToken }: PageOfMessageEvents,
): Promise<void> {
  await deps.db.write(async (tx) => {
    // Another process may have stored the page.
    if ((await lockReading(tx)) !== readFrom) return ok(undefined)
    for (const event of events) await storeState(deps, tx, event)
    const token = continuationToken ?? readFrom
    await saveResponse(tx, { continuationToken: token, unreadable, at: deps.clock.now() })
    return ok(undefined)
  })
}

async function storeState(
  deps: MessagesDeps,
  tx: Tx,
  { type, at, externalId }: MessageEvent,
): Promise<void> {
  const said = stateOfEvent(type)
  if (said === undefined || externalId === undefined || !isUuid.test(externalId)) return
  const message = await lockMessage(tx, externalId)
  if (!message || !isLater(said.state, message.state)) return

  await saveState(tx, externalId, { ...said, at })
  const of = { about: { personId: message.personId }, noticeId: externalId }
  const permit = deps.systemPermit('suomiFiMessages.readStates')
  const event: SuomiFiMessageStateRead = {
    type: 'SuomiFiMessageStateRead',
    ...of,
    state: said.state,
  }
  await deps.record(tx, event, permit)
  if (said.state !== 'came-back') return
  const undelivered: SuomiFiMessageUndelivered = {
    type: 'SuomiFiMessageUndelivered',
    ...of,
    because: 'came-back',
  }
  await deps.record(tx, undelivered, permit)
}

/** Others may send messages in the name of the same service, with ids of their own. */
const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
