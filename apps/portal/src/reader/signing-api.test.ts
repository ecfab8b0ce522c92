import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { doesBrowserRefuse } from './signing-api.ts'

/** A browser that knows these permissions, each in its state, and throws on any other. */
const browser = (states: Readonly<Record<string, string>>) => ({
  query: async ({ name }: { readonly name: string }) => {
    const state = states[name]
    if (state === undefined) throw new TypeError(`unknown permission ${name}`)
    return { state } as PermissionStatus
  },
})

describe('whether the browser blocks the card reader software for the page', () => {
  it('is known from the denied permission, under its older and its newer name', async () => {
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
