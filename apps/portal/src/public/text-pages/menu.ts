/**
 * The only script of text pages: for a signed-in user the menu links to their cards instead of the sign-in.
 * It hard-codes the contract (`viewSession` of libs/api), because the library that reads contracts is larger
 * than the whole page.
 */
const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } })
const reply = (response.ok ? await response.json() : {}) as { readonly session?: object }
const label = document.querySelector<HTMLMetaElement>('meta[name=own-cards]')?.content
const link = document.querySelector<HTMLAnchorElement>('header a[href$="/sign-in"]')

if (reply.session !== undefined && link !== null && label !== undefined) {
  link.href = link.href.replace(/sign-in$/, 'own')
  link.textContent = label
}

export {}
