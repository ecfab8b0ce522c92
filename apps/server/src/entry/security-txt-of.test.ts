import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { pino } from 'pino'
import { createHttpServer } from '#platform/http-server.ts'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { readConfig } from './config.ts'
import { securityTxtOf, warnWithoutSecurityContact } from './security-txt-of.ts'

const now = instant(Date.parse('2026-11-30T12:00:00Z'))
const clock = { now: () => now }
const production = {
  SOTEVARMENNE_PUBLIC_URL: 'https://varmenne.fi',
  SOTEVARMENNE_VALIDATION_URL: 'http://status.varmenne.fi',
  SOTEVARMENNE_SECURITY_CONTACTS:
    'mailto:turva@varmenne.fi, https://varmenne.fi/ilmoita, tel:+358-29-1',
  SOTEVARMENNE_SECURITY_POLICY_URL: 'https://varmenne.fi/turvallisuus',
}
const textWith = (environment: NodeJS.ProcessEnv): string =>
  securityTxtOf(readConfig(environment), clock).securityTxt?.() ?? assert.fail('no file')

describe('security.txt', () => {
  it('has the fields that RFC 9116 demands, once each where it says so', () => {
    const fields = fieldsOf(textWith(production))
    assert.deepEqual(fields.get('contact'), [
      'mailto:turva@varmenne.fi',
      'https://varmenne.fi/ilmoita',
      'tel:+358-29-1',
    ])
    assert.equal(fields.get('expires')?.length, 1)
    assert.deepEqual(fields.get('preferred-languages'), ['fi, sv, en'])
    assert.deepEqual(fields.get('policy'), ['https://varmenne.fi/turvallisuus'])
  })

  it('expires in the future, and in less than a year', () => {
    const [expires = ''] = fieldsOf(textWith(production)).get('expires') ?? []
    // RFC 3339 § 5.6
    assert.match(expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
    assert.ok(Date.parse(expires) > now)
    assert.ok(Date.parse(expires) < Date.parse('2027-11-30T12:00:00Z'))
  })

  it('names as canonical only its own https addresses', () => {
    assert.deepEqual(fieldsOf(textWith(production)).get('canonical'), [
      'https://varmenne.fi/.well-known/security.txt',
    ])
    const bothByTls = { ...production, SOTEVARMENNE_VALIDATION_URL: 'https://status.varmenne.fi' }
    assert.deepEqual(fieldsOf(textWith(bothByTls)).get('canonical'), [
      'https://varmenne.fi/.well-known/security.txt',
      'https://status.varmenne.fi/.well-known/security.txt',
    ])
  })

  it('has an invented contact in a demo environment', () => {
    const fields = fieldsOf(textWith({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1' }))
    assert.match(String(fields.get('contact')), /^mailto:[^@]+@[\w.]+\.example$/)
    assert.equal(fields.get('canonical'), undefined)
  })

  it('is not served in production without a contact, and the log names the setting', () => {
    const config = readConfig({ SOTEVARMENNE_PUBLIC_URL: 'https://varmenne.fi' })
    assert.deepEqual(securityTxtOf(config, clock), {})
    const warnings: string[] = []
    warnWithoutSecurityContact(config, { warn: (text: string) => warnings.push(text) })
    warnWithoutSecurityContact(readConfig(production), { warn: () => assert.fail() })
    assert.equal(warnings.length, 1)
    assert.match(String(warnings), /SOTEVARMENNE_SECURITY_CONTACTS/)
  })

  for (const contact of ['turva@varmenne.fi', 'http://varmenne.fi/x', 'mailto:a@b\nPolicy: x'])
    it(`is not composed from the contact ${JSON.stringify(contact)}`, () => {
      assert.throws(
        () => readConfig({ ...production, SOTEVARMENNE_SECURITY_CONTACTS: contact }),
        /SOTEVARMENNE_SECURITY_CONTACTS/,
      )
    })

  it('is plain text at its well-known address of the portal', async () => {
    const server = await createHttpServer({
      endpoints: [],
      permits: { grant: async ({ operation }) => ok(aPermit(operation)) },
      logger: pino({ level: 'silent' }),
      publicUrl: production.SOTEVARMENNE_PUBLIC_URL,
      version: '0.1.0',
      readiness: {},
      ...securityTxtOf(readConfig(production), clock),
    })
    const response = await server.inject('/.well-known/security.txt')
    const head = await server.inject({ method: 'HEAD', url: '/.well-known/security.txt' })
    await server.close()
    assert.equal(response.statusCode, 200)
    assert.equal(head.statusCode, 200)
    assert.equal(response.headers['content-type'], 'text/plain; charset=utf-8')
    assert.equal(response.body, textWith(production))
  })
})

/**
 * The fields by lower-case name, read by the grammar of RFC 9116 § 4, which is written here a second time.
 */
function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const known =
    'Acknowledgments|Canonical|Contact|Encryption|Expires|Hiring|Policy|Preferred-Languages'
  const line = new RegExp(`^(${known}): (\\S[^\\r\\n]*)$`, 'i')
  assert.ok(text.endsWith('\n'))
  const fields = new Map<string, string[]>()
  for (const each of text.slice(0, -1).split(/\r?\n/)) {
    const [, name = '', value = ''] = line.exec(each) ?? assert.fail(`no field: ${each}`)
    const values = fields.get(name.toLowerCase()) ?? []
    fields.set(name.toLowerCase(), [...values, value])
  }
  // § 2.5: Contact and Expires must be there; Expires and Preferred-Languages at most once; web URIs by https.
  assert.ok(fields.has('contact') && fields.get('expires')?.length === 1)
  assert.ok((fields.get('preferred-languages') ?? []).length <= 1)
  for (const name of ['canonical', 'contact', 'policy'])
    for (const value of fields.get(name) ?? [])
      assert.doesNotMatch(value, /^http:|\s/, `${name}: ${value}`)
  return fields
}
