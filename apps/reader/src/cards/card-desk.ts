import { createHash } from 'node:crypto'
import { minute } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { refuse } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { ReaderTrouble } from '@sotevarmenne/smartcard/pcsc'
import { isOfOurLayout } from '@sotevarmenne/smartcard/card-facts'
import { proveEmpty } from '@sotevarmenne/smartcard/read-back'
import { isSameCard, readCard, type CardInHand } from '@sotevarmenne/smartcard/use'
import type { CardTrouble, KeyPurpose } from '@sotevarmenne/smartcard/words'
import type { Clock } from '../clock.ts'
import { cardLeft } from '../prompts/prompts.ts'
import type { CardReader } from './card-reader.ts'
import type { Readers } from './readers.ts'
import { queryStatusOverHttp, type QueryStatus } from '../revocation/query-status.ts'
import { createStatusChecks } from '../revocation/status-checks.ts'
import { pinResetOf } from './pin-reset.ts'
import { rightByItself, rightOfUse, type RightByItself, type RightOfUse } from './right-of-use.ts'
import type { TrustedRoots } from './trusted-roots.ts'

/** The readers and the cards in them, kept up to date. */
export type CardDesk = {
  readonly readers: readonly CardReader[]
  /** False while the machine's smart card service (PC/SC) does not run. */
  readonly isServiceRunning: () => boolean
  readonly find: (readerId: string) => CardReader | undefined
  readonly see: (reader: CardReader) => Promise<Seen>
  /**
   * The right of use of a card's certificate, once the query of its revocation status that is under way has
   * ended, or after so many milliseconds. `isNew`: queries it again first.
   */
  readonly awaitRight: (
    card: CardInHand,
    purpose: KeyPurpose,
    wait: { readonly limit: number; readonly isNew?: boolean },
  ) => Promise<RightOfUse>
  /**
   * Runs an operation on the card and notifies the listeners afterwards: tries left and PINs may have
   * changed.
   */
  readonly use: <Value, Refusal>(
    reader: CardReader,
    operation: (channel: CardChannel) => Promise<Result<Value, Refusal>>,
  ) => Promise<Result<Value, Refusal | { readonly kind: 'no-card' | 'card-in-use' }>>
  /**
   * Aborted, with the reason `cardLeft`, when none of the cards is in its reader any more. Not by a card that
   * another program uses or that can't be read just now. `stop` ends the watching.
   */
  readonly whenGone: (cards: readonly CardInReader[]) => {
    readonly signal: AbortSignal
    readonly stop: () => void
  }
  /** Calls the listener after each change; returns a function that stops this. */
  readonly watch: (listener: () => void) => () => void
  readonly changed: () => void
  /** From now on begins no query of a revocation status. */
  readonly close: () => void
}

/** `card` is undefined for a card that can't be read: one with nothing on it. */
export type CardInReader = {
  readonly reader: CardReader
  readonly card: CardInHand | undefined
}

/** What is in a reader, as it is now. */
export type Seen =
  | { readonly state: 'empty' }
  /** A blank card of a kind that is used here, with nothing on it. */
  | { readonly state: 'blank' }
  /**
   * A card of that kind too, with content that makes no complete card: production broke off, or others filled
   * it.
   */
  | { readonly state: 'unfinished' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'in-use' }
  | { readonly state: 'no-reader' }
  | { readonly state: 'card'; readonly card: CardSeen }

export type CardSeen = CardInHand & {
  readonly rights: Readonly<Partial<Record<KeyPurpose, RightOfUse>>>
}

