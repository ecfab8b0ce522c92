import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { randomBytes, randomUUID } from 'node:crypto'
import { isOpen } from '@sotevarmenne/api/endpoint'
import { permissions } from '@sotevarmenne/api/permissions'
import { endClient, listClients } from '@sotevarmenne/api/clients'
import {
  requestSignInChallenge,
  beginClientCertificateSignIn,
  beginSuomiFi,
  decideProposal,
  endOwnSession,
  proposeRole,
  proposeEnd,
  signIn,
  signInByClientCertificate,
  signInByPassword,
  signInBySuomiFi,
  signOut,
  testCard,
  type CardTested,
  type SessionView,
  viewOwnPassword,
  viewOwnSessions,
  viewRoles,
  viewSession,
  viewWaysToSignIn,
} from '@sotevarmenne/api/authentication'
import {
  searchAuditLog,
  verifyAuditLog,
  viewCheckpoints,
  viewEntry,
  viewOwnAuditLog,
} from '@sotevarmenne/api/audit'
import {
  requestUnlockTicket,
  cancelCard,
  handOverCard,
  listCards,
  orderNewCode,
  orderOwnNewCode,
  reportOwnCardLost,
  viewCard,
  viewLetterAddress,
  viewOwnCards,
  type CardView,
} from '@sotevarmenne/api/cards'
import {
  requestSpareCardProduction,
  requestToTakeBackSpareCard,
  handOverSpareCard,
  listSpareCards,
  noteContact,
  startSpareCard,
  viewOwnSpareCards,
  viewSpareCard,
  viewSpareCardsOf,
  type SpareCardView,
} from '@sotevarmenne/api/spare-cards'
import { receiveBlanks, viewStock } from '@sotevarmenne/api/stock'
import type { RelayPurpose, RelayTicket } from '@sotevarmenne/api/card-relay'
import {
  changeBilling,
  listCharges,
  listChargesOfInvoice,
  listInvoiceRuns,
  listInvoices,
  moveCharges,
  viewBilling,
  viewInvoice,
} from '@sotevarmenne/api/fees'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
  viewPrices,
} from '@sotevarmenne/api/prices'
import {
  decideInquiry,
  listInquiries,
  raiseInquiry,
  viewInquiry,
  withdrawInquiry,
  type InquiryView,
} from '@sotevarmenne/api/identification'
import {
  addOrganisation,
  changeOrganisation,
  listEmployers,
  listOrganisations,
  lookUpOrganisation,
  proposeCardAgreement,
  proposeDelegation,
  viewOrganisation,
  viewOrganisationHistory,
} from '@sotevarmenne/api/organisations'
import { viewOverview, viewStatistics } from '@sotevarmenne/api/dashboards'
import {
  retryLetters,
  retryProduction,
  viewLetters,
  viewProduction,
} from '@sotevarmenne/api/production'
import { findHolder, listCalls, noteFollowUp, takeCall, viewCall } from '@sotevarmenne/api/hotline'
import { releaseChanges, viewRegisters } from '@sotevarmenne/api/registers'
import { checkSignatures, completeSignature } from '@sotevarmenne/api/documents'
import {
  cancelOrder,
  draftMemberOrder,
  draftOrder,
  listOrders,
  confirmOrder,
  placeOrder,
  viewConfirmation,
  viewConfirmationScan,
  searchVisitors,
  storeEmploymentCertificate,
  storePhoto,
  viewOrder,
  viewPhoto,
  viewKnownVisitor,
  viewVisitor,
  type OrderView,
} from '@sotevarmenne/api/orders'
import {
  requestAddress,
  chooseNotices,
  confirmAddress,
  removeAddress,
  viewOwnContact,
  viewOwnNotices,
  type ContactView,
} from '@sotevarmenne/api/notices'
import {
  listPointNames,
  searchPoints,
  searchSparePoints,
  viewPublicPoint,
} from '@sotevarmenne/api/points'
import { releasePause, viewPauses } from '@sotevarmenne/api/crl'
import {
  bookAppointment,
  cancelAppointment,
  takeVisitStep,
  viewAppointment,
  viewDay,
  viewFreeSlots,
} from '@sotevarmenne/api/appointments'
import { birthDateOf, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { checkpointKey, checkpoints, auditLog } from './fake-audit-log.ts'
import { overview, statistics } from './fake-overview.ts'
import { billing, charges, invoiceRuns, invoices, invoicesListed, pharmacy } from './fake-fees.ts'
import {
  employers,
  organisation,
  organisationHistory,
  organisationsListed,
  agreementPoints,
  registered,
  withCardAgreement,
} from './fake-organisations.ts'
import {
  anAppointment,
  aDay,
  anotherPoint,
  aPoint,
  freeDays,
  secret,
  sparePoints,
} from './fake-points.ts'
import * as onHotline from './fake-hotline.ts'
import { inquiries } from './fake-inquiries.ts'
import { fakeNow, fakeNowPlus } from './fake-clock.ts'
import { on, type Row } from './fake-row.ts'
import { officeRows } from './fake-office.ts'
import { letters, pointId, stock } from './fake-production.ts'
import { ownSessions } from './fake-sessions.ts'
import { kaisa } from './fake-roles.ts'
import { programs } from './fake-clients.ts'
import { incidentRows } from './fake-incidents.ts'
import { caseRows } from './fake-cases.ts'
import { environment, visitorOf, type Environment } from './fake-environment.ts'

export type FakeServer = {
  readonly url: string
  /** Sets the signed-in user, without a card. */
  signInAs(role: keyof typeof sessions | 'nobody', endsAt?: string): void
  /** Signs in with the registrar's card, which the page watches from now on. */
  signInByWatchedCard(certificateSerial: string, cardId: string): void
  /** The environment as it is now; a test may change it. */
  readonly environment: Environment
  /** A new environment without a session: at the same address, so that the browser has the scripts cached. */
  startAgain(): Promise<void>
  close(): Promise<void>
}

/**
 * Serves the built portal and its API from an invented environment in memory, for pictures and accessibility
 * tests.
 */
export async function startFakeServer({
  dist,
  port = 0,
}: {
  /** Folder of the built portal. */
  readonly dist: string
  readonly port?: number
}): Promise<FakeServer> {
  let session: SessionView | undefined
  let watched: Pick<SessionView, 'certificateSerial' | 'cardId'> = {}
  const signInAs: FakeServer['signInAs'] = (role, endsAt = halfAnHourOn) => {
    const csrfToken = randomUUID()
    session = role === 'nobody' ? undefined : { ...sessions[role], endsAt, csrfToken, ...watched }
  }
  const begin = async () => {
    const here = await environment()
    return { here, rows: rowsOf(here, () => session, signInAs) }
  }
  let { here, rows } = await begin()
  const server = createServer((request, response) => {
    const answered =
      request.url?.startsWith('/api/v1') === true
        ? responseApi(request, response, { rows, isSignedIn: () => session !== undefined })
        : serveFile(request, response, dist)
    answered.catch((fault: unknown) => {
      response.writeHead(500).end(String(fault))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    signInAs,
    signInByWatchedCard: (certificateSerial, cardId) => {
      watched = { certificateSerial, cardId }
      signInAs('registrar')
    },
    get environment() {
      return here
    },
    startAgain: async () => {
      session = undefined
      watched = {}
      ;({ here, rows } = await begin())
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

type Text = { readonly fi: string; readonly sv: string; readonly en: string }

type Refused = {
  readonly status: number
  readonly kind: string
  readonly title: Text
  readonly detail?: Text
}

function refused(refusal: Refused): never {
  throw Object.assign(new Error(refusal.kind), { refusal })
}

const halfAnHourOn = fakeNowPlus(30 * 60_000)

const byCard = {
  method: 'card',
  levelOfAssurance: 'high',
  at: fakeNow,
} as const

const persons = {
  registrar: {
    personId: randomUUID(),
    name: 'Riitta Rekisteröijä',
    roles: ['holder', 'registrar'],
    point: { pointId, name: 'Esimerkkilän terveysasema' },
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: byCard,
  },
  holder: {
    personId: randomUUID(),
    name: 'Aino Esimerkki',
    roles: ['holder'],
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: byCard,
  },
  byPassword: {
    personId: randomUUID(),
    name: 'Otto Esimerkki',
    roles: ['holder'],
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: { method: 'password', levelOfAssurance: 'low', at: byCard.at },
  },
  caseOfficer: {
    personId: kaisa.personId,
    name: kaisa.name,
    roles: ['caseOfficer', 'holder'],
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: byCard,
  },
  agent: {
    personId: randomUUID(),
    name: 'Saara Sulkija',
    roles: ['hotlineAgent', 'holder'],
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: byCard,
  },
  auditor: {
    personId: randomUUID(),
    name: 'Tarja Tarkastaja',
    roles: ['auditor', 'holder'],
    csrfToken: 'token',
    endsAt: halfAnHourOn,
    signIn: byCard,
  },
} satisfies Readonly<Record<string, Omit<SessionView, 'may'>>>

/** As the service derives it from the permissions. */
const mayOf = ({ roles, signIn }: Omit<SessionView, 'may'>): string[] =>
  Object.values(permissions).flatMap(({ name, roles: allowed, signIn: weakest }) =>
    typeof allowed !== 'string' &&
    allowed.some((role) => roles.includes(role)) &&
    (signIn.method === 'card' || weakest === 'password' || weakest === signIn.method)
      ? [name]
      : [],
  )

const sessions = Object.fromEntries(
  Object.entries(persons).map(([role, person]) => [role, { ...person, may: mayOf(person) }]),
) as { readonly [Role in keyof typeof persons]: SessionView }

const allWanted = { progress: true, reminders: true, work: true }

function rowsOf(
  here: Environment,
  session: () => SessionView | undefined,
  signInAs: FakeServer['signInAs'],
): readonly Row[] {
  let contact: ContactView = { isRefused: true, address: 'former@example.fi', wants: allWanted }
  const cardOf = (cardId: string): CardView =>
    here.cards.find((card) => card.cardId === cardId) ??
    refused({
      status: 404,
      kind: 'card-not-found',
      title: { fi: 'Korttia ei löydy', sv: 'Kortet hittas inte', en: 'There is no such card' },
    })
  const inquiryOf = (inquiryId: string | undefined): InquiryView =>
    inquiries.find((one) => one.inquiryId === inquiryId) ??
    refused({
      status: 404,
      kind: 'inquiry-not-found',
      title: {
        fi: 'Selvityspyyntöä ei löydy',
        sv: 'Utredningen hittas inte',
        en: 'The inquiry is not found',
      },
    })
  const unknownPerson = (): never =>
    refused({
      status: 404,
      kind: 'unknown-to-population-register',
      title: {
        fi: 'Henkilöä ei löydy väestötietojärjestelmästä',
        sv: 'Personen finns inte i befolkningsdatasystemet',
        en: 'The person is not in the population register',
      },
      detail: {
        fi: 'Tarkista henkilötunnus henkilöllisyystodistuksesta.',
        sv: 'Kontrollera personbeteckningen i identitetshandlingen.',
        en: 'Check the personal identity code in the identity document.',
      },
    })
  const orderOf = (orderId: string): OrderView =>
    here.orders.find((order) => order.orderId === orderId) ??
    refused({
      status: 404,
      kind: 'order-not-found',
      title: {
        fi: 'Tilausta ei löydy',
        sv: 'Beställningen hittas inte',
        en: 'There is no such order',
      },
    })
  const change = (card: CardView, changes: Partial<CardView>, what: string): CardView => {
    const changed: CardView = {
      ...card,
      ...changes,
      timeline: [...card.timeline, { at: fakeNow, what }],
    }
    here.cards.splice(here.cards.indexOf(card), 1, changed)
    return changed
  }
  const changeOrder = (order: OrderView, changes: Partial<OrderView>): OrderView => {
    const changed = { ...order, ...changes }
    here.orders.splice(here.orders.indexOf(order), 1, changed)
    return changed
  }
  return [
    on(viewSession, () => ({ ...(session() === undefined ? {} : { session: session() }) })),
    on(requestSignInChallenge, () => ({
      challengeId: randomUUID(),
      nonce: randomBytes(64).toString('base64'),
      expiresAt: '2026-11-24T12:05:00.000Z',
    })),
    on(signIn, ({ signature }) => {
      if (signature === 'cmVmdXNlZA==')
        refused({
          status: 403,
          kind: 'certificate-revoked',
          title: { fi: 'Kortti on suljettu', sv: 'Kortet är spärrat', en: 'The card is cancelled' },
          detail: {
            fi: 'Suljetulla kortilla ei voi kirjautua. Uuden kortin saat rekisteröintipisteestä.',
            sv: 'Man kan inte logga in med ett spärrat kort. Ett nytt kort får du på ett registreringsställe.',
            en: 'A cancelled card cannot sign in. You get a new card at a registration point.',
          },
        })
      signInAs('registrar')
      return session() ?? sessions.registrar
    }),
    on(testCard, ({ use }): CardTested => ({
      validTo: '2031-11-24T21:59:59.000Z',
      checks: [
        { part: 'certificate', finding: 'good' },
        { part: 'signature', finding: 'good' },
        { part: 'validity', finding: 'good' },
        { part: 'chain', finding: 'good' },
        { part: 'ocsp', finding: use === 'log-in' ? 'good' : 'revoked' },
        { part: 'crl', finding: use === 'log-in' ? 'good' : 'no-response' },
      ],
    })),
    on(viewWaysToSignIn, () => ({
      ...{ suomiFi: true, tlsSignIn: true },
      otherCards: ['identityCard' as const, 'organisationCard' as const],
    })),
    on(signInByPassword, () =>
      refused({
        status: 403,
        kind: 'name-or-password-wrong',
        title: {
          fi: 'Käyttäjätunnus tai salasana on väärä',
          sv: 'Användarnamnet eller lösenordet är fel',
          en: 'User name or password is wrong',
        },
        detail: {
          fi: 'Tarkista molemmat.',
          sv: 'Kontrollera båda.',
          en: 'Check both.',
        },
      }),
    ),
    on(viewOwnPassword, () => ({
      password: {
        userName: 'otto.esimerkki',
        setAt: '2026-11-20T08:00:00.000Z',
        isTurnedOff: true,
      },
    })),
    on(beginSuomiFi, () =>
      refused({
        status: 503,
        kind: 'suomi-fi-unavailable',
        title: {
          fi: 'Suomi.fi-tunnistus ei vastaa juuri nyt',
          sv: 'Suomi.fi-identifikationen svarar inte just nu',
          en: 'Identification by Suomi.fi does not answer just now',
        },
        detail: {
          fi: 'Yritä hetken kuluttua uudelleen. Kortilla voit kirjautua myös nyt.',
          sv: 'Försök på nytt om en stund. Med kort kan du logga in också nu.',
          en: 'Try again in a while. You can sign in by card also now.',
        },
      }),
    ),
    on(signInBySuomiFi, () =>
      refused({
        status: 403,
        kind: 'person-not-found',
        title: {
          fi: 'Sinulle ei ole tilattu korttia tästä palvelusta',
          sv: 'Inget kort har beställts för dig i den här tjänsten',
          en: 'No card has been ordered for you from this service',
        },
        detail: {
          fi: 'Kortin saat rekisteröintipisteestä: ota passi tai henkilökortti mukaan.',
          sv: 'Kortet får du på ett registreringsställe: ta med pass eller identitetskort.',
          en: 'You get a card at a registration point: bring your passport or identity card.',
        },
      }),
    ),
    on(beginClientCertificateSignIn, () => ({
      attempt: 'of a test',
      address: 'https://card.service.example/fi/sign-in?state=of-a-test',
    })),
    on(signInByClientCertificate, ({ attempt, code }) => {
      if (attempt === 'of a test' && code === 'seen') {
        signInAs('holder')
        return sessions.holder
      }
      return refused({
        status: 403,
        kind: 'no-certificate-chosen',
        title: {
          fi: 'Selain ei antanut varmennetta',
          sv: 'Webbläsaren gav inget certifikat',
          en: 'The browser gave no certificate',
        },
        detail: {
          fi: 'Joko valinta keskeytettiin tai selain ei löytänyt korttia. Tarkista, että kortti on lukijassa.',
          sv: 'Antingen avbröts valet eller så hittade webbläsaren inget kort. Kontrollera att kortet sitter i läsaren.',
          en: 'Either the choice was cancelled, or the browser found no card. See that the card is in the reader.',
        },
      })
    }),
    on(signOut, () => {
      signInAs('nobody')
      return {}
    }),
    on(viewVisitor, ({ identityCode }) => visitorOf(here, identityCode) ?? unknownPerson()),
    on(
      viewKnownVisitor,
      ({ personId }) =>
        here.visitors.find((visitor) => visitor.personId === personId) ?? unknownPerson(),
    ),
    on(searchSparePoints, () => ({ points: sparePoints })),
    ...incidentRows(),
    ...caseRows(),
    on(findHolder, ({ search }) => ({
      holders: search.startsWith('esi')
        ? [onHotline.aino, onHotline.namesake]
        : search === ''
          ? []
          : [onHotline.aino],
      isCut: false,
    })),
    on(takeCall, ({ callId, caller, language, holder, cards, happened }) => {
      const outcome = holder === undefined ? ('holder-not-found' as const) : ('advice' as const)
      return {
        ...onHotline.aCall,
        ...{ callId, caller, language, happened },
        outcome: cards.length === 0 ? outcome : ('cancelled' as const),
        holder: holder === undefined ? undefined : onHotline.aCall.holder,
        cards: cards.map((card) => ({ ...card, outcome: 'cancelled-now' as const })),
        followUp: caller === 'holder' || cards.length === 0 ? ('none' as const) : ('open' as const),
        followUps: [],
      }
    }),
    on(listCalls, ({ show }) => ({
      calls: onHotline.calls.filter(
        ({ followUp, outcome }) =>
          show === 'all' || (show === 'cancelled' ? outcome === 'cancelled' : followUp === 'open'),
      ),
    })),
    on(
      viewCall,
      ({ callId }) => onHotline.calls.find((call) => call.callId === callId) ?? onHotline.aCall,
    ),
    on(noteFollowUp, () => ({ ...onHotline.aCall, followUp: 'confirmed' as const })),
    on(searchVisitors, ({ sought }) => ({
      visitors: here.visitors
        .filter(({ surname, givenNames, cards }) =>
          /^\d{17}$/.test(sought)
            ? cards.some(({ cardNumber }) => cardNumber === sought)
            : sought
                .toLowerCase()
                .split(' ')
                .every((word) => `${surname} ${givenNames}`.toLowerCase().includes(word)),
        )
        .map(({ personId, givenNames, surname, identityCode }) => ({
          ...{ personId, givenNames, surname },
          birthDate: birthDateOf(identityCode as IdentityCode),
        })),
      isCut: false,
    })),
    on(raiseInquiry, () => inquiryOf(inquiries[0]?.inquiryId)),
    on(listInquiries, ({ show }) => ({
      inquiries: inquiries.filter(({ state }) => (state === 'open') === (show === 'open')),
    })),
    on(viewInquiry, ({ inquiryId }) => inquiryOf(inquiryId)),
    on(decideInquiry, ({ inquiryId, decision: { decision, grounds } }) => ({
      ...inquiryOf(inquiryId),
      ...{ state: decision, grounds, endedAt: fakeNow },
    })),
    on(withdrawInquiry, ({ inquiryId }) => ({
      ...inquiryOf(inquiryId),
      ...{ state: 'withdrawn' as const, endedAt: fakeNow },
    })),
    on(listEmployers, () => ({ employers: [...employers], isCut: false })),
    on(listOrganisations, () => ({ organisations: [...organisationsListed] })),
    on(viewOrganisation, () => organisation),
    on(listInvoiceRuns, () => invoiceRuns),
    on(listInvoices, ({ filter }) => ({
      invoices: invoicesListed.filter(
        ({ delivery, kind, paidOn }) =>
          filter === 'all' ||
          (filter === 'refused'
            ? delivery === 'refused'
            : kind === 'invoice' && paidOn === undefined),
      ),
    })),
    on(viewInvoice, invoiceShown),
    on(listChargesOfInvoice, () => ({
      charges: charges.filter(({ state }) => state !== 'free'),
    })),
    on(listCharges, () => ({ charges: [...charges] })),
    on(viewBilling, () => billing),
    on(moveCharges, () => ({
      ...{
        organisation: pharmacy,
        charges: 4,
        netCents: 9200,
        pointOperators: 1,
      },
    })),
    on(changeBilling, ({ organisationId: _, ...input }) => ({ ...input, isDefault: false })),
    on(listPointNames, () => ({ points: agreementPoints })),
    ...officeRows(),
    on(viewOrganisationHistory, () => organisationHistory),
    on(lookUpOrganisation, () => registered),
    on(addOrganisation, () => organisation),
    on(changeOrganisation, () => organisation),
    on(proposeCardAgreement, ({ validFrom }) => withCardAgreement(validFrom)),
    on(proposeDelegation, () => organisation),
    on(storePhoto, () => ({ photoId: here.photoId, width: 700, height: 900 })),
    on(storeEmploymentCertificate, () => ({ certificateId: here.photoId })),
    on(viewPhoto, () => ({ mediaType: 'image/jpeg' as const, image: here.photo })),
    on(draftMemberOrder, (input) => {
      const visitor = here.visitors.find(({ personId }) => personId === input.personId)
      const employer = employers.find((each) => each.organisationId === input.organisationId)
      if (visitor === undefined || employer === undefined || input.declaration === undefined)
        throw new Error('the form sent an unknown employer')
      const { name: organisation, businessId, organisationId } = employer
      const validTo = input.employmentEndsOn ?? '2031-11-24'
      const order: OrderView = {
        orderId: randomUUID(),
        state: 'draft',
        person: {
          personId: visitor.personId,
          givenNames: visitor.givenNames,
          surname: visitor.surname,
        },
        product: input.product,
        title: { fi: input.title, sv: input.title, en: input.title },
        subjectNumber: '90000000018',
        employment: { organisationId, businessId, organisation, declaration: input.declaration },
        price: {
          kind: 'priced',
          amount: { cents: 2300, currency: 'EUR' },
          because: 'staff-without-patient-systems',
        },
        language: input.language,
        validTo,
        draftedAt: fakeNow,
        decisions: [
          {
            rule: 'member-card',
            version: 1,
            decidedAt: fakeNow,
            grounds: [
              { kind: 'no-right-in-force', rule: 'R90', facts: {} },
              { kind: 'agreement-covers', rule: 'R92', facts: { organisation } },
              { kind: 'authorised-point', rule: 'R92', facts: {} },
              { kind: 'certificate-stored', rule: 'R97', facts: {} },
              { kind: 'valid-five-years', rule: 'R94', facts: { validTo } },
              { kind: 'priced', rule: 'R95', facts: { amount: '23.00' } },
            ],
          },
        ],
        statement: Buffer.from(
          [
            'Tuote / Produkt / Product: henkilöstökortti / personalkort / staff card',
            `Sukunimi / Efternamn / Surname: ${visitor.surname}`,
            `Nimike / Titel / Title: ${input.title}`,
            `Työnantaja / Arbetsgivare / Employer: ${organisation} ${businessId}`,
            'Ehdot / Villkor / Terms: hyväksytty / godkända / accepted',
          ].join('\n'),
        ).toString('base64'),
      }
      here.orders.unshift(order)
      return order
    }),
    on(draftOrder, (input) => {
      const visitor = here.visitors.find(({ personId }) => personId === input.personId)
      const right = visitor?.rights.find(({ rightId }) => rightId === input.rightId)
      if (visitor === undefined || right === undefined)
        throw new Error('the form sent an unknown right')
      const order: OrderView = {
        orderId: randomUUID(),
        state: 'draft',
        person: {
          personId: visitor.personId,
          givenNames: visitor.givenNames,
          surname: visitor.surname,
        },
        product: 'professional-card',
        title: right.title,
        subjectNumber: visitor.registrationNumber ?? '',
        price: { kind: 'free', because: 'professional-card' },
        right,
        ...(input.photoId === undefined ? {} : { photoId: input.photoId }),
        language: input.language,
        validTo: right.validTo ?? '2031-11-24',
        draftedAt: fakeNow,
        decisions: [],
        statement: Buffer.from(
          [
            'Tuote / Produkt / Product: ammattikortti / yrkeskort / professional card',
            `Etunimet / Förnamn / Given names: ${visitor.givenNames}`,
            `Sukunimi / Efternamn / Surname: ${visitor.surname}`,
            `Ammattioikeus / Yrkesrättighet / Right to practise: ${right.title.fi} / ${right.title.sv} / ${right.title.en}`,
            `Voimassa / Giltigt till / Valid to: ${right.validTo ?? '2031-11-24'}`,
            'Ehdot / Villkor / Terms: hyväksytty / godkända / accepted',
            'Rekisteröintipiste / Registreringsställe / Registration point: Esimerkkilän terveysasema',
          ].join('\n'),
        ).toString('base64'),
      }
      here.orders.unshift(order)
      return order
    }),
    on(confirmOrder, ({ orderId, by }) =>
      changeOrder(orderOf(orderId), {
        confirmation: {
          means: by.means,
          confirmedAt: fakeNow,
          digest: '5e'.repeat(32),
          ...(by.means === 'paper' && { storedAt: by.storedAt }),
          hasScan: by.means === 'paper',
        },
      }),
    ),
    on(viewConfirmation, () => ({ mediaType: 'application/pdf' as const, document: 'JVBERi0=' })),
    on(listClients, () => ({ clients: [...programs] })),
    on(endClient, () => ({ clients: [...programs] })),
    on(viewConfirmationScan, () => ({ mediaType: 'application/pdf', document: 'JVBERi0=' })),
    on(placeOrder, ({ orderId }) => {
      const order = orderOf(orderId)
      const card = here.cardFor(order)
      here.cards.unshift(card)
      return changeOrder(order, { state: 'ordered', orderedAt: fakeNow, cardId: card.cardId })
    }),
    on(cancelOrder, ({ orderId }) => changeOrder(orderOf(orderId), { state: 'cancelled' })),
    on(viewOrder, ({ orderId }) => orderOf(orderId)),
    on(listOrders, ({ state, cursor }) => {
      const found = here.orders.filter((order) => state === undefined || order.state === state)
      const from = Number(cursor ?? 0)
      const more = from + 10 < found.length ? { nextCursor: String(from + 10) } : {}
      return { orders: found.slice(from, from + 10), ...more }
    }),
    on(listCards, ({ state, cursor }) => {
      const found = here.cards.filter((card) => state === undefined || card.state === state)
      const from = Number(cursor ?? 0)
      const more = from + 10 < found.length ? { nextCursor: String(from + 10) } : {}
      return { cards: found.slice(from, from + 10), ...more }
    }),
    on(listSpareCards, () => ({ spareCards: [overdueSpareCard, spareCardToHandOver] })),
    on(viewSpareCard, ({ spareCardId }) => {
      if (spareCardId === overdueSpareCard.spareCardId) return overdueSpareCard
      if (spareCardId === spareCardBegun.spareCardId && !here.isSpareCardProduced)
        return spareCardBegun
      return { ...spareCardToHandOver, spareCardId }
    }),
    on(startSpareCard, () => spareCardBegun),
    on(requestSpareCardProduction, () => {
      here.isSpareCardProduced = true
      return ticketFor('spare-card')
    }),
    on(requestToTakeBackSpareCard, () => ticketFor('spare-card-return')),
    on(handOverSpareCard, () => spareCardHandedOver),
    on(noteContact, ({ means }) => ({
      ...overdueSpareCard,
      notes: [{ at: '2026-11-24T10:00:00.000Z', means }],
    })),
    on(viewOwnSpareCards, () => ({ spareCards: [overdueSpareCard] })),
    on(viewSpareCardsOf, ({ personId }) => ({
      cards: here.visitors.flatMap((visitor) =>
        visitor.personId === personId
          ? visitor.cards.map(({ cardId }) => ({
              cardId,
              spareCards: [overdueSpareCard],
              mayMake: {
                allowed: true as const,
                validTo: '2026-12-24',
                price: { kind: 'free' as const, because: 'free-card' as const },
              },
            }))
          : [],
      ),
    })),
    on(viewCard, ({ cardId }) => {
      const card = cardOf(cardId)
      if (card.state === 'ordered' && here.producesCards) return here.produce(card)
      return card.may.includes('order-new-code') ? { ...card, newLetterLeaves: '2026-12-01' } : card
    }),
    on(handOverCard, ({ cardId }) =>
      change(cardOf(cardId), { state: 'handedOver', may: ['cancel'] }, 'CardHandedOver'),
    ),
    on(cancelCard, ({ cardId, reason }) =>
      change(
        cardOf(cardId),
        {
          state: 'cancelled',
          cancelled: { reason, at: fakeNow },
          productionFailure: undefined,
          may: [],
        },
        'CardCancelled',
      ),
    ),
    on(viewOwnCards, () => ({ cards: here.ownCards() })),
    on(viewOwnSessions, () => ({ sessions: ownSessions })),
    on(endOwnSession, ({ sessionId: ended }) => ({
      sessions: ownSessions.filter(({ sessionId }) => sessionId !== ended),
    })),
    on(reportOwnCardLost, ({ cardId, reason }) =>
      change(
        cardOf(cardId),
        {
          state: 'cancelled',
          cancelled: { reason, at: fakeNow },
          productionFailure: undefined,
          may: [],
        },
        'CardCancelled',
      ),
    ),
    on(requestUnlockTicket, () => (here.isSignInFresh ? ticketFor('unlock') : refuseOldSignIn())),
    on(viewLetterAddress, () =>
      here.isSignInFresh
        ? { address: here.visitors[0]?.address, leaves: '2026-12-01' }
        : refuseOldSignIn(),
    ),
    on(orderNewCode, ({ cardId }) =>
      change(
        cardOf(cardId),
        { letter: { letterNumber: '1000000059', plannedFor: '2026-12-01' }, may: ['cancel'] },
        'ActivationLetterReplaced',
      ),
    ),
    on(orderOwnNewCode, ({ cardId }) =>
      change(
        cardOf(cardId),
        {
          letter: { letterNumber: '1000000059', plannedFor: '2026-12-01' },
          may: ['report-lost', 'unlock'],
        },
        'ActivationLetterReplaced',
      ),
    ),
    on(searchAuditLog, ({ operation, cardId, cursor, limit }) => {
      const found = auditLog.filter(
        (entry) =>
          (operation === undefined || entry.operation === operation) &&
          (cardId === undefined || entry.about?.cardId === cardId),
      )
      const from = Number(cursor ?? 0)
      const entries = found.slice(from, from + limit).map((entry) => ({
        entry,
        ...(entry === auditLog[0] ? {} : { position: auditLog.length - auditLog.indexOf(entry) }),
      }))
      const more = from + limit < found.length ? { nextCursor: String(from + limit) } : {}
      return { entries, ...more }
    }),
    on(viewEntry, ({ entryId }) => {
      const entry = auditLog.find((one) => one.entryId === entryId)
      const [checkpoint] = checkpoints
      if (entry === undefined || checkpoint === undefined)
        return refused({
          status: 404,
          kind: 'entry-not-in-the-tree',
          title: {
            fi: 'Merkintää ei ole tässä lokissa',
            sv: 'Anteckningen finns inte i denna logg',
            en: 'The entry is not in this audit log',
          },
        })
      const { root } = checkpoint
      const position = auditLog.length - auditLog.indexOf(entry) - 1
      return { proven: { position, entry, salt: root, path: [root, root, root] }, checkpoint }
    }),
    on(viewRoles, () => ({ holders: here.roleHolders, proposals: here.roleProposals })),
    on(proposeRole, ({ identityCode, role }) => {
      const visitor = visitorOf(here, identityCode)
      if (visitor === undefined)
        return refused({
          status: 404,
          kind: 'person-not-found',
          title: {
            fi: 'Henkilöä ei tunneta',
            sv: 'Personen är okänd',
            en: 'The person is not known',
          },
        })
      const name = `${visitor.givenNames} ${visitor.surname}`
      here.propose({ personId: visitor.personId, name }, role, 'appoint')
      return {}
    }),
    on(proposeEnd, ({ personId, role }) => {
      const holder = here.roleHolders.find((one) => one.personId === personId)
      here.propose({ personId, name: holder?.name ?? '' }, role, 'end')
      return {}
    }),
    on(decideProposal, ({ proposalId, decision }) => {
      here.decide(proposalId, decision)
      return {}
    }),
    on(viewPrices, () => ({ changes: here.priceChanges })),
    on(proposePrices, ({ beginsOn, vat, cents }) => {
      const changeId = randomUUID()
      here.priceChanges.unshift({
        ...{ changeId, kind: 'prices', list: 'standard', beginsOn, vat, cents },
        ...{ proposed: { name: kaisa.name, at: fakeNow }, standing: 'proposed' },
        ...{ may: ['withdraw'], isLate: false },
      })
      return { changeId }
    }),
    on(proposeVatRate, ({ beginsOn, permille }) => {
      const changeId = randomUUID()
      here.priceChanges.unshift({
        ...{ changeId, kind: 'vat-rate', beginsOn, permille },
        ...{ proposed: { name: kaisa.name, at: fakeNow }, standing: 'proposed' },
        ...{ may: ['withdraw'], isLate: false },
      })
      return { changeId }
    }),
    on(decidePriceChange, ({ changeId, decision }) => {
      here.priceChanges = here.priceChanges.map((one) =>
        one.changeId === changeId
          ? {
              ...{ ...one, standing: decision === 'approved' ? 'coming' : decision },
              ...{ decided: { name: kaisa.name, at: fakeNow }, may: [] },
            }
          : one,
      )
      return {}
    }),
    on(viewPauses, () => ({ pauses: here.pauses })),
    on(releasePause, ({ pauseId, upTo }) => {
      const index = here.pauses.findIndex((pause) => pause.pauseId === pauseId)
      const pause = here.pauses[index]
      if (pause?.upTo !== upTo) throw new Error('the page sent an unknown pause')
      if (pause.firstApprovedAt === undefined) {
        here.pauses.splice(index, 1, {
          ...pause,
          firstApprovedAt: fakeNow,
          firstRevoked: pause.revoked,
          may: [],
        })
        return { state: 'awaits-second' as const }
      }
      here.pauses.splice(index, 1)
      return { state: 'released' as const }
    }),
    on(completeSignature, ({ message }) => ({
      message,
      evidence: { certificates: [], ocspResponses: [], lists: [] },
      signedAt: fakeNow,
    })),
    on(checkSignatures, ({ signatures }) => ({
      results: signatures.map((_, index) =>
        index === 0
          ? {
              state: 'holds' as const,
              signer: 'Aino Esimerkki 00900000017',
              issuer: 'TEST Professional CA',
              at: fakeNow,
              isTimeStamped: true,
              status: 'good' as const,
            }
          : { state: 'does-not-hold' as const, because: 'content-changed' as const },
      ),
    })),
    on(viewOverview, () => overview),
    on(viewStatistics, () => statistics),
    on(viewRegisters, () => here.registers),
    on(releaseChanges, () => {
      const { pause, ...rest } = here.registers
      if (pause === undefined) throw new Error('the page sent an unknown pause')
      if (pause.firstApprovedAt === undefined) {
        here.registers = {
          ...rest,
          pause: { ...pause, firstApprovedAt: fakeNow, firstCards: pause.cards, may: [] },
        }
        return { state: 'awaits-second' as const }
      }
      here.registers = rest
      return { state: 'released' as const }
    }),
    on(viewProduction, () => here.production),
    on(viewLetters, () => here.letters),
    on(retryLetters, () => {
      const { leftBehind } = letters.waiting
      here.letters = {
        ...here.letters,
        waiting: {
          letters: 0,
          leftBehind: { ...leftBehind, 'register-unavailable': 0, 'not-written': 0 },
        },
      }
      return {}
    }),
    on(searchPoints, () => ({ points: [aPoint, anotherPoint] })),
    on(viewPublicPoint, () => aPoint),
    on(viewFreeSlots, ({ from }) => freeDays(from)),
    on(bookAppointment, () => ({ secret, appointment: anAppointment })),
    on(viewAppointment, () => anAppointment),
    on(cancelAppointment, () => ({
      ...anAppointment,
      state: 'cancelled' as const,
      mayChange: false,
    })),
    on(viewDay, ({ date = aDay.date }) =>
      date === aDay.date ? aDay : { ...aDay, date, visits: [], nextVisitId: undefined },
    ),
    on(takeVisitStep, () => ({ state: 'served' as const })),
    on(viewStock, () => stock),
    on(receiveBlanks, () => ({ received: 100 })),
    on(retryProduction, ({ cardId }) => {
      const { failures } = here.production
      here.production = {
        ...here.production,
        failures: failures.filter((each) => each.cardId !== cardId),
      }
      return {}
    }),
    on(viewOwnContact, () => contact),
    on(requestAddress, ({ address }) => {
      contact = { ...contact, unconfirmed: { address, until: '2026-11-26T14:00:00.000Z' } }
      return contact
    }),
    on(removeAddress, () => {
      contact = { isRefused: false, wants: contact.wants }
      return contact
    }),
    on(chooseNotices, (wants) => {
      contact = { ...contact, wants }
      return contact
    }),
    on(confirmAddress, ({ token }) =>
      token === 'good'
        ? {}
        : refused({
            status: 410,
            kind: 'confirmation-expired',
            title: {
              fi: 'Linkki on vanhentunut',
              sv: 'Länken har gått ut',
              en: 'The link has expired',
            },
            detail: {
              fi: 'Linkki toimii vuorokauden. Anna osoite palvelussa uudelleen.',
              sv: 'Länken fungerar i ett dygn. Ange adressen på nytt i tjänsten.',
              en: 'The link works for 24 hours. Give the address again in the service.',
            },
          }),
    ),
    on(viewOwnNotices, () => ({
      notices: (['card-ends', 'card-activated', 'letter-sent', 'confirm-address'] as const).map(
        (kind, index) => ({
          noticeId: randomUUID(),
          kind,
          topic: 'security' as const,
          state: (['planned', 'sent', 'not-wanted', 'refused'] as const)[index] ?? 'sent',
          at: `2026-11-2${String(4 - index)}T12:00:00.000Z`,
          ...(kind === 'card-ends' && { day: '2026-12-24' }),
        }),
      ),
    })),
    on(viewOwnAuditLog, () => {
      const [checkpoint] = checkpoints
      if (checkpoint === undefined)
        throw new Error('the invented audit log has no signed checkpoint')
      const { root } = checkpoint
      const entries = auditLog
        .filter(({ about }) => about !== undefined)
        .map((entry) => ({
          position: auditLog.length - auditLog.indexOf(entry) - 1,
          entry,
          salt: root,
          path: [root, root],
        }))
      return { checkpoint, entries }
    }),
    on(viewCheckpoints, () => ({ key: checkpointKey, checkpoints: [...checkpoints] })),
    on(verifyAuditLog, ({ after }) => ({
      after,
      size: after + 10,
      isLast: after + 10 === auditLog.length,
      checkpoints: 1,
      erased: 0,
      findings:
        here.isAuditLogWhole || after !== 10
          ? []
          : [{ kind: 'entry-altered', position: 12, entryId: auditLog[12]?.entryId }],
    })),
  ]
}

const ticketFor = (purpose: RelayPurpose): RelayTicket => ({
  ticket: randomBytes(32).toString('base64url'),
  purpose,
  expiresAt: fakeNow,
})

const refuseOldSignIn = (): never =>
  refused({
    status: 403,
    kind: 'sign-in-too-old',
    title: {
      fi: 'Vahvista henkilöllisyytesi uudelleen',
      sv: 'Bekräfta din identitet på nytt',
      en: 'Confirm your identity again',
    },
    detail: {
      fi: 'Kirjautumisesta on liian kauan tätä varten. Kirjaudu uudelleen ja yritä sitten uudelleen.',
      sv: 'Det har gått för lång tid sedan inloggningen för detta. Logga in på nytt och försök sedan igen.',
      en: 'It is too long since you signed in for this. Sign in again, then try again.',
    },
  })

async function responseApi(
  request: IncomingMessage,
  response: ServerResponse,
  { rows, isSignedIn }: { readonly rows: readonly Row[]; readonly isSignedIn: () => boolean },
): Promise<void> {
  const url = new URL(request.url ?? '', 'http://fake')
  const path = url.pathname.slice('/api/v1'.length)
  const body = await bodyOf(request)
  for (const { contract, run } of rows) {
    const inPath = match(contract.path, path)
    if (contract.method !== request.method || inPath === undefined) continue
    if (!isOpen(contract) && !isSignedIn() && contract.path !== viewSession.path) {
      const title = 'Kirjaudu sisään'
      send(response, 401, {
        type: '/problems/not-signed-in',
        kind: 'not-signed-in',
        status: 401,
        title,
      })
      return
    }
    const input: unknown = { ...Object.fromEntries(url.searchParams), ...body, ...inPath }
    const read = contract.input.safeParse(input)
    if (!read.success) {
      send(response, 400, {
        type: 'about:blank',
        kind: 'malformed',
        status: 400,
        title: read.error.message,
      })
      return
    }
    try {
      const reply = run(read.data as never)
      if (contract.mediaType !== undefined && typeof reply === 'string') {
        response.writeHead(200, { 'content-type': contract.mediaType }).end(reply)
        return
      }
      send(response, 200, contract.response.parse(reply))
    } catch (fault) {
      if (!(fault instanceof Error) || !('refusal' in fault)) throw fault
      const { title, detail, ...refusal } = fault.refusal as Refused
      const language = request.headers['accept-language'] as keyof Text
      send(response, refusal.status, {
        type: `/problems/${refusal.kind}`,
        ...refusal,
        title: title[language],
        detail: detail?.[language],
      })
    }
    return
  }
  send(response, 404, { type: 'about:blank', kind: 'no-such-endpoint', status: 404, title: path })
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const found: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return undefined
  }
  return found
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : (JSON.parse(text) as object)
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  dist: string,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://fake')
  const mediaType = mediaTypes[extname(pathname)]
  if (mediaType !== undefined) {
    const bytes = await readFile(join(dist, pathname))
    response
      .writeHead(200, { 'content-type': mediaType, 'cache-control': 'max-age=600' })
      .end(bytes)
    return
  }
  const textPage = await textPageAt(pathname, dist)
  if (textPage !== undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(textPage)
    return
  }
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(join(dist, 'index.html'), 'utf8')
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
    })
    .end(
      html.replaceAll('{{nonce}}', nonce).replaceAll('{{signing-api}}', 'http://127.0.0.1:53951'),
    )
}

/** A text page without the parts that only the running service knows. */
async function textPageAt(pathname: string, dist: string): Promise<string | undefined> {
  const [, language = '', ...rest] = pathname.split('/')
  const file = `${rest.join('-') || 'front'}.${language}.html`
  const markup = await readFile(join(dist, 'text-pages', file), 'utf8').catch(() => undefined)
  return markup?.replaceAll(/\{\{[\w:-]+\}\}/g, '')
}

/** The policy for which the portal is built; the real server sends the same. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' http://127.0.0.1:53951",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const overdueSpareCard: SpareCardView = {
  spareCardId: '00000000-0000-4000-8000-000000000801',
  cardId: '00000000-0000-4000-8000-000000000101',
  state: 'handedOver',
  holder: {
    personId: '00000000-0000-4000-8000-000000000001',
    givenNames: 'Aino Maria',
    surname: 'Esimerkki',
  },
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  missedBecause: 'lost',
  startedAt: '2026-10-01T09:00:00.000Z',
  validTo: '2026-12-31',
  returnBy: '2026-11-01',
  price: {
    kind: 'priced',
    amount: { cents: 1629, currency: 'EUR' },
    because: 'priced-card',
  },
  isOverdue: true,
  cardNumber: '12345678901234567',
  chipSerial: '0123456789ABCDEF0123',
  certificates: [],
  handedOverAt: '2026-10-01T09:10:00.000Z',
  findings: [],
  chipsLeft: [],
  notes: [{ at: '2026-11-03T09:00:00.000Z', means: 'phone', text: 'Brings it tomorrow.' }],
  timeline: [
    { at: '2026-10-01T09:00:00.000Z', what: 'SpareCardStarted' },
    { at: '2026-10-01T09:05:00.000Z', what: 'SpareCardProduced' },
    { at: '2026-10-01T09:10:00.000Z', what: 'SpareCardHandedOver' },
    { at: '2026-11-02T00:00:00.000Z', what: 'SpareCardOverdue' },
  ],
  may: ['cancel', 'note'],
}

const spareCardToHandOver: SpareCardView = {
  ...overdueSpareCard,
  spareCardId: '00000000-0000-4000-8000-000000000802',
  state: 'awaitingHandOver',
  returnBy: '2026-12-08',
  isOverdue: false,
  notes: [],
  may: ['hand-over', 'cancel'],
}

const spareCardBegun: SpareCardView = {
  ...spareCardToHandOver,
  spareCardId: '00000000-0000-4000-8000-000000000803',
  state: 'beingProduced',
  chipSerial: undefined,
  may: ['produce', 'cancel'],
}

const spareCardHandedOver: SpareCardView = {
  ...spareCardToHandOver,
  state: 'handedOver',
  may: ['note'],
}

const invoiceShown = ({ invoiceId }: { readonly invoiceId: string }) =>
  invoices.find((one) => one.invoiceId === invoiceId) ??
  refused({
    status: 404,
    kind: 'invoice-not-found',
    title: {
      fi: 'Laskua ei löydy',
      sv: 'Fakturan hittas inte',
      en: 'The invoice is not found',
    },
    detail: {
      fi: 'Avaa lasku laskujen luettelosta.',
      sv: 'Öppna fakturan i listan över fakturor.',
      en: 'Open the invoice from the list of invoices.',
    },
  })
