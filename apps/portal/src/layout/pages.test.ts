import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { page, routesOf } from './pages.ts'

describe('the routes of pages', () => {
  const load = () => Promise.resolve({ CardsPage: () => 'cards', CardPage: () => 'a card' })

  it('are their paths, with the first page of a group at the path of the group', () => {
    const routes = routesOf({
      cards: { '': page(load, 'CardsPage'), ':cardId': page(load, 'CardPage') },
      help: page(load, 'CardPage'),
    })
    assert.deepEqual(
      routes.map(({ path, children }) => ({ path, children: children?.map(({ path }) => path) })),
      [
        { path: 'cards', children: [undefined, ':cardId'] },
        { path: 'help', children: undefined },
      ],
    )
    assert.equal(routes[0]?.children?.[0]?.index, true)
  })

  it('load their module only when they are opened, and take the page by its name', async () => {
    let loads = 0
    const lazily = page(() => {
      loads += 1
      return load()
    }, 'CardPage')
    assert.equal(loads, 0)
    const { Component } = await lazily()
    assert.equal((Component as () => string)(), 'a card')
  })
})
