import { after, describe, it } from 'node:test'
import { RuleTester } from '@typescript-eslint/rule-tester'
import { brandOnlyByOwner } from './brand-only-by-owner.mjs'
import { noDroppedResult } from './no-dropped-result.mjs'

Object.assign(RuleTester, { afterAll: after, describe, it })

const tester = new RuleTester({
  languageOptions: {
    parserOptions: {
      projectService: { allowDefaultProject: ['*.ts'], defaultProject: 'tsconfig.json' },
      // This folder's own, which includes no file: the root's would load the whole project.
      tsconfigRootDir: import.meta.dirname,
    },
  },
})

const words = `
  type Result<V, R> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly refusal: R }
  declare function close(): Result<string, 'closed'>
  declare function closeLater(): Promise<Result<string, 'closed'>>
  declare function keep(): Result<string, never>
  declare function count(): number
`

tester.run('a dropped Result', noDroppedResult, {
  valid: [
    `${words} const answer = close(); export { answer }`,
    `${words} export const later = async () => await closeLater()`,
    `${words} if (!close().ok) count()`,
    `${words} count()`,
    `${words} keep()`,
  ],
  invalid: [
    { code: `${words} close()`, errors: [{ messageId: 'dropped' }] },
    { code: `${words} void closeLater()`, errors: [{ messageId: 'dropped' }] },
    {
      code: `${words} export async function f() { await closeLater() }`,
      errors: [{ messageId: 'dropped' }],
    },
  ],
})

tester.run('a forged proof', brandOnlyByOwner, {
  valid: [
    {
      code: `type Permit = { operation: string }; export const p = { operation: 'x' } as Permit`,
      options: [{ Permit: 'file\\.ts$' }],
    },
    {
      code: `type Other = { operation: string }; export const p = { operation: 'x' } as Other`,
      options: [{ Permit: 'access/' }],
    },
  ],
  invalid: [
    {
      code: `type Permit = { operation: string }; export const p = { operation: 'x' } as Permit`,
      options: [{ Permit: 'access/' }],
      errors: [{ messageId: 'forged' }],
    },
    {
      code: `type Permit<N> = { operation: N }; export const p = { operation: 'x' } as unknown as Permit<'x'>`,
      options: [{ Permit: 'access/' }],
      errors: [{ messageId: 'forged' }],
    },
  ],
})
