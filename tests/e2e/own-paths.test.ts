import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { viewOwnSessions } from '@sotevarmenne/api/authentication'
import { cancelCard } from '@sotevarmenne/api/cards'
import { continueOwnCase, openCase } from '@sotevarmenne/api/cases'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { Refused } from '../scenario/service-hands.ts'
import { cards } from '../support/world/cards.ts'
import type { Hands } from '../support/world/hands.ts'
import { openSeededEnvironment, type SeededEnvironment } from '../support/world/history.ts'
import { people } from '../support/world/people.ts'
import { identified } from '../support/world/suomi-fi.ts'

const renewalForm = {
  ...{ rightId: 'right', delivery: { to: 'home' }, language: 'fi', termsAccepted: true },
}

/** What else each operation on one's own row needs; a new one needs a line here. */
const inputs: { readonly [methodAndPath: string]: Readonly<Record<string, unknown>> } = {
  'POST /own/sessions/:sessionId/end': {},
  'POST /own/cards/:cardId/loss': { reason: 'lost' },
  'POST /own/cards/:cardId/unlocking': {},
  'POST /own/cards/:cardId/new-code': {},
  'GET /own/cards/:cardId/renewal': {},
  'POST /own/cards/:cardId/renewal/draft': renewalForm,
  'POST /own/cards/:cardId/renewal/identification': { statement: 'AA==' },
  'POST /own/cards/:cardId/renewal': {
    ...{ ...renewalForm, statement: 'AA==' },
    confirmation: { by: 'suomiFi', attempt: 'attempt', query: 'code=1' },
  },
  'GET /own/orders/:orderId/decision': {},
  'GET /own/cases/:caseId': {},
  'POST /own/cases/:caseId/steps': { stepId: randomUUID(), step: { kind: 'write', text: 'Text' } },
}

describe('operations on a holder’s own rows', () => {
  const subject = cards()
  let environment: SeededEnvironment
  let requester: Omit<Hands, 'reader'>
  let owned: readonly (readonly [what: string, id: string])[]

  before(async () => {
    environment = await openSeededEnvironment(subject.history)
    const { desk, riitta, stranger } = environment
    const { aino, card } = subject.found()
    await aino.signInAgain()
    // Its letter has not left; the next one was reported lost; the last one is only an order.
    const fresh = await desk.produce(stranger().identityCode)
    const lost = await desk.produce(stranger().identityCode)
    await riitta.request(cancelCard, { cardId: lost.cardId, reason: 'lost' })
    const ordered = await desk.sign(await desk.draft(stranger().identityCode))
    const drafted = await desk.draft(stranger().identityCode)
    const [caseId, closedCaseId] = [randomUUID(), randomUUID()]
    for (const each of [caseId, closedCaseId])
      await aino.request(openCase, {
        ...{ caseId: each, kind: 'inquiry', subject: 'Kortti', text: 'Milloin kortti tulee?' },
      })
    await aino.request(continueOwnCase, {
      ...{ caseId: closedCaseId, stepId: randomUUID(), step: { kind: 'close' } },
    })
    const { sessions } = await aino.request(viewOwnSessions, {})
    owned = [
      ['card in use', card.aino.cardId],
      ['card at the point', card.awaiting.cardId],
      ['card handed over', card.handedOver.cardId],
      ['card whose letter has not left', fresh.cardId],
      ['cancelled card', lost.cardId],
      ['order', ordered.orderId],
      ['draft of an order', drafted.orderId],
      ['case', caseId],
      ['closed case', closedCaseId],
      ['session', sessions[0]?.sessionId ?? assert.fail('Aino has no session')],
    ]
    requester = identified(environment, people.olli)
    await requester.signInAgain()
  })
  after(() => environment.close())

  it('answer the same for another person’s id as for one that nobody has', async () => {
    const operations = environment.service.modules
      .flatMap(({ operations = [] }) => operations)
      .map(({ contract }) => contract)
      .filter(({ path }) => path.startsWith('/own/') && path.includes('/:'))
    assert.deepEqual(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
      Object.keys(inputs).sort(),
    )
    for (const contract of operations) {
      const unknown = await responseTo(contract, randomUUID())
      assert.equal(unknown.status, 404, JSON.stringify(unknown))
      for (const [what, id] of owned)
        assert.deepEqual(await responseTo(contract, id), unknown, `${contract.path}: ${what}`)
    }
  })

  /** Without what differs at every request. */
  async function responseTo(contract: EndpointContract, id: string) {
    const [, name = ''] = /:(\w+)/.exec(contract.path) ?? []
    const input = { ...inputs[`${contract.method} ${contract.path}`], [name]: id }
    try {
      await requester.request(contract, input)
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault
      const { instance: _, ...problem } = fault.problem
      return problem
    }
    return assert.fail(`${contract.path} was done for ${id}`)
  }
})
