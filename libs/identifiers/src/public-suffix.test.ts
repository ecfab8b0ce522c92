import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isPublicSuffix } from './public-suffix.ts'

/** https://publicsuffix.org/list: its own examples, and those of its test file. */
it('a domain is a public suffix where anybody may register names below it (R561)', () => {
  for (const suffix of ['fi', 'co.uk', 'com', 'k12.ak.us', 'ide.kyoto.jp', 'github.io', 'aland.fi'])
    assert.equal(isPublicSuffix(suffix), true, suffix)
  for (const domain of [
    ...['example.co.uk', 'kela.fi', 'test.k12.ak.us', 'b.ide.kyoto.jp', 'www.ck'],
    ...['example', 'kanta.example', 'hospital.github.io'],
  ])
    assert.equal(isPublicSuffix(domain), false, domain)
})
