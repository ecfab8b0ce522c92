import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { aStrangersCard, attack, meaningful, steps } from './testing/apdus.ts'

/* Failures are printed in their smallest form; store the sequence in `testing/attacks.txt`. */
describe('a card under a long attack with arbitrary commands', () => {
  let card: Awaited<ReturnType<typeof aStrangersCard>>
  before(async () => {
    card = await aStrangersCard()
  })

  it('gives back no try, uses no key and changes nothing, in long sequences', async () => {
    await fc.assert(
      fc.asyncProperty(steps(card.secrets, 60), async (all) => {
        await attack(card.state, all)
      }),
      { numRuns: 10_000 },
    )
  })

  for (const command of meaningful)
    it(`gives back no try and uses no key when any one byte is changed in: ${command}`, async () => {
      for (let at = 0; at < command.length; at += 2)
        for (let byte = 0; byte < 0x100; byte += 1) {
          const changed = byte.toString(16).padStart(2, '0').toUpperCase()
          const step = command.slice(0, at) + changed + command.slice(at + 2)
          if (!card.secrets.some((secret) => step.includes(secret)))
            await attack(card.state, [step])
        }
    })
})
