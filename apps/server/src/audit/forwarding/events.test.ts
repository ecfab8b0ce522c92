import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { AuditEntry, EntryId } from '../contract.ts'
import { ocsfEvent } from './ocsf-event.ts'
import { syslogFrame } from './syslog-message.ts'

const anEntry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  entryId: '00000000-0000-4000-8000-000000000001' as EntryId,
  at: instant(Date.parse('2026-11-24T14:00:00.123Z')),
  type: 'CardHandedOver',
  operation: 'cards.handOverCard',
  actor: { kind: 'person', personId: 'registrar' },
  reason: 'registrar of a point',
  pointId: 'point',
  about: { personId: 'holder', cardId: 'card', orderId: 'order' },
  facts: { documentType: 'passport' },
  ...changes,
})

/** By the schema of OCSF 1.4.0: class_uid × 100 + activity_id; 0 unknown, 99 other. */
describe('an audit entry as an event of OCSF', () => {
  it('has what the class requires, and identifiers only', () => {
    assert.deepEqual(ocsfEvent(anEntry(), 7), {
      ...{ category_uid: 6, class_uid: 6003, activity_id: 99, activity_name: 'CardHandedOver' },
      ...{ type_uid: 600_399, severity_id: 1, status_id: 1 },
      time: Date.parse('2026-11-24T14:00:00.123Z'),
      metadata: {
        version: '1.4.0',
        product: { name: 'sotevarmenne', vendor_name: 'sotevarmenne' },
        log_name: 'audit',
        uid: '00000000-0000-4000-8000-000000000001',
        sequence: 7,
        event_code: 'CardHandedOver',
      },
      actor: {
        user: { uid: 'registrar', type_id: 1 },
        authorizations: [{ decision: 'allowed', policy: { name: 'registrar of a point' } }],
      },
      api: { operation: 'cards.handOverCard' },
      src_endpoint: { svc_name: 'sotevarmenne' },
      resources: [
        { type: 'person', uid: 'holder' },
        { type: 'card', uid: 'card' },
        { type: 'order', uid: 'order' },
      ],
      unmapped: { pointId: 'point', facts: { documentType: 'passport' } },
    })
  })

  it('is of the class and activity of what happened', () => {
    const typeOf = (type: string) => ocsfEvent(anEntry({ type }), 0)['type_uid']
    assert.deepEqual(
      ['CardViewed', 'SignedIn', 'SignInRefused', 'SignedOut', 'RoleAppointed', 'PasswordSet'].map(
        typeOf,
      ),
      [600_302, 300_201, 300_201, 300_202, 300_199, 300_199],
    )
    const failed = ocsfEvent(anEntry({ type: 'CardNotUnlocked' }), 0)
    assert.deepEqual([failed['status_id'], failed.severity_id], [2, 2])
  })

  it('names programs and processes of the service by what they are', () => {
    const actorOf = (actor: AuditEntry['actor']) => ocsfEvent(anEntry({ actor }), 0)['actor']
    const authorizations = [{ decision: 'allowed', policy: { name: 'registrar of a point' } }]
    assert.deepEqual(actorOf({ kind: 'client', clientId: 'c' }), { app_uid: 'c', authorizations })
    assert.deepEqual(actorOf({ kind: 'process', name: 'jobs' }), {
      app_name: 'sotevarmenne-jobs',
      authorizations,
    })
  })
})

describe('an audit entry as a syslog message', () => {
  const frameOf = (changes: Partial<AuditEntry> = {}, position = 7, hostName = 'service.example') =>
    syslogFrame(ocsfEvent(anEntry(changes), position), { hostName })

  /** RFC 5424 § 6: the grammar, with MSG-ANY. */
  const grammar =
    /^(?<length>[1-9]\d*) <(?<pri>\d{1,3})>1 (?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) (?<host>[!-~]{1,255}) (?<app>[!-~]{1,48}) (?<proc>[!-~]{1,128}) (?<msgId>[!-~]{1,32}) \[meta sequenceId="(?<sequence>\d{1,10})"\] (?<json>\{[ -~]*\})$/

  it('has a header by RFC 5424, and is counted in bytes', () => {
    const frame = frameOf()
    const { length, pri, at, host, msgId, sequence, json } = grammar.exec(frame)?.groups ?? {}
    assert.equal(Number(length), Buffer.byteLength(frame) - String(length).length - 1)
    // Log audit, informational.
    assert.equal(pri, '110')
    assert.deepEqual(
      [at, host, msgId, sequence],
      ['2026-11-24T14:00:00.123Z', 'service.example', 'CardHandedOver', '8'],
    )
    assert.deepEqual(JSON.parse(json ?? ''), ocsfEvent(anEntry(), 7))
  })

  it('is ASCII in one line, whatever is in the facts and the name of the host', () => {
    const facts = { text: 'Ääkkönen\n𝄞\u2028"\\' }
    const frame = frameOf({ facts, type: 'A'.repeat(40) }, 7, 'ser vice\n')
    const { json = '', host, msgId } = grammar.exec(frame)?.groups ?? {}
    assert.deepEqual([host, msgId?.length], ['service', 32])
    assert.deepEqual((JSON.parse(json) as { unmapped: object }).unmapped, {
      pointId: 'point',
      facts,
    })
  })

  it('has 8192 bytes at most: without its facts where they are longer', () => {
    const frame = frameOf({ facts: { serials: Array.from({ length: 900 }, () => '0a1b2c3d') } })
    const { length, json = '' } = grammar.exec(frame)?.groups ?? {}
    assert.ok(Number(length) <= 8192)
    assert.deepEqual((JSON.parse(json) as { unmapped: object }).unmapped, { factsLeftOut: true })
  })

  it('has the priority of a notice when something was refused, and counts from 1 again after 2147483647', () => {
    assert.equal(grammar.exec(frameOf({ type: 'SignInRefused' }))?.groups?.['pri'], '109')
    const sequenceOf = (position: number) =>
      grammar.exec(frameOf({}, position))?.groups?.['sequence']
    assert.deepEqual(
      [sequenceOf(0), sequenceOf(2_147_483_646), sequenceOf(2_147_483_647)],
      [...['1', '2147483647', '1']],
    )
  })
})
