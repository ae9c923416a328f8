/** Set once a signal ends the process: what fails from then on is no news. */
export const interruption: { signal: NodeJS.Signals | null } = { signal: null }
