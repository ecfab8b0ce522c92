/** Stands beside the logo on every page. */
export const serviceName = {
  fi: 'Sote-varmennepalvelu',
  sv: 'Certifikattjänst för social- och hälsovården',
  en: 'Certificate services for social welfare and healthcare',
} as const
