import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { aStrangersCard, attack, meaningful, steps } from './testing/apdus.ts'

/* What fails here is printed smallest; keep its course in `testing/attacks.txt`. */
describe('whatever a stranger sends to a card, at length', () => {
  let card: Awaited<ReturnType<typeof aStrangersCard>>
  before(async () => {
    card = await aStrangersCard()
  })

  it('gives back no try, uses no key and changes nothing, in long courses', async () => {
    await fc.assert(
      fc.asyncProperty(steps(card.secrets, 60), async (all) => {
        await attack(card.state, all)
      }),
      { numRuns: 10_000 },
    )
  })

  for (const command of meaningful)
    it(`with any one octet changed to any other: ${command}`, async () => {
      for (let at = 0; at < command.length; at += 2)
        for (let octet = 0; octet < 0x100; octet += 1) {
          const changed = octet.toString(16).padStart(2, '0').toUpperCase()
          const step = command.slice(0, at) + changed + command.slice(at + 2)
          if (!card.secrets.some((secret) => step.includes(secret)))
            await attack(card.state, [step])
        }
    })
})
