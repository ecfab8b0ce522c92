import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { createCertificates, type Certificates } from '#pki/issuance/index.ts'
import type { IssuedCertificate } from '#pki/issuance/contract.ts'
import { aRequest } from '#pki/issuance/testing.ts'
import { createPeople, type People } from '#people/persons/index.ts'
import type { PersonId } from '#people/persons/contract.ts'
import { createOutbox, type Outbox } from '#platform/outbox.ts'
import type { Record } from '#platform/record.ts'
import type { PopulationFacts, RegisterUnavailable } from '#people/registers/contract.ts'
import { createRevocations, type Revocations } from '#pki/revocation/index.ts'
import type { PublishableProduct } from '#cards/products/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import type { Directory } from './directory.ts'
import { keepDirectory, type StoredDirectory } from './sync-directory.ts'
import { ldapDirectory } from './ldap-directory.ts'
import { noSlapd, startDirectory, type TestDirectory } from './testing.ts'

forEachDatabase('holders in a directory', ({ db }) => {
  describe('with the product switched on', { skip: noSlapd }, () => {
    let now = instant(Date.parse('2026-11-24T14:00:00Z'))
    const clock = { now: () => now }
    let server: TestDirectory
    let ca: TestCa
    let certificates: Certificates
    let revocations: Revocations
    let people: People
    let outbox: Outbox
    let stored: StoredDirectory
    const requested: IdentityCode[] = []
    const away = {
      kind: 'register-unavailable',
      register: 'population',
      because: 'no-connection',
    } as const
    let registerSays: (code: IdentityCode) => Result<PopulationFacts, RegisterUnavailable> = () =>
      refuse(away)

    const record: Record = (tx, event) => outbox.planSubscribers(tx, event, randomUUID())
    const keep = (
      products: readonly PublishableProduct[],
      directory: Directory = ldapDirectory(server.address),
    ): StoredDirectory =>
      keepDirectory({
        ...{ db, clock, people, certificates, revocations, products },
        issuers: ca.issuers,
        planJob: outbox.planJob,
        directory,
        lookUpPerson: (identityCode) => {
          requested.push(identityCode)
          return Promise.resolve(registerSays(identityCode))
        },
      })

    before(async () => {
      server = await startDirectory()
      ca = await startTestCa({ clock })
      outbox = createOutbox({ db, clock })
      const { issuers, signer } = ca
      people = createPeople({
        secret: new Uint8Array(32).fill(1),
        clock,
        notify: outbox.planSubscribers,
      })
      const recordAll = recordEach(record)
      certificates = createCertificates({ db, clock, recordAll, issuers, signer })
      revocations = createRevocations({ certificates, record, clock })
      stored = keep(['professional-card'])
      outbox.use({ handlers: stored.jobs, subscriptions: stored.subscriptions })
    })
    after(async () => {
      await ca.close()
      await server.close()
    })

    const facts = { givenNames: 'Aino Maria', surname: 'Esimerkki', language: 'fi' } as const
    const remember = async (code: string, nonDisclosure = false): Promise<PersonId> => {
      const identityCode = parseIdentityCode(code)
      assert.ok(identityCode.ok)
      const person = await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...facts,
            identityCode: identityCode.value,
            nonDisclosure,
          }),
        ),
      )
      assert.ok(person.ok)
      return person.value
    }
    /** One certificate of each product for persons. */
    const issueOf = async (
      profile: 'staff-signature' | 'actor-signature' | 'temporary-member-signature',
      holder: string,
      number: string,
    ): Promise<IssuedCertificate> => {
      const { givenNames, surname } = aRequest(now).subject
      const issued = await certificates.issueCertificate(aPermit('certificates.issueCertificate'), {
        ...aRequest(now, { holder }),
        profile,
        validTo: addDays(dateInHelsinki(now), 60),
        subject: {
          ...{ givenNames, surname, title: 'osastonsihteeri', subjectNumber: number },
          organisation: 'Esimerkkilän sairaala',
        },
      })
      assert.ok(issued.ok, JSON.stringify(issued))
      return issued.value
    }
    const issue = async (
      holder: string,
      registrationNumber: string,
      validUntil: Instant = plus(now, 300 * day),
    ): Promise<IssuedCertificate> => {
      const request = aRequest(now, { holder })
      const validTo = new Date(validUntil).toISOString().slice(0, 10) as typeof request.validTo
      const issued = await certificates.issueCertificate(aPermit('certificates.issueCertificate'), {
        ...request,
        validTo,
        subject: { ...request.subject, registrationNumber },
      })
      assert.ok(issued.ok)
      return issued.value
    }
    const revoke = async ({ issuer, serial }: IssuedCertificate): Promise<void> => {
      const requested = {
        issuer,
        serials: [serial],
        reason: 'keyCompromise',
        cause: 'card-lost',
      } as const
      const permit = aPermit('cards.cancelCard')
      const revoked = await db.write((tx) => revocations.revokeCertificates(tx, permit, requested))
      assert.ok(revoked.ok)
    }
    const shownOf = async (registrationNumber: string) =>
      (await server.readHolders())
        .filter((entry) => entry.registrationNumber === registrationNumber)
        .map((entry) => entry.certificates)

    const putStranger = (registrationNumber: string): Promise<void> =>
      ldapDirectory(server.address).publishHolder({
        ...{ registrationNumber, commonName: 'STRANGER', surname: 'STRANGER' },
        certificates: [ca.issuers.roots[0]?.certificate.der ?? new Uint8Array()],
      })

    it('are shown from issuing until they are revoked', async () => {
      const holder = await remember('140388-9039')
      const one = await issue(holder, '00098705718')
      await outbox.drain()
      assert.deepEqual(await shownOf('00098705718'), [[one.der]])
      await revoke(one)
      await outbox.drain()
      assert.deepEqual(await shownOf('00098705718'), [])
    })

    it('leave when their certificate ends', async () => {
      const holder = await remember('140388-9039')
      const one = await issue(holder, '00098705718', plus(now, 3 * day))
      await outbox.drain()
      assert.deepEqual(await shownOf('00098705718'), [[one.der]])
      now = one.notAfter
      await outbox.drain()
      assert.deepEqual(await shownOf('00098705718'), [[one.der]])
      now = plus(now, hour)
      await outbox.drain()
      assert.deepEqual(await shownOf('00098705718'), [])
    })

    it('are never shown under non-disclosure, and leave at once when it begins', async () => {
      const hidden = await remember('131052-308T', true)
      await issue(hidden, '00012345674')
      await outbox.drain()
      await stored.round()
      assert.deepEqual(await shownOf('00012345674'), [])

      await remember('131052-308T', false)
      await outbox.drain()
      assert.equal((await shownOf('00012345674')).length, 1)
      await remember('131052-308T', true)
      await outbox.drain()
      assert.deepEqual(await shownOf('00012345674'), [])
    })

    it('are as in the database after an outage, whatever was missed', async () => {
      await outbox.drain()
      const [stays, leaves, comes] = await Promise.all(
        ['010190-900P', '210281-9988', '100190-999P'].map((code) => remember(code)),
      )
      assert.ok(stays && leaves && comes)
      const staying = await issue(stays, '00000000001')
      const leaving = await issue(leaves, '00000000002')
      await outbox.drain()
      assert.deepEqual(await shownOf('00000000002'), [[leaving.der]])

      await server.stop()
      await revoke(leaving)
      const coming = await issue(comes, '00000000003')
      await assert.rejects(outbox.drain(), AggregateError)
      await assert.rejects(stored.round())
      // Somebody restored an old copy of the directory in which a stranger is listed, under a number of ours too.
      await server.start()
      await putStranger('00000000009')
      await putStranger('00000000001')
      await stored.round()
      assert.deepEqual(await shownOf('00000000001'), [[staying.der]])
      assert.deepEqual(await shownOf('00000000002'), [])
      assert.deepEqual(await shownOf('00000000003'), [[coming.der]])
      assert.deepEqual(await shownOf('00000000009'), [])
      const [root] = ca.issuers.roots
      assert.ok(root)
      const { crl } = await ca.issuers.rootStatus(root.id)
      assert.deepEqual(await server.readCa(root.commonName), [
        ...[root.certificate.der, undefined, crl.der],
      ])
    })

    it('are repaired behind an entry that the directory refuses, and the refusal is reported', async () => {
      await outbox.drain()
      await putStranger('00000000007')
      await putStranger('00000000008')
      const coming = await issue(await remember('131052Y308T'), '00000000006')
      const real = ldapDirectory(server.address)
      const refusing = keep(['professional-card'], {
        ...real,
        publish: () => Promise.reject(new Error('refused')),
        publishHolder: (entry) =>
          entry.registrationNumber === '00000000007'
            ? Promise.reject(new Error('refused'))
            : real.publishHolder(entry),
      })
      await assert.rejects(refusing.round(), AggregateError)
      assert.equal((await shownOf('00000000007')).length, 1)
      assert.deepEqual(await shownOf('00000000008'), [])
      assert.deepEqual(await shownOf('00000000006'), [[coming.der]])

      await keep(['professional-card']).round()
      assert.deepEqual(await shownOf('00000000007'), [])
    })

    describe('when the population register', () => {
      const aino = '140388-9039'
      const population = { ...facts, nonDisclosure: false }
      /** The only card of a person who was confirmed just now. */
      const shownBy = async (code: string, registrationNumber: string): Promise<void> => {
        const holder = await remember(code)
        await issue(holder, registrationNumber)
        await outbox.drain()
        await stored.round()
        assert.equal((await shownOf(registrationNumber)).length, 1)
        requested.length = 0
      }

      it('says that non-disclosure has begun leave the directory, though nobody else queries it', async () => {
        await shownBy(aino, '00098705718')
        now = plus(now, 13 * hour)
        registerSays = (code) => ok({ ...population, nonDisclosure: code === aino })
        await stored.confirmHolders()
        await outbox.drain()
        assert.deepEqual(await shownOf('00098705718'), [])

        now = plus(now, 13 * hour)
        registerSays = () => ok(population)
        await stored.confirmHolders()
        await outbox.drain()
        assert.equal((await shownOf('00098705718')).length, 1)
      })

      it('gave a response are not queried again for half a day', async () => {
        await shownBy(aino, '00098705718')
        registerSays = () => ok(population)
        now = plus(now, 11 * hour)
        await stored.confirmHolders()
        assert.ok(!requested.some((code) => code === aino))
        now = plus(now, 2 * hour)
        await stored.confirmHolders()
        await stored.confirmHolders()
        assert.equal(requested.filter((code) => code === aino).length, 1)
      })

      it('has given no response for two days leave the directory, and come back when it confirms them', async () => {
        await shownBy(aino, '00098705718')
        registerSays = () => refuse(away)
        now = plus(now, 2 * day)
        await assert.rejects(stored.confirmHolders(), AggregateError)
        await stored.round()
        assert.equal((await shownOf('00098705718')).length, 1)
        now = plus(now, 1)
        await stored.round()
        assert.deepEqual(await shownOf('00098705718'), [])

        registerSays = () => ok(population)
        // Where the register gave no response before, the first call ends behind the last holder.
        await stored.confirmHolders()
        await stored.confirmHolders()
        assert.equal((await shownOf('00098705718')).length, 1)
      })

      it('gives no response about them are not confirmed, and those behind them are', async () => {
        await shownBy(aino, '00098705718')
        now = plus(now, 13 * hour)
        registerSays = (code) => (code === requested[0] ? refuse(away) : ok(population))
        await assert.rejects(stored.confirmHolders(), AggregateError)
        assert.ok(requested.length > 1)
      })
    })

    it('are shown for each product that is switched on, and never under non-disclosure (R303)', async () => {
      await outbox.drain()
      const products = [
        ['staff-card', 'staff-signature', '00000000021'],
        ['actor-card', 'actor-signature', '00000000022'],
        ['spare-card', 'temporary-member-signature', '00000000023'],
      ] as const
      const holder = await remember('140388-9039')
      const hidden = await remember('131052-308T', true)
      const issued = new Map<string, IssuedCertificate>()
      for (const [product, profile, number] of products) {
        issued.set(product, await issueOf(profile, holder, number))
        await issueOf(profile, hidden, number.replace('0002', '0003'))
      }
      for (const [product, , number] of products) {
        await keep([product]).round()
        const shown = await server.readHolders()
        assert.deepEqual(
          shown.map((entry) => [entry.registrationNumber, entry.certificates]),
          [[number, [issued.get(product)?.der]]],
          product,
        )
      }
      await keep(['professional-card', ...products.map(([product]) => product)]).round()
      const numbers = (await server.readHolders()).map((entry) => entry.registrationNumber)
      for (const [, , number] of products) assert.ok(numbers.includes(number))
      assert.ok(!numbers.some((number) => number.startsWith('0000000003')))
    })

    it('are removed once the product is switched off', async () => {
      assert.notDeepEqual(await server.readHolders(), [])
      await keep([]).round()
      assert.deepEqual(await server.readHolders(), [])
    })
  })
})
