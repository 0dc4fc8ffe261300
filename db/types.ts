// biome-ignore lint/complexity/noBannedTypes: none yet
export interface DB {}
