import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { CodedOrganisation } from '../../../people/registers/contract.ts'
import { checkCoded, checkConformity } from './still-true.ts'

const copiedAt = instant(Date.UTC(2026, 10, 25, 4))
const today = localDate('2026-11-25')
const anEntry = (changes: Partial<CodedOrganisation> = {}): CodedOrganisation => ({
  oid: '1.2.246.10.1.10.1' as string as Oid,
  codeList: 'organisations',
  name: 'Helsingin VI apteekki',
  validFrom: localDate('2020-01-01'),
  ...changes,
})
const requested = { entry: anEntry(), copiedAt, today, business: 'active' } as const
const kindOf = (changes: Partial<Parameters<typeof checkCoded>[0]>): string => {
  const checked = checkCoded({ ...requested, ...changes })
  return checked.ok ? 'ok' : checked.refusal.kind
}

it('an OID is accepted by the copy of the day, while it is valid, its last day included (R183)', () => {
  assert.equal(kindOf({}), 'ok')
  assert.equal(kindOf({ copiedAt: plus(copiedAt, -day) }), 'copy-not-of-today')
  assert.equal(kindOf({ entry: undefined }), 'oid-not-in-code-service')
  assert.equal(kindOf({ entry: anEntry({ validTo: today }) }), 'ok')
  assert.equal(kindOf({ entry: anEntry({ validFrom: today }) }), 'ok')
  assert.equal(kindOf({ entry: anEntry({ validTo: localDate('2026-11-24') }) }), 'oid-ended')
  assert.equal(kindOf({ entry: anEntry({ validFrom: localDate('2026-11-26') }) }), 'oid-not-begun')
})

it('a name that has changed since the application was sent is not certified', () => {
  assert.equal(kindOf({ sentAs: 'Helsingin VI apteekki' }), 'ok')
  const changed = checkCoded({ ...requested, sentAs: 'Helsingin VII apteekki' })
  const refusal = { kind: 'name-changed', name: 'Helsingin VI apteekki' }
  assert.deepEqual(changed, { ok: false, refusal })
})

it('an organisation that the business register renamed since is not certified by its old name (R315)', () => {
  const [sentFor, organisationName] = ['Apteekki Oy', 'Uusi Apteekki Oy']
  assert.equal(kindOf({ sentFor, organisationName: sentFor }), 'ok')
  assert.equal(kindOf({ sentFor }), 'ok')
  assert.deepEqual(checkCoded({ ...requested, sentFor, organisationName }), {
    ok: false,
    refusal: { kind: 'organisation-renamed', name: organisationName },
  })
})

it('a dissolved organisation gets no certificate; one in bankruptcy still does', () => {
  assert.equal(kindOf({ business: 'ceased' }), 'organisation-ceased')
  assert.equal(kindOf({ business: 'in-bankruptcy' }), 'ok')
})

it('a private provider proves that its system conforms, except for a test version (R184)', () => {
  for (const sector of ['private', 'public', undefined] as const)
    for (const isTest of [true, false])
      for (const hasConformity of [true, false])
        assert.equal(
          checkConformity({ sector, isTest, hasConformity }).ok,
          sector !== 'private' || isTest || hasConformity,
        )
})
