import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { takeCall } from '@sotevarmenne/api/hotline'
import { formatInstant, minute } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import {
  aCardHandedOver,
  afternoon,
  registersThatBearOut,
} from '../../apps/server/src/cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../apps/server/src/cards/orders/testing.ts'
import { createPeople } from '../../apps/server/src/people/persons/index.ts'
import { createRegisters } from '../../apps/server/src/people/registers/index.ts'
import { createHotline } from '../../apps/server/src/support/hotline/index.ts'
import { aSpareEnvironment } from '../../apps/server/src/cards/spare-cards/testing.ts'
import { createOcspServer } from '../../apps/server/src/entry/ocsp-server.ts'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { clockFrom } from '@sotevarmenne/tests/time/days'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'

const clock = clockFrom(afternoon)

it('a call revokes in OCSP and on the CRL while the registers and the jobs process are down (R123)', async () => {
  const ports = await freePorts(['ocsp', 'nobody'])
  const validationUrl = `http://127.0.0.1:${String(ports.ocsp)}`
  const ca = await startTestCa({ clock, validationUrl })
  const { db, close } = await openTestDatabase()
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const away = createRegisters({ url: `http://127.0.0.1:${String(ports.nobody)}` })
  // Available while the card is produced, and down from then on.
  const there = registersThatBearOut(db)
  let registers: typeof there = there
  const environment = aSpareEnvironment({
    ...{ db, ca, clock },
    registers: {
      lookUpPerson: (code) => registers.lookUpPerson(code),
      lookUpRights: (code) => registers.lookUpRights(code),
    },
  })
  const line = createHotline({
    ...{ db, clock, people },
    record: environment.deps.record,
    planJob: environment.outbox.planJob,
    cards: environment.cards,
    spareCards: environment.spareCards,
    certificates: environment.certificates,
    issuers: ca.issuers.all.map(({ id }) => id),
    systemPermit: (operation) => aPermit(operation),
    secret: new Uint8Array(32).fill(9),
  })
  const faults: unknown[] = []
  const ocspServer = await createOcspServer({
    ...{ db, clock, certificates: environment.certificates, revocations: environment.revocations },
    record: () => Promise.resolve(),
    issuers: ca.issuers,
    signer: ca.signer,
    crlFolder: join(ca.folder, 'crls'),
    permits: {
      issueCertificate: () => aPermit('certificates.issueCertificate'),
      publishCrl: () => aPermit('crl.publishCrl'),
    },
    onFault: (fault) => faults.push(fault),
  }).start({ host: '127.0.0.1', port: ports.ocsp })

  try {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: anIdentityCode(),
          givenNames: 'Aino',
          surname: 'Esimerkki',
          language: 'fi',
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    const holder = remembered.value
    const cardId = await aCardHandedOver(environment, { holder })
    const certificates = await db.read((tx) =>
      environment.certificates.certificatesOfCard(tx, cardId),
    )
    assert.equal(certificates.length, 2)
    for (const each of certificates) await until(async () => (await ocspOf(each)) === 'good')

    // From here on no register responds, and the outbox is not processed: there is no jobs process.
    registers = away
    const down = await registers.lookUpPerson(anIdentityCode())
    assert.equal(!down.ok && down.refusal.kind, 'register-unavailable')
    const found = await line.findHolder(aPermit('hotline.findHolder'), {
      search: 'esimerkki aino',
    })
    assert.ok(found.ok)
    const call = await line.takeCall(
      aPermit('hotline.takeCall', { personId: holder }),
      takeCall.input.parse({
        callId: randomUUID(),
        beganAt: formatInstant(clock.now()),
        language: 'fi',
        caller: 'colleague',
        holder: found.value.holders[0]?.personId,
        cards: [{ kind: 'card', cardId }],
        happened: 'stolen',
        callBack: { state: 'due', number: '040 123 4567' },
      }),
    )
    assert.ok(call.ok)
    assert.equal(call.value.outcome, 'cancelled')

    for (const each of certificates) {
      await until(async () => (await ocspOf(each)) === 'revoked')
      await until(() => isOnCrl(each))
    }
    assert.deepEqual(faults, [])
  } finally {
    await ocspServer.close()
    await close()
    await ca.close()
  }

  type Requested = { readonly issuer: string; readonly serial: string }

  async function ocspOf({ issuer, serial }: Requested): Promise<string> {
    const about = {
      issuer: await certificateOf(issuer),
      serial: new Uint8Array(Buffer.from(serial, 'hex')),
    }
    const response = await fetch(`${validationUrl}/ocsp/${issuer}`, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: Buffer.from(
        encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha256' })], undefined),
      ),
    })
    const checked = checkOcspResponse({
      ...about,
      response: new Uint8Array(await response.arrayBuffer()),
      at: clock.now(),
      nonce: undefined,
      toleranceMilliseconds: minute,
    })
    return checked.ok ? checked.value.kind : checked.refusal.kind
  }

  async function isOnCrl({ issuer, serial }: Requested): Promise<boolean> {
    const response = await fetch(`${validationUrl}/crl/${issuer}.crl`)
    const list = decodeCertificateList(new Uint8Array(await response.arrayBuffer()))
    if (!list.ok) return false
    const sought = new Uint8Array(Buffer.from(serial, 'hex'))
    return list.value.entries.some((entry) => equalBytes(entry.serial, sought))
  }

  async function certificateOf(issuer: string) {
    const response = await fetch(`${validationUrl}/ca/${issuer}.crt`)
    const read = decodeCertificate(new Uint8Array(await response.arrayBuffer()))
    assert.ok(read.ok)
    return read.value
  }
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50)
}
