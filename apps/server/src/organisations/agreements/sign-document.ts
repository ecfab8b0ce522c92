import { createHash } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/agreements'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { embedSignature, preparePdf, signedParts } from '@sotevarmenne/signatures/pdf/prepare'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { CompleteSignatureRefusal } from '#services/document-signing/index.ts'
import type {
  AgreementOverlaps,
  DrawSignedRefusal,
  EndSignedRefusal,
} from '#organisations/registry/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { completeSignatureProblems } from '#services/document-signing/index.ts'
import { operation } from '#platform/operation.ts'
import type {
  AgreementDocument,
  AgreementSignature,
  AgreementSigned,
  AgreementStepTaken,
  Party,
  Prepared,
} from './contract.ts'
import type { AgreementsDeps } from './deps.ts'
import {
  awaitedFrom,
  conclude,
  saysTheSame,
  sign,
  type StepNotPossible,
} from './domain/document.ts'
import { ownDocument, type DocumentNotFound } from './own-document.ts'
import { aboutDocument, showDocument } from './show-document.ts'
import {
  findDocument,
  lockDocument,
  preparedOf,
  saveDocument,
  savePrepared,
  signedPdfOf,
} from './store.ts'
import { requestParties, toBeSigned, type PartyCeased } from './to-be-signed.ts'
import { texts } from './texts.ts'
import { settleProblems, saidProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewDocument>
type Signing = Permit<'agreements.sign'>

type TurnRefusal = MemberRefusal | RegisterUnavailable | DocumentNotFound | StepNotPossible

/**
 * May this member sign it for the organisation now? The register is requested outside the transaction, the
 * result checked inside.
 */
async function turnOf(
  deps: AgreementsDeps,
  permit: Signing,
  ids: InputOf<typeof contracts.viewDocument>,
): Promise<Result<Turn, RegisterUnavailable>> {
  const { organisationId } = ids
  const prepared = await deps.accounts.prepareAction(permit, { organisationId, action: 'sign' })
  if (!prepared.ok) return prepared
  return ok(async (tx, find) => {
    const member = await deps.accounts.checkMember(tx, permit, prepared.value)
    if (!member.ok) return member
    const own = await ownDocument(tx, deps.sealing, ids, find)
    if (!own.ok) return own
    return awaitedFrom(own.value) === organisationId ? own : stepNotPossible(own.value)
  })
}

type Turn = (
  tx: Tx,
  find: typeof findDocument,
) => Promise<Result<AgreementDocument, MemberRefusal | DocumentNotFound | StepNotPossible>>

/**
 * Puts a placeholder for the actor's signature into the PDF. The service renders the PDF itself and the card
 * signs its digest: nothing that is sent in can get into the document (R211).
 */
export const prepareSignature = operation({
  contract: contracts.prepareSignature,
  problems: settleProblems,
  handle:
    (deps: AgreementsDeps) =>
    async (
      permit: Signing,
      { hash, ...ids }: InputOf<typeof contracts.prepareSignature>,
    ): Promise<Result<ResponseOf<typeof contracts.prepareSignature>, TurnRefusal>> => {
      const turn = await turnOf(deps, permit, ids)
      if (!turn.ok) return turn
      const found = await deps.db.read(async (tx) => {
        const document = await turn.value(tx, findDocument)
        if (!document.ok) return document
        const pdf = await signedPdfOf(tx, deps.sealing, document.value.documentId)
        return ok({ document: document.value, pdf })
      })
      if (!found.ok) return found
      const { document, pdf = await deps.renderDocument(document) } = found.value
      const at = deps.clock.now()
      const empty = await preparePdf(pdf, {
        ...{ kind: 'signature', signedAt: at, label: fieldLabel[document.language] },
      })
      if (!empty.ok)
        throw new Error(`cannot prepare our own PDF for signing: ${empty.refusal.kind}`)
      const prepared: Prepared = { ...empty.value, hash, by: personOf(permit), at }

      type Response = Result<{ digest: string }, TurnRefusal>
      return deps.db.write(async (tx): Promise<Response> => {
        const still = await turn.value(tx, lockDocument)
        if (!still.ok) return still
        if (still.value.state !== document.state || !saysTheSame(still.value, document))
          return stepNotPossible(still.value)
        await savePrepared(tx, deps.sealing, document.documentId, prepared)
        return ok({ digest: Buffer.from(await digestIn(prepared)).toString('base64') })
      })
    },
})

const digestIn = (prepared: Prepared): Promise<Uint8Array> =>
  digestOf(prepared.hash, ...signedParts(prepared))

export type SignRefusal =
  | TurnRefusal
  | PartyCeased
  | CompleteSignatureRefusal
  | DrawSignedRefusal
  | AgreementOverlaps
  | EndSignedRefusal
  /** An organisation card signs for the organisation that it names. */
  | { readonly kind: 'card-of-another-organisation' }
  /** Nothing was prepared for this person, or another preparation replaced it. */
  | { readonly kind: 'not-prepared' }

/**
 * Puts the card's signature into the document and executes it: an agreement or an accepted delegation goes to
 * the office (R212); an end takes effect at once. Signer, sides and terms are checked as they are at this
 * moment.
 */
export const signDocument = operation({
  contract: contracts.signDocument,
  problems: {
    ...settleProblems,
    ...saidProblems,
    ...completeSignatureProblems,
    'party-ceased': { status: 409, ...texts.partyCeased },
    'card-of-another-organisation': { status: 403, ...texts.cardOfAnotherOrganisation },
    'not-prepared': { status: 409, ...texts.notPrepared },
  },
  handle:
    (deps: AgreementsDeps) =>
    async (
      permit: Signing,
      { message, ...ids }: InputOf<typeof contracts.signDocument>,
    ): Promise<Result<Shown, SignRefusal>> => {
      const turn = await turnOf(deps, permit, ids)
      if (!turn.ok) return turn
      const found = await deps.db.read(
        async (
          tx,
        ): Promise<
          Result<{ document: AgreementDocument; prepared: Prepared | undefined }, TurnRefusal>
        > => {
          const document = await turn.value(tx, findDocument)
          if (!document.ok) return document
          const prepared = await preparedOf(tx, deps.sealing, document.value.documentId)
          return ok({ document: document.value, prepared })
        },
      )
      if (!found.ok) return found
      const { prepared } = found.value
      if (prepared?.by !== personOf(permit)) return refuse({ kind: 'not-prepared' })
      const parties = await requestParties(deps, found.value.document)
      if (!parties.ok) return parties
      const completed = await deps.signing.complete(permit, {
        message: new Uint8Array(Buffer.from(message, 'base64')),
        digest: await digestIn(prepared),
      })
      if (!completed.ok) return completed
      const { organisation } = completed.value.otherSigner ?? {}
      if (organisation && organisation.businessId !== signing(found.value.document, ids).businessId)
        return refuse({ kind: 'card-of-another-organisation' })
      const pdf = await signedPdf(prepared, completed.value)

      return deps.db.write(async (tx): Promise<Result<Shown, SignRefusal>> => {
        const document = await turn.value(tx, lockDocument)
        if (!document.ok) return document
        const still = await preparedOf(tx, deps.sealing, document.value.documentId)
        if (still?.at !== prepared.at) return refuse({ kind: 'not-prepared' })
        const signer = await deps.signing.signerOf(tx, permit, completed.value)
        if (!signer.ok) return signer
        const person = await deps.people.findPerson(tx, personOf(permit))
        const signature: AgreementSignature = {
          personId: personOf(permit),
          name: person ? `${person.givenNames} ${person.surname}` : '',
          organisationId: ids.organisationId,
          at: completed.value.signedAt,
        }
        const event: AgreementSigned = {
          ...{ type: 'AgreementSigned', ...aboutDocument(document.value), ...signer.value },
          digest: createHash('sha256').update(pdf).digest('hex'),
        }
        await deps.record(tx, event, permit)
        const signed = await doAsSigned(deps, tx, permit, { document: document.value, signature })
        if (!signed.ok) return signed
        await saveDocument(tx, deps.sealing, signed.value, pdf)
        await notifyOther(deps, tx, permit, signed.value)
        const { organisationId } = ids
        return ok(showDocument(signed.value, { organisationId, role: 'signatory' }))
      })
    },
})

/** The side for which it is signed now. */
const signing = (
  { organisation, terms }: AgreementDocument,
  { organisationId }: { readonly organisationId: string },
): Party =>
  terms.kind === 'delegation' && terms.delegate.organisationId === organisationId
    ? terms.delegate
    : organisation

/** Notifies the other side of a delegation. */
async function notifyOther(
  { record }: AgreementsDeps,
  tx: Tx,
  permit: Signing,
  document: AgreementDocument,
): Promise<void> {
  if (document.terms.kind !== 'delegation') return
  const event: AgreementStepTaken = {
    type: document.state === 'signed' ? 'AgreementToBeAccepted' : 'AgreementAccepted',
    ...aboutDocument(document),
  }
  await record(tx, event, permit)
}

/** With the signature message in its placeholder, and the evidence of its validity. */
async function signedPdf(
  prepared: Prepared,
  { message, evidence }: Extract<Awaited<ReturnType<Completing>>, { ok: true }>['value'],
): Promise<Uint8Array> {
  const signed = embedSignature(prepared, message.der)
  if (!signed.ok) throw new Error('the signature is larger than its placeholder')
  const stored = await addToSecurityStore(signed.value, {
    ...evidence,
    certificates: evidence.certificates.map(({ der }) => der),
  })
  if (!stored.ok) throw new Error('a signed document cannot be read')
  return stored.value
}
type Completing = AgreementsDeps['signing']['complete']

/** Accessible name of the signature field. */
const fieldLabel = { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' }

async function doAsSigned(
  { organisations }: AgreementsDeps,
  tx: Tx,
  permit: Signing,
  {
    document,
    signature,
  }: { readonly document: AgreementDocument; readonly signature: AgreementSignature },
): Promise<
  Result<
    AgreementDocument,
    DrawSignedRefusal | AgreementOverlaps | EndSignedRefusal | StepNotPossible
  >
> {
  const { terms, organisation } = document
  if (terms.kind === 'end') {
    const { agreementId } = terms.ends
    const { organisationId } = organisation
    const ended = await organisations.endSigned(tx, permit, { agreementId, organisationId })
    return ended.ok ? conclude(document, signature, agreementId) : ended
  }
  const { name, personId, at } = signature
  const drawn = await organisations.drawSigned(
    tx,
    toBeSigned(organisation.organisationId, terms, {
      ...{ by: name, personId, on: dateInHelsinki(at) },
    }),
    document.signatures.at(0)?.personId ?? personId,
  )
  if (!drawn.ok) return drawn
  const alone = await organisations.checkOverlap(tx, drawn.value)
  if (!alone.ok) return alone
  if (document.state === 'drafted' && terms.kind === 'delegation') return sign(document, signature)
  const concluded = conclude(document, signature, drawn.value.agreement.agreementId)
  if (concluded.ok) await organisations.proposeSigned(tx, permit, drawn.value)
  return concluded
}
