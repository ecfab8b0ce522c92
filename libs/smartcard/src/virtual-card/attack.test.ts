import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { aStrangersCard, attack, steps } from './testing/apdus.ts'

describe('a card under attack with arbitrary commands', () => {
  let card: Awaited<ReturnType<typeof aStrangersCard>>
  before(async () => {
    card = await aStrangersCard()
  })

  it('gives back no try, uses no key and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(steps(card.secrets, 15), async (all) => {
        await attack(card.state, all)
      }),
      { numRuns: 200 },
    )
  })

  it('gives back no try, uses no key and changes nothing in the FINEID S4-2 layout either', async () => {
    const layout = 'fineid-s4-2'
    const { state, secrets } = await aStrangersCard(layout)
    await fc.assert(
      fc.asyncProperty(steps(secrets, 15, layout), async (all) => {
        await attack(state, all)
      }),
      { numRuns: 300 },
    )
  })

  for (const { from, all, expected } of readCorpus())
    it(`returns the stored responses to a stored sequence: ${from}`, async () => {
      assert.deepEqual(await attack(card.state, all), expected)
    })
})

/** Stored sequences: `command>response` each, and a power cut as `power>`. A new finding is a new line. */
function readCorpus() {
  const file = new URL('testing/attacks.txt', import.meta.url)
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [course = '', from = ''] = line.split(' # ')
      const steps = course.split(' ').map((step) => step.split('>'))
      return {
        from,
        all: steps.map(([step = '']) => step),
        expected: steps.map(([, response = '']) => response),
      }
    })
}
