// cspell:ignore avain Certifikat certifikatansökan Enhet Julkinen Laadittu Namn Nummer servercertifikat Testcertifikat
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { approvalStatement, type Approved } from '@sotevarmenne/issuing/domain/approval-statement'
import { instant } from '@sotevarmenne/kernel/instant'
import { factsIn, isOfClientProgram } from '@sotevarmenne/api/statement-facts'

const approved: Approved = {
  ...{ kind: 'application', id: 'a-1', applicant: 'Esimerkkilä 1234567-1', profile: 'server' },
  ...{ isTest: false, organisation: 'Esimerkkilä', unit: undefined, oid: '1.2.3' },
  ...{ names: ['a.example.fi', 'Yksi / två / three'], validityDays: 365, keyDigest: 'ab' },
  drafted: instant(Date.UTC(2026, 10, 26, 8)),
}
const statement = approvalStatement(approved)

it('a statement is shown line by line in the language of the page, and no value is changed', () => {
  assert.deepEqual(factsIn(statement, 'sv'), [
    ['Godkännande', 'certifikatansökan'],
    ['Nummer', 'a-1'],
    ['Sökande', 'Esimerkkilä 1234567-1'],
    ['Certifikat', 'servercertifikat'],
    ['Testcertifikat', 'nej'],
    ['Organisation', 'Esimerkkilä'],
    ['Enhet', '–'],
    ['OID', '1.2.3'],
    ['Namn 1', 'a.example.fi'],
    ['Namn 2', 'Yksi / två / three'],
    ['Giltigt högst (dygn)', '365'],
    ['Öppen nyckel', 'sha256:ab'],
    ['Upprättad', '2026-11-26T08:00:00.000Z'],
  ])
  const labels = factsIn(statement, 'fi').map(([label]) => label)
  assert.deepEqual(labels.slice(-5), [
    'Nimi 1',
    'Nimi 2',
    'Voimassa enintään (vrk)',
    'Julkinen avain',
    'Laadittu',
  ])
  assert.equal(factsIn(statement, 'en')[8]?.[0], 'Name 1')
})

it('only the statement of a client program is signed as its rules', () => {
  assert.ok(isOfClientProgram(approvalStatement({ ...approved, kind: 'client' })))
  for (const other of [statement, approvalStatement({ ...approved, kind: 'acme' }), 'x: y', ''])
    assert.ok(!isOfClientProgram(other), other)
})
