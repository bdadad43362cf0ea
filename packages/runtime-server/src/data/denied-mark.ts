/** What the error of a statement says that a rule has refused. */
export const DENIED_MARK = 'ssot:denied'
