import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOfAddress, readDeliveryReport } from './delivery-report.ts'

const aReport = (recipient: string, type = 'multipart/report; report-type=delivery-status;') =>
  [
    'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
    'Auto-Submitted: auto-replied',
    `Content-Type: ${type}`,
    '\tboundary="a/boundary"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--a/boundary',
    'Content-Type: text/plain',
    '',
    'Action: delivered, says the text, which is for people',
    '',
    '--a/boundary',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example',
    '',
    recipient,
    '',
    '--a/boundary',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: what it was about',
    '--a/boundary--',
    '',
  ].join('\r\n')

describe('a delivery report', () => {
  it('says what happened to the mail and why, in any folding and case', () => {
    const recipient = 'Final-Recipient: rfc822; aino@example.fi\r\nAction: failed\r\nStatus: 5.1.1'
    assert.deepEqual(readDeliveryReport(aReport(recipient)), { action: 'failed', status: '5.1.1' })
    const other = 'ACTION:\r\n Failed\r\nStatus: 4.4.7 (delivery time expired)'
    assert.deepEqual(readDeliveryReport(aReport(other)), { action: 'failed', status: '4.4.7' })
    // The actions of RFC 3464 § 2.3.3.
    for (const action of ['failed', 'delayed', 'delivered', 'relayed', 'expanded'])
      assert.equal(
        readDeliveryReport(aReport(`Action: ${action}\r\nStatus: 2.0.0`))?.action,
        action,
      )
  })

  it('is found in the first part too, and not behind twenty of them', () => {
    const part = (type: string, body: string) => `--x\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`
    const status = part('message/delivery-status', 'Action: failed\r\nStatus: 5.1.1')
    const report = (before: number) =>
      readDeliveryReport(
        `Content-Type: multipart/report; boundary=x\r\n\r\n${part('text/plain', 'a').repeat(before)}${status}--x--`,
      )
    assert.deepEqual(report(0), { action: 'failed', status: '5.1.1' })
    assert.equal(report(18)?.status, '5.1.1')
    assert.equal(report(19), undefined)
  })

  it('is not found in an absence notice, a letter, or a broken or hostile message', () => {
    for (const message of [
      'Subject: I am away\r\nAuto-Submitted: auto-replied\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      aReport('Action: failed\r\nStatus: 5.1.1', 'multipart/mixed;'),
      aReport('Action: lost\r\nStatus: 5.1.1'),
      aReport('Action: failed\r\nStatus: five'),
      aReport(''),
      aReport('Action: failed\r\nStatus: 5.1.1', 'multipart/report').replaceAll(
        'a/boundary',
        'undefined',
      ),
      '',
      '\r\n\r\n',
      `Content-Type: multipart/report; boundary=x\r\n\r\n${'\r\n--x'.repeat(50_000)}`,
    ])
      assert.equal(readDeliveryReport(message), undefined, message.slice(0, 40))
  })

  it('concerns the address when that is permanently invalid, not when its mailbox is full or the mail was unwanted', () => {
    const concerns = (status: string, action: 'failed' | 'delayed' = 'failed') =>
      isOfAddress({ action, status })
    for (const status of ['5.1.1', '5.1.10', '5.0.0', '5.2.1', '5.4.4', '5.5.0'])
      assert.ok(concerns(status), status)
    for (const status of ['5.2.2', '5.2.3', '5.3.4', '5.6.1', '5.7.1', '4.4.7', '2.0.0'])
      assert.ok(!concerns(status), status)
    assert.ok(!concerns('5.1.1', 'delayed'))
  })
})
