/** The sign of the service on its documents, as an SVG: the same as the icon of the portal. */
export const serviceLogo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="1" y="5" width="30" height="22" rx="3" fill="#00357a"/><rect x="5" y="11" width="8" height="7" rx="1.5" fill="#f6c644"/><path d="M17 12h10M17 16h10M5 22h22" stroke="#ffffff" stroke-width="2"/></svg>'
