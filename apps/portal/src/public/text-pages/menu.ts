/**
 * The only script of text pages: for a signed-in user the menu links to their cards instead of the sign-in, and
 * commands can be copied. It hard-codes the contract (`viewSession` of libs/api), because the library that reads
 * contracts is larger than the whole page.
 */
const metaOf = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content

/** What `CopyableCommand` is in the application: a command of a text page is markup without components. */
function addCopyButton(command: HTMLElement): void {
  const text = command.textContent
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = metaOf('copy') ?? ''
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(text).then(() => {
      button.textContent = metaOf('copied') ?? ''
    })
  })
  command.append(button)
}

if ('clipboard' in navigator)
  for (const command of document.querySelectorAll<HTMLElement>('pre.copyable'))
    addCopyButton(command)

const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } })
const reply = (response.ok ? await response.json() : {}) as { readonly session?: object }
const label = metaOf('own-cards')
const link = document.querySelector<HTMLAnchorElement>('header a[href$="/sign-in"]')

if (reply.session !== undefined && link !== null && label !== undefined) {
  link.href = link.href.replace(/sign-in$/, 'own')
  link.textContent = label
}

export {}
