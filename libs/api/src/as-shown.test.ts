import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { asShown } from './as-shown.ts'
import { address, lineText, personName } from './values.ts'

const strange = '😀\u202E'

describe('what the service sends', () => {
  it('may have characters that nobody may type, wherever they stand', () => {
    const inputs = z.object({
      address,
      people: z.array(z.object({ name: personName() })).optional(),
      choice: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), text: lineText({ max: 5 }).nullable() }),
        z.object({ kind: z.literal('b') }),
      ]),
      texts: z.record(z.string(), lineText({ max: 5 })),
    })
    const value = {
      address: { street: strange, postalCode: '33100', postOffice: strange, country: 'FI' },
      people: [{ name: strange }],
      choice: { kind: 'a', text: strange },
      texts: { fi: strange },
    }
    assert.equal(inputs.safeParse(value).error?.issues.length, 5)
    assert.deepEqual(asShown(inputs).parse(value), value)
    assert.ok(!asShown(inputs).safeParse({ ...value, texts: { fi: 'too long' } }).success)
  })

  it('may be an address of before, or of a register, that nobody may type', () => {
    const before = {
      ...{ street: 'Katu 1', postalCode: '0'.repeat(21), postOffice: 'LONDON', country: 'gb' },
    }
    assert.ok(!address.safeParse(before).success)
    assert.deepEqual(asShown(address).parse(before), before)
  })

  it('is the same schema where nothing is typed', () => {
    const schema = z.object({ at: z.iso.date(), of: z.array(z.string().min(1)) })
    assert.equal(asShown(schema), schema)
  })
})
