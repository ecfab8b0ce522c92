import { createHash } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/papers'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { embedSignature, preparePdf, signedParts } from '@sotevarmenne/signatures/pdf/prepare'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import type { CompleteSignatureRefusal } from '#services/document-signing/index.ts'
import type { DrawSignedRefusal, EndSignedRefusal } from '#organisations/registry/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type {
  PaperAccepted,
  PaperDocument,
  PaperSignature,
  PaperSigned,
  PaperToBeAccepted,
  Party,
  Prepared,
} from './contract.ts'
import type { PapersDeps } from './deps.ts'
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
import { askParties, toBeSigned, type PartyCeased } from './to-be-signed.ts'

type Shown = AnswerOf<typeof contracts.viewDocument>
type Signing = Permit<'papers.sign'>

type TurnRefusal = MemberRefusal | RegisterUnavailable | DocumentNotFound | StepNotPossible

/** May this member sign it for the organisation now? Asked of the register outside, judged inside. */
async function turnOf(
  deps: PapersDeps,
  permit: Signing,
  ids: InputOf<typeof contracts.viewDocument>,
): Promise<Result<Turn, RegisterUnavailable>> {
  const { organisationId } = ids
  const prepared = await deps.accounts.prepareAct(permit, { organisationId, act: 'sign' })
  if (!prepared.ok) return prepared
  return ok(async (tx, find) => {
    const member = await deps.accounts.judgeMember(tx, permit, prepared.value)
    if (!member.ok) return member
    const own = await ownDocument(tx, deps.sealing, ids, find)
    if (!own.ok) return own
    return awaitedFrom(own.value) === organisationId
      ? own
      : refuse({ kind: 'step-not-possible', state: own.value.state })
  })
}

type Turn = (
  tx: Tx,
  find: typeof findDocument,
) => Promise<Result<PaperDocument, MemberRefusal | DocumentNotFound | StepNotPossible>>

/**
 * Makes an empty place for the asker's signature in the PDF, which the service makes itself: the card signs its digest, and
 * nothing that anybody sends can be in the document (R211).
 */
export const prepareSignature =
  (deps: PapersDeps) =>
  async (
    permit: Signing,
    { hash, ...ids }: InputOf<typeof contracts.prepareSignature>,
  ): Promise<Result<AnswerOf<typeof contracts.prepareSignature>, TurnRefusal>> => {
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
    if (!empty.ok) throw new Error(`a PDF of our own can’t be signed: ${empty.refusal.kind}`)
    const prepared: Prepared = { ...empty.value, hash, by: personOf(permit), at }

    type Answer = Result<{ digest: string }, TurnRefusal>
    return deps.db.write(async (tx): Promise<Answer> => {
      const still = await turn.value(tx, lockDocument)
      if (!still.ok) return still
      if (still.value.state !== document.state || !saysTheSame(still.value, document))
        return refuse({ kind: 'step-not-possible', state: still.value.state })
      await savePrepared(tx, deps.sealing, document.documentId, prepared)
      return ok({ digest: Buffer.from(await digestIn(prepared)).toString('base64') })
    })
  }

const digestIn = (prepared: Prepared): Promise<Uint8Array> =>
  digestOf(prepared.hash, ...signedParts(prepared))

export type SignRefusal =
  | TurnRefusal
  | PartyCeased
  | CompleteSignatureRefusal
  | DrawSignedRefusal
  | EndSignedRefusal
  /** An organisation card signs for the organisation that it names. */
  | { readonly kind: 'card-of-another-organisation' }
  /** Nothing was prepared for this person, or another prepared anew. */
  | { readonly kind: 'not-prepared' }

/**
 * Puts the card's signature into the document and does what it says: an agreement, or an authorisation that is accepted, goes
 * to the office (R212); an end holds at once. Who signs, the sides and the terms are judged as they are at this moment.
 */
export const signDocument =
  (deps: PapersDeps) =>
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
        Result<{ document: PaperDocument; prepared: Prepared | undefined }, TurnRefusal>
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
    const parties = await askParties(deps, found.value.document)
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
      const signature: PaperSignature = {
        personId: personOf(permit),
        name: person ? `${person.givenNames} ${person.surname}` : '',
        organisationId: ids.organisationId,
        at: completed.value.signedAt,
      }
      const event: PaperSigned = {
        ...{ type: 'PaperSigned', ...aboutDocument(document.value), ...signer.value },
        digest: createHash('sha256').update(pdf).digest('hex'),
      }
      await deps.record(tx, event, permit)
      const signed = await doAsSigned(deps, tx, permit, { document: document.value, signature })
      if (!signed.ok) return signed
      await saveDocument(tx, deps.sealing, signed.value, pdf)
      await tellOther(deps, tx, permit, signed.value)
      const { organisationId } = ids
      return ok(showDocument(signed.value, { organisationId, role: 'signatory' }))
    })
  }

/** For whom it is signed now. */
const signing = (
  { organisation, terms }: PaperDocument,
  { organisationId }: { readonly organisationId: string },
): Party =>
  terms.kind === 'authorisation' && terms.authorised.organisationId === organisationId
    ? terms.authorised
    : organisation

/** What the other side of an authorisation is told of. */
async function tellOther(
  { record }: PapersDeps,
  tx: Tx,
  permit: Signing,
  document: PaperDocument,
): Promise<void> {
  if (document.terms.kind !== 'authorisation') return
  const event: PaperToBeAccepted | PaperAccepted = {
    type: document.state === 'signed' ? 'PaperToBeAccepted' : 'PaperAccepted',
    ...aboutDocument(document),
  }
  await record(tx, event, permit)
}

/** With the message in its place, and all that shows later that it was good. */
async function signedPdf(
  prepared: Prepared,
  { message, evidence }: Extract<Awaited<ReturnType<Completing>>, { ok: true }>['value'],
): Promise<Uint8Array> {
  const signed = embedSignature(prepared, message.der)
  if (!signed.ok) throw new Error('the signature is larger than its place')
  const kept = await addToSecurityStore(signed.value, {
    ...evidence,
    certificates: evidence.certificates.map(({ der }) => der),
  })
  if (!kept.ok) throw new Error('a document that was signed can’t be read')
  return kept.value
}
type Completing = PapersDeps['signing']['complete']

/** What the field is called to those who do not see it. */
const fieldLabel = { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' }

async function doAsSigned(
  { organisations }: PapersDeps,
  tx: Tx,
  permit: Signing,
  { document, signature }: { readonly document: PaperDocument; readonly signature: PaperSignature },
): Promise<Result<PaperDocument, DrawSignedRefusal | EndSignedRefusal | StepNotPossible>> {
  const { terms, organisation } = document
  if (terms.kind === 'end') {
    const { paperId } = terms.ends
    const { organisationId } = organisation
    const ended = await organisations.endSigned(tx, permit, { paperId, organisationId })
    return ended.ok ? conclude(document, signature, paperId) : ended
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
  if (document.state === 'drafted' && terms.kind === 'authorisation')
    return sign(document, signature)
  const concluded = conclude(document, signature, drawn.value.paper.paperId)
  if (concluded.ok) await organisations.proposeSigned(tx, permit, drawn.value)
  return concluded
}
