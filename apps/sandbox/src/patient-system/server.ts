import { randomBytes, randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { cookieOf, languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { showInstant } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import type { Clock } from '../environment/clock.ts'
import type { RequestTimeStamp } from '@sotevarmenne/signatures/request-time-stamp'
import type { GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import type { Trust as TimeStampTrust } from '@sotevarmenne/signatures/verify'
import type { QueryStatus } from './query-status.ts'
import { checkSignedByCard, type CardHolder, type CardRefusal, type Purpose } from './card-check.ts'
import {
  draftPrescription,
  signPrescription,
  type Draft,
  type Prescription,
} from './prescriptions.ts'
import { script } from './script.ts'
import { reasonTexts, refusalTexts, texts, type PatientRefusalKind } from './texts.ts'
import type { FindTrust } from './trust.ts'

export type PatientSystemDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly findTrust: FindTrust
  readonly queryStatus: QueryStatus
  readonly requestTimeStamp: RequestTimeStamp
  readonly gatherEvidence: GatherEvidence
  /** Which time-stamps are trusted. */
  readonly timeStamps: TimeStampTrust
  /** Origins of its pages, as browsers name them: the challenge is bound to one of these. */
  readonly origins: readonly string[]
  /** The reader software's signing API. */
  readonly readerUrl: string
  readonly tlsUrl: string
}

/**
 * An example of a relying party: log-in and signing by card through the signing API, with every check that
 * is required.
 */
export function createPatientSystem(deps: PatientSystemDeps): FastifyInstance {
  const server = Fastify({ forceCloseConnections: true })
  readForms(server)
  const challenges = new Map<string, { readonly text: string; readonly endsAt: Instant }>()
  const sessions = new Map<string, CardHolder>()
  const drafts = new Map<string, Draft>()
  const prescriptions = new Map<string, Prescription>()

  const holderOf = (request: FastifyRequest) => sessions.get(cookieOf(request, sessionCookie) ?? '')

  const check = async (data: Uint8Array, proof: Proof, purpose: Purpose) => {
    const trust = await deps.findTrust()
    if (!trust) return { ok: false, refusal: { kind: 'trust-unavailable' } } as const
    const { signature, signatureAlgorithm, chain } = proof
    return checkSignedByCard(
      { data, signatureAlgorithm, signature: fromBase64(signature), chain: chain.map(fromBase64) },
      purpose,
      { ...trust, at: deps.clock.now(), queryStatus: deps.queryStatus },
    )
  }

  server.post('/challenge', (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || !deps.origins.includes(origin))
      return refuseWith(request, reply, { kind: 'malformed' })
    const now = deps.clock.now()
    for (const [id, { endsAt }] of challenges) if (endsAt < now) challenges.delete(id)
    const challengeId = randomUUID()
    const nonce = randomBytes(64).toString('base64')
    challenges.set(challengeId, { text: `${origin};${nonce}`, endsAt: plus(now, 5 * minute) })
    return reply.send({ challengeId, nonce })
  })

  server.post('/log-in', async (request, reply) => {
    const response = logIn.safeParse(request.body)
    if (!response.success) return refuseWith(request, reply, { kind: 'malformed' })
    const challenge = challenges.get(response.data.challengeId)
    challenges.delete(response.data.challengeId)
    if (!challenge || challenge.endsAt < deps.clock.now())
      return refuseWith(request, reply, { kind: 'challenge-gone' })

    const holder = await check(Buffer.from(challenge.text), response.data, 'log-in')
    if (!holder.ok) return refuseWith(request, reply, holder.refusal)
    const token = randomBytes(32).toString('base64url')
    sessions.set(token, holder.value)
    return reply
      .header('set-cookie', `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict`)
      .send(holder.value)
  })

  server.post('/log-out', (request, reply) => {
    sessions.delete(cookieOf(request, sessionCookie) ?? '')
    return reply.header('set-cookie', `${sessionCookie}=; Path=/; Max-Age=0`).send({})
  })

  server.post('/prescriptions', async (request, reply) => {
    const given = prescriptionDraft.safeParse(request.body)
    if (!given.success) return refuseWith(request, reply, { kind: 'malformed' })
    if (!holderOf(request)) return refuseWith(request, reply, { kind: 'not-logged-in' })
    const prescriptionId = randomUUID()
    const title = texts.prescription[languageOf(request)]
    const drafted = await draftPrescription({ ...given.data, title, now: deps.clock.now() })
    drafts.set(prescriptionId, drafted.draft)
    return reply.send({ prescriptionId, ...drafted.requested })
  })

  server.post('/prescription-lists', async (request, reply) => {
    const given = prescriptionList.safeParse(request.body)
    if (!given.success) return refuseWith(request, reply, { kind: 'malformed' })
    if (!holderOf(request)) return refuseWith(request, reply, { kind: 'not-logged-in' })
    const { texts: written, form, hashAlgorithm } = given.data
    const title = texts.prescription[languageOf(request)]
    const now = deps.clock.now()
    const items = await Promise.all(
      written.map(async (text) => {
        const id = randomUUID()
        const drafted = await draftPrescription({ text, title, form, hashAlgorithm, now })
        drafts.set(id, drafted.draft)
        return { id, title: titleOf(title, text), ...drafted.listed }
      }),
    )
    return reply.send({ hashAlgorithm, items })
  })

  server.post<{ Params: { prescriptionId: string } }>(
    '/prescriptions/:prescriptionId/signature',
    async (request, reply) => {
      const response = signedMessage.safeParse(request.body)
      if (!response.success) return refuseWith(request, reply, { kind: 'malformed' })
      const holder = holderOf(request)
      if (!holder) return refuseWith(request, reply, { kind: 'not-logged-in' })
      const { prescriptionId } = request.params
      const draft = drafts.get(prescriptionId)
      if (draft === undefined) return refuseWith(request, reply, { kind: 'prescription-gone' })
      const trust = await deps.findTrust()
      if (!trust) return refuseWith(request, reply, { kind: 'trust-unavailable' })

      const signed = await signPrescription(draft, fromBase64(response.data.signature), {
        ...trust,
        ...deps,
        at: deps.clock.now(),
      })
      if (!signed.ok) return refuseWith(request, reply, signed.refusal)
      if (signed.value.signer.registrationNumber !== holder.registrationNumber)
        return refuseWith(request, reply, { kind: 'another-person' })
      drafts.delete(prescriptionId)
      prescriptions.set(prescriptionId, signed.value)
      return reply.send({ prescriptionId, signedAt: signed.value.signedAt })
    },
  )

  server.get<{ Params: { prescriptionId: string } }>(
    '/prescriptions/:prescriptionId',
    (request, reply) => {
      const found = prescriptions.get(request.params.prescriptionId)
      if (!holderOf(request) || !found) return reply.code(404).send({ kind: 'unknown' })
      return reply
        .type(found.form === 'pdf' ? 'application/pdf' : 'application/pkcs7-mime')
        .header('content-disposition', `attachment; filename="${fileNames[found.form]}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(found.bytes))
    },
  )

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, deps.site, {
      title: texts.title[language],
      body: page(language, deps, holderOf(request), [...prescriptions].toReversed()),
      script,
      mayCall: [deps.readerUrl],
    })
  })
  return server
}

/**
 * Another name than that of the service's cookie: both belong to `localhost`, where ports share their
 * cookies.
 */
const sessionCookie = 'patient-system-session'

/** A prescription with the number by which it is fetched, the newest first. */
type Stored = readonly [string, Prescription]

const fileNames = { pdf: 'prescription.pdf', cms: 'prescription.p7m' } as const

const proof = z.object({
  signature: z.base64(),
  signatureAlgorithm: z.string(),
  chain: z.array(z.base64()).min(1).max(5),
})
type Proof = z.infer<typeof proof>
const logIn = proof.extend({ challengeId: z.uuid() })
const prescriptionDraft = z.object({
  text: z.string().trim().min(1).max(10_000),
  form: z.enum(['cms', 'pdf']),
  hashAlgorithm: z.enum(['SHA256', 'SHA384']),
})
/** The signing API takes as many. */
const maxListed = 50
const prescriptionList = prescriptionDraft.omit({ text: true }).extend({
  texts: z.array(prescriptionDraft.shape.text).min(1).max(maxListed),
})

/** The first words: the person finds the prescription in the list by them. */
const titleOf = (title: string, text: string): string => `${title}: ${text.slice(0, 80)}`

const signedMessage = z.object({ signature: z.base64().max(64 * 1024) })

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

type PatientRefusal = CardRefusal | { readonly kind: PatientRefusalKind }

const refuseWith = (request: FastifyRequest, reply: FastifyReply, refusal: PatientRefusal) =>
  reply
    .code(refusal.kind === 'malformed' ? 400 : 403)
    .send({ kind: refusal.kind, text: explain(refusal, languageOf(request)) })

/** The refusal in a sentence, with what is known of the revocation. */
export function explain(refusal: PatientRefusal, language: Language): string {
  const text = refusalTexts[refusal.kind][language]
  if (!('at' in refusal)) return text
  const why = reasonTexts[refusal.reason ?? 'unspecified']?.[language] ?? String(refusal.reason)
  const since = `${texts.since[language]} ${showInstant(refusal.at, language)}`
  return `${text} ${texts.reason[language]}: ${why}; ${since}.`
}

const page = (
  language: Language,
  { readerUrl, tlsUrl }: PatientSystemDeps,
  holder: CardHolder | undefined,
  documents: readonly Stored[],
): Html => html`
  <h1>${texts.title[language]}</h1>
  <div
    id="work"
    data-reader="${readerUrl}"
    data-waiting="${texts.waiting[language]}"
    data-no-reader="${texts.noReader[language]}"
    data-refused="${texts.refused[language]}"
    data-unsigned="${texts.unsigned[language]}"
  >
    <div id="message" role="alert"></div>
    ${
      holder
        ? loggedIn(language, holder, documents)
        : html`<div class="box">
            <p class="lead">${texts.lead[language]}</p>
            <button id="log-in" type="button">${texts.logIn[language]}</button>
          </div>`
    }
  </div>
  <section class="box">
    <h2>${texts.other[language]}</h2>
    <p>${texts.otherLead[language]} <code>${tlsUrl}/who</code></p>
  </section>
`

/** Ten prescriptions. */
const sampleList = (language: Language): string =>
  Array.from({ length: 10 }, (_, index) =>
    texts.sampleOfList[language].replace('{{milligrams}}', String((index + 1) * 50)),
  ).join('\n')

const loggedIn = (
  language: Language,
  holder: CardHolder,
  documents: readonly Stored[],
): Html => html`
  <section class="box" id="who">
    <h2>${texts.loggedIn[language]}: ${holder.name}</h2>
    <dl>
      ${(
        [
          [texts.right, holder.title],
          [texts.number, holder.registrationNumber],
          [texts.doctorId, holder.doctorId],
          [texts.serial, holder.certificateSerial],
          [texts.issuer, holder.issuer],
          [texts.validTo, showInstant(holder.notAfter, language)],
          [texts.status, texts.good[language]],
        ] as const
      ).map(
        ([label, value]) =>
          value !== undefined &&
          html`<dt>${label[language]}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <button id="log-out" type="button" class="quiet">${texts.logOut[language]}</button>
  </section>
  <section class="box">
    <h2>${texts.write[language]}</h2>
    <form id="prescription">
      <label for="text">${texts.prescription[language]}</label>
      <textarea id="text" name="text" rows="4" required maxlength="10000" aria-describedby="hint">
${texts.sample[language]}</textarea>
      <label for="form">${texts.form[language]}</label>
      <select id="form" name="form">
        <option value="pdf">${texts.formPdf[language]}</option>
        <option value="cms">${texts.formCms[language]}</option>
      </select>
      <p id="hint" class="note">${texts.writeHint[language]}</p>
      <button>${texts.sign[language]}</button>
    </form>
  </section>
  <section class="box">
    <h2>${texts.writeSeveral[language]}</h2>
    <form id="prescription-list">
      <label for="texts">${texts.severalLabel[language]}</label>
      <textarea id="texts" name="texts" rows="10" required aria-describedby="list-hint">
${sampleList(language)}</textarea>
      <label for="list-form">${texts.form[language]}</label>
      <select id="list-form" name="form">
        <option value="cms">${texts.formCms[language]}</option>
        <option value="pdf">${texts.formPdf[language]}</option>
      </select>
      <p id="list-hint" class="note">${texts.severalHint[language]}</p>
      <button>${texts.signSeveral[language]}</button>
    </form>
  </section>
  <section class="box" id="prescriptions">
    <h2>${texts.signed[language]}</h2>
    ${
      documents.length === 0
        ? html`<p>${texts.signedNone[language]}</p>`
        : documents.map(
            ([prescriptionId, { text, form, signer, signedAt }]) =>
              html`<div class="good">
                <strong>${texts.verified[language]}</strong>
                <pre>${text}</pre>
                <dl>
                  <dt>${texts.signedBy[language]}</dt>
                  <dd>${signer.name}, ${signer.title}, ${signer.registrationNumber}</dd>
                  <dt>${texts.signedAt[language]}</dt>
                  <dd>${showInstant(signedAt, language)}</dd>
                  <dt>${texts.serial[language]}</dt>
                  <dd>${signer.certificateSerial}</dd>
                  <dt>${texts.statusThen[language]}</dt>
                  <dd>${texts.goodThen[language]}</dd>
                </dl>
                <a class="button" href="/prescriptions/${prescriptionId}"
                  >${texts.fetch[language]}:
                  ${form === 'pdf' ? texts.formPdf[language] : texts.formCms[language]}</a
                >
              </div>`,
          )
    }
  </section>
`
