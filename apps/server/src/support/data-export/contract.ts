/** A person has downloaded, or begun to download, everything that the service stores about them. */
export type DataExportDownloaded = {
  readonly type: 'DataExportDownloaded'
  readonly about: { readonly personId: string }
}
