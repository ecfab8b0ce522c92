import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findDoubleLists, findDoubleNames } from './declared-once.mjs'

const api = (text) => ({ file: 'libs/api/src/cards.ts', text })
const server = (text) => ({ file: 'apps/server/src/cards/contract.ts', text })
const reason = api(`export const reason = z.enum(['lost', 'stolen', 'broken'])`)

describe('the check of closed lists', () => {
  it('passes when each list is declared once and others derive from it', () => {
    const derived = `export type AtDesk = Exclude<Reason, 'lost'>\nconst shown = reason.options`

    assert.deepEqual(findDoubleLists([reason, server(derived)]), [])
  })

  for (const [what, text] of [
    ['a union', `export type Reason =\n  | 'stolen'\n  | 'lost'\n  | 'broken'`],
    ['a constant array', `const reasons = ['broken', 'lost', 'stolen'] as const`],
    ['an enum', `const reason = z\n  .enum(['lost', 'broken', 'stolen'])`],
    ['the type of a field', `type Card = { readonly reason: 'lost' | 'stolen' | 'broken' }`],
  ])
    it(`names both files when ${what} repeats the members, in whatever order`, () => {
      const [fault, ...others] = findDoubleLists([reason, server(text)])

      assert.deepEqual(others, [])
      assert.match(
        fault ?? '',
        /^libs\/api\/src\/cards\.ts:1, apps\/server\/src\/cards\/contract\.ts:\d: one closed list, declared 2 times: broken, lost, stolen$/,
      )
    })

  it('names both lines when one file repeats a list', () => {
    const text = `type A = 'a' | 'b' | 'c'\nconst all = ['a', 'b', 'c'] as const`

    assert.deepEqual(findDoubleLists([server(text)]), [
      'apps/server/src/cards/contract.ts:1, apps/server/src/cards/contract.ts:2: one closed list, declared 2 times: a, b, c',
    ])
  })

  it('passes over members of a type, subsets, data and lists of two', () => {
    const others = [
      `type A = Pick<Card, 'lost' | 'stolen' | 'broken'>`,
      `const some = ['lost', 'stolen', 'other'] as const`,
      `const data: readonly Reason[] = ['lost', 'stolen', 'broken']`,
      `type Two = 'a' | 'b'; const two = ['a', 'b'] as const`,
    ]

    assert.deepEqual(findDoubleLists([reason, ...others.map(server)]), [])
  })

  describe('of a list with several owners', () => {
    const language = api(`export const language = z.enum(['fi', 'sv', 'en'])`)
    const text = `export type Language = 'fi' | 'sv' | 'en'`

    it('passes when each owner declares it once', () => {
      const face = { file: 'libs/card-face/src/card-texts.ts', text }

      assert.deepEqual(findDoubleLists([language, face]), [])
    })

    it('names the file of another that declares it too', () => {
      const [fault, ...others] = findDoubleLists([language, server(text)])

      assert.deepEqual(others, [])
      assert.ok(fault?.includes('apps/server/src/cards/contract.ts:1: one closed list'), fault)
    })
  })
})

describe('the check of names of types', () => {
  it('passes when the API returns a view and the server has the thing', () => {
    const view = api('export type CardView = z.infer<typeof cardView>')

    assert.deepEqual(findDoubleNames([view, server('export type Card = { id: string }')]), [])
  })

  for (const file of ['apps/server/src/cards/card.ts', 'apps/portal/src/cards/card.tsx'])
    it(`names ${file} when it exports a type with a name of the API`, () => {
      const card = api('export type Card = z.infer<typeof card>')

      assert.deepEqual(findDoubleNames([card, { file, text: 'export type Card = 1' }]), [
        `${file}: Card is declared in libs/api/src/cards.ts too: what the API returns is named …View, and one thing is declared once`,
      ])
    })

  it('passes over a type that is exported again, or that a file has for itself', () => {
    const card = api('export type Card = z.infer<typeof card>')
    const again = server(`export type { Card } from '@sotevarmenne/api/cards'`)

    assert.deepEqual(findDoubleNames([card, again, server('type Card = 1')]), [])
  })
})
