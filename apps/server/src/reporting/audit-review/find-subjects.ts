import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { birthDateOf, parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { readTypedIdentifier } from '@sotevarmenne/identifiers/typed-identifier'
import { formatInstant, hour, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { countEntriesBy, namedAmong } from '#audit/index.ts'
import {
  cardsOfHolder,
  findCard,
  findCardByNumber,
  findCardOfOrder,
  isOrdered,
  productionDataOf,
} from '#cards/card/index.ts'
import type { Person } from '#people/persons/contract.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { daysOf } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { AuditSubjectSought, AuditSubjectsSought, SoughtBy } from './contract.ts'
import type { AuditReviewDeps } from './deps.ts'
import { texts } from './texts.ts'

export type FindSubjectsRefusal = { readonly kind: 'too-many-searches' }

type Found = ResponseOf<typeof api.findAuditSubjects>
type Subject = api.SubjectOfLog

/**
 * Finds whom and what the log is about by what an auditor is given (R411). Each person shown gets an access
 * record; of the search itself only its kind and a keyed digest are recorded, never what was typed (R412).
 */
export const findAuditSubjects = operation({
  contract: api.findAuditSubjects,
  problems: { 'too-many-searches': { status: 429, ...texts.tooManySearches } },
  handle:
    (deps: AuditReviewDeps) =>
    (permit, { sought, on }) =>
      deps.db.write(async (tx): Promise<Result<Found, FindSubjectsRefusal>> => {
        if (await isOverLimit(deps, tx, permit)) return refuse({ kind: 'too-many-searches' })

        // Without a day the first ones are shown: no more are looked up than tell that there are others.
        const limit = on === undefined ? maxShown + 1 : maxNamed
        const { by, subjects: all } = await soughtIn(deps, tx, { sought, limit })
        const subjects = on === undefined ? all : await thoseOfDay(tx, all, on)
        const shown = subjects.slice(0, maxShown)
        await recordSought(deps, tx, permit, { by, sought, on, shown })
        return ok({ subjects: shown, isCut: subjects.length > maxShown })
      }, searching),
})

/** More than anybody looks through: such a search is narrowed. */
const maxShown = 20

/** People and organisations looked at before a day narrows them. */
const maxNamed = 100

/** Far more than an investigation needs; beyond it somebody browses people. */
const defaultSearchesAnHour = 120

/** The lock of the count makes two searches of one auditor wait for each other; all else is only read. */
const searching = { isolation: 'read committed' } as const

const isOverLimit = async (
  { clock, searchesAnHour = defaultSearchesAnHour }: AuditReviewDeps,
  tx: Tx,
  permit: Permit<'audit.viewAuditLog'>,
): Promise<boolean> => {
  const since = plus(clock.now(), -hour)
  const searches = { personId: personOf(permit), type: 'AuditSubjectsSought', since }
  return (await countEntriesBy(tx, searches)) >= searchesAnHour
}

async function soughtIn(
  deps: AuditReviewDeps,
  tx: Tx,
  { sought, limit }: { readonly sought: string; readonly limit: number },
): Promise<{ readonly by: SoughtBy; readonly subjects: readonly Subject[] }> {
  const text = sought.trim()
  if (z.uuid().safeParse(text).success)
    return { by: 'identifier', subjects: await byIdentifier(deps, tx, text.toLowerCase()) }
  const organisations = await organisationsBy(deps, tx, { query: text, limit })
  if (/^(\d{7}-?\d|a\d{7}|[\d.]+\.[\d.]+)$/i.test(text))
    return { by: 'organisation-number', subjects: organisations }

  const typed = readTypedIdentifier(text, false)
  switch (typed.by) {
    case 'identity-code': {
      const code = parseIdentityCode(typed.identityCode)
      const person = code.ok ? await deps.people.findByIdentityCode(tx, code.value) : undefined
      return { by: typed.by, subjects: await shownPeople(deps, tx, person ? [person] : []) }
    }
    case 'card-number': {
      const holder =
        (await findCardByNumber(tx, typed.cardNumber))?.holder ??
        (await deps.spareCards.holderOfSpareCardNumber(tx, typed.cardNumber))
      return { by: typed.by, subjects: await byPersonId(deps, tx, holder) }
    }
    case 'serial':
      return { by: typed.by, subjects: await bySerial(deps, tx, typed.serial) }
    case 'name':
    case 'nothing': {
      const people = await deps.people.searchPeople(tx, { name: text, limit })
      const others = [...organisations, ...(await programsBy(deps, tx, text))]
      return { by: 'name', subjects: [...(await shownPeople(deps, tx, people)), ...others] }
    }
  }
}

/** An identifier of the service itself: of an order, a card, a person or an organisation. */
async function byIdentifier(
  deps: AuditReviewDeps,
  tx: Tx,
  id: string,
): Promise<readonly Subject[]> {
  const card = (await findCardOfOrder(tx, id)) ?? (await findCard(tx, id))
  const people = await byPersonId(deps, tx, card?.holder ?? id)
  if (people.length > 0) return people
  const organisation = (await deps.organisations.organisationsByIds(tx, [id])).get(id)
  if (organisation) return [shownOrganisation(organisation)]
  return (await namedAmong(tx, [id], {})).has(id) ? [{ kind: 'order', orderId: id }] : []
}

async function byPersonId(
  deps: AuditReviewDeps,
  tx: Tx,
  personId: string | undefined,
): Promise<readonly Subject[]> {
  const person = personId === undefined ? undefined : await deps.people.findPerson(tx, personId)
  return shownPeople(deps, tx, person ? [person] : [])
}

/** Of a certificate on a card its holder; else the certificate itself. */
async function bySerial(
  deps: AuditReviewDeps,
  tx: Tx,
  serial: string,
): Promise<readonly Subject[]> {
  const subjects: Subject[] = []
  for (const issuer of deps.issuers) {
    const row = await deps.certificates.findCertificate(tx, { issuer, serial })
    if (!row) continue
    if (row.state !== 'imported' && row.holder !== undefined) {
      subjects.push(...(await byPersonId(deps, tx, row.holder)))
      continue
    }
    subjects.push({ kind: 'certificate', issuer, serial })
  }
  return subjects
}

async function organisationsBy(
  { organisations }: AuditReviewDeps,
  tx: Tx,
  sought: { readonly query: string; readonly limit: number },
): Promise<readonly Subject[]> {
  const found = await organisations.searchOrganisations(tx, sought)
  return found.map(shownOrganisation)
}

/** Also programs whose right has ended: the log names them for years. */
async function programsBy(
  { certificates }: AuditReviewDeps,
  tx: Tx,
  name: string,
): Promise<readonly Subject[]> {
  const begun = name.toLowerCase()
  return (await certificates.allClients(tx))
    .filter((client) => client.name.toLowerCase().startsWith(begun))
    .map((client) => ({ kind: 'program', clientId: client.clientId, name: client.name }))
}

const shownOrganisation = ({
  organisationId,
  name,
  businessId,
}: {
  readonly organisationId: string
  readonly name: string
  readonly businessId: string
}): Subject => ({ kind: 'organisation', organisationId, name, businessId })

async function shownPeople(
  deps: AuditReviewDeps,
  tx: Tx,
  people: readonly Person[],
): Promise<readonly Subject[]> {
  const shown: Subject[] = []
  for (const { personId, givenNames, surname } of people) {
    const code = await deps.people.identityCodeOf(tx, personId)
    shown.push({
      kind: 'person',
      personId,
      name: `${givenNames} ${surname}`,
      bornIn: Number(birthDateOf(code).slice(0, 4)),
      cards: await cardsOf(deps, tx, personId),
    })
  }
  return shown
}

type CardShown = Extract<Subject, { kind: 'person' }>['cards'][number]

async function cardsOf(
  { spareCards }: AuditReviewDeps,
  tx: Tx,
  personId: string,
): Promise<CardShown[]> {
  const cards = (await cardsOfHolder(tx, personId)).toReversed().flatMap((card): CardShown[] => {
    if (!isOrdered(card.says)) return []
    const cardNumber = productionDataOf(card)?.cardNumber
    return [
      {
        cardId: card.cardId,
        isSpare: false,
        title: card.says.title,
        ...(cardNumber !== undefined && { cardNumber }),
        orderedAt: formatInstant(card.orderedAt),
      },
    ]
  })
  const spare = (await spareCards.spareCardsForCaller(tx, personId)).map(
    ({ spareCardId, title, cardNumber }): CardShown => ({
      ...{ cardId: spareCardId, isSpare: true, title, cardNumber },
    }),
  )
  return [...cards, ...spare]
}

/** Those with something in the log on that day, and of each person the cards with something on it, if any. */
async function thoseOfDay(
  tx: Tx,
  subjects: readonly Subject[],
  on: string,
): Promise<readonly Subject[]> {
  const ids = subjects.flatMap((subject) => [
    idOf(subject),
    ...('cards' in subject ? subject.cards.map(({ cardId }) => cardId) : []),
  ])
  const named = await namedAmong(tx, ids, daysOf({ from: on, to: on }))
  return subjects.flatMap((subject): Subject[] => {
    // Organisations and certificates are in facts of entries: the day does not narrow them.
    if (subject.kind !== 'person') return [subject]
    const cards = subject.cards.filter(({ cardId }) => named.has(cardId))
    if (cards.length > 0) return [{ ...subject, cards }]
    return named.has(subject.personId) ? [subject] : []
  })
}

const idOf = (subject: Subject): string => {
  switch (subject.kind) {
    case 'person':
      return subject.personId
    case 'order':
      return subject.orderId
    case 'organisation':
      return subject.organisationId
    case 'program':
      return subject.clientId
    case 'certificate':
      return subject.serial
  }
}

async function recordSought(
  { sealing, audit }: AuditReviewDeps,
  tx: Tx,
  permit: Permit<'audit.viewAuditLog'>,
  {
    by,
    sought,
    on,
    shown,
  }: {
    readonly by: SoughtBy
    readonly sought: string
    readonly on: string | undefined
    readonly shown: readonly Subject[]
  },
): Promise<void> {
  const search: AuditSubjectsSought = {
    type: 'AuditSubjectsSought',
    by,
    digest: Buffer.from(sealing.fingerprint(sought.trim().toLowerCase())).toString('hex'),
    ...(on !== undefined && { on }),
    found: shown.length,
  }
  const each = shown.flatMap((subject): AuditSubjectSought[] =>
    subject.kind === 'person'
      ? [{ type: 'AuditSubjectSought', about: { personId: subject.personId } }]
      : [],
  )
  await audit.recordAll(
    tx,
    [search, ...each].map((event) => ({ event, permit })),
  )
}
