// cspell:ignore Kallion Suomen terveysasema Varsinais
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { frontOf } from './card-face.ts'
import { withUnit } from './unit-name.ts'

const county = 'Varsinais-Suomen hyvinvointialue'
const hospital = `${county}, keskussairaala`

it('an organisation that its unit names too is named once, in a line and on the card', () => {
  assert.equal(withUnit(county, hospital), `${county}, Keskussairaala`)
  assert.equal(withUnit(county, 'Kallion terveysasema'), `${county}, Kallion terveysasema`)
  assert.equal(withUnit(county, `${county}n apteekki`), `${county}, ${county}n apteekki`)
  assert.equal(withUnit(county, undefined), county)
  const { texts } = frontOf({
    ...{ product: 'staff-card', surname: 'Esimerkki', givenNames: 'Aino', language: 'fi' },
    ...{ organisation: county, unit: hospital, subjectNumber: '1', hasPhoto: false },
  })
  const words = texts.map(({ text }) => text).join(' ')
  assert.equal(words.split('hyvinvointialue').length, 2, words)
  assert.ok(words.includes('Keskussairaala'))
})
