import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findDeadTexts } from './dead-texts.mjs'

const table = {
  file: 'apps/portal/src/own/texts.ts',
  text: `import { otherTexts } from '../texts.ts'
export const ownTexts = {
  heading: { fi: 'Omat' },
  'kind.lost': { fi: 'Kadonnut' },
  none: { fi: 'Ei mitään' },
} as const satisfies Texts`,
}
const page = (text, file = 'apps/portal/src/own/page.tsx') => ({
  file,
  text: `import { ownTexts } from './texts.ts'\n${text}`,
})
const dead = (...pages) => findDeadTexts([table, ...pages]).map((one) => one.split(' ').at(-1))

describe('the check of texts that nothing uses', () => {
  it('names the place and the key', () => {
    assert.deepEqual(
      findDeadTexts([table, page("const t = useTexts(ownTexts); t('heading'); t(`kind.${kind}`)")]),
      ['apps/portal/src/own/texts.ts:5: nothing uses the text none'],
    )
  })

  it('knows a text by its property, and under another name of its table', () => {
    const other = {
      file: 'apps/portal/src/front.ts',
      text: "import { ownTexts as mine } from './own/texts.ts'\nshow(mine.heading, mine['kind.lost'])",
    }
    assert.deepEqual(dead(other), ['none'])
  })

  it('does not take a table of the same name in another folder for it', () => {
    const other = page("const t = useTexts(ownTexts); t('none')", 'apps/portal/src/desk/page.tsx')
    assert.deepEqual(dead(other), ['heading', 'kind.lost', 'none'])
  })

  it('searches everywhere where a variable names the text, or another file gets the translator', () => {
    const keys = {
      file: 'apps/portal/src/keys.ts',
      text: "export const keys = ['none', 'heading']",
    }
    assert.deepEqual(dead(keys, page('const t = useTexts(ownTexts); t(key)')), ['kind.lost'])
    assert.deepEqual(dead(keys, page('const t = useTexts(ownTexts); show(t)')), ['kind.lost'])
  })

  it('finds nothing in a table that is used as a whole', () => {
    assert.deepEqual(dead(page('export const all = { ...ownTexts }')), [])
    assert.deepEqual(dead(page('show(ownTexts[key])')), [])
  })
})
