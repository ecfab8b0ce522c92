import { Attribute, Change, Client, NoSuchObjectError } from 'ldapts'
import { formatName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { AuthorityEntry, Directory } from './directory.ts'

export type LdapAddress = {
  /** `ldap://` or `ldaps://`. */
  readonly url: string
  /** The entry under which the authorities stand; it is there already. */
  readonly base: string
  readonly bindDn: string
  readonly password: string
}

/** A directory that speaks LDAP. Each publication has a connection of its own: there is one by the hour. */
export const ldapDirectory = ({ url, base, bindDn, password }: LdapAddress): Directory => ({
  publish: async (entry) => {
    const client = new Client({ url, timeout: 60_000, connectTimeout: 10_000, strictDN: false })
    try {
      await client.bind(bindDn, password)
      const relativeName = formatName([
        { type: attributeTypes.commonName, value: entry.commonName },
      ])
      await replaceOrAdd(client, `${relativeName},${base}`, entry)
    } finally {
      await client.unbind().catch(() => undefined)
    }
  },
})

async function replaceOrAdd(client: Client, dn: string, entry: AuthorityEntry): Promise<void> {
  const attributes = attributesOf(entry)
  try {
    await client.modify(
      dn,
      attributes.map((modification) => new Change({ operation: 'replace', modification })),
    )
  } catch (fault) {
    if (!(fault instanceof NoSuchObjectError)) throw fault
    await client.add(dn, [
      new Attribute({ type: 'objectClass', values: ['applicationProcess', 'pkiCA'] }),
      new Attribute({ type: 'cn', values: [entry.commonName] }),
      ...attributes,
    ])
  }
}

/** RFC 4523 § 2: a root's list is one of authorities. */
const attributesOf = ({ certificate, list, isRoot }: AuthorityEntry): readonly Attribute[] => [
  new Attribute({ type: 'cACertificate;binary', values: [Buffer.from(certificate)] }),
  new Attribute({
    type: isRoot ? 'authorityRevocationList;binary' : 'certificateRevocationList;binary',
    values: [Buffer.from(list)],
  }),
]
