import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { noticeTitles } from '@sotevarmenne/api/words'
import { formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { accept } from '@sotevarmenne/smartcard/testing'
import { signWith } from '@sotevarmenne/smartcard/use'
import { activationStatement } from '#cards/letters/domain/activation-letter.ts'
import type { CardId } from '#cards/card/contract.ts'
import {
  aCardHandedOver,
  aCardsEnvironment,
  aDrawerOfBlanks,
  afternoon,
  aLetterThatLeft,
  type CardsEnvironment,
  namesOnCard,
  rightOnCard,
} from '#cards/lifecycle/testing.ts'
import { createNotices, type Notices } from '#support/notices/create-notices.ts'
import { smtpRelay } from '#support/notices/adapters/smtp-relay.ts'
import { createContacts } from '#people/contacts/create-contacts.ts'
import { createPeople } from '#people/persons/index.ts'
import type { SignInFacts } from '#platform/permit.ts'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint } from '#points/points/index.ts'
import { openMails, type Mails } from '@sotevarmenne/sandbox/mailboxes/mails'
import { createSmtp, type Smtp } from '@sotevarmenne/sandbox/mailboxes/smtp'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createOrders } from '../orders/index.ts'
import { aNurse, aResident, fakeRegisters } from '../orders/testing.ts'
import { createRenewals, type Renewals } from './index.ts'
import { aCertificateOf, renewConfirmed } from './testing.ts'

/**
 * M3 from end to end: a real mail server, certificates, and a virtual card; only registers and printer are
 * simulated.
 */
