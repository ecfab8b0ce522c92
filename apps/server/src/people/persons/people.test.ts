import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createPeople, type PersonFacts } from './index.ts'

const code = (text: string): IdentityCode => {
  const parsed = parseIdentityCode(text)
  assert.ok(parsed.ok)
  return parsed.value
}

const aino = (changes: Partial<PersonFacts> = {}): PersonFacts => ({
  identityCode: code('140388-9039'),
  givenNames: 'Aino',
  surname: 'Esimerkki',
  language: 'fi',
  nonDisclosure: false,
  address: {
    street: 'Esimerkkikatu 3 A 4',
    postalCode: '33100',
    postOffice: 'Tampere',
    country: 'FI',
  },
  ...changes,
})

const clock = { now: () => instant(1_795_000_000_000) }

forEachDatabase('the persons module', ({ db }) => {
  const people = createPeople({ secret: new Uint8Array(32).fill(1), clock })
  const remember = async (facts: PersonFacts): Promise<string> => {
    const result = await db.write(async (tx) => ok(await people.rememberPerson(tx, facts)))
    assert.ok(result.ok)
    return result.value
  }

  describe('a person', () => {
    it('is found by the identity code and by the id', async () => {
      const personId = await remember(aino())
      const person = {
        personId,
        givenNames: 'Aino',
        surname: 'Esimerkki',
        language: 'fi',
        whereabouts: { nonDisclosure: false, address: aino().address },
        confirmedAt: clock.now(),
      }
      const found = await db.read((tx) => people.findByIdentityCode(tx, code('140388-9039')))
      assert.deepEqual(found, person)
      assert.deepEqual(await db.read((tx) => people.findPerson(tx, personId)), person)
      assert.equal(await db.read((tx) => people.identityCodeOf(tx, personId)), '140388-9039')
    })

    it('stays the same person when the name changes', async () => {
      const personId = await remember(aino())
      assert.equal(await remember(aino({ surname: 'Uusinimi' })), personId)
      const person = await db.read((tx) => people.findPerson(tx, personId))
      assert.equal(person?.surname, 'Uusinimi')
    })

    it('is another person when only the intermediate character of the code differs', async () => {
      const one = await remember(aino({ identityCode: code('131052-308T') }))
      const other = await remember(aino({ identityCode: code('131052Y308T') }))
      assert.notEqual(one, other)
    })

    it('loses the address when non-disclosure begins, and is shown without one', async () => {
      const personId = await remember(aino())
      await remember(aino({ nonDisclosure: true }))
      const person = await db.read((tx) => people.findPerson(tx, personId))
      assert.deepEqual(person?.whereabouts, { nonDisclosure: true })

      const stored = await db.read((tx) =>
        sql<{ address: unknown }>`
          select address from persons.person where person_id = ${personId}`.execute(tx),
      )
      assert.deepEqual(stored.rows, [{ address: null }])
    })

    it('is found by the time of the register’s last confirmation, with an exclusive end', async () => {
      const personId = await remember(aino())
      const at = clock.now()
      const found = (from: Instant, to: Instant) =>
        db.read((tx) => people.confirmedBetween(tx, { from, to }))
      assert.ok((await found(at, plus(at, 1))).some((found) => found === personId))
      assert.deepEqual(await found(plus(at, -1), at), [])
      assert.deepEqual(await found(plus(at, 1), plus(at, 2)), [])
    })

    it('is found by the beginnings of name words, in any order, and by the birth date', async () => {
      const personId = await remember(
        aino({ givenNames: 'Äijä Márja-Liisa', surname: 'Ŋuorra-Sjöberg' }),
      )
      await remember(
        aino({ identityCode: code('131052-308T'), givenNames: 'Äijä', surname: 'Muu' }),
      )
      const found = async (sought: { name?: string; birthDate?: string }) =>
        (
          await db.read((tx) =>
            people.searchPeople(tx, {
              ...(sought.name !== undefined && { name: sought.name }),
              ...(sought.birthDate !== undefined && { birthDate: localDate(sought.birthDate) }),
              limit: 10,
            }),
          )
        ).map((each) => each.personId)
      assert.deepEqual(await found({ name: 'sjob ai' }), [personId])
      assert.deepEqual(await found({ name: 'nuo' }), [personId])
      assert.deepEqual(await found({ birthDate: '1988-03-14' }), [personId])
      assert.deepEqual(await found({ name: 'muu', birthDate: '1988-03-14' }), [])
      assert.deepEqual(await found({ name: 'jöberg' }), [])
      assert.deepEqual(await found({ name: ' - ' }), [])
      assert.deepEqual(await found({}), [])

      await remember(aino({ givenNames: 'Äijä', surname: 'Uusinimi' }))
      assert.deepEqual(await found({ name: 'sjob' }), [])
      assert.deepEqual(await found({ name: 'uusi' }), [personId])
    })

    it('has no identity code in clear anywhere in the table', async () => {
      await remember(aino())
      const rows = await db.read((tx) =>
        sql<{ row: string }>`
          select identity_code_sealed::text || identity_code_fingerprint::text || p::text as row
          from persons.person p`.execute(tx),
      )
      const inHex = Buffer.from('140388-9039').toString('hex')
      for (const { row } of rows.rows) {
        assert.ok(!row.includes('140388-9039'))
        assert.ok(!row.includes(inHex))
      }
    })

    it('is not found without the key', async () => {
      const personId = await remember(aino())
      const thief = createPeople({ secret: new Uint8Array(32).fill(2), clock })
      const found = await db.read((tx) => thief.findByIdentityCode(tx, code('140388-9039')))
      assert.equal(found, undefined)
      await assert.rejects(db.read((tx) => thief.identityCodeOf(tx, personId)))
    })
  })
})
