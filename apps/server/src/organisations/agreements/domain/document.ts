import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  stepNotPossible,
  type StepNotPossible as NotPossible,
} from '@sotevarmenne/kernel/lifecycle'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { AgreementId } from '../../registry/contract.ts'
import type { AgreementDocument, AgreementSignature } from '../contract.ts'

export type DocumentIn<State extends AgreementDocument['state']> = Extract<
  AgreementDocument,
  { state: State }
>

/** The document is not in the required state, or it is not this organisation's turn. */
export type StepNotPossible = NotPossible<AgreementDocument['state']>

/**
 * Whose signature is awaited: first the giver's, then for a delegation that of the accepting organisation.
 */
export function awaitedFrom({ state, organisation, terms }: AgreementDocument): string | undefined {
  if (state === 'drafted') return organisation.organisationId
  if (state === 'signed' && terms.kind === 'delegation') return terms.delegate.organisationId
  return undefined
}

/**
 * The giver changes the content and language while nobody has signed it (R250). The agreement that it is
 * about stays the same.
 */
export function change(
  document: AgreementDocument,
  changes: Pick<AgreementDocument, 'organisation' | 'terms' | 'language'>,
): Result<DocumentIn<'drafted'>, StepNotPossible> {
  if (document.state !== 'drafted' || document.terms.kind !== changes.terms.kind)
    return stepNotPossible(document)
  return ok({ ...document, ...changes })
}

/** Whether both have the same PDF. */
export const saysTheSame = (one: AgreementDocument, other: AgreementDocument): boolean =>
  JSON.stringify([one.terms, one.organisation, one.language]) ===
  JSON.stringify([other.terms, other.organisation, other.language])

/** The giver signs a delegation; it waits for the other side's acceptance. */
export function sign(
  document: AgreementDocument,
  signature: AgreementSignature,
): Result<DocumentIn<'signed'>, StepNotPossible> {
  if (document.state !== 'drafted' || document.terms.kind !== 'delegation')
    return stepNotPossible(document)
  return ok({ ...document, state: 'signed', signatures: [signature] })
}

/** The last signature: the only one of an agreement or an end, the acceptance of a delegation. */
export function conclude(
  document: AgreementDocument,
  signature: AgreementSignature,
  agreementId: AgreementId,
): Result<DocumentIn<'concluded'>, StepNotPossible> {
  const isLast = (document.state === 'signed') === (document.terms.kind === 'delegation')
  if ((document.state !== 'drafted' && document.state !== 'signed') || !isLast)
    return stepNotPossible(document)
  return ok({
    ...document,
    state: 'concluded',
    agreementId,
    signatures: [...document.signatures, signature],
    settledBy: signature.personId,
    settledAt: signature.at,
  })
}

type Settling = { readonly by: string; readonly now: Instant }

/** The other organisation does not accept the delegation. */
export function decline(
  document: AgreementDocument,
  { by, now }: Settling,
): Result<DocumentIn<'declined'>, StepNotPossible> {
  if (document.state !== 'signed') return stepNotPossible(document)
  return ok({ ...document, state: 'declined', settledBy: by, settledAt: now })
}

/** The giver withdraws it before it is concluded. */
export function withdraw(
  document: AgreementDocument,
  { by, now }: Settling,
): Result<DocumentIn<'withdrawn'>, StepNotPossible> {
  if (document.state !== 'drafted' && document.state !== 'signed') return stepNotPossible(document)
  return ok({ ...document, state: 'withdrawn', settledBy: by, settledAt: now })
}

/** Transitions of each step. The README draws them, and a test compares the two. */
export const lifecycle = {
  drafted: { sign: 'signed', conclude: 'concluded', withdraw: 'withdrawn' },
  signed: { accept: 'concluded', decline: 'declined', withdraw: 'withdrawn' },
  concluded: {},
  declined: {},
  withdrawn: {},
} as const satisfies {
  readonly [State in AgreementDocument['state']]: {
    readonly [step: string]: AgreementDocument['state']
  }
}
