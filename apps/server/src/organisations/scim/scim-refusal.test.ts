import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scimProblems } from './scim-refusal.ts'

it('each refusal of SCIM has the status and the keyword of RFC 7644 § 3.12 (R516)', () => {
  const ofOrders = Object.fromEntries(
    [
      ...['agreement-missing', 'agreement-not-approved', 'agreement-ended', 'missing', 'too-long'],
      ...['formula', 'identity-code-wrong', 'unit-not-found', 'day-wrong', 'employment-over'],
      ...['yes-or-no', 'characters-wrong'],
    ].map((kind) => [kind, [400, 'invalidValue']]),
  )
  assert.deepEqual(
    Object.fromEntries(
      Object.entries(scimProblems).map(([kind, problem]) => [
        kind,
        'scimType' in problem ? [problem.status, problem.scimType] : [problem.status],
      ]),
    ),
    {
      ...ofOrders,
      'body-unreadable': [400, 'invalidSyntax'],
      'schemas-wrong': [400, 'invalidSyntax'],
      'attribute-unknown': [400, 'invalidSyntax'],
      'patch-unreadable': [400, 'invalidSyntax'],
      'path-unknown': [400, 'invalidPath'],
      'no-target': [400, 'noTarget'],
      'not-changeable': [400, 'mutability'],
      'value-wrong': [400, 'invalidValue'],
      'value-missing': [400, 'invalidValue'],
      'filter-not-supported': [400, 'invalidFilter'],
      'user-exists': [409, 'uniqueness'],
      'user-not-found': [404],
      'version-changed': [412],
      'not-offered': [501],
      'no-filter-here': [403],
    },
  )
})
