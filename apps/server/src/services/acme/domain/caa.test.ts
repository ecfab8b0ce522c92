import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mayCertify, type CaaRecord } from './caa.ts'

const record = (text: string): CaaRecord => {
  const [flags = '', tag = '', ...value] = text.split(' ')
  return { isCritical: Number(flags) >= 128, tag, value: value.join(' ') }
}

describe('CAA records', () => {
  for (const [records, may] of [
    [[], true],
    [['0 issue pki.example'], true],
    [['0 issue PKI.example; account=1'], true],
    [['0 issue other.example'], false],
    [['0 issue other.example', '0 issue pki.example'], true],
    [['0 issue pki.example;'], true],
    [['0 issue  pki.example ; account = 1; x='], true],
    // Malformed: no CA at all (RFC 8659 § 4.2).
    [['0 issue pki.example; account=1;'], false],
    [['0 issue pki.example; %%%%%'], false],
    [['0 issue pki.example account=1'], false],
    // No CA at all (RFC 8659 § 4.2).
    [['0 issue ;'], false],
    [['0 iodef mailto:it@example.fi'], true],
    [['0 issuewild other.example'], true],
    [['128 iodef mailto:it@example.fi'], true],
    [['128 issue pki.example'], true],
    [['128 issuewild other.example'], true],
    [['128 unheard of', '0 issue pki.example'], false],
    [['0 unheard of', '0 issue pki.example'], true],
  ] as const)
    it(`${records.join(', ') || 'where there are none'}: ${may ? 'let' : 'do not let'} the service certify (R239)`, () => {
      assert.equal(mayCertify(records.map(record), 'pki.example'), may)
    })
})
