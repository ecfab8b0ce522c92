export type EabKey = {
  readonly directory: string
  readonly keyId: string
  readonly key: string
  /** Of the approval: a name that begins with a dot stands for any name under it. */
  readonly names: readonly string[]
}

/** The commands of the guide (docs/relying-parties/acme.md), which run in its tests, with the organisation's own values. */
export const acmeCommands = {
  certbot: ({ directory, keyId, key, names }: EabKey): string => {
    const own = dnsNames(names)
    return [
      `certbot certonly --webroot -w /var/www/acme ${own.map((name) => `-d ${name}`).join(' ')} --deploy-hook 'nginx -s reload' \\`,
      `  --server ${directory} --eab-kid ${keyId} --eab-hmac-key ${key} \\`,
      `  --agree-tos --email ${mailOf(own)} --no-eff-email`,
    ].join('\n')
  },
  lego: ({ directory, keyId, key, names }: EabKey): string => {
    const own = dnsNames(names)
    return [
      `lego --path /etc/lego --server ${directory} --email ${mailOf(own)} --accept-tos \\`,
      `  --eab --kid ${keyId} --hmac ${key} --http --http.webroot /var/www/acme ${own.map((name) => `--domains ${name}`).join(' ')} \\`,
      '  run',
    ].join('\n')
  },
} as const

/** An example of a name under a domain; addresses are ordered beside names (docs/relying-parties/acme.md). */
const dnsNames = (names: readonly string[]): readonly string[] =>
  names
    .filter((name) => !/[:/]|^[\d.]+$/.test(name))
    .map((name) => (name.startsWith('.') ? `server${name}` : name))

const mailOf = ([name = '']: readonly string[]): string =>
  `it@${name.split('.').slice(-2).join('.')}`
