/**
 * The only script of text pages: whoever is signed in finds the own cards in the menu instead of the sign-in. It knows the
 * contract by heart (`viewSession` of libs/api), because the library that reads contracts weighs more than all of the page.
 */
const response = await fetch('/api/v1/session', { headers: { accept: 'application/json' } })
const answer = (response.ok ? await response.json() : {}) as { readonly session?: object }
const label = document.querySelector<HTMLMetaElement>('meta[name=own-cards]')?.content
const link = document.querySelector<HTMLAnchorElement>('header a[href$="/sign-in"]')

if (answer.session !== undefined && link !== null && label !== undefined) {
  link.href = link.href.replace(/sign-in$/, 'own')
  link.textContent = label
}

export {}
