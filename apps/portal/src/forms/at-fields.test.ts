import assert from 'node:assert/strict'
import { it } from 'node:test'
import { atFields } from './at-fields.ts'

const shown = (...members: readonly string[]) => {
  const errors: [string, unknown][] = []
  const form = { setError: (field: string, error: object) => void errors.push([field, error]) }
  const fieldOf = (member: string) => (member.startsWith('names') ? 'names' : undefined)
  const isShown = atFields(
    form as never,
    fieldOf as never,
  )({
    errors: members.map((member) => ({ member, message: `${member} is wrong` })),
  })
  return { isShown, errors }
}

it('all that is wrong with a field stands at it, each with its own words (R560)', () => {
  assert.deepEqual(shown('names.0', 'names.2'), {
    isShown: true,
    errors: [
      [
        'names',
        {
          ...{ type: 'refused', message: 'names.0 is wrong\nnames.2 is wrong' },
          types: { 0: 'names.0 is wrong', 1: 'names.2 is wrong' },
        },
      ],
    ],
  })
})

it('what belongs to no field is left to the page, with all the others', () => {
  for (const members of [[], ['conformity'], ['names.0', 'conformity']])
    assert.deepEqual(shown(...members), { isShown: false, errors: [] })
})
