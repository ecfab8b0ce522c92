import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { LookUpDnsTexts } from '#platform/dns-texts.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { openAccounts, type Person } from '../accounts/testing/accounts.ts'
import { createEmailDomains, isProvedAddress } from './index.ts'

forEachDatabase('the e-mail domains of an organisation', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const { anAccount, aPerson, invite, accept, tokenOfLast, kind } = shared
  /** TXT records by name. */
  const dns = new Map<string, readonly string[]>()
  let lookUpTexts: LookUpDnsTexts
  const looked: string[] = []
  const usual: LookUpDnsTexts = (name) => {
    looked.push(name)
    const found = dns.get(name)
    return Promise.resolve(found ? ok(found) : refuse({ kind: 'no-dns-texts', because: 'ENODATA' }))
  }
  const recorded: DomainEvent[] = []
  const domains = createEmailDomains({
    ...{ db, accounts: shared.accounts, organisations: shared.organisations },
    clock: { now: () => shared.now },
    record: (_tx: unknown, event: DomainEvent) => {
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    lookUpTexts: (name) => lookUpTexts(name),
  })
  lookUpTexts = usual

  const add = ({ personId }: Person, organisationId: string, domain: string) =>
    domains.addEmailDomain(aPermit('emailDomains.addEmailDomain', { personId }), {
      ...{ organisationId, domain },
    })
  const prove = ({ personId }: Person, organisationId: string, domainId: string) =>
    domains.proveEmailDomain(aPermit('emailDomains.proveEmailDomain', { personId }), {
      ...{ organisationId, domainId },
    })
  const end = ({ personId }: Person, organisationId: string, domainId: string) =>
    domains.endEmailDomain(aPermit('emailDomains.endEmailDomain', { personId }), {
      ...{ organisationId, domainId },
    })
  const counts = (organisationId: string, domain: string) =>
    db.read((tx) =>
      isProvedAddress(tx, { organisationId, email: `aino@${domain}`, now: shared.now }),
    )
  /** An organisation with a domain that is not proved yet, of letters: some digits would look like an identity code. */
  async function withDomain(
    domain = `${randomUUID().replaceAll(/\d/g, 'g').replaceAll('-', '.')}.example.fi`,
  ) {
    const account = await anAccount()
    const added = await add(account.signatory, account.organisationId, domain)
    assert.ok(added.ok)
    const [first] = added.value.domains
    assert.ok(first?.record)
    return { ...account, domain, domainId: first.domainId, record: first.record }
  }

  it('an e-mail domain counts once its TXT record is found, and no more once the organisation has ended it (R391, R392)', async () => {
    const { signatory, organisationId, domain, domainId, record } = await withDomain()
    assert.match(record.value, /^sotevarmenne-email=[0-9a-f]{32}$/)
    assert.equal(record.name, `_sotevarmenne-challenge.${domain}`)
    assert.equal(await counts(organisationId, domain), false)
    assert.equal(kind(await prove(signatory, organisationId, domainId)), 'domain-record-not-found')

    dns.set(record.name, ['v=spf1 -all', record.value])
    recorded.length = 0
    const proved = await prove(signatory, organisationId, domainId)
    assert.ok(proved.ok)
    assert.equal(proved.value.domains[0]?.state, 'proved')
    assert.deepEqual(recorded, [
      { type: 'EmailDomainProved', ...{ organisationId, domainId, domain } },
    ])
    assert.equal(await counts(organisationId, domain), true)
    assert.equal(await counts((await anAccount()).organisationId, domain), false)
    assert.equal(await counts(organisationId, `mail.${domain}`), false)

    const ended = await end(signatory, organisationId, domainId)
    assert.ok(ended.ok)
    assert.equal(ended.value.domains[0]?.state, 'ended')
    assert.equal(ended.value.domains[0].record, undefined)
    assert.equal(await counts(organisationId, domain), false)
    assert.equal(kind(await end(signatory, organisationId, domainId)), 'email-domain-ended')
    assert.equal(kind(await prove(signatory, organisationId, domainId)), 'email-domain-ended')

    const again = await add(signatory, organisationId, domain)
    assert.ok(again.ok)
    const [newest] = again.value.domains
    assert.ok(newest?.record)
    assert.notEqual(newest.record.value, record.value)
    assert.equal(
      kind(await prove(signatory, organisationId, newest.domainId)),
      'domain-record-not-found',
      'the record of before its end proves nothing',
    )
  })

  it('a proof counts for 398 days, and can be repeated before and after (R392)', async () => {
    const { signatory, organisationId, domain, domainId, record } = await withDomain()
    dns.set(record.name, [record.value])
    assert.ok((await prove(signatory, organisationId, domainId)).ok)
    shared.now = plus(shared.now, 397 * day)
    assert.equal(await counts(organisationId, domain), true)
    shared.now = plus(shared.now, day)
    assert.equal(await counts(organisationId, domain), false)
    assert.ok((await prove(signatory, organisationId, domainId)).ok)
    assert.equal(await counts(organisationId, domain), true)
    dns.delete(record.name)
    assert.equal(kind(await prove(signatory, organisationId, domainId)), 'domain-record-not-found')
    assert.equal(await counts(organisationId, domain), true, 'the last proof still counts')
  })

  it('names that are no full public DNS names are refused; the others are stored in lower case (R391)', async () => {
    const { signatory, organisationId } = await anAccount()
    for (const domain of [
      ...['fi', 'localhost', 'sairaala.local', '*.example.fi', 'example..fi', '.example.fi'],
      ...['aino@example.fi', 'sähkö.fi', '10.0.0.1', 'p131052-308t.example.fi', 'a b.fi', 'co.uk'],
    ])
      assert.equal(
        kind(await add(signatory, organisationId, domain)),
        'domain-not-acceptable',
        domain,
      )
    const added = await add(signatory, organisationId, 'Sairaala.Example.FI')
    assert.equal(added.ok && added.value.domains[0]?.domain, 'sairaala.example.fi')
  })

  it('adding a domain twice, also at once, leaves one; there are fifty at most', async () => {
    const { signatory, organisationId } = await anAccount()
    recorded.length = 0
    await Promise.all([1, 2, 3].map(() => add(signatory, organisationId, 'example.fi')))
    const again = await add(signatory, organisationId, 'example.fi')
    assert.ok(again.ok)
    assert.equal(again.value.domains.length, 1)
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['EmailDomainAdded'],
    )
    for (let at = 1; at < 50; at += 1)
      assert.ok((await add(signatory, organisationId, `d${String(at)}.example.fi`)).ok)
    assert.equal(kind(await add(signatory, organisationId, 'one-more.fi')), 'too-many-domains')
    assert.ok((await add(signatory, organisationId, 'example.fi')).ok)
  })

  it('a DNS that fails proves nothing, and is not taken for a missing record', async () => {
    const { signatory, organisationId, domain, domainId } = await withDomain()
    for (const because of ['time-out', 'ESERVFAIL', 'ECONNREFUSED']) {
      lookUpTexts = () => Promise.resolve(refuse({ kind: 'no-dns-texts', because }))
      assert.equal(kind(await prove(signatory, organisationId, domainId)), 'dns-unavailable')
    }
    lookUpTexts = usual
    assert.equal(await counts(organisationId, domain), false)
  })

  it('a domain that is ended while its record is looked up stays ended', async () => {
    const { signatory, organisationId, domain, domainId, record } = await withDomain()
    lookUpTexts = async () => {
      assert.ok((await end(signatory, organisationId, domainId)).ok)
      return ok([record.value])
    }
    assert.equal(kind(await prove(signatory, organisationId, domainId)), 'email-domain-ended')
    lookUpTexts = usual
    assert.equal(await counts(organisationId, domain), false)
  })

  it('only those who manage the people of the organisation change its domains; nothing is looked up for others', async () => {
    const { signatory, organisationId, domainId } = await withDomain()
    const contact = await aPerson()
    assert.ok((await invite(signatory, organisationId)).ok)
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    looked.length = 0
    assert.equal(kind(await add(contact, organisationId, 'example.fi')), 'not-in-this-role')
    assert.equal(kind(await prove(contact, organisationId, domainId)), 'not-in-this-role')
    assert.equal(kind(await end(contact, organisationId, domainId)), 'not-in-this-role')
    const viewing = aPermit('accounts.viewAccount', { personId: contact.personId })
    const seen = await domains.viewEmailDomains(viewing, { organisationId })
    assert.equal(seen.ok && seen.value.domains.length, 1)

    const stranger = await anAccount()
    assert.equal(
      kind(await prove(stranger.signatory, organisationId, domainId)),
      'account-not-found',
    )
    const { organisationId: other } = stranger
    assert.equal(kind(await prove(stranger.signatory, other, domainId)), 'email-domain-not-found')
    assert.equal(kind(await end(stranger.signatory, other, domainId)), 'email-domain-not-found')
    assert.deepEqual(looked, [])
  })

  it('case officers see the domains of an organisation', async () => {
    const { organisationId, domain } = await withDomain()
    const permit = aPermit('organisations.viewOrganisations')
    const seen = await domains.viewDomainsOfOrganisation(permit, { organisationId })
    assert.ok(seen.ok)
    assert.deepEqual(
      seen.value.domains.map((one) => [one.domain, one.state]),
      [[domain, 'not-proved']],
    )
    const unknown = { organisationId: randomUUID() }
    assert.equal(
      kind(await domains.viewDomainsOfOrganisation(permit, unknown)),
      'organisation-not-found',
    )
  })
})
