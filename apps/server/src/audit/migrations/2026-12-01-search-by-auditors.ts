/** What an auditor searches by: an organisation, a certificate, and everything but access records. */
export const concurrentIndexes = {
  'audit.entry_of_organisation': `
    create index concurrently entry_of_organisation on audit.entry ((facts ->> 'organisationId'), at)
    where (facts ->> 'organisationId') is not null`.trim(),
  'audit.entry_of_certificate': `
    create index concurrently entry_of_certificate on audit.entry ((facts ->> 'serial'), at)
    where (facts ->> 'serial') is not null`.trim(),
  'audit.entry_without_access': `
    create index concurrently entry_without_access on audit.entry (at, arrived)
    where type !~ '(Viewed|Listed|Downloaded|Exported|Fetched|Searched|Sought|LookedUp|VisitorFound)$'`.trim(),
}

/** Nothing but the indexes. */
export const up = async (): Promise<void> => {}
