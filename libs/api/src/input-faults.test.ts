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

/** A value of the whole schema in which one place, at any depth, has this value. */
type Placed = { readonly path: string; readonly with: (value: unknown) => unknown }

/** Every place of an input: its members, theirs, and so on, through lists, choices and what may be left out. */
function placesIn(schema: z.core.$ZodType, path = ''): readonly Placed[] {
  const inner = (of: z.core.$ZodType, name: string, wrap: (value: unknown) => unknown) =>
    placesIn(of, path + name).map((place) => ({
      ...place,
      with: (value: unknown) => wrap(place.with(value)),
    }))
  const here: Placed = { path, with: (value) => value }
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'object') {
    const members = Object.entries(def.shape)
    // Which of several kinds it is: without it none of the others is read.
    const kind = Object.fromEntries(
      members.flatMap(([name, member]) =>
        member instanceof z.ZodLiteral ? [[name, member.value as unknown]] : [],
      ),
    )
    const inMembers = members.flatMap(([name, member]) =>
      inner(member, `.${name}`, (value) => ({ ...kind, [name]: value })),
    )
    return [here, ...inMembers]
  }
  if (def.type === 'array') return [here, ...inner(def.element, '[]', (value) => [value])]
  if (def.type === 'record')
    return [here, ...inner(def.valueType, '{}', (value) => ({ [keyOf(def.keyType)]: value }))]
  if (def.type === 'union') return def.options.flatMap((option) => placesIn(option, path))
  if (def.type === 'pipe') return placesIn(def.in, path)
  return 'innerType' in def ? placesIn(def.innerType, path) : [here]
}

const keyOf = (keys: z.core.$ZodType): string =>
  keys instanceof z.ZodEnum ? String(keys.options[0]) : 'x'

describe('a fault in an input', () => {
  it('is said in each language, in words of our own, at every depth of every endpoint', async (t) => {
    const said = new Set<string>()
    let count = 0
    let places = 0
    let deepest = 0
    for (const { input } of await contracts())
      for (const place of placesIn(input)) {
        places += 1
        deepest = Math.max(deepest, place.path.split(/[.[{]/).length - 1)
        for (const value of wrongValues)
          for (const issue of faultsOf(input, place.with(value))) {
            const [fi, sv, en] = (['fi', 'sv', 'en'] as const).map((each) =>
              textOfFault(issue, each),
            )
            assert.ok(fi && sv && en && fi !== sv && sv !== en && fi !== en, issue.code)
            assert.notEqual(en, issue.message)
            said.add(en)
            count += 1
          }
      }
    t.diagnostic(`${String(places)} places, ${String(deepest)} deep; ${String(count)} faults`)
    assert.ok(deepest >= 4, String(deepest))
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
