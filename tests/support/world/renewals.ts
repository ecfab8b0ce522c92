import { viewOwnCards } from '@sotevarmenne/api/cards'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { renewCard } from '@sotevarmenne/api/renewals'
import { draftRenewal, viewRenewal, type RenewalDraftView } from '@sotevarmenne/api/renewals'
import type { Hands } from './hands.ts'

export type Confirmation = InputOf<typeof renewCard>['confirmation']

export async function ownCard({ request }: Pick<Hands, 'request'>): Promise<string> {
  const [card] = (await request(viewOwnCards, {})).cards
  if (!card) throw new Error('the holder has no card')
  return card.cardId
}

/** The holder's form with what it offers, sent home, and the statement that the service makes of it. */
export async function draftOf({ request }: Pick<Hands, 'request'>, cardId: string) {
  const { rights, address, language } = await request(viewRenewal, { cardId })
  const form = {
    ...{ cardId, rightId: rights[0]?.rightId ?? '', language, termsAccepted: true as const },
    ...{ delivery: { to: 'home' as const }, ...(address && { address }) },
  }
  const drafted = await request(draftRenewal, form)
  if (!('draft' in drafted)) throw new Error('the card is renewed already')
  return { form, draft: drafted.draft }
}

/** By the card in the holder's reader. */
export async function signatureOn(
  { reader }: Pick<Hands, 'reader'>,
  { statement }: Pick<RenewalDraftView, 'statement'>,
): Promise<Confirmation> {
  const text = Buffer.from(statement, 'base64').toString('utf8')
  const { signature, signatureAlgorithm, chain } = await reader.sign('nonrepudiation', text)
  return { by: 'signature', signature, signatureAlgorithm, chain: [...chain] }
}
