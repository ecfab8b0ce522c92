import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach } from 'node:test'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/agreements'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { beginSignature, finishSignature } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, softwareKey } from '@sotevarmenne/signatures/testing'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { keyUsage } from '@sotevarmenne/x509/extensions'
import { aParty, valueOf, type Party } from '@sotevarmenne/x509/testing'
import { createAccounts } from '#organisations/accounts/index.ts'
import type { OtherSigner, OtherSignerRefusal } from '#services/document-signing/contract.ts'
import { createSigning } from '#services/document-signing/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRegistration } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { anIdentityCode } from '#cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../../registry/testing.ts'
import { examplePoint } from '../../../points/points/index.ts'
import { createAgreements, renderDocument } from '../index.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

export type Terms = InputOf<typeof contracts.draftDocument>['terms']

type SigningDeps = Parameters<typeof createSigning>[0]
type FindCertificate = SigningDeps['certificates']['findCertificate']

export const morning = instant(Date.UTC(2026, 10, 26, 8))
const environment = aSigningEnvironment(morning)
/** Another trust service. */
export const elsewhere = aSigningEnvironment(morning)
export const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind

/** First day of the agreement that the document replaces. */
export const replacedFrom = ({
  terms,
}: {
  terms: { replacesFrom?: string | undefined } | { kind: 'end' }
}) => 'replacesFrom' in terms && terms.replacesFrom
type Person = { readonly personId: string; readonly identityCode: string; readonly party: Party }
export type CardInHand = { readonly party: Party; readonly of?: typeof environment }
export type Organisation = {
  readonly organisationId: string
  readonly organisation: { readonly customerNumber: string }
  readonly pointId: string
  readonly signatory: Person
  readonly businessId: string
}