export function createCardDesk(
  readers: Readers,
  {
    clock,
    roots,
    queryStatus = queryStatusOverHttp,
    reportFault = () => undefined,
  }: {
    readonly clock: Clock
    readonly roots: TrustedRoots
    readonly queryStatus?: QueryStatus
    readonly reportFault?: (fault: unknown) => void
  },
): CardDesk {
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  /** Those that concern only what is in the readers. */
  const cardListeners = new Set<() => void>()
  readers.onChange(() => {
    for (const listener of cardListeners) listener()
    changed()
  })

  const checks = createStatusChecks({ clock, queryStatus, changed, reportFault })

  type RightsByItself = Readonly<Partial<Record<KeyPurpose, RightByItself>>>
  /**
   * Pages poll every second, and verifying uses memory that is freed late: a result is reused for a minute.
   */
  let found: { readonly of: string; readonly rights: RightsByItself } | undefined
  const rightsByItself = async (card: CardInHand): Promise<RightsByItself> => {
    const { certificates, chain } = card
    const isSpare = pinResetOf(card) === 'registration-point'
    const trust = { chain, roots: await roots(), now: clock.now(), isSpare }
    const all = [...certificates, ...trust.roots, ...chain.map((der) => ({ der }))]
    const digest = createHash('sha256')
    for (const { der } of all) digest.update(der)
    const of = `${digest.digest('hex')} ${String(Math.floor(trust.now / minute))}`
    const rights =
      found?.of === of
        ? found.rights
        : Object.fromEntries(
            certificates.map(({ purpose, der }) => [purpose, rightByItself(der, trust)]),
          )
    found = { of, rights }
    return rights
  }
  const rightsOf = async (card: CardInHand): Promise<CardSeen['rights']> =>
    Object.fromEntries(
      Object.entries(await rightsByItself(card)).map(([purpose, right]) => [
        purpose,
        rightOfUse(right, checks.known),
      ]),
    )

  const see = async (reader: CardReader): Promise<Seen> => {
    const taken = await reader.withCard(readCard)
    const read = taken.ok ? taken.value : taken
    if (!read.ok) {
      const state = stateOf(read.refusal.kind)
      return { state: state === 'unreadable' ? await whatIsUnreadable(reader) : state }
    }
    const card = read.value
    return { state: 'card', card: { ...card, rights: await rightsOf(card) } }
  }

  const whenGone: CardDesk['whenGone'] = (cards) => {
    const gone = new AbortController()
    const look = async () => {
      const areIn = await Promise.all(
        cards.map(async ({ reader, card }) => isStillIn(await see(reader), card)),
      )
      if (!areIn.some(Boolean)) gone.abort(cardLeft)
    }
    const listener = () => void look().catch(reportFault)
    cardListeners.add(listener)
    return { signal: gone.signal, stop: () => void cardListeners.delete(listener) }
  }

  return {
    get readers() {
      return readers.now()
    },
    isServiceRunning: readers.isServiceRunning,
    find: (readerId) => readers.now().find(({ id }) => id === readerId),
    see,
    whenGone,
    awaitRight: async (card, purpose, { limit, isNew = false }) => {
      const right = (await rightsByItself(card))[purpose] ?? { kind: 'unreadable' }
      if (!('certificate' in right)) return right
      if (isNew) checks.query(right)
      const status = await checks.settled(right, limit)
      return rightOfUse(right, () => status)
    },
    use: async (reader, operation) => {
      const taken = await reader.withCard(operation)
      changed()
      if (taken.ok) return taken.value
      return refuse({ kind: taken.refusal.kind === 'card-in-use' ? 'card-in-use' : 'no-card' })
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    changed,
    close: checks.stop,
  }
}

function isStillIn(seen: Seen, card: CardInReader['card']): boolean {
  if (seen.state === 'in-use' || seen.state === 'unreadable') return true
  if (seen.state === 'card') return card !== undefined && isSameCard(seen.card, card)
  return card === undefined && seen.state !== 'empty' && seen.state !== 'no-reader'
}

async function whatIsUnreadable(
  reader: CardReader,
): Promise<'blank' | 'unfinished' | 'unreadable'> {
  const empty = await reader.withCard(async (channel) =>
    (await isOfOurLayout(channel)) ? proveEmpty(channel) : undefined,
  )
  if (!empty.ok || !empty.value) return 'unreadable'
  if (empty.value.ok) return 'blank'
  return empty.value.refusal.kind === 'not-empty' ? 'unfinished' : 'unreadable'
}

function stateOf(
  kind: 'no-card' | ReaderTrouble | CardTrouble['kind'],
): Exclude<Seen['state'], 'card' | 'blank' | 'unfinished'> {
  switch (kind) {
    case 'no-card':
    case 'card-removed':
      return 'empty'
    case 'card-in-use':
      return 'in-use'
    case 'no-reader':
      return 'no-reader'
    case 'card-mute':
    case 'card-refused':
    case 'card-unreadable':
      return 'unreadable'
  }
}
