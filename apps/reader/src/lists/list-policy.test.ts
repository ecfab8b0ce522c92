import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refuse } from '@sotevarmenne/kernel/result'
import { defaultListPolicy, listPolicyOf } from './list-policy.ts'

describe('the policy of lists', () => {
  it('allows no site unless the organisation names it (R692)', () => {
    assert.deepEqual(listPolicyOf({}), { ok: true, value: defaultListPolicy })
    assert.deepEqual(
      listPolicyOf({
        SOTEVARMENNE_LIST_SITES: 'https://a.example\nhttps://b.example:8443',
        SOTEVARMENNE_LIST_ITEMS: '20',
        SOTEVARMENNE_LIST_MINUTES: '3',
      }),
      {
        ok: true,
        value: {
          ...{ sites: ['https://a.example', 'https://b.example:8443'], maxItems: 20 },
          maxMinutes: 3,
        },
      },
    )
  })

  it('refuses a wildcard, and everything else that is not an exact site (R692)', () => {
    for (const value of ['*', 'https://*', 'https://*.example', 'https://a.example/*', 'a.example'])
      assert.deepEqual(
        listPolicyOf({ SOTEVARMENNE_LIST_SITES: `https://b.example ${value}` }),
        refuse({ kind: 'wrong-list-site', value }),
      )
  })

  it('refuses more than fifty documents and more than fifteen minutes (R692)', () => {
    for (const value of ['51', '0', '-1', '1.5', 'ten', ''])
      assert.deepEqual(
        listPolicyOf({ SOTEVARMENNE_LIST_ITEMS: value }),
        refuse({ kind: 'wrong-list-limit', value }),
      )
    for (const value of ['16', '0', ''])
      assert.deepEqual(
        listPolicyOf({ SOTEVARMENNE_LIST_MINUTES: value }),
        refuse({ kind: 'wrong-list-limit', value }),
      )
  })
})
