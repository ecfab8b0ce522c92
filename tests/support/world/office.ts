import { randomUUID } from 'node:crypto'
import type { CardView } from '@sotevarmenne/api/cards'
import { openCase } from '@sotevarmenne/api/cases'
import { takeCall } from '@sotevarmenne/api/hotline'
import { announceIncident } from '@sotevarmenne/api/incidents'
import { formatInstant, minute, plus } from '@sotevarmenne/kernel/instant'
import { languagesPerPage } from '../browser/look-at-page.ts'
import type { Hands } from './hands.ts'
import type { Subject } from './history.ts'
import { appointed } from './officers.ts'

/** A holder who may call, and what the holder knows of the card. */
type Caller = {
  readonly identityCode: string
  readonly cardNumberEnd: string
  readonly card: CardView
}

/** An agent of the revocation service, holders, and a call whose holder is still to be reached. */
export function hotline(): Subject<{
  readonly agent: Hands
  readonly callers: Caller[]
  readonly openCallId: string
}> {
  let agent: Hands
  const callers: Caller[] = []
  const openCallId = randomUUID()
  return {
    history: [
      [
        '2026-11-09',
        async (environment) => {
          const { desk, stranger } = environment
          agent = await appointed(environment, 'hotlineAgent')
          for (let count = 0; count < languagesPerPage + 3; count += 1) {
            const { identityCode } = stranger()
            const { card } = await desk.putInUse(identityCode)
            callers.push({ identityCode, card, cardNumberEnd: card.cardNumber?.slice(-4) ?? '' })
          }
        },
      ],
      [
        '2026-11-25',
        async ({ now }) => {
          await agent.signInAgain()
          const { card } = callers.pop() ?? {}
          await agent.request(takeCall, {
            ...{ callId: openCallId, beganAt: formatInstant(plus(now(), -5 * minute)) },
            ...{ language: 'fi', caller: 'colleague', callerName: 'Aino Esimerkki' },
            ...{ holder: card?.holder.personId, happened: 'lost' },
            cards: [{ kind: 'card', cardId: card?.cardId ?? '' }],
            callBack: { state: 'due', number: '040 123 4567' },
          })
        },
      ],
    ],
    found: () => ({ agent, callers, openCallId }),
  }
}

/** An adviser of the advice desk. */
export function adviceDesk(): Subject<{ readonly adviser: Hands }> {
  let adviser: Hands
  return {
    history: [
      [
        '2026-11-09',
        async (environment) => {
          adviser = await appointed(environment, 'adviceDesk')
        },
      ],
      ['2026-11-26T10:04', async () => adviser.signInAgain()],
    ],
    found: () => ({ adviser }),
  }
}

/** What the office has to do: an incident that lasts, and a holder's rectification request. */
export function office(writer: () => Hands): Subject<{ readonly waitingCaseId: string }> {
  const waitingCaseId = randomUUID()
  const inLanguages = (text: string) => ({ fi: text, sv: text, en: text })
  return {
    history: [
      [
        '2026-11-26',
        async ({ kaarlo }) => {
          await kaarlo.request(announceIncident, {
            ...{ incidentId: randomUUID(), beganMinutesAgo: 30 },
            title: inLanguages('OCSP'),
            text: inLanguages('OCSP 503'),
          })
          await writer().signInAgain()
          await writer().request(openCase, {
            ...{ caseId: waitingCaseId, kind: 'rectification-request', subject: 'Nimi' },
            text: 'Ammattinimikkeeni on muuttunut: olen nyt kätilö.',
          })
        },
      ],
    ],
    found: () => ({ waitingCaseId }),
  }
}
