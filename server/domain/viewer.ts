/** Who asks: an account (guest or with an e-mail address), or nobody yet. Made only by the session look-up and by tests. */
export type Viewer = { readonly accountId: string | null; readonly hasPassword: boolean }

export const nobody: Viewer = { accountId: null, hasPassword: false }
