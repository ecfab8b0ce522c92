import type { draftRenewal, RenewalDraftView } from '@sotevarmenne/api/renewals'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { z } from 'zod'

export type RenewalForm = z.input<(typeof draftRenewal)['input']>

/** A renewal that waits for its holder's confirmation. */
export type DraftedRenewal = {
  readonly form: RenewalForm
  readonly draft: RenewalDraftView
}

/** Whether the present card works until the new one does. */
export const isInUse = (ground: RenewalDraftView['ground']): boolean =>
  ground === 'expiring' || ground === 'data-changed'

/** Whether the same statement may be confirmed after this refusal; otherwise the form is sent again first. */
export const mayConfirmAgain = ({ kind, status }: ProblemDetails): boolean =>
  status >= 500 || status === 429 || status === 401 || kindsOfConfirmation.includes(kind)

const kindsOfConfirmation: readonly string[] = [
  'suomi-fi-not-in-use',
  'attempt-not-found',
  'attempt-expired',
  'suomi-fi-cancelled',
  'suomi-fi-response-wrong',
  'level-of-assurance-too-low',
  'identity-code-missing',
  'identified-as-another-person',
  'signature-not-accepted',
  'signed-with-other-card',
]

/** Stored in this tab while the browser is at Suomi.fi, for the same person. */
type Stored = DraftedRenewal & { readonly personId: string; readonly storedAt: number }

const key = 'renewal-under-way'
/** Longer than a statement can be confirmed, so that the form is there for another one. */
const lifeMs = 2 * 60 * 60_000

export function keepRenewal(
  renewal: DraftedRenewal & { readonly personId: string },
  store: Storage = sessionStorage,
): void {
  const stored: Stored = { ...renewal, storedAt: Date.now() }
  store.setItem(key, JSON.stringify(stored))
}

/** Returns what was stored for this person and card, and removes it. */
export function takeRenewal(
  { personId, cardId }: { readonly personId: string | undefined; readonly cardId: string },
  store: Storage = sessionStorage,
): DraftedRenewal | undefined {
  const text = store.getItem(key)
  if (text === null) return undefined
  store.removeItem(key)
  const { personId: owner, storedAt, ...renewal } = JSON.parse(text) as Stored
  const isTheirs = owner === personId && renewal.form.cardId === cardId
  return isTheirs && Date.now() - storedAt <= lifeMs ? renewal : undefined
}

export const forgetRenewal = (store: Storage = sessionStorage): void => {
  store.removeItem(key)
}

/** Removes it at its age limit where the person has not returned to it. */
function forgetWhenOld(): void {
  const text = sessionStorage.getItem(key)
  if (text === null) return
  const leftMs = (JSON.parse(text) as Stored).storedAt + lifeMs - Date.now()
  if (leftMs <= 0) forgetRenewal()
  else setTimeout(forgetWhenOld, leftMs)
}

// Not at once: a refusal by the browser's store must not break the starting page.
if ('sessionStorage' in globalThis) setTimeout(forgetWhenOld)
