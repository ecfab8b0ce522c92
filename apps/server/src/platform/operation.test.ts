import assert from 'node:assert/strict'
import { it } from 'node:test'
import { definePermission } from '@sotevarmenne/api/permission'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from './operation.ts'

const busy = { status: 503, title: { fi: 'Ruuhkaa', sv: 'Rusning', en: 'Too busy' } }
type Responded = Result<{ spareCards: [] }, { readonly kind: 'too-busy' }>
const handle = () => (): Promise<Responded> => Promise.resolve(refuse({ kind: 'too-busy' }))

it('an operation that lacks the problem of a refusal, or a language of it, does not compile', () => {
  const { problems } = operation({
    contract: viewOwnSpareCards,
    handle,
    problems: { 'too-busy': busy },
  })
  assert.deepEqual(Object.keys(problems), ['too-busy'])
  // @ts-expect-error Its only refusal has no problem.
  operation({ contract: viewOwnSpareCards, handle, problems: {} })
  const title = { fi: 'Ruuhkaa', sv: 'Rusning' }
  // @ts-expect-error The title has no English.
  operation({ contract: viewOwnSpareCards, handle, problems: { 'too-busy': { ...busy, title } } })
})

it('an operation with a problem of which it never refuses does not compile, however the problem got there', () => {
  // @ts-expect-error It never refuses so.
  operation({ contract: viewOwnSpareCards, handle, problems: { 'too-busy': busy, gone: busy } })
  const shared = { 'too-busy': busy, 'cursor-unreadable': busy }
  // @ts-expect-error The shared rows have one too many.
  operation({ contract: viewOwnSpareCards, handle, problems: shared })
  // @ts-expect-error The same by a spread.
  const { contract } = operation({ contract: viewOwnSpareCards, handle, problems: { ...shared } })
  assert.equal(contract, viewOwnSpareCards)
})

it('a permission without a role, or without its name in one language, does not compile', () => {
  const label = { fi: 'Kortin luovutus', sv: 'Utlämning av ett kort', en: 'Handing over a card' }
  assert.equal(definePermission('hand', { roles: ['registrar'], label }).name, 'hand')
  // @ts-expect-error Nobody has it.
  definePermission('hand', { roles: [], label })
  // @ts-expect-error It has no name in English.
  definePermission('hand', { roles: ['registrar'], label: { fi: label.fi, sv: label.sv } })
})
