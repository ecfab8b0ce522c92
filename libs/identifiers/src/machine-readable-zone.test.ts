import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { issuingStateOf, issuingStates } from './issuing-states.ts'
import {
  checkDigit,
  documentTypeOf,
  isBornOn,
  isNamed,
  isWholeMachineReadableZone,
  parseMachineReadableZone,
  stateOf,
} from './machine-readable-zone.ts'

/** The specimens of ICAO Doc 9303: part 4 (passport), part 5 (identity card), part 6 (older identity card). */
const passport =
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const identityCard =
  'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'
const olderCard = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6'

const anna = {
  issuer: 'UTO',
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  birthDate: '740812',
  expires: localDate('2012-04-15'),
}

describe('a machine readable zone', () => {
  it('of a passport, an identity card and an older identity card is parsed to holder and document', () => {
    assert.deepEqual(parseMachineReadableZone(passport), {
      ok: true,
      value: { ...anna, size: 'TD3', documentCode: 'P', documentNumber: 'L898902C3' },
    })
    for (const [size, text] of [
      ['TD1', identityCard],
      ['TD2', olderCard],
    ] as const)
      assert.deepEqual(parseMachineReadableZone(text), {
        ok: true,
        value: { ...anna, size, documentCode: 'I', documentNumber: 'D23145890' },
      })
  })

  it('continues a document number of more than nine characters in the optional data', () => {
    const read = parseMachineReadableZone(
      'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<',
    )
    assert.ok(read.ok)
    assert.equal(read.value.documentNumber, 'D23145890734')
    assert.equal(read.value.expires, '1995-07-12')
  })

  it('is parsed in every form that a scanner or a person types', () => {
    const typed = [
      passport.replace('\n', ''),
      passport.replace('\n', '\r\n') + '\r\n',
      passport.toLowerCase(),
      passport.replaceAll('<<', '«'),
      passport.replaceAll(/(.{11})/g, '$1 '),
    ]
    for (const text of typed) assert.equal(parseMachineReadableZone(text).ok, true, text)
  })

  it('is complete when all of it is typed, and that of a passport is not complete at the length of an older card’s', () => {
    for (const text of [passport, identityCard, olderCard]) {
      assert.ok(isWholeMachineReadableZone(text))
      assert.ok(!isWholeMachineReadableZone(text.slice(0, -1)))
    }
    assert.ok(!isWholeMachineReadableZone(passport.slice(0, 73)))
  })

  it('with a wrong check digit is refused with the name of that digit', () => {
    const changed = (from: string, to: string) =>
      parseMachineReadableZone(passport.replace(from, to))
    for (const [from, to, part] of [
      ['L898902C3', 'L898903C3', 'document-number'],
      ['740812', '740813', 'birth-date'],
      ['120415', '120416', 'expiry'],
      ['ZE184226B', 'ZE184227B', 'optional-data'],
      ['<<<<<10', '<<<<<11', 'whole-document'],
    ] as const)
      assert.deepEqual(changed(from, to), {
        ok: false,
        refusal: { kind: 'wrong-check-digit', part },
      })
  })

  it('with a day that does not exist is refused, though its check digits are right', () => {
    const lower = 'L898902C36UTO7408122F'
    const expiry = '121331'
    const dates = `${expiry}${checkDigit(expiry)}`
    const rest = 'ZE184226B<<<<<1'
    const whole = checkDigit(`L898902C36${lower.slice(13, 20)}${dates}${rest}`)
    const text = `${passport.slice(0, 44)}${lower}${dates}${rest}${whole}`
    assert.deepEqual(parseMachineReadableZone(text), {
      ok: false,
      refusal: { kind: 'no-such-day' },
    })
  })

  it('is refused when it is any other text', () => {
    for (const text of ['', 'P<FIN', passport.slice(1), `${passport}<`, '<'.repeat(88)])
      assert.deepEqual(
        parseMachineReadableZone(text),
        { ok: false, refusal: { kind: 'not-a-machine-readable-zone' } },
        text,
      )
  })

  it('with one changed character in its second line is never parsed to the same result', () => {
    const last = passport.length - 1
    fc.assert(
      fc.property(
        // Sex and nationality are covered by no check digit.
        fc.integer({ min: 45, max: last }).filter((at) => ![55, 56, 57, 65].includes(at)),
        fc.stringMatching(/^\d$/),
        (at, digit) => {
          fc.pre(passport[at] !== digit && /\d/.test(passport[at] ?? ''))
          assert.equal(
            parseMachineReadableZone(passport.slice(0, at) + digit + passport.slice(at + 1)).ok,
            false,
          )
        },
      ),
    )
  })

  it('is parsed back to what any state prints', () => {
    const letters = fc.stringMatching(/^[A-Z]{2,12}$/)
    const number = fc.stringMatching(/^[A-Z0-9]{9}$/)
    const day = fc
      .date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''))
    fc.assert(
      fc.property(letters, letters, number, day, day, (surname, given, digits, birth, expiry) => {
        const upper = `P<FIN${surname}<<${given}`.padEnd(44, '<')
        const numbered = digits + checkDigit(digits)
        const born = birth + checkDigit(birth)
        const until = expiry + checkDigit(expiry)
        const optional = `${'<'.repeat(14)}<`
        const whole = checkDigit(numbered + born + until + optional)
        const read = parseMachineReadableZone(
          `${upper}${numbered}FIN${born}F${until}${optional}${whole}`,
        )
        assert.ok(read.ok)
        assert.equal(read.value.documentNumber, digits)
        assert.equal(read.value.surname, surname)
        assert.equal(read.value.givenNames, given)
        assert.equal(read.value.birthDate, birth)
        assert.equal(read.value.expires?.slice(2).replaceAll('-', ''), expiry)
      }),
    )
  })

  it('is parsed or refused without an exception, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMachineReadableZone(text)))
  })
})

