import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import { createRegistration } from '#points/points/index.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import type { GivenRole } from './contract.ts'
import { doersOf } from './domain/roles.ts'
import { rolesNow } from './roles-now.ts'
import { giveRole } from './stores/roles.ts'
import { anAccessWorld, type AccessWorld } from '../authentication/testing.ts'

type Person = { readonly personId: string; readonly identityCode: IdentityCode }

forEachDatabase('roles by four eyes', ({ db }) => {
  const clock = { now: () => afternoon }
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record: () => Promise.resolve(), clock })
  let authority: TestAuthority
  let world: AccessWorld
  let hanna: Person
  let kaisa: Person
  let aila: Person

  before(async () => {
    authority = await startTestAuthority({ clock })
    world = anAccessWorld({ db, authority, clock })
  })
  after(() => authority.close())

  beforeEach(async () => {
    await changed(async (tx) => {
      await sql`truncate permissions.role_holder, permissions.role_proposal`.execute(tx)
    })
    hanna = await aPerson()
    kaisa = await aPerson()
    aila = await aPerson()
    await aHandler(hanna)
    await aHandler(kaisa)
  })

  it('one handler proposes, another approves, and only then the person has the role', async () => {
    assert.equal(await propose(hanna, aila, 'auditor'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['holder'])
    assert.equal(await decide(kaisa, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['auditor', 'holder'])
    const told = world.events.filter(({ about }) => about?.personId === aila.personId)
    assert.deepEqual(
      told.map(({ type }) => type).filter((type) => type !== 'RolesViewed'),
      ['RoleProposed', 'RoleAppointed'],
    )
  })

  it('takes a role the same way', async () => {
    await propose(hanna, aila, 'caOfficer')
    await decide(kaisa, 'approved')
    assert.equal(await proposeEnd(kaisa, aila, 'caOfficer'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['caOfficer', 'holder'])
    assert.equal(await decide(hanna, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['holder'])
  })

  it('nobody approves an own proposal or an own role, and it goes on waiting', async () => {
    await propose(hanna, aila, 'handler')
    assert.equal(await decide(hanna, 'approved'), 'own-proposal')
    assert.equal(await decide(aila, 'approved'), 'concerns-oneself')
    assert.deepEqual(await rolesOf(aila), ['holder'])
    assert.equal(await propose(hanna, hanna, 'caOfficer'), 'concerns-oneself')
    assert.equal((await waiting(kaisa)).length, 1)
  })

  it('ends with the life of whoever has it, but that of the last handler (R276)', async () => {
    await propose(hanna, aila, 'caOfficer')
    await decide(kaisa, 'approved')
    const listening = world.roles.subscriptions.find(({ event }) => event === 'PersonDied')
    for (const { personId } of [aila, kaisa, hanna])
      await listening?.handle({ type: 'PersonDied', about: { personId } }, 'event')
    assert.deepEqual(
      [await rolesOf(aila), await rolesOf(kaisa), await rolesOf(hanna)],
      [['holder'], ['holder'], ['handler', 'holder']],
    )
    const ended = world.events.filter(
      ({ type, about }) => type === 'RoleEnded' && about?.personId === aila.personId,
    )
    assert.deepEqual(
      ended.map((event) => 'role' in event && event.role),
      ['caOfficer'],
    )
  })

  it('is decided once; its proposer may take it back', async () => {
    await propose(hanna, aila, 'auditor')
    const [proposalId = ''] = await waiting(kaisa)
    assert.equal(await decide(hanna, 'rejected'), 'ok')
    assert.equal(await decide(kaisa, 'approved', proposalId), 'proposal-unknown')
    assert.deepEqual(await rolesOf(aila), ['holder'])
  })

  it('waits once for a role of a person, and is for somebody whom the service knows', async () => {
    assert.equal(await propose(hanna, aila, 'auditor'), 'ok')
    assert.equal(await propose(kaisa, aila, 'auditor'), 'already-proposed')
    const nobody = { personId: randomUUID(), identityCode: anIdentityCode() }
    assert.equal(await propose(hanna, nobody, 'auditor'), 'person-unknown')
    const garbled = { ...nobody, identityCode: '140388-9038' as IdentityCode }
    assert.equal(await propose(hanna, garbled, 'auditor'), 'identity-code-wrong')
  })

  it('is judged again when it is approved', async () => {
    await propose(hanna, aila, 'auditor')
    await changed((tx) => giveRole(tx, { ...aila, role: 'caOfficer', appointedAt: afternoon }))
    assert.equal(await decide(kaisa, 'approved'), 'has-another-role')
    assert.deepEqual(await rolesOf(aila), ['caOfficer', 'holder'])
  })

  it('of a service with one handler has a registrar as its second pair of eyes', async () => {
    const riitta = await aPerson()
    await propose(hanna, aila, 'handler')
    assert.equal(await decide(riitta, 'approved'), 'another-handler-decides')
    await changed((tx) =>
      sql`delete from permissions.role_holder
      where person_id = ${kaisa.personId}`.execute(tx),
    )
    assert.equal(await decide(riitta, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(aila), ['handler', 'holder'])
  })

  it('of a service with two handlers ends one of them when a registrar or a CA officer approves', async () => {
    const officer = await aPerson()
    assert.equal(await proposeEnd(hanna, kaisa, 'handler'), 'ok')
    assert.equal(await decide(kaisa, 'approved'), 'concerns-oneself')
    assert.equal(await decide(hanna, 'approved'), 'own-proposal')
    assert.equal(await decide(officer, 'approved'), 'ok')
    assert.deepEqual(await rolesOf(kaisa), ['holder'])
    assert.deepEqual(await rolesOf(hanna), ['handler', 'holder'])
  })

  it('lets handlers, registrars and CA officers decide, and nobody else', () => {
    assert.deepEqual(doersOf['access.decideProposal'], ['handler', 'registrar', 'caOfficer'])
    for (const decider of ['handler', 'registrar', 'caOfficer'] as const)
      assert.ok(doersOf['access.viewRoles'].includes(decider))
  })

  it('tells who has which role and who may approve, and that this was seen', async () => {
    await propose(hanna, aila, 'auditor')
    const seenBy = async ({ personId }: Person) => {
      const seen = await world.roles.viewRoles(aPermit('access.viewRoles', { personId }))
      assert.ok(seen.ok)
      return seen.value
    }
    const seen = await seenBy(kaisa)
    assert.deepEqual(
      seen.holders.map(({ personId, role }) => ({ personId, role })).toSorted(byPerson),
      [hanna, kaisa].map(({ personId }) => ({ personId, role: 'handler' })).toSorted(byPerson),
    )
    assert.deepEqual(
      seen.proposals.map(({ person, proposedBy, mayApprove }) => [person, proposedBy, mayApprove]),
      [
        [
          { personId: aila.personId, name: 'Aila Esimerkki' },
          { personId: hanna.personId, name: 'Aila Esimerkki' },
          true,
        ],
      ],
    )
    assert.equal((await seenBy(hanna)).proposals[0]?.mayApprove, false)
    const views = world.events.filter(({ type }) => type === 'RolesViewed')
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

  const aHandler = ({ personId }: Person) =>
    changed((tx) => giveRole(tx, { personId, role: 'handler', appointedAt: afternoon }))

  const propose = async (by: Person, { identityCode }: Person, role: GivenRole) =>
    kindOf(
      await world.roles.proposeAppointment(aPermit('access.proposeRole', by), {
        identityCode,
        role,
      }),
    )

  const proposeEnd = async (by: Person, { personId }: Person, role: GivenRole) =>
    kindOf(await world.roles.proposeEnd(aPermit('access.proposeRole', by), { personId, role }))

  async function decide(
    by: Person,
    decision: 'approved' | 'rejected',
    proposal?: string,
  ): Promise<string> {
    const proposalId = proposal ?? (await waiting(by)).at(-1) ?? randomUUID()
    return kindOf(
      await world.roles.decideProposal(aPermit('access.decideProposal', by), {
        proposalId,
        decision,
      }),
    )
  }

  async function waiting({ personId }: Person): Promise<readonly string[]> {
    const seen = await world.roles.viewRoles(aPermit('access.viewRoles', { personId }))
    assert.ok(seen.ok)
    return seen.value.proposals.map(({ proposalId }) => proposalId)
  }

  const rolesOf = async ({ personId }: Person) =>
    db.read(async (tx) => [...(await rolesNow({ registration }, tx, personId, afternoon)).roles])

  const changed = (act: (tx: Tx) => Promise<unknown>) =>
    db.write(async (tx) => {
      await act(tx)
      return ok(undefined)
    })
})

const kindOf = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'

const byPerson = (one: { personId: string }, other: { personId: string }): number =>
  one.personId.localeCompare(other.personId)
