import { describe, it } from 'node:test'
import { RuleTester } from 'oxlint/plugins-dev'
import { brandOnlyByOwner } from './brand-only-by-owner.mjs'
import { pureRules } from './pure-rules.mjs'

Object.assign(RuleTester, { describe, it })

const tester = new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } })

tester.run('a forged proof', brandOnlyByOwner, {
  valid: [
    {
      code: `export const p = { operation: 'x' } as Permit`,
      filename: 'access/file.ts',
      options: [{ Permit: 'file\\.ts$' }],
    },
    { code: `export const p = { operation: 'x' } as Other`, options: [{ Permit: 'access/' }] },
  ],
  invalid: [
    {
      code: `export const p = { operation: 'x' } as Permit`,
      options: [{ Permit: 'access/' }],
      errors: [{ messageId: 'forged' }],
    },
    {
      code: `export const p = { operation: 'x' } as unknown as Permit<'x'>`,
      options: [{ Permit: 'access/' }],
      errors: [{ messageId: 'forged' }],
    },
  ],
})

tester.run('a rule that is not pure', pureRules, {
  valid: [`export const next = (now, draw) => now + draw()`, `instant.now()`, `new Map()`],
  invalid: [
    { code: `export const now = Date.now()`, errors: [{ messageId: 'clock' }] },
    { code: `export const now = new Date()`, errors: [{ messageId: 'clock' }] },
    { code: `export const drawn = Math.random()`, errors: [{ messageId: 'random' }] },
    { code: `export function f() { throw new Error('no') }`, errors: [{ messageId: 'throw' }] },
    { code: `export const f = async (wait) => await wait()`, errors: [{ messageId: 'wait' }] },
  ],
})
