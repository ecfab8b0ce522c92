import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PaperId } from '../../registry/contract.ts'
import type { PaperDocument, PaperSignature } from '../contract.ts'

export type DocumentIn<State extends PaperDocument['state']> = Extract<
  PaperDocument,
  { state: State }
>

/** It is not in the state in which that is done, or the organisation is not whose turn it is. */
export type StepNotPossible = {
  readonly kind: 'step-not-possible'
  readonly state: PaperDocument['state']
}

const notPossible = ({ state }: PaperDocument): Result<never, StepNotPossible> =>
  refuse({ kind: 'step-not-possible', state })

/** Whose signature is awaited: of the giver first, of an authorisation the authorised organisation's then. */
export function awaitedFrom({ state, organisation, terms }: PaperDocument): string | undefined {
  if (state === 'drafted') return organisation.organisationId
  if (state === 'signed' && terms.kind === 'authorisation') return terms.authorised.organisationId
  return undefined
}

/** What the giver wants signed, and in which language, is changed while nobody has signed it (R250). It stays what it is of. */
export function change(
  document: PaperDocument,
  changes: Pick<PaperDocument, 'organisation' | 'terms' | 'language'>,
): Result<DocumentIn<'drafted'>, StepNotPossible> {
  if (document.state !== 'drafted' || document.terms.kind !== changes.terms.kind)
    return notPossible(document)
  return ok({ ...document, ...changes })
}

/** Whether the PDF of one is that of the other. */
export const saysTheSame = (one: PaperDocument, other: PaperDocument): boolean =>
  JSON.stringify([one.terms, one.organisation, one.language]) ===
  JSON.stringify([other.terms, other.organisation, other.language])

/** The giver signs an authorisation; it waits for the other's acceptance. */
export function sign(
  document: PaperDocument,
  signature: PaperSignature,
): Result<DocumentIn<'signed'>, StepNotPossible> {
  if (document.state !== 'drafted' || document.terms.kind !== 'authorisation')
    return notPossible(document)
  return ok({ ...document, state: 'signed', signatures: [signature] })
}

/** The last signature: of an agreement or an end the only one, of an authorisation the acceptance. */
export function conclude(
  document: PaperDocument,
  signature: PaperSignature,
  paperId: PaperId,
): Result<DocumentIn<'concluded'>, StepNotPossible> {
  const isLast = (document.state === 'signed') === (document.terms.kind === 'authorisation')
  if ((document.state !== 'drafted' && document.state !== 'signed') || !isLast)
    return notPossible(document)
  return ok({
    ...document,
    state: 'concluded',
    paperId,
    signatures: [...document.signatures, signature],
    settledBy: signature.personId,
    settledAt: signature.at,
  })
}

type Settling = { readonly by: string; readonly now: Instant }

/** The authorised organisation does not take it. */
export function decline(
  document: PaperDocument,
  { by, now }: Settling,
): Result<DocumentIn<'declined'>, StepNotPossible> {
  if (document.state !== 'signed') return notPossible(document)
  return ok({ ...document, state: 'declined', settledBy: by, settledAt: now })
}

/** The giver takes it back before it is concluded. */
export function withdraw(
  document: PaperDocument,
  { by, now }: Settling,
): Result<DocumentIn<'withdrawn'>, StepNotPossible> {
  if (document.state !== 'drafted' && document.state !== 'signed') return notPossible(document)
  return ok({ ...document, state: 'withdrawn', settledBy: by, settledAt: now })
}

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  drafted: { sign: 'signed', conclude: 'concluded', withdraw: 'withdrawn' },
  signed: { accept: 'concluded', decline: 'declined', withdraw: 'withdrawn' },
  concluded: {},
  declined: {},
  withdrawn: {},
} as const satisfies {
  readonly [State in PaperDocument['state']]: { readonly [step: string]: PaperDocument['state'] }
}
