import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import {
  formatInstant,
  minute,
  parseInstant,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { languageOf, readForms, sendPage, type Site } from '@sotevarmenne/pages/page'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { z } from 'zod'
import { exampleOrganisations } from '../registers/organisations.ts'
import { examplePeople } from '../registers/people.ts'
import { respondToOcsp } from '../environment/respond-to-ocsp.ts'
import type { Clock } from '../environment/clock.ts'
import { misbehave, type Faults } from '../environment/faults.ts'
import { listOf } from '../environment/list-of.ts'
import { otherCardPins, type OtherCard, type OtherCards } from './cards.ts'
import { otherCardKinds, type OtherCardKind, type Trees } from './trees.ts'

export type OtherCardsDeps = {
  readonly site: Site
  readonly clock: Clock
  readonly faults: Faults
  readonly trees: Trees
  readonly cards: OtherCards
}

/**
 * Simulator of other trust services with cards of their own: organisation cards, and identity cards of the
 * police. Their OCSP (`POST /ocsp/<kind>/<level>`), their CRLs (`GET /lists/<kind>-<level>.crl`), the
 * look-up of the holder of an organisation card (`POST /person-look-ups`, as the certificate service has
 * one of its own), and a page that creates cards.
 */
export function createOtherCards(deps: OtherCardsDeps): FastifyInstance {
  const { site, clock, faults, trees, cards } = deps
  const server = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  readForms(server)
  server.addContentTypeParser(
    'application/ocsp-request',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      done(null, body)
    },
  )

  server.post('/ocsp/:kind/:level', async (request, reply) => {
    if (await misbehave(faults.of('other-cards-ocsp'), reply)) return reply
    const requested = place.safeParse(request.params)
    if (!requested.success || !Buffer.isBuffer(request.body)) return reply.code(404).send()
    const { kind, level } = requested.data
    const response = respondToOcsp(new Uint8Array(request.body), {
      ...{ by: trees.of[kind][level === 'root' ? 'root' : 'ca'], at: clock.now() },
      statusOf: (serial) =>
        level === 'root' ? statusUnderRoot(deps, kind, serial) : statusOfCard(deps, kind, serial),
    })
    if (!response) return reply.code(400).send()
    return reply.type('application/ocsp-response').send(Buffer.from(response))
  })

  server.get('/lists/:name', async (request, reply) => {
    if (await misbehave(faults.of('other-cards-lists'), reply)) return reply
    const { name } = request.params as { readonly name: string }
    const [, ofKind, level] = /^(\w+)-(root|cards)\.crl$/.exec(name) ?? []
    const requested = place.safeParse({ kind: ofKind, level })
    if (!requested.success) return reply.code(404).send()
    const { kind } = requested.data
    const list =
      requested.data.level === 'root'
        ? listOf(trees.of[kind].root, clock.now())
        : listOf(trees.of[kind].ca, clock.now(), revokedOf(cards.all(), kind))
    return reply.type('application/pkix-crl').send(Buffer.from(list))
  })

  const serviceKey = createPublicKey(trees.lookUpKey)
  server.post('/person-look-ups', async (request, reply) => {
    if (await misbehave(faults.of('other-cards-look-up'), reply)) return reply
    const requested = lookUp.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    if (!isSigned(requested.data.UserContext, serviceKey))
      return reply.code(403).send({ kind: 'context-signature-wrong' })
    const over = whyOver(requested.data.UserContext, clock.now())
    if (over) return reply.code(403).send({ kind: over })
    const { SearchTerm: serialNumber, Certificate } = requested.data
    const card = cards.findBySerial('organisationCard', Certificate.SerialNumber)
    return reply.send(
      card?.number === serialNumber
        ? { serialNumber, henkilotunnus: card.identityCode, httpStatusCode: 200 }
        : {
            serialNumber,
            httpStatusCode: 404,
            errorCode: 'VarmennetiedotServiceError.HetuNotFound',
          },
    )
  })

  server.post('/cards', async (request, reply) => {
    const requested = order.safeParse(request.body)
    if (!requested.success) return reply.code(400).send({ kind: 'malformed' })
    const { kind, identityCode, businessId } = requested.data
    const person = examplePeople.find((each) => each.identityCode === identityCode)
    const organisation = exampleOrganisations.find((each) => each.businessId === businessId)
    const isWhole = person && (kind === 'identityCard' || organisation)
    const of = kind === 'organisationCard' ? organisation : undefined
    const created = isWhole ? await cards.make(kind, person, of) : undefined
    if (!created) return reply.code(400).send({ kind: 'malformed' })
    return reply.redirect('/', 303)
  })

  server.post('/cards/:cardNumber/revoke', async (request, reply) => {
    const { cardNumber } = request.params as { readonly cardNumber: string }
    if (!(await cards.revoke(cardNumber))) return reply.code(404).send({ kind: 'unknown' })
    return reply.redirect('/', 303)
  })

  server.get('/', (request, reply) => {
    const language = languageOf(request)
    return sendPage(request, reply, site, {
      title: texts.title[language],
      body: page(cards.all(), language),
    })
  })
  return server
}

