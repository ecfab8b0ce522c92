import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contracts } from '@sotevarmenne/api/permissions'
import { z } from 'zod'
import { exampleOf, type JsonSchema } from './example-of.ts'

it('every example of the API’s description is accepted by the contract that it shows', () => {
  const faults = contracts.flatMap(({ name, contract }) =>
    (['input', 'response'] as const).flatMap((part) => {
      const schema = z.toJSONSchema(contract[part], {
        ...{ io: part === 'input' ? 'input' : 'output', unrepresentable: 'any' },
      }) as JsonSchema
      const read = contract[part].safeParse(exampleOf(schema))
      return read.success ? [] : [`${name}, ${part}: ${z.prettifyError(read.error)}`]
    }),
  )
  assert.deepEqual(faults, [])
})

it('an example has the limits of its schema', () => {
  assert.deepEqual(
    exampleOf({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 12 },
        note: { type: 'string' },
        count: { type: 'integer', minimum: 5 },
        many: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 2 },
      },
      required: ['name', 'count', 'many'],
    }),
    { name: 'EsimerkkiEsimerkki', count: 5, many: ['a', 'a'] },
  )
})
