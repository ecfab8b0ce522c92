import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { memberBy, officeBy, stepBy, withStep } from './workflow.ts'

const now = instant(1_795_000_000_000)
const deps = { clock: { now: () => now } }
const permit = aPermit('registrars.decide', { personId: 'Aino' })

it('an auditor is no case officer, and a member is neither', () => {
  assert.deepEqual(officeBy(permit), { as: 'caseOfficer', personId: 'Aino' })
  assert.deepEqual(officeBy({ ...permit, reason: 'auditor' }), { as: 'auditor', personId: 'Aino' })
  assert.deepEqual(memberBy(permit), { as: 'member', personId: 'Aino' })
})

it('a step has its person, its time, and a reason only where one is given', () => {
  assert.deepEqual(stepBy(deps, permit, 'send'), { step: 'send', at: now, by: 'Aino' })
  const refused = { step: 'refuse', at: now, by: 'Aino', because: 'too late' }
  assert.deepEqual(stepBy(deps, permit, 'refuse', 'too late'), refused)
})

it('a step of a process is a fault', () => {
  assert.throws(() => stepBy(deps, aPermit('registrars.decide'), 'send'), /needs a person/)
})

it('a changed item has the step behind the others in its history', () => {
  const by = (step: 'draft' | 'send') => stepBy(deps, permit, step)
  const [drafted, sent] = [by('draft'), by('send')]
  const item = { state: 'draft', history: [drafted] }
  assert.deepEqual(withStep(item, sent, { state: 'sent' }), {
    ...{ state: 'sent', history: [drafted, sent] },
  })
})
