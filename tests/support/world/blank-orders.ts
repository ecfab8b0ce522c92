import { randomUUID } from 'node:crypto'
import {
  orderBlanks,
  receiveOrderedBlanks,
  refuseBlankOrder,
  sendOrderedBlanks,
  withdrawBlankOrder,
} from '@sotevarmenne/api/blank-orders'
import { receiveBlanks } from '@sotevarmenne/api/stock'
import type { Subject } from './history.ts'

/** A series of eighteen blank cards, in hexadecimal, that the orders get. */
export const orderedSeries = {
  firstSerial: '96000000000000000001',
  lastSerial: '96000000000000000012',
}

const address = { street: 'Sairaalankatu 1', postalCode: '00100', postOffice: 'HELSINKI' }

/** Orders of the first point: one received with a difference, one refused, one sent, and one that waits. */
export function blankOrders(): Subject<{
  readonly blankOrder: {
    readonly waiting: string
    readonly sent: string
    readonly received: string
  }
}> {
  const [waiting, sent, received] = [randomUUID(), randomUUID(), randomUUID()]
  const order = (orderId: string, amount: number) => ({ orderId, amount, address })
  return {
    history: [
      [
        '2026-11-20',
        async ({ riitta, kaarlo }) => {
          await kaarlo.request(receiveBlanks, { chipModel: 'test', ...orderedSeries })
          await riitta.request(orderBlanks, order(received, 10))
          await kaarlo.request(sendOrderedBlanks, {
            ...{ orderId: received, firstSerial: orderedSeries.firstSerial },
            lastSerial: '96000000000000000008',
          })
          await riitta.request(receiveOrderedBlanks, {
            orderId: received,
            arrived: {
              firstSerial: orderedSeries.firstSerial,
              lastSerial: '96000000000000000007',
            },
          })
          const [refused, withdrawn] = [randomUUID(), randomUUID()]
          await riitta.request(orderBlanks, order(refused, 900))
          await kaarlo.request(refuseBlankOrder, { orderId: refused, because: 'Varastoa riittää.' })
          await riitta.request(orderBlanks, order(withdrawn, 5))
          await riitta.request(withdrawBlankOrder, { orderId: withdrawn })
          await riitta.request(orderBlanks, order(sent, 10))
          await kaarlo.request(sendOrderedBlanks, {
            ...{ orderId: sent, firstSerial: '96000000000000000009' },
            lastSerial: orderedSeries.lastSerial,
          })
          await riitta.request(orderBlanks, { ...order(waiting, 25), note: 'Toimitus ovelle B.' })
        },
      ],
    ],
    found: () => ({ blankOrder: { waiting, sent, received } }),
  }
}