forEachDatabase('a renewal', ({ db }) => {
  let now: Instant = afternoon
  // No two events have the same millisecond: mails and events stay in order.
  const clock = { now: () => (now = plus(now, 1)) }
  const people = createPeople({ secret: new Uint8Array(32).fill(3), clock })
  const registers = fakeRegisters()
  const pointId: string = randomUUID()
  let ca: TestCa
  let drawer: ReturnType<typeof aDrawerOfBlanks>
  let folder: string
  let mails: Mails
  let smtp: Smtp
  let environment: CardsEnvironment
  let notices: Notices
  let renewals: Renewals

  before(async () => {
    ca = await startTestCa({ clock })
    drawer = aDrawerOfBlanks()
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-mails-'))
    mails = await openMails(folder)
    smtp = createSmtp({ clock, faults: createFaults(), mails })
    const { port } = await smtp.listen(0)
    const registration = {
      findPoint: () => Promise.resolve({ ...examplePoint, pointId: pointId as PointId }),
    }
    environment = aCardsEnvironment({
      ...{ db, ca, clock, people, registration, readers: drawer.readers },
      registers: registers.registers,
      planJob: (tx, job) => environment.outbox.planJob(tx, job),
      renderFaces: () =>
        Promise.resolve({ pdf: new Uint8Array(), front: new Uint8Array(), back: new Uint8Array() }),
    })
    const { record, planJob } = environment.deps
    const secret = randomBytes(32)
    notices = createNotices({
      ...{ db, clock, record, planJob, secret, contacts: createContacts({ secret }) },
      languageOf: async (tx, personId) => (await people.findPerson(tx, personId))?.language,
      noticeEmailOf: () => Promise.resolve(undefined),
      cardOf: environment.cards.cardOfNotice,
      cardsEndingOn: environment.cards.cardsEndingOn,
      visitOf: () => Promise.resolve(undefined),
      mailToWriter: () => Promise.resolve(undefined),
      staffToNotify: () => Promise.resolve([]),
      organisationMailsOf: () => Promise.resolve([]),
      sendMail: smtpRelay({
        ...{ url: `smtp://localhost:${String(port)}`, from: 'noreply@example.fi' },
        requireTls: false,
      }),
      service: { publicUrl: 'https://varmenne.example.fi' },
      systemPermit: (operation) => aPermit(operation),
    })
    const orders = createOrders({
      ...{
        db,
        clock,
        record,
        planJob,
        people,
        registration,
        secret,
        cards: environment.cards,
      },
      registers: registers.registers,
      organisations: {
        checkOrdering: () => Promise.reject(new Error('unreachable: no employer in this test')),
      },
      identify: environment.deps.identify,
      freeReplacementsOf: () => Promise.resolve([]),
      employments: {
        preparedFor: () => Promise.resolve([]),
        sentAhead: () => Promise.resolve(undefined),
        referenceOf: () => Promise.resolve(undefined),
        usePrepared: () => Promise.reject(new Error('unreachable: nothing was prepared')),
      },
      renderConfirmation: () => Promise.reject(new Error('unreachable: no confirmation at a desk')),
      checkSignature: () => Promise.reject(new Error('unreachable: no signature at a desk')),
      systemPermit: (operation) => aPermit(operation),
    })
    renewals = createRenewals({
      ...{ db, clock, record, people, registration, orders, secret },
      authentication: {
        checkSignature: () =>
          Promise.resolve(
            ok({
              certificateSerial: '0a',
              chain: [aCertificateOf(rightOnCard.registrationNumber)],
            }),
          ),
        beginIdentification: () => Promise.reject(new Error('unreachable: signed by card')),
        finishIdentification: () => Promise.reject(new Error('unreachable: signed by card')),
      },
      cards: environment.cards,
      registers: registers.registers,
      minimumReaderVersion: '0.1.0',
      renderDecision: () => Promise.resolve(new Uint8Array()),
    })
    environment.outbox.use({
      handlers: [...environment.cards.jobs, ...notices.jobs],
      subscriptions: [
        ...environment.cards.subscriptions,
        ...orders.subscriptions,
        ...notices.subscriptions,
      ],
    })
  })
  after(async () => {
    await ca.close()
    await smtp.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Subjects of the mails in the address's mailbox on the mail server, oldest first. */
  const subjectsTo = async (address: string): Promise<readonly string[]> =>
    (await mails.list(1000))
      .filter(({ to }) => to === address)
      .map(({ subject }) => subject)
      .toReversed()

  const reachable = async (personId: string): Promise<string> => {
    const address = `${personId}@example.fi`
    const changing = aPermit('notices.changeOwnContact', { personId })
    accept(await notices.requestOwnAddress(changing, { address }))
    await environment.outbox.drain()
    const [mail] = (await mails.list(1000)).filter(({ to }) => to === address)
    const [, token = ''] = /#(\S+)/.exec(mail?.text ?? '') ?? []
    accept(await notices.confirmOwnAddress(aPermit('notices.confirmAddress'), { token }))
    return address
  }

  const activate = async (holder: string, cardId: string) => {
    const letterNumber = await aLetterThatLeft(environment, cardId)
    const letter = environment.written.find((written) => written.letterNumber === letterNumber)
    const plastic = drawer.taken.at(-1)
    assert.ok(letter && plastic)
    const channel = await plastic.insert()
    const pins = { activationCode: letter.activationCode, pin1: '1234', pin2: '123456' }
    accept(await activateCard(channel, pins))
    const viewing = aPermit('cards.viewOwnCards', { personId: holder })
    const { cards } = accept(await environment.cards.viewOwnCards(viewing))
    const cardNumber = cards.find((card) => card.cardId === cardId)?.cardNumber ?? assert.fail()
    const requested = { cardNumber, letterNumber, signedAt: formatInstant(now) }
    const signature = accept(
      await signWith(channel, {
        ...{ purpose: 'authentication', pin: '1234', algorithm: 'ecdsa-sha384' },
        data: new TextEncoder().encode(activationStatement(requested)),
      }),
    )
    const reporting = aPermit('cards.reportActivation')
    return environment.cards.reportActivation(reporting, {
      ...{ ...requested, signature: Buffer.from(signature).toString('base64') },
    })
  }

  const statusesOf = (cardId: string) =>
    db.read(async (tx) => {
      const statuses = []
      for (const key of await environment.certificates.certificatesOfCard(tx, cardId)) {
        const status = await environment.revocations.statusOf(tx, key)
        statuses.push(status.status === 'revoked' ? status.reason : status.status)
      }
      return statuses
    })

  it('goes from the reminder mail to the new card in use and the former one revoked (M3, R150, R158)', async () => {
    const population = aResident(namesOnCard)
    const { registrationNumber, rightCode } = rightOnCard
    const rights = [aNurse({ code: rightCode })]
    const code = registers.add({ population, held: { registrationNumber, rights } })
    const holder = accept(
      await db.write(async (tx) =>
        ok(await people.rememberPerson(tx, { identityCode: code, ...population })),
      ),
    )
    const address = await reachable(holder)
    const validTo = addDays(dateInHelsinki(now), 90)
    const former = (await aCardHandedOver(environment, { holder, validTo })) as CardId
    await aLetterThatLeft(environment, former)
    await environment.outbox.drain()

    // Ninety days before its last day the card's holder is notified, once.
    await notices.planReminders()
    await notices.planReminders()
    await environment.outbox.drain()
    assert.equal((await subjectsTo(address)).at(-1), noticeTitles['card-ends'].fi)

    const signIn: SignInFacts = {
      ...{ method: 'card', cardId: former, levelOfAssurance: 'high' },
      at: now,
    }
    const renewal = accept(
      await renewConfirmed(
        renewals,
        { personId: holder, signIn },
        {
          ...{ cardId: former, rightId: rights[0]?.rightId ?? '', delivery: { to: 'home' } },
          ...(population.address && { address: population.address }),
          ...{ language: 'fi', termsAccepted: true },
        },
      ),
    )
    // The service itself makes the decision, produces the new card and reads it back.
    await environment.outbox.drain()
    const cardId = environment.events.findLast(({ type }) => type === 'CardProduced')?.about?.cardId
    assert.ok(cardId !== undefined && cardId !== former)
    assert.deepEqual(await statusesOf(former), ['good', 'good'])

    accept(await activate(holder, cardId))
    await environment.outbox.drain()
    assert.deepEqual(await statusesOf(former), ['superseded', 'superseded'])
    assert.deepEqual(await statusesOf(cardId), ['good', 'good'])

    const input = await subjectsTo(address)
    const since = input.slice(input.lastIndexOf(noticeTitles['card-ends'].fi))
    const kinds = [
      ...(['card-ends', 'renewal-decided', 'card-posted', 'letter-sent'] as const),
      ...(['card-activated', 'card-superseded'] as const),
    ]
    // Each once; mails that are due together may be sent in any order.
    assert.deepEqual(since.toSorted(), kinds.map((kind) => noticeTitles[kind].fi).toSorted())
    const decided = environment.events.find(({ type }) => type === 'RenewalDecided')
    assert.equal(decided?.about?.orderId, renewal.orderId)
  })
})
