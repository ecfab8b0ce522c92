import { randomUUID } from 'node:crypto'
import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RelayPurpose } from '@sotevarmenne/api/card-relay'
import type { LeastDigits } from '@sotevarmenne/smartcard/card-pins'
import type { NewPins, NewPinsMistake } from '../new-pins.ts'

/** Who asks for a PIN, and for what: everything that the person needs to see before typing it. */
export type Question = {
  readonly purpose: 'authentication' | 'signature'
  /** The web page's origin, as the browser vouches for it. */
  readonly origin: string
  readonly holder: string
  readonly content: {
    readonly digestAlgorithm: string
    /** Hexadecimal. */
    readonly digest: string
    /** The content itself, where it is known and is plain text. */
    readonly text?: string
  }
}

/** What the service wants to do, and the cards that are here for it, the likeliest first. */
export type RelayQuestion = {
  readonly purpose: RelayPurpose
  readonly origin: string
  readonly cards: readonly {
    readonly readerId: string
    readonly readerName: string
    /** These two are unknown of a blank. */
    readonly holder?: string
    readonly cardNumber?: string
    readonly leastDigits: LeastDigits
  }[]
}

/** The person's yes to a relay: to the card in which reader, and the new PINs where they are set. */
export type RelayForm = NewPins & { readonly reader: string }

type Typed = string | RelayForm

/** Tries the PIN. `again` keeps the question open. */
export type TryPin<Value, Refusal> = (
  pin: string,
) => Promise<Result<Value, { readonly again: PinTrouble } | { readonly final: Refusal }>>

export type PinTrouble =
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-not-4-to-8-digits' }

export type Pending = {
  readonly id: string
  readonly question: Question | RelayQuestion
  readonly trouble?: PinTrouble | NewPinsMistake
  /** The person has answered, and what was asked for is being done. */
  readonly isUnderWay?: boolean
}

export type PromptRefusal =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'asker-gone' }
  /** One at a time: two questions beside each other get mixed up. */
  | { readonly kind: 'another-question-waits' }
  /** The person cancelled what this site asked, again and again. */
  | { readonly kind: 'asked-too-often' }

export type Prompts = {
  /** Asks the person; the answer comes when the PIN was right, or it is given up. `gone` withdraws the question. */
  readonly ask: <Value, Refusal>(
    question: Question,
    tryPin: TryPin<Value, Refusal>,
    gone: AbortSignal,
  ) => Promise<Result<Value, Refusal | PromptRefusal>>
  /** The same for a card relay. What the person agreed to is not withdrawn once it has begun: the card is in the middle of it. */
  readonly askConsent: <Value, Refusal>(
    question: RelayQuestion,
    agreed: (
      form: RelayForm,
    ) => Promise<Result<Value, { readonly again: NewPinsMistake } | { readonly final: Refusal }>>,
    gone: AbortSignal,
  ) => Promise<Result<Value, Refusal | PromptRefusal>>
  readonly pending: () => readonly Pending[]
  /** The person typed a PIN, or agreed. False when the question is no longer open. */
  readonly answer: (id: string, typed: Typed) => Promise<boolean>
  readonly cancel: (id: string) => boolean
}

/** So many cancelled questions within a minute, and the site is not listened to for the rest of it. */
const mostCancelled = 3

/** PIN questions of web pages. They wait for the person at most the given time, in milliseconds. */
export function createPrompts({
  changed,
  timeLimit,
  realNow = Date.now,
}: {
  readonly changed: () => void
  readonly timeLimit: number
  readonly realNow?: () => number
}): Prompts {
  const open = new Map<string, Open>()
  /** When questions were cancelled, by the origin that asked. */
  const cancelled = new Map<string, readonly number[]>()
  const lastCancelled = (origin: string): readonly number[] =>
    (cancelled.get(origin) ?? []).filter((at) => at > realNow() - minute)

  const put = <Value, Refusal>(
    question: Pending['question'],
    tryTyped: (
      typed: Typed,
    ) => Promise<
      Result<Value, { readonly again: Pending['trouble'] } | { readonly final: Refusal }>
    >,
    gone: AbortSignal,
  ): Promise<Result<Value, Refusal | PromptRefusal>> =>
    new Promise((settle, fail) => {
      if (gone.aborted) {
        settle(refuse({ kind: 'asker-gone' }))
        return
      }
      if (open.size > 0) {
        settle(refuse({ kind: 'another-question-waits' }))
        return
      }
      if (lastCancelled(question.origin).length >= mostCancelled) {
        settle(refuse({ kind: 'asked-too-often' }))
        return
      }
      const id = randomUUID()
      // A second click must not cost a second try, and what is being tried is not withdrawn.
      let isTrying = false
      const close = () => {
        open.delete(id)
        clearTimeout(timer)
        gone.removeEventListener('abort', leave)
        changed()
      }
      let withdrawn: PromptRefusal | undefined
      const giveUp = (refusal: PromptRefusal) => {
        if (isTrying) {
          withdrawn ??= refusal
          return
        }
        close()
        settle(refuse(refusal))
      }
      const leave = () => {
        giveUp({ kind: 'asker-gone' })
      }
      const timer = setTimeout(() => {
        giveUp({ kind: 'timed-out' })
      }, timeLimit)
      gone.addEventListener('abort', leave)

      const answer = async (typed: Typed): Promise<void> => {
        if (isTrying) return
        isTrying = true
        open.set(id, { ...entry, pending: { id, question, isUnderWay: true } })
        if (typeof typed !== 'string') changed()
        const tried = await tryTyped(typed)
        isTrying = false
        if (tried.ok) {
          cancelled.delete(question.origin)
          close()
          settle(ok(tried.value))
        } else if ('again' in tried.refusal) {
          const { again: trouble } = tried.refusal
          open.set(id, { ...entry, pending: { id, question, ...(trouble && { trouble }) } })
          if (withdrawn) giveUp(withdrawn)
          else changed()
        } else {
          close()
          settle(refuse(tried.refusal.final))
        }
      }
      const entry: Open = {
        pending: { id, question },
        cancel: () => {
          cancelled.set(question.origin, [...lastCancelled(question.origin), realNow()])
          giveUp({ kind: 'cancelled' })
        },
        answer: (typed) =>
          answer(typed).catch((fault: unknown) => {
            close()
            fail(fault instanceof Error ? fault : new Error('not an error', { cause: fault }))
          }),
      }
      open.set(id, entry)
      changed()
    })

  return {
    ask: (question, tryPin, gone) =>
      put(question, (typed) => (typeof typed === 'string' ? tryPin(typed) : notForThis()), gone),
    askConsent: (question, agreed, gone) =>
      put(question, (typed) => (typeof typed === 'string' ? notForThis() : agreed(typed)), gone),
    pending: () => [...open.values()].map(({ pending }) => pending),
    answer: async (id, typed) => {
      const question = open.get(id)
      await question?.answer(typed)
      return question !== undefined
    },
    cancel: (id) => {
      const question = open.get(id)
      question?.cancel()
      return question !== undefined
    },
  }
}

type Open = {
  readonly pending: Pending
  readonly cancel: () => void
  readonly answer: (typed: Typed) => Promise<void>
}

/** The form of another question was sent to this one: it stays as it is. */
const notForThis = () => Promise.resolve(refuse({ again: undefined }))
