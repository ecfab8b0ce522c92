import { randomUUID } from 'node:crypto'
import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RelayPurpose } from '@sotevarmenne/api/card-relay'
import type { MinDigits } from '@sotevarmenne/smartcard/card-pins'
import type { NewPins, NewPinsMistake } from '../new-pins.ts'

/** Who requests a PIN, and for what: everything that the person needs to see before typing it. */
export type Request = {
  readonly purpose: 'authentication' | 'signature'
  /** The web page's origin, as the browser reports it. */
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

/** What the service wants to do, and the cards here that fit, the likeliest first. */
export type RelayRequest = {
  readonly purpose: RelayPurpose
  readonly origin: string
  /** Who gets the card, by the service's own page. */
  readonly recipient?: string
  readonly cards: readonly {
    readonly readerId: string
    readonly readerName: string
    /** This and the next are unknown for a blank card. */
    readonly holder?: string
    readonly cardNumber?: string
    readonly minDigits: MinDigits
  }[]
}

/** A list of documents that are signed with one PIN2, as the person sees it. */
export type ListRequest = {
  readonly purpose: 'signature'
  readonly origin: string
  readonly holder: string
  readonly digestAlgorithm: string
  readonly documents: readonly {
    readonly title: string
    readonly type: string
    /** Hexadecimal. */
    readonly digest: string
    /** The document itself, and as text where it is text. */
    readonly bytes: Uint8Array
    readonly text: string | undefined
  }[]
  /** Hexadecimal. */
  readonly listDigest: string
}

/** What the person decided about a list that was shown. The PIN is wiped by the one that tries it. */
export type ListForm = {
  readonly pin: Uint8Array
  /** Digest of the list that the form showed. */
  readonly list: string
  /** Places in the list; what the person struck is missing. */
  readonly chosen: readonly number[]
}

/** The person's consent to a relay: for the card in which reader, and the new PINs where they are set. */
export type RelayForm = NewPins & { readonly reader: string }

type Typed = string | RelayForm | ListForm

/** Tries the PIN. `again` keeps the request open. */
export type TryPin<Value, Refusal> = (
  pin: string,
) => Promise<Result<Value, { readonly again: PinTrouble } | { readonly final: Refusal }>>

export type PinTrouble =
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-not-4-to-8-digits' }

/** All documents of a list are struck. */
export type ListTrouble = { readonly kind: 'nothing-chosen' }

export type NewPinsTrouble = {
  readonly kind: 'new-pins'
  readonly mistakes: readonly NewPinsMistake[]
}

export type Pending = {
  readonly id: string
  readonly request: Request | RelayRequest | ListRequest
  readonly trouble?: PinTrouble | NewPinsTrouble | ListTrouble
  /** Of a list, once the person has responded: what is not struck, and how many of these are signed. */
  readonly chosen?: readonly number[]
  readonly signed?: number
  /** The person has responded, and the operation is in progress. */
  readonly isUnderWay?: boolean
}

/** The reason of a signal that ends a prompt because its card is no longer in its reader. */
export const cardLeft: unique symbol = Symbol('the card left')

export type PromptRefusal =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'requester-gone' }
  /** The card that it was for is no longer in its reader. */
  | { readonly kind: 'card-removed' }
  /** One at a time: two requests beside each other get mixed up. */
  | { readonly kind: 'another-request-waits' }
  /** The person cancelled several requests of this site. */
  | { readonly kind: 'requested-too-often' }

export type Prompts = {
  /**
   * Prompts the person; resolves when the PIN was right or the request ended. `gone` withdraws the request.
   */
  readonly request: <Value, Refusal>(
    request: Request,
    tryPin: TryPin<Value, Refusal>,
    gone: AbortSignal,
  ) => Promise<Result<Value, Refusal | PromptRefusal>>
  /**
   * The same for a card relay. A relay with consent is not withdrawn once it has begun: the card is in use.
   */
  readonly requestConsent: <Value, Refusal>(
    request: RelayRequest,
    /** All mistakes in the form, found before anything is done. */
    mistakesIn: (form: RelayForm) => readonly NewPinsMistake[],
    agreed: (form: RelayForm) => Promise<Result<Value, { readonly final: Refusal }>>,
    gone: AbortSignal,
  ) => Promise<Result<Value, Refusal | PromptRefusal>>
  /** The same for a list, within so many milliseconds. `progress` says how many documents are signed. */
  readonly requestList: <Value, Refusal>(
    request: ListRequest,
    tryList: (
      form: ListForm,
      progress: (signed: number) => void,
    ) => Promise<
      Result<Value, { readonly again: PinTrouble | ListTrouble } | { readonly final: Refusal }>
    >,
    wait: { readonly gone: AbortSignal; readonly limit: number },
  ) => Promise<Result<Value, Refusal | PromptRefusal>>
  readonly pending: () => readonly Pending[]
  /** The prompt that ended last, if it ended because its card was taken out. */
  readonly endedWithCard: () => Pending | undefined
  /** The person typed a PIN, or agreed. False when the request is no longer open. */
  readonly submit: (id: string, typed: Typed) => Promise<boolean>
  readonly cancel: (id: string) => boolean
}

/** After so many cancelled requests within a minute, the site's requests are refused for the rest of it. */
const maxCancelled = 3

