import assert from 'node:assert/strict'
import { it } from 'node:test'
import { anyPolicy } from './oids.ts'
import { arePoliciesValid, type PolicyFacts, type InitialPolicies } from './policy-graph.ts'

const stated = (policies?: readonly string[], more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  ...{ policies, mappings: [], constraints: {}, inhibitAny: undefined, isSelfIssued: false },
  ...more,
})
const anchor = { constraints: {}, inhibitAny: undefined }
const areValid = (path: readonly PolicyFacts[], wanted: InitialPolicies = {}, above = anchor) =>
  arePoliciesValid(path, above, { isExplicit: true, ...wanted })

it('a path is valid for the policies that all its certificates state', () => {
  assert.ok(areValid([stated(['1', '2']), stated(['2', '3'])]))
  assert.equal(areValid([stated(['1']), stated(['2'])]), false)
  assert.equal(areValid([stated(['1']), stated()]), false)
  assert.ok(areValid([stated(['1']), stated()], { isExplicit: false }))
})

it('a mapped policy is acceptable by the name that the anchor’s side has for it', () => {
  const mappings = [{ issuerPolicy: '1', subjectPolicy: '9' }]
  const path = [stated(['1'], { mappings }), stated(['9'])]
  const acceptable = (policy: string) => ({ acceptable: new Set([policy]) })
  assert.ok(areValid(path, acceptable('1')))
  assert.equal(areValid(path, acceptable('9')), false)
  assert.equal(areValid(path, { isMappingInhibited: true }), false)
  const ofAny = [{ issuerPolicy: anyPolicy, subjectPolicy: '9' }]
  assert.equal(areValid([stated(['1'], { mappings: ofAny }), stated(['1'])]), false)
})

it('any policy stands for every policy until it is inhibited', () => {
  const path = [stated([anyPolicy]), stated(['1'])]
  assert.ok(areValid(path, { acceptable: new Set(['1']) }))
  assert.equal(areValid(path, { isAnyPolicyInhibited: true }), false)
  assert.equal(areValid([stated(['1'], { inhibitAny: 0 }), stated([anyPolicy])]), false)
  assert.ok(areValid([stated(['1'], { inhibitAny: 1 }), stated([anyPolicy])]))
})

it('the constraints of an anchor count too', () => {
  const requiring = { constraints: { requireExplicitPolicy: 0 }, inhibitAny: undefined }
  assert.ok(arePoliciesValid([stated()], anchor, {}))
  assert.equal(arePoliciesValid([stated()], requiring, {}), false)
})

it('policies that a policy tree would multiply are processed in a short time', () => {
  // Each of 100 policies is mapped to all 100: a tree would have 100 to the power of 6 leaves (RFC 9618 § 3).
  const policies = Array.from({ length: 100 }, (_, index) => `1.${String(index)}`)
  const mappings = policies.flatMap((issuerPolicy) =>
    policies.map((subjectPolicy) => ({ issuerPolicy, subjectPolicy })),
  )
  const path = Array.from({ length: 6 }, () => stated(policies, { mappings }))
  assert.ok(areValid(path, { acceptable: new Set(['1.7']) }))
  assert.equal(areValid(path, { acceptable: new Set(['2.7']) }), false)
})
