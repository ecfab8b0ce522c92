import { readFile } from 'node:fs/promises'
import { cancelCard, type CardView } from '@sotevarmenne/api/cards'
import { raiseInquiry, type InquiryView } from '@sotevarmenne/api/identification'
import type { OrderView } from '@sotevarmenne/api/orders'
import { drawnFace } from '../card/drawn-face.ts'
import { signIn, type Hands } from './hands.ts'
import type { Subject } from './history.ts'
import { people } from './people.ts'

/** Cards of the first point in each state; Aino has hers in use, Olli too. */
export function cards(): Subject<{
  readonly aino: Hands
  readonly olli: Hands
  readonly card: Readonly<
    Record<'aino' | 'olli' | 'awaiting' | 'handedOver' | 'inSwedish', CardView>
  >
}> {
  let aino: Hands
  let olli: Hands
  let card: Record<'aino' | 'olli' | 'awaiting' | 'handedOver' | 'inSwedish', CardView>
  return {
    history: [
      [
        '2026-11-09',
        async (environment) => {
          const { desk, riitta, stranger } = environment
          const photo = await readFile(drawnFace)
          const [ofAino, ofOlli] = [
            await desk.putInUse(people.aino, { photo }),
            await desk.putInUse(people.olli),
          ]
          aino = await signIn(environment, ofAino.file)
          olli = await signIn(environment, ofOlli.file)
          const lost = await desk.produce(stranger().identityCode)
          await riitta.request(cancelCard, { cardId: lost.cardId, reason: 'lost' })
          card = {
            ...{ aino: ofAino.card, olli: ofOlli.card },
            awaiting: await desk.produce(stranger().identityCode),
            handedOver: await desk.produce(stranger().identityCode),
            inSwedish: await desk.produce(people.swedishSpeaking, { photo }),
          }
          await desk.handOver(card.handedOver)
          await desk.handOver(card.inSwedish)
        },
      ],
    ],
    found: () => ({ aino, olli, card }),
  }
}

/** Orders and doubts about visitors at the first point. */
export function orders(): Subject<{
  readonly order: OrderView
  readonly inquiry: InquiryView
}> {
  let order: OrderView
  let inquiry: InquiryView
  return {
    history: [
      [
        '2026-11-26',
        async ({ desk, riitta, stranger }) => {
          order = await desk.sign(await desk.draft(stranger().identityCode))
          const { personId } = await desk.find(people.erkkiWithoutRight)
          inquiry = await riitta.request(raiseInquiry, {
            personId,
            subject: {
              kind: 'document-doubt',
              document: {
                ...{ documentType: 'passport', documentNumber: 'PA7654321' },
                ...{ issuingCountry: 'FI', expires: '2030-12-31' },
              },
            },
            observation: 'The laminate has come off at one corner.',
          })
        },
      ],
    ],
    found: () => ({ order, inquiry }),
  }
}
