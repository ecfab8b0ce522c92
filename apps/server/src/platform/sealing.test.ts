import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSealing, noSecret, openJson, sealJson } from './sealing.ts'

describe('the sealing of values', () => {
  const secret = new Uint8Array(32).fill(7)
  const sealing = createSealing(secret, 'test')

  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (plain, context) => {
        const opened = sealing.open(sealing.seal(plain, context), context)
        assert.deepEqual(Uint8Array.from(opened), plain)
      }),
    )
  })

  it('opens as JSON what it sealed as JSON, in its context only', () => {
    const value = { name: 'Åsa', units: [1, 2] }
    const sealed = sealJson(sealing, value, 'one')
    assert.deepEqual(openJson(sealing, sealed, 'one'), value)
    assert.throws(() => openJson(sealing, sealed, 'other'))
  })

  it('seals, opens and finds nothing where there is no secret', () => {
    const shut = createSealing(noSecret, 'test')
    const value = Buffer.from('value')
    assert.throws(() => shut.seal(value, 'one'), /this process has no people key/)
    assert.throws(() => shut.open(sealing.seal(value, 'one'), 'one'), /no people key/)
    assert.throws(() => shut.fingerprint('value'), /no people key/)
  })

  it('does not open a value moved to another context', () => {
    const sealed = sealing.seal(Buffer.from('secret'), 'one')
    assert.throws(() => sealing.open(sealed, 'other'))
  })

  it('does not open a value with any bit changed', () => {
    const sealed = sealing.seal(Buffer.from('secret'), 'one')
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      assert.throws(() => sealing.open(changed, 'one'))
    }
  })

  it('does not open a value that was sealed for another purpose', () => {
    const sealed = sealing.seal(Buffer.from('secret'), 'one')
    assert.throws(() => createSealing(secret, 'another purpose').open(sealed, 'one'))
  })

  it('seals the same text differently each time, with the same fingerprint', () => {
    const text = Buffer.from('140388-9039')
    assert.notDeepEqual(sealing.seal(text, 'one'), sealing.seal(text, 'one'))
    assert.deepEqual(sealing.fingerprint('140388-9039'), sealing.fingerprint('140388-9039'))
    assert.notDeepEqual(sealing.fingerprint('140388-9039'), sealing.fingerprint('140388-903A'))
  })

  it('refuses a secret that is too short', () => {
    assert.throws(() => createSealing(new Uint8Array(16), 'test'))
  })
})
