/**
 * Gives styled-components the nonce of this response, which the content security policy requires for every
 * style it adds. Imported before everything else: the library reads the nonce when it adds its first style.
 */
const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')

Object.assign(window, { __webpack_nonce__: meta?.content })
