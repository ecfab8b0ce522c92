/**
 * The only script of text pages: for a signed-in user the menu links to their cards instead of the sign-in, with
 * their name and the sign-out, and commands can be copied. It hard-codes the contract (`viewSession` of libs/api), because the library that reads
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

/** As in the application (`api/session.ts`): other tabs show nothing of the user, and input is not left behind. */
const tabs = new BroadcastChannel('session')

function endElsewhere(): void {
  for (const key of ['saved-input', 'renewal-under-way']) sessionStorage.removeItem(key)
  tabs.postMessage('signed-out')
}

type Session = { readonly name: string; readonly csrfToken: string }

/** The user's name and the sign-out, as in the application's header; `signOut` of libs/api, hard-coded too. */
function addSignedIn(link: HTMLAnchorElement, { name, csrfToken }: Session): void {
  const who = document.createElement('li')
  const shown = document.createElement('strong')
  shown.textContent = name
  who.className = 'signed-in'
  who.append(shown)
  const leave = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'sign-out'
  button.textContent = metaOf('sign-out') ?? ''
  button.addEventListener('click', () => {
    button.disabled = true
    void fetch('/api/v1/session', { method: 'DELETE', headers: { 'x-csrf-token': csrfToken } })
      .then(async (ended) => {
        if (ended.status >= 500) throw new Error('the session has not ended')
        endElsewhere()
        const { leaveTo } = (ended.ok ? await ended.json() : {}) as { readonly leaveTo?: string }
        location.assign(leaveTo ?? link.href.replace(/own$/, 'signed-out'))
      })
      .catch(() => {
        button.disabled = false
        button.textContent = metaOf('not-signed-out') ?? ''
      })
  })
  leave.append(button)
  link.closest('li')?.after(who, leave)
}

const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } })
const reply = (response.ok ? await response.json() : {}) as { readonly session?: Session }
const label = metaOf('own-cards')
const link = document.querySelector<HTMLAnchorElement>('header a[href$="/sign-in"]')

if (reply.session !== undefined && link !== null && label !== undefined) {
  link.href = link.href.replace(/sign-in$/, 'own')
  link.textContent = label
  addSignedIn(link, reply.session)
  // The user's name is gone with the session.
  tabs.addEventListener('message', () => {
    location.reload()
  })
}

export {}
