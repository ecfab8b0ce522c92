import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { createApiKey } from '@sotevarmenne/api/api-keys'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const organisations = accounts()
const subjects = [organisations, agreements(organisations)] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const open = (page: Page, base: string, { helsinki }: There) =>
  page.goto(`${base}/organisation/${helsinki}/directory`)

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const extension = 'urn:ietf:params:scim:schemas:extension:sotevarmenne:2.0:User'

let sent: Promise<void> | undefined

/** Two users, of whom one is deactivated, and a third one without a title; once for all tests. */
const sendUsers = (there: There): Promise<void> => (sent ??= sendThree(there))

async function sendThree(there: There): Promise<void> {
  const { helsinki: organisationId } = there
  const lastDay = new Date(there.now() + 50 * 86_400_000).toISOString().slice(0, 10)
  const { key } = await there.aino.request(createApiKey, {
    ...{ organisationId, name: 'Hakemisto', scopes: ['directory:write'], lastDay },
  })
  for (const [userName, familyName, identityCode, title] of [
    ['aino.anttila', 'Anttila', '010594-9032', 'Laitoshuoltaja'],
    ['bertta.berg', 'Berg', '010594-9043', 'Sihteeri'],
    ['cecilia.collin', 'Collin', '010594-9054', undefined],
  ] as const) {
    const response = await fetch(`${there.portal}/scim/v2/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({
        ...{ schemas: [core, extension], userName: `${userName}@example.org`, title },
        name: { givenName: 'Testi', familyName },
        [extension]: { identityCode, logsInToPatientSystems: false, declaredBy: 'Esko Esimies' },
      }),
    })
    const { id = '' } = (await response.json()) as { id?: string }
    if (familyName !== 'Berg') continue
    const deactivated = await fetch(`${there.portal}/scim/v2/Users/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'active', value: false }],
      }),
    })
    assert.equal(deactivated.status, 200)
  }
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the directory of an organisation that has sent users, with what could not be done',
    as: aino,
    open: async (page, base, there) => {
      await sendUsers(there)
      await open(page, base, there)
      await page.locator('#failures').waitFor()
      await page.locator('main li').nth(2).waitFor()
    },
  },
]

describe('the page of a directory', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('has the address, the users by name and state, and the reason of what could not be done (R519)', () =>
    inPage(aino, async (page, there) => {
      await sendUsers(there)
      await open(page, `${there.portal}/en`, there)
      await page.getByText(`${there.portal}/scim/v2`).waitFor()
      const main = page.locator('main')
      await main.getByText('cecilia.collin@example.org').waitFor()
      await main.getByText('title · The information is missing').waitFor()
      await main.getByText('About to end', { exact: true }).waitFor()
      await page.locator('#list-search').fill('anttila')
      await page.locator('#list-search').press('Enter')
      await main.getByText('Testi Berg').waitFor({ state: 'detached' })
      await main.getByText('Testi Anttila').waitFor()
    }))
})
