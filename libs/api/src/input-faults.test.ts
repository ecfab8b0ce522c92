import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { z } from 'zod'
import type { EndpointContract } from './endpoint.ts'
import { textOfFault } from './input-faults.ts'
import { lineText, personName, writtenText } from './values.ts'

const folder = import.meta.dirname

const contracts = async (): Promise<readonly EndpointContract[]> => {
  const files = readdirSync(folder).filter((name) => !name.includes('.test.'))
  const modules = await Promise.all(
    files.map((name) => import(path.join(folder, name)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((module) => Object.values(module)).filter(isContract)
}

const isContract = (value: unknown): value is EndpointContract =>
  typeof value === 'object' && value !== null && 'input' in value && 'response' in value

/** Each makes most schemas fail, in another way. */
const wrongValues: readonly unknown[] = [
  ...[undefined, null, 7, -1, 0.5, 1e30, true, '', 'x', 'x'.repeat(100_000), '😀\u202E', []],
  ...[['x'], Array.from({ length: 5000 }, () => 'x'), {}, { kind: 'x' }, '2026-02-30', 'a@'],
]

const faultsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { reportInput: true }).error?.issues ?? []

describe('a fault in an input', () => {
  it('is said in each language, in words of our own, for every member of every endpoint', async () => {
    const said = new Set<string>()
    let count = 0
    for (const { input } of await contracts())
      for (const name of input instanceof z.ZodObject ? Object.keys(input.shape) : [])
        for (const value of wrongValues)
          for (const issue of faultsOf(input, { [name]: value })) {
            const [fi, sv, en] = (['fi', 'sv', 'en'] as const).map((each) =>
              textOfFault(issue, each),
            )
            assert.ok(fi && sv && en && fi !== sv && sv !== en && fi !== en, issue.code)
            assert.notEqual(en, issue.message)
            said.add(en)
            count += 1
          }
    assert.ok(count > 5000, String(count))
    for (const text of said)
      assert.doesNotMatch(text, /expected|received|invalid|too (big|small)|undefined|NaN/i)
  })

  it('names the limit, and what characters are permitted', () => {
    const english = (schema: z.ZodType, value: unknown) =>
      faultsOf(schema, value).map((issue) => textOfFault(issue, 'en'))
    assert.deepEqual(english(lineText({ max: 5 }), 'abcdef'), ['Enter at most 5 characters'])
    assert.deepEqual(english(lineText({ min: 3, max: 5 }), 'a'), ['Enter at least 3 characters'])
    assert.deepEqual(english(lineText({ max: 5 }), '  '), ['The information is missing'])
    assert.deepEqual(english(z.object({ a: z.string() }), {}), ['The information is missing'])
    assert.deepEqual(english(z.number().int().gt(3), 3), ['The smallest possible value is 4'])
    assert.deepEqual(english(z.array(z.string()).max(2), ['a', 'b', 'c']), ['Enter at most 2'])
    for (const [schema, value] of [
      [lineText({ max: 64 }), '😀 nurse'],
      [personName(), 'Aino\u202EonA'],
      [writtenText({ max: 64 }), 'a\u202Eb'],
    ] as const)
      assert.deepEqual(english(schema, value), ['Use letters, digits and common punctuation'])
  })
})
