// cspell:ignore Namn
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import {
  decideApplication,
  viewApplication,
  viewQueued,
} from '@sotevarmenne/api/service-certificates'
import type { Page } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { enter, seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { accounts, businessIds } from '@sotevarmenne/tests/world/organisations'
import { officers } from '@sotevarmenne/tests/world/officers'
import {
  aRequest,
  aWeakRequest,
  draft,
  issue,
  openProgram,
  send,
  serviceCertificates,
  signedBy,
} from '@sotevarmenne/tests/world/service-certificates'

const organisations = accounts()
const subjects = [organisations, serviceCertificates(organisations), officers()] as const
type There = ThereIs<typeof subjects>

const aino = (there: There) => there.aino
const kaarlo = (there: There) => there.kaarlo
const colleague = (there: There) => there.colleague

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the service certificates of an organisation',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/certificates`)
      await page.locator('#field-customerNumber').waitFor()
    },
  },
  {
    name: 'the form of an application with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/certificates/new`)
      await page.locator('#field-names').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-mailbox[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an application whose request is refused by a rule',
    as: aino,
    open: async (page, base, { helsinki: organisation, application }) => {
      await page.goto(
        `${base}/organisation/${organisation}/certificates/${application.returned.applicationId}`,
      )
      await page.locator('#request-text').fill(aWeakRequest(application.returned.names))
      await page.locator('#examine').click()
      await page.getByText('RSA 1024').waitFor()
    },
  },
  {
    name: 'an application that was refused, and how to request a review',
    as: aino,
    open: async (page, base, { helsinki: organisation, application }) => {
      await page.goto(
        `${base}/organisation/${organisation}/certificates/${application.refused.applicationId}`,
      )
      await page.locator('#if-wrong').waitFor()
    },
  },
  {
    name: 'a service certificate to be revoked: the confirmation dialog',
    as: aino,
    open: async (page, base, { helsinki: organisation, application }) => {
      await page.goto(
        `${base}/organisation/${organisation}/certificates/${application.issued.applicationId}`,
      )
      await page.locator('#revoke').click()
      await openDialog(page)
    },
  },
  {
    name: 'the confirmation dialog before a certificate is revoked that a supplier got with one’s OID',
    as: aino,
    open: async (page, base, { helsinki: organisation, application }) => {
      await page.goto(
        `${base}/organisation/${organisation}/supplier-requested-certificates/${application.ofSupplier.applicationId}`,
      )
      await page.locator('#revoke').click()
      await openDialog(page)
    },
  },
  {
    name: 'a request that a technical contact brings by the link',
    as: 'nobody',
    open: async (page, base, { link }) => {
      await page.goto(`${base}/certificate-request#${link}`)
      await page.locator('#request-text').waitFor()
    },
  },
  {
    name: 'a key that the browser shall create, with errors in its password',
    as: 'nobody',
    open: async (page, base, { link }) => {
      await page.goto(`${base}/certificate-request#${link}`)
      await page.locator('#create-request button').first().press('Enter')
      await page.locator('#field-keyPassword').fill('short')
      await page.locator('#create-request button[type=submit]').press('Enter')
      await page.locator('#field-keyPassword[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the form that asks for an ACME enrolment approval, with its errors',
    as: aino,
    open: async (page, base, { helsinki: organisation }) => {
      await page.goto(`${base}/organisation/${organisation}/approvals/new`)
      await page.locator('#field-names').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-mailbox[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'an ACME enrolment approval with its key shown, accounts and orders',
    as: aino,
    open: async (page, base, { helsinki: organisation, approval }) => {
      await page.goto(`${base}/organisation/${organisation}/approvals/${approval.inForce}`)
      await page.locator('#show-key').click()
      await page.locator('pre').last().waitFor()
    },
  },
  {
    name: 'an ACME enrolment approval that waits for a case officer',
    as: kaarlo,
    open: async (page, base, { approval }) => {
      await page.goto(`${base}/operations/enrolment-approvals/${approval.requested}`)
      await page.locator('#because').waitFor()
      await page.locator('#exact-text button').first().click()
      await page.locator('#exact-text pre').waitFor()
    },
  },
  {
    name: 'the ACME enrolment approvals in force',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/enrolment-approvals`)
      await page.locator('main li a').first().waitFor()
      const here = page.locator('nav a[aria-current=page][href$="/certificate-queue"]')
      // On a phone the menu is folded.
      await here.waitFor({ state: 'attached' })
    },
  },
  {
    name: 'the queue of applications',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/certificate-queue`)
      await page.locator('main li a').first().waitFor()
      await page.locator('input[aria-label*="Järjestelmätoimittaja Oy: 3"]').waitFor()
    },
  },
  {
    name: 'an application that waits for a case officer',
    as: kaarlo,
    open: async (page, base, { application }) => {
      await page.goto(`${base}/operations/certificate-queue/${application.sent.applicationId}`)
      await page.locator('#because').waitFor()
    },
  },
  {
    name: 'an application to be signed while the reader software does not run',
    as: kaarlo,
    open: async (page, base, { application, signingApi }) => {
      await page.route(`${signingApi}/**`, (route) => route.abort())
      await page.goto(`${base}/operations/certificate-queue/${application.sent.applicationId}`)
      await press(page, ['[aria-labelledby=decide] button:not(#exact-text *)'])
      await page.locator('#because').waitFor({ state: 'hidden' })
      await page.locator('[aria-labelledby=decide] [aria-live=polite] *').first().waitFor()
    },
  },
  {
    name: 'an application whose signature was refused',
    as: kaarlo,
    open: async (page, base, { application }) => {
      await page.route('**/decision', (route) =>
        route.fulfill({ status: 409, json: anotherTextWasSigned }),
      )
      await page.goto(`${base}/operations/certificate-queue/${application.sent.applicationId}`)
      await press(page, ['[aria-labelledby=decide] button:not(#exact-text *)'])
      await page.getByText(anotherTextWasSigned.title).waitFor()
    },
  },
  {
    name: 'the outdated certificates',
    as: kaarlo,
    open: async (page, base) => {
      await oneAtATime(page, '**/api/v1/outdated-certificates?**')
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main li').first().waitFor()
      await page.locator('main ul ~ button').click()
      await page.locator('main li').nth(1).waitFor()
    },
  },
  {
    name: 'no certificate that is outdated',
    as: kaarlo,
    open: async (page, base) => {
      await page.route('**/api/v1/outdated-certificates?**', (route) =>
        route.fulfill({ json: { certificates: [] } }),
      )
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main h1 ~ p').nth(1).waitFor()
    },
  },
  {
    name: 'the outdated certificates while the service does not answer',
    as: kaarlo,
    open: async (page, base) => {
      await page.route('**/api/v1/outdated-certificates?**', (route) => route.abort())
      await page.goto(`${base}/operations/outdated-certificates`)
      await page.locator('main button').first().waitFor()
    },
  },
  {
    name: 'an outdated certificate: to be revoked on a day that nobody typed',
    as: kaarlo,
    open: async (page, base, { application }) => {
      await page.goto(`${base}/operations/certificate-queue/${application.outdated.applicationId}`)
      await page.locator('#field-decision-revoke').press('Space')
      await page.locator('[aria-labelledby=decide-outdated] button[type=submit]').click()
      await page.locator('#field-on[aria-invalid=true]').waitFor()
    },
  },
]

/** As the service refuses it. */
const anotherTextWasSigned = {
  ...{ type: 'another-text-was-signed', kind: 'another-text-was-signed', status: 409 },
  title: 'The data have changed since you opened the page',
  advice: 'Reload the page, read the data and then sign. The decision was not saved.',
}

/** Where an address of Helsinki's pages begins. */
const of = ({ portal, helsinki }: There) => `${portal}/en/organisation/${helsinki}`

const ofHelsinki = ({ aino: member, helsinki: organisationId }: There) => ({
  member,
  organisationId,
})

async function press(page: Page, buttons: readonly string[]): Promise<void> {
  for (const button of buttons) await page.locator(button).first().click()
}

/** A page of a list has one row. */
const oneAtATime = (page: Page, list: string) =>
  page.route(list, (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set('limit', '1')
    return route.continue({ url: url.href })
  })

/** It ends; Kaarlo then signs in elsewhere and comes back. */
async function loseSession(page: Page, there: There): Promise<void> {
  await page.context().clearCookies()
  await page.route('**/api/v1/sign-in/suomi-fi', async (route) => {
    await enter(page, there.kaarlo, await there.kaarlo.signInElsewhere(), there)
    await route.fulfill({ json: { attempt: 'A'.repeat(43), address: page.url() } })
  })
}

describe('the pages of service certificates', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('organisations', pages)

  it('an outdated certificate is revoked on a day, after the confirmation, by keyboard (R269)', () =>
    inPage(kaarlo, async (page, { portal: url }) => {
      await page.goto(`${url}/en/operations/outdated-certificates`)
      await page.getByRole('link', { name: 'kanta.example.fi' }).press('Enter')
      await page.locator('#field-decision-revoke').press('Space')
      await page.locator('#field-on').fill('15.12.2026')
      const requested = page.waitForRequest('**/outdated-certificates/*/decision')
      await page.getByRole('button', { name: 'Save the decision' }).press('Enter')
      await openDialog(page)
      await page.getByRole('button', { name: 'Revoke the certificate' }).press('Enter')
      assert.deepEqual((await requested).postDataJSON(), {
        decision: { kind: 'revoke', on: '2026-12-15' },
      })
      await page.getByText('The decision is saved').waitFor()
    }))

  it('an application is checked by a case officer who signs it, by keyboard', () =>
    inPage(kaarlo, async (page, there) => {
      const { applicationId } = await send({ ...ofHelsinki(there), names: ['tark.example.fi'] })
      await page.goto(`${there.portal}/en/operations/certificate-queue/${applicationId}`)
      const requested = page.waitForRequest('**/decision')
      await page.getByRole('button', { name: 'Sign as checked' }).press('Enter')
      const sent = (await requested).postDataJSON() as { signed: { statement: string } }
      const text = Buffer.from(sent.signed.statement, 'base64').toString('utf8')
      assert.match(text, /^Nimi \/ Namn \/ Name 1: tark\.example\.fi$/m)
      await page.getByText('The decision is recorded').waitFor()
      // Another case officer approves.
      assert.equal(await page.getByRole('button', { name: 'Sign the approval' }).count(), 0)
    }))

  it('an application is issued when a second case officer signs the same text', () =>
    inPage(colleague, async (page, there) => {
      const { kaarlo: first, portal, settle } = there
      const { applicationId } = await send({ ...ofHelsinki(there), names: ['toinen2.example.fi'] })
      const { toSign = '' } = await first.request(viewQueued, { applicationId })
      await first.request(decideApplication, {
        ...{ applicationId, decision: 'check', signed: await signedBy(first, toSign) },
      })
      await page.goto(`${portal}/en/operations/certificate-queue/${applicationId}`)
      const requested = page.waitForRequest('**/decision')
      await page.getByRole('button', { name: 'Sign the approval' }).press('Enter')
      const sent = (await requested).postDataJSON() as { signed: { statement: string } }
      assert.equal(sent.signed.statement, toSign)
      await page.getByText('The decision is recorded').waitFor()
      await settle()
      const { state } = await there.aino.request(viewApplication, { applicationId })
      assert.equal(state, 'issued')
    }))

  it('input outside the forms of a page is restored, too (R270)', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(`${there.portal}/en/operations/certificate-queue`)
      await page.locator('main li a[href*="/certificate-queue/"]').first().press('Enter')
      await page.locator('#because').fill('The names are those of another unit.')
      await loseSession(page, there)
      await page.locator('[aria-labelledby=decide] button:not(#exact-text *)').last().press('Enter')
      await page.locator('#sign-in-by-suomi-fi').press('Enter')
      await page.locator('#because').waitFor()
      await page.waitForFunction(() => sessionStorage.getItem('saved-input') === null)
      assert.equal(
        await page.locator('#because').inputValue(),
        'The names are those of another unit.',
      )
    }))

  it('input on a page that was reached from another page is restored in its own fields (R270)', () =>
    inPage(kaarlo, async (page, there) => {
      await page.goto(`${there.portal}/en/operations/outdated-certificates`)
      await page.getByRole('link', { name: 'arkisto.example.fi' }).press('Enter')
      await page.getByRole('radio').first().press('Space')
      const reason = page.locator('#field-because')
      await reason.fill('The new name is on its way.')
      await loseSession(page, there)
      await page.locator('[aria-labelledby=decide-outdated] button[type=submit]').press('Enter')
      await page.locator('#sign-in-by-suomi-fi').press('Enter')
      await reason.waitFor()
      await page.waitForFunction(() => sessionStorage.getItem('saved-input') === null)
      assert.equal(await reason.inputValue(), 'The new name is on its way.')
      assert.ok(await page.getByRole('radio').first().isChecked())
    }))

  it('an application with a request opens at its heading, and an action keeps the focus on its button', () =>
    inPage(aino, async (page, there) => {
      const { applicationId } = there.application.returned
      await page.goto(
        `${there.portal}/en/organisation/${there.helsinki}/certificates/${applicationId}`,
      )
      const link = page.getByRole('button', { name: 'Send the technical contact a link' })
      await link.waitFor()
      assert.equal(await page.locator('main div:focus').count(), 0)
      await link.focus()
      const answered = page.waitForResponse(/\/link$/)
      await page.keyboard.press('Enter')
      await answered
      await page.locator('button:focus', { hasText: 'Send the technical contact a link' }).waitFor()
    }))

  it('a new request leaves the fields, and its replacement is announced too', () =>
    inPage(aino, async (page, { portal, helsinki, aino: member }) => {
      const names = ['uusi.example.fi']
      const { applicationId } = await draft({ member, organisationId: helsinki, names })
      await page.goto(`${portal}/en/organisation/${helsinki}/certificates/${applicationId}`)
      for (let count = 0; count < 2; count += 1) {
        await page.locator('#request-text').fill(aRequest(names))
        await page.locator('#examine').click()
        await page.locator('#bring').press('Enter')
        await page
          .locator('main div:focus', { hasText: 'The request has been submitted' })
          .waitFor()
        assert.equal(await page.locator('#request-text').inputValue(), '')
        assert.equal(await page.locator('#bring').count(), 0)
      }
    }))

  it('a key and its request are created in the browser by keyboard, and only the request leaves it (R508)', () =>
    inPage(aino, async (page, { portal, helsinki, aino: member }) => {
      const names = ['selain.example.fi', '192.0.2.9']
      const { applicationId } = await draft({ member, organisationId: helsinki, names })
      const sent: string[] = []
      page.on('request', (request) => sent.push(request.postData() ?? ''))
      await page.goto(`${portal}/en/organisation/${helsinki}/certificates/${applicationId}`)
      await page.getByRole('button', { name: 'Without OpenSSL' }).press('Enter')
      const password = page.getByLabel('Password of the key file')
      await password.fill('correct horse battery')
      await page.getByLabel('The password again').fill('correct horse')
      await page.getByLabel('The password again').press('Enter')
      await page.getByText('The passwords differ.').first().waitFor()
      assert.equal(await page.locator('#request-text').inputValue(), '')

      await page.getByLabel('The password again').fill('correct horse battery')
      const download = page.waitForEvent('download')
      await page.locator('#create-request button[type=submit]').press('Enter')
      assert.equal((await download).suggestedFilename(), 'selain.example.fi.pem')
      const file = await (await download).path()
      await page.locator('main div:focus', { hasText: 'selain.example.fi.pem' }).waitFor()
      const again = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save the key again' }).press('Enter')
      assert.equal(await readFile(await (await again).path(), 'utf8'), await readFile(file, 'utf8'))

      const request = await page.locator('#request-text').inputValue()
      await page.locator('#examine').press('Enter')
      await page.locator('#bring').press('Enter')
      await page.locator('main div:focus', { hasText: 'The request has been submitted' }).waitFor()
      const opened = ['pkey', '-in', file, '-passin', 'pass:correct horse battery', '-pubout']
      const ofRequest = path.join(path.dirname(file), 'request.pem')
      await writeFile(ofRequest, request)
      assert.equal(
        (await run('openssl', opened)).stdout,
        (await run('openssl', ['req', '-in', ofRequest, '-noout', '-pubkey'])).stdout,
      )
      assert.ok(sent.some((body) => body.includes('BEGIN CERTIFICATE REQUEST')))
      assert.deepEqual(
        sent.filter((body) => /PRIVATE KEY|correct horse/.test(body)),
        [],
      )
    }))

  it('certificates of other applicants with its OID are listed with the applicant, opened, and revoked with a chosen reason by keyboard alone (R187, R503)', () =>
    inPage(aino, async (page, { portal: base, helsinki: organisation }) => {
      await oneAtATime(page, '**/supplier-requested-certificates?**')
      await page.goto(`${base}/en/organisation/${organisation}/certificates`)
      const list = page.getByRole('region', { name: 'Certificates that others applied for' })
      await list.getByText('applied for by Järjestelmätoimittaja Oy').first().waitFor()
      await list.getByRole('button', { name: 'Show more' }).press('Enter')
      await list.getByText('ordered by a program').waitFor()
      assert.equal(await list.getByRole('listitem').count(), 2)
      await list.getByRole('link', { name: 'ajanvaraus.example.fi' }).press('Enter')
      await page
        .getByText(`Järjestelmätoimittaja Oy, ${businessIds.supplier}`, { exact: true })
        .waitFor()

      await page.locator('#revoke').press('Enter')
      const dialog = page.getByRole('dialog')
      // The dialog takes the focus when it opens, which under load is after its first appearance.
      await page.locator('[role=dialog]:focus, [role=dialog] :focus').waitFor()
      // No reason is chosen beforehand: a press at once revokes nothing.
      let sent = 0
      page.on('request', (request) => {
        if (request.url().endsWith('/revoke')) sent += 1
      })
      assert.equal(await dialog.getByRole('radio', { checked: true }).count(), 0)
      await openDialog(page)
      await dialog.getByRole('button', { name: 'Revoke the certificate' }).press('Enter')
      await dialog.getByText('Choose the reason for revoking').waitFor()
      assert.equal(sent, 0)
      await dialog.getByRole('radio', { name: 'A new certificate is in use' }).press('Space')
      const revoked = page.waitForRequest('**/revoke')
      await openDialog(page)
      await dialog.getByRole('button', { name: 'Revoke the certificate' }).press('Enter')
      await page.locator('main div:focus', { hasText: 'The certificate is revoked' }).waitFor()
      assert.deepEqual((await revoked).postDataJSON(), { reason: 'replaced' })
      assert.equal(await page.locator('#revoke').count(), 0)
    }))

  it('authorisations given and received are distinguished; giving and ending one needs confirmation, and both show a message (R504)', () =>
    inPage(aino, async (page, { portal: base, helsinki: organisation, supplier }) => {
      await page.goto(`${base}/en/organisation/${organisation}/certificates`)
      const headings = page.getByRole('heading', { level: 2 })
      await headings.getByText('For whom your organisation may apply').waitFor()
      const requested: unknown[] = []
      await page.route('**/supplier-authorisations{,/*/end}', (route) => {
        const request = route.request()
        if (request.method() === 'POST') requested.push(request.postDataJSON())
        return route.continue()
      })
      await page.getByRole('button', { name: 'End: Järjestelmätoimittaja Oy' }).click()
      await openDialog(page)
      assert.equal(requested.length, 0)
      await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
      await page.locator('main div:focus', { hasText: 'The authorisation has ended' }).waitFor()

      const { customerNumber, businessId } = supplier
      await page.locator('#field-customerNumber').fill(customerNumber)
      await page.locator('#field-businessId').fill(businessId)
      await page.keyboard.press('Enter')
      // Which OIDs is chosen, and a dialog names what is given.
      await page.getByText('Choose which OIDs').first().waitFor()
      await page.getByRole('radio', { name: 'Only the chosen ones' }).press('Space')
      await page.locator('[id^="field-oids-"]').first().press('Space')
      await page.locator('#field-validTo').fill('31.12.2027')
      await page.keyboard.press('Enter')
      await openDialog(page)
      assert.equal(requested.length, 1)
      const dialog = page.getByRole('dialog')
      await dialog.getByText(businessId).waitFor()
      await dialog.getByRole('button', { name: 'Authorise' }).click()
      await page
        .locator('main div:focus', { hasText: 'The authorisation has been given' })
        .waitFor()
      assert.equal(await page.getByText('The authorisation has ended').count(), 0)
      // The day is the service's own: the clock of the user may differ.
      assert.deepEqual(requested[1], {
        ...{ customerNumber, businessId, validTo: '2027-12-31' },
        oids: ['1.2.246.10.99000237'],
      })
    }))

  it('the menu marks enrolment approvals as the current page for a case officer', () =>
    inPage(kaarlo, async (page, { portal: url }) => {
      await page.goto(`${url}/en/operations/enrolment-approvals`)
      await page.locator('main li a').first().waitFor()
      const here = page.locator('header [aria-current=page]')
      assert.match((await here.textContent()) ?? '', /^Service certificates( \(\d+\))?$/)
    }))

  it('the revocation of a certificate shows a message with the focus, since its button is gone', () =>
    inPage(aino, async (page, there) => {
      const requested = { ...ofHelsinki(there), names: ['suljettava.example.fi'] }
      const { applicationId } = await issue(there, requested)
      await page.goto(`${of(there)}/certificates/${applicationId}`)
      await press(page, ['#revoke'])
      await page.getByRole('dialog').getByRole('radio').first().press('Space')
      await press(page, ['[role=dialog] button'])
      await page.locator('main div:focus', { hasText: 'The certificate is revoked' }).waitFor()
    }))

  it('an EAB key that is shown once shows a message with the focus, since its button is gone', () =>
    inPage(aino, async (page, there) => {
      await page.goto(`${of(there)}/approvals/${there.approval.inForce}`)
      await press(page, ['#show-key'])
      await page.locator('main div:focus', { hasText: 'Copy the key now' }).waitFor()
    }))

  for (const [what, message] of [
    ['account', 'The account has ended'],
    ['approval', 'The approval has ended'],
  ] as const)
    it(`the end of an ACME ${what === 'account' ? 'account' : 'enrolment approval'} shows a message with the focus, since its button is gone`, () =>
      inPage(aino, async (page, there) => {
        const requested = { ...ofHelsinki(there), names: [`${what}.example.fi`] }
        const { approvalId } = await openProgram(there, requested)
        await page.goto(`${of(there)}/approvals/${approvalId}`)
        await press(page, [`text=End the ${what}`, '[role=dialog] button'])
        await page.locator('main div:focus', { hasText: message }).waitFor()
      }))

  it('an issued service certificate can be downloaded from its page as files, with their names and types, and OpenSSL reads each and builds the chain to the root (R300)', () =>
    inPage(aino, async (page, there) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-issued-'))
      try {
        const { applicationId, names } = there.application.issued
        const [name = ''] = names
        const { certificate } = await there.aino.request(viewApplication, { applicationId })
        assert.ok(certificate)
        await page.goto(
          `${there.portal}/en/organisation/${there.helsinki}/certificates/${applicationId}`,
        )
        await page.locator('#certificate').waitFor()
        // A browser derives a file's name from the link and from the type of its content.
        await page.evaluate(`{
          const make = URL.createObjectURL.bind(URL)
          globalThis.types = []
          URL.createObjectURL = (blob) => (types.push(blob.type), make(blob))
        }`)
        const saved: string[] = []
        for (const button of ['Save as PEM', 'Save as DER', 'Save the chain']) {
          const download = page.waitForEvent('download')
          await page.getByRole('button', { name: button }).press('Enter')
          const file = path.join(folder, (await download).suggestedFilename())
          await (await download).saveAs(file)
          saved.push(file)
        }
        const { serial } = certificate
        assert.deepEqual(
          saved.map((file) => path.basename(file)),
          [`${serial}.pem`, `${serial}.cer`, `${serial}-chain.pem`],
        )
        assert.deepEqual(await page.evaluate('types'), [
          'application/x-pem-file',
          'application/pkix-cert',
          'application/pem-certificate-chain',
        ])
        const [pem = '', der = '', chain = ''] = saved
        const openssl = async (...options: readonly string[]): Promise<string> =>
          (await run('openssl', [...options])).stdout
        const requested = ['-noout', '-serial', '-subject', '-ext', 'subjectAltName']
        const ofDer = await openssl('x509', '-inform', 'DER', '-in', der, ...requested)
        assert.equal(await openssl('x509', '-inform', 'PEM', '-in', pem, ...requested), ofDer)
        assert.match(ofDer, new RegExp(`^serial=0*${serial.replace(/^0+/, '')}$`, 'im'))
        assert.match(ofDer, new RegExp(`DNS:${name.replaceAll('.', '\\.')}`))
        // The issuing CA first, the root at the end: a server's chain file, and the trust anchor.
        const cas = (await readFile(chain, 'utf8')).match(
          /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g,
        )
        assert.equal(cas?.length, 2)
        // Status services do not respond here: only the chain is checked.
        const at = String(Math.floor(there.now() / 1000))
        const verified = await openssl(
          ...['verify', '-attime', at, '-x509_strict', '-purpose', 'sslserver'],
          ...['-verify_hostname', name, '-CAfile', chain, pem],
        )
        assert.equal(verified.trim(), `${pem}: OK`)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }))
})

const run = promisify(execFile)