/** PIN requests of web pages. They wait for the person at most the given timeout, in milliseconds. */
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
  let endedWithCard: Pending | undefined
  /** When requests were cancelled, by requesting origin. */
  const cancelled = new Map<string, readonly number[]>()
  const lastCancelled = (origin: string): readonly number[] =>
    (cancelled.get(origin) ?? []).filter((at) => at > realNow() - minute)

  const put = <Value, Refusal>(
    request: Pending['request'],
    tryTyped: (
      typed: Typed,
      progress: (signed: number) => void,
    ) => Promise<
      Result<Value, { readonly again: Pending['trouble'] } | { readonly final: Refusal }>
    >,
    gone: AbortSignal,
    {
      troubleIn = () => undefined,
      limit = timeLimit,
    }: {
      readonly troubleIn?: (typed: Typed) => Pending['trouble']
      readonly limit?: number
    } = {},
  ): Promise<Result<Value, Refusal | PromptRefusal>> =>
    new Promise((settle, fail) => {
      if (gone.aborted) {
        settle(refuse({ kind: 'requester-gone' }))
        return
      }
      if (open.size > 0) {
        settle(refuse({ kind: 'another-request-waits' }))
        return
      }
      if (lastCancelled(request.origin).length >= maxCancelled) {
        settle(refuse({ kind: 'requested-too-often' }))
        return
      }
      const id = randomUUID()
      // A second click must not cost a second try, and a request is not withdrawn while its PIN is tried.
      let isTrying = false
      const close = () => {
        open.delete(id)
        clearTimeout(timer)
        gone.removeEventListener('abort', leave)
        changed()
      }
      let withdrawn: PromptRefusal | undefined
      const finish = (refusal: PromptRefusal) => {
        if (isTrying) {
          withdrawn ??= refusal
          return
        }
        close()
        settle(refuse(refusal))
      }
      const leave = () => {
        if (gone.reason === cardLeft && !isTrying) endedWithCard = { id, request }
        finish({ kind: gone.reason === cardLeft ? 'card-removed' : 'requester-gone' })
      }
      const timer = setTimeout(() => {
        finish({ kind: 'timed-out' })
      }, limit)
      gone.addEventListener('abort', leave)

      const submit = async (typed: Typed): Promise<void> => {
        if (isTrying) return
        const found = troubleIn(typed)
        if (found) {
          open.set(id, { ...entry, pending: { id, request, trouble: found } })
          changed()
          return
        }
        isTrying = true
        const underWay = { id, request, isUnderWay: true }
        open.set(id, { ...entry, pending: underWay })
        if (typeof typed !== 'string') changed()
        const chosen = typeof typed === 'object' && 'chosen' in typed && { chosen: typed.chosen }
        const tried = await tryTyped(typed, (signed) => {
          open.set(id, { ...entry, pending: { ...underWay, ...chosen, signed } })
          changed()
        })
        isTrying = false
        if (tried.ok) {
          cancelled.delete(request.origin)
          close()
          settle(ok(tried.value))
        } else if ('again' in tried.refusal) {
          const { again: trouble } = tried.refusal
          const pending = { id, request, ...(trouble && { trouble }), ...chosen }
          open.set(id, { ...entry, pending })
          if (withdrawn) finish(withdrawn)
          else changed()
        } else {
          close()
          settle(refuse(tried.refusal.final))
        }
      }
      const entry: Open = {
        pending: { id, request },
        cancel: () => {
          cancelled.set(request.origin, [...lastCancelled(request.origin), realNow()])
          finish({ kind: 'cancelled' })
        },
        submit: (typed) =>
          submit(typed).catch((fault: unknown) => {
            close()
            fail(
              fault instanceof Error
                ? fault
                : new Error('thrown value is not an Error', { cause: fault }),
            )
          }),
      }
      endedWithCard = undefined
      open.set(id, entry)
      changed()
    })

  return {
    request: (request, tryPin, gone) =>
      put(request, (typed) => (typeof typed === 'string' ? tryPin(typed) : notForThis()), gone),
    requestConsent: (request, mistakesIn, agreed, gone) =>
      put(request, (typed) => (isRelayForm(typed) ? agreed(typed) : notForThis()), gone, {
        troubleIn: (typed) => {
          const mistakes = isRelayForm(typed) ? mistakesIn(typed) : []
          return mistakes.length > 0 ? { kind: 'new-pins', mistakes } : undefined
        },
      }),
    requestList: (request, tryList, { gone, limit }) =>
      put(
        request,
        (typed, progress) =>
          typeof typed === 'object' && 'list' in typed ? tryList(typed, progress) : notForThis(),
        gone,
        { limit },
      ),
    pending: () => [...open.values()].map(({ pending }) => pending),
    endedWithCard: () => endedWithCard,
    submit: async (id, typed) => {
      const request = open.get(id)
      await request?.submit(typed)
      return request !== undefined
    },
    cancel: (id) => {
      const request = open.get(id)
      request?.cancel()
      return request !== undefined
    },
  }
}

type Open = {
  readonly pending: Pending
  readonly cancel: () => void
  readonly submit: (typed: Typed) => Promise<void>
}

const isRelayForm = (typed: Typed): typed is RelayForm =>
  typeof typed === 'object' && 'reader' in typed

/** The form of another request was sent to this one: the request stays as it is. */
const notForThis = () => Promise.resolve(refuse({ again: undefined }))
