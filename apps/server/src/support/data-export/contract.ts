declare module '#platform/permit.ts' {
  interface Permissions {
    dataExport: 'ownData.download'
  }
}

/** Somebody took everything along that the service keeps of them, or began to. */
export type OwnDataDownloaded = {
  readonly type: 'OwnDataDownloaded'
  readonly about: { readonly personId: string }
}
