import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { it } from 'node:test'
import { languages } from '@sotevarmenne/pages/languages'
import { modelPowerOfAttorney } from './power-of-attorney-typst.ts'

const words = { fi: 'Valtuutettu', sv: 'Befullmäktigad', en: 'Authorised person' }

it(
  'the model power of attorney is a tagged PDF of one page in each language, with the organisation, the person and the days to fill in',
  { skip: spawnSync('pdftotext', ['-v']).error && process.env['CI'] !== 'true' },
  async () => {
    for (const language of languages) {
      const input = await modelPowerOfAttorney(language)
      assert.match(
        String(spawnSync('pdfinfo', ['-'], { input }).stdout),
        /Tagged: +yes[\s\S]*Pages: +1\n/,
      )
      const text = String(spawnSync('pdftotext', ['-', '-'], { input }).stdout)
      assert.match(text, new RegExp(words[language]))
      assert.doesNotMatch(text, /\?/)
    }
  },
)
