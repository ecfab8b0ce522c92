import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { languages } from '@sotevarmenne/pages/languages'
import { groupPolicyTemplates } from './group-policy.ts'
import { environmentOf, fixedSettings, policySettings } from './policy.ts'

describe('settings of an organisation', () => {
  it('come from the registry under the names of the environment (R582)', () => {
    const registry: Readonly<Record<string, string | number | string[]>> = {
      ServiceUrl: 'https://service.example',
      Sites: ['https://a.example', 'https://b.example'],
      StartsWithSession: 0,
    }
    const environment = environmentOf(({ name }) => registry[name])
    assert.deepEqual(environment, {
      SOTEVARMENNE_SERVICE_URL: 'https://service.example',
      SOTEVARMENNE_SITES: 'https://a.example\nhttps://b.example',
      SOTEVARMENNE_STARTS_WITH_SESSION: '0',
    })
    assert.deepEqual(fixedSettings(environment), {
      ok: true,
      value: { sites: ['https://a.example', 'https://b.example'], startsWithSession: false },
    })
    assert.deepEqual(fixedSettings({}), { ok: true, value: {} })
  })

  it('allow no wildcard among sites, and an empty list allows none (R583)', () => {
    for (const value of ['https://*.example', '*', 'https://*'])
      assert.deepEqual(fixedSettings({ SOTEVARMENNE_SITES: `https://a.example ${value}` }), {
        ok: false,
        refusal: { kind: 'wrong-site', value },
      })
    assert.deepEqual(fixedSettings({ SOTEVARMENNE_SITES: '' }), { ok: true, value: { sites: [] } })
  })

  it('refuse a switch that is neither on nor off', () => {
    const refused = fixedSettings({ SOTEVARMENNE_STARTS_WITH_SESSION: 'yes' })
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'wrong-switch', value: 'yes' } })
  })
})

describe('the templates for group policy', () => {
  const files = groupPolicyTemplates()
  const definitions = files['SotevarmenneReader.admx'] ?? ''

  it('have every setting, and in each language its title, explanation and field', () => {
    assert.equal(Object.keys(files).length, 1 + languages.length)
    for (const { name, kind, title, explanation } of policySettings) {
      assert.ok(definitions.includes(`<policy name="${name}" class="Machine"`), name)
      for (const [language, folder] of [
        ['fi', 'fi-FI'],
        ['sv', 'sv-SE'],
        ['en', 'en-US'],
      ] as const) {
        const words = (files[`${folder}/SotevarmenneReader.adml`] ?? '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
        assert.ok(words.includes(`<string id="${name}">${title[language]}</string>`), name)
        assert.ok(
          words.includes(`<string id="${name}_Help">${explanation[language]}</string>`),
          name,
        )
        assert.equal(words.includes(`<presentation id="${name}">`), kind !== 'switch', name)
      }
    }
  })

  it('define every text and presentation that they name', () => {
    for (const [place, words] of Object.entries(files).filter(([each]) => each.endsWith('.adml')))
      for (const [, table = '', id = ''] of definitions.matchAll(
        /\$\((string|presentation)\.(\w+)\)/g,
      ))
        assert.ok(words.includes(`<${table} id="${id}">`), `${place}: ${id}`)
  })
})