const place = z.object({ kind: z.enum(otherCardKinds), level: z.enum(['root', 'cards']) })

const order = z.object({
  kind: z.enum(otherCardKinds),
  identityCode: z.string().max(20),
  businessId: z.string().max(20).optional(),
})

const lookUp = z.object({
  SearchTerm: z.string().regex(/^\d{11}$/),
  Certificate: z.object({ IssuerCN: z.string(), SerialNumber: z.string() }),
  UserContext: z.object({
    ApplicationName: z.string(),
    AuthenticatedUser: z.string(),
    RoleName: z.literal('HetuHaku'),
    ExpiresAt: z.string().regex(/^\d{14}Z$/),
    Signature: z.base64(),
  }),
})

const isSigned = (
  {
    ApplicationName,
    AuthenticatedUser,
    RoleName,
    ExpiresAt,
    Signature,
  }: z.output<typeof lookUp>['UserContext'],
  key: KeyObject,
): boolean =>
  verify(
    'sha256',
    Buffer.from(`${ApplicationName};${AuthenticatedUser};${RoleName};${ExpiresAt};`, 'utf16le'),
    key,
    Buffer.from(Signature, 'base64'),
  )

/** Time format of a context; its texts sort in the order of time. */
const compact = (at: Instant): string => formatInstant(at).replaceAll(/\.\d+|[-:T]/g, '')

function whyOver({ ExpiresAt: until }: { readonly ExpiresAt: string }, now: Instant) {
  if (until < compact(now)) return 'context-expired'
  return until > compact(plus(now, 30 * minute)) ? 'context-too-long' : undefined
}

const revokedOf = (cards: readonly OtherCard[], kind: OtherCardKind) =>
  cards.flatMap((card) => {
    const revokedAt = revokedAtOf(card)
    if (card.kind !== kind || revokedAt === undefined) return []
    return card.serials.map((serial) => ({
      serial: new Uint8Array(Buffer.from(serial, 'hex')),
      revokedAt,
    }))
  })

const revokedAtOf = ({ revokedAt }: OtherCard) =>
  revokedAt === undefined ? undefined : parseInstant(revokedAt)

function statusOfCard(
  { cards }: Pick<OtherCardsDeps, 'cards'>,
  kind: OtherCardKind,
  serial: Uint8Array,
): CertificateStatus {
  const card = cards.findBySerial(kind, formatSerial(serial))
  if (!card) return { kind: 'unknown' }
  const revokedAt = revokedAtOf(card)
  return revokedAt === undefined
    ? { kind: 'good' }
    : { kind: 'revoked', revokedAt, reason: 'superseded' }
}

const statusUnderRoot = (
  { trees }: Pick<OtherCardsDeps, 'trees'>,
  kind: OtherCardKind,
  serial: Uint8Array,
): CertificateStatus => {
  const { ca } = trees.of[kind]
  const isOurs = formatSerial(ca.certificate.serial) === formatSerial(serial)
  return { kind: isOurs ? 'good' : 'unknown' }
}

