import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findContractFaults, findOperationFaults } from './operations-of-source.mjs'

const view = {
  module: 'cards',
  name: 'viewCard',
  contract: { method: 'GET', path: '/cards/:cardId' },
}
const source = (file, row) => ({
  file,
  text: `import * as contracts from '@sotevarmenne/api/cards'\nexport const all = [operation({ ${row} })]`,
})
const served = source('a.ts', 'contract: contracts.viewCard, handle')

describe('the check of operations', () => {
  it('passes when each contract is served once', () => {
    assert.deepEqual(findOperationFaults([view], [served]), [])
  })

  it('passes when the contract is imported by its name', () => {
    const text = `import { viewCard as contract } from '@sotevarmenne/api/cards'\nstreamOperation({ contract, handle })`
    assert.deepEqual(findOperationFaults([view], [{ file: 'a.ts', text }]), [])
  })

  it('names the contract that nothing serves', () => {
    assert.deepEqual(findOperationFaults([view], [source('a.ts', 'handle')]), [
      'libs/api/src/cards.ts: no operation serves viewCard',
    ])
  })

  it('names the files of two operations that claim one contract', () => {
    const other = source('b.ts', 'contract: contracts.viewCard, handle: other')
    assert.deepEqual(findOperationFaults([view], [served, other]), [
      'a.ts: another operation serves viewCard too',
      'b.ts: another operation serves viewCard too',
    ])
  })

  it('names the files of two endpoints with one address, whatever the parameter is called', () => {
    const again = { ...view, name: 'openCard', contract: { method: 'GET', path: '/cards/:id' } }
    const both = source(
      'a.ts',
      'contract: contracts.viewCard }), operation({ contract: contracts.openCard',
    )
    assert.deepEqual(findOperationFaults([view, again], [both]), [
      'libs/api/src/cards.ts: another endpoint has the address GET /cards/: too',
      'libs/api/src/cards.ts: another endpoint has the address GET /cards/: too',
    ])
  })

  it('names the files of two endpoints with one name', () => {
    const again = { ...view, module: 'orders', contract: { method: 'GET', path: '/orders' } }
    const text = `import { viewCard } from '@sotevarmenne/api/orders'\noperation({ contract: viewCard, handle })`
    assert.deepEqual(findOperationFaults([view, again], [served, { file: 'b.ts', text }]), [
      'libs/api/src/cards.ts: another endpoint has the name viewCard too',
      'libs/api/src/orders.ts: another endpoint has the name viewCard too',
    ])
  })
})

describe('the check of contracts', () => {
  const text = `export const viewCard = defineEndpoint({\n  response: cardView,\n})`

  it('passes when the file is among the modules and the response is a view', () => {
    assert.deepEqual(findContractFaults([{ module: 'cards', text }], ['cards']), [])
  })

  it('names the file of a contract that is not among the modules', () => {
    assert.deepEqual(findContractFaults([{ module: 'cards', text }], ['orders']), [
      'libs/api/src/cards.ts: not in the modules of libs/api/src/permissions.ts',
    ])
  })

  it('names the response that is not named a view', () => {
    const card = `${text}\n  response: card,\n  response: card.extend({}),`
    const fault = 'libs/api/src/cards.ts: the response card is not named …View'
    assert.deepEqual(findContractFaults([{ module: 'cards', text: card }], ['cards']), [
      fault,
      fault,
    ])
  })
})
