import {
  AlreadyExistsError,
  Attribute,
  Change,
  Client,
  NoSuchObjectError,
  type Entry,
} from 'ldapts'
import { formatName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { CaEntry, Directory, HolderEntry, HolderFound } from './directory.ts'

export type LdapAddress = {
  /** `ldap://` or `ldaps://`. */
  readonly url: string
  /** Starts TLS on an `ldap://` connection before anything else is sent (RFC 4511 § 4.14). */
  readonly startTls?: boolean
  /** The CAs that may have certified the server, in PEM; by default those that Node trusts. */
  readonly cas?: string | undefined
  /** The entry under which CAs and holders are; it exists already. */
  readonly base: string
  readonly bindDn: string
  readonly password: string
}

/** A directory that speaks LDAP. Each publication opens its own connection: there are a few per hour. */
export const ldapDirectory = (address: LdapAddress): Directory => ({
  publish: (entry) =>
    connected(address, (client) =>
      replaceOrAdd(client, {
        dn: dnOf(attributeTypes.commonName, entry.commonName, address),
        isNamedBy: new Attribute({ type: 'cn', values: [entry.commonName] }),
        objectClasses: ['applicationProcess', 'pkiCA'],
        attributes: attributesOf(entry),
      }),
    ),
  publishHolder: (entry) =>
    connected(address, (client) => replaceOrRemove(client, entry, address)).catch(withoutNames),
  async *holders() {
    const client = await open(address)
    try {
      const pages = client.searchPaginated(address.base, {
        scope: 'one',
        filter: '(objectClass=pkiUser)',
        attributes: ['serialNumber', certificatesOfUser],
        paged: { pageSize: 100 },
      })
      for await (const { searchEntries } of pages) yield searchEntries.flatMap(holderIn)
    } finally {
      await client.unbind().catch(() => undefined)
    }
  },
})

async function connected<Value>(
  address: LdapAddress,
  action: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = await open(address)
  try {
    return await action(client)
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

async function open({ url, startTls, cas, bindDn, password }: LdapAddress) {
  const tls = cas === undefined ? {} : { ca: cas }
  const client = new Client({
    url,
    timeout: 60_000,
    connectTimeout: 10_000,
    strictDN: false,
    // With StartTLS, TLS options here would make the first bytes TLS already.
    ...(url.startsWith('ldaps:') && { tlsOptions: tls }),
  })
  try {
    if (startTls === true) await client.startTLS({ ...tls, servername: new URL(url).hostname })
    await client.bind(bindDn, password)
    return client
  } catch (fault) {
    await client.unbind().catch(() => undefined)
    throw fault
  }
}

const dnOf = (type: string, value: string, { base }: LdapAddress): string =>
  `${formatName([{ type, value }])},${base}`

type Written = {
  readonly dn: string
  readonly isNamedBy: Attribute
  readonly objectClasses: string[]
  readonly attributes: readonly Attribute[]
}

async function replaceOrAdd(client: Client, written: Written): Promise<void> {
  const { dn, isNamedBy, objectClasses, attributes } = written
  try {
    await client.modify(
      dn,
      attributes.map((modification) => new Change({ operation: 'replace', modification })),
    )
  } catch (fault) {
    if (!(fault instanceof NoSuchObjectError)) throw fault
    const objectClass = new Attribute({ type: 'objectClass', values: objectClasses })
    try {
      await client.add(dn, [objectClass, isNamedBy, ...attributes])
    } catch (late) {
      // Another process has added it in between.
      if (!(late instanceof AlreadyExistsError)) throw late
      await replaceOrAdd(client, written)
    }
  }
}

/** RFC 4523 § 2: a root's CRL is an authority revocation list. */
const attributesOf = ({ certificate, crl, isRoot }: CaEntry): readonly Attribute[] => [
  new Attribute({ type: 'cACertificate;binary', values: [Buffer.from(certificate)] }),
  new Attribute({
    type: isRoot ? 'authorityRevocationList;binary' : 'certificateRevocationList;binary',
    values: [Buffer.from(crl)],
  }),
]

const certificatesOfUser = 'userCertificate;binary'

async function replaceOrRemove(
  client: Client,
  { registrationNumber, commonName, surname, certificates }: HolderEntry,
  address: LdapAddress,
): Promise<void> {
  const dn = dnOf(attributeTypes.serialNumber, registrationNumber, address)
  if (certificates.length === 0) {
    await client.del(dn).catch((fault: unknown) => {
      if (!(fault instanceof NoSuchObjectError)) throw fault
    })
    return
  }
  await replaceOrAdd(client, {
    dn,
    isNamedBy: new Attribute({ type: 'serialNumber', values: [registrationNumber] }),
    // No class of persons has a serialNumber, by which FINEID S5 searches for them.
    objectClasses: ['person', 'pkiUser', 'extensibleObject'],
    attributes: [
      new Attribute({ type: 'cn', values: [commonName] }),
      new Attribute({ type: 'sn', values: [surname] }),
      new Attribute({
        type: certificatesOfUser,
        values: certificates.map((der) => Buffer.from(der)),
      }),
    ],
  })
}

/**
 * Empty for an entry without a registration number: it is not ours, and has no name by which it could be
 * written.
 */
function holderIn(entry: Entry): readonly HolderFound[] {
  const [registrationNumber] = [entry['serialNumber'] ?? []].flat().map(String)
  if (registrationNumber === undefined) return []
  const certificates = [entry[certificatesOfUser] ?? []]
    .flat()
    .flatMap((value) => (Buffer.isBuffer(value) ? [new Uint8Array(value)] : []))
  return [{ registrationNumber, certificates }]
}

/**
 * A server's message about an entry may repeat its name, and faults are logged: of a holder only the kind is
 * kept.
 */
function withoutNames(fault: unknown): never {
  const code = fault instanceof Error && 'code' in fault ? ` ${String(fault.code)}` : ''
  throw new Error(
    `the directory did not take the entry of a holder: ${fault instanceof Error ? fault.name : ''}${code}`,
  )
}