const page = (cards: readonly OtherCard[], language: Language): Html => html`
  <h1>${texts.title[language]}</h1>
  <p class="lead">${texts.lead[language]}</p>
  <form method="post" action="/cards" class="box">
    <h2>${texts.make[language]}</h2>
    <fieldset>
      <legend>${texts.kind[language]}</legend>
      ${otherCardKinds.map(
        (kind, index) =>
          html`<div class="choice">
            <input
              type="radio"
              id="kind-${kind}"
              name="kind"
              value="${kind}"
              ${index === 0 && html`checked`}
            />
            <label for="kind-${kind}">${texts[kind][language]}</label>
          </div>`,
      )}
    </fieldset>
    <label for="identityCode">${texts.person[language]}</label>
    <select id="identityCode" name="identityCode">
      ${examplePeople.flatMap(({ identityCode, inPopulation }) =>
        inPopulation
          ? html`<option value="${identityCode}">
              ${inPopulation.surname} ${inPopulation.givenNames}, ${identityCode}
            </option>`
          : [],
      )}
    </select>
    <label for="businessId">${texts.organisation[language]}</label>
    <select id="businessId" name="businessId">
      ${exampleOrganisations.map(
        ({ businessId, name }) =>
          html`<option value="${businessId}">${name}, ${businessId}</option>`,
      )}
    </select>
    <p class="note">
      PIN1 <code>${otherCardPins.pin1}</code>, PIN2 <code>${otherCardPins.pin2}</code>
    </p>
    <button>${texts.makeIt[language]}</button>
  </form>
  ${cards.length === 0 && html`<p>${texts.none[language]}</p>`}
  ${
    cards.length > 0 &&
    html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.cards[language]}">
      <table>
        <caption>
          ${texts.cards[language]}
        </caption>
        <thead>
          <tr>
            ${[texts.kind, texts.person, texts.number, texts.state].map(
              (text) => html`<th scope="col">${text[language]}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${cards.map((card) => row(card, language))}
        </tbody>
      </table>
    </div>`
  }
`

function row(card: OtherCard, language: Language): Html {
  const person = examplePeople.find(({ identityCode }) => identityCode === card.identityCode)
  const organisation = exampleOrganisations.find(({ businessId }) => businessId === card.businessId)
  return html`<tr>
    <td>${texts[card.kind][language]}</td>
    <th scope="row">
      ${person?.inPopulation?.surname} ${person?.inPopulation?.givenNames}
      ${organisation && html`<span class="note">${organisation.name}</span>`}
    </th>
    <td><code>${card.number}</code></td>
    <td>
      ${
        card.revokedAt === undefined
          ? html`<form method="post" action="/cards/${card.cardNumber}/revoke">
              <button
                class="quiet small"
                aria-label="${texts.revoke[language]}: ${texts[card.kind][language]} ${card.number}"
              >
                ${texts.revoke[language]}
              </button>
            </form>`
          : texts.revoked[language]
      }
    </td>
  </tr>`
}

const texts = {
  title: {
    fi: 'Muiden kortit: henkilökortti ja organisaatiokortti',
    sv: 'Andras kort: identitetskort och organisationskort',
    en: 'Others’ cards: identity card and organisation card',
  },
  lead: {
    fi: 'Poliisin henkilökortin ja organisaatiokortin myöntäjien jäljitelmä. Kortilla kirjaudutaan varmennepalveluun.',
    sv: 'Simulering av dem som utfärdar polisens identitetskort och organisationskort. Med kortet loggar man in i certifikattjänsten.',
    en: 'A simulator of the issuers of the police’s identity cards and of organisation cards. People sign in to the certificate service with them.',
  },
  make: { fi: 'Uusi kortti', sv: 'Ett nytt kort', en: 'A new card' },
  kind: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  identityCard: {
    fi: 'Henkilökortti (kansalaisvarmenne)',
    sv: 'Identitetskort (medborgarcertifikat)',
    en: 'Identity card (citizen certificate)',
  },
  organisationCard: { fi: 'Organisaatiokortti', sv: 'Organisationskort', en: 'Organisation card' },
  person: { fi: 'Henkilö', sv: 'Person', en: 'Person' },
  organisation: {
    fi: 'Organisaatio (vain organisaatiokorttiin)',
    sv: 'Organisation (bara på ett organisationskort)',
    en: 'Organisation (on an organisation card only)',
  },
  makeIt: {
    fi: 'Tuo kortti lukijan viereen',
    sv: 'Lägg kortet bredvid läsaren',
    en: 'Put the card beside the reader',
  },
  cards: { fi: 'Tehdyt kortit', sv: 'Gjorda kort', en: 'Cards that were made' },
  none: { fi: 'Ei vielä kortteja.', sv: 'Inga kort ännu.', en: 'No cards yet.' },
  number: {
    fi: 'Numero varmenteessa',
    sv: 'Nummer i certifikatet',
    en: 'Number in the certificate',
  },
  state: { fi: 'Tila', sv: 'Status', en: 'Status' },
  revoke: { fi: 'Sulje', sv: 'Spärra', en: 'Revoke' },
  revoked: { fi: 'Suljettu', sv: 'Spärrat', en: 'Revoked' },
} as const satisfies Record<string, Text>
