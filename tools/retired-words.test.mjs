import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { findRetiredNames, findRetiredPhrases, findRetiredWords } from './retired-words.mjs'
import { retiredPhrases } from './retired-phrases.mjs'
import { neverRight, noNames } from './vocabulary.mjs'

describe('the check of retired words', () => {
  for (const { sample, instead } of neverRight)
    it(`refuses "${sample}" and says what to write instead`, () => {
      const [found] = findRetiredWords('docs/a.md', `One line.\nHere ${sample}.`)

      assert.ok(found?.startsWith('docs/a.md:2: ') && found.endsWith(`→ ${instead}`), found)
    })

  for (const { sample, instead } of noNames)
    it(`refuses the name ${sample} and says what to write instead`, () => {
      const source = /^[a-zA-Z]+$/.test(sample) ? `const ${sample} = 1` : `const a = '${sample}'`
      const [found] = findRetiredNames('libs/a/src/a.ts', source)

      assert.equal(found, `libs/a/src/a.ts:1: the name ${sample} → ${instead}`)
    })

  for (const { sample, instead } of retiredPhrases)
    it(`refuses the phrase "${sample}" in a text for people and says what to write instead`, () => {
      const [found] = findRetiredPhrases(
        'apps/portal/src/own/texts.ts',
        `const a = {\n  fi: "${sample}'",`,
      )

      assert.ok(
        found?.startsWith('apps/portal/src/own/texts.ts:2: ') && found.endsWith(`→ ${instead}`),
      )
    })

  const rowsUnder = (heading) => {
    const guide = readFileSync(new URL('../docs/contributing/texts.md', import.meta.url), 'utf8')
    const [, rest = ''] = guide.split(`\n## ${heading}\n`)
    const [section] = rest.split('\n## ')
    const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
    assert.ok(rows.length > 5, heading)
    return rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  }
  const refused = (text) => findRetiredPhrases('apps/portal/src/own/texts.ts', `  en: '${text}'`)

  it('refuses what the style guide shows as it was, and nothing that it shows as it is', () => {
    const rows = rowsUnder('Before and after')
    assert.deepEqual(
      rows
        .map(([before]) => before)
        // What is wrong in one case only says in which, in brackets.
        .filter((before) => !before.endsWith(')') && refused(before).length === 0),
      [],
    )
    assert.deepEqual(
      rows.flatMap(([, instead]) => refused(instead)),
      [],
    )
  })

  it('refuses no term of the style guide', () => {
    assert.deepEqual(
      rowsUnder('Terms').flatMap(([, ...terms]) => terms.flatMap(refused)),
      [],
    )
  })

  it('refuses no phrase in comments, tests and documents', () => {
    const [{ sample }] = retiredPhrases
    assert.deepEqual(findRetiredPhrases('apps/a/src/a.ts', `  // ${sample}`), [])
    assert.deepEqual(findRetiredPhrases('apps/a/src/a.test.ts', `'${sample}'`), [])
    assert.deepEqual(findRetiredPhrases('docs/a.md', sample), [])
  })

  it('reads words in italics', () => {
    assert.equal(findRetiredWords('docs/a.md', `_Start ${'an'}ew_`).length, 1)
  })

  it('reads the names of files, settings and metrics', () => {
    assert.equal(findRetiredNames('libs/a/src/publish-list.ts', '').length, 1)
    assert.equal(findRetiredNames('docs/a.md', `set ${'SOTEVARMENNE'}_CARD_DOOR_URL`).length, 1)
    assert.equal(findRetiredNames('docs/alerts.yml', 'sotevarmenne_ocsp_answers_total').length, 1)
  })

  it('lets the terms of standards and plain English through', () => {
    assert.deepEqual(findRetiredWords('a.ts', 'an OCTET STRING, application/octet-stream'), [])
    assert.deepEqual(
      findRetiredNames('a.ts', 'authorityKeyIdentifier; listCards; answerToReset; atLeast; thread'),
      [],
    )
    assert.deepEqual(findRetiredNames('a.ts', "const text = 'The question was answered.'"), [])
  })
})