describe('a check digit of a machine readable zone', () => {
  it('is that of the examples in Doc 9303-3', () => {
    assert.equal(checkDigit('520727'), '3')
    assert.equal(checkDigit('AB2134<<<'), '5')
  })
})

describe('the document of a machine readable zone', () => {
  it('is a passport, an identity card, or not an identity document', () => {
    const type = (documentCode: string) => documentTypeOf({ documentCode })
    for (const code of ['P', 'PP', 'PD']) assert.equal(type(code), 'passport', code)
    for (const code of ['I', 'ID', 'A', 'C']) assert.equal(type(code), 'identity-card', code)
    for (const code of ['V', 'IR', 'AC', 'CR']) assert.equal(type(code), undefined, code)
  })

  it('has the issuing state that its letters name', () => {
    assert.equal(stateOf({ issuer: 'FIN' }), 'FI')
    assert.equal(stateOf({ issuer: 'D' }), 'DE')
    assert.equal(stateOf({ issuer: 'UTO' }), undefined)
    assert.equal(issuingStateOf('GBD'), 'GB')
    assert.equal(new Set(issuingStates).size, issuingStates.length)
  })

  it('matches a person by date of birth, and unknown parts of the date match any', () => {
    assert.ok(isBornOn({ birthDate: '740812' }, localDate('1974-08-12')))
    assert.ok(isBornOn({ birthDate: '74<<<<' }, localDate('1974-08-12')))
    assert.ok(!isBornOn({ birthDate: '740812' }, localDate('1974-08-13')))
  })

  it('matches a person’s name in both transliterations of letters beyond A–Z', () => {
    const named = (surname: string, givenNames: string) => (person: [string, string]) =>
      isNamed({ surname, givenNames }, { surname: person[0], givenNames: person[1] })
    assert.ok(named('MAEKINEN', 'PAEIVI')(['Mäkinen', 'Päivi Anna']))
    assert.ok(named('MAKINEN', 'PAIVI ANNA')(['Mäkinen', 'Päivi Anna']))
    assert.ok(named('AAKESSON', 'OERJAN')(['Åkesson', 'Örjan']))
    assert.ok(named('AF HAELLSTROEM', 'JOHN OLOF')(['af Hällström', 'John-Olof']))
    assert.ok(named('VAEISAENEN', 'ANTE')(['Väisänen', 'Ánte']))
    assert.ok(named('DORNBERG', 'ELLE')(['Đornberg', 'Elle']))
    assert.ok(!named('VIRTANEN', 'PAEIVI')(['Mäkinen', 'Päivi']))
    assert.ok(!named('MAEKINEN', 'ANNA')(['Mäkinen', 'Päivi']))
  })
})
