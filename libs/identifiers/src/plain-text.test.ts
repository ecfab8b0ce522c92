import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { inLines, inOneLine, isPersonName, isPlainLine, isReadableText } from './plain-text.ts'

// cspell:disable
/** Names from the 24 languages of the EU, the Sámi languages, Romani and Karelian. */
const names = [
  ...[
    'Áilu Sárá Näkkäläjärvi',
    'Ŋŋŧđčžš',
    'Õpetaja Žanna Šmit',
    "Siobhán O'Neill",
    'Siobhán O’Neill',
  ],
  ...['Anna-Liisa J. Åkerblom', 'Łukasz Żółć', 'Čeněk Řehoř', 'Ľubomír Ďurič', 'Ștefan Țîru'],
  ...[
    'Őze Űr',
    'Ġorġ Ħal',
    'Jürgen Groß',
    'Inês Conceição',
    'Ñuño Güell',
    'Æsa Øster',
    'Þór Ðagur',
  ],
  ...['Ėglė Ąžuolė', 'Ēriks Ķirsis', 'Ђорђе Љубић', 'Цветан Щерев', 'Αλέξανδρος Ώρα', 'IJsbrand'],
]

/** Each once got into a signed text or a certificate, or looks like something else than it is. */
const strange = [
  ...['😀 IT-konsultti', 'Aino\u202EikkremisE', 'Ai\u200Bno', 'Ai\u00ADno', 'Aino\u0000', 'Ai\tno'],
  ...[
    'Ａｉｎｏ',
    'ﬁlip',
    '①',
    '李小龍',
    'अनु',
    'ا',
    'Aino\u2028',
    '\uE000',
    '\uD800',
    'a<b',
    'x\\y',
    '☎',
  ],
]

// cspell:enable

describe('a plain line', () => {
  it('has the letters of the languages of Finland and the EU', () => {
    for (const name of names) {
      assert.ok(isPersonName(name), name)
      assert.ok(isPlainLine(name), name)
    }
    for (const text of [
      'Esimerkkikatu 3 A 4',
      'Oy Ab "Apu" & Co.',
      '§ 12–14, 3,50 €',
      '+358 9 1#2',
    ])
      assert.ok(isPlainLine(text), text)
  })

  it('has nothing unseen, no emoji, no other script, and nothing that only looks like a letter', () => {
    for (const text of strange) {
      assert.ok(!isPlainLine(text), JSON.stringify(text))
      assert.ok(!isPersonName(text), JSON.stringify(text))
    }
  })

  it('is composed, with single spaces', () => {
    assert.equal(inOneLine('  A\u0308iti \t Esi\u00A0kki '), 'Äiti Esi kki')
    assert.ok(!isPlainLine('A\u0308iti'))
  })

  it('shows as many characters as it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        if (isPlainLine(typed)) assert.match(typed, /^[\p{L}\p{N}\p{P}\p{S} ]*$/u)
      }),
    )
  })
})

describe('the name of a person', () => {
  it('has no digits, separators, formulas, markup, and begins with a letter', () => {
    for (const typed of [
      ...['', ' ', '-', "'", '.', '140388-9039', 'Aino1', 'Venla;=cmd', '=cmd', 'a@b', 'Aino <b>'],
      ...['Aino, Olli', 'a/b', 'a|b', '＝cmd', '-Aino', "'=1+1"],
    ])
      assert.ok(!isPersonName(typed), typed)
  })

  it('never becomes more than one quoted text of a CSV file', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        if (isPersonName(typed)) assert.equal(csvLine([typed]), `"${typed}"\r\n`)
      }),
    )
  })
})

describe('what people write to each other', () => {
  it('may have lines, other scripts and emoji', () => {
    for (const text of ['Hei!\n\nThank you 👩‍⚕️', '李小龍', 'a\tb < c'])
      assert.ok(isReadableText(inLines(text)), text)
    assert.equal(inLines(' a\r\nb\r '), 'a\nb')
  })

  it('has no control characters, and nothing that turns the direction of the text', () => {
    for (const text of [
      'a\u0000',
      'a\u202Eb',
      'a\u2066b',
      'a\u200Fb',
      'a\u200Bb',
      '\uD800',
      'a\u2028b',
    ])
      assert.ok(!isReadableText(text), JSON.stringify(text))
  })
})
