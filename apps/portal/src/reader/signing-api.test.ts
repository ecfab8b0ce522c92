import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { doesBrowserRefuse } from './signing-api.ts'

/** A browser that knows these permissions, each in its state, and complains of any other. */
const browser = (states: Readonly<Record<string, string>>) => ({
  query: async ({ name }: { readonly name: string }) => {
    const state = states[name]
    if (state === undefined) throw new TypeError(`unknown permission ${name}`)
    return { state } as PermissionStatus
  },
})

describe('whether the browser keeps the page from the reader software', () => {
  it('is told by the permission that was denied, under its older and its newer name', async () => {
    assert.equal(await doesBrowserRefuse(browser({ 'local-network-access': 'denied' })), true)
    assert.equal(await doesBrowserRefuse(browser({ 'loopback-network': 'denied' })), true)
  })

  it('is no while the person has not answered, and in browsers that never ask', async () => {
    assert.equal(await doesBrowserRefuse(browser({ 'local-network-access': 'prompt' })), false)
    assert.equal(await doesBrowserRefuse(browser({ 'loopback-network': 'granted' })), false)
    assert.equal(await doesBrowserRefuse(browser({})), false)
    assert.equal(await doesBrowserRefuse(undefined), false)
  })
})
