import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { cancelCard } from '@sotevarmenne/api/cards'
import { handleCase, openCase } from '@sotevarmenne/api/cases'
import { drawnFace } from '../card/drawn-face.ts'
import { languagesPerPage } from '../browser/look-at-page.ts'
import { signIn, type Hands } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { cards } from './cards.ts'
import { people } from './people.ts'
import { identified } from './suomi-fi.ts'

/** Holders of cards in use, and what they wrote to the office. */
export function holders(): Subject<
  ReturnType<ReturnType<typeof cards>['found']> & {
    /** Married after the card was produced: each may renew it, once. */
    readonly renamed: Hands[]
    /** Each for one test, which changes the card. */
    readonly others: Hands[]
    /** Aino with her card in the reader, but signed in by Suomi.fi. */
    readonly ainoBySuomiFi: Hands
    /** Reported their card lost. */
    readonly ofLostCard: Hands
    /** The cookie of such a session, thirteen minutes old. */
    readonly oldSession: string
    /** Aino's rectification request, which the office refused. */
    readonly refusedCaseId: string
  }
> {
  const first = cards()
  const renamed: Hands[] = []
  const codesOfRenamed: string[] = []
  const others: Hands[] = []
  let ainoBySuomiFi: Hands
  let ofLostCard: Hands
  let oldSession: string
  const refusedCaseId = randomUUID()
  const hold = async (environment: SeededEnvironment, identityCode: string): Promise<Hands> =>
    signIn(environment, (await environment.desk.putInUse(identityCode)).file)
  return {
    history: [
      ...first.history,
      [
        '2026-11-09',
        async (environment) => {
          for (let count = 0; count < languagesPerPage + 1; count += 1) {
            const { identityCode } = environment.stranger()
            renamed.push(await hold(environment, identityCode))
            codesOfRenamed.push(identityCode)
          }
          for (let count = 0; count < 2; count += 1)
            others.push(await hold(environment, environment.stranger().identityCode))
          const photo = await readFile(drawnFace)
          const lost = await environment.desk.putInUse(people.tuulaNotDisclosed, { photo })
          ofLostCard = {
            ...(await signIn(environment, lost.file)),
            ...identified(environment, people.tuulaNotDisclosed),
          }
          await environment.riitta.request(cancelCard, { cardId: lost.card.cardId, reason: 'lost' })
        },
      ],
      [
        // The service reads the changes of the population register from two weeks back.
        '2026-11-20',
        async (environment) => {
          for (const identityCode of codesOfRenamed)
            await fetch(`${environment.registers}/happen`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ identityCode, happening: 'renamed' }),
              redirect: 'manual',
            })
        },
      ],
      [
        '2026-11-26T10:02',
        async (environment) => {
          const { kaarlo } = environment
          const { aino } = first.found()
          for (const holder of [aino, ...renamed, ...others, first.found().olli])
            await holder.signInAgain()
          ainoBySuomiFi = { ...aino, ...identified(environment, people.aino) }
          oldSession = await ainoBySuomiFi.signInElsewhere()
          const write = (caseId: string, subject: string) =>
            aino.request(openCase, {
              ...{ caseId, subject, kind: 'rectification-request' },
              text: 'Ammattinimikkeeni on muuttunut: olen nyt kätilö.',
            })
          await write(refusedCaseId, 'Nimi')
          await kaarlo.request(handleCase, {
            ...{ caseId: refusedCaseId, stepId: randomUUID() },
            step: { kind: 'refuse', text: 'Rekisterissä nimikkeesi on sairaanhoitaja.' },
          })
          await write(randomUUID(), 'Nimi')
        },
      ],
      [
        '2026-11-26T10:14',
        // It is in use.
        ({ portal }) => fetch(`${portal}/api/v1/own/cards`, { headers: { cookie: oldSession } }),
      ],
    ],
    found: () => ({
      ...first.found(),
      renamed,
      others,
      ainoBySuomiFi,
      ofLostCard,
      oldSession,
      refusedCaseId,
    }),
  }
}
