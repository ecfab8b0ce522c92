import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { accountOf, maxEntries, withKeys, type FoundEntry } from './bank-file.ts'

const entry = (changes: Partial<FoundEntry> = {}): FoundEntry => ({
  ...{ bankId: 'A1', paidOn: localDate('2026-11-24'), amountCents: 2300 },
  ...{ reference: '1000013', ...changes },
})
const keysOf = (...entries: readonly FoundEntry[]) =>
  withKeys(entries, '12345600000785').map(({ bankKey }) => bankKey)

it('an entry has one key in any file, and those that are alike in everything are numbered (R464)', () => {
  const [first, second, third] = keysOf(entry(), entry(), entry())
  // Keys are stored: they never change.
  const facts = '12345600000785|A1|2026-11-24|2300|1000013'
  assert.deepEqual([first, second, third], [`${facts}|0`, `${facts}|1`, `${facts}|2`])
  assert.deepEqual(keysOf(entry(), entry(), entry()), [first, second, third])
  // The formats write a reference with or without leading zeros and spaces.
  assert.deepEqual(keysOf(entry({ reference: '00001 000013' })), [first])
  for (const changes of [
    { bankId: 'A2' },
    { paidOn: localDate('2026-11-25') },
    { amountCents: 2301 },
    { reference: '10000130' },
  ])
    assert.notDeepEqual(keysOf(entry(changes)), [first])
  const { reference: _none, ...without } = entry()
  assert.notDeepEqual(keysOf(without), [first])
  assert.deepEqual(keysOf(without as FoundEntry), keysOf(entry({ reference: '' })))
  const [stored] = withKeys([entry()], '12345600000785')
  assert.ok(stored && !('bankId' in stored))
})

it('a file has ten thousand entries at most (R466)', () => {
  assert.equal(maxEntries, 10_000)
})

it('an account is known by the Finnish part of its IBAN', () => {
  assert.equal(accountOf('FI21 1234 5600 0007 85'), '12345600000785')
})
