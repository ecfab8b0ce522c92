import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkCharacter } from './check-character.ts'
import { parseDoctorId } from './doctor-id.ts'
import { luhnFits } from './luhn.ts'
import { parseRegistrationNumber } from './registration-number.ts'
import { parseSatu } from './satu.ts'

describe('a registration number', () => {
  it('has 11 digits, and the known examples pass the Luhn check', () => {
    for (const digits of ['00198705840', '00098705718'])
      assert.deepEqual(parseRegistrationNumber(` ${digits} `), {
        ok: true,
        value: { value: digits, luhnFits: true },
      })
  })

  it('gets back the leading zeros that source files leave out', () => {
    assert.deepEqual(parseRegistrationNumber('198705477'), {
      ok: true,
      value: { value: '00198705477', luhnFits: true },
    })
  })

  it('that fails the Luhn check is accepted with a warning', () => {
    assert.deepEqual(parseRegistrationNumber('00098705719'), {
      ok: true,
      value: { value: '00098705719', luhnFits: false },
    })
  })

  it('is refused when it is malformed', () => {
    for (const text of ['', '12345678', '000987057181', '0009870571A', '00098 705718'])
      assert.deepEqual(
        parseRegistrationNumber(text),
        { ok: false, refusal: { kind: 'not-a-registration-number' } },
        text,
      )
  })
})

describe('a Doctor ID', () => {
  it('has 6 digits, and the known examples pass the Luhn check', () => {
    for (const digits of ['032680', '100693', '123455'])
      assert.deepEqual(parseDoctorId(digits), {
        ok: true,
        value: { value: digits, luhnFits: true },
      })
  })

  it('that fails the Luhn check is accepted with a warning', () => {
    assert.deepEqual(parseDoctorId(' 123456 '), {
      ok: true,
      value: { value: '123456', luhnFits: false },
    })
  })

  it('is refused when it is malformed', () => {
    for (const text of ['', '12345', '1234567', '12345a', '٣٢٦٨٠٠'])
      assert.deepEqual(
        parseDoctorId(text),
        { ok: false, refusal: { kind: 'not-a-doctor-id' } },
        text,
      )
  })
})

describe('a SATU', () => {
  it('is accepted when its check character is right', () => {
    assert.deepEqual(parseSatu('999004228'), { ok: true, value: '999004228' })
    assert.deepEqual(parseSatu(' 150134251 '), { ok: true, value: '150134251' })
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999 }), (number) => {
        const digits = String(number).padStart(8, '0')
        const satu = digits + checkCharacter(digits)
        assert.deepEqual(parseSatu(satu.toLowerCase()), { ok: true, value: satu })
      }),
    )
  })

  it('is refused when its check character is wrong or it is malformed', () => {
    assert.deepEqual(parseSatu('999004227'), {
      ok: false,
      refusal: { kind: 'wrong-check-character' },
    })
    for (const text of ['', '99900422', '9990042288', '99900422Z', 'A99004228'])
      assert.deepEqual(parseSatu(text), { ok: false, refusal: { kind: 'not-a-satu' } }, text)
  })
})

describe('the Luhn check', () => {
  it('accepts exactly one last digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,15}$/), (digits) => {
        const fitting = Array.from('0123456789').filter((check) => luhnFits(digits + check))
        assert.equal(fitting.length, 1)
      }),
    )
  })
})
