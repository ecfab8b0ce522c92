/** The secret of the newest link to a page that arrived at an address. */
export async function newestSecret(
  mailboxes: string,
  address: string,
  page: string,
): Promise<string> {
  const response = await fetch(`${mailboxes}/mails`)
  const { mails } = (await response.json()) as { mails: { to: string; text: string }[] }
  for (const { to, text } of mails) {
    const [, secret] = new RegExp(`/${page}#(\\S+)`).exec(text) ?? []
    if (to === address && secret !== undefined) return secret
  }
  throw new Error(`no link to ${page} was mailed to ${address}`)
}
