import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import path from 'node:path'
import { handOverCard, viewCard, type CardView } from '@sotevarmenne/api/cards'
import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  confirmOrder,
  draftMemberOrder,
  draftOrder,
  placeOrder,
  storePhoto,
  viewOrder,
  viewVisitor,
  type OrderView,
} from '@sotevarmenne/api/orders'
import type { z } from 'zod'
import { serviceHands, type ServiceHands } from '../../scenario/service-hands.ts'
import { aPermit } from '../operation/permit.ts'
import { startReader, type Reader } from './reader.ts'
import type { Served } from './serve.ts'

/** A person with a card in use, signed in with it. */
export type Hands = Pick<ServiceHands, 'request'> & {
  readonly reader: Reader
  /** In a new session from now on: the one before ended with its time. */
  readonly signInAgain: () => Promise<SessionView>
  /** A session of a browser's own; its cookie. */
  readonly signInElsewhere: () => Promise<string>
}

export const passport = {
  documentType: 'passport',
  documentNumber: 'FP1234567',
  issuingCountry: 'FI',
  expires: '2031-05-31',
} as const

export async function signIn(served: Served, cardFile: string): Promise<Hands> {
  const reader = await startReader(served, cardFile)
  const hands = () =>
    serviceHands(served, {
      sign: ({ keyUsage, content }) => reader.sign(keyUsage, content as string),
    })
  const { request, signInWith } = hands()
  const signInAgain = () => signInWith('')
  await signInAgain()
  return {
    ...{ request, reader, signInAgain },
    signInElsewhere: async () => {
      const another = hands()
      await another.signInWith('')
      return another.cookie()
    },
  }
}

/** Those whose cards lie in the demo environment from its start. */
export async function signInFirstTwo(served: Served) {
  const folder = path.join(served.data, 'cards')
  const byRole = new Map<string, Hands>()
  for (const file of await readdir(folder)) {
    const hands = await signIn(served, path.join(folder, file))
    const { roles } = await hands.signInAgain()
    byRole.set(roles.includes('registrar') ? 'registrar' : 'caseOfficer', hands)
  }
  const [riitta, kaarlo] = [byRole.get('registrar'), byRole.get('caseOfficer')]
  if (!riitta || !kaarlo) throw new Error('the first registrar or case officer has no card')
  return { riitta, kaarlo }
}

/** What a registrar does with cards of visitors, through the API as the desk does. */
export function atDesk(served: Served, { request, reader }: Hands) {
  const sign = async (drafted: OrderView): Promise<OrderView> => {
    const shown = Buffer.from(drafted.statement ?? '', 'base64')
    const confirmed = await request(confirmOrder, {
      orderId: drafted.orderId,
      shownDigest: createHash('sha256').update(shown).digest('hex'),
      by: { means: 'typed', name: `${drafted.person.givenNames} ${drafted.person.surname}` },
    })
    const { signature, signatureAlgorithm, chain } = await reader.sign(
      'nonrepudiation',
      Buffer.from(confirmed.statement ?? '', 'base64').toString('utf8'),
    )
    const { orderId } = drafted
    return request(placeOrder, { orderId, signature, signatureAlgorithm, chain: [...chain] })
  }
  const find = (identityCode: string) =>
    request(viewVisitor, { identityCode, because: { reason: 'at-the-desk' } })
  /** Once it is produced. */
  const cardOf = async ({ orderId }: Pick<OrderView, 'orderId'>): Promise<CardView> => {
    for (;;) {
      await served.settle()
      const { state, cardId } = await request(viewOrder, { orderId })
      if (state === 'produced' && cardId !== undefined) return request(viewCard, { cardId })
      await sleep(20)
    }
  }
  const draft = async (
    identityCode: string,
    more: Partial<z.input<(typeof draftOrder)['input']>> & { readonly photo?: Buffer } = {},
  ): Promise<OrderView> => {
    const { photo, ...also } = more
    const { personId, rights, language, address } = await find(identityCode)
    const right = rights.find(({ inForce }) => inForce)
    const image = photo?.toString('base64')
    const stored = image === undefined ? undefined : await request(storePhoto, { personId, image })
    return request(draftOrder, {
      ...{ personId, rightId: right?.rightId ?? '', language, termsAccepted: true },
      ...{ identification: passport, ...(address && { letterAddress: address }) },
      ...(stored && { photoId: stored.photoId }),
      ...also,
    })
  }
  /** Ordered, signed and produced. */
  const produce = async (...drafted: Parameters<typeof draft>) =>
    cardOf(await sign(await draft(...drafted)))
  const handOver = ({ cardId }: Pick<CardView, 'cardId'>) =>
    request(handOverCard, { cardId, identification: passport })
  /** As its holder does, with the code shown at the terminal instead of sent by letter. */
  const activate = async ({ cardId }: Pick<CardView, 'cardId'>): Promise<string> => {
    const { db, letters } = served.service
    const revealed = await db.write((tx) =>
      letters.revealActivationCode(tx, aPermit('permissions.bootstrap'), cardId),
    )
    if (!revealed.ok) throw new Error(revealed.refusal.kind)
    const file = path.join(served.data, 'cards', `${revealed.value.chipSerial}.json`)
    const holders = await startReader(served, file)
    await holders.activate(revealed.value)
    return file
  }
  return {
    ...{ find, draft, sign, cardOf, produce, handOver, activate },
    draftForEmployer: (
      input: Omit<z.input<(typeof draftMemberOrder)['input']>, 'identification' | 'termsAccepted'>,
    ) => request(draftMemberOrder, { ...input, identification: passport, termsAccepted: true }),
    /** Produced, handed over and activated; with the file of the card. */
    putInUse: async (...drafted: Parameters<typeof draft>) => {
      const card = await produce(...drafted)
      await handOver(card)
      return { card, file: await activate(card) }
    },
  }
}
