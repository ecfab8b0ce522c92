import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { createApiKey } from '@sotevarmenne/api/api-keys'
import { endEmployment } from '@sotevarmenne/api/employment-ends'
import { listEmployeeCards } from '@sotevarmenne/api/employments'
import { formatIdempotencyKey, newIdempotencyKey } from '@sotevarmenne/api/idempotency-key'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, agreements(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const open = (page: Page, base: string, { helsinki }: There) =>
  page.goto(`${base}/organisation/${helsinki}/api-keys`)
const inDays = ({ now }: There, days: number): string =>
  new Date(now() + days * 86_400_000).toISOString().slice(0, 10)

/** What a program gets with the key: the status, and the kind of a problem. */
async function callWith(
  there: There,
  key: string,
  { path }: { readonly path: string },
  body: object = {},
): Promise<readonly [number, string | undefined]> {
  const { helsinki: organisationId } = there
  const response = await fetch(
    `${there.portal}/api/v1${path.replace(':organisationId', organisationId)}`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': formatIdempotencyKey(newIdempotencyKey()),
      },
      body: JSON.stringify(body),
    },
  )
  const { kind } = (await response.json()) as { kind?: string }
  if (response.status === 401) assert.equal(response.headers.get('www-authenticate'), 'Bearer')
  return [response.status, kind]
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the API keys of an organisation, with the errors of the form',
    as: aino,
    open: async (page, base, there) => {
      await there.aino.request(createApiKey, {
        ...{ organisationId: there.helsinki, name: 'Henkilöstöjärjestelmä' },
        ...{ scopes: ['employments:write', 'cards:read'], lastDay: inDays(there, 100) },
      })
      await open(page, base, there)
      await page.locator('main li').first().waitFor()
      await page.locator('form button[type=submit]').press('Enter')
      await page.locator('#field-name[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an API key that was created just now, shown once',
    as: aino,
    open: async (page, base, there) => {
      await open(page, base, there)
      await create(page, there)
      await page.locator('main code').waitFor()
    },
  },
]

async function create(page: Page, there: There, name = 'HR'): Promise<void> {
  await page.locator('#field-name').fill(name)
  await page.locator('[id="field-scopes-cards:read"]').press('Space')
  await page
    .locator('#field-lastDay')
    .fill(inDays(there, 50).split('-').map(Number).toReversed().join('.'))
  await page.locator('form button[type=submit]').press('Enter')
}

describe('the pages of API keys', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('a key that is created on the page does what its scope allows, and nothing once it is revoked (R484, R485)', () =>
    inPage(aino, async (page, there) => {
      await open(page, `${there.portal}/en`, there)
      await create(page, there, 'Reader of cards')
      await page.locator('main div:focus', { hasText: 'The API key has been created' }).waitFor()
      const key = (await page.locator('main code').textContent()) ?? ''
      const foreign = {
        path: listEmployeeCards.path.replace(':organisationId', there.withoutSignatory),
      }

      assert.deepEqual(await callWith(there, key, listEmployeeCards), [200, undefined])
      assert.deepEqual(await callWith(there, key, foreign), [404, 'account-not-found'])
      assert.deepEqual(await callWith(there, key, endEmployment, { identityCode: '131052-308T' }), [
        403,
        'api-key-scope-missing',
      ])
      assert.deepEqual(
        await callWith(there, key, createApiKey, {
          ...{ name: 'Another', scopes: ['cards:read'], lastDay: inDays(there, 1) },
        }),
        [403, 'not-permitted'],
      )

      await page.reload()
      await page.getByText('last used').waitFor()
      assert.equal(await page.locator('main code').count(), 0, 'it is shown once')
      await page.getByRole('button', { name: 'Revoke the key Reader of cards' }).press('Enter')
      await openDialog(page)
      await page.getByRole('dialog').getByRole('button').first().press('Enter')
      await page
        .locator('main div:focus', { hasText: 'The key Reader of cards has been revoked' })
        .waitFor()
      assert.deepEqual(await callWith(there, key, listEmployeeCards), [401, 'api-key-not-valid'])
    }))
})
