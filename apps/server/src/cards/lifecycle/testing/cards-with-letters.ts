import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import type { CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { relayApdus, type OwnStep, type ServiceTurn } from '@sotevarmenne/smartcard/relay-apdus'
import type { RelayedOperation } from '@sotevarmenne/smartcard/relay-forms'
import { codeAndPinSteps, pinSteps } from '@sotevarmenne/smartcard/reset'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { activationStatement } from '#cards/letters/domain/activation-letter.ts'
import type { Db } from '#platform/db.ts'
import type { SessionToken, SignInFacts } from '#platform/permit.ts'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint } from '#points/points/index.ts'
import {
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  aPassport,
  sendEveryLetter,
  type CardsEnvironment,
} from '../testing.ts'

export type CardWithLetter = {
  readonly cardId: string
  readonly holder: string
  readonly cardNumber: string
  readonly letterNumber: string
  readonly code: string
  readonly channel: CardChannel
}

/** The session of somebody whom Suomi.fi has identified: here the person is the session. */
export const sessionOf = (personId: string) => ({ sessionToken: personId as SessionToken })
export const pins = { pin1: '4321', pin2: '654321' }

/** Cards with their letters, and what holders do with both; the environment is opened before the first test. */
export function cardsWithLetters(time: { now: Instant }) {
  let opened:
    | {
        readonly environment: CardsEnvironment
        readonly drawer: ReturnType<typeof aDrawerOfBlanks>
      }
    | undefined

  const bySession = (token: SessionToken | undefined) => ({
    ...(token !== undefined && { personId: String(token) }),
    signIn: bySuomiFi() satisfies SignInFacts,
  })

  const there = () => {
    assert.ok(opened, 'the environment is not open')
    return opened
  }

  function open({
    db,
    ca,
    layout,
  }: {
    readonly db: Db
    readonly ca: TestCa
    readonly layout?: CardLayoutName
  }): CardsEnvironment {
    const drawer = aDrawerOfBlanks({ ...(layout && { layout }) })
    const environment = aCardsEnvironment({
      ...{ db, ca, readers: drawer.readers, clock: { now: () => time.now } },
      registration: {
        findPoint: () => Promise.resolve({ ...examplePoint, pointId: 'point' as PointId }),
      },
      permitFor: ({ operation, sessionToken }) =>
        Promise.resolve(ok(aPermit(operation, bySession(sessionToken)))),
    })
    opened = { environment, drawer }
    return environment
  }

  async function aCardWithLetter(): Promise<CardWithLetter> {
    const holder = randomUUID()
    const cardId = await aCardHandedOver(there().environment, { holder })
    const letter = await leave(cardId)
    const produced = there().environment.events.find(
      ({ type, about }) => type === 'CardProduced' && about?.cardId === cardId,
    )
    assert.ok(produced && 'chipSerial' in produced)
    const plastic = there().drawer.taken.find(
      ({ chipSerial }) => chipSerial === produced.chipSerial,
    )
    assert.ok(plastic)
    const channel = await plastic.insert()
    const read = await readCard(channel)
    assert.ok(read.ok)
    return { cardId, holder, cardNumber: read.value.cardNumber, channel, ...letter }
  }

  async function aCardInUse(): Promise<CardWithLetter> {
    const card = await aCardWithLetter()
    const { code: activationCode, channel } = card
    assert.ok((await activateCard(channel, { ...pins, activationCode })).ok)
    assert.ok((await report(card)).ok)
    return card
  }

  /** Sends the newest letter of the card. */
  async function leave(cardId: string) {
    const planned = there().environment.events.findLast(
      ({ type, about }) => type === 'ActivationLetterPlanned' && about?.cardId === cardId,
    )
    assert.ok(planned && 'letterNumber' in planned)
    const letterNumber = String(planned.letterNumber)
    await sendEveryLetter(there().environment)
    const written = there().environment.written.find(
      (letter) => letter.letterNumber === letterNumber,
    )
    return { letterNumber, code: written?.activationCode ?? '' }
  }

  const newLetter = async (card: CardWithLetter): Promise<CardWithLetter> => ({
    ...card,
    ...(await leave(card.cardId)),
  })

  async function order({ cardId }: CardWithLetter): Promise<void> {
    const ordered = await there().environment.cards.orderNewCode(
      aDeskPermit('cards.orderNewCode'),
      {
        cardId,
        identification: aPassport(),
      },
    )
    assert.ok(ordered.ok, JSON.stringify(ordered))
  }

  async function report({ channel, cardNumber, letterNumber }: CardWithLetter) {
    const signedAt = formatInstant(time.now)
    const statement = activationStatement({ cardNumber, letterNumber, signedAt })
    const signature = await sign(channel, pins.pin1, statement)
    assert.ok(signature.ok)
    return there().environment.cards.reportActivation(aPermit('cards.reportActivation'), {
      cardNumber,
      letterNumber,
      signedAt,
      signature: Buffer.from(signature.value).toString('base64'),
    })
  }

  const sign = (channel: CardChannel, pin: string, text = 'anything') =>
    signWith(channel, {
      purpose: 'authentication',
      pin,
      algorithm: 'ecdsa-sha384',
      data: new Uint8Array(Buffer.from(text)),
    })

  async function lock(channel: CardChannel): Promise<void> {
    for (let nr = 0; nr < 5; nr += 1) assert.ok(!(await sign(channel, '0000')).ok)
    const locked = await sign(channel, pins.pin1)
    assert.equal(!locked.ok && locked.refusal.kind, 'pin-blocked')
  }

  const bySuomiFi = () =>
    ({ method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial', at: time.now }) as const

  async function unlock(
    { cardId, holder, ...card }: CardWithLetter,
    {
      channel = card.channel,
      operation = 'unlock',
      subscribe = () => undefined,
    }: {
      readonly channel?: CardChannel
      /** The list of the program beside the card. */
      readonly operation?: RelayedOperation
      readonly subscribe?: (text: string) => void
    } = {},
  ) {
    const session = sessionOf(holder)
    const permit = aPermit('cards.unlockOwnCard', bySession(session.sessionToken))
    const requested = await there().environment.cards.requestUnlockTicket(
      permit,
      { cardId },
      session,
    )
    assert.ok(requested.ok, JSON.stringify(requested))
    const { ticket, purpose } = requested.value
    const first = await there().environment.relays.openWithTicket({
      ticket,
      purpose,
      atr: channel.atr,
    })
    assert.ok(first.ok, JSON.stringify(first))
    return play(channel, first.value, { operation, subscribe, ownSteps: pinSteps(pins) })
  }

  const play = (
    channel: CardChannel,
    first: ServiceTurn<{ readonly kind: string }>,
    {
      operation,
      ownSteps,
      subscribe,
    }: {
      readonly operation: RelayedOperation
      readonly ownSteps: readonly OwnStep[]
      readonly subscribe: (text: string) => void
    },
  ) =>
    relayApdus(channel, first, {
      ...{ operation, program: 'reader 1', ownSteps },
      send: async (turn) => {
        subscribe(JSON.stringify(turn))
        const next = await there().environment.relays.takeTurn(turn)
        assert.ok(next.ok, JSON.stringify(next))
        return next.value
      },
    })

  const put = async ({
    cardNumber,
    letterNumber,
    code,
    channel,
    proof,
  }: CardWithLetter & { readonly proof?: Uint8Array }) =>
    there().environment.cards.renewCodeOnCard(aPermit('cards.renewCodeOnCard'), {
      cardNumber,
      letterNumber,
      proof: Buffer.from(proof ?? (await codeProofOf(code, { cardNumber, letterNumber }))).toString(
        'base64',
      ),
      atr: Buffer.from(channel.atr).toString('hex'),
    })

  const kindOfPut = async (letter: Parameters<typeof put>[0]): Promise<string> => {
    const opened = await put(letter)
    return opened.ok ? 'opened' : opened.refusal.kind
  }

  async function putOnCard(letter: CardWithLetter) {
    const first = await put(letter)
    assert.ok(first.ok, JSON.stringify(first))
    return play(letter.channel, first.value, {
      operation: 'code-renewal',
      subscribe: () => undefined,
      ownSteps: codeAndPinSteps({ ...pins, activationCode: letter.code }),
    })
  }

  async function check(
    letter: Pick<CardWithLetter, 'cardNumber' | 'letterNumber'>,
  ): Promise<string> {
    const checked = await there().environment.cards.checkLetter(
      aPermit('cards.checkLetter'),
      letter,
    )
    if (!checked.ok) return checked.refusal.kind
    return checked.value.codeOnCard ? 'code on card' : 'code not on card'
  }

  async function isReplaced({
    cardNumber,
  }: Pick<CardWithLetter, 'cardNumber'> | { cardNumber: string }) {
    const checked = await there().environment.cards.checkCode(aPermit('cards.checkCode'), {
      cardNumber,
    })
    return checked.ok && checked.value.isReplaced
  }

  return {
    ...{ open, aCardWithLetter, aCardInUse, newLetter, order, report, sign, lock, bySuomiFi },
    ...{ unlock, put, kindOfPut, putOnCard, check, isReplaced },
  }
}
