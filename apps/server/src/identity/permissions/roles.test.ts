import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { permissions } from '@sotevarmenne/api/permissions'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import { createRegistration } from '#points/points/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import type { GivenRole } from './contract.ts'
import { createRoles } from './create-roles.ts'
import { rolesNow } from './roles-now.ts'
import { giveRole } from './stores/roles.ts'
import {
  anAuthenticationEnvironment,
  type AuthenticationEnvironment,
} from '../authentication/testing.ts'

type Person = { readonly personId: string; readonly identityCode: IdentityCode }

forEachDatabase('dual control of roles', ({ db }) => {
  const clock = { now: () => afternoon }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record: () => Promise.resolve(), clock })
  let ca: TestCa
  let environment: AuthenticationEnvironment
  let hanna: Person
  let kaisa: Person
  let aila: Person

  before(async () => {
    ca = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock })
  })
  after(() => ca.close())

  beforeEach(async () => {
    await changed(async (tx) => {
      await sql`truncate permissions.role_holder, permissions.role_proposal`.execute(tx)
    })
    hanna = await aPerson()
    kaisa = await aPerson()
    aila = await aPerson()
    await aCaseOfficer(hanna)
    await aCaseOfficer(kaisa)
  })

  it('gives a role only when one case officer has proposed it and another has approved', async () => {
    assert.equal(await propose(hanna, aila, 'auditor'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['holder'])
    assert.equal(await decide(kaisa, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['auditor', 'holder'])
    const input = environment.events.filter(({ about }) => about?.personId === aila.personId)
    assert.deepEqual(
      input.map(({ type }) => type).filter((type) => type !== 'RolesViewed'),
      ['RoleProposed', 'RoleAppointed'],
    )
  })

  it('ends a role the same way', async () => {
    await propose(hanna, aila, 'caOfficer')
    await decide(kaisa, 'approved')
    assert.equal(await proposeEnd(kaisa, aila, 'caOfficer'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['caOfficer', 'holder'])
    assert.equal(await decide(hanna, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['holder'])
  })

  it('refuses approval by the proposer and by the person concerned, and the proposal stays open', async () => {
    await propose(hanna, aila, 'caseOfficer')
    assert.equal(await decide(hanna, 'approved'), 'second-person-required')
    assert.equal(await decide(aila, 'approved'), 'second-person-required')
    assert.deepEqual(await rolesOf(aila), ['holder'])
    assert.equal(await propose(hanna, hanna, 'caOfficer'), 'concerns-oneself')
    assert.equal((await waiting(kaisa)).length, 1)
  })

  it('is not needed when a role ends with the person’s death, except that of the last case officer (R276)', async () => {
    await propose(hanna, aila, 'caOfficer')
    await decide(kaisa, 'approved')
    const listening = environment.roles.subscriptions.find(({ event }) => event === 'PersonDied')
    for (const { personId } of [aila, kaisa, hanna])
      await listening?.handle({ type: 'PersonDied', about: { personId } }, 'event')
    assert.deepEqual(
      [await rolesOf(aila), await rolesOf(kaisa), await rolesOf(hanna)],
      [['holder'], ['holder'], ['caseOfficer', 'holder']],
    )
    const ended = environment.events.filter(
      ({ type, about }) => type === 'RoleEnded' && about?.personId === aila.personId,
    )
    assert.deepEqual(
      ended.map((event) => 'role' in event && event.role),
      ['caOfficer'],
    )
  })

  it('are shown with who has no card in use (R655)', async () => {
    const roles = createRoles({
      ...{ db, clock, people, registration, record: () => Promise.resolve() },
      systemPermit: (operation) => aPermit(operation),
      withCardInUse: (_tx, personIds) =>
        Promise.resolve(new Set(personIds.filter((one) => one !== kaisa.personId))),
    })
    const seen = await roles.viewRoles(aPermit('access.viewRoles', { personId: aila.personId }))
    assert.ok(seen.ok)
    const withCard = new Map(seen.value.holders.map((one) => [one.personId, one.hasCard]))
    assert.deepEqual([withCard.get(hanna.personId), withCard.get(kaisa.personId)], [true, false])
  })

  it('decides a proposal once; its proposer may withdraw it', async () => {
    await propose(hanna, aila, 'auditor')
    const [proposalId = ''] = await waiting(kaisa)
    assert.equal(await decide(hanna, 'rejected'), 'ok')
    assert.equal(await decide(kaisa, 'approved', proposalId), 'proposal-not-found')
    assert.deepEqual(await rolesOf(aila), ['holder'])
  })

  it('allows one open proposal for each role of a person, and only for persons whom the service knows', async () => {
    assert.equal(await propose(hanna, aila, 'auditor'), 'ok')
    assert.equal(await propose(kaisa, aila, 'auditor'), 'already-proposed')
    const nobody = { personId: randomUUID(), identityCode: anIdentityCode() }
    assert.equal(await propose(hanna, nobody, 'auditor'), 'person-not-found')
    const garbled = { ...nobody, identityCode: '140388-9038' as IdentityCode }
    assert.equal(await propose(hanna, garbled, 'auditor'), 'identity-code-wrong')
  })

  it('checks a proposal again when it is approved', async () => {
    await propose(hanna, aila, 'auditor')
    await changed((tx) => giveRole(tx, { ...aila, role: 'caOfficer', appointedAt: afternoon }))
    assert.equal(await decide(kaisa, 'approved'), 'has-another-role')
    assert.deepEqual(await rolesOf(aila), ['caOfficer', 'holder'])
  })

  it('in a service with one case officer takes the second approval from a registrar', async () => {
    const riitta = await aPerson()
    await propose(hanna, aila, 'caseOfficer')
    assert.equal(await decide(riitta, 'approved'), 'another-case-officer-decides')
    await changed((tx) =>
      sql`delete from permissions.role_holder
      where person_id = ${kaisa.personId}`.execute(tx),
    )
    assert.equal(await decide(riitta, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['caseOfficer', 'holder'])
  })

  it('in a service with two case officers lets a registrar or a CA officer approve the end of one of them', async () => {
    const officer = await aPerson()
    assert.equal(await proposeEnd(hanna, kaisa, 'caseOfficer'), 'ok')
    assert.equal(await decide(kaisa, 'approved'), 'second-person-required')
    assert.equal(await decide(hanna, 'approved'), 'second-person-required')
    assert.equal(await decide(officer, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(kaisa), ['holder'])
    assert.deepEqual(await rolesOf(hanna), ['caseOfficer', 'holder'])
  })

  it('lets case officers, registrars and CA officers decide, and nobody else', () => {
    assert.deepEqual(permissions['access.decideProposal'].roles, [
      'caseOfficer',
      'registrar',
      'caOfficer',
    ])
    for (const decider of ['caseOfficer', 'registrar', 'caOfficer'] as const)
      assert.ok(permissions['access.viewRoles'].roles.includes(decider))
  })

  it('shows who has which role and who may approve, and records the access', async () => {
    await propose(hanna, aila, 'auditor')
    const seenBy = async ({ personId }: Person) => {
      const seen = await environment.roles.viewRoles(aPermit('access.viewRoles', { personId }))
      assert.ok(seen.ok)
      return seen.value
    }
    const seen = await seenBy(kaisa)
    assert.deepEqual(
      seen.holders.map(({ personId, role }) => ({ personId, role })).toSorted(byPerson),
      [hanna, kaisa].map(({ personId }) => ({ personId, role: 'caseOfficer' })).toSorted(byPerson),
    )
    assert.deepEqual(
      seen.proposals.map(({ person, proposedBy, may }) => [person, proposedBy, may]),
      [
        [
          { personId: aila.personId, name: 'Aila Esimerkki' },
          { personId: hanna.personId, name: 'Aila Esimerkki' },
          ['approve', 'reject'],
        ],
      ],
    )
    assert.deepEqual((await seenBy(hanna)).proposals[0]?.may, ['withdraw'])
    assert.deepEqual((await seenBy(aila)).proposals[0]?.may, [])
    const views = environment.events.filter(({ type }) => type === 'RolesViewed')
    assert.ok(views.some(({ about }) => about?.personId === aila.personId))
  })

  async function aPerson(): Promise<Person> {
    const identityCode = anIdentityCode()
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode,
          givenNames: 'Aila',
          surname: 'Esimerkki',
          language: 'fi',
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    return { personId: remembered.value, identityCode }
  }

  const aCaseOfficer = ({ personId }: Person) =>
    changed((tx) => giveRole(tx, { personId, role: 'caseOfficer', appointedAt: afternoon }))

  const propose = async (by: Person, { identityCode }: Person, role: GivenRole) =>
    kindOf(
      await environment.roles.proposeRole(aPermit('access.proposeRole', by), {
        identityCode,
        role,
      }),
    )

  const proposeEnd = async (by: Person, { personId }: Person, role: GivenRole) =>
    kindOf(
      await environment.roles.proposeEnd(aPermit('access.proposeRole', by), { personId, role }),
    )

  async function decide(
    by: Person,
    decision: 'approved' | 'rejected',
    proposal?: string,
  ): Promise<string> {
    const proposalId = proposal ?? (await waiting(by)).at(-1) ?? randomUUID()
    return kindOf(
      await environment.roles.decideProposal(aPermit('access.decideProposal', by), {
        proposalId,
        decision,
      }),
    )
  }

  async function waiting({ personId }: Person): Promise<readonly string[]> {
    const seen = await environment.roles.viewRoles(aPermit('access.viewRoles', { personId }))
    assert.ok(seen.ok)
    return seen.value.proposals.map(({ proposalId }) => proposalId)
  }

  const rolesOf = async ({ personId }: Person) =>
    db.read(async (tx) => [...(await rolesNow({ registration }, tx, personId, afternoon)).roles])

  const changed = (action: (tx: Tx) => Promise<unknown>) =>
    db.write(async (tx) => {
      await action(tx)
      return ok(undefined)
    })
})

const kindOf = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'

const byPerson = (one: { personId: string }, other: { personId: string }): number =>
  one.personId.localeCompare(other.personId)
