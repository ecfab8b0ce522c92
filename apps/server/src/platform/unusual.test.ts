import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isUnusual } from './unusual.ts'

describe('the check for unusually many revocations', () => {
  const limits = { number: 500, share: 0.02 }
  const cases = [
    [{ revoked: 500, issued: 1_000_000 }, false],
    [{ revoked: 501, issued: 1_000_000 }, true],
    [{ revoked: 200, issued: 10_000 }, false],
    [{ revoked: 201, issued: 10_000 }, true],
    [{ revoked: 20, issued: 20 }, false],
    [{ revoked: 21, issued: 20 }, true],
  ] as const
  for (const [{ revoked, issued }, expected] of cases)
    it(`returns ${String(expected)} for ${String(revoked)} of ${String(issued)}`, () => {
      assert.equal(isUnusual({ revoked, issued }, limits), expected)
    })
})
