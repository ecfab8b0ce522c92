import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { mayCall, originsIn, settingsIn, defaultSettings } from './settings.ts'

describe('settings', () => {
  it('are the defaults until something is chosen, and where the file is damaged', async (test) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'settings-'))
    test.after(() => rm(folder, { recursive: true }))
    const file = path.join(folder, 'settings.json')
    const store = settingsIn(file)
    assert.deepEqual(await store.load(), defaultSettings)
    const chosen = { ...defaultSettings, language: 'sv', sites: ['https://a.example'] } as const
    await store.save({ ...chosen, sites: [...chosen.sites] })
    assert.deepEqual(await store.load(), chosen)
    await writeFile(file, '{"startsWithSession":"x","language":"sv"}')
    assert.deepEqual(await store.load(), { ...defaultSettings, language: 'sv' })
    await writeFile(file, '{')
    assert.deepEqual(await store.load(), defaultSettings)
  })

  it('of the organisation come before those of the user, which hold again after them (R582)', async (test) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'settings-'))
    test.after(() => rm(folder, { recursive: true }))
    const file = path.join(folder, 'settings.json')
    await settingsIn(file).save({ ...defaultSettings, sites: ['https://own.example'] })
    const store = settingsIn(file, { sites: ['https://a.example'] })
    assert.deepEqual((await store.load()).sites, ['https://a.example'])
    assert.deepEqual(store.fixed, ['sites'])
    await store.save({ ...(await store.load()), language: 'sv', sites: ['https://b.example'] })
    assert.deepEqual((await store.load()).sites, ['https://a.example'])
    assert.deepEqual(await settingsIn(file).load(), {
      ...defaultSettings,
      language: 'sv',
      sites: ['https://own.example'],
    })
  })

  it('allow requests of every site until some sites are listed, and then of these alone', () => {
    assert.equal(mayCall(defaultSettings, 'https://any.example'), true)
    const named = { ...defaultSettings, sites: ['https://a.example'] }
    assert.equal(mayCall(named, 'https://a.example'), true)
    assert.equal(mayCall(named, 'https://a.example:8443'), false)
    assert.equal(mayCall({ ...named, sites: [] }, 'https://a.example'), false)
  })

  it('accept the addresses of sites as people copy them, and report the first invalid one', () => {
    assert.deepEqual(originsIn('https://A.example/\n\nhttps://b.example:8443 https://a.example'), {
      origins: ['https://a.example', 'https://b.example:8443'],
    })
    for (const wrong of ['a.example', 'https://a.example/page', 'ftp://a.example', 'https://'])
      assert.deepEqual(originsIn(`https://b.example\n${wrong}`), { wrong })
  })
})
