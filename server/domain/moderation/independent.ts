// Whose reports count as three people's, when somebody may come with fifty accounts.

/** Who reported. `unfounded`: how many of their earlier reports the staff looked at and did not share. */
export type Reporter = { joinedAt: Date; reportedAt: Date; inviteId: string | null; unfounded: number }

/** Reports of so many independent members hide a message until somebody of the staff has looked. */
export const REPORTS_TO_HIDE = 3
/** Who has been here shorter than this when reporting does not count, ms. */
const LEAST_STAY = 10 * 60_000
/** Two who came through the same door within this time count as one, ms: accounts made by one person come so. */
const APART_AT_ONE_DOOR = 10 * 60_000
/** Two who came through different doors within this time count as one, ms. */
const APART = 60_000
/** Who was wrong so often is not asked again. */
const UNFOUNDED_MOST = 3

/**
 * How many of the reporters count as independent of each other: long enough in the room, not often wrong, and not come
 * together. The open door of the public page is one door. On a busy day honest members are left out too; then a host
 * looks, as with any report.
 */
export function independentAmong(reporters: readonly Reporter[]): number {
  const trusted = reporters
    .filter(({ joinedAt, reportedAt }) => reportedAt.getTime() - joinedAt.getTime() >= LEAST_STAY)
    .filter(({ unfounded }) => unfounded < UNFOUNDED_MOST)
    .sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime())
  const counted: Reporter[] = []
  for (const reporter of trusted) {
    if (counted.every((other) => areApart(reporter, other))) counted.push(reporter)
  }
  return counted.length
}

function areApart(one: Reporter, other: Reporter): boolean {
  const between = Math.abs(one.joinedAt.getTime() - other.joinedAt.getTime())
  return between >= (one.inviteId === other.inviteId ? APART_AT_ONE_DOOR : APART)
}
