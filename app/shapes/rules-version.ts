/** The room rules in force (app/text/ko/rules.ts); kept with every membership. Changes whenever a sentence of them does. */
export const RULES_VERSION = '2026-11-22'
