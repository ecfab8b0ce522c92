import type { PaymentWaits } from '@sotevarmenne/api/payments'

/** What an entry is matched with: what is left to pay of its invoice, and what was received for it before. */
export type Balance = { readonly openCents: number; readonly receivedCents: number }

export type Match = {
  /** For the invoice; below zero it takes payments back. */
  readonly amountCents: number
  /** On no invoice: a person decides. */
  readonly leftCents: number
  readonly because?: PaymentWaits
}

/** An entry pays its invoice as far as something is left to pay, and takes back as much as was received. */
export function matchEntry(
  { amountCents, reference }: { readonly amountCents: number; readonly reference?: string },
  balance: Balance | undefined,
): Match {
  const waits = (because: PaymentWaits): Match => ({
    ...{ amountCents: 0, leftCents: amountCents, because },
  })
  if (balance === undefined)
    return waits(reference === undefined ? 'no-reference' : 'unknown-reference')
  const fitting =
    amountCents > 0
      ? Math.min(amountCents, Math.max(balance.openCents, 0))
      : Math.max(amountCents, Math.min(-balance.receivedCents, 0))
  const leftCents = amountCents - fitting
  if (leftCents === 0) return { amountCents: fitting, leftCents }
  if (amountCents < 0) return { amountCents: fitting, leftCents, because: 'not-received' }
  return { amountCents: fitting, leftCents, because: fitting === 0 ? 'paid-already' : 'overpaid' }
}

/** After the match. */
export const balanceAfter = (
  { openCents, receivedCents }: Balance,
  { amountCents }: Match,
): Balance => ({
  openCents: openCents - amountCents,
  receivedCents: receivedCents + amountCents,
})