/** The e-service in which two organisations agree and delegate, and what it said to whom. */
export function openAgreements({ db }: TestDatabase) {
  let now: Instant
  let events: DomainEvent[]
  const status = new Map<string, BusinessStatus>()
  const signs = new Map<string, SigningRight>()
  const cards = new Map<string, { readonly party: Party; readonly holder: string }>()
  const closed = new Set<string>()
  /** Results for cards of another trust service. */
  const others = new Map<string, Result<OtherSigner, OtherSignerRefusal>>()
  const clock = { now: () => (now = plus(now, second)) }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const businessRegister = {
    lookUpBusiness: (businessId: BusinessId) =>
      Promise.resolve(
        ok({
          businessId,
          name: `Esimerkki ${businessId}`,
          status: status.get(businessId) ?? ('active' as const),
        }),
      ),
  }
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, businessRegister, codes: registersOfAll.codes },
    secret: new Uint8Array(32).fill(4),
    points: registration,
  })
  const accounts = createAccounts({
    ...{ db, clock, record, people, businessRegister, organisations },
    signingRegister: {
      lookUpSigning: (_businessId, identityCode) =>
        Promise.resolve(ok(signs.get(identityCode) ?? 'none')),
    },
    secret: new Uint8Array(32).fill(1),
    publicUrl: 'https://service.example',
    systemPermit: (operation) => aPermit(operation),
  })
  const issuers = [
    { id: 'root-g1-ecc', role: 'root', certificate: environment.root.certificate },
    {
      id: 'professional-g1-ecc',
      role: 'professional',
      certificate: environment.issuer.certificate,
    },
  ]
  let lastSignature = new Uint8Array()
  const signingDeps: SigningDeps = {
    ...{ db, clock },
    issuers: {
      all: issuers,
      anchors: [environment.root.certificate],
    } as unknown as SigningDeps['issuers'],
    certificates: {
      findCertificate: (_tx, { serial }) => {
        const card = cards.get(serial)
        const row = card && {
          ...{ state: 'issued', holder: card.holder, cardId: `card-${card.holder}` },
          der: card.party.certificate.der,
        }
        return Promise.resolve(row as unknown as Awaited<ReturnType<FindCertificate>>)
      },
    },
    revocations: {
      statusOf: (_tx, { serial }) =>
        Promise.resolve(
          closed.has(serial)
            ? { status: 'revoked', revokedAt: now, reason: 'keyCompromise' }
            : { status: 'good' },
        ),
    },
    requestTimeStamp: async () => ok(await environment.stamp(lastSignature, now)),
    gatherEvidence: ([signer, , root]) =>
      Promise.resolve({
        ocspResponses: [...cards.values()]
          .filter(
            ({ party }) =>
              signer && formatSerial(party.certificate.serial) === formatSerial(signer.serial),
          )
          .map(({ party }) =>
            (root === elsewhere.root.certificate ? elsewhere : environment).ocspOf(
              ...([party, { kind: 'good' }, now] as const),
            ),
          ),
        crls: [
          environment.listOf(environment.root, [], now),
          elsewhere.listOf(elsewhere.root, [], now),
        ],
      }),
    timeStampTrust: () =>
      Promise.resolve({ anchors: [environment.root.certificate], intermediates: [] }),
  }
  const signing = createSigning(signingDeps, {
    trust: () =>
      Promise.resolve({
        anchors: [elsewhere.root.certificate],
        intermediates: [elsewhere.issuer.certificate],
      }),
    accepts: () => Promise.resolve(true),
    signerOf: ({ serial }) =>
      Promise.resolve(others.get(formatSerial(serial)) ?? refuse({ kind: 'card-not-accepted' })),
  })
  const agreements = createAgreements({
    ...{ db, clock, record, people, accounts, organisations, registration, businessRegister },
    ...{ signing, renderDocument: renderDocument({}), secret: new Uint8Array(32).fill(3) },
  })
  beforeEach(() => {
    now = plus(morning, 60 * second)
    events = []
  })

  /** A person with a card of ours, with the signing right in the register. */
  async function aPerson(signing: SigningRight = 'alone') {
    const identityCode = anIdentityCode()
    signs.set(identityCode, signing)
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode, givenNames: 'Aino', surname: 'Esimerkki', language: 'fi' },
          nonDisclosure: false,
        }),
      ),
    )
    const personId = valueOf(remembered)
    const party = aParty({
      ...{ notBefore: plus(morning, -day), notAfter: plus(morning, day) },
      ...{ commonName: `Aino ${personId}`, issuer: environment.issuer },
      extensions: [keyUsage(['nonRepudiation'])],
    })
    cards.set(formatSerial(party.certificate.serial), { party, holder: personId })
    return { personId, identityCode, party }
  }

  /** An organisation with an account, a signatory, and a registration point that it operates. */
  async function anOrganisation() {
    const signatory = await aPerson()
    const businessId = aBusinessId()
    const opened = valueOf(
      await accounts.openAccount(aPermit('accounts.openAccount', signatory), {
        ...{ businessId, contact: { email: 'aino@example.fi', language: 'fi' } },
      }),
    )
    assert.ok(opened.state === 'open')
    const { organisationId } = opened
    const found = await db.write(async (tx) => {
      const organisation = await organisations.organisationById(tx, organisationId)
      assert.ok(organisation && examplePoint.details)
      const pointId = await registration.addPoint(tx, aPermit('registration.enterPoint'), {
        ...examplePoint,
        name: `Piste ${businessId}`,
        details: { ...examplePoint.details, pointOperatorBusinessId: businessId },
      })
      return ok({ organisation, pointId })
    })
    const { organisation, pointId } = valueOf(found)
    return { organisationId, organisation, pointId, signatory, businessId }
  }

  const aCardAgreement = (
    changes: object = {},
    { pointId }: Partial<Organisation> = {},
  ): Terms => ({
    kind: 'agreement',
    validFrom: '2026-01-01',
    points: pointId === undefined ? [] : [pointId],
    ...changes,
  })
  const aDelegation = (to: Organisation, changes: object = {}): Terms => ({
    kind: 'delegation',
    validFrom: '2026-01-01',
    points: [to.pointId],
    deliveryAddress: {
      ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
    },
    contact: { name: 'Pirjo Piste', email: 'pirjo@example.fi', language: 'fi' },
    ...changes,
  })

  const draft = (of: Organisation, terms: Terms, by: Person = of.signatory) =>
    agreements.draftDocument(aPermit('agreements.draft', by), {
      ...{ organisationId: of.organisationId, language: 'fi', terms },
    })
  const drafted = async (of: Organisation, terms: Terms) => valueOf(await draft(of, terms))

  const messageOver = async (digest: string, { party, of = environment }: CardInHand) => {
    const key = softwareKey(party, [of.issuer, of.root])
    const begun = valueOf(
      await beginSignature({
        form: { kind: 'pades' },
        ...{ certificate: key.certificate, algorithm: key.algorithm },
        messageDigest: new Uint8Array(Buffer.from(digest, 'base64')),
      }),
    )
    lastSignature = new Uint8Array(await key.sign(begun.toBeSigned))
    const message = finishSignature(begun, {
      signature: lastSignature,
      certificates: [key.certificate.der, ...key.chain],
    })
    return Buffer.from(message).toString('base64')
  }
  const prepare = (of: Organisation, documentId: string, by: Person = of.signatory) =>
    agreements.prepareSignature(aPermit('agreements.sign', by), {
      ...{ organisationId: of.organisationId, documentId, hash: 'sha256' },
    })
  const put = (of: Organisation, documentId: string, message: string, by: Person = of.signatory) =>
    agreements.signDocument(aPermit('agreements.sign', by), {
      ...{ organisationId: of.organisationId, documentId, message },
    })
  /** Prepared, signed by the card of `card`, and submitted by `by`. */
  async function sign(
    of: Organisation,
    documentId: string,
    { by = of.signatory, card = by }: { readonly by?: Person; readonly card?: CardInHand } = {},
  ) {
    const prepared = await prepare(of, documentId, by)
    if (!prepared.ok) return prepared
    return put(of, documentId, await messageOver(prepared.value.digest, card), by)
  }
  async function signed(of: Organisation, terms: Terms) {
    const { documentId } = await drafted(of, terms)
    return valueOf(await sign(of, documentId))
  }

  const caseOfficer: string = randomUUID()
  const decide = (agreementId: string, by: string = caseOfficer) =>
    organisations.decideAgreement(aPermit('organisations.decideAgreement', { personId: by }), {
      ...{ agreementId, decision: 'approved' },
    })
  const agreementsOf = async ({ organisationId }: Organisation) => {
    const permit = aPermit('organisations.viewOrganisations', { personId: caseOfficer })
    return valueOf(await organisations.viewOrganisation(permit, { organisationId })).agreements
  }
  const mayOrder = async (of: Organisation, pointId: string, on = dateInHelsinki(now)) => {
    const requested = {
      organisationId: of.organisationId,
      product: 'staff-card',
      pointId,
      on,
    } as const
    return kindOf(await db.read((tx) => organisations.checkOrdering(tx, requested)))
  }
  /** An agreement in force at the organisation's own point. */
  async function withCardAgreement(of: Organisation) {
    await signed(of, aCardAgreement({}, of))
    const [agreement] = await agreementsOf(of)
    assert.ok(agreement)
    valueOf(await decide(agreement.agreementId))
    return agreement.agreementId
  }

  return {
    cards,
    others,
    agreements,
    anOrganisation,
    drafted,
    aCardAgreement,
    sign,
    mayOrder,
    agreementsOf,
    decide,
    signed,
    aDelegation,
    caseOfficer,
    aPerson,
    closed,
    prepare,
    signs,
    put,
    messageOver,
    draft,
    withCardAgreement,
    organisations,
    status,
    registration,
    get events() {
      return events
    },
    set events(next) {
      events = next
    },
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
  }
}
